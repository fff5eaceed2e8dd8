/// What somebody is to the zone; an account or an API client has exactly one.
///
/// The administrator keeps accounts and nothing else, so that who gives rights can't use them.
public enum Role: String, CaseIterable, Sendable {
    /// An enterprise that declares: sees what carries one of its codes.
    case declarant
    /// Who runs the zone's platform and sites.
    case `operator`
    /// An officer of customs.
    case officer
    /// A department that reads: sees what is addressed to it.
    case reader
    /// Who evaluates the zone: figures, simulations and the audit register, no single declaration.
    case evaluator
    /// Who keeps the accounts.
    case administrator

    /// Its name for people.
    public var zh: String {
        switch self {
        case .declarant: "申报企业"
        case .operator: "平台与场所运营"
        case .officer: "海关关员"
        case .reader: "部门查阅"
        case .evaluator: "评估"
        case .administrator: "账户管理"
        }
    }

    /// Its name for people.
    public var en: String {
        switch self {
        case .declarant: "Declaring enterprise"
        case .operator: "Operator of platform and sites"
        case .officer: "Customs officer"
        case .reader: "Department, reading"
        case .evaluator: "Evaluator"
        case .administrator: "Administrator of accounts"
        }
    }
}
