public import ZoneCore

/// A measure as a zone has it.
public struct MeasureRow: Hashable, Sendable {
    public var id: String
    /// SHA-256 of the content, hexadecimal.
    public var digest: String
    public var content: String
    /// The signed file that it came in; empty for one that was written here.
    public var package: String
    /// The key that signed it, base64; empty for one that was written here.
    public var signer: String
    public var actor: String
    public var atMs: Int64
    public var state = MeasureState.draft
    public var from: Day?
    public var to: Day?
    /// The day on which it was adopted.
    public var known: Day?
    /// Its place among those that were adopted; nil for none.
    public var adoption: Int64?
    public var stepCount = 0

    /// A draft.
    public init(
        id: String, digest: String, content: String, package: String = "", signer: String = "",
        actor: String, atMs: Int64
    ) {
        (self.id, self.digest, self.content) = (id, digest, content)
        (self.package, self.signer, self.actor, self.atMs) = (package, signer, actor, atMs)
    }
}

/// Something that was done with a measure.
public struct MeasureStepRow: Hashable, Sendable {
    public var id: Int64 = 0
    public var kind: String
    public var detail: String
    /// The content that it was about.
    public var digest: String
    /// Whether what was looked at was good.
    public var hasPassed: Bool
    public var result: [UInt8]
    public var actor: String
    public var atMs: Int64

    /// A step with its parts.
    public init(
        _ kind: String, _ detail: String, digest: String, hasPassed: Bool = true,
        result: [UInt8] = [], actor: String, atMs: Int64
    ) {
        (self.kind, self.detail, self.digest) = (kind, detail, digest)
        (self.hasPassed, self.result, self.actor, self.atMs) = (hasPassed, result, actor, atMs)
    }
}

/// What a change of a measure writes, in one transaction.
public struct MeasureChange: Sendable {
    public var row: MeasureRow
    public var step: MeasureStepRow
    public var event: AuditRow
    /// What the program decides under from then on, with the packed files of its rule book; nil where that stays.
    public var basis: (row: BasisRow, files: [UInt8])?

    /// A change with its parts.
    public init(
        row: MeasureRow, step: MeasureStepRow, event: AuditRow,
        basis: (row: BasisRow, files: [UInt8])? = nil
    ) {
        (self.row, self.step, self.event, self.basis) = (row, step, event, basis)
    }
}
