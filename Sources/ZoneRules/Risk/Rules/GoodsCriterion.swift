/// Goods that a rule is about: by HS code, by words of the name, by supervision condition or item.
///
/// A line is meant where its code begins with one of `codes`, or its name has one of `phrases`, or
/// its tariff row has one of the `supervision` letters, or its item number is one of `items`; a
/// criterion with none of the four means all goods. `origins`, `destinations` and `modes`, where given, narrow it. It is about imports
/// unless it says otherwise.
public struct GoodsCriterion: Hashable, Sendable {
    /// Its name within the rule.
    public var id: String
    public var zh: String
    public var en: String
    /// Beginnings of HS codes, two to ten digits.
    public var codes: [String] = []
    /// Beginnings of HS codes that are not meant, whatever else is.
    public var exceptCodes: [String] = []
    /// Words of a name, met as ``PhraseIndex`` meets them: without regard to case, width and
    /// traditional forms.
    public var phrases: [String] = []
    /// Words that take back what `phrases` found.
    public var exceptPhrases: [String] = []
    /// Letters of supervision conditions in the tariff table.
    public var supervision = ""
    /// Item numbers, for recalls: the message has no lot number.
    public var items: [String] = []
    /// Countries of origin as messages write them (three digits).
    public var origins: [String] = []
    /// Countries that exports go to (three digits).
    public var destinations: [String] = []
    /// Which way the goods go.
    public var direction = GoodsDirection.import
    /// Supervision modes, such as `9610`.
    public var modes: [String] = []
    /// The share of declarations that are drawn; only for sampling.
    public var rate: Rate?

    /// A criterion that means all goods.
    public init(id: String, zh: String, en: String) {
        self.id = id
        self.zh = zh
        self.en = en
    }
}

/// Which way goods go that a criterion is about.
public enum GoodsDirection: String, Hashable, Sendable, CaseIterable {
    case `import`, export, both

    /// Whether it is about exports, or about imports.
    func holds(forExports isExport: Bool) -> Bool {
        self == .both || (self == .export) == isExport
    }
}
