public import ZoneCore

/// What is screened: the part of a declaration and its documents that risk rules look at.
public struct RiskSubject: Sendable {
    /// The day on which it is decided.
    public var day: Day
    /// What the list is worth, in fen: its dutiable value where that is known.
    public var value: Fen
    public var buyerID = ""
    public var buyerName = ""
    public var telephone = ""
    public var address = ""
    public var payerID = ""
    public var payerName = ""
    public var consignee = ""
    /// The e-commerce firm.
    public var shop = ""
    public var tradeMode = ""
    /// Whether the goods leave the country.
    public var isExport = false
    /// The country the goods come from; of exports, where they go.
    public var country = ""
    public var lines: [Inventory.Line] = []
    /// Whether an amount, quantity or price differs between the documents.
    public var hasAmountMismatch = false

    /// A subject with nothing in it but its day and value.
    public init(day: Day, value: Fen) {
        self.day = day
        self.value = value
    }

    /// What there is to screen of a list and its documents.
    ///
    /// `value` is the dutiable value; nil takes the sum of the lines, freight and insurance.
    public init(
        _ inventory: Inventory, order: Order?, payment: Payment?, match: MatchResult,
        value: Fen? = nil, day: Day
    ) {
        self.init(day: day, value: value ?? Self.sum(inventory))
        buyerID = inventory.buyerIdNumber
        buyerName = inventory.buyerName
        telephone = inventory.buyerTelephone
        address = inventory.consigneeAddress
        payerID = payment?.payerIdNumber ?? ""
        payerName = payment?.payerName ?? ""
        consignee = order?.consignee ?? ""
        shop = inventory.ebcCode
        tradeMode = inventory.tradeMode
        country = inventory.country
        lines = inventory.lines
        if case .mismatched(let mismatches) = match {
            hasAmountMismatch = mismatches.contains { $0.rule.isAmount }
        }
    }

    /// What there is to screen of an export list. No document of an export names a buyer or a consignee.
    public init(_ list: ExportInventory, day: Day) {
        self.init(day: day, value: list.value ?? .zero)
        isExport = true
        shop = list.ebcCode
        tradeMode = list.tradeMode
        country = list.country
        lines = list.lines.map { line in
            var goods = Inventory.Line()
            goods.gnum = line.gnum
            goods.itemNo = line.itemNo
            goods.gcode = line.gcode
            goods.gname = line.gname
            goods.country = line.country
            return goods
        }
    }

    private static func sum(_ inventory: Inventory) -> Fen {
        var units = inventory.freight.units.addingReportingOverflow(inventory.insuredFee.units)
        for line in inventory.lines where !units.overflow {
            units = units.partialValue.addingReportingOverflow(line.totalPrice.units)
        }
        return units.overflow ? Fen(.max) : Fixed5(units: units.partialValue).fen
    }
}

extension MatchRule {
    /// Whether the rule compares money, quantities or the goods themselves.
    var isAmount: Bool {
        switch self {
        case .goodsValue, .lineCount, .lineInInventory, .lineInOrder, .lineQty, .linePrice,
            .lineTotalPrice, .amountPaid, .freight, .insuredFee, .weight:
            true
        default: false
        }
    }
}
