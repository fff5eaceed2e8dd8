import ZoneCore
import ZoneStore

/// Reads sums and reported figures once each, for one answer. A closed period is read as it was closed.
final class FigureReader: FigureSource {
    private struct Question: Hashable {
        var measure: StatisticsMeasure.Name
        var period: StatisticsPeriod
        var dimension: StatisticsDimension
        var value: String?
    }

    private let store: SQLiteStore
    /// The closing of each period that is read, and nil where it is open.
    private var closings: [StatisticsPeriod: ClosingRow?] = [:]
    private var sums: [Question: [StatisticsSum]] = [:]
    private var reports: [String: GivenRow] = [:]

    init(store: SQLiteStore) {
        self.store = store
    }

    /// How a period stands: its newest closing, nil where it is open.
    func closing(_ period: StatisticsPeriod) throws -> ClosingRow? {
        if let known = closings[period] { return known }
        let closing = try store.closings(period).last
        closings[period] = .some(closing)
        return closing
    }

    /// Has a period read as open, whatever was closed.
    func readOpen(_ period: StatisticsPeriod) { closings[period] = .some(nil) }

    func sums(
        _ measure: StatisticsMeasure.Name, _ period: StatisticsPeriod,
        _ dimension: StatisticsDimension, _ value: String?
    ) throws -> [StatisticsSum] {
        let question = Question(
            measure: measure, period: period, dimension: dimension, value: value)
        if let known = sums[question] { return known }
        let found = try store.statisticsSums(
            StatisticsQuery(period: period, dimension: dimension, value: value, measure: measure),
            closing: closing(period)?.id)
        sums[question] = found
        return found
    }

    func given(_ name: String, _ period: StatisticsPeriod) throws -> Fraction? {
        let last = try closing(period)?.givenID ?? .max
        let rows = try store.given(name, period, upTo: last)
        let found = rows.first { $0.subject.isEmpty } ?? Self.sum(rows)
        if let found { reports[name + " " + period.description] = found }
        return found.flatMap { Fraction(decimal: $0.value) }
    }

    /// The reports of enterprises as one of the zone; nil without any.
    private static func sum(_ rows: [GivenRow]) -> GivenRow? {
        guard var whole = rows.last else { return nil }
        var total = Fraction.zero
        for row in rows {
            guard let value = Fraction(decimal: row.value), let sum = total.plus(value) else {
                return nil
            }
            total = sum
        }
        (whole.subject, whole.value) = ("", total.decimal(9))
        whole.evidence = "\(rows.count) reports of enterprises / 企业报告"
        return whole
    }

    /// All sums that were read, each once, always in the same order.
    var usedSums: [(period: StatisticsPeriod, sum: StatisticsSum)] {
        var places: [String: (period: StatisticsPeriod, sum: StatisticsSum)] = [:]
        for (question, found) in sums {
            for sum in found {
                let key = sum.key
                let words = [
                    question.period.description, key.dimension.name, key.value, key.mode,
                    key.measure.text,
                ]
                places[words.joined(separator: "\t")] = (question.period, sum)
            }
        }
        return places.sorted { $0.key < $1.key }.map(\.value)
    }

    /// All reported figures that were read.
    var usedReports: [GivenRow] {
        reports.values.sorted { ($0.name, $0.period) < ($1.name, $1.period) }
    }
}
