import Testing
import ZoneCore
import ZoneServices

@Suite struct IndicatorTests {
    private static let inputs =
        "id\tzh\ten\tunit\tscope\tsource\nparks\t园区\tParks\tcount\tneutral\tx\n"
        + "trade\t贸易\tTrade\tyuan\tfull\tx\n"
    private static let head = "id\tzh\ten\tformula\tunit\tdecimals\tperiods\tscope\tsource\tnote\n"

    private func problems(_ indicators: String, inputs: String = inputs) -> [String] {
        do {
            _ = try IndicatorTable { $0 == "inputs" ? inputs : Self.head + indicators }
            return []
        } catch {
            return error.problems
        }
    }

    /// All defects are told at once, each with its place.
    @Test func defectsAreToldAtOnce() {
        let found = problems(
            """
            a\tA\tA\tcount +\tcount\t0\tday\tplatform\tx\t
            b\tB\tB\tcount\tcount\t0\tday\tfull\tx\t
            c\tC\tC\tgiven(trade)\tyuan\t0\tyear\tplatform\tx\t
            d\tD\tD\tgiven(none)\tyuan\t0\tyear\tfull\tx\t
            e\tE\tE\tcount\tmiles\t0\tday\tplatform\tx\t
            f\tF\tF\tcount\tcount\t10\tweek\tplatform\tx\t
            a\tG\tG\tcount\tcount\t0\tday\tplatform\tx\t
            short
            """)
        for (line, word) in [
            (2, "character 8"), (3, "platform's scope"), (4, "trade is of scope full"), (5, "none"),
            (6, "miles"), (7, "decimals"), (7, "periods"), (8, "stands twice"), (9, "1 fields"),
        ] {
            #expect(
                found.contains { $0.hasPrefix("indicators, line \(line)") && $0.contains(word) },
                "\(line) \(word): \(found)")
        }
        #expect(problems("p\tP\tP\tgiven(parks)\tcount\t0\tyear\tplatform\tx\t\n") == [])
        #expect(problems("", inputs: "id\n")[0].hasPrefix("inputs, line 1"))
    }

    /// What is shown is what was declared; what was reported counts from then on.
    @Test func figuresOfTheZone() async throws {
        let trade = TradeMessages()
        let test = try await TestZone { $0.statisticsIntervalMs = 3_600_000 }
        for body in try ["N1", "N2"].flatMap(trade.export) { _ = try await test.submit(body) }
        let zone = test.zone
        try zone.foldStatistics()
        let year = try #require(StatisticsPeriod("2026"))
        func text(_ id: String) throws -> String? {
            try zone.indicatorFigures(year).first { $0.indicator.id == id }?.text
        }
        #expect(try text("exportReleased") == "2")
        #expect(try text("releaseShare") == "100.00")
        #expect(try text("exportEnterprises") == "1")
        #expect(try text("growth") == nil)
        #expect(try text("parks") == nil)
        for count: Int64 in [3, 4] {
            try zone.report(
                "parks", in: year, value: Fraction(count), evidence: "register", by: "clerk")
        }
        #expect(try text("parks") == "4")
        let table = try zone.statisticsTable(year, by: .enterprise, countMax: 10)
        #expect(table.lines.map(\.value) == [trade.shop] && table.lineCount == 1)
        #expect(table.lines[0].released == 2 && table.total.released == 2)
        #expect(table.vintage == .open && table.folded == table.newest)
        let modes = try zone.statisticsTable(year, by: .mode, countMax: 10)
        #expect(modes.lines.map(\.declared) == [2])
        try await test.remove()
    }

    /// A figure opens down to exactly the declarations that it counts.
    @Test func figuresOpenDownToDeclarations() async throws {
        let trade = TradeMessages()
        let test = try await TestZone { $0.statisticsIntervalMs = 3_600_000 }
        for body in try ["N1", "N2", "N3"].flatMap(trade.export) { _ = try await test.submit(body) }
        _ = try await test.submit(try trade.list("N4"))
        try test.zone.foldStatistics()
        let year = try #require(StatisticsPeriod("2026"))
        var name = FigureName(.count)
        name.statuses = ["800", "899"]
        let first = try test.zone.declarations(under: name, in: year, after: 0, countMax: 2)
        #expect(first.declarations.map(\.id) == ["N1", "N2"].map { trade.platform + ":" + $0 })
        let next = try #require(first.next)
        let second = try test.zone.declarations(under: name, in: year, after: next, countMax: 2)
        #expect(second.declarations.map(\.id) == [trade.platform + ":N3"])
        #expect(second.next == nil)
        name.statuses = []
        let all = try test.zone.declarations(under: name, in: year, after: 0, countMax: 10)
        #expect(all.declarations.count == 4)
        try await test.remove()
    }
}
