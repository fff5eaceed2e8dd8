/// The hash of a complete subtree of 256 to the power of `level` leaves.
public struct EvidenceNodeRow: Hashable, Sendable {
    public var level: Int64
    public var place: Int64
    public var hash: [UInt8]

    /// A row with all its parts.
    public init(level: Int64, place: Int64, hash: [UInt8]) {
        self.level = level
        self.place = place
        self.hash = hash
    }
}

/// The tree after a transaction.
public struct EvidenceHeadRow: Hashable, Sendable {
    /// How many leaves it has.
    public var size: Int64
    /// The last row of the journal whose events are leaves.
    public var journalSeq: Int64
    public var atMs: Int64
    public var root: [UInt8]
    /// Empty in a zone without a key.
    public var signature: [UInt8]

    /// A row with all its parts.
    public init(
        size: Int64, journalSeq: Int64, atMs: Int64, root: [UInt8], signature: [UInt8]
    ) {
        self.size = size
        self.journalSeq = journalSeq
        self.atMs = atMs
        self.root = root
        self.signature = signature
    }
}

/// What a witness signed, and when by its clock.
public struct EvidenceCosignatureRow: Hashable, Sendable {
    public var size: Int64
    /// Its public key with its name.
    public var witness: String
    public var atSeconds: Int64
    public var signature: [UInt8]

    /// A row with all its parts.
    public init(size: Int64, witness: String, atSeconds: Int64, signature: [UInt8]) {
        self.size = size
        self.witness = witness
        self.atSeconds = atSeconds
        self.signature = signature
    }
}

/// What a transaction adds to the evidence.
public struct SealedRows: Hashable, Sendable {
    public var nodes: [EvidenceNodeRow]
    public var head: EvidenceHeadRow

    /// Rows with all their parts.
    public init(nodes: [EvidenceNodeRow], head: EvidenceHeadRow) {
        self.nodes = nodes
        self.head = head
    }
}

/// Makes the evidence of what is appended to the journal; the store knows no hashes.
///
/// A value, so that a transaction works on a copy, which is kept once it was committed and forgotten when it was not.
public protocol JournalSealing: Sendable {
    /// What these rows, in their order, add; nil when there are none.
    mutating func seal(_ rows: [PackedJournalRow], atMs: Int64) throws -> SealedRows?
}
