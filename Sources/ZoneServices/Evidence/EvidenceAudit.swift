import ZoneStore
import ZoneTrust

/// The whole tree of a zone's books, made again from its journal and held against every stored hash and signature.
///
/// The file is only read. A leaf that was changed is found with the 256 around it, by their hash; a head that was changed,
/// or signed by another key, by itself.
public struct EvidenceAudit: Sendable {
    /// One thing that does not fit, in both languages.
    public struct Fault: Equatable, Sendable, Encodable {
        public var zh: String
        public var en: String
    }

    public private(set) var leafCount = 0
    public private(set) var headCount = 0
    public private(set) var cosignatureCount = 0
    /// The first that were found, and how many there are.
    public private(set) var faults: [Fault] = []
    public private(set) var faultCount = 0

    /// Most faults that are listed, and heads read at a time.
    public static let faultCountMax = 100
    private static let pageCount: Int64 = 1000

    private let key: NoteKey?
    private var frontier = MerkleFrontier()
    private var heads: [EvidenceHeadRow] = []
    private var hasOtherRoots = false
    private var nodeCount: Int64 = 0

    /// Audits the books in a file; `key` is the zone's public key, without which signatures are not looked at. Throws where
    /// the file can't be read or the key is none.
    public init(databasePath: String, key: String?) throws {
        self.key = try key.map { text in
            guard let key = NoteKey(text), key.kind == .note else {
                throw EvidenceError.keyMalformed(text)
            }
            return key
        }
        let history = try StoredHistory(path: databasePath)
        defer { history.close() }
        try checkHeads(of: 0, history)
        var seq: Int64 = 0
        while true {
            let rows = try history.journal(after: seq, countMax: Self.pageCount)
            for row in rows {
                if row.seq != seq + 1 {
                    note(
                        "业务流水缺第 \(seq + 1) 至 \(row.seq - 1) 行",
                        "rows \(seq + 1)...\(row.seq - 1) of the journal are missing")
                }
                seq = row.seq
                try add(row, history)
                try checkHeads(of: seq, history)
            }
            if rows.isEmpty { break }
        }
        for head in heads {
            note(
                "树头（\(head.size) 个叶子）属于不存在的第 \(head.journalSeq) 行",
                "the head of \(head.size) leaves is of row \(head.journalSeq), which is not there")
        }
        if try history.evidenceHashCount() != nodeCount {
            note(
                "存有 \(try history.evidenceHashCount()) 个子树哈希，应为 \(nodeCount) 个",
                "\(try history.evidenceHashCount()) hashes of subtrees are stored instead of \(nodeCount)"
            )
        }
    }

    private mutating func add(_ row: PackedJournalRow, _ history: StoredHistory) throws {
        var complete: [(MerkleSubtree, MerkleHash)] = []
        do {
            try EvidenceLeaf.forEach(in: row) { content in
                frontier.append(.leaf(content)) { subtree, hash in
                    guard subtree.level % EvidenceSealer.storedLevels == 0 else { return }
                    complete.append((subtree, hash))
                }
            }
        } catch EvidenceError.journalDamaged(_, let said, let found) {
            note(
                "业务流水第 \(row.seq) 行应有 \(said) 个事件，实有 \(found) 个",
                "row \(row.seq) of the journal has \(found) events instead of \(said)")
        }
        leafCount = frontier.size
        for (subtree, hash) in complete {
            nodeCount += 1
            let stored = try history.evidenceHash(
                level: Int64(subtree.level / EvidenceSealer.storedLevels),
                place: Int64(subtree.index))
            guard stored != hash.bytes else { continue }
            note(
                "第 \(subtree.leaves.lowerBound) 至 \(subtree.leaves.upperBound - 1) 个叶子（至第 \(row.seq) 行）与所存哈希不符",
                "leaves \(subtree.leaves.lowerBound)...\(subtree.leaves.upperBound - 1) (up to row \(row.seq)) do not have the stored hash"
            )
        }
    }

    /// Holds the heads of the transaction that ended with this row against the tree.
    private mutating func checkHeads(of seq: Int64, _ history: StoredHistory) throws {
        if heads.isEmpty { heads = try nextHeads(history) }
        while let head = heads.first, head.journalSeq <= seq {
            heads.removeFirst()
            headCount += 1
            checkRoot(head)
            try checkSignatures(head, history)
            last = head.size
            if heads.isEmpty { heads = try nextHeads(history) }
        }
    }

    /// The size of the last head that was looked at.
    private var last: Int64 = 0

    private func nextHeads(_ history: StoredHistory) throws -> [EvidenceHeadRow] {
        try history.evidenceHeads(beyond: last, countMax: Self.pageCount)
    }

    /// After the first root that differs all later ones do, and say nothing new.
    private mutating func checkRoot(_ head: EvidenceHeadRow) {
        guard !hasOtherRoots else { return }
        guard head.size != Int64(frontier.size) || head.root != frontier.root.bytes else { return }
        hasOtherRoots = true
        note(
            "第 \(head.journalSeq) 行处的树有 \(frontier.size) 个叶子、树根 \(Base64.text(frontier.root.bytes))，树头为 \(head.size)、\(Base64.text(head.root))；其后的树根不再列出",
            "at row \(head.journalSeq) the tree has \(frontier.size) leaves and the root \(Base64.text(frontier.root.bytes)), its head \(head.size) and \(Base64.text(head.root)); later roots are not listed"
        )
    }

    private mutating func checkSignatures(
        _ head: EvidenceHeadRow, _ history: StoredHistory
    ) throws {
        guard let key, let root = MerkleHash(head.root) else { return }
        let text = Checkpoint(
            origin: key.name, size: Int(head.size), root: root, atMs: head.atMs
        ).description
        let own = NoteSignature(name: key.name, keyID: key.id, bytes: head.signature)
        if !key.isSigned(text, by: own) {
            note(
                "树头（\(head.size) 个叶子）没有 \(key.name) 的有效签名",
                "the head of \(head.size) leaves has no good signature of \(key.name)")
        }
        for row in try history.cosignatures(sizes: head.size...head.size) {
            cosignatureCount += 1
            let isGood = NoteKey(row.witness).map { $0.isSigned(text, by: row.signature(of: $0)) }
            guard isGood != true else { continue }
            note(
                "树头（\(head.size) 个叶子）上 \(row.witness) 的见证签名无效",
                "the co-signature of \(row.witness) on the head of \(head.size) leaves is wrong")
        }
    }

    private mutating func note(_ zh: String, _ en: String) {
        faultCount += 1
        if faults.count < Self.faultCountMax { faults.append(Fault(zh: zh, en: en)) }
    }
}

extension EvidenceCosignatureRow {
    /// As a signature of a note.
    func signature(of key: NoteKey) -> NoteSignature {
        NoteSignature(
            name: key.name, keyID: key.id,
            bytes: (0..<8).map { UInt8(truncatingIfNeeded: atSeconds >> (56 - 8 * $0)) } + signature
        )
    }
}
