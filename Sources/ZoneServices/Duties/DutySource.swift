import ZoneCore
import ZoneStore

/// A line of a list as a duty may tell it.
struct DutyLine {
    var gnum: Int32
    var gcode: String
    var gname: String
    var country: String
    var currency: String
    var quantity: Fixed5
    var unit: String
    var price: Fixed5
    var totalPrice: Fixed5
}

/// A list as a duty may tell it; see ``DutyValue``.
protocol DutyList: DeclaredList {
    var portCode: String { get }
    var logisticsCode: String { get }
    var logisticsNo: String { get }
    var country: String { get }
    var grossWeight: Fixed5 { get }
    var netWeight: Fixed5 { get }
    var ebpCode: String { get }
    var dutyLines: [DutyLine] { get }
}

extension Inventory: DutyList {
    var dutyLines: [DutyLine] {
        lines.map {
            DutyLine(
                gnum: $0.gnum, gcode: $0.gcode, gname: $0.gname, country: $0.country,
                currency: $0.currency, quantity: $0.qty, unit: $0.unit, price: $0.price,
                totalPrice: $0.totalPrice)
        }
    }
}

extension ExportInventory: DutyList {
    var dutyLines: [DutyLine] {
        lines.map {
            DutyLine(
                gnum: $0.gnum, gcode: $0.gcode, gname: $0.gname, country: $0.country,
                currency: $0.currency, quantity: $0.qty, unit: $0.unit, price: $0.price,
                totalPrice: $0.totalPrice)
        }
    }
}

/// Where the values of one record come from. What a list doesn't have is empty.
struct DutySource {
    var found: DutyReader.Found
    var row: DeclarationRow?
    var list: (any DutyList)?
    var line: DutyLine?

    /// The value in full, not masked.
    subscript(_ value: DutyValue) -> String {
        switch value {
        case .time: found.item.at.iso8601
        case .status: String(found.event.status)
        case .invtNo: row.map(DeclarationNumbers.invtNo) ?? ""
        case .orderNo: list?.orderNo ?? ""
        case .tradeMode: list?.tradeMode ?? ""
        case .customsCode: list?.customsCode ?? ""
        case .portCode: list?.portCode ?? ""
        case .ebpCode: list?.ebpCode ?? ""
        case .ebcCode: list?.ebcCode ?? ""
        case .agentCode: list?.agentCode ?? ""
        case .logisticsCode: list?.logisticsCode ?? ""
        case .logisticsNo: list?.logisticsNo ?? ""
        case .country: list?.country ?? ""
        case .grossWeight: list?.grossWeight.description ?? ""
        case .netWeight: list?.netWeight.description ?? ""
        case .goodsValue: goodsValue
        case .currency: line?.currency ?? currency ?? ""
        case .exportDate: exportDate
        case .duty: row.map { Fen($0.dutyFen).description } ?? ""
        case .valueAddedTax: row.map { Fen($0.vatFen).description } ?? ""
        case .consumptionTax: row.map { Fen($0.consumptionFen).description } ?? ""
        case .gnum: line.map { String($0.gnum) } ?? ""
        case .hsCode: line?.gcode ?? ""
        case .goodsName: line?.gname ?? ""
        case .origin: line?.country ?? ""
        case .quantity: line?.quantity.description ?? ""
        case .unit: line?.unit ?? ""
        case .unitPrice: line?.price.description ?? ""
        case .amount: line?.totalPrice.description ?? ""
        case .buyerName: (list as? Inventory)?.buyerName ?? ""
        case .buyerIdNumber: (list as? Inventory)?.buyerIdNumber ?? ""
        case .buyerTelephone: (list as? Inventory)?.buyerTelephone ?? ""
        case .consigneeAddress: (list as? Inventory)?.consigneeAddress ?? ""
        }
    }

    /// The currency of all lines; nil where they have several, which are not added up.
    private var currency: String? {
        let currencies = Set(list?.dutyLines.map(\.currency) ?? [])
        return currencies.count == 1 ? currencies.first : nil
    }

    private var goodsValue: String {
        guard currency != nil, let lines = list?.dutyLines else { return "" }
        var sum = Fixed5.zero
        for line in lines {
            guard let next = sum.plus(line.totalPrice) else { return "" }
            sum = next
        }
        return sum.description
    }

    /// The day that the list names, or that of the event.
    private var exportDate: String {
        guard let list = list as? ExportInventory else { return "" }
        return (Day(list.ieDate) ?? found.item.at.day).description
    }
}
