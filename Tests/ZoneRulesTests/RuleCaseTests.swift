import Testing
import ZoneCore
import ZoneRules

@Suite struct RuleCaseTests {
    @Test func everyCaseHolds() {
        let results = run(Example.book.cases, against: Example.book)
        #expect(results.count > 150)
        for result in results where !result.faults.isEmpty {
            Issue.record("\(result.ruleCase.place): \(result.faults)")
        }
    }

    @Test func everyChangeOfLawHasCasesOnBothSides() {
        for change in untestedChanges(of: Example.book) {
            Issue.record("no case asks for \(change.id) on \(change.on)")
        }
    }

    @Test func aWrongFigureBreaksItsCases() throws {
        let path = "parameters/vat/low.yaml"
        let text = try #require(RuleBookFiles.bundled().texts[path])
        let draft = RuleBookFiles(texts: [path: text.replacing("\"0.09\"", with: "\"0.08\"")])
        let book = try RuleBook(files: .bundled().overlaid(by: draft))
        let failed = run(book.cases, against: book).filter { !$0.faults.isEmpty }
        #expect(failed.map { $0.ruleCase.inputs["id"] }.contains("vat.low"))
    }

    @Test func numbersMayBeOffByTheMargin() throws {
        var one = try #require(Example.book.cases.first { $0.inputs["id"] == "vat.standard" })
        one.on = Example.day
        one.expect = ["value": "0.14"]
        #expect(run([one], against: Example.book)[0].faults.count == 1)
        one.margin = try #require(Ratio(decimal: "0.01"))
        #expect(run([one], against: Example.book)[0].faults.isEmpty)
        one.expect = ["value": "0.13", "unheard-of": "1"]
        #expect(run([one], against: Example.book)[0].faults.count == 1)
    }

    /// Each part of the book has entries, one rule's stand together, and no two rules share a name.
    @Test func entriesCoverEveryPart() throws {
        let rules = Example.book.entriesByRule
        #expect(Set(rules.compactMap { $0.first?.id }).count == rules.count)
        #expect(Set(Example.book.entries.map(\.part)) == Set(RulePart.allCases))
        #expect(rules.joined().map(\.id) == Example.book.entries.map(\.id))
        let risk = try #require(rules.first { $0.first?.id == "state.denied-party" }?.first)
        #expect(risk.version.value == "points 100, action hold")
        let goods = Example.book.entries.filter { $0.id.hasPrefix("biosafety.prohibited-code ") }
        #expect(goods.contains { $0.version.value.hasPrefix("codes ") })
        #expect(goods.allSatisfy { !$0.version.source.instrument.isEmpty })
    }

    /// Where a draft weighs a risk rule differently, the difference says so.
    @Test func aDraftsRiskRulesAreCompared() throws {
        let path = "risk/state/denied-party.yaml"
        let text = try #require(RuleBookFiles.bundled().texts[path])
        let draft = RuleBookFiles(texts: [
            path: text.replacing("points: \"100\"", with: "points: \"90\"")
        ])
        let book = try RuleBook(files: .bundled().overlaid(by: draft))
        let changes = Example.book.diff(with: book, on: Example.day)
        #expect(changes.map { $0.after?.version.value } == ["points 90, action hold"])
    }

    @Test func theExportChannelKeepsItsCeilingInOnePlace() throws {
        let rules = Example.rules
        let free = ExportConditions(
            needsLicence: false, needsInspection: false, concernsTax: false)
        var licensed = free
        licensed.needsLicence = true
        #expect(exportChannel(value: Fen(500_000), free, rules: rules)?.channel == .list)
        #expect(exportChannel(value: Fen(500_001), free, rules: rules)?.channel == .declaration)
        #expect(exportChannel(value: Fen(1), licensed, rules: rules)?.channel == .declaration)
        let early = Example.book.rules(on: Example.day("2020-06-30"))
        #expect(exportChannel(value: Fen(1), free, rules: early) == nil)
    }

    @Test func theDifferenceOfTwoDaysIsWhatChangedBetween() {
        let changes = Example.book.diff(
            from: Example.day("2018-12-31"), to: Example.day("2019-01-01"))
        let limit = changes.first { $0.after?.id == "retail-import.transaction-value-max" }
        #expect(limit?.before?.version.value == "2000")
        #expect(limit?.after?.version.value == "5000")
        #expect(limit?.after?.version.source.instrument == "财关税〔2018〕49号")
        #expect(!changes.contains { $0.after?.id == "vat.standard" })
        #expect(Example.book.diff(from: Example.day, to: Example.day).isEmpty)
        let ended = Example.book.diff(
            from: Example.day("2027-12-31"), to: Example.day("2028-01-01"))
        #expect(
            ended.contains { $0.before?.id == "export-return.relief-months" && $0.after == nil })
    }
}
