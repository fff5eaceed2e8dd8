/// The evidence in a snapshot of the books.
extension StoredHistory {
    /// Heads with more leaves than `size`, the smallest first.
    public func evidenceHeads(
        beyond size: Int64, countMax: Int64
    ) throws(StoreError) -> [EvidenceHeadRow] {
        try rows(
            """
            SELECT size, journal_seq, at_ms, root, signature FROM evidence_head
            WHERE size > \(size) ORDER BY size LIMIT \(countMax)
            """
        ) { row in
            EvidenceHeadRow(
                size: row.int(0), journalSeq: row.int(1), atMs: row.int(2), root: row.blob(3),
                signature: row.blob(4))
        }
    }

    /// The stored hash of a subtree; nil where there is none.
    public func evidenceHash(level: Int64, place: Int64) throws(StoreError) -> [UInt8]? {
        try rows("SELECT hash FROM evidence_node WHERE level = \(level) AND place = \(place)") {
            $0.blob(0)
        }.first
    }

    /// How many hashes of subtrees there are.
    public func evidenceHashCount() throws(StoreError) -> Int64 {
        try number("SELECT count(*) FROM evidence_node")
    }

    /// What witnesses signed, of heads with these sizes.
    public func cosignatures(
        sizes: ClosedRange<Int64>
    ) throws(StoreError) -> [EvidenceCosignatureRow] {
        try rows(
            """
            SELECT size, witness, at_s, signature FROM evidence_cosignature
            WHERE size BETWEEN \(sizes.lowerBound) AND \(sizes.upperBound) ORDER BY size, witness
            """
        ) { row in
            EvidenceCosignatureRow(
                size: row.int(0), witness: row.text(1), atSeconds: row.int(2),
                signature: row.blob(3))
        }
    }

    /// Rows of the journal behind number `seq`, in order.
    public func journal(
        after seq: Int64, countMax: Int64
    ) throws(StoreError) -> [PackedJournalRow] {
        try rows(
            """
            SELECT seq, at_ms, recipient, message_id, event_count, events FROM journal
            WHERE seq > \(seq) ORDER BY seq LIMIT \(countMax)
            """
        ) { row in
            PackedJournalRow(
                seq: row.int(0), atMs: row.int(1), recipient: row.text(2), messageID: row.int(3),
                count: row.int(4), events: row.blob(5))
        }
    }

    private func number(_ sql: String) throws(StoreError) -> Int64 {
        try ask { statements throws(StoreError) in try statements.number(sql) }
    }

    /// What `make` gives of every row of a query.
    private func rows<T: Sendable>(
        _ sql: String, _ make: (HistoryStatements.Row) -> T
    ) throws(StoreError) -> [T] {
        try ask { statements throws(StoreError) in
            var rows: [T] = []
            try statements.forEach(sql) { rows.append(make($0)) }
            return rows
        }
    }
}
