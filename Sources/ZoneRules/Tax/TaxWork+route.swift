import ZoneCore

extension TaxWork {
    /// The way of a retail import and the buyer's year after it, or after its return.
    mutating func retailRoute() -> [TaxInput]? {
        let used = input.amount("annual_used") ?? .zero
        input.missing("annual_used", expected: "what the year's lists hold, in yuan")
        trace.add("已用年度额度", "allowance used in the year", "\(used.fen)")
        switch input.text("event", "return_full or return_partial") {
        case nil: return input.has("event") ? nil : purchase(used)
        case "return_full": return fullReturn(used)
        case "return_partial": return partialReturn(used)
        case let other:
            return input.fault(.badForm, "event", other, "return_full or return_partial")
        }
    }

    private mutating func purchase(_ used: Fixed5) -> [TaxInput]? {
        input.missing("dutiable", expected: "the dutiable value in yuan")
        let items = input.whole("items") ?? 1
        guard let dutiable = input.amount("dutiable"),
            let limits = checkedLimits(dutiable, isSingleItem: items == 1, used: used)
        else { return nil }
        return [
            TaxInput("annual_after", (used.fen + limits.allowance).result),
            TaxInput("route", limits.route.result),
        ]
    }

    private mutating func fullReturn(_ used: Fixed5) -> [TaxInput]? {
        input.missing("dutiable", expected: "the dutiable value of the list in yuan")
        let dutiable = input.amount("dutiable")
        guard let isInTime = isReturnInTime(), let dutiable,
            let after = allowance(used, less: isInTime ? dutiable : .zero, at: "dutiable")
        else { return nil }
        trace.add("年度累计", "the buyer's year", "\(after)")
        return [
            TaxInput("annual_after", after.result),
            TaxInput("tax", .text(isInTime ? "not levied" : "levied")),
        ]
    }

    private mutating func partialReturn(_ used: Fixed5) -> [TaxInput]? {
        input.missing("lines", expected: "an array of dutiable and returned")
        let isInTime = isReturnInTime()
        guard var lines = input.groups("lines") else { return nil }
        var (kept, returned): (Int64, Int64) = (0, 0)
        for index in lines.indices {
            lines[index].missing("dutiable", expected: "the dutiable value in yuan")
            lines[index].missing("returned", expected: "true or false")
            let value = lines[index].amount("dutiable") ?? .zero
            let isBack = lines[index].flag("returned") == true && isInTime == true
            if isBack { returned += value.units } else { kept += value.units }
            input.faults += lines[index].faults
        }
        guard isInTime != nil, input.faults.isEmpty,
            let after = allowance(used, less: Fixed5(units: returned), at: "lines")
        else { return nil }
        let base = Fixed5(units: kept).fen
        trace.add("年度累计", "the buyer's year", "\(after)")
        trace.add("仍应计税的完税价格", "dutiable value that stays taxed", "\(base)")
        return [TaxInput("annual_after", after.result), TaxInput("tax_base", base.result)]
    }

    /// Whether a return was applied for and arrived within its days after release, both inclusive.
    private mutating func isReturnInTime() -> Bool? {
        for name: StaticString in ["released", "applied", "arrived"] {
            input.missing(name, expected: "YYYY-MM-DD")
        }
        let days = (input.day("released"), input.day("applied"), input.day("arrived"))
        guard let applyDays = rules.values.whole(.returnApplyDays),
            let arriveDays = rules.values.whole(.returnArriveDays)
        else {
            input.notInForce(.returnArriveDays, on: rules.day)
            return nil
        }
        guard let released = days.0, let applied = days.1, let arrived = days.2 else { return nil }
        for (day, name) in [(applied, "applied"), (arrived, "arrived")] as [(Day, StaticString)]
        where day < released {
            return input.fault(.outOfRange, name, "\(day)", "on or after \(released)")
        }
        let applyBy = released.adding(days: applyDays)
        let arriveBy = released.adding(days: arriveDays)
        trace.add("申请退货最后日期", "last day to apply for the return", "\(applyBy)", .returnApplyDays)
        trace.add("退货运抵最后日期", "last day for the goods to arrive", "\(arriveBy)", .returnArriveDays)
        let isInTime = applied <= applyBy && arrived <= arriveBy
        trace.add("是否在期限内", "whether both are in time", isInTime ? "true" : "false")
        return isInTime
    }

    private mutating func allowance(
        _ used: Fixed5, less returned: Fixed5, at name: StaticString
    ) -> Fen? {
        guard returned <= used else {
            return input.fault(.outOfRange, name, "\(returned)", "at most annual_used, \(used)")
        }
        return Fixed5(units: used.units - returned.units).fen
    }
}
