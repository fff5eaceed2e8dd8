import ZoneCore

/// Collects the differences between documents, in the order of the comparisons.
struct Comparison {
    private(set) var mismatches: [Mismatch] = []

    mutating func compareHeads(_ order: Order, _ inventory: Inventory) {
        check(.orderNo, order.orderNo, inventory.orderNo)
        check(.ebpCode, order.ebpCode, inventory.ebpCode)
        check(.ebcCode, order.ebcCode, inventory.ebcCode)
        check(.buyerIdNumber, order.buyerIdNumber, inventory.buyerIdNumber)
        check(.buyerName, order.buyerName, inventory.buyerName)
        check(.buyerTelephone, order.buyerTelephone, inventory.buyerTelephone)
        check(.consigneeAddress, order.consigneeAddress, inventory.consigneeAddress)
        check(.currency, order.currency, inventory.currency)
        var goods: Int128 = 0
        for line in inventory.lines { goods += Int128(line.totalPrice.units) }
        if goods != Int128(order.goodsValue.units) {
            let sum = Int64(exactly: goods).map { Fixed5(units: $0).description }
            add(.goodsValue, order.goodsValue.description, sum ?? "over")
        }
    }

    /// Lines are paired by gnum, which usually is their place.
    mutating func compareLines(_ order: Order, _ inventory: Inventory) {
        if order.lines.count != inventory.lines.count {
            add(.lineCount, "\(order.lines.count)", "\(inventory.lines.count)")
        }
        for (index, line) in order.lines.enumerated() {
            if index < inventory.lines.count, inventory.lines[index].gnum == line.gnum {
                compare(line, inventory.lines[index])
            } else if let other = inventory.lines.first(where: { $0.gnum == line.gnum }) {
                compare(line, other)
            } else {
                add(.lineInInventory, "\(line.gnum)", "", line.gnum)
            }
        }
        for (index, line) in inventory.lines.enumerated() {
            if index < order.lines.count, order.lines[index].gnum == line.gnum { continue }
            if order.lines.contains(where: { $0.gnum == line.gnum }) { continue }
            add(.lineInOrder, "", "\(line.gnum)", line.gnum)
        }
    }

    private mutating func compare(_ line: Order.Line, _ other: Inventory.Line) {
        check(.lineQty, line.qty, other.qty, line.gnum)
        check(.lineUnit, line.unit, other.unit, line.gnum)
        check(.linePrice, line.price, other.price, line.gnum)
        check(.lineTotalPrice, line.totalPrice, other.totalPrice, line.gnum)
        check(.lineCurrency, line.currency, other.currency, line.gnum)
        if !line.itemNo.isEmpty, !other.itemNo.isEmpty {
            check(.lineItemNo, line.itemNo, other.itemNo, line.gnum)
        }
    }

    mutating func compare(_ order: Order, _ payment: Payment) {
        check(.paymentOrderNo, order.orderNo, payment.orderNo)
        check(.paymentEbpCode, order.ebpCode, payment.ebpCode)
        if !order.payCode.isEmpty { check(.payCode, order.payCode, payment.payCode) }
        if !order.payTransactionId.isEmpty {
            check(.payTransactionId, order.payTransactionId, payment.payTransactionId)
        }
        check(.amountPaid, order.acturalPaid, payment.amountPaid)
        check(.payerName, order.buyerName, payment.payerName)
        check(.payerIdNumber, order.buyerIdNumber, payment.payerIdNumber)
        check(.paymentCurrency, order.currency, payment.currency)
    }

    mutating func compare(_ order: Order, _ waybill: Waybill) {
        check(.waybillOrderNo, order.orderNo, waybill.orderNo)
        check(.consignee, order.consignee, waybill.consignee)
        check(.consigneeTelephone, order.consigneeTelephone, waybill.consigneeTelephone)
        check(.waybillConsigneeAddress, order.consigneeAddress, waybill.consigneeAddress)
    }

    mutating func compare(_ inventory: Inventory, _ waybill: Waybill) {
        check(.logisticsCode, inventory.logisticsCode, waybill.logisticsCode)
        check(.logisticsNo, inventory.logisticsNo, waybill.logisticsNo)
        check(.freight, inventory.freight, waybill.freight)
        check(.insuredFee, inventory.insuredFee, waybill.insuredFee)
        check(.waybillCurrency, inventory.currency, waybill.currency)
        if inventory.netWeight > waybill.weight {
            add(.weight, inventory.netWeight.description, waybill.weight.description)
        }
    }

    mutating func check(
        _ rule: MatchRule, _ first: String, _ second: String, _ gnum: Int32? = nil
    ) {
        if first != second { add(rule, first, second, gnum) }
    }

    mutating func check(
        _ rule: MatchRule, _ first: Fixed5, _ second: Fixed5, _ gnum: Int32? = nil
    ) {
        if first != second { add(rule, first.description, second.description, gnum) }
    }

    mutating func add(
        _ rule: MatchRule, _ first: String, _ second: String, _ gnum: Int32? = nil
    ) {
        mismatches.append(Mismatch(rule: rule, gnum: gnum, first: first, second: second))
    }
}
