public import ZoneCore

/// Which days are worked: Monday to Friday, but for the days that are listed otherwise.
public struct WorkCalendar: Hashable, Sendable {
    /// Listed days of rest, within the week or at its end.
    public let restDays: Set<Day>
    /// Listed days that are worked, though at a weekend.
    public let workedDays: Set<Day>

    /// A calendar with those exceptions; a day that is in both is worked.
    public init(restDays: Set<Day> = [], workedDays: Set<Day> = []) {
        self.restDays = restDays
        self.workedDays = workedDays
    }

    /// What the list of adjusted days says on a day, as known on another. The list is the operator's
    /// to fill from the yearly notice: a day that is missing there is taken as the week has it.
    init(
        _ list: DatedList?, on day: Day, knownOn: Day?, at place: RuleScope = .everywhere
    ) {
        var rest: Set<Day> = []
        var worked: Set<Day> = []
        for code in list.map({ Array($0.entries.keys) }) ?? [] {
            guard let adjusted = Day(code),
                let version = list?.version(of: code, on: day, knownOn: knownOn, at: place),
                let rests = version.value?.columns["rest"]
            else { continue }
            if rests == "true" { rest.insert(adjusted) } else { worked.insert(adjusted) }
        }
        self.init(restDays: rest, workedDays: worked)
    }

    /// Whether a day is worked.
    public func isWorked(_ day: Day) -> Bool {
        if workedDays.contains(day) { return true }
        if restDays.contains(day) { return false }
        // 1970-01-01, day 0, was a Thursday; 0 is Monday.
        return (Int(day.number) % 7 + 7 + 3) % 7 < 5
    }

    /// The last of so many working days, the first being the next after `start`; `start` for 0.
    public func day(workingDays count: Int, after start: Day) -> Day {
        var day = start
        for _ in 0..<max(0, count) { day = workingDay(onOrAfter: day.adding(days: 1)) }
        return day
    }

    /// The day itself, or where it is a rest day the next working day.
    public func workingDay(onOrAfter day: Day) -> Day {
        // Five listed days of rest bring two days of a weekend with them at most.
        (0...restDays.count * 2 + 3).lazy.map { day.adding(days: $0) }.first(where: isWorked) ?? day
    }

    /// The calendar with more exceptions, which go before those that it has.
    func adding(restDays rest: [Day], workedDays worked: [Day]) -> WorkCalendar {
        WorkCalendar(
            restDays: restDays.union(rest).subtracting(worked),
            workedDays: workedDays.subtracting(rest).union(worked))
    }
}
