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
    /// How far the lane is.
    public var lane: GatewayLane
    /// Accepted messages that are not settled, counted up to a million.
    public var waitingCount: Int
    /// Receipts that came back.
    public var receiptCount: Int
    /// The oldest thousand letters that were given up.
    public var deadLetters: [DeadLetter]
}

extension Zone {
    /// The reconciliation with one upstream.
    public func gatewayFigures(_ upstream: String) throws -> GatewayFigures {
        let lane = try store.gatewayLane(upstream)
        return GatewayFigures(
            lane: lane,
            waitingCount: try store.acceptedMessageCount(
                after: lane.lastMessage, countMax: 1_000_000),
            receiptCount: try store.relayedReceiptCount(upstream),
            deadLetters: try store.deadLetters(upstream, countMax: 1000).map {
                DeadLetter(
                    messageID: $0.messageID, at: Timestamp(ms: $0.atMs), problem: $0.problem,
                    isWanted: $0.isWanted)
            })
    }

    /// Has a dead letter tried again in the next round; false where there is none of that number.
    public func redeliver(_ messageID: Int64, to upstream: String) throws -> Bool {
        try store.wantDeadLetter(messageID, of: upstream)
    }

    /// Receipts an upstream gave, in the order in which they came; `after` counts those that were read.
    public func relayedReceipts(
        of upstream: String, after id: Int64, countMax: Int
    ) throws -> [(id: Int64, receipt: UpstreamPage.Receipt)] {
        try store.relayedReceipts(upstream, after: id, countMax: countMax).map {
            let fields = try JSONDecoder().decode([String: String].self, from: Data($0.row.fields))
            return ($0.id, UpstreamPage.Receipt(message: $0.row.message, fields: fields))
        }
    }
}
