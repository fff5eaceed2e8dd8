public import ZoneCore
import ZoneRules
import ZoneStore
import ZoneTrust

/// How many requests stand where. Each stops at a count beyond which nobody counts.
public struct PaymentFigures: Hashable, Sendable {
    public static let countMax = 10_000

    public var open: Int
    public var overdue: Int
    public var dead: Int
    public var answered: Int
    public var unreviewed: Int
}

/// A request with its place in lists.
public struct ListedPaymentRequest: Hashable, Sendable {
    public var id: Int64
    public var request: PaymentRequest
}

/// What happened to a request.
public struct PaymentEvent: Hashable, Sendable {
    public var at: Timestamp
    public var kind: String
    public var actor: String
    public var detail: String
}

/// A request with everything that is kept of it.
public struct PaymentRequestView: Hashable, Sendable {
    public var request: PaymentRequest
    public var findings: [PaymentFinding]
    public var events: [PaymentEvent]
}

/// The asking side of payment data on demand, as officers use it.
extension Zone {
    /// Longest reason and conclusion, bytes.
    public static let paymentTextByteCountMax = 500
    /// Events of a request that are shown.
    static let paymentEventCountMax = 200

    /// Asks a platform for the payment data of an order, by an officer's act. Where a request about the order is open,
    /// that one is given.
    public func askForPayment(
        platform: String, orderNo: String, reason: String, by actor: String
    ) throws -> (request: PaymentRequest, isNew: Bool) {
        var problems = paymentTextProblems("reason", reason) + textProblems("by", actor)
        let kinds = [DocumentKind.order, .payment, .inventory].map { Int64($0.rawValue) }
        let isKnown = try store.documents(orderNo: orderNo).contains {
            $0.party == platform && kinds.contains($0.kind)
        }
        if !isKnown {
            problems.append(
                FilingProblem(
                    field: "orderNo", value: "\(platform):\(orderNo)",
                    zh: "本系统没有该平台的该订单；请核对平台代码和订单编号。",
                    en: "The zone has no such order of that platform; check both."))
        }
        let rules = ruleBook.paymentDataRules(on: today)
        if rules == nil {
            problems.append(
                FilingProblem(
                    field: "orderNo", value: today.description, zh: "该日没有支付数据的规则。",
                    en: "There is no rule for payment data on that day."))
        }
        guard problems.isEmpty, let rules else { throw EnterpriseError.invalid(problems) }
        return try askForPayment(
            platform: platform, orderNo: orderNo, origin: .officer, reason: reason, actor: actor,
            dueHours: rules.dueHours)
    }

    func askForPayment(
        platform: String, orderNo: String, origin: PaymentRequest.Origin, reason: String,
        actor: String, dueHours: Int
    ) throws -> (request: PaymentRequest, isNew: Bool) {
        let at = now
        let request = PaymentRequest(
            sessionID: Self.newPaymentSession(), platform: platform, orderNo: orderNo,
            origin: origin, reason: reason, actor: actor, madeAt: at,
            due: Self.paymentDue(at, hours: dueHours))
        return try store.add(
            request, onlyFirst: origin != .officer,
            PaymentEventRow(
                atMs: at.ms, kind: "payment.asked", actor: actor, subject: request.sessionID,
                detail: "\(platform):\(orderNo) \(origin.rawValue): \(reason)"))
    }

    /// Has a request sent once more that was given up or is past its time, under its session, with a new time.
    public func askForPaymentAgain(
        _ sessionID: String, by actor: String
    ) throws -> PaymentRequest {
        let problems = textProblems("by", actor)
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        guard let rules = ruleBook.paymentDataRules(on: today) else {
            throw EnterpriseError.notFound
        }
        let at = now
        let changed = try store.changePaymentRequest(sessionID) { request in
            let state = request.state
            guard request.askAgain(at: at, due: Self.paymentDue(at, hours: rules.dueHours)) else {
                throw EnterpriseError.notAllowed(
                    step: "ask", zh: "请求状态为\(state.rawValue)，尚未超期或放弃",
                    en: "it is \(state.rawValue), neither overdue nor given up")
            }
            return (
                PaymentEventRow(
                    atMs: at.ms, kind: "payment.repeated", actor: actor, subject: sessionID,
                    detail: "due \(request.due.iso8601)"), []
            )
        }
        guard let changed else { throw EnterpriseError.notFound }
        return changed
    }

    /// Notes what an officer concluded from the findings of a request, once.
    public func reviewPayment(
        _ sessionID: String, conclusion: String, by actor: String
    ) throws -> PaymentRequest {
        let problems =
            paymentTextProblems("conclusion", conclusion) + textProblems("by", actor)
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        let at = now
        let changed = try store.changePaymentRequest(sessionID) { request in
            guard request.needsReview else {
                throw EnterpriseError.notAllowed(
                    step: "review", zh: "没有待核查的差异", en: "there is no finding to review")
            }
            request.review = PaymentRequest.Review(
                conclusion: conclusion, actor: actor, at: at)
            return (
                PaymentEventRow(
                    atMs: at.ms, kind: "payment.reviewed", actor: actor, subject: sessionID,
                    detail: conclusion), []
            )
        }
        guard let changed else { throw EnterpriseError.notFound }
        return changed
    }

    // MARK: What people see

    /// How many requests stand where.
    public func paymentFigures() throws -> PaymentFigures {
        func count(_ filter: PaymentFilter) throws -> Int {
            try store.paymentRequestCount(filter, at: now, countMax: PaymentFigures.countMax)
        }
        return PaymentFigures(
            open: try count(.open), overdue: try count(.overdue), dead: try count(.dead),
            answered: try count(.answered), unreviewed: try count(.unreviewed))
    }

    /// Requests, newest first; of some platforms or of all.
    public func paymentRequests(
        _ filter: PaymentFilter, platforms: [String]?, before id: Int64?, countMax: Int
    ) throws -> [ListedPaymentRequest] {
        try store.paymentRequests(
            filter, platforms: platforms, before: id, at: now, countMax: countMax
        ).map { ListedPaymentRequest(id: $0.id, request: $0.request) }
    }

    /// A request with its findings and what happened to it; nil where there is none of that session.
    public func paymentRequest(_ sessionID: String) throws -> PaymentRequestView? {
        guard let request = try store.paymentRequest(sessionID) else { return nil }
        let events = try store.paymentEvents(
            about: sessionID, countMax: Self.paymentEventCountMax)
        return PaymentRequestView(
            request: request, findings: try store.paymentFindings(sessionID),
            events: events.map {
                PaymentEvent(
                    at: Timestamp(ms: $0.atMs), kind: $0.kind, actor: $0.actor, detail: $0.detail)
            })
    }

    // MARK: Parts

    func paymentTextProblems(_ field: String, _ text: String) -> [FilingProblem] {
        let byteCountMax = Self.paymentTextByteCountMax
        guard !(1...byteCountMax).contains(text.utf8.count) || !text.contains(where: { $0 != " " })
        else { return [] }
        return [
            FilingProblem(
                field: field, value: text, zh: "应为1至\(byteCountMax)字节的文字。",
                en: "It has 1 to \(byteCountMax) bytes of text.")
        ]
    }

    private static func paymentDue(_ at: Timestamp, hours: Int) -> Timestamp {
        Timestamp(ms: at.ms + Int64(hours) * 3_600_000)
    }

    /// A session of the form that the interface's example has; nobody can guess one.
    private static func newPaymentSession() -> String {
        let text = Array(hex(randomBytes(11)))
        return "\(String(text[..<6]))-\(String(text[6..<14]))-\(String(text[14...]))"
    }
}
