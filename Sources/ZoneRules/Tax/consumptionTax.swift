import ZoneCore

/// The rates of consumption tax that goods bear.
struct ConsumptionTax {
    var rate = Rate.zero
    var perLitre = Fixed5.zero
    var litres = Fixed5.zero
}

/// The consumption tax goods bear, by the class of its goods and, where the class has a
/// threshold, its dutiable value a unit. A value of exactly the threshold is taxed (the texts say
/// 及以上).
func consumptionTax(
    _ consumptionClass: ConsumptionClass, of goods: some MeasuredGoods, dutiable: Fixed5,
    rules: ConsumptionRules
) -> Result<ConsumptionTax, TaxIssue.Kind> {
    switch consumptionClass {
    case .none: .success(ConsumptionTax())
    case .wine: adValorem(rules.wine)
    case .spirits: spirits(goods, rules)
    case .beer: beer(goods, dutiable, rules)
    case .cosmeticsByWeight:
        highEnd(rules.cosmetics, dutiable, goods.quantity(by: .gram), rules.cosmeticsPerGramMin)
            ?? highEnd(
                rules.cosmetics, dutiable, goods.quantity(by: .millilitre),
                rules.cosmeticsPerMillilitreMin)
            ?? .failure(.noQuantity)
    case .cosmeticsByVolume:
        highEnd(
            rules.cosmetics, dutiable, goods.quantity(by: .millilitre),
            rules.cosmeticsPerMillilitreMin)
            ?? highEnd(
                rules.cosmetics, dutiable, goods.quantity(by: .gram), rules.cosmeticsPerGramMin)
            ?? .failure(.noQuantity)
    case .cosmeticsByPiece:
        highEnd(
            rules.cosmetics, dutiable, goods.quantity(by: .sheet) ?? goods.quantity(by: .piece),
            rules.cosmeticsPerPieceMin) ?? .failure(.noQuantity)
    case .watch:
        highEnd(rules.watch, dutiable, goods.quantity(by: .piece), rules.watchMin)
            ?? .failure(.noQuantity)
    }
}

private func adValorem(_ rate: Rate?) -> Result<ConsumptionTax, TaxIssue.Kind> {
    guard let rate else { return .failure(.noRateOnDay) }
    return .success(ConsumptionTax(rate: rate))
}

/// `rate` where the dutiable value a unit reaches `min`, else no tax; nil where the goods do not
/// count that unit.
func highEnd(
    _ rate: Rate?, _ dutiable: Fixed5, _ quantity: Int128?, _ min: Ratio?
) -> Result<ConsumptionTax, TaxIssue.Kind>? {
    guard let quantity else { return nil }
    guard let rate, let min else { return .failure(.noRateOnDay) }
    let isHighEnd = min.isReached(by: dutiable, over: quantity)
    return .success(ConsumptionTax(rate: isHighEnd ? rate : .zero))
}

private func spirits(
    _ goods: some MeasuredGoods, _ rules: ConsumptionRules
) -> Result<ConsumptionTax, TaxIssue.Kind> {
    guard let litres = litres(of: goods) else { return .failure(.noQuantity) }
    guard let rate = rules.spirits, let perLitre = rules.spiritsPerLitre else {
        return .failure(.noRateOnDay)
    }
    return .success(ConsumptionTax(rate: rate, perLitre: perLitre, litres: litres))
}

private func beer(
    _ goods: some MeasuredGoods, _ dutiable: Fixed5, _ rules: ConsumptionRules
) -> Result<ConsumptionTax, TaxIssue.Kind> {
    guard let litres = litres(of: goods) else { return .failure(.noQuantity) }
    guard let min = rules.beerThreshold, let high = rules.beerPerLitreHigh,
        let low = rules.beerPerLitreLow
    else { return .failure(.noRateOnDay) }
    let isDear = min.isReached(by: dutiable, over: Int128(litres.units))
    return .success(ConsumptionTax(perLitre: isDear ? high : low, litres: litres))
}

/// Litres, rounded down to 0.00001; nil where the goods have no volume or it is beyond a million
/// million.
private func litres(of goods: some MeasuredGoods) -> Fixed5? {
    guard let millilitres = goods.quantity(by: .millilitre) else { return nil }
    return Int64(exactly: millilitres / 1000).map { Fixed5(units: $0) }
}
