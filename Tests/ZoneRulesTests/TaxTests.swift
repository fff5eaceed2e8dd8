import Testing
import ZoneCore
import ZoneRules

@Suite struct TaxTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var day = "2025-11-14"
        var hs: String
        var price: String
        var qty = "1"
        var unit = "035"
        var freight = "0"
        /// Route, duty, consumption tax, VAT.
        var result: String
    }

    static let cases = [
        Case(
            testDescription: "C01 high-end cosmetics", hs: "3304990029", price: "425", qty: "20",
            unit: "036", result: "composite 0.00 52.50 45.50"),
        Case(
            testDescription: "the same by kilogram", hs: "3304990029", price: "425", qty: "0.02",
            result: "composite 0.00 52.50 45.50"),
        Case(
            testDescription: "10 yuan a gram", hs: "3304990029", price: "200", qty: "20",
            unit: "036", result: "composite 0.00 24.71 21.41"),
        Case(
            testDescription: "below 10 yuan a gram", hs: "3304990029", price: "199.99999",
            qty: "20", unit: "036", result: "composite 0.00 0.00 18.20"),
        Case(
            testDescription: "freight lifts it over 10 yuan a gram", hs: "3304990029",
            price: "199", qty: "20", unit: "036", freight: "1",
            result: "composite 0.00 24.71 21.41"),
        Case(
            testDescription: "10 yuan a millilitre", hs: "3304990039", price: "300", qty: "30",
            unit: "096", result: "composite 0.00 37.06 32.12"),
        Case(
            testDescription: "below 10 yuan a millilitre, by litre", hs: "3304990039",
            price: "299.99", qty: "0.03", unit: "095", result: "composite 0.00 0.00 27.30"),
        Case(
            testDescription: "C04 15 yuan a piece", hs: "3304990041", price: "150", qty: "10",
            unit: "020", result: "composite 0.00 18.53 16.06"),
        Case(
            testDescription: "below 15 yuan a piece", hs: "3304990041", price: "149.9",
            qty: "10", unit: "011", result: "composite 0.00 0.00 13.64"),
        Case(
            testDescription: "C07 freight is dutiable", hs: "2106909090", price: "100",
            freight: "10", result: "composite 0.00 0.00 10.01"),
        Case(
            testDescription: "C10 wine", hs: "2204290000", price: "900", unit: "095",
            result: "composite 0.00 70.00 91.00"),
        Case(
            testDescription: "C13 spirits", hs: "2208300000", price: "800", unit: "095",
            result: "composite 0.00 140.80 91.10"),
        Case(
            testDescription: "spirits by millilitre", hs: "2208300000", price: "800",
            qty: "1000", unit: "096", result: "composite 0.00 140.80 91.10"),
        Case(
            testDescription: "C16 cosmetics of 2017", day: "2017-01-01", hs: "3304990029",
            price: "1000", qty: "10", unit: "036", result: "composite 0.00 123.53 140.00"),
        Case(
            testDescription: "C19 rounding", hs: "2106909090", price: "0.06",
            result: "composite 0.00 0.00 0.01"),
        Case(
            testDescription: "beer at the threshold", hs: "2203000000", price: "2.65768",
            unit: "095", result: "composite 0.00 0.18 0.26"),
        Case(
            testDescription: "beer below it", hs: "2203000000", price: "2.65767", unit: "095",
            result: "composite 0.00 0.16 0.26"),
        Case(
            testDescription: "honey at the low rate", hs: "0409000000", price: "100",
            result: "composite 0.00 0.00 6.30"),
        Case(
            testDescription: "last day of 17%", day: "2018-04-30", hs: "2106909090",
            price: "100", result: "composite 0.00 0.00 11.90"),
        Case(
            testDescription: "first day of 16%", day: "2018-05-01", hs: "2106909090",
            price: "100", result: "composite 0.00 0.00 11.20"),
        Case(
            testDescription: "last day of 16%", day: "2019-03-31", hs: "2106909090",
            price: "100", result: "composite 0.00 0.00 11.20"),
        Case(
            testDescription: "first day of 13%", day: "2019-04-01", hs: "2106909090",
            price: "100", result: "composite 0.00 0.00 9.10"),
        Case(
            testDescription: "F03 watch of 12,000", hs: "9102210090", price: "12000",
            unit: "008", result: "fullTax 1320.00 3330.00 2164.50"),
        Case(
            testDescription: "watch of 10,000", hs: "9102210090", price: "10000", unit: "008",
            result: "fullTax 1100.00 2775.00 1803.75"),
        Case(
            testDescription: "watch below 10,000", hs: "9102210090", price: "9999.99",
            unit: "008", result: "fullTax 1100.00 0.00 1443.00"),
        Case(
            testDescription: "provisional duty before MFN", hs: "1901101090", price: "6000",
            result: "fullTax 300.00 0.00 819.00"),
        Case(
            testDescription: "two watches over the limit", hs: "9102210090", price: "12000",
            qty: "2", unit: "008", result: "generalTrade 0.00 0.00 0.00"),
    ]

    @Test(arguments: cases) func taxes(_ example: Case) {
        let line = Example.line(
            example.hs, price: example.price, qty: example.qty, unit: example.unit)
        let inventory = Example.inventory([line], freight: example.freight)
        let rules = Example.book.rules(on: Example.day(example.day))
        let tax = assessTax(inventory, allowanceUsed: .zero, rules: rules)
        #expect(
            "\(tax.route) \(tax.duty) \(tax.consumption) \(tax.vat)" == example.result)
        #expect(tax.issues.isEmpty)
    }

    struct IssueCase: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var day = "2025-11-14"
        var line: Inventory.Line
        var kind: TaxIssue.Kind
    }

    static let issueCases = [
        IssueCase(
            testDescription: "unknown code", line: Example.line("9999999999", price: "1"),
            kind: .unknownCode),
        IssueCase(
            testDescription: "code of nine digits", line: Example.line("210690909", price: "1"),
            kind: .unknownCode),
        IssueCase(
            testDescription: "code without rates", line: Example.line("8201300010", price: "1"),
            kind: .incompleteTariff),
        IssueCase(
            testDescription: "cosmetics without a weight",
            line: Example.line("3304990029", price: "1", unit: "140"), kind: .noQuantity),
        IssueCase(
            testDescription: "nothing of it",
            line: Example.line("3304990029", price: "1", qty: "0"), kind: .noQuantity),
        IssueCase(
            testDescription: "low rate before it is known", day: "2017-06-30",
            line: Example.line("0409000000", price: "1"), kind: .noRateOnDay),
        IssueCase(
            testDescription: "before the regime", day: "2016-04-07",
            line: Example.line("2106909090", price: "1"), kind: .noRateOnDay),
        IssueCase(
            testDescription: "negative price", line: Example.line("2106909090", price: "-1"),
            kind: .amountOutOfRange),
        IssueCase(
            testDescription: "absurd price",
            line: Example.line("2106909090", price: "92233720368547.75807"),
            kind: .amountOutOfRange),
    ]

    @Test(arguments: issueCases) func whatIsNotKnownIsNotGuessed(_ example: IssueCase) {
        let rules = Example.book.rules(on: Example.day(example.day))
        let tax = assessTax(
            Example.inventory([example.line]), allowanceUsed: .zero, rules: rules)
        #expect(tax.issues.map(\.kind) == [example.kind])
        #expect(tax.total == .zero)
    }

    @Test func oneUnknownLineLeavesTheOthersTaxed() {
        let tax = assessTax(
            Example.inventory([
                Example.line("9999999999", price: "50"),
                Example.line("2106909090", price: "100", gnum: 2),
            ]), allowanceUsed: .zero, rules: Example.rules)
        #expect(tax.unknownCodes == ["9999999999"])
        #expect(tax.lines.map(\.total) == [.zero, Fen(910)])
        #expect(tax.limits.allowance == Fen(15_000))
    }

    @Test func statutoryQuantityGoesBeforeTheDeclaredOne() {
        var line = Example.line("3304990029", price: "200", qty: "1", unit: "011")
        line.qty1 = Example.fixed("0.02")
        line.unit1 = "035"
        let tax = assessTax(
            Example.inventory([line]), allowanceUsed: .zero, rules: Example.rules)
        #expect(tax.consumption == Fen(2471))
    }

    @Test func freightIsSharedByPriceAndTheLastLineTakesTheRest() {
        let lines = (1...3).map { Example.line("2106909090", price: "10", gnum: $0) }
        let tax = assessTax(
            Example.inventory(lines, freight: "0.5", insurance: "0.5"), allowanceUsed: .zero,
            rules: Example.rules)
        #expect(tax.lines.map(\.dutiable.units) == [1_033_333, 1_033_333, 1_033_334])
    }

    @Test func giftsAloneLeaveFreightToTheLastLine() {
        let lines = (1...2).map { Example.line("2106909090", price: "0", gnum: $0) }
        let tax = assessTax(
            Example.inventory(lines, freight: "10"), allowanceUsed: .zero, rules: Example.rules)
        #expect(tax.lines.map(\.dutiable) == [.zero, Fixed5(10)])
    }

    @Test func aListWithoutLinesHasNoTax() {
        let tax = assessTax(
            Example.inventory([]), allowanceUsed: .zero, rules: Example.rules)
        #expect(tax.total == .zero && tax.dutiable == .zero)
    }
}
