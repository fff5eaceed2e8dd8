import ZoneCore

extension TaxIssue.Kind: Error {}

/// What the taxes of a line are computed from, or why that is not known.
func taxBase(
    of line: Inventory.Line, dutiable: Fixed5, route: TaxRoute, rules: Rules
) -> Result<TaxBase, TaxIssue.Kind> {
    guard let index = rules.tariff.index(of: line.gcode) else { return .failure(.unknownCode) }
    let row = rules.tariff.rows[index]
    guard let vatClass = row.vat, let consumptionClass = row.consumption else {
        return .failure(.incompleteTariff)
    }
    var dutyRate = rules.dutyRate
    var share = rules.taxedShare
    if route == .fullTax {
        guard let duty = row.duty else { return .failure(.incompleteTariff) }
        (dutyRate, share) = (duty, .one)
    }
    guard let dutyRate, let share, let vatRate = rules.vat(vatClass) else {
        return .failure(.noRateOnDay)
    }
    return consumptionTax(
        consumptionClass, of: line, dutiable: dutiable, rules: rules.consumption
    ).map { tax in
        TaxBase(
            dutiable: dutiable, dutyRate: dutyRate, consumptionRate: tax.rate,
            specificPerLitre: tax.perLitre, litres: tax.litres, vatRate: vatRate, share: share)
    }
}
