import ZoneCore
import ZoneServices

/// Requests for payment data, and addresses to be judged.
struct PaymentsPage {
    struct Filter {
        var label: String
        var count: String
        var url: String
        var isCurrent: Bool
    }

    struct Row {
        var order: String
        var url: String
        var platform: String
        var origin: String
        var made: String
        var due: String
        var tag: ToneTag
        var findings: String
        var problem: String
    }

    struct Address {
        var platform: String
        var url: String
        var filed: String
        var action: String
    }

    var text: PaymentText
    var filters: [Filter]
    var isEmpty: Bool
    var rows: [Row]
    var nextURL: String?
    var askAction: String
    var hasAddresses: Bool
    var addresses: [Address]

    init(
        _ requests: [ListedPaymentRequest], filter: PaymentFilter, figures: PaymentFigures,
        filed: [PaymentAddress], now: Timestamp, visit: Visit
    ) {
        let text = PaymentText.of(visit.language)
        self.text = text
        filters = PaymentFilter.allCases.map { one in
            Filter(
                label: text.filters[one] ?? one.rawValue, count: Self.count(one, figures),
                url: visit.url("/payment-requests", [("filter", one.rawValue)]),
                isCurrent: one == filter)
        }
        isEmpty = requests.isEmpty
        rows = requests.map { Row($0.request, text: text, now: now, visit: visit) }
        askAction = visit.formURL("/payment-requests")
        hasAddresses = !filed.isEmpty
        addresses = filed.map { address in
            Address(
                platform: address.platform, url: address.url,
                filed: "\(address.filedBy), \(clockText(address.filedAt))",
                action: visit.formURL(
                    "/payment-addresses/\(address.platform.percentEncoded())/\(address.id)"))
        }
        if requests.count == PaymentPageRoutes.rowCountMax, let last = requests.last {
            nextURL = visit.url(
                "/payment-requests",
                [("filter", filter.rawValue), ("before", String(last.id))])
        }
    }

    private static func count(_ filter: PaymentFilter, _ figures: PaymentFigures) -> String {
        let count: Int
        switch filter {
        case .all: return ""
        case .open: count = figures.open
        case .overdue: count = figures.overdue
        case .dead: count = figures.dead
        case .answered: count = figures.answered
        case .unreviewed: count = figures.unreviewed
        }
        return (count == PaymentFigures.countMax ? "≥ " : "") + countText(count)
    }
}

extension PaymentsPage.Row {
    init(_ request: PaymentRequest, text: PaymentText, now: Timestamp, visit: Visit) {
        self.init(
            order: request.orderNo, url: visit.url("/payment-requests/\(request.sessionID)"),
            platform: request.platform,
            origin: text.origins[request.origin] ?? request.origin.rawValue,
            made: clockText(request.madeAt), due: clockText(request.due),
            tag: text.tag(request, now: now), findings: countText(request.findingCount),
            problem: request.problem.isEmpty ? "-" : request.problem)
    }
}

/// One request: what was asked, what came, what is wrong with it, and what happened.
struct PaymentRequestPage {
    struct Fact {
        var label: String
        var value: String
    }

    struct Finding {
        var kind: String
        var order: String
        var field: String
        var uploaded: String
        var declared: String
    }

    struct Event {
        var at: String
        var kind: String
        var by: String
        var detail: String
    }

    var text: PaymentText
    var session: String
    var tag: ToneTag
    var facts: [Fact]
    var declarationURL: String
    var declaration: String
    var messageURL: String?
    var isSound: Bool
    var hasFindings: Bool
    var findings: [Finding]
    var events: [Event]
    var action: String
    var mayRepeat: Bool
    var mayReview: Bool

    init(_ view: PaymentRequestView, now: Timestamp, visit: Visit) {
        let (text, request) = (PaymentText.of(visit.language), view.request)
        self.text = text
        session = request.sessionID
        tag = text.tag(request, now: now)
        let origin = text.origins[request.origin] ?? request.origin.rawValue
        facts = [
            Fact(label: text.platform, value: request.platform),
            Fact(label: text.origin, value: "\(origin): \(request.reason)"),
            Fact(label: text.by, value: request.actor.isEmpty ? "-" : request.actor),
            Fact(label: text.made, value: clockText(request.madeAt)),
            Fact(label: text.due, value: clockText(request.due)),
            Fact(label: text.taken, value: request.takenAt.map(clockText) ?? "-"),
            Fact(label: text.answered, value: request.answeredAt.map(clockText) ?? "-"),
            Fact(label: text.attempts, value: countText(request.attemptCount)),
            Fact(label: text.refused, value: countText(request.refusalCount)),
            Fact(label: text.problem, value: request.problem.isEmpty ? "-" : request.problem),
            Fact(label: text.conclusion, value: request.review.map(Self.review) ?? "-"),
        ]
        declaration = "\(request.platform):\(request.orderNo)"
        declarationURL = visit.url("/declarations/" + declaration.percentEncoded())
        messageURL = request.messageID.map { visit.url("/messages/\($0)") }
        isSound = request.state == .answered && view.findings.isEmpty
        hasFindings = !view.findings.isEmpty
        findings = view.findings.map {
            Finding(
                kind: visit.language == .zh ? $0.kind.zh : $0.kind.en, order: $0.orderNo,
                field: $0.field, uploaded: $0.uploaded, declared: $0.declared)
        }
        events = view.events.map {
            Event(at: clockText($0.at), kind: $0.kind, by: $0.actor, detail: $0.detail)
        }
        action = visit.formURL("/payment-requests/\(request.sessionID)")
        mayRepeat =
            request.state == .dead || (request.state == .asked && request.isOverdue(at: now))
        mayReview = request.needsReview
    }

    private static func review(_ review: PaymentRequest.Review) -> String {
        "\(review.conclusion) (\(review.actor), \(clockText(review.at)))"
    }
}
