import ZoneCore

extension TaxWork {
    /// One retail import: limits, way, and the taxes of that way.
    mutating func retailImport() -> [TaxInput]? {
        let dutiable = dutiableValue()
        let used = input.amount("annual_used") ?? .zero
        let items = input.whole("items") ?? 1
        let limits = dutiable.flatMap {
            checkedLimits($0, isSingleItem: items == 1, used: used)
        }
        if let limits, let dutiable, limits.route == .generalTrade {
            return [
                TaxInput("dutiable", dutiable.fen.result), TaxInput("route", limits.route.result),
            ]
        }
        let isFull = limits?.route == .fullTax
        guard let base = base(dutiable: dutiable, isComposite: !isFull), let limits else {
            return nil
        }
        let amounts = base.amounts(rules.taxRounding)
        trace.add(base, amounts)
        return [
            TaxInput("consumption_tax", amounts.consumption.result),
            TaxInput("dutiable", base.dutiable.fen.result),
            TaxInput("duty", amounts.duty.result),
            TaxInput("route", limits.route.result),
            TaxInput("total", amounts.total.result),
            TaxInput("total_exact", .text(base.total.fractionText)),
            TaxInput("vat", amounts.vat.result),
        ]
    }

    /// Goods that bear the full taxes.
    mutating func goodsTaxes() -> [TaxInput]? {
        guard let base = base(dutiable: dutiableValue(), isComposite: false) else { return nil }
        let amounts = base.amounts(rules.taxRounding)
        trace.add(base, amounts)
        return [
            TaxInput("composition_price", base.composition.fen(rules.taxRounding).result),
            TaxInput("consumption_tax", amounts.consumption.result),
            TaxInput("duty", amounts.duty.result),
            TaxInput("total", amounts.total.result),
            TaxInput("total_exact", .text(base.total.fractionText)),
            TaxInput("vat", amounts.vat.result),
        ]
    }

    /// The limits of the day, or nil with a fault where there are none.
    mutating func checkedLimits(
        _ dutiable: Fixed5, isSingleItem: Bool, used: Fixed5
    ) -> LimitCheck? {
        let limits = checkLimits(
            value: dutiable.fen, isSingleItem: isSingleItem, allowanceUsed: used.fen,
            rules: rules)
        trace.add(limits, rules: rules)
        if limits.route != .undetermined { return limits }
        input.notInForce(.transactionValueMax, on: rules.day)
        return nil
    }

    /// Goods, freight and insurance, or the sum where that is given.
    private mutating func dutiableValue() -> Fixed5? {
        let given = input.amount("cif") ?? input.amount("dutiable")
        let parts = [input.amount("goods"), input.amount("freight"), input.amount("insurance")]
        if let given {
            trace.add("完税价格", "dutiable value", "\(given)")
            return given
        }
        guard let goods = parts[0] else {
            if !input.has("cif"), !input.has("dutiable") {
                input.missing("goods", expected: "the price in yuan, or cif or dutiable")
            }
            return nil
        }
        let sum = Fixed5(
            units: goods.units + (parts[1]?.units ?? 0) + (parts[2]?.units ?? 0))
        guard sum <= InputReader.amountMax else {
            return input.fault(.outOfRange, "goods", "\(sum)", "at most 1000000000 in all")
        }
        trace.add("货价", "price of the goods", "\(goods)")
        if let freight = parts[1] { trace.add("运费", "freight", "\(freight)") }
        if let insurance = parts[2] { trace.add("保险费", "insurance", "\(insurance)") }
        trace.add("完税价格（货价、运费、保险费之和）", "dutiable value: price, freight, insurance", "\(sum)")
        return sum
    }

    /// What the taxes are computed from, or nil with faults.
    private mutating func base(dutiable: Fixed5?, isComposite: Bool) -> TaxBase? {
        let row = tariffRow()
        let duty = isComposite ? retailDuty() : dutyRate(row)
        let consumption = consumptionTax(row, dutiable: dutiable)
        let vat = vatRate(row)
        let share = isComposite ? rules.taxedShare : .one
        if isComposite {
            trace.add("征收比例", "share levied", "\(share ?? .zero)", .taxedShare)
            if share == nil { input.notInForce(.taxedShare, on: rules.day) }
        }
        guard let dutiable, let duty, let consumption, let vat, let share else { return nil }
        return TaxBase(
            dutiable: dutiable, dutyRate: duty, consumptionRate: consumption.rate,
            specificPerLitre: consumption.perLitre, litres: consumption.litres, vatRate: vat,
            share: share)
    }
}

extension Fen {
    /// Yuan with two digits, as results write money.
    var result: TaxValue { .text(description) }
}

extension TaxRoute {
    /// The name of the way in questions and answers.
    var result: TaxValue {
        switch self {
        case .composite: .text("cbec")
        case .fullTax: .text("cbec_full_tax")
        case .generalTrade: .text("general_trade")
        case .undetermined: .none
        }
    }
}
