public import ZoneCore

/// The taxes of a list, each tax of each line rounded to fen, with what is missing to know them.
///
/// The dutiable value is the line totals plus freight and insurance; a line's share of those goes
/// by its price, rounded down to 0.00001 yuan, and the last line takes the remainder. Limits are
/// compared in fen. On the way to general trade and where the way is undetermined nothing is taxed.
/// A line that cannot be taxed has no taxes and an issue; the other lines keep theirs.
///
/// - Complexity: O(lines × log of the tariff's rows); one allocation where nothing is wrong.
///
/// Source: 财关税〔2016〕18号; 财关税〔2018〕49号; formula as seen at ssopdot.com 16135.
public func assessTax(
    _ inventory: Inventory, allowanceUsed: Fen, rules: Rules
) -> TaxAssessment {
    guard let values = dutiableValues(of: inventory) else {
        return outOfRange(inventory, allowanceUsed)
    }
    let lines = inventory.lines
    let limits = checkLimits(
        value: values.total.fen, isSingleItem: lines.count == 1 && lines[0].qty == Fixed5(1),
        allowanceUsed: allowanceUsed, rules: rules)
    var assessment = TaxAssessment(
        limits: limits, dutiable: values.total, lines: values.lines, duty: .zero,
        consumption: .zero, vat: .zero, issues: [])
    switch limits.route {
    case .composite, .fullTax:
        for (index, line) in lines.enumerated() {
            tax(line, at: index, of: &assessment, rules: rules)
        }
    case .generalTrade: break
    case .undetermined: assessment.issues = [TaxIssue(kind: .noRateOnDay, gnum: nil, gcode: "")]
    }
    return assessment
}

/// Taxes one line and adds it to the sums, or adds an issue.
private func tax(
    _ line: Inventory.Line, at index: Int, of assessment: inout TaxAssessment, rules: Rules
) {
    let dutiable = assessment.lines[index].dutiable
    switch taxBase(of: line, dutiable: dutiable, route: assessment.route, rules: rules) {
    case .success(let base):
        let amounts = base.amounts(rules.taxRounding)
        assessment.lines[index].base = base
        assessment.lines[index].amounts = amounts
        assessment.duty += amounts.duty
        assessment.consumption += amounts.consumption
        assessment.vat += amounts.vat
    case .failure(let kind):
        assessment.issues.append(TaxIssue(kind: kind, gnum: line.gnum, gcode: line.gcode))
    }
}

private func outOfRange(_ inventory: Inventory, _ allowanceUsed: Fen) -> TaxAssessment {
    TaxAssessment(
        limits: LimitCheck(
            route: .undetermined, isOverTransaction: false, isOverYear: false,
            yearAfter: allowanceUsed, allowance: .zero),
        dutiable: .zero,
        lines: inventory.lines.map { LineTax(gnum: $0.gnum, dutiable: .zero) },
        duty: .zero, consumption: .zero, vat: .zero,
        issues: [TaxIssue(kind: .amountOutOfRange, gnum: nil, gcode: "")])
}
