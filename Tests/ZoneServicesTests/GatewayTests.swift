import Synchronization
import Testing
import ZoneCore
import ZoneServices
import ZoneTraffic

/// A zone as the upstream node, with faults that are taken one an attempt.
private final class ZoneUpstream: UpstreamTransport {
    enum Fault { case down, lostAnswer, broken, refusing }

    let zone: Zone
    private let faults: Mutex<[Fault]>
    private let sent = Mutex<[[UInt8]]>([])
    private let reads: Mutex<Bool>

    init(_ zone: Zone, faults: [Fault] = [], repeatsReceipts: Bool = false) {
        self.zone = zone
        self.faults = Mutex(faults)
        reads = Mutex(repeatsReceipts)
    }

    var attempts: [[UInt8]] { sent.withLock { $0 } }

    func send(_ messages: [[UInt8]]) async -> [SendOutcome] {
        var outcomes: [SendOutcome] = []
        for message in messages {
            outcomes.append(await send(message))
            guard outcomes.last == .taken else { break }
        }
        return outcomes
    }

    private func send(_ message: [UInt8]) async -> SendOutcome {
        sent.withLock { $0.append(message) }
        let fault = faults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        switch fault {
        case .down: return .unreachable("down")
        case .broken: return .failed("500")
        case .refusing: return .refused("422")
        case .lostAnswer, nil: break
        }
        do {
            _ = try await zone.submit([message], idempotencyKey: nil)
        } catch {
            return .failed("\(error)")
        }
        return fault == .lostAnswer ? .unreachable("no answer") : .taken
    }

    /// Where receipts repeat, each page is shuffled by reversal and the first one comes twice.
    func receipts(after cursor: String?, countMax: Int) async throws -> UpstreamPage {
        let page = try zone.receipts(
            for: nil, after: cursor.flatMap { ReceiptCursor($0) }, countMax: countMax)
        let isRepeated = reads.withLock { $0 }
        var receipts = page.receipts.map {
            UpstreamPage.Receipt(message: $0.message, fields: $0.fields)
        }
        if isRepeated { receipts = receipts.reversed() + receipts.prefix(1) }
        return UpstreamPage(
            receipts: receipts, nextCursor: page.nextCursor, hasMore: page.hasMore)
    }
}

@Suite struct GatewayTests {
    /// Two zones; the first has released one declaration. Returns the declaration's index.
    private func pair() async throws -> (zone: TestZone, upstream: TestZone, index: Int) {
        let zone = try await TestZone()
        let index = try await zone.releasable()
        #expect(index >= 0)
        return (zone, try await TestZone(), index)
    }

    @Test func aDeclarationGoesUpAndItsReceiptsComeBack() async throws {
        let (zone, upstream, index) = try await pair()
        let transport = ZoneUpstream(upstream.zone)
        var limits = GatewayLimits()
        limits.receiptCountMax = 3
        let gateway = Gateway(
            zone: zone.zone, upstream: "node", transport: transport, limits: limits,
            clock: HandClock())
        let own = try zone.zone.receipts(for: nil, after: nil, countMax: 1000).receipts
        let round = try await gateway.round()
        #expect(round.problem == nil)
        #expect(try upstream.zone.declaration(upstream.id(index))?.status == 800)
        let there = try upstream.zone.receipts(for: nil, after: nil, countMax: 1000).receipts
        let relayed = try zone.zone.relayedReceipts(of: "node", after: 0, countMax: 1000)
        #expect(relayed.map(\.receipt.fields) == there.map(\.fields))
        #expect(relayed.contains { $0.receipt.fields["returnStatus"] == "800" })
        // The zone's own journal is its own.
        let after = try zone.zone.receipts(for: nil, after: nil, countMax: 1000).receipts
        #expect(after.map(\.fields) == own.map(\.fields))
        let figures = try zone.zone.gatewayFigures("node")
        #expect(figures.waitingCount == 0 && figures.deadCount == 0)
        #expect(figures.lane.takenCount == Int64(round.takenCount))
        #expect(figures.receiptCount == there.count)
        #expect(try await gateway.round().isIdle)
        try await zone.remove()
        try await upstream.remove()
    }

    @Test func afterALostAnswerTheSameBytesGoUpAndNothingDoubles() async throws {
        let (zone, upstream, _) = try await pair()
        let transport = ZoneUpstream(
            upstream.zone, faults: [.lostAnswer, .down], repeatsReceipts: true)
        let gateway = Gateway(
            zone: zone.zone, upstream: "node", transport: transport, clock: HandClock())
        let first = try await gateway.round()
        #expect(first.takenCount == 0 && first.problem == "no answer")
        // Before it is due nothing is sent.
        _ = try await gateway.round()
        #expect(transport.attempts.count == 1)
        zone.clock.advance(ms: 1_000)
        #expect(try await gateway.round().problem == "down")
        zone.clock.advance(ms: 2_000)
        #expect(try await gateway.round().problem == nil)
        let attempts = transport.attempts
        #expect(attempts[0] == attempts[1] && attempts[1] == attempts[2])
        let figures = try zone.zone.gatewayFigures("node")
        #expect(figures.waitingCount == 0)
        #expect(Int(figures.lane.takenCount) == attempts.count - 2)
        #expect(try upstream.zone.figures().messageCount == attempts.count - 2)
        let there = try upstream.zone.receipts(for: nil, after: nil, countMax: 1000).receipts
        #expect(figures.receiptCount == there.count)
        try await zone.remove()
        try await upstream.remove()
    }

    @Test func aDeadLetterLetsOthersPassAndIsDeliveredWhenAsked() async throws {
        let (zone, upstream, _) = try await pair()
        let transport = ZoneUpstream(upstream.zone, faults: [.refusing])
        let gateway = Gateway(
            zone: zone.zone, upstream: "node", transport: transport, clock: HandClock())
        let round = try await gateway.round()
        #expect(round.deadCount == 1 && round.takenCount > 0)
        let letter = try #require(
            try zone.zone.deadLetters(of: "node", countMax: 10).first)
        #expect(letter.problem == "422" && !letter.isWanted)
        #expect(try !zone.zone.redeliver(letter.messageID + 1_000, to: "node"))
        #expect(try zone.zone.redeliver(letter.messageID, to: "node"))
        #expect(try await gateway.round().takenCount == 1)
        let figures = try zone.zone.gatewayFigures("node")
        #expect(figures.deadCount == 0)
        #expect(Int(figures.lane.takenCount) == round.takenCount + 1)
        #expect(transport.attempts.first == transport.attempts.last)
        try await zone.remove()
        try await upstream.remove()
    }

    @Test func aRefusedRedeliveryStaysDeadAndUpstreamsAreApart() async throws {
        let (zone, upstream, _) = try await pair()
        let transport = ZoneUpstream(upstream.zone, faults: [.refusing])
        let gateway = Gateway(
            zone: zone.zone, upstream: "a", transport: transport, clock: HandClock())
        _ = try await gateway.round()
        let letter = try #require(try zone.zone.deadLetters(of: "a", countMax: 10).first)
        #expect(try zone.zone.redeliver(letter.messageID, to: "a"))
        let again = Gateway(
            zone: zone.zone, upstream: "a",
            transport: ZoneUpstream(upstream.zone, faults: [.broken]), clock: HandClock())
        #expect(try await again.round().deadCount == 1)
        let dead = try zone.zone.deadLetters(of: "a", countMax: 10)
        #expect(dead.map(\.problem) == ["500"] && dead.map(\.isWanted) == [false])
        #expect(try zone.zone.gatewayFigures("b").lane == GatewayLane())
        #expect(try zone.zone.gatewayFigures("b").receiptCount == 0)
        try await zone.remove()
        try await upstream.remove()
    }

    @Test func anOutageHoldsAWantedLetterLonger() async throws {
        let (zone, upstream, _) = try await pair()
        let transport = ZoneUpstream(upstream.zone, faults: [.refusing])
        let gateway = Gateway(
            zone: zone.zone, upstream: "node", transport: transport, clock: HandClock())
        _ = try await gateway.round()
        let letter = try #require(
            try zone.zone.deadLetters(of: "node", countMax: 10).first)
        #expect(try zone.zone.redeliver(letter.messageID, to: "node"))
        let down = ZoneUpstream(upstream.zone, faults: [.down, .down])
        let again = Gateway(zone: zone.zone, upstream: "node", transport: down, clock: HandClock())
        for (wait, attempts) in [(Int64(0), 1), (0, 1), (999, 1), (1, 2), (1_999, 2), (1, 3)] {
            zone.clock.advance(ms: wait)
            _ = try await again.round()
            #expect(down.attempts.count == attempts)
        }
        #expect(try zone.zone.gatewayFigures("node").deadCount == 0)
        #expect(try zone.zone.gatewayFigures("node").lane.attemptCount == 0)
        try await zone.remove()
        try await upstream.remove()
    }

    @Test func aNewUpstreamMayBeginLaterAndAKnownOneGoesOn() async throws {
        let (zone, upstream, _) = try await pair()
        let transport = ZoneUpstream(upstream.zone)
        let count = try zone.zone.figures().messageCount
        try zone.zone.openUpstream("node", first: Int64(count))
        #expect(try zone.zone.upstreams() == ["node"])
        let figures = try zone.zone.gatewayFigures("node")
        #expect(figures.waitingCount == 1 && figures.oldest?.messageID == Int64(count))
        _ = try await Gateway(
            zone: zone.zone, upstream: "node", transport: transport, clock: HandClock()
        ).round()
        #expect(transport.attempts.count == 1)
        try zone.zone.openUpstream("node", first: 1)
        #expect(try zone.zone.gatewayFigures("node").waitingCount == 0)
        try await zone.remove()
        try await upstream.remove()
    }

    @Test func everyDocumentThatWentUpIsAnsweredByItsReceipt() async throws {
        let (zone, upstream, _) = try await pair()
        let gateway = Gateway(
            zone: zone.zone, upstream: "node",
            transport: ZoneUpstream(upstream.zone, faults: [.lostAnswer]), clock: HandClock())
        // The first message's receipts are there before it is noted.
        _ = try await gateway.round()
        #expect(try zone.zone.gatewayFigures("node").unansweredCount == 0)
        zone.clock.advance(ms: 1_000)
        _ = try await gateway.round()
        #expect(try zone.zone.gatewayFigures("node").unansweredCount == 0)
        let count = try zone.zone.figures().messageCount
        for id in 1...Int64(count) {
            let message = try #require(try zone.zone.sentMessage(id, to: "node"))
            #expect(message.state == .taken && !message.documents.isEmpty)
            for document in message.documents {
                #expect(document.answeredAt == zone.clock.now || id == 1)
                #expect(document.status != nil)
            }
        }
        let receipts = try zone.zone.relayedReceipts(of: "node", after: 0, countMax: 1000)
        // Tax bills name a list by the upstream's own number.
        let others = receipts.filter { $0.messageID == nil }.map(\.receipt.message)
        #expect(Set(others).isSubset(of: ["CEB816Message", "CEB818Message"]))
        #expect(try zone.zone.sentMessage(Int64(count) + 1, to: "node") == nil)
        try await zone.remove()
        try await upstream.remove()
    }

    @Test func whatIsNotAnsweredIsListedAfterItsHours() async throws {
        let (zone, upstream, _) = try await pair()
        let silent = QuietUpstream(answers: true)
        let gateway = Gateway(
            zone: zone.zone, upstream: "node", transport: silent, clock: HandClock())
        _ = try await gateway.round()
        func unanswered(_ hours: Int, after id: Int64 = 0) throws -> [Int64] {
            try zone.zone.unansweredMessages(
                of: "node", hourCount: hours, after: id, countMax: 2
            ).map(\.messageID)
        }
        #expect(try unanswered(0) == [1, 2] && unanswered(0, after: 2).first == 3)
        #expect(try unanswered(24).isEmpty)
        zone.clock.advance(ms: 24 * 3_600_000 - 1)
        #expect(try unanswered(24).isEmpty)
        zone.clock.advance(ms: 1)
        #expect(try unanswered(24) == [1, 2])
        // The upstream wakes up; what was taken before is answered now.
        let awake = ZoneUpstream(upstream.zone)
        for id in 1...Int64(try zone.zone.figures().messageCount) {
            let bytes = try #require(try zone.zone.messageBytes(id))
            #expect(await awake.send([bytes]) == [.taken])
        }
        _ = try await Gateway(
            zone: zone.zone, upstream: "node", transport: awake, clock: HandClock()
        ).round()
        #expect(try unanswered(0).isEmpty)
        try await zone.remove()
        try await upstream.remove()
    }

    /// Declared at one zone, carried out of another: the other has the list from the gateway, gets the notices itself, and
    /// its receipts come back.
    @Test func whatIsDeclaredAtOneZoneLeavesAtAnother() async throws {
        let (zone, other) = (try await TestZone(), try await TestZone())
        let trade = TradeMessages()
        for body in try trade.export("N1") { _ = try await zone.submit(body) }
        let gateway = Gateway(
            zone: zone.zone, upstream: "other", transport: ZoneUpstream(other.zone),
            clock: HandClock())
        _ = try await gateway.round()
        let id = trade.platform + ":N1"
        #expect(try other.zone.declaration(id)?.status == 800)
        let notices = [
            (try trade.arrival("A1", ["N1"]), 399), (try trade.manifest("M1", ["N1"]), 120),
            (try trade.departure("D1", ["N1"]), 399),
        ]
        for (body, status) in notices {
            let answer = try await other.submit(body)
            #expect(answer.documents.map(\.status) == [status])
        }
        #expect(try other.zone.declaration(id)?.status == 899)
        _ = try await gateway.round()
        let messages = try zone.zone.relayedReceipts(of: "other", after: 0, countMax: 100)
            .map(\.receipt.message)
        #expect(messages.contains("CEB508Message") && messages.contains("CEB510Message"))
        try await zone.remove()
        try await other.remove()
    }
}
