public import ZoneCore
import ZoneStore

/// A message that went up and is not answered in full.
public struct UnansweredMessage: Hashable, Sendable {
    /// Number of the message in the zone.
    public var messageID: Int64
    /// When the upstream took it.
    public var sentAt: Timestamp
    /// Its documents without a receipt.
    public var documentCount: Int
}

/// A document that went up.
public struct SentDocument: Hashable, Sendable {
    /// The receipt that answers it, such as `CEB622Message`.
    public var receipt: String
    /// The elements by which the receipt names it.
    public var fields: [String: String]
    /// When the upstream took it.
    public var sentAt: Timestamp
    /// When the first receipt came; nil where none did.
    public var answeredAt: Timestamp?
    /// What the last receipt says.
    public var status: Int?
}

/// Where a message stands with an upstream.
public struct SentMessage: Hashable, Sendable {
    /// Whether it is still to go, went, was given up, or is behind the lane without a document that is answered.
    public enum State: String, Sendable {
        case waiting, taken, dead, passed
    }

    /// Number of the message in the zone.
    public var messageID: Int64
    /// Where it stands.
    public var state: State
    /// Its documents, the first thousand; of a message with a list that has no number of its own, not that list.
    public var documents: [SentDocument]
}

/// Which receipts answer what went up.
extension Zone {
    /// Messages that the upstream took that many hours ago or earlier and that have documents without a receipt.
    public func unansweredMessages(
        of upstream: String, hourCount: Int, after id: Int64 = 0, countMax: Int
    ) throws -> [UnansweredMessage] {
        let untilMs = now.ms - Int64(hourCount) * 3_600_000
        return try store.unansweredMessages(
            upstream, untilMs: untilMs, after: id, countMax: countMax
        ).map {
            UnansweredMessage(
                messageID: $0.messageID, sentAt: Timestamp(ms: $0.sentMs),
                documentCount: $0.documentCount)
        }
    }

    /// Where a message stands with an upstream; nil where the zone has no such message.
    public func sentMessage(_ id: Int64, to upstream: String) throws -> SentMessage? {
        guard try message(id) != nil else { return nil }
        let rows = try store.sentDocuments(id, to: upstream, countMax: 1000)
        let state: SentMessage.State =
            if try store.deadLetter(id, of: upstream) != nil {
                .dead
            } else if !rows.isEmpty {
                .taken
            } else if id > (try store.gatewayLane(upstream)?.lastMessage ?? 0) {
                .waiting
            } else {
                .passed
            }
        return SentMessage(
            messageID: id, state: state,
            documents: rows.filter { !$0.answer.hasPrefix("900") || $0.status != 0 }
                .map(Self.document))
    }

    private static func document(_ row: SentDocumentRow) -> SentDocument {
        let key = AnswerKey(text: row.answer)
        return SentDocument(
            receipt: "CEB\(key.receipt)Message", fields: key.fields,
            sentAt: Timestamp(ms: row.sentMs),
            answeredAt: row.answeredMs > 0 ? Timestamp(ms: row.answeredMs) : nil,
            status: row.answeredMs > 0 ? Int(row.status) : nil)
    }
}
