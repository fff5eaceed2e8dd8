import GRDB

/// A place in the log: before the event of that time, source and number.
public struct LogPlace: Hashable, Sendable {
    public var atMs: Int64
    public var source: Int64
    public var id: Int64

    /// A place.
    public init(atMs: Int64, source: Int64, id: Int64) {
        self.atMs = atMs
        self.source = source
        self.id = id
    }
}

/// What is looked for in the log.
public struct LogQuestion: Hashable, Sendable {
    /// A kind, or the part of kinds before the dot; nil for all.
    public var kind: String?
    /// What the event is about; nil for all.
    public var subject: String?
    public var fromMs: Int64
    public var toMs: Int64
    /// Only events before this place.
    public var before: LogPlace?
    public var countMax: Int

    /// A question with its parts.
    public init(
        kind: String?, subject: String?, fromMs: Int64, toMs: Int64, before: LogPlace?,
        countMax: Int
    ) {
        self.kind = kind
        self.subject = subject
        self.fromMs = fromMs
        self.toMs = toMs
        self.before = before
        self.countMax = countMax
    }
}

/// An event of the log.
public struct LogRow: Hashable, Sendable {
    public var place: LogPlace
    public var kind: String
    public var actor: String
    public var subject: String
    public var detail: String
    /// Of an act on a declaration: its packed detail.
    public var packed: [UInt8]
}

/// The log is a view over the tables that keep its events; nothing is written twice.
extension SQLiteStore {
    /// Events that answer a question, newest first.
    public func log(_ question: LogQuestion) throws -> [LogRow] {
        let before = question.before ?? LogPlace(atMs: .max, source: .max, id: .max)
        return try read { db in
            try Row.fetchAll(
                db, sql: Self.logSQL,
                arguments: [
                    "from": question.fromMs, "to": question.toMs, "kind": question.kind,
                    "subject": question.subject, "at": before.atMs, "source": before.source,
                    "id": before.id, "count": question.countMax,
                ]
            ).map { row in
                LogRow(
                    place: LogPlace(atMs: row[0], source: row[1], id: row[2]), kind: row[3],
                    actor: row[4], subject: row[5], detail: row[6], packed: bytes(row, 7))
            }
        }
    }

    private static let logSQL = """
        WITH log (at_ms, source, id, kind, actor, subject, detail, packed) AS (
            SELECT at_ms, 1, seq, kind, actor, subject, detail, x'' FROM audit_event
            WHERE at_ms BETWEEN :from AND :to
            UNION ALL
            SELECT at_ms, 2, id, 'duty.' || channel, '', duty,
                from_seq || '.' || from_index || ' - ' || to_seq || '.' || to_index || ': '
                || item_count || ', new ' || new_count || ', late ' || late_count, x''
            FROM duty_delivery WHERE at_ms BETWEEN :from AND :to
            UNION ALL
            SELECT a.at_ms, 3, a.id, 'person.' || a.channel, a.who,
                d.ebp_code || ':' || d.order_no, a.purpose, x''
            FROM person_access a JOIN declaration d ON d.id = a.declaration_id
            WHERE a.at_ms BETWEEN :from AND :to
            UNION ALL
            SELECT s.at_ms, 4, s.id, 'declaration.' || s.assure_code, '',
                d.ebp_code || ':' || d.order_no, '', s.detail
            FROM step s JOIN declaration d ON d.id = s.message_first
            WHERE s.kind IN (3, 4) AND s.kind = 4 AND s.at_ms BETWEEN :from AND :to
            UNION ALL
            SELECT at_ms, 5, id, 'guarantee.set', '', assure_code, limit_fen || ' fen', x''
            FROM step WHERE kind IN (3, 4) AND kind = 3 AND at_ms BETWEEN :from AND :to
            UNION ALL
            SELECT at_ms, 6, id, book || '.' || name, actor, case_id, body, x''
            FROM case_event WHERE at_ms BETWEEN :from AND :to
            UNION ALL
            SELECT at_ms, 7, id, book || '.document', actor, case_id, name, x''
            FROM case_document WHERE at_ms BETWEEN :from AND :to
            UNION ALL
            SELECT at_ms, 8, id, kind, actor, subject, detail, x'' FROM payment_event
            WHERE at_ms BETWEEN :from AND :to
        )
        SELECT at_ms, source, id, kind, actor, subject, detail, packed FROM log
        WHERE (:kind IS NULL OR kind = :kind
                OR substr(kind, 1, length(:kind) + 1) = :kind || '.')
            AND (:subject IS NULL OR subject = :subject)
            AND (at_ms, source, id) < (:at, :source, :id)
        ORDER BY at_ms DESC, source DESC, id DESC LIMIT :count
        """

    /// Forgets accesses to persons' data before a time, at most so many; returns how many.
    public func forgetPersonAccesses(beforeMs: Int64, countMax: Int) throws -> Int {
        try forget(
            "person_access", "at_ms < ?", beforeMs: beforeMs, countMax: countMax)
    }

    /// Forgets deliveries of what was delivered before, made before a time, at most so many; returns how many.
    public func forgetRepeatedDeliveries(beforeMs: Int64, countMax: Int) throws -> Int {
        try forget(
            "duty_delivery", "at_ms < ? AND new_count = 0 AND channel <> 'acknowledgement'",
            beforeMs: beforeMs, countMax: countMax)
    }

    /// Looks before it writes, so that nothing to forget costs no write.
    private func forget(
        _ table: String, _ condition: String, beforeMs: Int64, countMax: Int
    ) throws -> Int {
        let rows = "SELECT id FROM \(table) WHERE \(condition) ORDER BY at_ms LIMIT ?"
        let isThere = try read { db in
            try Int64.fetchOne(db, sql: rows, arguments: [beforeMs, 1]) != nil
        }
        guard isThere else { return 0 }
        return try writeRows { db in
            try db.execute(
                sql: "DELETE FROM \(table) WHERE id IN (\(rows))", arguments: [beforeMs, countMax])
            return db.changesCount
        }
    }
}
