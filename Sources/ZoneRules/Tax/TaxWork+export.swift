import ZoneCore

extension TaxWork {
    /// By which declaration an export goes, or until when a month of retail exports is summed up.
    mutating func exportChannel() -> [TaxInput]? {
        let modes = "9610, 9710 or 9810"
        input.missing("mode", expected: modes)
        guard let mode = input.text("mode", modes) else { return nil }
        guard ["9610", "9710", "9810"].contains(mode) else {
            return input.fault(.badForm, "mode", mode, modes)
        }
        if input.has("list_released_month") { return summaryDeclaration() }
        return channel(isRetail: mode == "9610")
    }

    private mutating func channel(isRetail: Bool) -> [TaxInput]? {
        for name: StaticString in ["licence", "inspection", "tax"] {
            input.missing(name, expected: "true or false")
        }
        input.missing("value", expected: "the value of the consignment in yuan")
        let conditions = [input.flag("licence"), input.flag("inspection"), input.flag("tax")]
        let isAtZone = input.flag("zone_customs") ?? false
        guard let value = input.amount("value") else { return nil }
        let digitsID: ParameterID = isRetail ? .exportRetailDigits : .exportFirmDigits
        guard let full = rules.values.whole(.exportFullDigits),
            let short = rules.values.whole(digitsID),
            let valueMax = rules.values.fen(.exportListValueMax)
        else {
            input.notInForce(digitsID, on: rules.day)
            return nil
        }
        guard input.faults.isEmpty else { return nil }
        let isSmall = isRetail || value.fen <= valueMax
        let isPlain = !conditions.contains(true)
        if !isRetail {
            trace.add("单票限值", "limit of one consignment", "\(valueMax)", .exportListValueMax)
        }
        trace.add(
            "是否无许可证件、无法检、不涉税", "whether it is without licence, inspection and tax",
            isPlain ? "true" : "false")
        let hasList = isSmall && isPlain
        let list = isRetail ? "export_list" : "unified_export_list"
        let channels = hasList ? ["H2018", list] : ["H2018"]
        let digits = hasList && isAtZone ? short : full
        trace.add("可用申报方式", "open ways to declare", channels.joined(separator: ", "))
        trace.add(
            "可用商品编码位数", "digits of the HS code", "\(digits)",
            hasList && isAtZone ? digitsID : .exportFullDigits)
        return [
            TaxInput("channel", .words(channels)), TaxInput("hs_digits_allowed", .whole(digits)),
        ]
    }

    /// The day by which the lists released in a month are declared in sum; none where the zone sums
    /// them up in statistics. `rest_days` and `work_days` of the question go before the rule book's
    /// list of adjusted days.
    private mutating func summaryDeclaration() -> [TaxInput]? {
        let text = input.text("list_released_month", "YYYY-MM") ?? ""
        let isStatistics = input.flag("zone_summary_statistics") ?? false
        let (rest, work) = (input.days("rest_days"), input.days("work_days"))
        guard let first = Day(text + "-01"), text.utf8.count == 7 else {
            return input.fault(.badForm, "list_released_month", text, "YYYY-MM")
        }
        if isStatistics {
            trace.add("汇总统计，无需汇总申报", "summed up in statistics: nothing to declare in sum", "none")
            return [TaxInput("summary_declaration_due", .none)]
        }
        guard let dayOfMonth = rules.values.whole(.exportSummaryDay) else {
            input.notInForce(.exportSummaryDay, on: rules.day)
            return nil
        }
        let (year, month, _) = first.date
        let next = month == 12 ? (year + 1, 1) : (year, month + 1)
        guard var due = Day(year: next.0, month: next.1, day: dayOfMonth) else { return nil }
        trace.add("次月汇总申报截止日", "last day of the following month", "\(due)", .exportSummaryDay)
        let calendar = rules.calendar.adding(restDays: rest, workedDays: work)
        due = calendar.workingDay(onOrAfter: due)
        trace.add("顺延至工作日", "moved on to a working day", "\(due)")
        return [TaxInput("summary_declaration_due", .text(due.description))]
    }
}
