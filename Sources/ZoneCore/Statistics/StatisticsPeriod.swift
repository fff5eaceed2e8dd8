/// A day, month or year for which figures are kept: `2026-11-27`, `2026-11` or `2026`, by the day in China on which a
/// list was received.
public struct StatisticsPeriod: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// As written above.
    public let description: String

    /// Reads a period; nil for anything else.
    public init?(_ text: String) {
        let first = text + "-01-01".suffix(max(0, 10 - text.utf8.count))
        guard [4, 7, 10].contains(text.utf8.count), let day = Day(first),
            day.description == first
        else { return nil }
        description = text
    }

    private init(prefix count: Int, of day: Day) {
        description = String(day.description.prefix(count))
    }

    /// The day itself, its month and its year: the periods in which a declaration is counted.
    public static func all(of day: Day) -> [StatisticsPeriod] {
        [10, 7, 4].map { StatisticsPeriod(prefix: $0, of: day) }
    }

    /// The month of a day.
    public static func month(of day: Day) -> StatisticsPeriod {
        StatisticsPeriod(prefix: 7, of: day)
    }

    /// The year of a day.
    public static func year(of day: Day) -> StatisticsPeriod {
        StatisticsPeriod(prefix: 4, of: day)
    }

    /// How long it is.
    public enum Length: String, Sendable, CaseIterable {
        case day, month, year
    }

    /// How long it is.
    public var length: Length {
        description.utf8.count == 4 ? .year : description.utf8.count == 7 ? .month : .day
    }

    /// Its days.
    public var days: ClosedRange<Day> {
        let text = description + "-01-01".suffix(max(0, 10 - description.utf8.count))
        // The initialisers let only days pass.
        let first = Day(text) ?? Day(number: 0)
        let (year, month, _) = first.date
        let last =
            switch length {
            case .day: first
            case .month: first.adding(days: Day.dayCount(year: year, month: month) - 1)
            case .year: Day(year: year, month: 12, day: 31) ?? first
            }
        return first...last
    }

    /// The period of the same length before it; nil before the first year.
    public var previous: StatisticsPeriod? {
        let day = days.lowerBound.adding(days: -1)
        guard day.number >= -719_162 else { return nil }
        return StatisticsPeriod(prefix: description.utf8.count, of: day)
    }

    /// Orders by time; of periods that begin together the longer first.
    public static func < (left: StatisticsPeriod, right: StatisticsPeriod) -> Bool {
        left.description < right.description
    }
}
