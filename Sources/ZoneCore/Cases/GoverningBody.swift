/// A department or government that plans and approvals name. The codes are ours; no official ones exist.
public struct GoverningBody: Hashable, Sendable {
    /// Where it stands.
    public enum Level: String, CaseIterable, Sendable {
        case nation, province, city
    }

    /// What plans, routes and accounts name it by.
    public var code: String
    public var zh: String
    public var en: String
    public var level: Level

    /// A body with all its parts.
    public init(code: String, zh: String, en: String, level: Level) {
        (self.code, self.zh, self.en, self.level) = (code, zh, en, level)
    }
}
