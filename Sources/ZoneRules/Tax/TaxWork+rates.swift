import ZoneCore

extension TaxWork {
    mutating func tariffRow() -> TariffRow? {
        guard let code = input.text("hs10", "ten digits"),
            let index = rules.tariff.index(of: code)
        else { return nil }
        let row = rules.tariff.rows[index]
        trace.add("税则", "row of the tariff", row.name, row: row)
        return row
    }

    /// The duty within the limits, whatever the tariff says.
    mutating func retailDuty() -> Rate? {
        guard let rate = rules.dutyRate else {
            input.notInForce(.dutyRate, on: rules.day)
            return nil
        }
        trace.add("关税税率（限值以内）", "duty rate within the limits", "\(rate)", .dutyRate)
        return rate
    }

    mutating func dutyRate(_ row: TariffRow?) -> Rate? {
        let most = Rate(parts: Rate.partsMax) ?? .one
        let stated = input.rate("duty", max: most)
        let provisional = input.rate("provisional", max: most)
        let mfn = input.rate("mfn", max: most)
        if let stated {
            trace.add("关税税率（所给）", "duty rate, as stated", "\(stated)")
            return stated
        }
        if let provisional {
            trace.add(
                "关税税率（暂定税率优先于最惠国税率）", "duty rate: provisional, before most-favoured-nation",
                "\(provisional)")
            return provisional
        }
        if let mfn {
            trace.add("关税税率（最惠国税率）", "duty rate: most-favoured-nation", "\(mfn)")
            return mfn
        }
        if let row, let rate = row.duty {
            trace.add("关税税率（税则）", "duty rate of the tariff", "\(rate)", row: row)
            return rate
        }
        missingRate("duty", row, "a rate, mfn, provisional, or an hs10 of the tariff")
        return nil
    }

    mutating func vatRate(_ row: TariffRow?) -> Rate? {
        let stated = input.rate("vat")
        let word = input.text("vat_class", "standard, low or drug")
        let named = word.flatMap(VATClass.init(rawValue:))
        if let word, named == nil {
            return input.fault(.badForm, "vat_class", word, "standard, low or drug")
        }
        let vatClass = named ?? row?.vat
        if let stated {
            let same = VATClass.allCases.first { rules.vat($0) == stated }
            trace.add("增值税税率（所给）", "VAT rate, as stated", "\(stated)", same?.parameter)
            if let vatClass, let ruled = rules.vat(vatClass), ruled != stated {
                trace.add(
                    "规则库当日该货物的增值税税率（未用）", "VAT rate of these goods in the rule book, not used",
                    "\(ruled)", vatClass.parameter)
            }
            return stated
        }
        guard let vatClass else {
            missingRate("vat", row, "a rate, vat_class, or an hs10 of the tariff")
            return nil
        }
        guard let rate = rules.vat(vatClass) else {
            input.notInForce(vatClass.parameter, on: rules.day)
            return nil
        }
        trace.add("增值税税率", "VAT rate", "\(rate)", vatClass.parameter)
        return rate
    }

    /// Reports a rate that neither the question nor the tariff has.
    private mutating func missingRate(
        _ name: StaticString, _ row: TariffRow?, _ expected: String
    ) {
        if input.has(name) { return }
        if input.has("hs10") {
            input.report(
                .notInTariff, "hs10", input.text("hs10", "ten digits"),
                row == nil ? "a code of the tariff table, or \(name)" : "\(name)")
        } else {
            input.missing(name, expected: expected)
        }
    }
}

extension VATClass {
    /// The parameter of its rate.
    var parameter: ParameterID {
        switch self {
        case .standard: .vatStandard
        case .low: .vatLow
        case .drug: .vatDrug
        }
    }
}
