import ZoneCore
import ZoneRules
import ZoneStore

extension ZoneCheck {
    private static let words = [
        "this-month", "last-month", "this-year", "last-year",
    ]

    /// An indicator held against a bound.
    static let indicator = ZoneCheck(
        "statistics.indicator", zh: "统计指标未达界限", en: "An indicator beyond its bound",
        [
            CheckParameter("indicator", zh: "指标", en: "indicator", .text(64)),
            CheckParameter(
                "period", zh: "期间（2026、2026-11、2026-11-27或\(words.joined(separator: "、"))）",
                en: "period (2026, 2026-11, 2026-11-27 or \(words.joined(separator: ", ")))",
                .text(10)),
            CheckParameter("bound", zh: "界限方向", en: "side of the bound", .word(["min", "max"])),
            CheckParameter("value", zh: "界限值", en: "bound", .decimal),
        ]
    ) { zone, values in
        var outcome = CheckOutcome()
        let id = values.text("indicator")
        guard let indicator = zone.indicators.indicator(id) else {
            outcome.gap = "no indicator \(id)"
            return outcome
        }
        guard let period = period(values.text("period"), zone.today) else {
            outcome.gap = "no period \(values.text("period"))"
            return outcome
        }
        try zone.foldStatistics()
        let figures = try zone.indicatorFigures(period)
        guard let figure = figures.first(where: { $0.indicator.id == indicator.id }),
            let number = figure.figure, let text = figure.text
        else {
            outcome.gap = "no figure of \(id) in \(period)"
            return outcome
        }
        let bound = values.decimal("value")
        // A share is compared as it is shown: 95 is 95 %.
        let shown = indicator.unit == .percent ? number.times(Fraction(100)) ?? number : number
        let isMin = values.text("bound") == "min"
        guard isMin ? shown < bound : shown > bound else { return outcome }
        let side = isMin ? ("低于下限", "is below") : ("高于上限", "is above")
        outcome.add(
            CheckCase(
                "\(id) \(period)", zh: "\(indicator.zh)\(text)\(side.0)\(values.text("value"))",
                en: "\(indicator.en) \(text) \(side.1) \(values.text("value"))"))
        return outcome
    }

    private static func period(_ text: String, _ today: Day) -> StatisticsPeriod? {
        switch text {
        case "this-month": .month(of: today)
        case "last-month": StatisticsPeriod.month(of: today).previous
        case "this-year": .year(of: today)
        case "last-year": StatisticsPeriod.year(of: today).previous
        default: StatisticsPeriod(text)
        }
    }

    /// Months that nobody closed in time.
    static let monthsNotClosed = ZoneCheck(
        "statistics.not-closed", zh: "统计月份逾期未结账", en: "Months of the statistics not closed in time",
        [
            CheckParameter("days", zh: "月后天数", en: "days after the month", .whole(0...366)),
            CheckParameter("months", zh: "回溯月数", en: "months looked back", .whole(1...36)),
        ]
    ) { zone, values in
        var outcome = CheckOutcome()
        var month = StatisticsPeriod.month(of: zone.today).previous
        for _ in 0..<values.whole("months") {
            guard let one = month else { break }
            month = one.previous
            let due = one.days.upperBound.adding(days: values.whole("days"))
            guard zone.today > due, try zone.store.closings(one).isEmpty else { continue }
            outcome.add(
                CheckCase(one.description, zh: "应于\(due)前结账", en: "was to be closed by \(due)"))
        }
        return outcome
    }

    /// What somebody expects of the rule book in force, as its cases are written.
    static let ruleCases = ZoneCheck(
        "rules.cases", zh: "规则用例不成立", en: "Cases of the rule book that do not hold",
        [CheckParameter("yaml", zh: "用例（YAML）", en: "cases (YAML)", .text(20_000))]
    ) { zone, values in
        var outcome = CheckOutcome()
        let cases: [RuleCase]
        do {
            cases = try readCases(values.text("yaml"), named: "yaml")
        } catch {
            outcome.gap = "\(error)"
            return outcome
        }
        for result in ZoneRules.run(cases, against: zone.ruleBook) where !result.faults.isEmpty {
            let faults = result.faults.joined(separator: "; ")
            outcome.add(
                CheckCase(
                    "\(result.ruleCase.place) \(result.ruleCase.on)",
                    zh: "\(result.ruleCase.zh)：\(faults)", en: "\(result.ruleCase.en): \(faults)"))
        }
        return outcome
    }
}
