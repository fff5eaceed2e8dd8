import ZoneStore
import ZoneTrust

/// Makes leaves of the journal's events, and signs the tree after each transaction: before its answer goes out.
struct EvidenceSealer: JournalSealing {
    /// Hashes of subtrees are stored on every eighth level: one for 256 leaves, one for 256 of those, and so on.
    static let storedLevels = 8

    private var frontier: MerkleFrontier
    private var journalSeq: Int64
    private let signer: NoteSigner?

    /// Goes on from what is stored; throws where that does not fit together.
    init(store: SQLiteStore, signer: NoteSigner?) throws {
        self.signer = signer
        guard let head = try store.evidenceHead() else {
            (frontier, journalSeq) = (MerkleFrontier(), 0)
            return
        }
        let tree = EvidenceTree(store: store)
        frontier = try MerkleFrontier(size: Int(head.size), hash: tree.hash)
        journalSeq = head.journalSeq
        guard frontier.root.bytes == head.root else {
            throw EvidenceError.treeDamaged(size: head.size)
        }
    }

    mutating func seal(_ rows: [PackedJournalRow], atMs: Int64) throws -> SealedRows? {
        guard !rows.isEmpty else { return nil }
        var nodes: [EvidenceNodeRow] = []
        for row in rows {
            guard row.seq == journalSeq + 1 else {
                throw EvidenceError.journalGap(after: journalSeq, found: row.seq)
            }
            journalSeq = row.seq
            try EvidenceLeaf.forEach(in: row) { content in
                frontier.append(.leaf(content)) { subtree, hash in
                    guard subtree.level % Self.storedLevels == 0 else { return }
                    nodes.append(
                        EvidenceNodeRow(
                            level: Int64(subtree.level / Self.storedLevels),
                            place: Int64(subtree.index), hash: hash.bytes))
                }
            }
        }
        let root = frontier.root
        let signature = try signer.map { signer in
            let checkpoint = Checkpoint(
                origin: signer.key.name, size: frontier.size, root: root, atMs: atMs)
            return try signer.sign(checkpoint.description).bytes
        }
        return SealedRows(
            nodes: nodes,
            head: EvidenceHeadRow(
                size: Int64(frontier.size), journalSeq: journalSeq, atMs: atMs, root: root.bytes,
                signature: signature ?? []))
    }
}
