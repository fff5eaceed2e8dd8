import Testing
import ZoneCore
import ZoneRules

@Suite struct LimitTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var day = "2025-11-14"
        var value: Int64
        var used: Int64 = 0
        var isSingle = false
        var route: TaxRoute
    }

    static let cases = [
        Case(testDescription: "nothing", value: 0, route: .composite),
        Case(testDescription: "at the transaction limit", value: 500_000, route: .composite),
        Case(testDescription: "a fen over", value: 500_001, route: .generalTrade),
        Case(testDescription: "one item over", value: 500_001, isSingle: true, route: .fullTax),
        Case(
            testDescription: "at the year", value: 500_000, used: 2_100_000, route: .composite),
        Case(
            testDescription: "over the year", value: 500_000, used: 2_100_001,
            route: .generalTrade),
        Case(
            testDescription: "one item at the year", value: 2_600_000, isSingle: true,
            route: .fullTax),
        Case(
            testDescription: "one item over the year", value: 2_600_001, isSingle: true,
            route: .generalTrade),
        Case(
            testDescription: "2018 at the limit", day: "2018-12-31", value: 200_000,
            route: .composite),
        Case(
            testDescription: "2018 over", day: "2018-12-31", value: 200_001,
            route: .generalTrade),
        Case(
            testDescription: "2018 year over", day: "2018-12-31", value: 200_000,
            used: 1_800_001, route: .generalTrade),
        Case(
            testDescription: "first day of 5,000", day: "2019-01-01", value: 500_000,
            route: .composite),
        Case(
            testDescription: "before the regime", day: "2016-04-07", value: 1,
            route: .undetermined),
        Case(
            testDescription: "no overflow", value: .max, used: .max, isSingle: true,
            route: .generalTrade),
    ]

    @Test(arguments: cases) func route(_ example: Case) {
        let rules = Example.book.rules(on: Example.day(example.day))
        let check = checkLimits(
            value: Fen(example.value), isSingleItem: example.isSingle,
            allowanceUsed: Fen(example.used), rules: rules)
        #expect(check.route == example.route)
        let isAllowed = example.route == .composite || example.route == .fullTax
        #expect(check.allowance == (isAllowed ? Fen(example.value) : .zero))
    }

    @Test func bothLimitsAreReportedTogether() {
        let check = checkLimits(
            value: Fen(600_000), isSingleItem: false, allowanceUsed: Fen(2_500_000),
            rules: Example.rules)
        #expect(check.isOverTransaction && check.isOverYear)
        #expect(check.yearAfter == Fen(3_100_000))
    }

    @Test func exactlyTheYearIsTheOperatorsChoice() throws {
        let path = "parameters/retail-import/yearly-value-max-inclusive.yaml"
        let text = try #require(RuleBookFiles.bundled().texts[path])
        let draft = RuleBookFiles(
            texts: [path: text.replacing("value: \"true\"", with: "value: \"false\"")])
        let book = try RuleBook(files: .bundled().overlaid(by: draft))
        let check = checkLimits(
            value: Fen(500_000), isSingleItem: false, allowanceUsed: Fen(2_100_000),
            rules: book.rules(on: Example.day))
        #expect(check.route == .generalTrade && check.isOverYear)
    }
}
