import ZoneCore
import ZoneServices

/// What the zone says to an upload, as the interface has it.
struct PaymentReplyAnswer: Encodable {
    var code: String
    var message: String
    var total = 0
    var serviceTime: Int64

    init(_ reply: PaymentReply) {
        code = reply.code.rawValue
        message = reply.message
        serviceTime = reply.at.ms
    }
}

/// A request for payment data.
struct PaymentRequestAnswer: Encodable {
    struct Review: Encodable {
        var conclusion: String
        var by: String
        var at: String
    }

    var session: String
    var platform: String
    var orderNo: String
    var origin: String
    var reason: String
    var by: String
    var madeAt: String
    var due: String
    var state: String
    var overdue: Bool
    var late: Bool
    var attemptCount: Int
    var nextAttempt: String?
    var problem: String
    var takenAt: String?
    var answeredAt: String?
    var message: Int64?
    var refusalCount: Int
    var findingCount: Int
    var review: Review?

    init(_ request: PaymentRequest, now: Timestamp) {
        session = request.sessionID
        platform = request.platform
        orderNo = request.orderNo
        origin = request.origin.rawValue
        reason = request.reason
        by = request.actor
        madeAt = request.madeAt.iso8601
        due = request.due.iso8601
        state = request.state.rawValue
        overdue = request.isOverdue(at: now)
        late = request.isLate
        attemptCount = request.attemptCount
        nextAttempt = request.state == .waiting ? request.nextAttempt.iso8601 : nil
        problem = request.problem
        takenAt = request.takenAt?.iso8601
        answeredAt = request.answeredAt?.iso8601
        message = request.messageID
        refusalCount = request.refusalCount
        findingCount = request.findingCount
        review = request.review.map {
            Review(conclusion: $0.conclusion, by: $0.actor, at: $0.at.iso8601)
        }
    }
}

/// A page of requests, with how many stand where.
struct PaymentRequestsAnswer: Encodable {
    struct Figures: Encodable {
        var open: Int
        var overdue: Int
        var dead: Int
        var answered: Int
        var unreviewed: Int
    }

    var figures: Figures
    var requests: [PaymentRequestAnswer]
    var nextBefore: Int64?

    init(
        _ requests: [ListedPaymentRequest], figures: PaymentFigures, countMax: Int, now: Timestamp
    ) {
        self.figures = Figures(
            open: figures.open, overdue: figures.overdue, dead: figures.dead,
            answered: figures.answered, unreviewed: figures.unreviewed)
        self.requests = requests.map { PaymentRequestAnswer($0.request, now: now) }
        nextBefore = requests.count == countMax ? requests.last?.id : nil
    }
}

/// A request with its findings and what happened to it.
struct PaymentRequestViewAnswer: Encodable {
    struct Finding: Encodable {
        var kind: String
        var orderNo: String
        var field: String
        var uploaded: String
        var declared: String
        var zh: String
        var en: String
    }

    struct Event: Encodable {
        var at: String
        var kind: String
        var by: String
        var detail: String
    }

    var request: PaymentRequestAnswer
    var findings: [Finding]
    var events: [Event]

    init(_ view: PaymentRequestView, now: Timestamp) {
        request = PaymentRequestAnswer(view.request, now: now)
        findings = view.findings.map {
            Finding(
                kind: $0.kind.rawValue, orderNo: $0.orderNo, field: $0.field,
                uploaded: $0.uploaded, declared: $0.declared, zh: $0.kind.zh, en: $0.kind.en)
        }
        events = view.events.map {
            Event(at: $0.at.iso8601, kind: $0.kind, by: $0.actor, detail: $0.detail)
        }
    }
}

/// Where a platform is asked.
struct PaymentAddressAnswer: Encodable {
    var id: Int64
    var platform: String
    var url: String
    var state: String
    var filedBy: String
    var filedAt: String
    var judgedBy: String?
    var judgedAt: String?
    var reason: String?

    init(_ address: PaymentAddress) {
        id = address.id
        platform = address.platform
        url = address.url
        state = address.state.rawValue
        filedBy = address.filedBy
        filedAt = address.filedAt.iso8601
        if let at = address.reviewedAt {
            judgedAt = at.iso8601
            judgedBy = address.reviewedBy
            reason = address.reason
        }
    }
}

/// Addresses, oldest first.
struct PaymentAddressesAnswer: Encodable {
    var addresses: [PaymentAddressAnswer]

    init(_ addresses: [PaymentAddress]) {
        self.addresses = addresses.map(PaymentAddressAnswer.init)
    }
}
