public import ZoneCore

/// One step of how a tax came about: what was computed, and the figure of the law it used.
public struct TaxStep: Hashable, Sendable {
    /// The line; nil for the whole list.
    public var gnum: Int32?
    /// What the step computes, in Chinese.
    public var zh: String
    /// What the step computes, in English.
    public var en: String
    /// The result, as text: an amount in yuan, a rate, a word.
    public var value: String
    /// The parameter it used; nil where it used none.
    public var parameter: ParameterID?
    /// Since when the used value is in force.
    public var from: Day?
    /// Where the used value or row comes from; empty where none was used.
    public var source: String
}

extension TaxAssessment {
    /// The steps from the list to its taxes, each with the parameter, the day its value began and
    /// its source. Built only when asked; `inventory` and `rules` have to be those of the
    /// assessment.
    public func trace(for inventory: Inventory, rules: Rules) -> [TaxStep] {
        var trace = TaxTrace(rules: rules)
        trace.add("完税价格合计", "dutiable value of the list", "\(dutiable)")
        trace.add(
            "单次交易限值", "transaction limit",
            rules.transactionValueMax.map(\.description) ?? "", .transactionValueMax)
        trace.add(
            "年度交易限值", "yearly limit", rules.yearlyValueMax.map(\.description) ?? "",
            .yearlyValueMax)
        trace.add("年度累计", "the buyer's year with this list", "\(limits.yearAfter)")
        trace.add("征税方式", "route", route.rawValue)
        for (line, tax) in zip(inventory.lines, lines) {
            trace.add(line, tax, route: route)
        }
        trace.gnum = nil
        trace.add("税款合计", "all taxes", "\(total)")
        return trace.steps
    }
}

/// Collects steps.
private struct TaxTrace {
    let rules: Rules
    var gnum: Int32?
    var steps: [TaxStep] = []

    init(rules: Rules) {
        self.rules = rules
    }

    mutating func add(_ zh: String, _ en: String, _ value: String, _ id: ParameterID? = nil) {
        let version = id.flatMap { rules.version(of: $0) }
        steps.append(
            TaxStep(
                gnum: gnum, zh: zh, en: en, value: value, parameter: id, from: version?.from,
                source: version?.source.description ?? ""))
    }

    mutating func add(_ line: Inventory.Line, _ tax: LineTax, route: TaxRoute) {
        gnum = line.gnum
        add("完税价格（含运费、保费分摊）", "dutiable value with its share of freight", "\(tax.dutiable)")
        guard let index = rules.tariff.index(of: line.gcode), let base = tax.base else {
            return add("未能计税", "not taxed", line.gcode)
        }
        let row = rules.tariff.rows[index]
        addTariff(row)
        if route == .composite {
            add("关税税率", "duty rate within the limits", base.dutyRate.description, .dutyRate)
            add("征收比例", "share levied", base.share.description, .taxedShare)
        } else {
            add("关税税率", "duty rate of the tariff", base.dutyRate.description)
        }
        add("关税", "duty", "\(tax.duty)")
        addConsumption(row, base)
        add("消费税", "consumption tax", "\(tax.consumption)")
        let vat: ParameterID? =
            switch row.vat {
            case .standard: .vatStandard
            case .low: .vatLow
            case .drug: .vatDrug
            case nil: nil
            }
        add("增值税税率", "VAT rate", base.vatRate.description, vat)
        add("增值税", "VAT", "\(tax.vat)")
    }

    private mutating func addTariff(_ row: TariffRow) {
        let asOf = row.asOf.isEmpty ? "" : " (\(row.asOf))"
        steps.append(
            TaxStep(
                gnum: gnum, zh: "税则", en: "tariff row", value: row.name, parameter: nil,
                from: Day(row.asOf), source: row.source + asOf))
    }

    /// The thresholds and rates that the class of goods uses.
    private mutating func addConsumption(_ row: TariffRow, _ base: TaxBase) {
        let rate = base.consumptionRate.description
        let perLitre = "\(base.specificPerLitre) × \(base.litres) l"
        switch row.consumption {
        case nil, .some(.none): add("不征消费税", "no consumption tax", "0")
        case .wine: add("消费税税率", "consumption tax rate", rate, .wine)
        case .spirits:
            add("消费税税率", "consumption tax rate", rate, .spirits)
            add("消费税从量税额", "consumption tax by the litre", perLitre, .spiritsPerLitre)
        case .beer:
            let isDear = base.specificPerLitre == rules.consumption.beerPerLitreHigh
            add("啤酒价格标准", "beer threshold", "", .beerThreshold)
            add(
                "消费税从量税额", "consumption tax by the litre", perLitre,
                isDear ? .beerPerLitreHigh : .beerPerLitreLow)
        case .cosmeticsByWeight: addThreshold(.cosmeticsPerGramMin, .cosmetics, rate)
        case .cosmeticsByVolume: addThreshold(.cosmeticsPerMillilitreMin, .cosmetics, rate)
        case .cosmeticsByPiece: addThreshold(.cosmeticsPerPieceMin, .cosmetics, rate)
        case .watch: addThreshold(.watchMin, .watch, rate)
        }
    }

    private mutating func addThreshold(_ min: ParameterID, _ id: ParameterID, _ rate: String) {
        if case .number(let number) = rules.version(of: min)?.value, let yuan = number.fixed5 {
            add("高档起征价格", "price a unit from which goods are high-end", "\(yuan)", min)
        }
        add("消费税税率", "consumption tax rate", rate, id)
    }
}

extension Rate: CustomStringConvertible {
    /// In percent: `13%`, `0.7%`.
    public var description: String { "\(Fixed5(units: parts * 100))%" }
}

extension Ratio {
    /// The number with five digits after the point, where it has no more.
    var fixed5: Fixed5? { whole(of: Fixed5.unitsPerOne).map { Fixed5(units: $0) } }
}
