/// What an enterprise does in the zone. It files once and asks for any of them.
public enum EnterpriseRole: String, Hashable, Sendable, CaseIterable, Codable {
    /// Runs a trading platform.
    case platform
    /// Sells goods: the e-commerce firm of an order.
    case seller
    /// Settles payments.
    case payer
    /// Carries parcels.
    case logistics
    /// Declares on behalf of others.
    case declarant
    /// Operates a supervised site.
    case site
    /// Runs a bonded warehouse.
    case bondedWarehouse = "bonded-warehouse"
    /// Runs a warehouse abroad.
    case overseasWarehouse = "overseas-warehouse"

    /// In Chinese.
    public var zh: String {
        switch self {
        case .platform: "电商平台"
        case .seller: "电商企业"
        case .payer: "支付企业"
        case .logistics: "物流企业"
        case .declarant: "申报企业"
        case .site: "监管作业场所经营人"
        case .bondedWarehouse: "保税仓储企业"
        case .overseasWarehouse: "海外仓企业"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .platform: "platform"
        case .seller: "e-commerce firm"
        case .payer: "payment firm"
        case .logistics: "logistics firm"
        case .declarant: "declarant"
        case .site: "operator of a supervised site"
        case .bondedWarehouse: "bonded warehouse"
        case .overseasWarehouse: "overseas warehouse operator"
        }
    }
}
