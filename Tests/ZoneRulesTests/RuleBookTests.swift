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
        _ from: String, _ to: String? = nil, known: String = "2020-01-01", value: String = "1"
    ) -> ParameterVersion {
        ParameterVersion(
            from: Example.day(from), to: to.map(Example.day), known: Example.day(known),
            value: .number(Ratio(decimal: value) ?? .zero),
            source: LegalSource(instrument: "test", article: ""), isVerified: true)
    }

    private static func problems(_ versions: ParameterVersion...) -> [RuleBookProblem.Kind] {
        var parameters = Example.book.parameters
        parameters[0].versions = versions
        return checkParameters(parameters).map(\.kind)
    }

    @Test func gapsAndOverlapsAreFound() {
        typealias Suite = RuleBookTests
        let first = Suite.version("2020-01-01", "2020-12-31")
        #expect(Suite.problems(first, Suite.version("2021-01-01")).isEmpty)
        #expect(Suite.problems(first, Suite.version("2021-01-02")) == [.gap])
        #expect(Suite.problems(first, Suite.version("2020-12-31")) == [.overlap])
        let later = Suite.version("2020-06-01", known: "2020-05-01")
        #expect(Suite.problems(first, later).isEmpty)
        #expect(Suite.problems(first, first) == [.overlap])
        #expect(Suite.problems(Suite.version("2020-01-02", "2020-01-01")) == [.badValue])
        #expect(Suite.problems() == [.missingField])
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
        var parameters = Example.book.parameters
        parameters[0] = parameters[1]
        #expect(checkParameters(parameters).map(\.kind) == [.missingParameter, .duplicate])
    }

    @Test func adValoremTaxesAreBelowOneAndSpecificOnesAreCountable() throws {
        var parameters = Example.book.parameters
        let wine = try #require(parameters.firstIndex { $0.id == .wine })
        parameters[wine].versions[0].value = .number(Ratio(1, over: 1))
        let beer = try #require(parameters.firstIndex { $0.id == .beerPerLitreLow })
        parameters[beer].versions[0].value = .number(Ratio(1, over: 1_000_000))
        #expect(checkParameters(parameters).map(\.kind) == [.badValue, .badValue])
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
                "parameters/b unknownParameter", "parameters/b missingField",
                "parameters/c malformed", "tariff/t.tsv malformed",
            ]
            #expect(found.isSuperset(of: expected))
            let missing = error.problems.filter { $0.kind == .missingParameter }.map(\.place)
            #expect(!missing.contains("vat.standard"))
            #expect(missing.count == ParameterID.allCases.count - 1)
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
