import Foundation
public import ZoneCore
import ZoneStore

/// A message an upstream would not have.
public struct DeadLetter: Hashable, Sendable {
    /// Number of the message in the zone.
    public var messageID: Int64
    /// When it was given up.
    public var at: Timestamp
    /// What the upstream said.
    public var problem: String
    /// Whether it will be tried again.
    public var isWanted: Bool
}

/// How a zone and one upstream stand to each other. Every accepted message is counted once.
public struct GatewayFigures: Hashable, Sendable {
    /// Most that are counted as waiting or without a receipt; what is beyond is not looked at.
    public static let waitingCountMax = 10_000

    /// Name of the upstream.
    public var upstream: String
    /// How far the lane is.
    public var lane: GatewayLane
    /// Accepted messages that are not settled.
    public var waitingCount: Int
    /// The first of them, and when it came in.
    public var oldest: (messageID: Int64, at: Timestamp)? {
        oldestID.map { ($0, Timestamp(ms: oldestMs)) }
    }
    var oldestID: Int64?
    var oldestMs: Int64
    /// Letters that were given up.
    public var deadCount: Int
    /// Receipts that came back.
    public var receiptCount: Int
    /// Documents that went up and have no receipt.
    public var unansweredCount: Int
}

/// A receipt of an upstream, with its place among those that came.
public struct RelayedReceipt: Hashable, Sendable {
    /// Its place.
    public var id: Int64
    /// Number of the message it answers; nil where none is known.
    public var messageID: Int64?
    /// When it came.
    public var at: Timestamp
    /// The receipt.
    public var receipt: UpstreamPage.Receipt
}

extension Zone {
    /// Makes an upstream known. One that is new gets the messages from the number `first` on; one that is known goes
    /// on where it was.
    public func openUpstream(_ upstream: String, first: Int64 = 1) throws {
        try store.openGatewayLane(GatewayLane(first: first), of: upstream)
    }

    /// The upstreams that are known, by name.
    public func upstreams() throws -> [String] { try store.gatewayUpstreams(countMax: 100) }

    /// The reconciliation with one upstream.
    public func gatewayFigures(_ upstream: String) throws -> GatewayFigures {
        let lane = try store.gatewayLane(upstream) ?? GatewayLane()
        let oldest = try store.acceptedMessage(after: lane.lastMessage)
        return GatewayFigures(
            upstream: upstream, lane: lane,
            waitingCount: try store.acceptedMessageCount(
                after: lane.lastMessage, countMax: GatewayFigures.waitingCountMax),
            oldestID: oldest?.id, oldestMs: oldest?.receivedMs ?? 0,
            deadCount: try store.deadLetterCount(upstream),
            receiptCount: try store.relayedReceiptCount(upstream),
            unansweredCount: try store.unansweredCount(
                upstream, countMax: GatewayFigures.waitingCountMax))
    }

    /// Messages an upstream would not have, by number; `after` is the last of the page before.
    public func deadLetters(
        of upstream: String, after id: Int64 = 0, countMax: Int
    ) throws -> [DeadLetter] {
        try store.deadLetters(upstream, after: id, countMax: countMax).map {
            DeadLetter(
                messageID: $0.messageID, at: Timestamp(ms: $0.atMs), problem: $0.problem,
                isWanted: $0.isWanted)
        }
    }

    /// Has a dead letter tried again in the next round; false where there is none of that number.
    public func redeliver(_ messageID: Int64, to upstream: String) throws -> Bool {
        try store.wantDeadLetter(messageID, of: upstream)
    }

    /// Receipts an upstream gave, in the order in which they came; `after` is the last of the page before.
    public func relayedReceipts(
        of upstream: String, after id: Int64, countMax: Int
    ) throws -> [RelayedReceipt] {
        try store.relayedReceipts(upstream, after: id, countMax: countMax).map {
            let fields = try JSONDecoder().decode([String: String].self, from: Data($0.row.fields))
            return RelayedReceipt(
                id: $0.id, messageID: $0.messageID == 0 ? nil : $0.messageID,
                at: Timestamp(ms: $0.row.atMs),
                receipt: UpstreamPage.Receipt(message: $0.row.message, fields: fields))
        }
    }
}
