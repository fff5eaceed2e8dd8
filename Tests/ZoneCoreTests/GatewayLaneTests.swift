import Testing
import ZoneCore

@Suite struct GatewayLaneTests {
    @Test func delaysDoubleUpToTheirLimit() {
        let policy = GatewayPolicy()
        #expect((1...4).map(policy.delayMs) == [1_000, 2_000, 4_000, 8_000])
        #expect(policy.delayMs(afterAttempts: 10_000) == 600_000)
    }

    @Test func anOutageNeverGivesUpAMessage() {
        var lane = GatewayLane()
        for attempt in 1...100 {
            let now = Timestamp(ms: lane.dueMs)
            let dead = lane.settle(7, .unreachable("down"), at: now, policy: GatewayPolicy())
            #expect(dead == nil)
            #expect(lane.attemptCount == attempt)
            #expect(!lane.isDue(at: now))
        }
        #expect(lane.lastMessage == 0)
        #expect(lane.settle(7, .taken, at: Timestamp(ms: lane.dueMs), policy: .init()) == nil)
        #expect(lane.lastMessage == 7 && lane.takenCount == 1 && lane.attemptCount == 0)
        #expect(lane.isDue(at: Timestamp(ms: 0)))
    }

    @Test func aFailingMessageIsGivenUpAfterItsAttempts() {
        var (lane, policy) = (GatewayLane(), GatewayPolicy())
        policy.attemptCountMax = 3
        let now = Timestamp(ms: 0)
        #expect(lane.settle(1, .failed("a"), at: now, policy: policy) == nil)
        #expect(lane.settle(1, .unreachable("b"), at: now, policy: policy) == nil)
        #expect(lane.settle(1, .failed("c"), at: now, policy: policy) == nil)
        #expect(lane.settle(1, .failed("d"), at: now, policy: policy) == "d")
        #expect(lane.lastMessage == 1 && lane.takenCount == 0 && lane.failureCount == 0)
    }

    @Test func aRefusedMessageIsGivenUpAtOnce() {
        var lane = GatewayLane()
        let dead = lane.settle(1, .refused("no"), at: Timestamp(ms: 0), policy: GatewayPolicy())
        #expect(dead == "no")
        #expect(lane.lastMessage == 1)
    }
}
