import Testing
import ZoneCore
import ZoneRules

@Suite struct RiskCountsTests {
    /// Known values of the score interval at 95%.
    @Test(arguments: [
        (0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0), (3, 1000, 0.0010, 0.0088),
    ])
    func intervalsAreWilsons(count: Int, total: Int, low: Double, high: Double) {
        let interval = WilsonInterval(count, of: total)
        #expect(abs(interval.low - low) < 0.0001)
        #expect(abs(interval.high - high) < 0.0001)
    }

    @Test func nothingCountedSaysNothing() {
        let interval = WilsonInterval(0, of: 0)
        #expect(interval.low == 0 && interval.high == 1 && interval.share == nil)
    }

    @Test func ratesAreOverWhatWasEvaluated() {
        let order = RiskExample.subject(buyer: "1")
        var counts = RiskCounts()
        for index in 0..<100 {
            var facts = RiskFacts()
            if index < 40 { facts.isReplayed = index < 4 }
            facts.draws = SampleDraws(
                control: SampleDraw(index % 10 == 0 ? 0 : .max), quality: SampleDraw(.max))
            let result = screen(order, facts: facts, rules: RiskExample.rules)
            counts.add(result, inForce: RiskExample.rules.inForce)
            if result.isControl || result.action > .pass {
                counts.add(outcomeOf: result, isViolation: index < 2)
            }
        }
        #expect(counts.all.declarationCount == 100)
        #expect(counts.control.declarationCount == 10)
        #expect(counts.all.hitRate(of: .replay).share == 0.1)
        #expect(counts.control.hitRate(of: .replay).share == 0.25)
        #expect(counts.all.precision(of: .replay).share == 0.5)
        #expect(counts.control.violationRate.share == 0.1)
        #expect(counts.all.hitRate(of: .deniedParty).share == nil, "never evaluated")
    }

    @Test func coverageSaysWhatIsMissing() {
        let coverage = RiskExample.rules.coverage(knowing: [.orderHistory, .priceHistory])
        #expect(coverage.map(\.duty.safety) == Safety.allCases)
        let rules = coverage.flatMap(\.rules)
        #expect(rules.map(\.id) == RiskRuleID.allCases)
        func state(_ id: RiskRuleID) -> RuleCoverage? { rules.first { $0.id == id }?.coverage }
        #expect(state(.deniedParty) == .waitsFor(.deniedParties))
        #expect(state(.recall) == .waitsFor(.goods))
        #expect(state(.splitting) == .evaluated)
        #expect(state(.prohibitedCode) == .evaluated)
        #expect(state(.sampling) == .waitsFor(.draws))
        #expect(state(.replay) == .waitsFor(.replays))
    }
}
