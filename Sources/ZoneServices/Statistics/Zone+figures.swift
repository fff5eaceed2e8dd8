public import ZoneCore
import ZoneStore

/// An indicator's figure of a period.
public struct IndicatorFigure: Sendable {
    public var indicator: Indicator
    public var period: StatisticsPeriod
    public var vintage: StatisticsVintage
    /// Nil where there is none: nothing was reported, or a division by nothing.
    public var figure: Fraction?
    /// As it is shown.
    public var text: String?

    init(
        _ indicator: Indicator, _ period: StatisticsPeriod, _ vintage: StatisticsVintage,
        _ figure: Fraction?
    ) {
        (self.indicator, self.period, self.vintage) = (indicator, period, vintage)
        self.figure = figure
        text = figure.map { indicator.unit.text($0, decimals: indicator.decimals) }
    }
}

/// A declaration under a figure.
public struct DeclarationUnderFigure: Hashable, Sendable {
    /// `party:orderNo`.
    public var id: String
    public var serial: Int64
    public var day: Day
    public var mode: String
    public var status: Int64
    public var enterprise: String
}

/// Tables, indicators, and what lies under them.
extension Zone {
    /// Most lines of a table.
    public static let statisticsLineCountMax = 200

    /// A table of a period.
    public func statisticsTable(
        _ period: StatisticsPeriod, by split: StatisticsSplit, countMax: Int
    ) throws -> StatisticsTable {
        let closing = try store.closings(period).last
        let dimension = split.dimension
        let whole = try store.statisticsSums(
            StatisticsQuery(period: period, dimension: .all), closing: closing?.id)
        let state = try store.statisticsState(dirtyCountMax: 1)
        var table = StatisticsTable(
            period: period, split: split,
            vintage: closing.flatMap { StatisticsVintage(rawValue: $0.vintage) } ?? .open,
            total: StatisticsLine("", whole), lines: [], lineCount: 0,
            folded: closing?.folded ?? state.folded, newest: state.newest)
        if dimension == .all {
            let groups = Dictionary(grouping: whole) { sum in
                split == .mode ? sum.key.mode : sum.key.measure.statusPart
            }
            table.lines = groups.filter { !$0.key.isEmpty }.map { StatisticsLine($0, $1) }
        } else {
            let top = try store.statisticsTop(
                StatisticsQuery(period: period, dimension: dimension, countMax: countMax),
                closing: closing?.id)
            table.lineCount = top.total
            table.lines = try top.values.map { value in
                StatisticsLine(
                    value,
                    try store.statisticsSums(
                        StatisticsQuery(period: period, dimension: dimension, value: value),
                        closing: closing?.id))
            }
        }
        table.lines.sort {
            $0.declared == $1.declared ? $0.value < $1.value : $0.declared > $1.declared
        }
        if dimension == .all { table.lineCount = table.lines.count }
        table.lines = Array(table.lines.prefix(countMax))
        return table
    }

    /// Declared and released lists of the periods inside a month (its days) or a year (its months).
    public func statisticsCourse(
        _ period: StatisticsPeriod
    ) throws -> [(period: StatisticsPeriod, declared: Int64)] {
        guard period.length != .day else { return [] }
        var inner: [StatisticsPeriod] = []
        var day = period.days.lowerBound
        while day <= period.days.upperBound {
            let all = StatisticsPeriod.all(of: day)
            let one = period.length == .year ? all[1] : all[0]
            inner.append(one)
            day = one.days.upperBound.adding(days: 1)
        }
        return try inner.map { one in
            let sums = try store.statisticsSums(
                StatisticsQuery(period: one, dimension: .all, measure: .count))
            return (one, StatisticsLine("", sums).declared)
        }
    }

    /// The figures of all indicators that have that length of period. A closed period gives the figures it was closed with.
    public func indicatorFigures(_ period: StatisticsPeriod) throws -> [IndicatorFigure] {
        try indicatorFigures(period, FigureReader(store: store))
    }

    func indicatorFigures(
        _ period: StatisticsPeriod, _ reader: FigureReader
    ) throws -> [IndicatorFigure] {
        let closing = try reader.closing(period)
        let vintage = closing.flatMap { StatisticsVintage(rawValue: $0.vintage) } ?? .open
        let kept = closing.map { KeptFigures($0.figures).byID } ?? [:]
        return try indicators.indicators.filter { $0.lengths.contains(period.length) }.map {
            let figure =
                closing == nil ? try $0.formula.value(in: period, from: reader) : kept[$0.id]
            return IndicatorFigure($0, period, vintage, figure)
        }
    }

    /// Declarations that a sum counts, by serial, behind `after`; the sum is written as in a formula. `next` is where to go
    /// on: a page may be empty and yet have one, because only so many declarations are looked at for it.
    public func declarations(
        under name: FigureName, in period: StatisticsPeriod, after: Int64, countMax: Int
    ) throws -> (declarations: [DeclarationUnderFigure], next: Int64?) {
        let (facts, last) = try store.statisticsFacts(
            period.days, after: after, scanMax: Self.scanCountMax)
        var found: [DeclarationUnderFigure] = []
        for fact in facts {
            var isCounted = false
            fact.eachCell { key, _ in isCounted = isCounted || name.covers(key) }
            guard isCounted else { continue }
            guard let row = try store.declaration(fact.declarationID) else { continue }
            found.append(
                DeclarationUnderFigure(
                    id: row.ebpCode + ":" + row.orderNo, serial: row.id, day: fact.day,
                    mode: fact.mode, status: fact.status, enterprise: fact.enterprise))
            if found.count == countMax { return (found, row.id) }
        }
        return (found, last)
    }

    /// Most declarations that one page looks at.
    private static let scanCountMax = 10_000

    /// Reports a figure for a period; a later report replaces it and the earlier one stays on file.
    public func report(
        _ name: String, in period: StatisticsPeriod, value: Fraction, subject: String = "",
        evidence: String, by actor: String
    ) throws {
        try store.add(
            GivenRow(
                name: name, period: period, subject: subject, value: value.decimal(9),
                evidence: evidence, actor: actor, atMs: now.ms))
    }
}

extension StatisticsMeasure {
    /// The status of a measure that has one; empty for others.
    fileprivate var statusPart: String {
        let (name, parts) = parsed
        return name?.hasStatus ?? false ? parts.first ?? "" : ""
    }
}
