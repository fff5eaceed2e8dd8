public import ZoneCore

extension TaxAssessment {
    /// The steps from the list to its taxes. Built only when asked; `inventory` and `rules` have to
    /// be those of the assessment.
    public func trace(for inventory: Inventory, rules: Rules) -> [TaxStep] {
        var trace = TaxTrace(rules: rules, isOn: true)
        trace.add("完税价格合计", "dutiable value of the list", "\(dutiable)")
        trace.add(limits, rules: rules)
        for (line, tax) in zip(inventory.lines, lines) {
            trace.add(line, tax, route: route, rules: rules)
        }
        trace.gnum = nil
        trace.add("税款合计", "all taxes", "\(total)")
        return trace.steps
    }
}

extension TaxTrace {
    fileprivate mutating func add(
        _ line: Inventory.Line, _ tax: LineTax, route: TaxRoute, rules: Rules
    ) {
        gnum = line.gnum
        add("完税价格（含运费、保费分摊）", "dutiable value with its share of freight", "\(tax.dutiable)")
        guard let index = rules.tariff.index(of: line.gcode), let base = tax.base else {
            return add("未能计税", "not taxed", line.gcode)
        }
        let row = rules.tariff.rows[index]
        add("税则", "row of the tariff", row.name, row: row)
        if route == .composite {
            add("关税税率（限值以内）", "duty rate within the limits", "\(base.dutyRate)", .dutyRate)
        } else {
            add("关税税率（税则）", "duty rate of the tariff", "\(base.dutyRate)", row: row)
        }
        if let goodsClass = row.consumption {
            let tax = ConsumptionTax(
                rate: base.consumptionRate, perLitre: base.specificPerLitre, litres: base.litres)
            add(goodsClass, tax, rules: rules)
        }
        add("增值税税率", "VAT rate", "\(base.vatRate)", row.vat?.parameter)
        if route == .composite {
            add("征收比例", "share levied", "\(base.share)", .taxedShare)
        }
        add(base, tax.amounts)
    }
}
