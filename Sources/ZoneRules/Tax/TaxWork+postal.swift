import ZoneCore

extension TaxWork {
    /// The tax of articles that a person sends or brings.
    ///
    /// Over the value of one sending only a single indivisible item for personal use stays taxed as
    /// an article; the rest goes back or is declared as goods.
    mutating func postal() -> [TaxInput]? {
        input.missing("value", expected: "the dutiable value in yuan")
        let value = input.amount("value")
        let asksRoute = input.has("indivisible") || input.has("personal_use")
        let isIndivisible = input.flag("indivisible") ?? false
        let isPersonal = input.flag("personal_use") ?? false
        let isNearby = isFromNearby(input.text("from", "hk, mo, tw or other") ?? "other")
        let rate = postalRate()
        let id: ParameterID = isNearby ? .postalValueMaxNearby : .postalValueMax
        guard let valueMax = rules.values.fen(id),
            let exemptMax = rules.values.fen(.postalExemptMax)
        else {
            input.notInForce(id, on: rules.day)
            return nil
        }
        guard let value, let rate else { return nil }
        trace.add("完税价格", "dutiable value", "\(value)")
        trace.add("每次限值", "limit of one sending", "\(valueMax)", id)
        let isOver = value.fen > valueMax
        if isOver, !(isIndivisible && isPersonal) {
            trace.add("超过限值，退运或者按货物办理", "over it: returned, or declared as goods", "general_trade")
            return [TaxInput("route", TaxRoute.generalTrade.result)]
        }
        let tax = rate.of(value)
        let computed = tax.fen(rules.taxRounding)
        let isExempt = computed <= exemptMax
        let due = isExempt ? Fen.zero : computed
        trace.add("税额＝完税价格×税率", "tax = dutiable value × rate", tax)
        trace.add("税额，取整至分", "tax, rounded to fen", "\(computed)", .taxRoundingHalfUp)
        trace.add("免征税额（含）", "tax up to which nothing is levied", "\(exemptMax)", .postalExemptMax)
        trace.add("应征税额", "tax due", "\(due)")
        if isOver || asksRoute {
            return [TaxInput("route", .text("postal")), TaxInput("tax_due", due.result)]
        }
        return [
            TaxInput("exempt", .flag(isExempt)), TaxInput("tax_computed", computed.result),
            TaxInput("tax_due", due.result),
        ]
    }

    private mutating func postalRate() -> Rate? {
        let categories: [ParameterID] = [.postalRate1, .postalRate2, .postalRate3]
        let stated = input.rate("rate")
        let category = input.whole("category")
        if let stated {
            let same = categories.first { rules.values.rate($0) == stated }
            trace.add("税率（所给）", "rate, as stated", "\(stated)", same)
            return stated
        }
        guard let category else {
            if !input.has("category") {
                input.missing("rate", expected: "a rate, or category 1, 2, 3")
            }
            return nil
        }
        guard (1...3).contains(category) else {
            return input.fault(.outOfRange, "category", "\(category)", "1, 2 or 3")
        }
        let id = categories[Int(category) - 1]
        guard let rate = rules.values.rate(id) else {
            input.notInForce(id, on: rules.day)
            return nil
        }
        trace.add("税率", "rate", "\(rate)", id)
        return rate
    }

    /// Hong Kong, Macao and Taiwan, by their usual codes and names.
    private func isFromNearby(_ from: String) -> Bool {
        let words = from.lowercased().split { !$0.isLetter }
        return words.contains { Self.nearby.contains(String($0)) }
    }

    private static let nearby: Set<String> = [
        "hk", "hkg", "hongkong", "mo", "mac", "macao", "macau", "tw", "twn", "taiwan", "hkmt",
        "香港", "澳门", "台湾", "港澳台", "港澳",
    ]
}
