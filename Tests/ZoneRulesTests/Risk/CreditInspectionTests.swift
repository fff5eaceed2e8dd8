import Testing
import ZoneCore

@testable import ZoneRules

/// Inspection at the rate of the declaring enterprise's grade, beside the control sample.
struct CreditInspectionTests {
    static let limits = RiskExample.rules.limits
    static let order = RiskExample.subject(buyer: "1")

    /// Facts with a grade and a draw of so many parts of 2^32.
    static func facts(_ grade: CreditGrade, _ parts: UInt32) -> RiskFacts {
        var facts = RiskFacts()
        facts.credit = CreditFact(grade: grade, draw: SampleDraw(parts))
        return facts
    }

    /// Each grade's rate, and the last draw that is below it: ceil(rate * 2^32) - 1.
    static let rates: [(grade: CreditGrade, parts: Int64, last: UInt32)] = [
        (.a, 200, 8_589_934), (.b, 1_000, 42_949_672), (.c, 3_000, 128_849_018),
        (.d, 20_000, 858_993_459),
    ]

    @Test(arguments: rates)
    func eachGradeHasItsRate(_ example: (grade: CreditGrade, parts: Int64, last: UInt32)) {
        #expect(Self.limits.inspectionRate(of: example.grade)?.parts == example.parts)
        let below = screen(
            Self.order, facts: Self.facts(example.grade, example.last), rules: RiskExample.rules)
        #expect(below.isDrawnByCredit && !below.isControl)
        #expect(below.action == .inspect && below.score == 0)
        let above = screen(
            Self.order, facts: Self.facts(example.grade, example.last + 1),
            rules: RiskExample.rules)
        #expect(!above.isDrawnByCredit)
        #expect(above.action == .pass)
    }

    @Test func thereIsNoRateBeforeTheRuleAndNeverMoreThanAll() throws {
        let before = Example.book.rules(on: Example.day("2016-04-07")).risk.limits
        #expect(before.inspectionRate(of: .d) == nil)
        #expect(!before.isDrawnByCredit(Self.facts(.d, 0)))
        #expect(!Self.limits.isDrawnByCredit(RiskFacts()))
        let rate = try #require(Rate(parts: 10_000))
        #expect(rate.scaled(by: Example.fixed("20")) == .one)
        #expect(rate.scaled(by: Example.fixed("0.00001")).parts == 0)
        #expect(rate.scaled(by: Example.fixed("0.00019")).parts == 1)
    }

    /// Computed by another program: HMAC-SHA256 under the bytes 0...31.
    @Test func theDrawIsThatOfItsLabel() {
        let sample = ControlSample(seed: Array(0..<32), day: Example.day("2026-11-27"))
        let number = "B20261127000000001"
        #expect(sample.creditDraw(number).parts == 0x21B6_A621)
        #expect(sample.draws(number).control.parts == 0x03FD_585E)
    }

    /// Over many numbers each grade gets its share, and what credit selects says nothing of what the
    /// control sample selects.
    @Test func theDrawsAreEvenAndIndependent() throws {
        let sample = ControlSample(seed: Array(repeating: 5, count: 32), day: Example.day)
        let count = 40_000
        let half = try #require(Rate(parts: 50_000))
        var drawn: [CreditGrade: Int] = [:]
        var both = 0
        for index in 0..<count {
            let number = "B2026070100\(1_000_000 + index)"
            let draw = sample.creditDraw(number)
            for (grade, _, _) in Self.rates
            where try draw.isBelow(#require(Self.limits.inspectionRate(of: grade))) {
                drawn[grade, default: 0] += 1
            }
            if draw.isBelow(half), sample.draws(number).control.isBelow(half) { both += 1 }
        }
        for (grade, parts, _) in Self.rates {
            let expected = Double(count) * Double(parts) / 100_000
            let found = Double(drawn[grade] ?? 0)
            #expect(abs(found - expected) < 5 * expected.squareRoot(), "\(grade): \(found)")
        }
        #expect(abs(both - count / 4) < 450)
    }

    /// The declarant reads the same of both draws, and nothing of grade and rate.
    @Test(arguments: CreditGrade.allCases) func theDeclarantReadsNoRate(_ grade: CreditGrade) {
        let result = screen(Self.order, facts: Self.facts(grade, 0), rules: RiskExample.rules)
        let verdict = RiskVerdict(result, RiskExample.rules)
        var control = RiskFacts()
        control.draws = SampleDraws(control: SampleDraw(0), quality: SampleDraw(.max))
        let other = RiskVerdict(
            screen(Self.order, facts: control, rules: RiskExample.rules), RiskExample.rules)
        #expect(verdict.reasons.map(\.zh) == other.reasons.map(\.zh))
        #expect(verdict.reasons.map(\.en) == ["inspection: random check"])
        #expect(verdict.reasons.map(\.source) == ["risk.inspection-rate"])
        for text in verdict.reasons.flatMap({ [$0.zh, $0.en, $0.source] }) {
            #expect(!text.contains { $0.isNumber || $0 == "%" })
        }
    }

    /// A draft may raise a grade's factor: the same facts are then inspected.
    @Test func aDraftChangesTheRate() throws {
        let path = "parameters/credit/inspection-rate-b.yaml"
        let text = try #require(RuleBookFiles.bundled().texts[path])
        let draft = RuleBookFiles(texts: [path: text.replacing("\"1\"", with: "\"2\"")])
        let book = try RuleBook(files: .bundled().overlaid(by: draft))
        let rules = book.rules(on: RiskExample.rules.day).risk
        let facts = Self.facts(.b, 60_000_000)
        #expect(!screen(Self.order, facts: facts, rules: RiskExample.rules).isDrawnByCredit)
        #expect(screen(Self.order, facts: facts, rules: rules).isDrawnByCredit)
    }

    @Test(arguments: CreditGrade.allCases) func factsWithAGradeAreKept(_ grade: CreditGrade) {
        var facts = Self.facts(grade, 3_000_000_000)
        facts.yearAfter = Fen(7)
        #expect(RiskFacts(packed: facts.packed) == facts)
        #expect(facts.packed.first == 2)
        // Cut, or of a format that nobody wrote, they are nothing.
        #expect(RiskFacts(packed: Array(facts.packed.dropLast())) == nil)
        #expect(RiskFacts(packed: [3] + facts.packed.dropFirst()) == nil)
    }

    /// Without a grade they are what they were before there were grades.
    @Test func factsWithoutAGradeStayBitForBit() {
        var facts = RiskFacts()
        facts.yearAfter = Fen(7)
        #expect(facts.packed == [1, 0, 1, 14, 0, 0, 0, 0, 0, 0, 0])
        #expect(RiskFacts(packed: facts.packed) == facts)
    }
}
