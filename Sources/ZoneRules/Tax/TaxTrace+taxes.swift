import ZoneCore

extension TaxTrace {
    /// Value, limits and way of a retail import.
    mutating func add(_ limits: LimitCheck, rules: Rules) {
        add(
            "单次交易限值", "limit of a transaction",
            rules.transactionValueMax?.description ?? "", .transactionValueMax)
        add(
            "年度交易限值", "limit of a year", rules.yearlyValueMax?.description ?? "",
            .yearlyValueMax)
        add("年度累计（含本次）", "the buyer's year with this purchase", "\(limits.yearAfter)")
        if limits.yearAfter == rules.yearlyValueMax {
            add(
                "恰好等于年度限值时是否允许", "whether a year of exactly the limit is allowed",
                rules.yearlyValueMaxIsInclusive ? "true" : "false", .yearlyValueMaxIsInclusive)
        }
        add("征税方式", "way of taxing", limits.route.rawValue)
    }

    /// The taxes that come of a base, exact and in fen.
    mutating func add(_ base: TaxBase, _ amounts: TaxAmounts) {
        add("关税＝完税价格×关税税率", "duty = dutiable value × duty rate", base.duty)
        add(
            "组成计税价格＝（完税价格＋关税＋从量消费税）÷（1－消费税税率）",
            "composition price = (value + duty + specific tax) ÷ (1 − consumption tax rate)",
            base.composition)
        add(
            "消费税＝（组成计税价格×税率＋从量税额）×征收比例",
            "consumption tax = (composition price × rate + specific tax) × share levied",
            base.consumption)
        add(
            "增值税＝组成计税价格×税率×征收比例", "VAT = composition price × rate × share levied", base.vat)
        add("关税，取整至分", "duty, rounded to fen", "\(amounts.duty)", .taxRoundingHalfUp)
        add(
            "消费税，取整至分", "consumption tax, rounded to fen", "\(amounts.consumption)",
            .taxRoundingHalfUp)
        add("增值税，取整至分", "VAT, rounded to fen", "\(amounts.vat)", .taxRoundingHalfUp)
        add("税款合计（取整前）", "all taxes before rounding", base.total)
        add("税款合计", "all taxes", "\(amounts.total)")
    }

    /// The threshold and the rates by which a class of goods came to its consumption tax.
    mutating func add(
        _ goodsClass: ConsumptionClass, _ tax: ConsumptionTax, rules: Rules
    ) {
        if let id = goodsClass.thresholdParameter {
            add(
                "高档起征价格（每单位完税价格）", "price a unit from which goods are high-end",
                rules.values.number(id)?.exactText ?? "", id)
        }
        switch goodsClass {
        case .none: add("不征消费税", "no consumption tax", "0%")
        case .beer:
            add(
                "啤酒价格标准（每升完税价格）", "price a litre from which beer bears the higher tax",
                rules.consumption.beerThreshold?.exactText ?? "", .beerThreshold)
        case .wine, .spirits, .cosmeticsByWeight, .cosmeticsByVolume, .cosmeticsByPiece, .watch:
            add("消费税税率", "consumption tax rate", "\(tax.rate)", goodsClass.rateParameter)
        }
        if tax.perLitre > .zero {
            add(
                "消费税从量税额（每升）", "consumption tax a litre", "\(tax.perLitre) × \(tax.litres)",
                goodsClass.unitParameter(tax.perLitre, rules.consumption))
        }
    }
}
