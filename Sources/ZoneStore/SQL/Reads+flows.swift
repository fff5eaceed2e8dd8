import Foundation
import GRDB

/// Reads about parcels and summaries.
extension SQLiteStore {
    /// Waybills of imports with that number, one a logistics firm.
    public func waybills(
        logisticsNo: String
    ) throws -> [(logisticsCode: String, orderNo: String, signedMs: Int64)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT logistics_code, order_no, signed_ms FROM waybill
                    WHERE logistics_no = ? ORDER BY logistics_code LIMIT 100
                    """, arguments: [logisticsNo]
            ).map { (logisticsCode: $0[0], orderNo: $0[1], signedMs: $0[2]) }
        }
    }

    /// Documents whose key is in a range, at most 1000.
    public func documents(from keys: Range<String>) throws -> [DocumentRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT order_no, kind, party, number, status, message_id, slot, declaration_id
                    FROM document WHERE order_no >= ? AND order_no < ? LIMIT 1000
                    """, arguments: [keys.lowerBound, keys.upperBound]
            ).map { row in
                DocumentRow(
                    orderNo: row[0], kind: row[1], party: row[2], number: row[3], status: row[4],
                    messageID: row[5], slot: row[6], declarationID: row[7])
            }
        }
    }

    /// When a message was received; nil where there is none of that number.
    public func receivedMs(ofMessage id: Int64) throws -> Int64? {
        try read {
            try Int64.fetchOne(
                $0, sql: "SELECT received_ms FROM message WHERE id = ?", arguments: [id])
        }
    }

    /// How many messages a sender has sent, and how many of them have errors, among the last million.
    public func messageCounts(recipient: String) throws -> (all: Int64, invalid: Int64) {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), coalesce(sum(verdict <> 0), 0) FROM message
                    WHERE recipient = ? AND id > (SELECT coalesce(max(id), 0) FROM message) - 1000000
                    """, arguments: [recipient])
            return (row?[0] ?? 0, row?[1] ?? 0)
        }
    }

    /// Summary declarations, newest first, older than `before`, of one firm or of all.
    public func summaries(
        ebcCode: String?, before: Int64?, countMax: Int
    ) throws -> [SummaryRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, at_ms, ebc_code, request, list_count, content FROM summary
                    WHERE id < ? AND (? IS NULL OR ebc_code = ?) ORDER BY id DESC LIMIT ?
                    """, arguments: [before ?? Int64.max, ebcCode, ebcCode, countMax]
            ).map { row in
                SummaryRow(
                    id: row[0], atMs: row[1], ebcCode: row[2], request: row[3],
                    listCount: row[4], content: bytes(row, 5))
            }
        }
    }

    /// How many lists of each firm are to be summed up until which day, earliest first.
    public func summaryOpenCounts(
        ebcCode: String?, countMax: Int
    ) throws -> [(dueDay: Int64, ebcCode: String, listCount: Int64)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT due_day, ebc_code, count(*) FROM summary_open
                    WHERE ? IS NULL OR ebc_code = ? GROUP BY due_day, ebc_code
                    ORDER BY due_day, ebc_code LIMIT ?
                    """, arguments: [ebcCode, ebcCode, countMax]
            ).map { (dueDay: $0[0], ebcCode: $0[1], listCount: $0[2]) }
        }
    }
}
