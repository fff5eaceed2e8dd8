import Foundation
import GRDB
public import ZoneCore

/// A message that was given up for one upstream.
public struct DeadLetterRow: Hashable, Sendable {
    public var messageID: Int64
    public var atMs: Int64
    public var problem: String
    /// Whether it is to be tried again.
    public var isWanted: Bool

    /// A row with all its parts.
    public init(messageID: Int64, atMs: Int64, problem: String, isWanted: Bool) {
        self.messageID = messageID
        self.atMs = atMs
        self.problem = problem
        self.isWanted = isWanted
    }
}

/// A receipt as an upstream gave it.
public struct RelayedReceiptRow: Hashable, Sendable {
    public var guid: String
    public var message: String
    public var atMs: Int64
    /// Its fields as JSON.
    public var fields: [UInt8]
    /// What it answers; empty where it names nothing that went up.
    public var answer: String
    /// Where that stands now.
    public var status: Int64

    /// A row with all its parts.
    public init(
        guid: String, message: String, atMs: Int64, fields: [UInt8], answer: String, status: Int64
    ) {
        self.guid = guid
        self.message = message
        self.atMs = atMs
        self.fields = fields
        self.answer = answer
        self.status = status
    }
}

/// What goes up and comes down.
extension SQLiteStore {
    /// How far an upstream is; nil where it is not known.
    public func gatewayLane(_ upstream: String) throws -> GatewayLane? {
        let row = try read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM gateway_lane WHERE upstream = ?", arguments: [upstream])
        }
        guard let row else { return nil }
        var lane = GatewayLane()
        lane.lastMessage = row[1]
        lane.attemptCount = row[2]
        lane.failureCount = row[3]
        lane.dueMs = row[4]
        lane.takenCount = row[5]
        lane.problem = row[6]
        return lane
    }

    /// Keeps the lane of an upstream that is not known yet.
    public func openGatewayLane(_ lane: GatewayLane, of upstream: String) throws {
        guard try gatewayLane(upstream) == nil else { return }
        try keep(lane, of: upstream)
    }

    /// The upstreams that are known, by name.
    public func gatewayUpstreams(countMax: Int) throws -> [String] {
        try read { db in
            try String.fetchAll(
                db, sql: "SELECT upstream FROM gateway_lane ORDER BY upstream LIMIT ?",
                arguments: [countMax])
        }
    }

    /// Keeps a lane, and in the same transaction the letters that were given up, the one that was taken after all, and
    /// what the upstream took.
    public func keep(
        _ lane: GatewayLane, of upstream: String, dead: [DeadLetterRow] = [],
        delivered: Int64? = nil, sent: [SentDocumentRow] = []
    ) throws {
        try writeRows { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO gateway_lane VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    upstream, lane.lastMessage, lane.attemptCount, lane.failureCount, lane.dueMs,
                    lane.takenCount, lane.problem,
                ])
            for letter in dead {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO gateway_dead_letter VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        upstream, letter.messageID, letter.atMs, letter.problem, letter.isWanted,
                    ])
            }
            try Self.add(sent, to: upstream, db)
            guard let delivered else { return }
            try db.execute(
                sql: "DELETE FROM gateway_dead_letter WHERE upstream = ? AND message_id = ?",
                arguments: [upstream, delivered])
        }
    }

    /// The first accepted message behind one, and when it came in; nil at the end.
    public func acceptedMessage(after id: Int64) throws -> (id: Int64, receivedMs: Int64)? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT id, received_ms FROM message WHERE id > ? AND verdict = 0
                    ORDER BY id LIMIT 1
                    """, arguments: [id]
            ).map { ($0[0], $0[1]) }
        }
    }

    /// The numbers of the accepted messages behind one, until they have that many bytes together; one at least.
    public func acceptedMessages(
        after id: Int64, byteCountMax: Int, countMax: Int
    ) throws -> [Int64] {
        let rows = try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, byte_count FROM message WHERE id > ? AND verdict = 0
                    ORDER BY id LIMIT ?
                    """, arguments: [id, countMax])
        }
        var byteCount = 0
        return rows.prefix { row in
            defer { byteCount += row[1] as Int }
            return byteCount < byteCountMax
        }.map { $0[0] }
    }

    /// How many accepted messages lie behind one, counted up to `countMax`.
    public func acceptedMessageCount(after id: Int64, countMax: Int) throws -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (SELECT 1 FROM message WHERE id > ? AND verdict = 0 LIMIT ?)
                    """, arguments: [id, countMax]) ?? 0
        }
    }

    /// Letters that were given up, by number; only those to be tried again where asked.
    public func deadLetters(
        _ upstream: String, after id: Int64, onlyWanted: Bool = false, countMax: Int
    ) throws -> [DeadLetterRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT message_id, at_ms, problem, is_wanted FROM gateway_dead_letter
                    WHERE upstream = ? AND message_id > ? AND is_wanted >= ?
                    ORDER BY message_id LIMIT ?
                    """, arguments: [upstream, id, onlyWanted, countMax]
            ).map {
                DeadLetterRow(messageID: $0[0], atMs: $0[1], problem: $0[2], isWanted: $0[3])
            }
        }
    }

    /// How many letters were given up.
    public func deadLetterCount(_ upstream: String) throws -> Int {
        try read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM gateway_dead_letter WHERE upstream = ?",
                arguments: [upstream]) ?? 0
        }
    }

    /// Asks for a letter to be tried again; false where there is none.
    public func wantDeadLetter(_ messageID: Int64, of upstream: String) throws -> Bool {
        try writeRows { db in
            try db.execute(
                sql: """
                    UPDATE gateway_dead_letter SET is_wanted = 1
                    WHERE upstream = ? AND message_id = ?
                    """, arguments: [upstream, messageID])
            return db.changesCount == 1
        }
    }

    /// Where the feed of an upstream's receipts was read up to; nil before the first page.
    public func gatewayCursor(_ upstream: String) throws -> String? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT cursor FROM gateway_feed WHERE upstream = ?",
                arguments: [upstream])
        }
    }

    /// Keeps a page of receipts with the cursor behind it, each tied to what it answers; returns how many were new.
    public func keep(
        _ receipts: [RelayedReceiptRow], of upstream: String, cursor: String
    ) throws -> Int {
        try writeRows { db in
            var count = 0
            for receipt in receipts {
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO gateway_receipt
                            (upstream, guid, message, at_ms, fields, answer, status)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        upstream, receipt.guid, receipt.message, receipt.atMs,
                        Data(receipt.fields), receipt.answer, receipt.status,
                    ])
                guard db.changesCount == 1 else { continue }
                count += 1
                try Self.tie(receipt, id: db.lastInsertedRowID, of: upstream, db)
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO gateway_feed VALUES (?, ?)",
                arguments: [upstream, cursor])
            return count
        }
    }

    /// Receipts of an upstream, as they came.
    public func relayedReceipts(
        _ upstream: String, after id: Int64, countMax: Int
    ) throws -> [(id: Int64, messageID: Int64, row: RelayedReceiptRow)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, message_id, guid, message, at_ms, fields, answer, status
                    FROM gateway_receipt WHERE id > ? AND upstream = ? ORDER BY id LIMIT ?
                    """, arguments: [id, upstream, countMax]
            ).map {
                (
                    $0[0], $0[1],
                    RelayedReceiptRow(
                        guid: $0[2], message: $0[3], atMs: $0[4], fields: bytes($0, 5),
                        answer: $0[6], status: $0[7])
                )
            }
        }
    }

    /// How many receipts an upstream gave.
    public func relayedReceiptCount(_ upstream: String) throws -> Int {
        try read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM gateway_receipt WHERE upstream = ?",
                arguments: [upstream]) ?? 0
        }
    }
}
