/// What an enterprise asks about one event, and the clock of the answer: a dispute says that the event
/// is wrong, a repair that its harm is made good.
public struct CreditCase: Hashable, Sendable {
    /// Which of the two.
    public var kind: Kind
    /// What the sender calls it; one an enterprise and kind. ``isCreditID(_:)`` says the form.
    public var id: String
    /// The id of the event.
    public var event: String
    /// The day the zone was asked.
    public var opened: Day
    /// The last day for the answer; nil where no rule set one.
    public var answerBy: Day?
    /// Why the event is contested, or how its harm was made good.
    public var ground: String
    /// Where the evidence is; empty where there is none.
    public var evidence: String
    /// Of a repair: the day the harm was made good.
    public var rectified: Day?
    /// The answer, once there is one.
    public var answer: Answer?

    /// What can be asked.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The event is contested.
        case dispute
        /// The event is to be lifted.
        case repair
    }

    /// The zone's answer.
    public struct Answer: Hashable, Sendable {
        /// The day of the answer.
        public var day: Day
        /// What was decided.
        public var outcome: Outcome
        /// Why, in plain words.
        public var reason: String

        /// An answer with all its parts.
        public init(day: Day, outcome: Outcome, reason: String) {
            self.day = day
            self.outcome = outcome
            self.reason = reason
        }
    }

    /// What can be answered.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// To a dispute: the event stands.
        case upheld
        /// To a dispute: the event was wrong, and never counted.
        case withdrawn
        /// To a repair: the event counts no more from this day on.
        case lifted
        /// To a repair: the event goes on counting.
        case refused

        /// The question it answers.
        public var kind: Kind {
            switch self {
            case .upheld, .withdrawn: .dispute
            case .lifted, .refused: .repair
            }
        }
    }

    /// A case with all its parts.
    public init(
        kind: Kind, id: String, event: String, opened: Day, answerBy: Day? = nil, ground: String,
        evidence: String = "", rectified: Day? = nil, answer: Answer? = nil
    ) {
        self.kind = kind
        self.id = id
        self.event = event
        self.opened = opened
        self.answerBy = answerBy
        self.ground = ground
        self.evidence = evidence
        self.rectified = rectified
        self.answer = answer
    }

    /// Whether it was asked and not answered by the end of `day`.
    public func isOpen(on day: Day) -> Bool {
        opened <= day && answer.map { day < $0.day } ?? true
    }

    /// Whether it is open after the last day for its answer.
    public func isOverdue(on day: Day) -> Bool {
        isOpen(on: day) && answerBy.map { $0 < day } ?? false
    }
}
