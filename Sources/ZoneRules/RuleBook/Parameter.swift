public import ZoneCore

/// One figure of the law or one setting of the operator, with every value it has had.
///
/// It has two clocks. `from` and `to` say when a value is in force; `known` says when anyone could
/// know it. Of the values in force on a day, the one known last counts (then the one that begins
/// last). So a value that replaces another needs no `to` in the older one, a correction is a new
/// value with a later `known`, and what was believed on an earlier day can be asked again.
public struct Parameter: Hashable, Sendable {
    /// Which one.
    public var id: ParameterID
    /// What it says, in Chinese.
    public var zh: String
    /// What it says, in English.
    public var en: String
    /// Whether it is law or an operator's choice.
    public var kind: Kind
    /// All values, by `from`.
    public var versions: [ParameterVersion]

    /// Who decides a value.
    public enum Kind: String, Sendable, CaseIterable {
        /// A legal figure.
        case law
        /// The operator's choice, where no law was found.
        case setting
    }

    /// A parameter with all its parts.
    public init(
        id: ParameterID, zh: String, en: String, kind: Kind, versions: [ParameterVersion]
    ) {
        self.id = id
        self.zh = zh
        self.en = en
        self.kind = kind
        self.versions = versions.sorted { ($0.from, $0.known) < ($1.from, $1.known) }
    }

    /// The value in force on `day` as known on `knownOn` (nil: with all that is known), or nil
    /// where there was none.
    public func version(on day: Day, knownOn: Day? = nil) -> ParameterVersion? {
        var best: ParameterVersion?
        for version in versions where version.covers(day) {
            if let knownOn, version.known > knownOn { continue }
            if let best, (best.known, best.from) > (version.known, version.from) { continue }
            best = version
        }
        return best
    }
}

/// One value of a parameter: when it is in force, since when it is known, and its source.
public struct ParameterVersion: Hashable, Sendable {
    /// The first day in force.
    public var from: Day
    /// The last day in force; nil where no end was set.
    public var to: Day?
    /// The first day anyone could know it.
    public var known: Day
    /// The value.
    public var value: ParameterValue
    /// Where it comes from.
    public var source: LegalSource
    /// False where a person still has to compare the value and its dates with the instrument.
    public var isVerified: Bool
    /// What is doubtful, in plain words; empty where nothing is.
    public var note: String

    /// A version with all its parts.
    public init(
        from: Day, to: Day? = nil, known: Day, value: ParameterValue, source: LegalSource,
        isVerified: Bool, note: String = ""
    ) {
        self.from = from
        self.to = to
        self.known = known
        self.value = value
        self.source = source
        self.isVerified = isVerified
        self.note = note
    }

    /// Whether the value is in force on `day`.
    public func covers(_ day: Day) -> Bool {
        from <= day && to.map { day <= $0 } ?? true
    }
}
