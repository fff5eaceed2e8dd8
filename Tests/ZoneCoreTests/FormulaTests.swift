import Testing
import ZoneCore

/// Sums and reported figures as a test gives them.
private struct Figures: FigureSource {
    var sums: [String: [StatisticsSum]] = [:]
    var given: [String: Fraction] = [:]

    func sums(
        _ measure: StatisticsMeasure.Name, _ period: StatisticsPeriod,
        _ dimension: StatisticsDimension, _ value: String?
    ) -> [StatisticsSum] {
        (sums[period.description] ?? []).filter { $0.key.dimension == dimension }
    }

    func given(_ name: String, _ period: StatisticsPeriod) -> Fraction? {
        given[name + " " + period.description]
    }
}

@Suite struct FormulaTests {
    private let year = StatisticsPeriod("2026")!

    private func sum(
        _ mode: String, _ measure: String, _ amount: Int64,
        _ dimension: StatisticsDimension = .all, _ value: String = ""
    ) -> StatisticsSum {
        StatisticsSum(
            key: StatisticsKey(dimension, value, mode: mode, StatisticsMeasure(measure)),
            amount: amount)
    }

    private var figures: Figures {
        var figures = Figures()
        figures.sums["2026"] = [
            sum("I1210", "count.800", 6), sum("I9610", "count.899", 1),
            sum("I1210", "count.100", 2),
            sum("I1210", "count.0", 50), sum("E9710", "count.800", 3),
            sum("E9710", "value.800.502", 1_250_000), sum("I1210", "vat.800", 1234),
            sum("I1210", "time.5", 1), sum("I1210", "time.9", 3),
            sum("E9710", "count.800", 2, .enterprise, "A"),
            sum("E9710", "count.800", 1, .enterprise, "B"),
            sum("I1210", "count.0", 1, .enterprise, "C"),
        ]
        figures.sums["2025"] = [sum("I1210", "count.800", 4)]
        figures.given = ["parks 2026": Fraction(7)]
        return figures
    }

    @Test(arguments: [
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("-2 * 3 - 1", "-7"), ("1 / 3", "1/3"),
        ("0.25 + 1/4", "1/2"), ("count", "12"), ("count[status=released]", "10"),
        ("count[flow=import, status=released]", "7"), ("count[mode=9610|9710]", "4"),
        ("count[status=100] / count", "1/6"), ("value[currency=502]", "25/2"),
        ("vat[status=released]", "617/50"), ("percentile(25, time)", "1/200"),
        ("percentile(26, time)", "9/1000"), ("distinct(enterprise)", "2"),
        ("count[enterprise=A]", "2"), ("count[status=released] / previous(count) - 1", "3/2"),
        ("given(parks)", "7"), ("2 * (3 - (4 - (5 - 6)))", "-4"),
    ])
    func figuresAreExact(_ text: String, _ expected: String) throws {
        #expect(try Formula(text).value(in: year, from: figures)?.text == expected)
    }

    @Test(arguments: [
        "1 / 0", "given(none)", "count / previous(previous(count))", "percentile(50, time[mode=1])",
    ])
    func noFigureIsNoZero(_ text: String) throws {
        #expect(try Formula(text).value(in: year, from: figures) == nil)
    }

    /// Every fault is told with its place, in both languages.
    @Test(arguments: [
        ("", 1), ("1 +", 4), ("1 2", 3), ("(1", 3), ("counts", 1), ("count[", 7), ("count[x=1]", 7),
        ("count[status=]", 14), ("value", 6), ("value[status=800]", 18),
        ("reviewed[status=800]", 10),
        ("count[currency=142]", 7), ("count[country=116, port=2244]", 20),
        ("percentile(0, time)", 12),
        ("percentile(50, count)", 16), ("distinct(all)", 10), ("time", 1), ("given(1)", 7),
        ("dutiable[chapter=22]", 21), ("count[flow=both]", 12), ("1.2.3", 1), ("1234567890", 1),
        ("count$", 6), ("previous count", 10),
    ])
    func faultsAreToldWithTheirPlace(_ text: String, _ position: Int) {
        do {
            _ = try Formula(text)
            Issue.record("read: \(text)")
        } catch {
            #expect(error.position == position, "\(text): \(error.en)")
            #expect(!error.zh.isEmpty && error.en.contains("expected"))
        }
    }

    @Test func limitsHold() {
        let deep = String(repeating: "(", count: 17) + "1" + String(repeating: ")", count: 17)
        #expect(throws: FormulaProblem.self) { try Formula(deep) }
        #expect(throws: FormulaProblem.self) {
            try Formula(String(repeating: "1+", count: 300) + "1")
        }
    }

    @Test func fractionsAreRoundedOnce() throws {
        let third = try #require(Fraction(1, over: -3))
        #expect(third.decimal(2) == "-0.33" && third.decimal(0) == "0")
        #expect(Fraction(decimal: "0.005")?.decimal(2) == "0.01")
        #expect(Fraction(decimal: "-0.005")?.decimal(2) == "-0.01")
        #expect(Fraction(decimal: "2.5")?.decimal(0) == "3")
        #expect(Fraction(2, over: 4)?.text == "1/2")
        #expect(Fraction(1, over: 0) == nil)
        let large = try #require(Fraction(Int128(1) << 120, over: 3))
        #expect(large.times(large) == nil)
        #expect(Fraction(decimal: "1e3") == nil && Fraction(decimal: "") == nil)
        #expect(try #require(Fraction(1, over: 3)) < #require(Fraction(1, over: 2)))
    }
}
