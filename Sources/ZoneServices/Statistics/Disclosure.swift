public import ZoneCore

/// A table as it may be published: small lines are hidden, and with them as many as it takes that nobody can compute them
/// from the total.
public struct PublishedTable: Sendable {
    public var table: StatisticsTable
    /// Values of lines that are hidden.
    public var hidden: Set<String>
    /// Fewest declarations of a line that is shown.
    public var countMin: Int64
}

/// Values whose lines have to be hidden: those with fewer than `countMin` declarations, then the smallest others until at
/// least two lines and `countMin` declarations are hidden together. A table that would have to be hidden whole is.
public func hiddenLines(_ counts: [(value: String, count: Int64)], countMin: Int64) -> Set<String> {
    var hidden = Set<String>()
    var sum: Int64 = 0
    let ascending = counts.filter { $0.count > 0 }.sorted {
        $0.count == $1.count ? $0.value < $1.value : $0.count < $1.count
    }
    for (value, count) in ascending {
        let isSmall = count < countMin
        let isOpen = !hidden.isEmpty && (hidden.count < 2 || sum < countMin)
        guard isSmall || isOpen else { break }
        hidden.insert(value)
        sum += count
    }
    return hidden
}

extension Zone {
    /// A table of a month or year for the public; nil for a table that is not published, which one of enterprises is.
    public func publishedTable(
        _ period: StatisticsPeriod, by split: StatisticsSplit
    ) throws -> PublishedTable? {
        guard period.length != .day, split != .enterprise else { return nil }
        let table = try statisticsTable(period, by: split, countMax: Self.publishedLineCountMax)
        guard table.lineCount <= Self.publishedLineCountMax else { return nil }
        let countMin = settings.disclosureCountMin
        return PublishedTable(
            table: table,
            hidden: hiddenLines(
                table.lines.map { ($0.value, $0.declared) }, countMin: countMin),
            countMin: countMin)
    }

    /// Most lines of a published table: countries, chapters and ports are fewer.
    private static let publishedLineCountMax = 1_000
}
