import Foundation
import Testing
import ZoneCore
import ZoneRules

@Suite struct RuleBookTests {
    @Test func theBundledBookIsComplete() throws {
        let book = try RuleBook.bundled()
        #expect(book.parameters.map(\.id) == ParameterID.allCases)
        #expect(book.tariff.rows.count == 41)
        for parameter in book.parameters {
            for version in parameter.versions {
                #expect(!version.source.instrument.isEmpty)
                #expect(version.isVerified || !version.note.isEmpty, "\(parameter.id)")
            }
        }
    }

    @Test func rulesAreThoseOfTheDay() {
        let before = Example.book.rules(on: Example.day("2018-12-31"))
        let after = Example.book.rules(on: Example.day("2019-01-01"))
        #expect(before.transactionValueMax == Fen(200_000))
        #expect(after.transactionValueMax == Fen(500_000))
        #expect(before.yearlyValueMax == Fen(2_000_000))
        #expect(after.yearlyValueMax == Fen(2_600_000))
        #expect(after.taxedShare == Rate(parts: 70_000))
        #expect(after.documentWaitDayCountMax == 7)
        #expect(after.version(of: .transactionValueMax)?.source.instrument == "财关税〔2018〕49号")
        #expect(Example.book.rules(on: Example.day("2016-04-07")).transactionValueMax == nil)
    }

    @Test func whatWasKnownCanBeAskedAgain() {
        let day = Example.day("2019-06-01")
        let believed = Example.book.rules(on: day, knownOn: Example.day("2018-11-28"))
        let known = Example.book.rules(on: day, knownOn: Example.day("2018-11-29"))
        #expect(believed.transactionValueMax == Fen(200_000))
        #expect(known.transactionValueMax == Fen(500_000))
    }

    private static func version(
        _ from: String, _ to: String? = nil, known: String = "2020-01-01",
        isRetroactive: Bool = false, value: String = "1"
    ) -> ParameterVersion {
        ParameterVersion(
            from: Example.day(from), to: to.map(Example.day), known: Example.day(known),
            isRetroactive: isRetroactive, value: .number(Ratio(decimal: value) ?? .zero),
            source: LegalSource(instrument: "test", article: "1"), isVerified: true)
    }

    private static func problems(_ versions: [ParameterVersion]) -> [RuleBookProblem.Kind] {
        var parameter = Example.book.parameters[0]
        parameter.versions = versions
        return checkParameter(parameter).map(\.kind)
    }

    @Test func gapsAndOverlapsAreFound() {
        typealias Suite = RuleBookTests
        let first = Suite.version("2020-01-01", "2020-12-31")
        #expect(Suite.problems([first, Suite.version("2021-01-01")]).isEmpty)
        #expect(Suite.problems([first, Suite.version("2021-01-02")]) == [.gap])
        #expect(Suite.problems([first, Suite.version("2020-12-31")]) == [.overlap])
        let later = Suite.version("2020-06-01", known: "2020-05-01")
        #expect(Suite.problems([first, later]).isEmpty)
        #expect(Suite.problems([first, first]) == [.overlap])
        #expect(Suite.problems([Suite.version("2020-01-02", "2020-01-01")]).contains(.badValue))
        #expect(Suite.problems([]) == [.missingField])
    }

    @Test func valuesAreKnownInTime() {
        typealias Suite = RuleBookTests
        let late = Suite.version("2020-01-01", known: "2020-01-02")
        #expect(Suite.problems([late]) == [.badKnown])
        let reachingBack = Suite.version("2020-01-01", known: "2020-01-02", isRetroactive: true)
        #expect(Suite.problems([reachingBack]).isEmpty)
        #expect(Suite.problems([Suite.version("2020-01-01", isRetroactive: true)]) == [.badKnown])
        var early = Suite.version("2020-01-01")
        early.source.date = Example.day("2020-01-02")
        #expect(Suite.problems([early]) == [.badKnown])
    }

    @Test func aTemporaryValueEndsAndACorrectionWins() {
        let parameter = Parameter(
            id: .vatLow, zh: "", en: "", kind: .law,
            versions: [
                Self.version("2020-01-01", value: "0.1"),
                Self.version("2020-03-01", "2020-03-31", known: "2020-02-01", value: "0.2"),
                Self.version("2020-03-01", "2020-03-31", known: "2020-05-01", value: "0.3"),
            ])
        func value(_ day: String, _ known: String? = nil) -> ParameterValue? {
            parameter.version(on: Example.day(day), knownOn: known.map(Example.day))?.value
        }
        #expect(value("2019-12-31") == nil)
        #expect(value("2020-02-29") == Ratio(decimal: "0.1").map { .number($0) })
        #expect(value("2020-03-01") == Ratio(decimal: "0.3").map { .number($0) })
        #expect(value("2020-03-31", "2020-04-30") == Ratio(decimal: "0.2").map { .number($0) })
        #expect(value("2020-04-01") == Ratio(decimal: "0.1").map { .number($0) })
    }

    @Test func missingAndDuplicateParametersAreFound() {
        var files = RuleBookFiles.bundled()
        files.texts["parameters/vat/drug.yaml"] = files.texts["parameters/vat/low.yaml"]
        let problems = checkRuleBook(files)
        #expect(problems.map(\.kind) == [.wrongPlace, .missingID, .duplicate])
        #expect(problems.map(\.place) == ["parameters/vat/drug.yaml", "vat.drug", "vat.low"])
    }

    @Test func adValoremTaxesAreBelowOneAndSpecificOnesAreCountable() throws {
        var wine = try #require(Example.book[.wine])
        wine.versions[0].value = .number(Ratio(1, over: 1))
        #expect(checkParameter(wine).map(\.kind) == [.badValue])
        var beer = try #require(Example.book[.beerPerLitreLow])
        beer.versions[0].value = .number(Ratio(1, over: 1_000_000))
        #expect(checkParameter(beer).map(\.kind) == [.badValue])
    }

    @Test func aDraftIsLaidOverTheBook() throws {
        let text = try #require(RuleBookFiles.bundled().texts["parameters/vat/low.yaml"])
        let draft = RuleBookFiles(
            texts: ["parameters/vat/low.yaml": text.replacing("0.09", with: "0.08")])
        let book = try RuleBook(files: .bundled().overlaid(by: draft))
        #expect(book.rules(on: Example.day).vatLow == Rate(parts: 8_000))
        #expect(Example.rules.vatLow == Rate(parts: 9_000))
        #expect(book.rules(on: Example.day).vatStandard == Example.rules.vatStandard)
    }

    @Test func theMostSpecialScopeWins() throws {
        func version(_ scope: RuleScope, _ value: String, known: String = "2020-01-01")
            -> ParameterVersion
        {
            var version = Self.version("2020-01-01", known: known, value: value)
            version.scope = scope
            return version
        }
        let versions = [
            version(.everywhere, "1", known: "2019-12-31"), version(RuleScope(mode: "9610"), "2"),
            version(RuleScope(district: "2900"), "3"),
            version(RuleScope(district: "2900", mode: "9610"), "4"),
            version(RuleScope(zone: "Z01"), "5"),
        ]
        #expect(Self.problems(versions).isEmpty)
        func value(_ place: RuleScope) -> ParameterValue? {
            ParameterVersion.version(of: versions, on: Example.day, at: place)?.value
        }
        let expected: [(RuleScope, String)] = [
            (.everywhere, "1"), (RuleScope(mode: "9610"), "2"), (RuleScope(mode: "1210"), "1"),
            (RuleScope(district: "2900"), "3"), (RuleScope(district: "2900", mode: "1210"), "3"),
            (RuleScope(district: "2900", mode: "9610"), "4"),
            (RuleScope(zone: "Z01", district: "2900", mode: "9610"), "5"),
            (RuleScope(zone: "Z02", district: "3100"), "1"),
        ]
        for (place, text) in expected {
            #expect(value(place) == Ratio(decimal: text).map { .number($0) }, "\(place)")
        }
        // A pilot that ended before the law came to the whole country leaves no gap there.
        var pilot = version(RuleScope(district: "2900"), "1")
        pilot.to = Example.day("2020-06-30")
        var again = pilot
        (again.from, again.to) = (Example.day("2020-09-01"), nil)
        #expect(Self.problems([pilot, again]) == [.gap])
        var nation = version(.everywhere, "2", known: "2019-12-31")
        nation.from = Example.day("2020-06-01")
        #expect(Self.problems([pilot, again, nation]).isEmpty)
    }

    @Test func allProblemsOfADirectoryAreReportedAtOnce() throws {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent("rulebook-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: root) }
        for folder in ["parameters", "tariff"] {
            try FileManager.default.createDirectory(
                at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
        }
        func write(_ path: String, _ text: String) throws {
            try text.write(
                to: root.appendingPathComponent(path), atomically: true, encoding: .utf8)
        }
        try write(
            "parameters/a.yaml",
            """
            id: vat.standard
            zh: 税率
            en: rate
            unit: CNY
            kind: law
            values:
              - {from: 2019-13-01, known: 2019-01-01, value: "2", verified: perhaps}
            """)
        try write("parameters/b.yaml", "id: vat.unknown\n")
        try write("parameters/c.yaml", "- not a mapping\n")
        try write("tariff/t.tsv", "hs10\n")
        do {
            _ = try RuleBook(directory: root)
            Issue.record("loaded")
        } catch {
            let found = Set(error.problems.map { "\($0.place.prefix(12)) \($0.kind)" })
            let expected: Set = [
                "parameters/a badValue", "parameters/a wrongUnit", "parameters/a missingSource",
                "parameters/a wrongPlace", "parameters/b unknownID", "parameters/b missingField",
                "parameters/c malformed", "tariff/t.tsv malformed",
            ]
            #expect(found.isSuperset(of: expected))
            let missing = error.problems.filter { $0.kind == .missingID }.map(\.place)
            #expect(!missing.contains("vat.standard"))
            let known = ParameterID.allCases.count + ListID.allCases.count
            let risk = Safety.allCases.count + RiskRuleID.allCases.count
            #expect(missing.count == known + TableID.allCases.count + risk - 1)
        }
    }

    @Test func aMissingDirectoryIsAProblem() {
        #expect(throws: RuleBookError.self) {
            try RuleBook(directory: URL(fileURLWithPath: "/nonexistent"))
        }
    }

    @Test func valuesFitTheirUnits() {
        let rows: [(ParameterUnit, String, Bool)] = [
            (.yuan, "5000.01", true), (.yuan, "5000.001", false), (.yuan, "-1", false),
            (.ratio, "1", true), (.ratio, "1.1", false), (.ratio, "13%", false),
            (.ratio, "0.000001", false), (.day, "7", true), (.day, "7.5", false),
            (.flag, "true", true), (.flag, "yes", false), (.yuanPerLitre, "2.6576767", true),
        ]
        for (unit, text, fits) in rows {
            #expect((unit.value(of: text) != nil) == fits, "\(unit) \(text)")
        }
    }

    @Test func codesAreFoundOrNot() {
        let tariff = Example.book.tariff
        for (index, row) in tariff.rows.enumerated() {
            let digits = String(row.code)
            let code = String(repeating: "0", count: 10 - digits.count) + digits
            #expect(tariff.index(of: code) == index)
        }
        for code in ["", "0000000000", "9999999999", "210690909", "21069090900", "21069090９"] {
            #expect(tariff.index(of: code) == nil)
        }
        #expect(TariffTable([]).index(of: "2106909090") == nil)
    }
}
