import Synchronization
import Testing
import ZoneCore
import ZoneServices

/// What a loop reported.
private final class Reports: Sendable {
    private let kept = Mutex<[String]>([])
    var texts: [String] { kept.withLock { $0 } }

    func add(_ text: String) { kept.withLock { $0.append(text) } }
}

/// An upstream that takes everything and has no receipts, or never answers.
final class QuietUpstream: UpstreamTransport {
    let answers: Bool
    private let asked = Mutex(0)
    private let sent = Mutex<[Int]>([])

    init(answers: Bool) {
        self.answers = answers
    }

    var askedCount: Int { asked.withLock { $0 } }
    var batches: [Int] { sent.withLock { $0 } }

    func send(_ messages: [[UInt8]]) async -> [SendOutcome] {
        sent.withLock { $0.append(messages.count) }
        guard answers else {
            await never()
            return [.unreachable("stopped")]
        }
        return [SendOutcome](repeating: .taken, count: messages.count)
    }

    func receipts(after cursor: String?, countMax: Int) async throws -> UpstreamPage {
        asked.withLock { $0 += 1 }
        return UpstreamPage(receipts: [], nextCursor: "", hasMore: false)
    }

    /// Until the task is cancelled.
    private func never() async {
        let stream = AsyncStream<Never> { _ in }
        for await _ in stream {}
    }
}

@Suite struct GatewayLoopTests {
    @Test func anIdleLoopAsksOnceAPauseAndStopsWhenCancelled() async throws {
        let zone = try await TestZone()
        let (clock, transport) = (HandClock(), QuietUpstream(answers: true))
        let gateway = Gateway(
            zone: zone.zone, upstream: "node", transport: transport, clock: clock)
        let loop = Task { await gateway.run { _ in Issue.record("no problem was to come") } }
        await clock.waitForSleeper(due: .seconds(1))
        #expect(transport.askedCount == 1)
        clock.advance(by: .seconds(1))
        await clock.waitForSleeper(due: .seconds(2))
        #expect(transport.askedCount == 2)
        loop.cancel()
        await loop.value
        #expect(transport.askedCount == 2)
        try await zone.remove()
    }

    @Test func anUpstreamThatNeverAnswersHoldsTheLaneAndIsReportedOnce() async throws {
        let zone = try await TestZone()
        _ = try await zone.releasable()
        let (clock, transport) = (HandClock(), QuietUpstream(answers: false))
        let gateway = Gateway(
            zone: zone.zone, upstream: "node", transport: transport, clock: clock)
        let reports = Reports()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await gateway.run { problem in reports.add(problem) }
            }
            await clock.waitForSleeper(due: .seconds(30))
            clock.advance(by: .seconds(30))
            await clock.waitForSleeper(due: .seconds(31))
            #expect(transport.batches.count == 1)
            // By the zone's clock it is not due, so the next round only asks for receipts.
            clock.advance(by: .seconds(1))
            await clock.waitForSleeper(due: .seconds(32))
            #expect(transport.batches.count == 1)
            zone.clock.advance(ms: 1_000)
            clock.advance(by: .seconds(1))
            await clock.waitForSleeper(due: .seconds(62))
            #expect(transport.batches.count == 2 && transport.batches[1] == 1)
            group.cancelAll()
        }
        #expect(reports.texts.count == 1)
        #expect(reports.texts.first?.contains("30 s") == true)
        let lane = try zone.zone.gatewayFigures("node").lane
        #expect(lane.lastMessage == 0 && lane.attemptCount == 1)
        try await zone.remove()
    }

    @Test func batchesKeepToTheirCountAndBytes() async throws {
        let zone = try await TestZone()
        _ = try await zone.releasable()
        let messageCount = try zone.zone.figures().messageCount
        var limits = GatewayLimits()
        limits.batchCountMax = 3
        let byCount = QuietUpstream(answers: true)
        _ = try await Gateway(
            zone: zone.zone, upstream: "a", transport: byCount, limits: limits, clock: HandClock()
        ).round()
        #expect(byCount.batches.reduce(0, +) == messageCount)
        #expect(byCount.batches.dropLast().allSatisfy { $0 == 3 })
        limits.batchByteCountMax = 1
        let byBytes = QuietUpstream(answers: true)
        _ = try await Gateway(
            zone: zone.zone, upstream: "b", transport: byBytes, limits: limits, clock: HandClock()
        ).round()
        #expect(byBytes.batches == [Int](repeating: 1, count: messageCount))
        #expect(try zone.zone.gatewayFigures("b").waitingCount == 0)
        try await zone.remove()
    }
}
