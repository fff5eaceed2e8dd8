public import ZoneCore

/// A rule as people look at it: what it says, and every value it has had. A code on a list and the
/// goods of a risk rule are rules of their own.
public struct RuleView: Sendable {
    /// Its id, `area.name`; a code or goods stand behind it after a space.
    public var id: String
    /// The part of the rule book: `parameter`, `list`, `table`, `risk`, `credit`.
    public var part: String
    /// What it says, in Chinese.
    public var zh: String
    /// What it says, in English.
    public var en: String
    /// What its value counts: `CNY`, `ratio`, `day`, ...; empty for all but parameters.
    public var unit: String
    /// `law`, or `setting` where the operator decides.
    public var kind: String
    /// All values, by their first day in force.
    public var versions: [RuleVersionView]
    /// Places in `versions` of the values in force on the day asked for, one a scope.
    public var current: [Int]
    /// The parameters that a risk rule compares with.
    public var parameters: [String]
}

/// One value of a rule, with the law beside it.
public struct RuleVersionView: Sendable, Hashable {
    /// The value as the rule book writes it; the rows of a table follow each other.
    public var value: String
    /// The same, a row of a table each.
    public var lines: [String]
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

/// A rule that says something else on a day than on an earlier one.
public struct RuleChangeView: Sendable {
    /// The rule, as on the later day.
    public var rule: RuleView
    /// Its values on the earlier day, one a scope.
    public var before: [RuleVersionView]
}

/// Which rules are looked for.
public struct RuleSearch: Sendable {
    /// The most rules of one page.
    public static let countMax = 500

    /// The day in force.
    public var on: Day
    /// Only what was known on this day; nil for all that is known.
    public var knownOn: Day?
    /// An earlier day, to see only what differs since.
    public var since: Day?
    /// The part of the rule book; nil for all.
    public var part: String?
    /// Words that the id, the texts, a value or a source has to contain, each of them.
    public var words: String
    /// The rule after which the page begins; nil for the first page.
    public var after: String?
    /// How many at most, within ``countMax``.
    public var count: Int
    /// Whether the rules and figures of risk screening are found too.
    public var showsRisk: Bool

    /// Everything in force on a day.
    public init(
        on: Day, knownOn: Day? = nil, since: Day? = nil, part: String? = nil, words: String = "",
        after: String? = nil, count: Int = 100, showsRisk: Bool = false
    ) {
        (self.on, self.knownOn, self.since) = (on, knownOn, since)
        (self.part, self.words, self.after) = (part, words, after)
        self.count = min(max(1, count), Self.countMax)
        self.showsRisk = showsRisk
    }
}

/// One page of what was found.
public struct RulesFound: Sendable {
    /// The rules of the page; where nothing was to be compared their `before` is empty.
    public var rules: [RuleChangeView]
    /// How many there are in all.
    public var total: Int
    /// The rule after which the next page begins; nil on the last one.
    public var next: String?
}
