public import ZoneCore

/// The taxes of one declaration list.
public struct TaxAssessment: Hashable, Sendable {
    /// What the limits say, with the way and the allowance to reserve.
    public var limits: LimitCheck
    /// The dutiable value of the list: goods, freight and insurance, in yuan.
    public var dutiable: Fixed5
    /// One for each line of the list, in its order.
    public var lines: [LineTax]
    /// Sum of the lines' duty.
    public var duty: Fen
    /// Sum of the lines' consumption tax.
    public var consumption: Fen
    /// Sum of the lines' VAT.
    public var vat: Fen
    /// What keeps the taxes from being known; a person has to look. Empty where nothing does.
    public var issues: [TaxIssue]

    /// The way the list is taxed.
    public var route: TaxRoute { limits.route }
    /// All taxes together.
    public var total: Fen { duty + consumption + vat }
    /// HS codes without tariff data, each as declared, in the order of lines.
    public var unknownCodes: [String] {
        issues.filter { $0.kind == .unknownCode }.map(\.gcode)
    }
}

/// The taxes of one line.
public struct LineTax: Hashable, Sendable {
    /// The line's number.
    public var gnum: Int32
    /// Its price and its share of freight and insurance, in yuan. All lines together are the
    /// list's.
    public var dutiable: Fixed5
    /// What the taxes were computed from; nil where they were not.
    public var base: TaxBase?
    /// The taxes, each rounded to fen.
    public var amounts = TaxAmounts()

    /// All taxes of the line.
    public var total: Fen { amounts.total }
}

/// Why a line, or the whole list, could not be taxed.
public struct TaxIssue: Hashable, Sendable {
    /// The reason.
    public var kind: Kind
    /// The line; nil for the whole list.
    public var gnum: Int32?
    /// The HS code as declared; empty for the whole list.
    public var gcode: String

    /// What can be missing.
    public enum Kind: String, Sendable, CaseIterable {
        /// The tariff table does not have the HS code.
        case unknownCode
        /// The tariff table has the code without a rate that is needed.
        case incompleteTariff
        /// The rule book has no value of a needed parameter on that day.
        case noRateOnDay
        /// No quantity is in a unit that the price a unit needs.
        case noQuantity
        /// An amount is negative, or the list is worth over a billion yuan.
        case amountOutOfRange
    }
}
