/// How a figure comes from sums of declarations and from what was reported.
public indirect enum Formula: Hashable, Sendable {
    case number(Fraction)
    /// A sum of the period.
    case sum(FigureName)
    /// The duration that so many of 100 declarations do not exceed, seconds.
    case percentile(Int64, FigureName)
    /// How many values of the dimension have any such declaration.
    case distinct(FigureName)
    /// What was reported for the period under that name.
    case given(String)
    /// The formula for the period before.
    case previous(Formula)
    case negative(Formula)
    case binary(Operation, Formula, Formula)

    /// An operation on two figures.
    public enum Operation: Character, Sendable, CaseIterable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
    }

    /// Everything in it, itself first.
    public var parts: [Formula] {
        switch self {
        case .number, .sum, .percentile, .distinct, .given: [self]
        case .previous(let one), .negative(let one): [self] + one.parts
        case .binary(_, let left, let right): [self] + left.parts + right.parts
        }
    }

    /// Whether it reads sums of declarations, which are of the platform's scope.
    public var readsSums: Bool {
        parts.contains {
            switch $0 {
            case .sum, .percentile, .distinct: true
            default: false
            }
        }
    }

    /// Names of what has to be reported for it.
    public var givenNames: [String] {
        parts.compactMap { if case .given(let name) = $0 { name } else { nil } }
    }
}

/// Names a sum in a formula.
public struct FigureName: Hashable, Sendable {
    public var measure: StatisticsMeasure.Name
    public var dimension = StatisticsDimension.all
    /// Of the dimension; nil for everything.
    public var value: String?
    /// `I` or `E`; nil for both.
    public var flow: Character?
    /// Supervision modes without flow; empty for all.
    public var modes: [String] = []
    /// Statuses; empty for all that were declared.
    public var statuses: [String] = []
    public var currency: String?

    /// All declarations that were declared.
    public init(_ measure: StatisticsMeasure.Name) {
        self.measure = measure
    }

    /// Whether a sum belongs to it.
    public func covers(_ key: StatisticsKey) -> Bool {
        let (name, parts) = key.measure.parsed
        guard name == measure, key.dimension == dimension, value.map({ $0 == key.value }) ?? true,
            flow.map({ key.mode.first == $0 }) ?? true,
            modes.isEmpty || modes.contains(String(key.mode.dropFirst()))
        else { return false }
        if measure.hasStatus {
            guard let status = parts.first else { return false }
            // What was withdrawn (0) or only saved (1) was not declared.
            let isAsked =
                statuses.isEmpty ? status != "0" && status != "1" : statuses.contains(status)
            guard isAsked else { return false }
        }
        return currency.map { parts.last == $0 } ?? true
    }
}

extension StatisticsMeasure.Name {
    /// Whether its sums are told apart by status.
    public var hasStatus: Bool {
        switch self {
        case .count, .value, .dutiable, .duty, .vat, .consumption: true
        case .reviewed, .inspected, .looked, .found, .control, .controlFound, .time: false
        }
    }

    /// How many of the stored units make one: money is kept in parts.
    public var unitsPerOne: Int64 {
        switch self {
        case .value: Fixed5.unitsPerOne
        case .dutiable, .duty, .vat, .consumption: 100
        case .count, .reviewed, .inspected, .looked, .found, .control, .controlFound, .time: 1
        }
    }
}

/// Where figures come from.
public protocol FigureSource {
    /// Sums of a measure in a period, of one value of a dimension or of all.
    func sums(
        _ measure: StatisticsMeasure.Name, _ period: StatisticsPeriod,
        _ dimension: StatisticsDimension, _ value: String?
    ) throws -> [StatisticsSum]
    /// What was reported for a period; nil where nothing was.
    func given(_ name: String, _ period: StatisticsPeriod) throws -> Fraction?
}

extension Formula {
    /// The figure of a period; nil where it has none: nothing was reported, a division by nothing, no period before.
    public func value(
        in period: StatisticsPeriod, from source: some FigureSource
    ) throws -> Fraction? {
        switch self {
        case .number(let number): return number
        case .given(let name): return try source.given(name, period)
        case .previous(let formula):
            return try period.previous.flatMap { try formula.value(in: $0, from: source) }
        case .negative(let formula): return try formula.value(in: period, from: source)?.negated
        case .sum(let name):
            let total = try matching(name, period, source).reduce(0) { $0 + $1.amount }
            return Fraction(Int128(total), over: Int128(name.measure.unitsPerOne))
        case .distinct(let name):
            let values = try matching(name, period, source).map(\.key.value)
            return Fraction(Int64(Set(values).count))
        case .percentile(let percent, let name):
            var counts: [TimeBucket: Int64] = [:]
            for sum in try matching(name, period, source) {
                guard let number = sum.key.measure.parsed.parts.first.flatMap({ Int64($0) }),
                    let bucket = TimeBucket(number: number)
                else { continue }
                counts[bucket, default: 0] += sum.amount
            }
            return TimeBucket.percentile(percent, of: counts)
                .flatMap { Fraction(Int128($0), over: 1000) }
        case .binary(let operation, let left, let right):
            guard let left = try left.value(in: period, from: source),
                let right = try right.value(in: period, from: source)
            else { return nil }
            return operation.of(left, right)
        }
    }

    private func matching(
        _ name: FigureName, _ period: StatisticsPeriod, _ source: some FigureSource
    ) throws -> [StatisticsSum] {
        try source.sums(name.measure, period, name.dimension, name.value)
            .filter { name.covers($0.key) }
    }
}

extension Formula.Operation {
    fileprivate func of(_ left: Fraction, _ right: Fraction) -> Fraction? {
        switch self {
        case .plus: left.plus(right)
        case .minus: left.minus(right)
        case .times: left.times(right)
        case .divided: left.divided(by: right)
        }
    }
}
