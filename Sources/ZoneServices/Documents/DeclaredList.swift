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
    /// The bonded account book; empty where the goods are in none.
    var emsNo: String { get }
    /// What its lines take of that book.
    var stockLines: [StockLine] { get }
    static var isExport: Bool { get }
    /// The texts of a receipt's event behind the guid, in the order of ``ReceiptFields``.
    func receiptTexts(preNo: String, invtNo: String) -> [String]
}

/// What a line of a list takes of a bonded account book.
struct StockLine {
    var gnum: Int32
    /// The book's number of the item; the firm's own where that is missing.
    var item: String
    var unit: String
    var qty: Fixed5

    init(gnum: Int32, itemNo: String, itemRecordNo: String, unit: String, qty: Fixed5) {
        self.gnum = gnum
        item = itemRecordNo.isEmpty ? itemNo : itemRecordNo
        self.unit = unit
        self.qty = qty
    }
}

extension Inventory: DeclaredList {
    static var isExport: Bool { false }
    var party: String { ebpCode }

    var stockLines: [StockLine] {
        lines.map {
            StockLine(
                gnum: $0.gnum, itemNo: $0.itemNo, itemRecordNo: $0.itemRecordNo, unit: $0.unit,
                qty: $0.qty)
        }
    }

    func receiptTexts(preNo: String, invtNo: String) -> [String] {
        [customsCode, ebpCode, ebcCode, agentCode, copNo, preNo, invtNo]
    }
}

extension ExportInventory: DeclaredList {
    static var isExport: Bool { true }

    var stockLines: [StockLine] {
        lines.map {
            StockLine(
                gnum: $0.gnum, itemNo: $0.itemNo, itemRecordNo: $0.itemRecordNo, unit: $0.unit,
                qty: $0.qty)
        }
    }

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
