public import ZoneCore

/// By which way a list is taxed.
public enum TaxRoute: String, Sendable, CaseIterable {
    /// Within both limits: composite tax.
    case composite
    /// Over the transaction limit with one single item, within the year: full duty and taxes.
    case fullTax
    /// Not allowed as retail import; only general trade is open.
    case generalTrade
    /// The rule book has no limits on that day, or an amount is beyond any sense: nothing was
    /// decided.
    case undetermined
}

/// What the two limits say of one list.
public struct LimitCheck: Hashable, Sendable {
    /// The way that is open.
    public var route: TaxRoute
    /// Over the transaction limit, and not one single item.
    public var isOverTransaction: Bool
    /// The year's total would be over the yearly limit.
    public var isOverYear: Bool
    /// The year's total with this list.
    public var yearAfter: Fen
    /// How much of the yearly allowance to reserve: the dutiable value, or nothing on the way to
    /// general trade.
    public var allowance: Fen
}

/// Compares one list with the limits of a transaction and of a person's calendar year.
///
/// `value` is the dutiable value in fen, `allowanceUsed` what the year's other lists hold, both not
/// negative. A value of exactly the transaction limit is within it; a year of exactly the limit is
/// within it where ``Rules/yearlyValueMaxIsInclusive`` says so. Pure: the store enforces that
/// concurrent lists together stay within the year.
///
/// Source: 财关税〔2016〕18号; 财关税〔2018〕49号.
public func checkLimits(
    value: Fen, isSingleItem: Bool, allowanceUsed: Fen, rules: Rules
) -> LimitCheck {
    let (sum, overflow) = value.count.addingReportingOverflow(allowanceUsed.count)
    let yearAfter = Fen(overflow ? .max : sum)
    guard let transactionMax = rules.transactionValueMax, let yearMax = rules.yearlyValueMax else {
        return LimitCheck(
            route: .undetermined, isOverTransaction: false, isOverYear: false,
            yearAfter: yearAfter, allowance: .zero)
    }
    let isOverYear =
        yearAfter > yearMax || (yearAfter == yearMax && !rules.yearlyValueMaxIsInclusive)
    let isLarge = value > transactionMax
    let isOverTransaction = isLarge && !isSingleItem
    let route: TaxRoute =
        isOverYear || isOverTransaction ? .generalTrade : isLarge ? .fullTax : .composite
    return LimitCheck(
        route: route, isOverTransaction: isOverTransaction, isOverYear: isOverYear,
        yearAfter: yearAfter, allowance: route == .generalTrade ? .zero : value)
}
