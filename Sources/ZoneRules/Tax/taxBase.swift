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

/// The rates of consumption tax that one line bears.
struct ConsumptionTax {
    var rate = Rate.zero
    var perLitre = Fixed5.zero
    var litres = Fixed5.zero
}

/// The consumption tax a line bears, by the class of its goods and, where the class has a
/// threshold, its dutiable value a unit. A value of exactly the threshold is taxed (the texts say
/// 及以上).
func consumptionTax(
    _ consumptionClass: ConsumptionClass, of line: Inventory.Line, dutiable: Fixed5,
    rules: ConsumptionRules
) -> Result<ConsumptionTax, TaxIssue.Kind> {
    switch consumptionClass {
    case .none: .success(ConsumptionTax())
    case .wine: adValorem(rules.wine)
    case .spirits: spirits(line, rules)
    case .beer: beer(line, dutiable, rules)
    case .cosmeticsByWeight:
        highEnd(rules.cosmetics, dutiable, line.quantity(by: .gram), rules.cosmeticsPerGramMin)
            ?? highEnd(
                rules.cosmetics, dutiable, line.quantity(by: .millilitre),
                rules.cosmeticsPerMillilitreMin)
            ?? .failure(.noQuantity)
    case .cosmeticsByVolume:
        highEnd(
            rules.cosmetics, dutiable, line.quantity(by: .millilitre),
            rules.cosmeticsPerMillilitreMin)
            ?? highEnd(
                rules.cosmetics, dutiable, line.quantity(by: .gram), rules.cosmeticsPerGramMin)
            ?? .failure(.noQuantity)
    case .cosmeticsByPiece:
        highEnd(
            rules.cosmetics, dutiable, line.quantity(by: .sheet) ?? line.quantity(by: .piece),
            rules.cosmeticsPerPieceMin) ?? .failure(.noQuantity)
    case .watch:
        highEnd(rules.watch, dutiable, line.quantity(by: .piece), rules.watchMin)
            ?? .failure(.noQuantity)
    }
}

private func adValorem(_ rate: Rate?) -> Result<ConsumptionTax, TaxIssue.Kind> {
    guard let rate else { return .failure(.noRateOnDay) }
    return .success(ConsumptionTax(rate: rate))
}

/// `rate` where the dutiable value a unit reaches `min`, else no tax; nil where the line does not
/// count that unit.
private func highEnd(
    _ rate: Rate?, _ dutiable: Fixed5, _ quantity: Int128?, _ min: Ratio?
) -> Result<ConsumptionTax, TaxIssue.Kind>? {
    guard let quantity else { return nil }
    guard let rate, let min else { return .failure(.noRateOnDay) }
    let isHighEnd = min.isReached(by: dutiable, over: quantity)
    return .success(ConsumptionTax(rate: isHighEnd ? rate : .zero))
}

private func spirits(
    _ line: Inventory.Line, _ rules: ConsumptionRules
) -> Result<ConsumptionTax, TaxIssue.Kind> {
    guard let litres = litres(of: line) else { return .failure(.noQuantity) }
    guard let rate = rules.spirits, let perLitre = rules.spiritsPerLitre else {
        return .failure(.noRateOnDay)
    }
    return .success(ConsumptionTax(rate: rate, perLitre: perLitre, litres: litres))
}

private func beer(
    _ line: Inventory.Line, _ dutiable: Fixed5, _ rules: ConsumptionRules
) -> Result<ConsumptionTax, TaxIssue.Kind> {
    guard let litres = litres(of: line) else { return .failure(.noQuantity) }
    guard let min = rules.beerThreshold, let high = rules.beerPerLitreHigh,
        let low = rules.beerPerLitreLow
    else { return .failure(.noRateOnDay) }
    let isDear = min.isReached(by: dutiable, over: Int128(litres.units))
    return .success(ConsumptionTax(perLitre: isDear ? high : low, litres: litres))
}

/// Litres, rounded down to 0.00001; nil where the line has no volume or it is beyond a million
/// million.
private func litres(of line: Inventory.Line) -> Fixed5? {
    guard let millilitres = line.quantity(by: .millilitre) else { return nil }
    return Int64(exactly: millilitres / 1000).map { Fixed5(units: $0) }
}
