/// Sums by period, or changes of them.
public struct StatisticsSums: Sendable {
    /// Names a sum.
    public struct Place: Hashable, Sendable {
        public var period: StatisticsPeriod
        public var key: StatisticsKey

        /// A place with both parts.
        public init(period: StatisticsPeriod, key: StatisticsKey) {
            (self.period, self.key) = (period, key)
        }
    }

    private var byDay: [Day: [StatisticsKey: Int64]] = [:]
    /// The serials of each day's declarations, first to last.
    public private(set) var serials: [Day: ClosedRange<Int64>] = [:]

    /// Nothing.
    public init() {}

    /// Adds a fact so many times.
    public mutating func add(_ fact: StatisticsFact, by sign: Int64) {
        fact.eachCell { key, amount in
            byDay[fact.day, default: [:]][key, default: 0] += sign * amount
        }
        let id = fact.declarationID
        let known = serials[fact.day] ?? id...id
        serials[fact.day] = min(known.lowerBound, id)...max(known.upperBound, id)
    }

    /// The sums that are not zero, of days, months and years.
    public var amounts: [Place: Int64] {
        var amounts: [Place: Int64] = [:]
        for (day, sums) in byDay {
            for period in StatisticsPeriod.all(of: day) {
                for (key, amount) in sums {
                    amounts[Place(period: period, key: key), default: 0] += amount
                }
            }
        }
        return amounts.filter { $0.value != 0 }
    }
}

/// Which sums are asked for.
public struct StatisticsQuery: Hashable, Sendable {
    public var period: StatisticsPeriod
    public var dimension: StatisticsDimension
    /// One value of the dimension; nil for all.
    public var value: String?
    /// One measure; nil for all.
    public var measure: StatisticsMeasure.Name?
    /// Most sums.
    public var countMax: Int

    /// A question; all values where none is given.
    public init(
        period: StatisticsPeriod, dimension: StatisticsDimension, value: String? = nil,
        measure: StatisticsMeasure.Name? = nil, countMax: Int = 500_000
    ) {
        self.measure = measure
        (self.period, self.dimension, self.value) = (period, dimension, value)
        self.countMax = countMax
    }
}

/// A sum with its name.
public struct StatisticsSum: Hashable, Sendable {
    public var key: StatisticsKey
    public var amount: Int64

    /// A sum with both parts.
    public init(key: StatisticsKey, amount: Int64) {
        (self.key, self.amount) = (key, amount)
    }
}

/// Where the statistics are.
public struct StatisticsState: Hashable, Sendable {
    /// Declarations up to this serial are in the sums.
    public var folded: Int64
    /// The newest declaration's serial.
    public var newest: Int64
    /// Noted changes that are not in the sums yet, counted up to a limit.
    public var dirtyCount: Int

    /// A state with all its parts.
    public init(folded: Int64, newest: Int64, dirtyCount: Int) {
        (self.folded, self.newest, self.dirtyCount) = (folded, newest, dirtyCount)
    }
}
