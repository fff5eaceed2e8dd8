/// A question to a platform for the payment data of one of its orders, and how far it has come.
///
/// It is open from the day it is made until an upload answers it: one that was given up, or is past its time, is still
/// answered by what comes late.
public struct PaymentRequest: Hashable, Sendable {
    /// Who had it made.
    public enum Origin: String, Hashable, Sendable, CaseIterable {
        /// An officer.
        case officer
        /// A rule of risk screening that held the list.
        case rule
        /// A draw of the day's seed.
        case sample
    }

    /// Where it stands.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It is to be sent.
        case waiting
        /// The platform took it.
        case asked
        /// The data came.
        case answered
        /// It was given up; it goes out again when somebody says so.
        case dead
    }

    /// What an officer concluded from the findings.
    public struct Review: Hashable, Sendable {
        public var conclusion: String
        public var actor: String
        public var at: Timestamp

        /// A conclusion with its parts.
        public init(conclusion: String, actor: String, at: Timestamp) {
            self.conclusion = conclusion
            self.actor = actor
            self.at = at
        }
    }

    /// Longest text of a problem that is kept, characters.
    public static let problemLengthMax = 500

    /// Names the exchange: the platform sends it back with the data.
    public var sessionID: String
    public var platform: String
    public var orderNo: String
    public var origin: Origin
    /// Why: an officer's words, or what drew it.
    public var reason: String
    public var actor: String
    public var madeAt: Timestamp
    /// Until when the data should be there.
    public var due: Timestamp
    public var state = State.waiting
    /// Attempts that the platform did not take, since it was last begun.
    public var attemptCount = 0
    /// Before this time nothing is sent.
    public var nextAttempt: Timestamp
    /// What the last attempt met; empty where it went well.
    public var problem = ""
    /// When the platform took it.
    public var takenAt: Timestamp?
    /// When the data came, and as which message.
    public var answeredAt: Timestamp?
    public var messageID: Int64?
    /// Uploads under this session that were refused.
    public var refusalCount = 0
    public var findingCount = 0
    public var review: Review?

    /// A request that is to be sent at once.
    public init(
        sessionID: String, platform: String, orderNo: String, origin: Origin, reason: String,
        actor: String, madeAt: Timestamp, due: Timestamp
    ) {
        self.sessionID = sessionID
        self.platform = platform
        self.orderNo = orderNo
        self.origin = origin
        self.reason = reason
        self.actor = actor
        self.madeAt = madeAt
        self.due = due
        nextAttempt = madeAt
    }

    /// Whether the time is over and no data came.
    public func isOverdue(at now: Timestamp) -> Bool { state != .answered && now > due }

    /// Whether the data came after its time.
    public var isLate: Bool { answeredAt.map { $0 > due } ?? false }

    /// Whether an officer has findings to look at.
    public var needsReview: Bool { findingCount > 0 && review == nil }

    /// Notes what became of an attempt. An answer that came in the meantime stands.
    public mutating func settle(
        _ outcome: SendOutcome, at now: Timestamp, policy: GatewayPolicy
    ) {
        guard state == .waiting else { return }
        switch outcome {
        case .taken:
            state = .asked
            takenAt = now
            problem = ""
        case .refused(let problem):
            state = .dead
            note(problem)
        case .unreachable(let problem), .failed(let problem):
            attemptCount += 1
            note(problem)
            guard attemptCount < policy.attemptCountMax else {
                state = .dead
                return
            }
            nextAttempt = Timestamp(ms: now.ms + policy.delayMs(afterAttempts: attemptCount))
        }
    }

    /// Has it sent once more, under the same session and with a new time; false where the data is there, or the platform
    /// still has its time.
    public mutating func askAgain(at now: Timestamp, due: Timestamp) -> Bool {
        guard state == .dead || (state == .asked && isOverdue(at: now)) else { return false }
        state = .waiting
        attemptCount = 0
        nextAttempt = now
        self.due = due
        return true
    }

    /// Notes that the data came; false where it had come before.
    public mutating func answer(messageID: Int64, at now: Timestamp, findingCount: Int) -> Bool {
        guard state != .answered else { return false }
        state = .answered
        answeredAt = now
        self.messageID = messageID
        self.findingCount = findingCount
        problem = ""
        return true
    }

    private mutating func note(_ problem: String) {
        self.problem = String(problem.prefix(Self.problemLengthMax))
    }
}

/// Which requests are looked for.
public enum PaymentFilter: String, Sendable, CaseIterable {
    case all
    /// To be sent, or taken by the platform, and in time.
    case open
    case overdue
    case dead
    case answered
    /// With findings that nobody concluded from.
    case unreviewed
}

extension GatewayPolicy {
    /// How patient the zone is with a platform: 10 s, doubled up to an hour, eight attempts.
    public static var payments: GatewayPolicy {
        var policy = GatewayPolicy()
        policy.attemptCountMax = 8
        policy.delayMsMin = 10_000
        policy.delayMsMax = 3_600_000
        return policy
    }
}
