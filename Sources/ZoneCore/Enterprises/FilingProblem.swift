/// Something of a filing that is not as it has to be: a field, what is wrong and how to repair it.
public struct FilingProblem: Hashable, Sendable {
    /// The field's name in the API.
    public var field: String
    /// What it holds; may be cut.
    public var value: String
    /// What is wrong and what to do, in Chinese.
    public var zh: String
    /// The same in English.
    public var en: String

    /// A problem with all its parts.
    public init(field: String, value: String, zh: String, en: String) {
        self.field = field
        self.value = String(value.prefix(100))
        self.zh = zh
        self.en = en
    }
}
