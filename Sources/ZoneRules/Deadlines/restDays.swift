public import ZoneCore

/// Whether a day is a rest day: what the list of adjusted days says, else Saturdays and Sundays.
///
/// The list is the operator's to fill from the yearly notice; an adjusted day that is missing there
/// is taken as the calendar has it.
public func isRestDay(_ day: Day, rules: Rules) -> Bool {
    if let rest = rules.member(day.description, of: .adjustedDays)?.value?.columns["rest"] {
        return rest == "true"
    }
    return !WorkCalendar.weekends.isWorked(day)
}

/// The day itself, or where it is a rest day the next working day, within 31 days.
func workingDay(onOrAfter day: Day, rules: Rules) -> Day {
    (0...31).lazy.map { day.adding(days: $0) }.first { !isRestDay($0, rules: rules) } ?? day
}
