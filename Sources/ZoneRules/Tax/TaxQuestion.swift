public import ZoneCore

/// What one set of rules taxes, named as questions name it.
public enum TaxRegime: String, Sendable, CaseIterable {
    /// One retail import: the way its value opens, and the taxes of that way.
    case retailImport = "cbec_retail_import"
    /// The way of a retail import and the buyer's year after it, or after its return.
    case retailRoute = "cbec_retail_route"
    /// A single item over the limit of a transaction: full duty and taxes.
    case fullTax = "cbec_full_tax"
    /// Goods of general trade.
    case generalTrade = "general_trade"
    /// Articles that a person sends or brings.
    case postal = "postal_articles"
    /// The declaration that an export to a firm, or a month of retail exports, is open to.
    case exportChannel = "b2b_export_channel"
}

/// A question about taxes: a regime, the day whose law counts, and named values.
///
/// The names are an open set: a regime reads those it knows, and the trace says which it did not
/// use. docs of ``computeTax(_:rules:isTraced:)`` list them.
public struct TaxQuestion: Sendable {
    /// The regime.
    public var regime: TaxRegime
    /// The day whose law counts.
    public var day: Day
    /// The values, at most ``inputCountMax``, each name once.
    public var inputs: [TaxInput]

    /// The most inputs a question may have.
    public static let inputCountMax = 64

    /// A question with all its parts.
    public init(regime: TaxRegime, day: Day, inputs: [TaxInput]) {
        self.regime = regime
        self.day = day
        self.inputs = inputs
    }
}

/// One named value of a question.
public struct TaxInput: Hashable, Sendable {
    /// The name, such as `goods` or `ct_advalorem`.
    public var name: String
    /// The value.
    public var value: TaxValue

    /// A value of that name.
    public init(_ name: String, _ value: TaxValue) {
        self.name = name
        self.value = value
    }
}

/// A value of a question or of an answer.
public enum TaxValue: Hashable, Sendable {
    /// Text, or a number as it is written.
    case text(String)
    /// A whole number of an answer.
    case whole(Int)
    /// Yes or no.
    case flag(Bool)
    /// Several texts.
    case words([String])
    /// Groups of named values, such as the lines of a list.
    case groups([[TaxInput]])
    /// Nothing: the answer is that there is none.
    case none
}
