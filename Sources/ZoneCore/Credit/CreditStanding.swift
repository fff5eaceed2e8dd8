/// What an enterprise's credit is on one day, with each point's event, rule and date.
public struct CreditStanding: Hashable, Sendable {
    /// Whose.
    public var enterprise: SocialCreditCode
    /// The day the standing is of.
    public var day: Day
    /// The day up to which records and rules were known.
    public var knownBy: Day
    /// Points of an enterprise without events; nil where no rule gives them.
    public var base: CreditFigure?
    /// All events up to the day, by the day they happened.
    public var lines: [CreditLine]
    /// Least points of each grade above the lowest; without those that no rule gives.
    public var thresholds: [CreditGrade: CreditFigure]
    /// The entry of a list that decides the grade instead of the points.
    public var listing: CreditListing?
    /// The rule by which it does.
    public var listingRule: CreditRule?
    /// The grade; nil where base or thresholds lack a rule, and a person has to look.
    public var grade: CreditGrade?
    /// By how much the regular inspection rate is multiplied; nil where no rule says so.
    public var inspectionRate: CreditInspectionRate?

    /// A standing with all its parts.
    public init(
        enterprise: SocialCreditCode, day: Day, knownBy: Day, base: CreditFigure?,
        lines: [CreditLine], thresholds: [CreditGrade: CreditFigure]
    ) {
        self.enterprise = enterprise
        self.day = day
        self.knownBy = knownBy
        self.base = base
        self.lines = lines
        self.thresholds = thresholds
    }

    /// The points; nil where no rule gives those to begin with.
    public var points: Int? { base.map { lines.reduce($0.count) { $0 + $1.points } } }

    /// The grade that the points alone give.
    public var gradeByPoints: CreditGrade? {
        guard let points, thresholds.count == CreditGrade.allCases.count - 1 else { return nil }
        return CreditGrade.allCases.first { grade in
            thresholds[grade].map { points >= $0.count } ?? true
        }
    }
}

/// What one event adds to the points, and why.
public struct CreditLine: Hashable, Sendable {
    /// The event.
    public var event: CreditEvent
    /// Whether it counts, and if not why.
    public var state: State
    /// What it adds now; negative where it takes.
    public var points: Int
    /// What the rule gives while it counts; 0 where no rule knows the kind on the day it happened.
    public var fullPoints: Int
    /// The last day it counts; nil where no rule knows it.
    public var lastDay: Day?
    /// The rule in force when it happened.
    public var rule: CreditRule?
    /// The id of the case that its state comes from, or of the event that replaced it.
    public var cause: String?

    /// How an event stands.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It counts.
        case counts
        /// It is contested, and the answer is due.
        case contested
        /// It is contested, and the answer is late.
        case overdue
        /// Another event replaced it.
        case superseded
        /// A dispute showed that it was wrong.
        case withdrawn
        /// Its harm was made good.
        case lifted
        /// It is too long ago.
        case expired
        /// No rule knew its kind when it happened.
        case unrated
    }

    /// A line with all its parts.
    public init(
        event: CreditEvent, state: State, points: Int, fullPoints: Int, lastDay: Day?,
        rule: CreditRule?, cause: String? = nil
    ) {
        self.event = event
        self.state = state
        self.points = points
        self.fullPoints = fullPoints
        self.lastDay = lastDay
        self.rule = rule
        self.cause = cause
    }
}

/// The rule that a figure rests on, as the rule book has it.
public struct CreditRule: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// What it says, in Chinese.
    public var zh: String
    /// What it says, in English.
    public var en: String
    /// The first day this value was in force.
    public var from: Day
    /// Its instrument and article.
    public var source: String
    /// Whether a person compared it with the instrument.
    public var isVerified: Bool

    /// A rule with all its parts.
    public init(
        id: String, zh: String, en: String, from: Day, source: String, isVerified: Bool
    ) {
        self.id = id
        self.zh = zh
        self.en = en
        self.from = from
        self.source = source
        self.isVerified = isVerified
    }
}

/// A whole number and the rule that gives it.
public struct CreditFigure: Hashable, Sendable {
    /// The number.
    public var count: Int
    /// The rule.
    public var rule: CreditRule

    /// A figure with its rule.
    public init(count: Int, rule: CreditRule) {
        self.count = count
        self.rule = rule
    }
}

/// By how much a grade multiplies the regular inspection rate.
public struct CreditInspectionRate: Hashable, Sendable {
    /// 1 leaves the rate as it is.
    public var factor: Fixed5
    /// The rule that says so.
    public var rule: CreditRule

    /// A factor with its rule.
    public init(factor: Fixed5, rule: CreditRule) {
        self.factor = factor
        self.rule = rule
    }
}
