public import ZoneCore

/// One of the five safeties as people look at it: who answers for it, and how its rules stand.
public struct SafetyView: Sendable {
    /// `state`, `network`, `transaction`, `biosafety` or `quality`.
    public var id: String
    public var zh: String
    public var en: String
    /// The department that answers for it.
    public var ownerZh: String
    public var ownerEn: String
    /// Where the safety is asked for.
    public var source: String
    /// False where the zone still has to say who owns it.
    public var isVerified: Bool
    public var note: String
    public var rules: [RiskRuleView]
    /// How many of the rules can be evaluated.
    public var evaluatedCount: Int { rules.count { $0.coverage == "evaluated" } }
}

/// A risk rule as people look at it, with what it has hit since the start.
public struct RiskRuleView: Sendable {
    /// Safety, dot, rule.
    public var id: String
    public var zh: String
    public var en: String
    /// What it compares.
    public var looksAtZh: String
    public var looksAtEn: String
    /// Points and action on the day; nil where it is not in force.
    public var points: Int?
    /// `pass`, `documentReview`, `inspect`, `hold`.
    public var action: String?
    public var actionZh: String?
    public var actionEn: String?
    /// The law that it serves.
    public var source: String?
    public var isVerified: Bool
    public var note: String
    /// The parameters of its condition.
    public var parameters: [String]
    /// Entries in force of the goods it is about.
    public var goodsCount: Int
    /// `evaluated`, `notInForce`, or what it waits for, such as `deniedParties`.
    public var coverage: String
    /// How often it hits, over all declarations and over the control sample.
    public var hitRate: ShareView
    public var controlHitRate: ShareView
}

/// A share of a whole with its 95% range (Wilson).
public struct ShareView: Sendable, Equatable {
    public var count: Int
    public var total: Int
    /// 0...1; 0 and 1 where nothing was counted.
    public var low: Double
    public var high: Double
}

/// What screening found in a declaration, for officers: values, thresholds and articles.
public struct RiskFindingView: Sendable, Equatable {
    /// The rule.
    public var rule: String
    public var points: Int
    /// `pass`, `documentReview`, `inspect`, `hold`.
    public var action: String
    /// The line's number; nil for the whole declaration.
    public var gnum: Int?
    public var zh: String
    public var en: String
    /// The law or list it rests on.
    public var source: String
}

/// What screening said of a declaration when it was decided.
public struct RiskView: Sendable, Equatable {
    public var score: Int
    /// `pass`, `documentReview`, `inspect`, `hold`.
    public var action: String
    /// Whether it was in the control sample.
    public var isControl: Bool
    /// The declaring enterprise's grade as known then; nil where the zone didn't know it or draws nothing.
    public var grade: CreditGrade?
    /// Whether it was drawn for inspection at the rate of that grade.
    public var isDrawnByCredit: Bool
    public var findings: [RiskFindingView]
    /// Rules in force that lacked what they need.
    public var notEvaluated: [String]
}

/// The control sample of a day: what was committed to, and after the day the seed that opens it.
public struct ControlSampleView: Sendable, Equatable {
    public var day: Day
    /// SHA-256 of seed and day, in hexadecimal.
    public var commitment: String
    /// The seed in hexadecimal; nil until the day is over.
    public var seed: String?
    /// The share of declarations that are drawn, in parts of 100,000.
    public var rateParts: Int64?
}
