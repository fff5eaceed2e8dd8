/// What is done with a declaration, from the mildest on.
public enum RiskAction: UInt8, Comparable, Sendable, CaseIterable {
    /// Nothing stands in its way.
    case pass
    /// An officer looks at the papers.
    case documentReview
    /// An officer looks at the goods.
    case inspect
    /// Nothing moves before an officer decides.
    case hold

    /// Orders by strength.
    public static func < (left: RiskAction, right: RiskAction) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The name in files.
    public var name: String {
        switch self {
        case .pass: "pass"
        case .documentReview: "documentReview"
        case .inspect: "inspect"
        case .hold: "hold"
        }
    }

    /// The action of that name, or nil.
    public init?(name: String) {
        guard let known = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = known
    }

    /// In Chinese.
    public var zh: String {
        switch self {
        case .pass: "通过"
        case .documentReview: "单证审核"
        case .inspect: "查验"
        case .hold: "暂停放行"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .pass: "pass"
        case .documentReview: "document review"
        case .inspect: "inspection"
        case .hold: "hold"
        }
    }
}
