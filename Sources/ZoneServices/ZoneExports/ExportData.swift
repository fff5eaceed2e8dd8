public import ZoneCore

/// What one line of a released export list says for a tax refund; every value is the list's or the zone's own.
public struct RefundLine: Hashable, Sendable {
    /// Where each value comes from: elements of the message standard, or the zone. No instrument that says which of them
    /// the tax office wants was seen, so none is named.
    public static let sources: [(field: String, source: String)] = [
        ("list", "CEB603 ebpCode, orderNo"), ("invtNo", "CEB604 invtNo"),
        ("gnum", "CEB603 InventoryList/gnum"), ("releasedOn", "CEB604 returnStatus 800"),
        ("exportedOn", "CEB603 ieDate"), ("customsCode", "CEB603 customsCode"),
        ("tradeMode", "CEB603 tradeMode"), ("statisticsFlag", "CEB603 statisticsFlag"),
        ("summary", "CEB792"), ("gcode", "CEB603 InventoryList/gcode"),
        ("gname", "CEB603 InventoryList/gname"), ("unit", "CEB603 InventoryList/unit"),
        ("quantity", "CEB603 InventoryList/qty"), ("unitPrice", "CEB603 InventoryList/price"),
        ("amount", "CEB603 InventoryList/totalPrice"),
        ("currency", "CEB603 InventoryList/currency"), ("country", "CEB603 country"),
        ("refundable", "CEB603 statisticsFlag"),
    ]

    public var list: String
    public var invtNo: String
    public var gnum: Int32
    public var releasedOn: Day
    /// As the list says it; nil where it does not say a day.
    public var exportedOn: Day?
    public var customsCode: String
    public var tradeMode: String
    public var statisticsFlag: String
    /// The summary declaration it went into; nil while in none.
    public var summaryID: Int64?
    public var gcode: String
    public var gname: String
    public var unit: String
    public var quantity: Fixed5
    public var unitPrice: Fixed5
    public var amount: Fixed5
    public var currency: String
    public var country: String

    /// False for a simplified list: the standard lets goods be on one only where no refund is asked for.
    public var isRefundable: Bool { statisticsFlag != "A" }
}

/// What a released export list and the receipts of payment of its order say together, for the foreign exchange office.
public struct ForexEntry: Hashable, Sendable {
    /// Where each value comes from; as with ``RefundLine/sources`` no instrument was seen.
    public static let sources: [(field: String, source: String)] = [
        ("list", "CEB603 ebpCode, orderNo"), ("invtNo", "CEB604 invtNo"),
        ("releasedOn", "CEB604 returnStatus 800"), ("tradeMode", "CEB603 tradeMode"),
        ("declared", "CEB603 InventoryList/totalPrice, currency"),
        ("payCode", "CEB403 payCode"), ("payNo", "CEB403 payNo"), ("amount", "CEB403 charge"),
        ("currency", "CEB403 currency"), ("accountingDate", "CEB403 accountingDate"),
        ("state", "PilotZone"),
    ]

    /// A receipt of payment.
    public struct Payment: Hashable, Sendable {
        public var payCode: String
        public var payNo: String
        public var amount: Fixed5
        public var currency: String
        public var accountingDate: String
    }

    /// A sum of one currency; nothing is converted.
    public struct Sum: Hashable, Sendable {
        public var currency: String
        public var amount: Fixed5
    }

    /// How what came in stands to what was declared.
    public enum State: String, Sendable, CaseIterable {
        /// Nothing came in that the zone knows of.
        case none
        /// The same in each currency.
        case equal
        /// More or less, in the same currencies.
        case differs
        /// In other currencies, which the zone does not compare.
        case otherCurrency
    }

    public var list: String
    public var invtNo: String
    public var releasedOn: Day
    public var tradeMode: String
    public var declared: [Sum]
    public var payments: [Payment]
    public var state: State
}

/// The lines of a released list, in their order.
func refundLines(
    _ list: ExportInventory, invtNo: String, releasedOn day: Day, summaryID: Int64?
) -> [RefundLine] {
    list.lines.map { line in
        RefundLine(
            list: list.party + ":" + list.orderNo, invtNo: invtNo, gnum: line.gnum,
            releasedOn: day, exportedOn: Day(list.ieDate), customsCode: list.customsCode,
            tradeMode: list.tradeMode, statisticsFlag: list.statisticsFlag,
            summaryID: summaryID, gcode: line.gcode, gname: line.gname, unit: line.unit,
            quantity: line.qty, unitPrice: line.price, amount: line.totalPrice,
            currency: line.currency, country: list.country)
    }
}

/// A list beside the receipts of payment of its order; nil where a sum does not fit into a number.
func forexEntry(
    _ list: ExportInventory, invtNo: String, releasedOn day: Day, proceeds: [Proceeds]
) -> ForexEntry? {
    guard let declared = sums(list.lines.map { ($0.currency, $0.totalPrice) }),
        let received = sums(proceeds.map { ($0.currency, $0.charge) })
    else { return nil }
    let state: ForexEntry.State =
        if received.isEmpty {
            .none
        } else if received == declared {
            .equal
        } else if received.map(\.currency) == declared.map(\.currency) {
            .differs
        } else {
            .otherCurrency
        }
    return ForexEntry(
        list: list.party + ":" + list.orderNo, invtNo: invtNo, releasedOn: day,
        tradeMode: list.tradeMode, declared: declared,
        payments: proceeds.map {
            ForexEntry.Payment(
                payCode: $0.payCode, payNo: $0.payNo, amount: $0.charge, currency: $0.currency,
                accountingDate: $0.accountingDate)
        }, state: state)
}

/// One sum a currency, by code of the currency.
private func sums(_ amounts: [(currency: String, amount: Fixed5)]) -> [ForexEntry.Sum]? {
    var sums: [String: Fixed5] = [:]
    for (currency, amount) in amounts {
        guard let sum = (sums[currency] ?? .zero).plus(amount) else { return nil }
        sums[currency] = sum
    }
    return sums.sorted { $0.key < $1.key }.map {
        ForexEntry.Sum(currency: $0.key, amount: $0.value)
    }
}
