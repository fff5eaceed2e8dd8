import Foundation
import GRDB

extension WriteTransaction {
    /// Stores what the rows of this transaction add to the evidence.
    func put(_ sealed: SealedRows) throws {
        for node in sealed.nodes {
            var insert = statements.insertEvidenceNode
            insert.bind(1, node.level)
            insert.bind(2, node.place)
            insert.bind(3, node.hash)
            try insert.run()
        }
        var insert = statements.insertEvidenceHead
        insert.bind(1, sealed.head.size)
        insert.bind(2, sealed.head.journalSeq)
        insert.bind(3, sealed.head.atMs)
        insert.bind(4, sealed.head.root)
        insert.bind(5, sealed.head.signature)
        try insert.run()
    }
}

/// The evidence as it is stored. It only grows, so reads one after the other fit together.
extension SQLiteStore {
    /// Most rows of the journal that are sealed in one transaction when it has some without evidence.
    static let sealedRowCountMax = 500

    /// Seals the rows of the journal that have no evidence: those of a program that made none.
    public func sealRest(atMs: Int64) throws {
        while true {
            let rows = try read { db in
                try Self.journalRows(
                    db, "seq > (SELECT coalesce(max(journal_seq), 0) FROM evidence_head)",
                    countMax: Self.sealedRowCountMax)
            }
            guard !rows.isEmpty else { return }
            try write { (transaction, _) throws in transaction.seal(rows, atMs: atMs) }
        }
    }

    /// The newest head; nil while the tree has no leaf.
    public func evidenceHead() throws -> EvidenceHeadRow? {
        try head("1 ORDER BY size DESC", [])
    }

    /// The head of exactly so many leaves.
    public func evidenceHead(size: Int64) throws -> EvidenceHeadRow? {
        try head("size = ?", [size])
    }

    /// The first head with more leaves than `size`.
    public func evidenceHead(beyond size: Int64) throws -> EvidenceHeadRow? {
        try head("size > ? ORDER BY size", [size])
    }

    /// The last head with no more leaves than `size`.
    public func evidenceHead(upTo size: Int64) throws -> EvidenceHeadRow? {
        try head("size <= ? ORDER BY size DESC", [size])
    }

    /// The first head with more leaves than `size` that a witness signed.
    public func cosignedHead(beyond size: Int64) throws -> EvidenceHeadRow? {
        try head(
            "size = (SELECT min(size) FROM evidence_cosignature WHERE size > ?)", [size])
    }

    /// The head of the transaction that wrote a row of the journal.
    public func evidenceHead(journalSeq: Int64) throws -> EvidenceHeadRow? {
        try head("journal_seq >= ? ORDER BY journal_seq", [journalSeq])
    }

    /// Hashes of subtrees that follow each other; fewer where there are no more.
    public func evidenceHashes(level: Int64, places: Range<Int64>) throws -> [[UInt8]] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT hash FROM evidence_node WHERE level = ? AND place >= ? AND place < ?
                    ORDER BY place
                    """, arguments: [level, places.lowerBound, places.upperBound]
            ).map { bytes($0, 0) }
        }
    }

    /// The rows of the journal that hold these leaves, and the number of the first leaf that they hold.
    public func journal(
        holding leaves: Range<Int64>
    ) throws -> (first: Int64, rows: [PackedJournalRow]) {
        let before = try evidenceHead(upTo: leaves.lowerBound)
        return try read { db in
            let cursor = try Row.fetchCursor(
                db,
                sql: """
                    SELECT seq, at_ms, recipient, message_id, event_count, events FROM journal
                    WHERE seq > ? ORDER BY seq
                    """, arguments: [before?.journalSeq ?? 0])
            var first = before?.size ?? 0
            var end = first
            var rows: [PackedJournalRow] = []
            while end < leaves.upperBound, let row = try cursor.next() {
                let count: Int64 = row[4]
                end += count
                if end <= leaves.lowerBound {
                    first = end
                } else {
                    rows.append(Self.journalRow(row))
                }
            }
            return (first, rows)
        }
    }

    /// The row of the journal with this number, and how many events its transaction wrote before it.
    public func journal(
        _ seq: Int64, after first: Int64
    ) throws -> (row: PackedJournalRow, eventsBefore: Int64)? {
        try read { db in
            guard let row = try Self.journalRows(db, "seq = \(seq)", countMax: 1).first else {
                return nil
            }
            let count = try Int64.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(event_count), 0) FROM journal WHERE seq > ? AND seq < ?
                    """, arguments: [first, seq])
            return (row, count ?? 0)
        }
    }

    /// What witnesses signed of a head, at most 64.
    public func cosignatures(size: Int64) throws -> [EvidenceCosignatureRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT size, witness, at_s, signature FROM evidence_cosignature
                    WHERE size = ? ORDER BY witness LIMIT 64
                    """, arguments: [size]
            ).map(Self.cosignature)
        }
    }

    /// What a witness signed last.
    public func newestCosignature(of witness: String) throws -> EvidenceCosignatureRow? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT size, witness, at_s, signature FROM evidence_cosignature
                    WHERE witness = ? ORDER BY size DESC LIMIT 1
                    """, arguments: [witness]
            ).map(Self.cosignature)
        }
    }

    /// Keeps a co-signature; the first of a witness for a head stays.
    public func keep(_ row: EvidenceCosignatureRow) throws {
        try writeRows { db in
            try db.execute(
                sql: "INSERT INTO evidence_cosignature VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [row.size, row.witness, row.atSeconds, Data(row.signature)])
        }
    }

    private func head(_ rest: String, _ arguments: StatementArguments) throws -> EvidenceHeadRow? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT size, journal_seq, at_ms, root, signature FROM evidence_head
                    WHERE \(rest) LIMIT 1
                    """, arguments: arguments
            ).map {
                EvidenceHeadRow(
                    size: $0[0], journalSeq: $0[1], atMs: $0[2], root: bytes($0, 3),
                    signature: bytes($0, 4))
            }
        }
    }

    private static func journalRows(
        _ db: Database, _ condition: String, countMax: Int
    ) throws -> [PackedJournalRow] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT seq, at_ms, recipient, message_id, event_count, events FROM journal
                WHERE \(condition) ORDER BY seq LIMIT \(countMax)
                """
        ).map(journalRow)
    }

    private static func journalRow(_ row: Row) -> PackedJournalRow {
        PackedJournalRow(
            seq: row[0], atMs: row[1], recipient: row[2], messageID: row[3], count: row[4],
            events: bytes(row, 5))
    }

    private static func cosignature(_ row: Row) -> EvidenceCosignatureRow {
        EvidenceCosignatureRow(
            size: row[0], witness: row[1], atSeconds: row[2], signature: bytes(row, 3))
    }
}
