import ZoneCore
import ZoneMessages

/// What import and export lists have in common for the session that takes them.
protocol DeclaredList {
    var submission: Submission { get }
    var orderNo: String { get }
    /// Whom the order is filed under: the platform, or the firm where the platform has no code.
    var party: String { get }
    var customsCode: String { get }
    var tradeMode: String { get }
    var ebcCode: String { get }
    var agentCode: String { get }
    static var isExport: Bool { get }
    /// The texts of a receipt's event behind the guid, in the order of ``ReceiptFields``.
    func receiptTexts(preNo: String, invtNo: String) -> [String]
}

extension Inventory: DeclaredList {
    static var isExport: Bool { false }
    var party: String { ebpCode }

    func receiptTexts(preNo: String, invtNo: String) -> [String] {
        [customsCode, ebpCode, ebcCode, agentCode, copNo, preNo, invtNo]
    }
}

extension ExportInventory: DeclaredList {
    static var isExport: Bool { true }

    func receiptTexts(preNo: String, invtNo: String) -> [String] {
        [agentCode, copNo, preNo, invtNo, ebcCode, ebpCode, orderNo, statisticsFlag]
    }
}

extension TradeDocument {
    /// The list, where the document is one.
    var declaredList: (any DeclaredList)? {
        switch self {
        case .inventory(let list): list
        case .exportInventory(let list): list
        default: nil
        }
    }
}
