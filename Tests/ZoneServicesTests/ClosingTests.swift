import Testing
import ZoneCore
import ZoneServices

/// A closed period never changes; what comes later shows as a correction.
@Suite struct ClosingTests {
    private let trade = TradeMessages()

    private func zone(_ numbers: [String]) async throws -> TestZone {
        let test = try await TestZone { $0.statisticsIntervalMs = 3_600_000 }
        for body in try numbers.flatMap(trade.export) { _ = try await test.submit(body) }
        return test
    }

    private func figure(_ zone: Zone, _ id: String, _ period: StatisticsPeriod) throws -> String? {
        try zone.indicatorFigures(period).first { $0.indicator.id == id }?.text
    }

    @Test func aClosedMonthStays() async throws {
        let test = try await zone(["N1"])
        _ = try await test.submit(try trade.list("N2"))
        let (zone, month) = (test.zone, try #require(StatisticsPeriod("2026-07")))
        #expect(throws: ClosingRefusal.notOver(until: month.days.upperBound)) {
            try zone.closeStatistics(month, as: .final, by: "clerk")
        }
        test.clock.advance(days: 40)
        try zone.closeStatistics(month, as: .preliminary, by: "clerk")
        try zone.closeStatistics(month, as: .final, by: "clerk")
        #expect(throws: ClosingRefusal.closed) {
            try zone.closeStatistics(month, as: .preliminary, by: "clerk")
        }
        #expect(try zone.statisticsCorrections(month, countMax: 10)?.isEmpty == true)
        let before = try #require(try zone.statisticsClosing(month, .final))
        // The rest of the second order comes after the close: the list of July is decided in August.
        for body in try trade.export("N2") { _ = try await test.submit(body) }
        try zone.foldStatistics()
        #expect(try figure(zone, "released", month) == "1")
        #expect(try zone.statisticsTable(month, by: .mode, countMax: 9).total.released == 1)
        let corrections = try #require(try zone.statisticsCorrections(month, countMax: 100))
        #expect(
            corrections.contains {
                $0.key.measure.text == "count.2" && $0.closed == 1 && $0.now == 0
            })
        let after = try #require(try zone.statisticsClosing(month, .final))
        #expect(after.figures == before.figures && after.digest == before.digest)
        #expect(try zone.statisticsDifferences() == [])
        try await test.remove()
    }

    /// A year is final when its months are, and reports after the close are not in it.
    @Test func aYearNeedsItsMonths() async throws {
        let test = try await zone(["N1"])
        let (zone, year) = (test.zone, try #require(StatisticsPeriod("2026")))
        test.clock.advance(days: 200)
        do {
            try zone.closeStatistics(year, as: .final, by: "clerk")
            Issue.record("closed")
        } catch ClosingRefusal.monthsOpen(let months) {
            #expect(months.count == 12 && months[11] == "2026-12")
        }
        for day in StatisticsPeriod.all(of: year.days.lowerBound).prefix(1) {
            #expect(throws: ClosingRefusal.length) {
                try zone.closeStatistics(day, as: .final, by: "clerk")
            }
        }
        for number in 1...12 {
            let month = try #require(
                StatisticsPeriod("2026-" + (number < 10 ? "0" : "") + "\(number)"))
            try zone.closeStatistics(month, as: .final, by: "clerk")
        }
        try zone.report("parks", in: year, value: Fraction(3), evidence: "x", by: "clerk")
        try zone.closeStatistics(year, as: .final, by: "clerk")
        try zone.report("parks", in: year, value: Fraction(9), evidence: "x", by: "clerk")
        #expect(try figure(zone, "parks", year) == "3")
        #expect(try zone.statisticsClosings().count == 13)
        try await test.remove()
    }

    /// Nobody can compute a hidden line from the total and the others.
    @Test(
        arguments: [
            ([5, 100, 200], ["0", "1"]), ([20, 30], []), ([1, 2, 50], ["0", "1", "2"]),
            ([9, 9, 50], ["0", "1"]), ([3], ["0"]), ([0, 12], []), ([10, 11], []), ([], []),
        ] as [([Int64], Set<String>)])
    func smallLinesAreHiddenTogether(_ counts: [Int64], _ expected: Set<String>) {
        let lines = counts.enumerated().map { (value: String($0), count: $1) }
        #expect(hiddenLines(lines, countMin: 10) == expected)
    }
}
