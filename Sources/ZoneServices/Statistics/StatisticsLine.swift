public import ZoneCore

/// A line of a table: what was declared under one value.
public struct StatisticsLine: Hashable, Sendable {
    /// A code of the dimension; a mode, a status.
    public var value: String
    /// Declarations that were declared, and those of them that are released.
    public var declared: Int64
    public var released: Int64
    public var reviewed: Int64
    public var inspected: Int64
    public var looked: Int64
    public var found: Int64
    /// Price of released goods by currency, by code.
    public var values: [Money]
    /// Taxes of released declarations.
    public var duty: Fen
    public var vat: Fen
    public var consumption: Fen
    /// From receipt of the list to release, by bucket.
    public var times: [TimeBucket: Int64]

    /// An amount in a currency.
    public struct Money: Hashable, Sendable {
        public var currency: String
        public var amount: Fixed5
    }

    /// All taxes.
    public var tax: Fen { duty + vat + consumption }

    /// A duration in ms that so many of 100 do not exceed; nil where nothing was released.
    public func percentile(_ percent: Int64) -> Int64? {
        TimeBucket.percentile(percent, of: times)
    }

    init(_ value: String, _ sums: some Sequence<StatisticsSum>) {
        self.value = value
        (declared, released, reviewed, inspected) = (0, 0, 0, 0)
        (looked, found) = (0, 0)
        (duty, vat, consumption) = (.zero, .zero, .zero)
        (values, times) = ([], [:])
        for sum in sums { add(sum.key.measure, sum.amount) }
        values.sort { $0.currency < $1.currency }
    }

    private mutating func add(_ measure: StatisticsMeasure, _ amount: Int64) {
        let (name, parts) = measure.parsed
        let status = parts.first ?? ""
        let isReleased = status == "800" || status == "899"
        switch name {
        case .count:
            if status != "0", status != "1" { declared += amount }
            if isReleased { released += amount }
        case .value where isReleased:
            let currency = parts.last ?? ""
            if let index = values.firstIndex(where: { $0.currency == currency }) {
                values[index].amount.units += amount
            } else {
                values.append(Money(currency: currency, amount: Fixed5(units: amount)))
            }
        case .duty where isReleased: duty += Fen(amount)
        case .vat where isReleased: vat += Fen(amount)
        case .consumption where isReleased: consumption += Fen(amount)
        case .reviewed: reviewed += amount
        case .inspected: inspected += amount
        case .looked: looked += amount
        case .found: found += amount
        case .time:
            if let bucket = Int64(status).flatMap(TimeBucket.init(number:)) {
                times[bucket, default: 0] += amount
            }
        default: break
        }
    }
}

/// By what a table of the statistics is split.
public enum StatisticsSplit: String, Sendable, CaseIterable {
    case mode, status, country, chapter, enterprise, port

    var dimension: StatisticsDimension {
        StatisticsDimension(name: rawValue) ?? .all
    }
}

/// A table of the statistics.
public struct StatisticsTable: Sendable {
    public var period: StatisticsPeriod
    public var split: StatisticsSplit
    public var vintage: StatisticsVintage
    public var total: StatisticsLine
    /// Most declarations first.
    public var lines: [StatisticsLine]
    /// How many lines there are, with those that are not given.
    public var lineCount: Int
    /// Declarations up to this serial are in the sums, and the newest.
    public var folded: Int64
    public var newest: Int64
}

/// How settled the figures of a period are.
public enum StatisticsVintage: Int64, Sendable, CaseIterable {
    /// Of a period that is not closed: they may change.
    case open = 0
    case preliminary = 1
    case final = 2

    public var name: String {
        switch self {
        case .open: "open"
        case .preliminary: "preliminary"
        case .final: "final"
        }
    }

    public var zh: String {
        switch self {
        case .open: "未结账"
        case .preliminary: "初步数"
        case .final: "最终数"
        }
    }
}
