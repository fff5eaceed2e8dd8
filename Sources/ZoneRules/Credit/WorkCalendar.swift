public import ZoneCore

/// Which days are worked: Monday to Friday, but for the days that are listed otherwise.
public struct WorkCalendar: Hashable, Sendable {
    /// Days of rest within the week.
    public var holidays: Set<Day>
    /// Days at the weekend that are worked.
    public var workedWeekendDays: Set<Day>

    /// Saturdays and Sundays rest, every other day is worked.
    public static let weekends = WorkCalendar()

    /// A calendar with those exceptions.
    public init(holidays: Set<Day> = [], workedWeekendDays: Set<Day> = []) {
        self.holidays = holidays
        self.workedWeekendDays = workedWeekendDays
    }

    /// Whether a day is worked.
    public func isWorked(_ day: Day) -> Bool {
        // 1970-01-01, day 0, was a Thursday; 0 is Monday.
        let weekday = (Int(day.number) % 7 + 7 + 3) % 7
        return weekday < 5 ? !holidays.contains(day) : workedWeekendDays.contains(day)
    }

    /// The last of so many working days, the first being the next after `start`; `start` for 0.
    public func day(workingDays count: Int, after start: Day) -> Day {
        var day = start
        for _ in 0..<max(0, count) {
            repeat { day = day.adding(days: 1) } while !isWorked(day)
        }
        return day
    }
}
