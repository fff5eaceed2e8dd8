public import ZoneCore
import ZoneRules
import ZoneStore

/// How declarations of a kind of enterprise fared, to be held against the others.
public struct FootingGroup: Sendable {
    /// `size`, `origin` or `age`.
    public var split: String
    public var group: String
    public var enterpriseCount: Int
    /// Of declared lists; with ranges, because small groups vary by chance.
    public var released: ShareView
    public var reviewed: ShareView
    public var inspected: ShareView
    /// Of lists that were looked at.
    public var found: ShareView
    public var medianMs: Int64?
    public var p95Ms: Int64?
}

/// Whether small, foreign and young enterprises are treated as others are.
extension Zone {
    /// Most enterprises of a report.
    private static let enterpriseCountMax = 20_000

    /// Groups by size (lists declared in the period), origin and age of the enterprise; nil where there are more enterprises
    /// than a report takes.
    public func equalFooting(_ period: StatisticsPeriod) throws -> [FootingGroup]? {
        let closing = try store.closings(period).last?.id
        let top = try store.statisticsTop(
            StatisticsQuery(
                period: period, dimension: .enterprise, countMax: Self.enterpriseCountMax),
            closing: closing)
        guard top.total <= Self.enterpriseCountMax else { return nil }
        let records = enterpriseSnapshot()
        let day = period.days.upperBound
        var groups: [String: (count: Int, sums: [StatisticsSum])] = [:]
        for value in top.values {
            let sums = try store.statisticsSums(
                StatisticsQuery(period: period, dimension: .enterprise, value: value),
                closing: closing)
            let declared = StatisticsLine(value, sums).declared
            let record = records.record(value)
            for name in [
                "size " + size(declared), "origin " + origin(record), "age " + age(record, on: day),
            ] {
                groups[name, default: (0, [])].count += 1
                groups[name, default: (0, [])].sums += sums
            }
        }
        return groups.sorted { $0.key < $1.key }.map { name, group in
            let words = name.split(separator: " ").map(String.init)
            return FootingGroup(
                split: words[0], group: words[1], enterpriseCount: group.count,
                StatisticsLine("", group.sums))
        }
    }

    private func size(_ declared: Int64) -> String {
        let limits = settings.footingSizes
        let place = limits.filter { $0 <= declared }.count
        return place == 0
            ? "under-\(limits.first ?? 0)" : "from-\(limits[place - 1])"
    }

    private func origin(_ record: EnterpriseRecord?) -> String {
        guard let filing = record?.standing()?.filing else { return "unknown" }
        return filing.isOverseas ? "overseas" : "domestic"
    }

    /// Years since the first version was approved, here: nobody else's register is asked.
    private func age(_ record: EnterpriseRecord?, on day: Day) -> String {
        guard let first = record?.versions.compactMap(\.approvedOn).min() else { return "unknown" }
        let years = (Int(day.number) - Int(first.number)) / 365
        return years < 1 ? "under-1-year" : years < 3 ? "1-to-3-years" : "over-3-years"
    }
}

extension FootingGroup {
    fileprivate init(
        split: String, group: String, enterpriseCount: Int, _ line: StatisticsLine
    ) {
        (self.split, self.group, self.enterpriseCount) = (split, group, enterpriseCount)
        // A list may be looked at and withdrawn before it is declared anew: a part is never more than its whole.
        func share(_ part: Int64, _ whole: Int64) -> ShareView {
            ShareView(WilsonInterval(Int(min(part, whole)), of: Int(whole)))
        }
        released = share(line.released, line.declared)
        reviewed = share(line.reviewed, line.declared)
        inspected = share(line.inspected, line.declared)
        found = share(line.found, line.looked)
        (medianMs, p95Ms) = (line.percentile(50), line.percentile(95))
    }
}
