public import ZoneCore
import ZoneStore

/// Limits of deliveries without asking.
public struct DutyPushLimits: Hashable, Sendable {
    /// Most events of one delivery.
    public var itemCountMax = Zone.dutyItemCountMax
    /// Longest time a receiver may take to answer.
    public var answerTime = Duration.seconds(30)
    /// Between rounds in which nothing moved.
    public var pause = Duration.seconds(1)
    /// Longest problem text kept, characters.
    public var problemLengthMax = 2000
    /// How long to wait after a delivery without success: doubling, up to a limit. What is owed is never given up.
    public var policy = GatewayPolicy()

    /// The defaults.
    public init() {}
}

/// Delivers one duty's records to one receiver, in the order of the journal: the next delivery begins where the last one
/// that was taken ended.
///
/// All state is in the books, written before and after each attempt: a pusher that was stopped anywhere goes on with the
/// same delivery. Each pusher has a task of its own, so a dead receiver delays nobody else.
public struct DutyPusher: Sendable {
    let zone: Zone
    let plan: DutyPlan
    let transport: any DutyTransport
    let limits: DutyPushLimits
    /// Times answers and pauses; when to try again is told by the zone's clock.
    let clock: any Clock<Duration>

    /// A pusher of the duty of that code; nil where there is none.
    public init?(
        zone: Zone, duty: String, transport: any DutyTransport,
        limits: DutyPushLimits = DutyPushLimits(), clock: any Clock<Duration> = ContinuousClock()
    ) {
        guard let plan = zone.duties.duty(duty) else { return nil }
        self.zone = zone
        self.plan = plan
        self.transport = transport
        self.limits = limits
        self.clock = clock
    }

    /// What a round did.
    public enum Round: Hashable, Sendable {
        /// Nothing to deliver, or not yet.
        case idle
        /// So many events were delivered; more may be waiting.
        case delivered(Int)
        /// Nothing was, and why.
        case problem(String)
    }

    /// Rounds without end, until the task is cancelled; each problem that follows another one is reported.
    public func run(report: @Sendable (String) -> Void) async {
        var lastProblem: String?
        while !Task.isCancelled {
            var round: Round
            do { round = try await self.round() } catch { round = .problem("\(error)") }
            guard case .delivered = round else {
                if case .problem(let problem) = round, problem != lastProblem {
                    report("\(plan.code): \(problem)")
                    lastProblem = problem
                }
                try? await clock.sleep(for: limits.pause)
                continue
            }
            lastProblem = nil
        }
    }

    /// Makes the next delivery, or the last one again where it was not taken. Throws where the zone's own books fail.
    public func round() async throws -> Round {
        let lane = try zone.store.dutyLane(plan.code)
        guard lane.maySend(at: zone.now, policy: limits.policy) else { return .idle }
        let reader = DutyReader(zone.store, plan)
        let page = try reader.page(
            after: lane.delivered, upTo: lane.pending, countMax: limits.itemCountMax)
        guard !page.items.isEmpty else {
            // Events of others are passed over, so that they are not read again; rarely, for it is a write.
            guard page.to.seq >= lane.delivered.seq + Self.skippedRowCountMin || page.hasMore
            else { return .idle }
            try zone.note(page, channel: transport.channel, isAcknowledged: false)
            return page.hasMore ? .delivered(0) : .idle
        }
        if lane.pending == nil {
            try zone.store.changeDutyLane(plan.code) { lane in
                lane.pending = page.to
                return (nil, [])
            }
        }
        return try await settle(page, try await send(page))
    }

    /// Rows of the journal without anything of the duty, after which the place moves.
    private static let skippedRowCountMin: Int64 = 1000

    private func send(_ page: DutyPage) async throws -> SendOutcome {
        var page = page
        // A repeat would say something else, when more has come meanwhile.
        page.hasMore = false
        let last = try zone.store.lastDutyDelivery(of: plan.code, upTo: page.from)
        let body = Array(try page.text(plan.format).utf8)
        let signedText = DutyParcel.signedText(id: page.deliveryID, body: body)
        guard let signature = try zone.signature(of: signedText) else {
            return .failed("没有密钥，无法签名 / the zone has no secret to sign with")
        }
        let parcel = DutyParcel(
            id: page.deliveryID, duty: plan.code, from: last?.to ?? .start, to: page.to,
            format: plan.format, body: body, signature: signature)
        let outcome = try await answer(within: limits.answerTime, on: clock) { [transport] in
            await transport.send(parcel)
        }
        let seconds = limits.answerTime.components.seconds
        return outcome
            ?? .unreachable("\(seconds) 秒内无应答 / no answer within \(seconds) s")
    }

    private func settle(_ page: DutyPage, _ outcome: SendOutcome) async throws -> Round {
        switch outcome {
        case .taken:
            try zone.note(
                page, channel: transport.channel, isAcknowledged: transport.isAcknowledging)
            return .delivered(page.items.count)
        case .unreachable(let problem), .failed(let problem), .refused(let problem):
            let text = String(problem.prefix(limits.problemLengthMax))
            try zone.store.changeDutyLane(plan.code) { [zone, limits, plan] lane in
                lane.look(at: page.items, now: zone.now, dueMs: plan.dueMs)
                lane.fail(text, at: zone.now, policy: limits.policy)
                return (nil, [])
            }
            return .problem(text)
        }
    }
}
