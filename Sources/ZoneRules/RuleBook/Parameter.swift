public import ZoneCore

/// One figure of the law or one setting of the operator, with every value it has had.
public struct Parameter: Hashable, Sendable {
    /// Which one.
    public var id: ParameterID
    /// What it says, in Chinese.
    public var zh: String
    /// What it says, in English.
    public var en: String
    /// Whether it is law or an operator's choice.
    public var kind: RuleKind
    /// All values, by `from`.
    public var versions: [ParameterVersion]

    /// A parameter with all its parts.
    public init(
        id: ParameterID, zh: String, en: String, kind: RuleKind, versions: [ParameterVersion]
    ) {
        self.id = id
        self.zh = zh
        self.en = en
        self.kind = kind
        self.versions = versions.sorted { ($0.from, $0.known) < ($1.from, $1.known) }
    }

    /// The value in force on `day` at `place` as known on `knownOn` (nil: with all that is known),
    /// or nil where there was none. ``Dated/version(of:on:knownOn:at:)`` says which one counts.
    public func version(
        on day: Day, knownOn: Day? = nil, at place: RuleScope = .everywhere
    ) -> ParameterVersion? {
        .version(of: versions, on: day, knownOn: knownOn, at: place)
    }
}

/// One value of a parameter.
public typealias ParameterVersion = Dated<ParameterValue>

/// Who decides what a rule says.
public enum RuleKind: String, Sendable, CaseIterable {
    /// The law.
    case law
    /// The operator, where no law was found.
    case setting
}
