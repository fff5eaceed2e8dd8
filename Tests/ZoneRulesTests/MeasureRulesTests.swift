import Testing
import ZoneCore

@testable import ZoneRules

/// The rule-book change of a measure, laid over a zone's book.
@Suite struct MeasureRulesTests {
    private static let path = "parameters/retail-import/transaction-value-max.yaml"
    private static let term = MeasureRules.Term(
        from: Day("2026-08-01")!, to: Day("2026-08-31")!, known: Day("2026-07-15")!)

    private static func text(_ value: String, _ more: String = "") -> String {
        """
        id: retail-import.transaction-value-max
        values:
          - value: "\(value)"
            source: {instrument: "a test", article: "none"}
            verified: false
            note: "not a law"
        \(more)
        """
    }

    private func problems(
        _ files: [String: String], _ term: MeasureRules.Term = Self.term
    ) -> [RuleBookProblem] {
        do {
            _ = try MeasureRules(files: files).overlay(onto: .bundled(), term)
            return []
        } catch { return error.problems }
    }

    @Test func addsItsValueAndKeepsAllOthers() throws {
        let base = RuleBookFiles.bundled()
        let overlay = try MeasureRules(files: [Self.path: Self.text("1200")])
            .overlay(onto: base, Self.term)
        #expect(Array(overlay.texts.keys) == [Self.path])
        let (before, after) = (
            try RuleBook(files: base), try RuleBook(files: base.overlaid(by: overlay))
        )
        let (old, new) = (
            try #require(before[.transactionValueMax]), try #require(after[.transactionValueMax])
        )
        #expect(Array(new.versions.dropLast()) == old.versions)
        #expect(new.zh == old.zh && new.kind == old.kind)
        for (day, known, expected) in [
            ("2026-07-31", "2026-07-31", "5000"), ("2026-08-01", "2026-08-01", "1200"),
            ("2026-08-31", "2026-08-31", "1200"), ("2026-09-01", "2026-09-01", "5000"),
            // As known before it was adopted, the day has the old value.
            ("2026-08-15", "2026-07-14", "5000"), ("2026-08-15", "2026-07-15", "1200"),
        ] {
            let rules = after.rules(on: try #require(Day(day)), knownOn: Day(known))
            let value = try #require(rules.version(of: .transactionValueMax)).value
            #expect(value == ParameterUnit.yuan.value(of: expected), "\(day) as known \(known)")
        }
        // Everything else is as it was.
        #expect(
            after.parameters.filter { $0.id != .transactionValueMax }
                == before.parameters.filter { $0.id != .transactionValueMax })
        #expect(after.lists == before.lists && after.tables == before.tables)
    }

    @Test func listsAndTablesTakeValuesToo() throws {
        let list = """
            id: supervision.modes
            values:
              - codes:
                  "9999": {zh: 试点方式, en: "pilot mode", direction: export}
                source: {instrument: "a test", article: "none"}
                verified: false
                note: "not a law"
            """
        let table = """
            id: export.channel
            values:
              - rows:
                  - {row: all, then: list}
                source: {instrument: "a test", article: "none"}
                verified: false
                note: "not a law"
            """
        let overlay = try MeasureRules(files: [
            "lists/supervision/modes.yaml": list, "tables/export/channel.yaml": table,
        ]).overlay(onto: .bundled(), Self.term)
        let book = try RuleBook(files: .bundled().overlaid(by: overlay))
        let day = Self.term.from
        #expect(book.rules(on: day).contains("9999", in: .supervisionModes) == .member)
        #expect(
            book.rules(on: day.adding(days: -1)).contains("9999", in: .supervisionModes)
                != .member)
    }

    @Test func everythingWrongIsSaidAtOnce() {
        let found = problems([
            Self.path: Self.text("x", "    from: 2026-01-01\n    scope: {zone: hangzhou}"),
            "risk/state/owner.yaml": "id: x", "parameters/none.yaml": "id: none",
            "../etc/passwd": "x", "parameters/vat/low.yaml": "id: vat.standard\nvalues: []\nzh: 税",
        ])
        let kinds = Set(found.map { "\($0.place.prefix { $0 != " " }) \($0.kind)" })
        #expect(
            kinds == [
                "../etc/passwd unknownFile", "risk/state/owner.yaml unknownFile",
                "parameters/none.yaml unknownID", "\(Self.path) unknownField",
                "parameters/vat/low.yaml wrongPlace", "parameters/vat/low.yaml missingField",
                "parameters/vat/low.yaml unknownField",
            ])
        #expect(found.filter { $0.place.hasPrefix(Self.path) }.count == 2, "day and zone")
    }

    /// What the book as a whole refuses, a measure can't bring in.
    @Test func theBookIsChecked() {
        #expect(problems([:]).map(\.kind) == [.missingField])
        #expect(problems([Self.path: Self.text("x")]).map(\.kind) == [.badValue])
        let late = MeasureRules.Term(
            from: Day("2026-08-01")!, to: nil, known: Day("2026-08-02")!)
        #expect(problems([Self.path: Self.text("1")], late).map(\.kind) == [.badKnown])
        let source = Self.text("1").replacing("article: \"none\"", with: "article: \"\"")
        #expect(problems([Self.path: source]).map(\.kind).contains(.missingSource))
    }

    @Test func twoMeasuresOfOneDayConflict() throws {
        func adopted(_ name: String, _ to: Day?, known: Day) -> AdoptedRules {
            AdoptedRules(
                name: name, rules: MeasureRules(files: [Self.path: Self.text("1200")]),
                term: .init(from: Self.term.from, to: to, known: known))
        }
        let known = Self.term.known
        #expect(throws: AdoptedRulesError.self) {
            try RuleBookFiles.bundled().adopting([
                adopted("a", nil, known: known), adopted("b", nil, known: known),
            ])
        }
        // The second was decided later: it counts. One that was rolled back before it began is left out.
        let files = try RuleBookFiles.bundled().adopting([
            adopted("a", nil, known: known), adopted("b", nil, known: known.adding(days: 1)),
            adopted("c", Self.term.from.adding(days: -1), known: known),
        ])
        let count = try #require(try RuleBook(files: files)[.transactionValueMax]).versions.count
        let own = try #require(try RuleBook.bundled()[.transactionValueMax]).versions.count
        #expect(count == own + 2)
    }

    @Test func modesOfAChange() {
        #expect(MeasureRules(files: [Self.path: Self.text("1")]).modes == [])
        let scoped = Self.text("1", "    scope: {mode: [\"9610\", \"1210\"]}")
        #expect(MeasureRules(files: [Self.path: scoped]).modes == ["1210", "9610"])
    }

    /// Against figures of an independent computation in Python.
    @Test func effect() throws {
        func estimate(_ shares: [(Int, Int)]) -> EffectEstimate {
            let all = shares.map { WilsonInterval($0.0, of: $0.1) }
            return EffectEstimate(
                treatedBefore: all[0], treatedAfter: all[1], controlBefore: all[2],
                controlAfter: all[3])
        }
        let one = try #require(
            estimate([(50, 100), (80, 100), (60, 100), (65, 100)]).effect)
        #expect(abs(one.value - 0.25) < 1e-9)
        #expect(abs(one.low - 0.06506728507900214) < 1e-9)
        #expect(abs(one.high - 0.4271836746737916) < 1e-9)
        let none = try #require(estimate([(30, 30), (30, 30), (0, 30), (0, 30)]).effect)
        #expect(none.value == 0 && abs(none.high - 0.16053218013761617) < 1e-9)
        #expect(estimate([(29, 29), (30, 30), (0, 30), (0, 30)]).effect == nil)
    }
}
