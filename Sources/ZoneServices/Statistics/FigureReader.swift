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
        return try store.given(name, period, upTo: last).first { $0.subject.isEmpty }
            .flatMap { Fraction(decimal: $0.value) }
    }
}
