public import ZoneCore

/// Compares an export list with its order, receipt of payment and waybill, and lists every difference.
///
/// The receipt of payment is needed on days on which the rules say so; where one came it is compared on every day. Text is
/// compared as it stands, amounts and quantities by value.
public func match(
    _ list: ExportInventory, order: ExportOrder?, proceeds: Proceeds?, waybill: ExportWaybill?,
    rules: Rules
) -> MatchResult {
    var missing: DocumentSet = []
    if order?.submission.isDraft ?? true { missing.insert(.order) }
    if proceeds?.submission.isDraft ?? true, rules.values.flag(.proceedsNeeded) {
        missing.insert(.payment)
    }
    if waybill?.submission.isDraft ?? true { missing.insert(.waybill) }
    guard missing.isEmpty, let order, let waybill else { return .waiting(missing: missing) }
    var comparison = Comparison()
    comparison.compareHeads(order, list)
    comparison.compareLines(order, list)
    if let proceeds { comparison.compare(order, proceeds) }
    comparison.compare(list, waybill)
    return comparison.mismatches.isEmpty ? .matched : .mismatched(comparison.mismatches)
}

/// The order types that go with a supervision mode.
///
/// Source: message standard 202205, CEB303 orderType and CEB603 tradeMode.
func orderType(of tradeMode: String) -> String? {
    switch tradeMode {
    case "9610", "1210", "1239": "E"
    case "9710": "B"
    case "9810": "W"
    default: nil
    }
}

extension Comparison {
    mutating func compareHeads(_ order: ExportOrder, _ list: ExportInventory) {
        check(.orderNo, order.orderNo, list.orderNo)
        check(.ebpCode, order.ebpCode, list.ebpCode)
        check(.ebcCode, order.ebcCode, list.ebcCode)
        if let type = orderType(of: list.tradeMode) { check(.orderType, order.orderType, type) }
        var goods: Int128 = 0
        for line in list.lines { goods += Int128(line.totalPrice.units) }
        if goods != Int128(order.goodsValue.units) {
            let sum = Int64(exactly: goods).map { Fixed5(units: $0).description }
            add(.goodsValue, order.goodsValue.description, sum ?? "over")
        }
    }

    /// Lines are paired by gnum, which usually is their place.
    mutating func compareLines(_ order: ExportOrder, _ list: ExportInventory) {
        if order.lines.count != list.lines.count {
            add(.lineCount, "\(order.lines.count)", "\(list.lines.count)")
        }
        for (index, line) in order.lines.enumerated() {
            if index < list.lines.count, list.lines[index].gnum == line.gnum {
                compare(line, list.lines[index])
            } else if let other = list.lines.first(where: { $0.gnum == line.gnum }) {
                compare(line, other)
            } else {
                add(.lineInInventory, "\(line.gnum)", "", line.gnum)
            }
        }
        for (index, line) in list.lines.enumerated() {
            if index < order.lines.count, order.lines[index].gnum == line.gnum { continue }
            if order.lines.contains(where: { $0.gnum == line.gnum }) { continue }
            add(.lineInOrder, "", "\(line.gnum)", line.gnum)
        }
    }

    private mutating func compare(_ line: ExportOrder.Line, _ other: ExportInventory.Line) {
        check(.lineQty, line.qty, other.qty, line.gnum)
        check(.lineUnit, line.unit, other.unit, line.gnum)
        check(.linePrice, line.price, other.price, line.gnum)
        check(.lineTotalPrice, line.totalPrice, other.totalPrice, line.gnum)
        check(.lineCurrency, line.currency, other.currency, line.gnum)
        if !line.itemNo.isEmpty, !other.itemNo.isEmpty {
            check(.lineItemNo, line.itemNo, other.itemNo, line.gnum)
        }
    }

    mutating func compare(_ order: ExportOrder, _ proceeds: Proceeds) {
        check(.paymentOrderNo, order.orderNo, proceeds.orderNo)
        check(.paymentEbpCode, order.ebpCode, proceeds.ebpCode)
        check(.paymentCurrency, order.currency, proceeds.currency)
        let total = order.goodsValue.units.addingReportingOverflow(order.freight.units)
        if total.overflow || proceeds.charge.units != total.partialValue {
            let expected = total.overflow ? "over" : Fixed5(units: total.partialValue).description
            add(.charge, expected, proceeds.charge.description)
        }
    }

    mutating func compare(_ list: ExportInventory, _ waybill: ExportWaybill) {
        check(.logisticsCode, list.logisticsCode, waybill.logisticsCode)
        check(.logisticsNo, list.logisticsNo, waybill.logisticsNo)
        if list.packNo != waybill.packNo {
            add(.packNo, "\(list.packNo)", "\(waybill.packNo)")
        }
        if !waybill.ebcCode.isEmpty { check(.waybillEbcCode, list.ebcCode, waybill.ebcCode) }
        if list.netWeight > waybill.grossWeight {
            add(.weight, list.netWeight.description, waybill.grossWeight.description)
        }
    }
}
