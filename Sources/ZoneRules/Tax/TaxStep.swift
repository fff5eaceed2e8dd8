public import ZoneCore

/// One step of how a tax came about: what was computed, its value, and the figure of the law.
public struct TaxStep: Hashable, Sendable {
    /// The line; nil for the whole list.
    public var gnum: Int32?
    /// What the step computes, in Chinese.
    public var zh: String
    /// What the step computes, in English.
    public var en: String
    /// The exact result, as text: an amount in yuan, a rate, a word. An amount without a finite
    /// decimal is a fraction: `315/17`.
    public var value: String
    /// The figure of the law the step used; nil where it used none.
    public var citation: TaxCitation?
}

/// A figure that a step used, and where it comes from.
public struct TaxCitation: Hashable, Sendable {
    /// The parameter; nil for a row of the tariff.
    public var parameter: ParameterID?
    /// Since when the used value is in force.
    public var from: Day?
    /// Since when it could be known.
    public var known: Day?
    /// Where it is written.
    public var instrument: String
    /// The article, or the place in the instrument.
    public var article: String
    /// False where a person still has to compare it with the instrument.
    public var isVerified: Bool
}

/// Collects the steps of one computation, or nothing where nobody asked: then no text is made.
struct TaxTrace {
    private let rules: Rules
    private let isOn: Bool
    /// The line that the next steps are about.
    var gnum: Int32?
    private(set) var steps: [TaxStep] = []

    init(rules: Rules, isOn: Bool) {
        self.rules = rules
        self.isOn = isOn
    }

    mutating func add(
        _ zh: StaticString, _ en: StaticString, _ value: @autoclosure () -> String,
        _ id: ParameterID? = nil
    ) {
        guard isOn else { return }
        append(zh, en, value(), id.flatMap { rules.citation(of: $0) })
    }

    mutating func add(
        _ zh: StaticString, _ en: StaticString, _ amount: Ratio, _ id: ParameterID? = nil
    ) {
        guard isOn else { return }
        append(zh, en, amount.exactText, id.flatMap { rules.citation(of: $0) })
    }

    /// A step that used a row of the tariff.
    mutating func add(
        _ zh: StaticString, _ en: StaticString, _ value: @autoclosure () -> String,
        row: TariffRow
    ) {
        guard isOn else { return }
        append(
            zh, en, value(),
            TaxCitation(
                parameter: nil, from: Day(row.asOf), known: nil, instrument: row.source,
                article: row.asOf, isVerified: row.isVerified))
    }

    private mutating func append(
        _ zh: StaticString, _ en: StaticString, _ value: String, _ citation: TaxCitation?
    ) {
        steps.append(
            TaxStep(
                gnum: gnum, zh: zh.description, en: en.description, value: value,
                citation: citation))
    }
}

extension Rules {
    /// Where the value of a parameter that these rules use comes from; nil where there is none.
    func citation(of id: ParameterID) -> TaxCitation? {
        version(of: id).map { version in
            TaxCitation(
                parameter: id, from: version.from, known: version.known,
                instrument: version.source.instrument, article: version.source.article,
                isVerified: version.isVerified)
        }
    }
}
