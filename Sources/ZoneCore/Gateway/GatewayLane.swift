/// What became of one attempt to hand a message to an upstream node.
public enum SendOutcome: Hashable, Sendable {
    /// The upstream keeps it, also where it had it before.
    case taken
    /// No answer, or "later": nothing is wrong with the message, so it is never given up for this.
    case unreachable(String)
    /// The upstream broke on it; may go well another time.
    case failed(String)
    /// The upstream won't have it, now or later.
    case refused(String)
}

/// How patient a lane is.
public struct GatewayPolicy: Hashable, Sendable {
    /// Failed attempts after which a message becomes a dead letter.
    public var attemptCountMax = 8
    /// Delay after the first attempt, ms; each further one doubles it.
    public var delayMsMin: Int64 = 1_000
    /// Longest delay, ms.
    public var delayMsMax: Int64 = 600_000

    /// The defaults.
    public init() {}

    /// How long to wait after that many attempts without success.
    public func delayMs(afterAttempts count: Int) -> Int64 {
        var delay = delayMsMin
        for _ in 1..<max(count, 1) where delay < delayMsMax { delay *= 2 }
        return min(delay, delayMsMax)
    }
}

/// How far the accepted messages have gone up to one upstream node.
///
/// The queue is the zone's messages themselves: a place among them, and the state of the one behind it. Messages go up
/// in the order in which they came, for a list needs its order first.
public struct GatewayLane: Hashable, Sendable {
    /// The last message that is settled: taken, or a dead letter.
    public var lastMessage: Int64 = 0
    /// Attempts since something went through, all without success.
    public var attemptCount = 0
    /// Those at the next message that the upstream broke on; only these make a message a dead letter.
    public var failureCount = 0
    /// Before this time nothing is sent.
    public var dueMs: Int64 = 0
    /// Messages the upstream took.
    public var takenCount: Int64 = 0
    /// What the last attempt met; empty where it went well.
    public var problem = ""

    /// A lane on which nothing has gone; what came before the message `first` does not go at all.
    public init(first: Int64 = 1) {
        lastMessage = max(first, 1) - 1
    }

    /// Whether something may be sent now.
    public func isDue(at now: Timestamp) -> Bool { dueMs <= now.ms }

    /// Notes what became of an attempt at `message`; returns why it is given up, or nil where it is not.
    public mutating func settle(
        _ message: Int64, _ outcome: SendOutcome, at now: Timestamp, policy: GatewayPolicy
    ) -> String? {
        switch outcome {
        case .taken:
            takenCount += 1
            pass(message)
            return nil
        case .refused(let problem):
            pass(message)
            return problem
        case .unreachable(let problem):
            wait(problem, now, policy)
            return nil
        case .failed(let problem):
            failureCount += 1
            guard failureCount < policy.attemptCountMax else {
                pass(message)
                return problem
            }
            wait(problem, now, policy)
            return nil
        }
    }

    /// Notes that the upstream took a letter that had been given up.
    public mutating func deliver() {
        takenCount += 1
        (attemptCount, dueMs, problem) = (0, 0, "")
    }

    /// Notes an outage: it holds letters and messages alike, twice as long each time.
    public mutating func wait(_ problem: String, _ now: Timestamp, _ policy: GatewayPolicy) {
        attemptCount += 1
        dueMs = now.ms + policy.delayMs(afterAttempts: attemptCount)
        self.problem = problem
    }

    private mutating func pass(_ message: Int64) {
        lastMessage = message
        (attemptCount, failureCount, dueMs, problem) = (0, 0, 0, "")
    }
}
