public import ZoneCore

/// The last day for the summary declaration of export lists released on a day: a day of the next
/// month, moved to the next working day where the rules say so. Nil where they name no day.
///
/// `rules` are those of the day of release.
public func summaryDeadline(of releasedOn: Day, rules: Rules) -> Day? {
    guard let number = rules.values.whole(.exportSummaryDay) else { return nil }
    let (year, month, _) = releasedOn.date
    let next = month == 12 ? (year + 1, 1) : (year, month + 1)
    guard let day = Day(year: next.0, month: next.1, day: number) else { return nil }
    return rules.values.flag(.rollsOverRestDays) ? rules.calendar.workingDay(onOrAfter: day) : day
}
