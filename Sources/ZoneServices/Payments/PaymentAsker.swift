public import ZoneCore
import ZoneStore

/// What is asked of a platform, and where.
public struct PlatformQuestion: Hashable, Sendable {
    public var address: PlatformAddress
    public var orderNo: String
    public var sessionID: String
    /// The time of the question, ms.
    public var serviceTime: Int64

    /// A question with all its parts.
    public init(address: PlatformAddress, orderNo: String, sessionID: String, serviceTime: Int64) {
        self.address = address
        self.orderNo = orderNo
        self.sessionID = sessionID
        self.serviceTime = serviceTime
    }
}

/// The way to a platform's platDataOpen.
public protocol PlatformTransport: Sendable {
    /// Asks once. The interface knows no signature of the question; it is the session that nobody can guess.
    func ask(_ question: PlatformQuestion) async -> SendOutcome
}

/// Limits of one round of questions.
public struct PaymentLimits: Hashable, Sendable {
    /// Most questions of a round.
    public var questionCountMax = 32
    /// Questions under way at once.
    public var parallelCountMax = 8
    /// Longest time a platform may take to say that it has the question.
    public var answerTime = Duration.seconds(10)
    /// Between rounds.
    public var pause = Duration.seconds(5)
    /// When to try again, and when to give up.
    public var policy = GatewayPolicy.payments

    /// The defaults.
    public init() {}
}

/// Sends the questions that are due, and makes those of rules and samples. All its state is in the books.
public struct PaymentAsker: Sendable {
    let zone: Zone
    let transport: any PlatformTransport
    let limits: PaymentLimits
    /// Times answers and pauses; when to try again is told by the zone's clock.
    let clock: any Clock<Duration>

    /// An asker of this zone.
    public init(
        zone: Zone, transport: any PlatformTransport, limits: PaymentLimits = PaymentLimits(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.zone = zone
        self.transport = transport
        self.limits = limits
        self.clock = clock
    }

    /// Rounds without end, until the task is cancelled; each problem that follows another one is reported.
    public func run(report: @Sendable (String) -> Void) async {
        var lastProblem: String?
        while !Task.isCancelled {
            do {
                try await round()
                lastProblem = nil
            } catch {
                let problem = "\(error)"
                if problem != lastProblem { report(problem) }
                lastProblem = problem
            }
            try? await clock.sleep(for: limits.pause)
        }
    }

    /// Asks what is due; gives how many questions went out. Throws where the zone's own books fail.
    @discardableResult
    public func round() async throws -> Int {
        try zone.selectPaymentRequests()
        let due = try zone.store.duePaymentRequests(
            at: zone.now, countMax: limits.questionCountMax)
        var rest = due[...]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for request in rest.prefix(limits.parallelCountMax) {
                group.addTask { try await ask(request) }
            }
            rest = rest.dropFirst(limits.parallelCountMax)
            while try await group.next() != nil {
                guard !Task.isCancelled, let request = rest.popFirst() else { continue }
                group.addTask { try await ask(request) }
            }
        }
        return due.count
    }

    private func ask(_ request: PaymentRequest) async throws {
        let outcome = try await outcome(of: request)
        guard !Task.isCancelled else { return }
        let at = zone.now
        try zone.store.changePaymentRequest(request.sessionID) { known in
            let before = known
            known.settle(outcome, at: at, policy: limits.policy)
            guard known != before else { return (nil, []) }
            let kind =
                switch known.state {
                case .asked: "payment.taken"
                case .dead: "payment.dead"
                default: "payment.attempt"
                }
            return (
                PaymentEventRow(
                    atMs: at.ms, kind: kind, actor: "", subject: known.sessionID,
                    detail: known.problem), []
            )
        }
    }

    private func outcome(of request: PaymentRequest) async throws -> SendOutcome {
        guard let filed = try zone.store.approvedPaymentAddress(request.platform),
            let address = PlatformAddress(filed.url)
        else {
            return .refused(
                "\(request.platform): 没有审核通过的抓取接口地址 / no approved address of the platform")
        }
        let question = PlatformQuestion(
            address: address, orderNo: request.orderNo, sessionID: request.sessionID,
            serviceTime: zone.now.ms)
        let seconds = limits.answerTime.components.seconds
        return try await answer(within: limits.answerTime, on: clock) { [transport] in
            await transport.ask(question)
        } ?? .unreachable("\(address.host): \(seconds) 秒内无应答 / no answer within \(seconds) s")
    }
}
