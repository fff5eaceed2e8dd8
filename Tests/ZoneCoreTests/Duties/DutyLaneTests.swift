import Testing
import ZoneCore

@Suite struct DutyLaneTests {
    private static let dueMs: Int64 = 100
    private static let policy = GatewayPolicy()

    private func item(_ seq: Int64, at ms: Int64) -> DutyItem {
        DutyItem(place: JournalPlace(seq: seq, index: 1), at: Timestamp(ms: ms))
    }

    private func time(_ ms: Int64) -> Timestamp { Timestamp(ms: ms) }

    @Test func fromDueToAcknowledged() {
        var lane = DutyLane()
        let first = item(1, at: 0)
        func state(_ ms: Int64) -> DutyLane.State {
            lane.state(of: first, at: time(ms), dueMs: Self.dueMs)
        }
        #expect(state(100) == .due)
        #expect(state(101) == .late)
        lane.deliver(
            [first], from: .start, upTo: first.place, now: time(100), dueMs: Self.dueMs)
        #expect(state(500) == .delivered)
        #expect(lane.lateCount == 0 && lane.lateMsMax == 0 && lane.deliveredCount == 1)
        let isRefused = lane.acknowledge(upTo: JournalPlace(seq: 2, index: 0), count: 1)
        #expect(!isRefused)
        let answer2 = lane.acknowledge(upTo: first.place, count: 1)
        #expect(answer2)
        #expect(state(500) == .acknowledged)
        #expect(lane.acknowledgedCount == 1)
    }

    @Test func aGapStaysOwed() {
        var lane = DutyLane()
        let second = item(2, at: 0)
        lane.deliver(
            [second], from: JournalPlace(seq: 1, index: 1), upTo: second.place, now: time(5),
            dueMs: Self.dueMs)
        #expect(lane == DutyLane())
    }

    @Test func aRepeatedOrLateAcknowledgementTakesNothingBack() {
        var lane = DutyLane()
        let items = [item(1, at: 0), item(2, at: 1)]
        lane.deliver(
            items, from: .start, upTo: items[1].place, now: time(5), dueMs: Self.dueMs)
        let answer3 = lane.acknowledge(upTo: items[1].place, count: 2)
        #expect(answer3)
        let after = lane
        let answer4 = lane.acknowledge(upTo: items[0].place, count: 1)
        #expect(answer4)
        let answer5 = lane.acknowledge(upTo: items[1].place, count: 2)
        #expect(answer5)
        #expect(lane == after)
    }

    @Test func whatWasLateStaysLateWhenTheClockJumpsBack() {
        var lane = DutyLane()
        let items = [item(1, at: 0), item(2, at: 50)]
        lane.look(at: items, now: time(130), dueMs: Self.dueMs)
        #expect(lane.lateCount == 1 && lane.lateMsMax == 30)
        for ms: Int64 in [10, 130, 20] {
            lane.look(at: items, now: time(ms), dueMs: Self.dueMs)
            #expect(lane.state(of: items[0], at: time(ms), dueMs: Self.dueMs) == .late)
            #expect(lane.state(of: items[1], at: time(ms), dueMs: Self.dueMs) == .due)
        }
        lane.deliver(
            items, from: .start, upTo: items[1].place, now: time(20), dueMs: Self.dueMs)
        #expect(lane.lateCount == 1 && lane.lateMsMax == 30 && lane.deliveredCount == 2)
        // The same again after a lost answer.
        lane.deliver(
            items, from: .start, upTo: items[1].place, now: time(900), dueMs: Self.dueMs)
        #expect(lane.lateCount == 1 && lane.deliveredCount == 2)
    }

    /// An item that a fast clock stamped too late waits at least as long as the one behind it.
    @Test func whatLiesBeforeALateItemIsLate() {
        var lane = DutyLane()
        let items = [item(1, at: 10_000), item(2, at: 60)]
        lane.look(at: items, now: time(170), dueMs: Self.dueMs)
        #expect(lane.lateCount == 2)
    }

    /// Whatever the clock does: everything is counted once, lateness never shrinks, cursors never go back.
    @Test(arguments: 0..<50)
    func aJumpingClockLosesAndDoublesNothing(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var (lane, now, seq) = (DutyLane(), Int64(1_000_000), Int64(0))
        var items: [DutyItem] = []
        for _ in 0..<400 {
            now += Int64(random.next() % 200) - (random.next() % 10 == 0 ? 5_000 : 50)
            let before = lane
            switch random.next() % 5 {
            case 0, 1:
                seq += 1
                items.append(item(seq, at: now))
            case 2:
                lane.look(
                    at: items.filter { $0.place > lane.delivered }, now: time(now),
                    dueMs: Self.dueMs)
            case 3:
                // At times from an earlier place on, as after a lost answer.
                let from = random.next() % 2 == 0 ? lane.delivered : lane.acknowledged
                let page = items.filter { $0.place > from }.prefix(Int(random.next() % 6))
                guard let last = page.last else { continue }
                lane.deliver(
                    Array(page), from: from, upTo: last.place, now: time(now), dueMs: Self.dueMs)
            default:
                let count = Int64(items.count { $0.place <= lane.delivered })
                let isTaken = lane.acknowledge(upTo: lane.delivered, count: count)
                #expect(isTaken)
            }
            #expect(lane.delivered >= before.delivered && lane.judged >= before.judged)
            #expect(lane.lateCount >= before.lateCount && lane.lateMsMax >= before.lateMsMax)
            #expect(lane.deliveredCount == Int64(items.count { $0.place <= lane.delivered }))
            #expect(lane.acknowledgedCount == Int64(items.count { $0.place <= lane.acknowledged }))
            #expect(lane.lateCount <= Int64(items.count { $0.place <= lane.judged }))
        }
        #expect(lane.deliveredCount > 0 && lane.lateCount > 0)
    }

    @Test func delaysDoubleUpToALimitAndAJumpBackDoesNotHoldThem() {
        var lane = DutyLane()
        var delays: [Int64] = []
        for _ in 0..<12 {
            lane.fail("down", at: time(0), policy: Self.policy)
            delays.append(lane.retryMs / 1000)
        }
        #expect(delays == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600])
        #expect(!lane.maySend(at: time(599_999), policy: Self.policy))
        #expect(lane.maySend(at: time(600_000), policy: Self.policy))
        #expect(lane.maySend(at: time(-86_400_000), policy: Self.policy))
        lane.deliver([], from: .start, upTo: .start, now: time(0), dueMs: 1)
        #expect(lane.attemptCount == 12)
        let next = JournalPlace(seq: 1, index: 0)
        lane.deliver([], from: .start, upTo: next, now: time(0), dueMs: 1)
        #expect(lane.attemptCount == 0 && lane.problem == "")
    }

    @Test func placesAsText() {
        let place = JournalPlace(seq: 12, index: 3)
        #expect(JournalPlace(place.description) == place)
        #expect(place < JournalPlace(seq: 12, index: 4) && place < JournalPlace(seq: 13, index: 0))
        for text in ["", "1", "1.2.3", "-1.0", "1.-1", "a.b", "1.9999999"] {
            #expect(JournalPlace(text) == nil)
        }
    }
}

@Suite struct DutyOutlookTests {
    private static let plan = DutyPlan(
        code: "a", department: ("税务", "tax"), title: ("清单", "lists"), direction: .both,
        statuses: [800], grain: .list, dueMs: 10_000, alarmMs: 2_000, format: .json,
        basis: .init(instrument: "", isVerified: false, note: ""), fields: [])

    private func outlook(
        _ items: [DutyItem], steps: [(Int64, Int)] = [], now: Int64, lane: DutyLane = DutyLane()
    ) -> DutyOutlook {
        DutyOutlook(
            lane, waiting: items,
            steps: steps.map { .init(at: Timestamp(ms: $0.0), itemCount: $0.1) },
            plan: Self.plan, now: Timestamp(ms: now))
    }

    private func items(_ count: Int64, at ms: Int64 = 0) -> [DutyItem] {
        (1...count).map {
            DutyItem(place: JournalPlace(seq: $0, index: 1), at: Timestamp(ms: ms))
        }
    }

    @Test func theAlarmComesBeforeTheBreach() {
        #expect(outlook([], now: 0).alarm == .none)
        #expect(outlook(items(3), now: 7_999).alarm == .none)
        #expect(outlook(items(3), now: 8_000).alarm == .forecast)
        #expect(outlook(items(3), now: 10_000).alarm == .forecast)
        #expect(outlook(items(3), now: 10_001).alarm == .late)
        #expect(outlook(items(3), now: 5).due == Timestamp(ms: 10_000))
    }

    @Test func aBacklogIsForecastFromThePace() {
        // 1000 wait since 0; 100 a second leave: the last goes at 11 s, and is due at 10 s.
        let slow = outlook(items(1_000), steps: [(0, 7), (500, 50), (1_000, 50)], now: 1_000)
        #expect(slow.alarm == .forecast && slow.finish == Timestamp(ms: 11_000))
        let fast = outlook(items(1_000), steps: [(0, 7), (500, 50), (1_000, 150)], now: 1_000)
        #expect(fast.alarm == .none && fast.finish == Timestamp(ms: 6_000))
        // Few items and no pace say nothing.
        #expect(outlook(items(499), steps: [(0, 1), (1_000, 1)], now: 1_000).alarm == .none)
        #expect(outlook(items(1_000), steps: [(0, 7)], now: 1_000).finish == nil)
    }

    @Test func anOutageSlowsThePaceDown() {
        let steps: [(Int64, Int)] = [(0, 100), (100, 1_000)]
        #expect(outlook(items(1_000, at: 3_000), steps: steps, now: 3_000).alarm == .none)
        #expect(outlook(items(5_000, at: 3_000), steps: steps, now: 3_500).alarm == .forecast)
    }

    @Test func lateStaysLateWhenTheClockJumpsBack() {
        var lane = DutyLane()
        lane.look(at: items(3), now: Timestamp(ms: 20_000), dueMs: Self.plan.dueMs)
        #expect(outlook(items(3), now: 100, lane: lane).alarm == .late)
    }
}

/// A small generator of numbers that are the same at each run.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
