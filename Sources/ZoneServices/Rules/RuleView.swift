public import ZoneCore

/// A parameter of the rule book as people look at it: what it says, and every value it has had.
public struct RuleView: Sendable {
    /// Its id, `area.name`.
    public var id: String
    /// What it says, in Chinese.
    public var zh: String
    /// What it says, in English.
    public var en: String
    /// What its value counts: `CNY`, `ratio`, `day`, ...
    public var unit: String
    /// `law`, or `setting` where the operator decides.
    public var kind: String
    /// All values, by their first day in force.
    public var versions: [RuleVersionView]
    /// Places in `versions` of the values in force on the day asked for, one a scope.
    public var current: [Int]
}

/// One value of a parameter, with the law beside it.
public struct RuleVersionView: Sendable, Hashable {
    /// The value as the rule book writes it.
    public var value: String
    /// First day in force.
    public var from: Day
    /// Last day in force; nil where no end was set.
    public var to: Day?
    /// First day anyone could know it.
    public var known: Day
    /// Zone it holds in; nil for all.
    public var zone: String?
    /// Customs district it holds in; nil for all.
    public var district: String?
    /// Supervision mode it holds for; nil for all.
    public var mode: String?
    /// The instrument it comes from.
    public var instrument: String
    /// The article or place in it.
    public var article: String
    /// When the instrument was issued, where that is known.
    public var issued: Day?
    /// False where a person still has to compare it with the instrument.
    public var isVerified: Bool
    /// What is doubtful; empty where nothing is.
    public var note: String
}

/// A parameter whose value differs between two days.
public struct RuleChangeView: Sendable {
    /// The parameter, as on the later day.
    public var rule: RuleView
    /// Its values on the earlier day, one a scope.
    public var before: [RuleVersionView]
    /// Its values on the later day, one a scope.
    public var after: [RuleVersionView]
}
