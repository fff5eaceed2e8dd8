import Crypto
public import ZoneCore
import ZoneStore

/// A closed period.
public struct ClosingView: Sendable {
    public var period: StatisticsPeriod
    public var vintage: StatisticsVintage
    /// Declarations up to this serial are in it.
    public var folded: Int64
    public var actor: String
    public var at: Timestamp
    /// Its figures as JSON; empty in a list.
    public var figures: [UInt8]
    /// SHA-256 of the figures in hexadecimal.
    public var digest: String

    init?(_ row: ClosingRow) {
        guard let vintage = StatisticsVintage(rawValue: row.vintage) else { return nil }
        (period, self.vintage, folded, actor) = (row.period, vintage, row.folded, row.actor)
        (at, figures, digest) = (Timestamp(ms: row.atMs), row.figures, row.digest)
    }
}

/// A sum that changed after its period was closed.
public struct StatisticsCorrection: Sendable {
    public var key: StatisticsKey
    public var closed: Int64
    public var now: Int64
}

/// Why a period can't be closed.
public enum ClosingRefusal: Error, Hashable, Sendable {
    /// Only months and years are closed.
    case length
    /// It is not over.
    case notOver(until: Day)
    /// It was closed so, or as final.
    case closed
    /// A year is final when its months are.
    case monthsOpen([String])
    /// Declarations or reports came in meanwhile; try again.
    case moved

    public var zh: String {
        switch self {
        case .length: "只能结账月份和年份。"
        case .notOver(let day): "该期间到 \(day) 才结束。"
        case .closed: "该期间已按此类型或最终数结账。"
        case .monthsOpen(let months): "年度最终数要求各月已最终结账，尚缺：\(months.joined(separator: "、"))。"
        case .moved: "结账时数据有变动，请重试。"
        }
    }

    public var en: String {
        switch self {
        case .length: "Only months and years are closed."
        case .notOver(let day): "The period lasts until \(day)."
        case .closed: "The period was closed like this, or as final."
        case .monthsOpen(let months):
            "A year is final when its months are; open: \(months.joined(separator: ", "))."
        case .moved: "The data moved while it was closed; try again."
        }
    }
}

/// Closing periods: what was published stays, and later changes show as corrections beside it.
extension Zone {
    /// Closes a period as preliminary or final, with the figures of its indicators.
    public func closeStatistics(
        _ period: StatisticsPeriod, as vintage: StatisticsVintage, by actor: String
    ) throws {
        guard period.length != .day, vintage != .open else { throw ClosingRefusal.length }
        guard period.days.upperBound < today else {
            throw ClosingRefusal.notOver(until: period.days.upperBound)
        }
        if period.length == .year, vintage == .final {
            let open = try openMonths(of: period)
            guard open.isEmpty else { throw ClosingRefusal.monthsOpen(open) }
        }
        let known = try store.closings(period).last?.vintage ?? 0
        guard known < vintage.rawValue else { throw ClosingRefusal.closed }
        try foldStatistics()
        let folded = try store.statisticsState(dirtyCountMax: 1).folded
        let givenID = try store.newestGiven()
        let reader = FigureReader(store: store)
        reader.readOpen(period)
        let figures = try KeptFigures(period, indicatorFigures(period, reader)).json
        let row = ClosingRow(
            period: period, vintage: vintage.rawValue, actor: actor, atMs: now.ms,
            figures: figures, digest: hexDigest(figures))
        guard try store.close(row, folded: folded, givenID: givenID) else {
            throw ClosingRefusal.moved
        }
    }

    private func openMonths(of year: StatisticsPeriod) throws -> [String] {
        try (1...12).map { year.description + ($0 < 10 ? "-0" : "-") + String($0) }.filter { text in
            guard let month = StatisticsPeriod(text) else { return true }
            return try store.closings(month).last?.vintage != StatisticsVintage.final.rawValue
        }
    }

    /// Closed periods, newest first.
    public func statisticsClosings(countMax: Int = 500) throws -> [ClosingView] {
        try store.closings(countMax: countMax).compactMap(ClosingView.init)
    }

    /// A closing with its figures; nil where there is none.
    public func statisticsClosing(
        _ period: StatisticsPeriod, _ vintage: StatisticsVintage
    ) throws -> ClosingView? {
        try store.closings(period).first { $0.vintage == vintage.rawValue }
            .flatMap(ClosingView.init)
    }

    /// What changed since the newest closing of a period; nil where it is open.
    public func statisticsCorrections(
        _ period: StatisticsPeriod, _ dimension: StatisticsDimension = .all, countMax: Int
    ) throws -> [StatisticsCorrection]? {
        guard let closing = try store.closings(period).last else { return nil }
        return try store.corrections(closing, dimension, countMax: countMax).map {
            StatisticsCorrection(key: $0.key, closed: $0.closed, now: $0.now)
        }
    }
}

/// SHA-256 in hexadecimal.
func hexDigest(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
