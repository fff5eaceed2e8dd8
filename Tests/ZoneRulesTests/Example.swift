import ZoneCore
import ZoneRules

/// Four documents that agree, and the parts to make others from.
struct Example {
    var inventory: Inventory
    var order: Order
    var payment: Payment
    var waybill: Waybill

    static let book: RuleBook = {
        do { return try RuleBook.bundled() } catch { preconditionFailure("\(error)") }
    }()
    static let day = day("2025-11-14")
    static let rules = book.rules(on: day)

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static func fixed(_ text: String) -> Fixed5 { Fixed5(text) ?? Fixed5(units: -1) }

    static var submission: Submission {
        Submission(
            guid: "4CDE1CFD-EDED-46B1-946C-B8022E42FC94", kind: .new, appTime: "20251114103000",
            isDraft: false)
    }

    /// One line of HS code, price, quantity and unit.
    static func line(
        _ gcode: String, price: String, qty: String = "1", unit: String = "035", gnum: Int32 = 1
    ) -> Inventory.Line {
        var line = Inventory.Line()
        line.gnum = gnum
        line.itemNo = "SKU-\(gnum)"
        line.gcode = gcode
        line.currency = "142"
        line.qty = fixed(qty)
        line.unit = unit
        line.qty1 = fixed(qty)
        line.unit1 = unit
        line.totalPrice = fixed(price)
        line.price = fixed(price)
        return line
    }

    static func inventory(
        _ lines: [Inventory.Line], freight: String = "0", insurance: String = "0"
    ) -> Inventory {
        var inventory = Inventory(submission: submission)
        inventory.orderNo = "order20160321116421002"
        inventory.ebpCode = "1101110325"
        inventory.ebcCode = "1105910159"
        inventory.logisticsNo = "L201603081138007"
        inventory.logisticsCode = "1101180326"
        inventory.copNo = "NBBH20160308005"
        inventory.assureCode = "1105910159"
        inventory.buyerIdNumber = "130681136250023332"
        inventory.buyerName = "李小宝"
        inventory.buyerTelephone = "13256253633"
        inventory.consigneeAddress = "北京市海淀区中关村软件园"
        inventory.agentCode = "1105910160"
        inventory.tradeMode = "9610"
        inventory.freight = fixed(freight)
        inventory.insuredFee = fixed(insurance)
        inventory.currency = "142"
        inventory.grossWeight = fixed("1.5")
        inventory.netWeight = fixed("1.2")
        inventory.lines = lines
        return inventory
    }

    /// Two lines worth 561.89 with freight 10.
    init() {
        inventory = Self.inventory(
            [
                Self.line("2106909090", price: "500"),
                Self.line("1901101090", price: "61.89", gnum: 2),
            ], freight: "10")
        order = Order(submission: Self.submission)
        order.orderNo = inventory.orderNo
        order.ebpCode = inventory.ebpCode
        order.ebcCode = inventory.ebcCode
        order.goodsValue = Self.fixed("561.89")
        order.freight = inventory.freight
        order.acturalPaid = Self.fixed("571.89")
        order.currency = "142"
        order.buyerName = inventory.buyerName
        order.buyerTelephone = inventory.buyerTelephone
        order.buyerIdNumber = inventory.buyerIdNumber
        order.payCode = "1101110323"
        order.payTransactionId = "P0242250007"
        order.consignee = "焦洪宇"
        order.consigneeTelephone = "13522652231"
        order.consigneeAddress = inventory.consigneeAddress
        order.lines = inventory.lines.map { line in
            Order.Line(
                gnum: line.gnum, itemNo: line.itemNo, qty: line.qty, unit: line.unit,
                price: line.price, totalPrice: line.totalPrice, currency: "142", country: "116")
        }
        payment = Payment(submission: Self.submission)
        payment.payCode = order.payCode
        payment.payTransactionId = order.payTransactionId
        payment.orderNo = order.orderNo
        payment.ebpCode = order.ebpCode
        payment.payerIdNumber = order.buyerIdNumber
        payment.payerName = order.buyerName
        payment.amountPaid = order.acturalPaid
        payment.currency = "142"
        waybill = Waybill(submission: Self.submission)
        waybill.logisticsCode = inventory.logisticsCode
        waybill.logisticsNo = inventory.logisticsNo
        waybill.orderNo = order.orderNo
        waybill.freight = inventory.freight
        waybill.currency = "142"
        waybill.weight = inventory.grossWeight
        waybill.consignee = order.consignee
        waybill.consigneeAddress = order.consigneeAddress
        waybill.consigneeTelephone = order.consigneeTelephone
    }

    func matched() -> MatchResult {
        match(inventory, order: order, payment: payment, waybill: waybill)
    }

    /// Matches, taxes and decides.
    func decided(used: Fen = .zero, free: Fen = Fen(100_000)) -> Decision {
        decide(
            inventory, match: matched(),
            tax: assessTax(inventory, allowanceUsed: used, rules: Self.rules),
            guaranteeFree: free, rules: Self.rules)
    }
}
