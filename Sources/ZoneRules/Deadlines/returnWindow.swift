public import ZoneCore

/// Which goods go back.
public enum ReturnKind: String, Sendable, CaseIterable {
    /// A retail import that the buyer sends back: the tax is not levied, the year is restored.
    case retailImport = "retail-import"
    /// An export that comes back.
    case export
    /// An export that comes back free of import taxes.
    case exportRelief = "export-relief"
}

/// Until when goods may go back, days included; the day of release is day 0.
public struct ReturnWindow: Hashable, Sendable {
    /// The last day to apply; nil where the law names none.
    public var applyBy: Day?
    /// The last day to arrive.
    public var arriveBy: Day
}

/// The window of goods released (for relief: exported) on a day; nil where the rules have none.
///
/// `rules` are those of that day.
public func returnWindow(
    of kind: ReturnKind, releasedOn: Day, rules: Rules
) -> ReturnWindow? {
    switch kind {
    case .retailImport:
        guard let arrive = rules.values.whole(.returnArriveDays) else { return nil }
        let apply = rules.values.whole(.returnApplyDays)
        return ReturnWindow(
            applyBy: apply.map { releasedOn.adding(days: $0) },
            arriveBy: releasedOn.adding(days: arrive))
    case .export: return months(.exportReturnMonths)
    case .exportRelief: return months(.exportReliefMonths)
    }
    func months(_ id: ParameterID) -> ReturnWindow? {
        rules.values.whole(id).map { ReturnWindow(arriveBy: releasedOn.adding(months: $0)) }
    }
}

extension Day {
    /// The same day of the month that many months later; the month's last day where it is shorter.
    public func adding(months: Int) -> Day {
        let (year, month, day) = date
        let count = year * 12 + month - 1 + months
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        let last = Day.dayCount(year: newYear, month: newMonth)
        return Day(year: newYear, month: newMonth, day: min(day, last)) ?? self
    }
}
