/// How far the zone trusts an enterprise. The zone's own scale: it is not a credit class of customs.
public enum CreditGrade: String, Hashable, Sendable, CaseIterable {
    /// Trusted.
    case a = "A"
    /// Regular.
    case b = "B"
    /// Watched.
    case c = "C"
    /// Discredited.
    case d = "D"

    /// In Chinese.
    public var zh: String {
        switch self {
        case .a: "守信"
        case .b: "一般"
        case .c: "关注"
        case .d: "失信"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .a: "trusted"
        case .b: "regular"
        case .c: "watched"
        case .d: "discredited"
        }
    }
}

extension CreditGrade: Comparable {
    /// Less trusted first: D < C < B < A.
    public static func < (left: CreditGrade, right: CreditGrade) -> Bool {
        left.rawValue > right.rawValue
    }
}
