import ZoneCore

extension TaxWork {
    /// The consumption tax of the goods: as stated, else by their class. Goods of a class with a
    /// price threshold bear none below it, whatever is stated. Where neither a rate nor a class nor
    /// a code is given, none is taken.
    mutating func consumptionTax(_ row: TariffRow?, dutiable: Fixed5?) -> ConsumptionTax? {
        let stated = (rate: input.rate("ct_advalorem"), unit: input.amount("ct_specific_per_unit"))
        let word = input.text("ct_class", "a class of consumption tax")
        let named = word.flatMap(ConsumptionClass.init(rawValue:))
        if let word, named == nil {
            let all = ConsumptionClass.allCases.map(\.rawValue).joined(separator: ", ")
            return input.fault(.badForm, "ct_class", word, all)
        }
        let goods = statedGoods(isWatch: (named ?? row?.consumption) == .watch)
        let goodsClass = named ?? row?.consumption
        if stated.rate != nil || stated.unit != nil {
            return statedTax(
                stated.rate ?? .zero, stated.unit ?? .zero, goods, goodsClass, dutiable)
        }
        if input.has("ct_advalorem") || input.has("ct_specific_per_unit") { return nil }
        guard let goodsClass else { return taxWithoutClass(row) }
        guard let dutiable else { return nil }
        let result = ZoneRules.consumptionTax(
            goodsClass, of: goods, dutiable: dutiable, rules: rules.consumption)
        switch result {
        case .success(let tax):
            trace.add(goodsClass, tax, rules: rules)
            return tax
        case .failure(.noQuantity):
            input.missing(goodsClass.quantityName, expected: "the quantity that the tax counts by")
            if input.has(goodsClass.quantityName) {
                input.report(.outOfRange, goodsClass.quantityName, nil, "a quantity over 0")
            }
        case .failure:
            input.notInForce(goodsClass.parameters.first ?? .wine, on: rules.day)
        }
        return nil
    }

    private mutating func taxWithoutClass(_ row: TariffRow?) -> ConsumptionTax? {
        if input.has("hs10") {
            return input.fault(
                .notInTariff, "hs10", input.text("hs10", "ten digits"),
                row == nil ? "a code of the tariff table, or ct_advalorem" : "ct_advalorem")
        }
        trace.add("未列消费税", "no consumption tax stated", "0")
        return ConsumptionTax()
    }

    private mutating func statedTax(
        _ rate: Rate, _ perUnit: Fixed5, _ goods: StatedGoods, _ goodsClass: ConsumptionClass?,
        _ dutiable: Fixed5?
    ) -> ConsumptionTax? {
        guard rate < .one else {
            return input.fault(.outOfRange, "ct_advalorem", "\(rate)", "below 1")
        }
        var tax = ConsumptionTax(rate: rate, perLitre: perUnit)
        let same = goodsClass ?? rules.consumption.class(of: rate, perUnit, goods)
        trace.add(
            "消费税从价税率（所给）", "consumption tax rate, as stated", "\(rate)",
            same.flatMap { rules.consumption.rate(of: $0) == rate ? $0.rateParameter : nil })
        if perUnit > .zero {
            guard let qty = input.amount("qty") else {
                input.missing("qty", expected: "the quantity that ct_specific_per_unit counts")
                return nil
            }
            // A billion yuan of specific tax, in units of 10⁻¹⁰.
            guard Int128(qty.units) * Int128(perUnit.units) <= 10_000_000_000_000_000_000 else {
                return input.fault(.outOfRange, "qty", "\(qty)", "at most 1000000000 yuan of tax")
            }
            tax.litres = qty
            trace.add(
                "消费税从量税额（所给，每单位）", "consumption tax a unit, as stated", "\(perUnit) × \(qty)",
                same.flatMap { $0.unitParameter(perUnit, rules.consumption) })
        }
        if rate > .zero, let dutiable, let same, let price = same.threshold(goods, rules) {
            trace.add(
                "高档起征价格（每单位完税价格）", "price a unit from which goods are high-end",
                price.min.exactText, price.parameter)
            if !price.min.isReached(by: dutiable, over: price.quantity) {
                trace.add("低于高档起征价格，不征消费税", "below it: no consumption tax", "0%")
                tax.rate = .zero
            }
        }
        return tax
    }

    private mutating func statedGoods(isWatch: Bool) -> StatedGoods {
        StatedGoods(
            grams: input.amount("net_g"), millilitres: input.amount("net_ml"),
            pieces: input.amount("pieces"), quantity: input.amount("qty"), isWatch: isWatch)
    }
}

/// The quantities that a question states. `qty` is in litres where a volume is asked for, in pieces
/// where watches are; a watch without any count is one.
struct StatedGoods: MeasuredGoods {
    var grams, millilitres, pieces, quantity: Fixed5?
    var isWatch: Bool

    func quantity(by measure: Measure) -> Int128? {
        let units: Int128? =
            switch measure {
            case .gram: grams.map { Int128($0.units) }
            case .millilitre:
                millilitres.map { Int128($0.units) } ?? quantity.map { Int128($0.units) * 1000 }
            case .sheet: nil
            case .piece:
                (pieces ?? (isWatch ? quantity ?? Fixed5(1) : nil)).map { Int128($0.units) }
            }
        return units.flatMap { $0 > 0 ? $0 : nil }
    }
}

extension ConsumptionRules {
    /// The rate of a class; nil for classes without one.
    func rate(of goodsClass: ConsumptionClass) -> Rate? {
        switch goodsClass {
        case .none, .beer: nil
        case .wine: wine
        case .spirits: spirits
        case .cosmeticsByWeight, .cosmeticsByVolume, .cosmeticsByPiece: cosmetics
        case .watch: watch
        }
    }

    /// The class that a stated tax belongs to, where that is plain: spirits and beer by their tax a
    /// unit, cosmetics by their rate and a quantity that only they state, wine by its rate.
    func `class`(
        of rate: Rate, _ perUnit: Fixed5, _ goods: StatedGoods
    ) -> ConsumptionClass? {
        if perUnit > .zero {
            if rate == spirits, perUnit == spiritsPerLitre { return .spirits }
            let isBeer = perUnit == beerPerLitreHigh || perUnit == beerPerLitreLow
            return rate == .zero && isBeer ? .beer : nil
        }
        if rate == cosmetics {
            if goods.grams != nil { return .cosmeticsByWeight }
            if goods.millilitres != nil { return .cosmeticsByVolume }
            return goods.pieces == nil ? nil : .cosmeticsByPiece
        }
        return rate == wine ? .wine : nil
    }
}

extension ConsumptionClass {
    /// The parameter of its ad valorem rate; nil for classes without one.
    var rateParameter: ParameterID? {
        switch self {
        case .none, .beer: nil
        case .wine: .wine
        case .spirits: .spirits
        case .cosmeticsByWeight, .cosmeticsByVolume, .cosmeticsByPiece: .cosmetics
        case .watch: .watch
        }
    }

    /// The parameter of its price threshold; nil for classes that are taxed at any price.
    var thresholdParameter: ParameterID? {
        switch self {
        case .none, .wine, .spirits, .beer: nil
        case .cosmeticsByWeight: .cosmeticsPerGramMin
        case .cosmeticsByVolume: .cosmeticsPerMillilitreMin
        case .cosmeticsByPiece: .cosmeticsPerPieceMin
        case .watch: .watchMin
        }
    }

    /// Every parameter it uses.
    var parameters: [ParameterID] {
        switch self {
        case .none: []
        case .wine: [.wine]
        case .spirits: [.spirits, .spiritsPerLitre]
        case .beer: [.beerThreshold, .beerPerLitreHigh, .beerPerLitreLow]
        case .cosmeticsByWeight, .cosmeticsByVolume, .cosmeticsByPiece, .watch:
            [thresholdParameter, rateParameter].compactMap { $0 }
        }
    }

    /// The input that states how much of the goods there is.
    var quantityName: StaticString {
        switch self {
        case .none, .wine, .spirits, .beer: "qty"
        case .cosmeticsByWeight: "net_g"
        case .cosmeticsByVolume: "net_ml"
        case .cosmeticsByPiece, .watch: "pieces"
        }
    }

    /// The parameter whose value a stated tax a unit is; nil where it is none of this class.
    func unitParameter(_ perUnit: Fixed5, _ rules: ConsumptionRules) -> ParameterID? {
        switch self {
        case .spirits: perUnit == rules.spiritsPerLitre ? .spiritsPerLitre : nil
        case .beer:
            perUnit == rules.beerPerLitreHigh
                ? .beerPerLitreHigh : perUnit == rules.beerPerLitreLow ? .beerPerLitreLow : nil
        case .none, .wine, .cosmeticsByWeight, .cosmeticsByVolume, .cosmeticsByPiece, .watch: nil
        }
    }

    /// The price a unit from which goods of the class are high-end, and how many units there are;
    /// nil where the class has none, the day has none, or nobody says how many units.
    func threshold(
        _ goods: StatedGoods, _ rules: Rules
    ) -> (min: Ratio, quantity: Int128, parameter: ParameterID)? {
        guard let parameter = thresholdParameter, let min = rules.values.number(parameter) else {
            return nil
        }
        let measure: Measure =
            switch parameter {
            case .cosmeticsPerGramMin: .gram
            case .cosmeticsPerMillilitreMin: .millilitre
            default: .piece
            }
        return goods.quantity(by: measure).map { (min, $0, parameter) }
    }
}
