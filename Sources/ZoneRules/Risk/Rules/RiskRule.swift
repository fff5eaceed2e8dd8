/// A risk rule as its file has it: what it looks at, what it says to whom, and what it weighs when.
public struct RiskRule: Hashable, Sendable {
    public var id: RiskRuleID
    public var zh: String
    public var en: String
    /// What the rule compares, in plain words.
    public var looksAtZh: String
    public var looksAtEn: String
    /// The dated parameters of its condition.
    public var parameters: [ParameterID]
    /// What the declarant reads: the class of the reason, never a threshold.
    public var declarantZh: String
    public var declarantEn: String
    /// What an officer reads, with both values; see ``RiskHit`` for its placeholders.
    public var officerZh: String
    public var officerEn: String
    /// The goods it is about, for rules that go by goods, each with its days and its source.
    public var goods: [Dated<GoodsCriterion>]
    /// What it weighs, by day. The source is the law that the rule serves; points and action are
    /// the operator's setting.
    public var versions: [Dated<RiskWeight>]
}

/// What a rule weighs and does.
public struct RiskWeight: Hashable, Sendable {
    /// Added once to the score of a declaration that the rule hits, 0...1000.
    public var points: Int
    /// The least that is done with a declaration that the rule hits.
    public var action: RiskAction
}
