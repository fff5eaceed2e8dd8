import Testing
import ZoneCore
import ZoneServices

@Suite struct SurveyTests {
    private let trade = TradeMessages()

    private func zone() async throws -> TestZone {
        let test = try await TestZone { $0.statisticsIntervalMs = 3_600_000 }
        for body in try trade.export("N1") { _ = try await test.submit(body) }
        try test.zone.foldStatistics()
        return test
    }

    /// Reports of enterprises make the zone's figure, and one that is too late is told.
    @Test func reportsAreCounted() async throws {
        let test = try await zone()
        let (zone, year) = (test.zone, try #require(StatisticsPeriod("2026")))
        #expect(try zone.survey(year)?.firms.isEmpty == true)
        let july = try #require(StatisticsPeriod("2026-07"))
        #expect(try zone.survey(july) == nil)
        func report(_ name: String, _ enterprise: String, _ value: Int64) throws {
            try zone.report(
                name, in: year, value: Fraction(value), subject: enterprise, evidence: "form",
                by: "clerk")
        }
        try report("surveyImport", "A", 1)
        #expect(try zone.survey(year)?.firms.isEmpty == true)
        test.clock.advance(days: 400)
        try report("surveyExport", "A", 5)
        try report("surveyExport", "B", 7)
        try report("surveyImport", "B", 2)
        let survey = try #require(try zone.survey(year))
        #expect(survey.firms.map(\.enterprise) == ["A", "B"])
        #expect(survey.owingCount == 0)
        let late = try #require(survey.firms[0].reportedOn)
        #expect(late > survey.dueOn)
        let figure = try zone.indicatorFigures(year).first { $0.indicator.id == "fullTrade" }
        #expect(figure?.text == "15")
        try await test.remove()
    }

    /// Every group's shares are of its own lists; an enterprise that did not file is unknown.
    @Test func groupsAreHeldAgainstEachOther() async throws {
        let test = try await zone()
        let year = try #require(StatisticsPeriod("2026"))
        let groups = try #require(try test.zone.equalFooting(year))
        #expect(groups.map(\.split) == ["age", "origin", "size"])
        #expect(groups.map(\.group) == ["unknown", "unknown", "under-100"])
        for group in groups {
            #expect(group.enterpriseCount == 1)
            #expect(group.released.count == 1 && group.released.total == 1)
            #expect(group.released.low > 0.2 && group.released.high == 1)
            #expect(group.inspected.count == 0)
        }
        try await test.remove()
    }
}
