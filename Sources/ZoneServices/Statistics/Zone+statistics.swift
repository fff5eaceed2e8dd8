public import ZoneCore
import ZoneStore

/// How a stored sum differs from a recount.
public struct StatisticsDifference: Hashable, Sendable {
    public var place: StatisticsSums.Place
    public var stored: Int64
    public var recounted: Int64
}

/// Sums of declarations. They are as of a serial: what came after it is not in them yet.
extension Zone {
    /// How far the sums are.
    public func statisticsState() throws -> StatisticsState { try store.statisticsState() }

    /// Adds everything that is not in the sums yet; returns when all is.
    public func foldStatistics() throws { _ = try statisticsJob.finish() }

    /// Where the sums differ from a full recount of all declarations, read from their messages; meant for a zone that
    /// takes nothing meanwhile. At most `countMax` differences.
    public func statisticsDifferences(countMax: Int = 1_000) throws -> [StatisticsDifference] {
        let recounted = try statisticsJob.recount().amounts
        let stored = try store.statisticsAmounts()
        var differences: [StatisticsDifference] = []
        for place in Set(recounted.keys).union(stored.keys) {
            let (left, right) = (stored[place] ?? 0, recounted[place] ?? 0)
            guard left != right, differences.count < countMax else { continue }
            differences.append(
                StatisticsDifference(place: place, stored: left, recounted: right))
        }
        return differences
    }
}

extension Zone {
    /// Sums of a period: of one value of a dimension, or of all values.
    public func statisticsSums(_ query: StatisticsQuery) throws -> [StatisticsSum] {
        try store.statisticsSums(query)
    }
}
