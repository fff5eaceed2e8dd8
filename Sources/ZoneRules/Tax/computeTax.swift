public import ZoneCore

/// Answers one question about taxes with the law of its day, as known on `known` (nil: with all
/// that is known). Resolves the rules of the day each time; for many questions use
/// ``computeTax(_:rules:isTraced:)``.
public func computeTax(_ question: TaxQuestion, book: RuleBook, known: Day? = nil) -> TaxAnswer {
    computeTax(question, rules: book.rules(on: question.day, knownOn: known), isTraced: true)
}

/// Answers one question about taxes; `rules` have to be those of its day.
///
/// Amounts are in yuan, rates are shares; everything is exact until a tax becomes fen. Stated rates
/// (`vat`, `duty`, `ct_advalorem`, `ct_specific_per_unit`) go before those of the rule book, which
/// `hs10`, `vat_class` and `ct_class` name. High-end goods are told by their dutiable value a unit.
///
/// - `cbec_retail_import`: `goods`, `freight`, `insurance` (or `dutiable`), `items`, `annual_used`,
///   the rates, and the quantities `net_g`, `net_ml`, `pieces`, `qty`.
/// - `cbec_retail_route`: `dutiable`, `annual_used`, `items`; for returns `event`, `released`,
///   `applied`, `arrived`, `lines`.
/// - `cbec_full_tax`, `general_trade`: `cif` (or `goods`, `freight`, `insurance`), `duty` (or
///   `provisional`, `mfn`), the other rates and quantities.
/// - `postal_articles`: `value`, `from`, `rate` or `category`, `indivisible`, `personal_use`.
/// - `b2b_export_channel`: `mode`, `value`, `licence`, `inspection`, `tax`, `zone_customs`; for the
///   summary declaration `list_released_month`, `zone_summary_statistics`, `rest_days`, `work_days`.
public func computeTax(
    _ question: TaxQuestion, rules: Rules, isTraced: Bool = false
) -> TaxAnswer {
    guard question.inputs.count <= TaxQuestion.inputCountMax else {
        return .refused([
            TaxFault(
                .outOfRange, at: "inputs", value: "\(question.inputs.count) inputs",
                expected: "at most \(TaxQuestion.inputCountMax)")
        ])
    }
    var work = TaxWork(
        rules: rules, input: InputReader(question.inputs, at: "inputs"),
        trace: TaxTrace(rules: rules, isOn: isTraced))
    let values =
        switch question.regime {
        case .retailImport: work.retailImport()
        case .retailRoute: work.retailRoute()
        case .fullTax, .generalTrade: work.goodsTaxes()
        case .postal: work.postal()
        case .exportChannel: work.exportChannel()
        }
    guard let values, work.input.faults.isEmpty else { return .refused(work.input.faults) }
    if isTraced {
        for name in work.input.unused { work.trace.add("未使用的输入", "input not used", name) }
    }
    return .taxed(TaxResult(values: values, trace: work.trace.steps))
}

/// One question being worked on. A step that lacks something leaves a fault and goes on, so that
/// all faults come together.
struct TaxWork {
    let rules: Rules
    var input: InputReader
    var trace: TaxTrace
}
