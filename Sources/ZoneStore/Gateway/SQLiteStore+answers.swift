import Foundation
import GRDB

/// A document that went up, by the receipts that will answer it.
public struct SentDocumentRow: Hashable, Sendable {
    public var answer: String
    public var messageID: Int64
    public var sentMs: Int64
    /// 0 until the first receipt comes.
    public var answeredMs: Int64
    /// What the last receipt says.
    public var status: Int64

    /// A row that waits for its receipt, or one of a receipt that comes only where something is wrong.
    public init(answer: String, messageID: Int64, sentMs: Int64, isAwaited: Bool = true) {
        self.answer = answer
        self.messageID = messageID
        self.sentMs = sentMs
        answeredMs = isAwaited ? 0 : sentMs
        status = 0
    }
}

/// Which receipts answer what went up.
extension SQLiteStore {
    /// A receipt can be there before what it answers is noted: then an answer to the sender was lost.
    static func add(_ sent: [SentDocumentRow], to upstream: String, _ db: Database) throws {
        for row in sent {
            try db.execute(
                sql: "INSERT OR IGNORE INTO gateway_document VALUES (?, ?, ?, ?, ?, 0)",
                arguments: [
                    upstream, row.answer, row.messageID, row.sentMs, row.answeredMs,
                ])
            guard db.changesCount == 1 else { continue }
            let early = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, at_ms, status FROM gateway_receipt
                    WHERE upstream = ? AND answer = ? AND message_id = 0 AND answer <> ''
                    ORDER BY id LIMIT 100
                    """, arguments: [upstream, row.answer])
            for receipt in early {
                try settle(
                    row.messageID, row.answer, of: upstream, receipt: receipt[0], atMs: receipt[1],
                    status: receipt[2], db)
            }
        }
    }

    /// Of documents that are named alike the first without a receipt is answered, then the newest.
    static func tie(
        _ receipt: RelayedReceiptRow, id: Int64, of upstream: String, _ db: Database
    ) throws {
        guard !receipt.answer.isEmpty else { return }
        let message = try Int64.fetchOne(
            db,
            sql: """
                SELECT message_id FROM gateway_document WHERE upstream = ? AND answer = ?
                ORDER BY answered_ms > 0, CASE answered_ms WHEN 0 THEN message_id ELSE -message_id END
                LIMIT 1
                """, arguments: [upstream, receipt.answer])
        guard let message else { return }
        try settle(
            message, receipt.answer, of: upstream, receipt: id, atMs: receipt.atMs,
            status: receipt.status, db)
    }

    private static func settle(
        _ message: Int64, _ answer: String, of upstream: String, receipt: Int64, atMs: Int64,
        status: Int64, _ db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE gateway_receipt SET message_id = ? WHERE id = ?",
            arguments: [message, receipt])
        try db.execute(
            sql: """
                UPDATE gateway_document SET status = ?,
                    answered_ms = CASE answered_ms WHEN 0 THEN ? ELSE answered_ms END
                WHERE upstream = ? AND answer = ? AND message_id = ?
                """, arguments: [status, atMs, upstream, answer, message])
        guard answer.hasPrefix("900") else { return }
        try refuse(message, of: upstream, receipt: receipt, atMs: atMs, db)
    }

    /// A message that was taken and then found unreadable is a dead letter; nothing of it will be answered otherwise.
    private static func refuse(
        _ message: Int64, of upstream: String, receipt: Int64, atMs: Int64, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO gateway_dead_letter
                SELECT ?, ?, ?, message || ?, 0 FROM gateway_receipt WHERE id = ?
                """,
            arguments: [
                upstream, message, atMs,
                ": /v1/gateway/receipts?after=\(receipt - 1)&limit=1", receipt,
            ])
        guard db.changesCount == 1 else { return }
        try db.execute(
            sql: "UPDATE gateway_lane SET taken_count = taken_count - 1 WHERE upstream = ?",
            arguments: [upstream])
        try db.execute(
            sql: """
                UPDATE gateway_document SET answered_ms = ?
                WHERE upstream = ? AND message_id = ? AND answered_ms = 0
                """, arguments: [atMs, upstream, message])
    }

    /// How many documents went up and have no receipt, counted up to `countMax`.
    public func unansweredCount(_ upstream: String, countMax: Int) throws -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (SELECT 1 FROM gateway_document
                        WHERE upstream = ? AND answered_ms = 0 LIMIT ?)
                    """, arguments: [upstream, countMax]) ?? 0
        }
    }

    /// Messages that went up until a time and have documents without a receipt, by number.
    public func unansweredMessages(
        _ upstream: String, untilMs: Int64, after id: Int64, countMax: Int
    ) throws -> [(messageID: Int64, sentMs: Int64, documentCount: Int)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT message_id, min(sent_ms), count(*) FROM gateway_document
                    WHERE upstream = ? AND answered_ms = 0 AND message_id > ? AND sent_ms <= ?
                    GROUP BY message_id ORDER BY message_id LIMIT ?
                    """, arguments: [upstream, id, untilMs, countMax]
            ).map { ($0[0], $0[1], $0[2]) }
        }
    }

    /// What of a message went up.
    public func sentDocuments(
        _ messageID: Int64, to upstream: String, countMax: Int
    ) throws -> [SentDocumentRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT answer, sent_ms, answered_ms, status FROM gateway_document
                    WHERE message_id = ? AND upstream = ? ORDER BY answer LIMIT ?
                    """, arguments: [messageID, upstream, countMax]
            ).map {
                var row = SentDocumentRow(answer: $0[0], messageID: messageID, sentMs: $0[1])
                row.answeredMs = $0[2]
                row.status = $0[3]
                return row
            }
        }
    }

    /// The letter of a message that was given up; nil where it was not.
    public func deadLetter(_ messageID: Int64, of upstream: String) throws -> DeadLetterRow? {
        try deadLetters(upstream, after: messageID - 1, countMax: 1)
            .first { $0.messageID == messageID }
    }
}
