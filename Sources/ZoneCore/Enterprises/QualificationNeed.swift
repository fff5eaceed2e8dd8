/// What an enterprise has to show for a role, as the table decides.
public enum QualificationNeed: String, Hashable, Sendable, CaseIterable {
    /// Nothing beyond its registration.
    case none
    /// Licence of an express business.
    case expressLicence = "express-licence"
    /// Licence of a financial institution.
    case financialLicence = "financial-licence"
    /// Payment licence that covers payment by internet.
    case paymentLicence = "payment-licence"
    /// An agent in the country that is registered with customs.
    case domesticAgent = "domestic-agent"

    /// In Chinese.
    public var zh: String {
        switch self {
        case .none: "无"
        case .expressLicence: "快递业务经营许可证"
        case .financialLicence: "金融许可证"
        case .paymentLicence: "支付业务许可证（业务范围含互联网支付）"
        case .domesticAgent: "在海关注册登记的境内代理人"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .none: "nothing"
        case .expressLicence: "express licence"
        case .financialLicence: "financial licence"
        case .paymentLicence: "payment licence covering internet payment"
        case .domesticAgent: "domestic agent registered with customs"
        }
    }
}
