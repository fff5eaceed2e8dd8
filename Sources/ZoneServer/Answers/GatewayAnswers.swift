import ZoneCore
import ZoneServices

/// The upstream nodes.
struct GatewayAnswer: Encodable {
    var upstreams: [UpstreamAnswer]
}

/// How the zone and one upstream stand to each other.
struct UpstreamAnswer: Encodable {
    struct Waiting: Encodable {
        var message: Int64
        var receivedAt: String
    }

    var upstream: String
    var waitingCount: Int
    var takenCount: Int64
    var deadCount: Int
    var receiptCount: Int
    var unansweredCount: Int
    var lastMessage: Int64
    var oldestWaiting: Waiting?
    var attemptCount: Int
    var lastProblem: String?
    var nextTryAt: String?

    init(_ figures: GatewayFigures, now: Timestamp) {
        upstream = figures.upstream
        waitingCount = figures.waitingCount
        takenCount = figures.lane.takenCount
        deadCount = figures.deadCount
        receiptCount = figures.receiptCount
        unansweredCount = figures.unansweredCount
        lastMessage = figures.lane.lastMessage
        oldestWaiting = figures.oldest.map {
            Waiting(message: $0.messageID, receivedAt: $0.at.iso8601)
        }
        attemptCount = figures.lane.attemptCount
        lastProblem = figures.lane.problem.isEmpty ? nil : figures.lane.problem
        nextTryAt =
            figures.lane.isDue(at: now) ? nil : Timestamp(ms: figures.lane.dueMs).iso8601
    }
}

/// A page of messages that were given up.
struct DeadLettersAnswer: Encodable {
    struct Letter: Encodable {
        var message: Int64
        var at: String
        var problem: String
        var wanted: Bool
    }

    var letters: [Letter]
    var nextAfter: Int64?

    init(_ letters: [DeadLetter], countMax: Int) {
        self.letters = letters.map {
            Letter(
                message: $0.messageID, at: $0.at.iso8601, problem: $0.problem, wanted: $0.isWanted)
        }
        nextAfter = letters.count == countMax ? letters.last?.messageID : nil
    }
}

/// A message that will be tried again.
struct RedeliveryAnswer: Encodable {
    var message: Int64
}

/// A page of an upstream's receipts.
struct RelayedReceiptsAnswer: Encodable {
    struct Receipt: Encodable {
        var id: Int64
        var at: String
        var message: String
        var answers: Int64?
        var fields: [String: String]
    }

    var receipts: [Receipt]
    var nextAfter: Int64?

    init(_ receipts: [RelayedReceipt], countMax: Int) {
        self.receipts = receipts.map {
            Receipt(
                id: $0.id, at: $0.at.iso8601, message: $0.receipt.message,
                answers: $0.messageID, fields: $0.receipt.fields)
        }
        nextAfter = receipts.count == countMax ? receipts.last?.id : nil
    }
}

/// A page of messages that are not answered in full.
struct UnansweredAnswer: Encodable {
    struct Message: Encodable {
        var message: Int64
        var sentAt: String
        var documentCount: Int
    }

    var messages: [Message]
    var nextAfter: Int64?

    init(_ messages: [UnansweredMessage], countMax: Int) {
        self.messages = messages.map {
            Message(
                message: $0.messageID, sentAt: $0.sentAt.iso8601, documentCount: $0.documentCount)
        }
        nextAfter = messages.count == countMax ? messages.last?.messageID : nil
    }
}

/// Where a message stands with an upstream.
struct SentMessageAnswer: Encodable {
    struct Document: Encodable {
        var receipt: String
        var fields: [String: String]
        var sentAt: String
        var answeredAt: String?
        var status: Int?
    }

    var message: Int64
    var state: String
    var documents: [Document]

    init(_ message: SentMessage) {
        self.message = message.messageID
        state = message.state.rawValue
        documents = message.documents.map {
            Document(
                receipt: $0.receipt, fields: $0.fields, sentAt: $0.sentAt.iso8601,
                answeredAt: $0.answeredAt?.iso8601, status: $0.status)
        }
    }
}
