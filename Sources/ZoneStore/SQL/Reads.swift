import Foundation
import GRDB

/// Reads for people: each takes a snapshot and does not wait for the writer. Lists page by key.
extension SQLiteStore {
    /// A message with its answer and findings, without its bytes.
    public func message(_ id: Int64) throws -> MessageRow? {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT received_ms, name, guid, recipient, verdict, digest, byte_count, answer,
                        findings
                    FROM message WHERE id = ?
                    """, arguments: [id])
            return row.map { row in
                MessageRow(
                    id: id, receivedMs: row[0], name: row[1], guid: row[2], recipient: row[3],
                    verdict: row[4], digest: bytes(row, 5), byteCount: row[6], compressed: [],
                    answer: bytes(row, 7), findings: bytes(row, 8))
            }
        }
    }

    /// The compressed bytes of a message.
    public func messageBytes(_ id: Int64) throws -> [UInt8]? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT compressed FROM message WHERE id = ?", arguments: [id]
            ).map { bytes($0, 0) }
        }
    }

    /// The documents of an order, all kinds and parties.
    public func documents(orderNo: String) throws -> [DocumentRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT kind, party, number, status, message_id, slot, declaration_id
                    FROM document WHERE order_no = ? LIMIT 1000
                    """, arguments: [orderNo]
            ).map { row in
                DocumentRow(
                    orderNo: orderNo, kind: row[0], party: row[1], number: row[2],
                    status: row[3], messageID: row[4], slot: row[5],
                    declarationID: row[6])
            }
        }
    }

    /// A declaration by its id.
    public func declaration(_ id: Int64) throws -> DeclarationRow? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT \(WriteStatements.declarationColumns) FROM declaration WHERE id = ?",
                arguments: [id]
            ).map(declarationRow)
        }
    }

    /// Declarations, newest first, older than `before`.
    public func declarations(
        before: Int64?, status: Int64?, countMax: Int
    ) throws -> [DeclarationRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(WriteStatements.declarationColumns) FROM declaration
                    WHERE id < ? AND (? IS NULL OR status = ?) ORDER BY id DESC LIMIT ?
                    """, arguments: [before ?? Int64.max, status, status, countMax]
            ).map(declarationRow)
        }
    }

    /// The packed histories of the newest declarations, newest first.
    public func recentHistories(countMax: Int) throws -> [[UInt8]] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT history FROM declaration ORDER BY id DESC LIMIT ?",
                arguments: [countMax]
            ).map { bytes($0, 0) }
        }
    }

    /// Declarations of some enterprises, newest first, among the `scanCountMax` before a number: there is no index for
    /// them, which would cost each declaration of the intake a write.
    public func declarations(
        of codes: [String], before: Int64?, status: Int64?, scanCountMax: Int64, countMax: Int
    ) throws -> [DeclarationRow] {
        guard !codes.isEmpty else { return [] }
        let marks = codes.map { _ in "?" }.joined(separator: ", ")
        return try read { db in
            let newest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM declaration") ?? 0
            let end = min(before ?? .max, newest + 1)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT \(WriteStatements.declarationColumns) FROM declaration
                    WHERE id < ? AND id >= ? AND (? IS NULL OR status = ?)
                    AND (recipient IN (\(marks)) OR ebp_code IN (\(marks)))
                    ORDER BY id DESC LIMIT ?
                    """,
                arguments: [end, end - scanCountMax, status, status]
                    + StatementArguments(codes) + StatementArguments(codes) + [countMax]
            ).map(declarationRow)
        }
    }

    /// Rows of the journal from `seq` on, of one recipient or of all: as many as hold `eventCount` events, or all.
    public func journal(
        from seq: Int64, recipient: String?, eventCount: Int
    ) throws -> [JournalRow] {
        try read { db in
            let filter = recipient == nil ? "" : "AND recipient = ?"
            var arguments: StatementArguments = [seq]
            if let recipient { arguments += [recipient] }
            let cursor = try Row.fetchCursor(
                db,
                sql: """
                    SELECT seq, at_ms, recipient, message_id, events FROM journal
                    WHERE seq >= ? \(filter) ORDER BY seq
                    """, arguments: arguments)
            var rows: [JournalRow] = []
            var rest = eventCount
            while rest > 0, let row = try cursor.next() {
                rows.append(
                    JournalRow(
                        seq: row[0], atMs: row[1], recipient: row[2], messageID: row[3],
                        events: JournalEvent.unpack(bytes(row, 4))))
                rest -= rows[rows.count - 1].events.count
            }
            return rows
        }
    }

    /// All guarantors' accounts.
    public func guarantees() throws -> [GuaranteeRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT assure_code, limit_fen, used_fen FROM guarantee ORDER BY assure_code
                    LIMIT 10000
                    """
            ).map { GuaranteeRow(assureCode: $0[0], limitFen: $0[1], usedFen: $0[2]) }
        }
    }

    /// Sums of one day and status, from the table that the intake keeps.
    public struct DailyCount: Sendable {
        public var day: Int64
        public var hour: Int64
        public var status: Int64
        public var tradeMode: String
        public var declarationCount: Int64
        public var dutiableFen: Int64
        public var taxFen: Int64
    }

    /// The sums of all days from `day` on.
    public func dailyCounts(fromDay day: Int64) throws -> [DailyCount] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT day, hour, status, trade_mode, declaration_count, dutiable_fen, tax_fen
                    FROM daily_count WHERE day >= ? ORDER BY day, hour, status, trade_mode
                    """, arguments: [day]
            ).map {
                DailyCount(
                    day: $0[0], hour: $0[1], status: $0[2], tradeMode: $0[3],
                    declarationCount: $0[4], dutiableFen: $0[5], taxFen: $0[6])
            }
        }
    }

    /// What risk screening keeps of the last `countMax` declarations, in no order.
    public func riskRecords(countMax: Int) throws -> [[UInt8]] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT risk FROM declaration
                    WHERE id > (SELECT coalesce(max(id), 0) FROM declaration) - ? AND length(risk) > 0
                    """, arguments: [countMax]
            ).map { bytes($0, 0) }
        }
    }

    /// The highest message number.
    public func messageCount() throws -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT coalesce(max(id), 0) FROM message") ?? 0 }
    }
}

func bytes(_ row: Row, _ column: Int) -> [UInt8] {
    let data: Data? = row[column]
    return data.map { [UInt8]($0) } ?? []
}

func declarationRow(_ row: Row) -> DeclarationRow {
    var declaration = DeclarationRow(id: row[0], orderNo: row[1], ebpCode: row[2], status: row[3])
    declaration.recipient = row[4]
    declaration.tradeMode = row[5]
    declaration.customsCode = row[6]
    declaration.receivedMs = row[7]
    declaration.waitsUntilMs = row[8]
    declaration.missing = row[9]
    declaration.dutiableFen = row[10]
    declaration.dutyFen = row[11]
    declaration.vatFen = row[12]
    declaration.consumptionFen = row[13]
    declaration.buyer = row[14]
    declaration.year = row[15]
    declaration.assureCode = row[16]
    declaration.history = bytes(row, 17)
    declaration.risk = bytes(row, 18)
    declaration.isExport = row[19]
    declaration.lineTaxes = bytes(row, 20)
    declaration.summaryID = row[21]
    return declaration
}
