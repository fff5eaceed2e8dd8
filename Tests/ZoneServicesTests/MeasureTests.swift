import Foundation
import Testing
import ZoneCore
import ZoneRules
import ZoneServices
import ZoneTraffic

/// A measure goes from one zone to another, into its rule book and out of it again.
@Suite struct MeasureTests {
    private static let id = MeasureExample.id
    private static let limit = "retail-import.transaction-value-max"

    private func zone(_ byte: UInt8) async throws -> TestZone {
        try await TestZone { $0.secret = Array(repeating: byte, count: 32) }
    }

    /// The file of a measure that one zone wrote, and its key.
    private func package(
        _ measure: Measure = MeasureExample.measure()
    ) async throws -> (name: String, bytes: [UInt8], key: String) {
        let test = try await zone(1)
        #expect(try test.zone.draft(measure.text, id: measure.id, by: "Zhang San"))
        #expect(try !test.zone.draft(measure.text, id: measure.id, by: "Zhang San"))
        let file = try test.zone.measureFile(measure.id)
        let key = Data(try #require(test.zone.reportKey)).base64EncodedString()
        try await test.remove()
        return (file.name, file.bytes, key)
    }

    /// Sends declarations and says how many of them were refused.
    private func refused(_ range: Range<Int>, by test: TestZone) async throws -> Int {
        for index in range {
            let all = test.messages(index)
            for kind in ZoneTraffic.DocumentKind.clearing {
                _ = try await test.submit(try #require(all[kind]))
            }
        }
        return try range.count { try test.zone.declaration(test.id($0))?.status == 100 }
    }

    /// The limit in force on a day, as known on another; today unless said otherwise.
    private func value(_ zone: Zone, on day: Day? = nil, knownOn known: Day? = nil) -> String? {
        let search = RuleSearch(on: day ?? zone.today, knownOn: known)
        guard let view = zone.rule(Self.limit, search) else { return nil }
        return view.current.map { view.versions[$0].value }.joined(separator: " ")
    }

    private func refusal(_ body: () async throws -> Void) async -> MeasureError? {
        do {
            try await body()
            return nil
        } catch { return error as? MeasureError }
    }

    private func fields(_ refusal: MeasureError?) -> [String] {
        if case .invalid(let problems) = refusal { problems.map(\.field) } else { [] }
    }

    @Test func fromZoneToZoneIntoTheBookAndOut() async throws {
        let file = try await package()
        let test = try await zone(2)
        let zone = test.zone
        let before = try await refused(0..<40, by: test)
        let made = try zone.importMeasure(file.bytes, key: file.key, name: file.name, by: "Li Si")
        #expect(made.id == Self.id && made.isNew)
        #expect(
            try !zone.importMeasure(file.bytes, key: file.key, name: nil, by: "Li Si").isNew)
        #expect(try zone.measureFile(Self.id).bytes == file.bytes, "it goes on as it came")
        #expect(try zone.measure(Self.id)?.signer == file.key)

        // Neither staged without checks and simulation, nor adopted without being staged.
        let today = zone.today
        let early = await refusal {
            try zone.stage(Self.id, from: today, to: nil, reason: "r", by: "Li Si")
        }
        #expect(fields(early) == ["preconditions", "simulation"])
        #expect(
            await refusal { try await zone.adopt(Self.id, by: "Wang Wu") }
                == .notAllowed(step: "adopt", state: "草案 draft"))
        #expect(
            try zone.checkPreconditions(of: Self.id, by: "Li Si").map(\.verdict) == ["passed"])
        _ = try zone.simulate(Self.id, days: today...today, by: "Li Si")
        try await zone.waitForSimulation(of: Self.id)
        let simulated = try #require(try zone.measure(Self.id)?.steps.first)
        #expect(simulated.kind == "simulated" && simulated.isCurrent)
        #expect(simulated.detail.contains("40 declarations") && !simulated.detail.contains(", 0 "))
        try zone.stage(Self.id, from: today, to: nil, reason: "decided", by: "Li Si")
        #expect(try zone.measure(Self.id)?.state == .staged)

        // From now on the very next declaration is decided under it.
        let own = value(zone)
        try await zone.adopt(Self.id, by: "Wang Wu")
        #expect(try zone.measure(Self.id)?.known == today)
        #expect(value(zone) != own)
        let during = try await refused(40..<80, by: test)
        #expect(during > before + 5, "\(before) refused before, \(during) during")

        // Rolled back: the book is what it was, at once.
        try await zone.rollBack(Self.id, reason: "too many refusals", by: "Wang Wu")
        #expect(value(zone) == own)
        let after = try await refused(80..<120, by: test)
        #expect(after < during - 5, "\(during) refused during, \(after) after")
        #expect(
            await refusal { try await zone.rollBack(Self.id, reason: "r", by: "x") }
                == .notAllowed(step: "rollBack", state: "已退出 rolled back"))
        let kinds = try #require(try zone.measure(Self.id)?.steps.reversed().map(\.kind))
        #expect(
            kinds == [
                "imported", "checked", "simulated", "staged", "checked", "adopted", "rolledBack",
            ])
        let log = try zone.log(
            kind: "measure", subject: Self.id, days: today...today, before: nil, countMax: 100)
        #expect(log?.count == 7)
        // Three books decided; history names each, and all of it comes out the same.
        await zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0 && report.declarations == 120, "\(report.differences)")
        try FileManager.default.removeItem(at: test.folder)
    }

    /// An adopted measure is in the book after a restart, on its days only, and as known from the day of its adoption on.
    @Test func survivesARestartAndKeepsBothClocks() async throws {
        let file = try await package(MeasureExample.measure(yuan: 1_234))
        let test = try await zone(2)
        let today = test.zone.today
        let first = today.adding(days: 3)
        try await adopt(file, from: first, to: first.adding(days: 1), in: test.zone)
        let own = value(test.zone)
        await test.zone.close()
        let zone = try test.reopened { $0.secret = Array(repeating: 2, count: 32) }
        #expect(value(zone) == own)
        for (days, expected) in [(2, own), (3, "1234"), (4, "1234"), (5, own)] {
            let day = today.adding(days: days)
            #expect(value(zone, on: day) == expected, "\(day)")
            #expect(
                value(zone, on: day, knownOn: today.adding(days: -1)) == own,
                "\(day), as known before")
        }
        await zone.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    private func adopt(
        _ file: (name: String, bytes: [UInt8], key: String), from: Day, to: Day?, in zone: Zone
    ) async throws {
        let id = try zone.importMeasure(file.bytes, key: file.key, name: nil, by: "Li").id
        _ = try zone.checkPreconditions(of: id, by: "Li Si")
        _ = try zone.simulate(id, days: zone.today...zone.today, by: "Li Si")
        try await zone.waitForSimulation(of: id)
        try zone.stage(id, from: from, to: to, reason: "decided", by: "Li Si")
        try await zone.adopt(id, by: "Wang Wu")
    }

    @Test func everythingWrongWithAFileIsSaidAtOnce() async throws {
        let file = try await package()
        let test = try await zone(2)
        let text = String(decoding: file.bytes, as: UTF8.self)
            .replacing("lower-ceiling", with: "lower ceiling")
            .replacing(
                "\\\"likelihood\\\" : \\\"high\\\"", with: "\\\"likelihood\\\" : \\\"often\\\"")
        let forged = await refusal {
            _ = try test.zone.importMeasure(
                Array(text.utf8), key: "other", name: file.name, by: "")
        }
        #expect(fields(forged) == ["name", "key", "signature", "risks[0].likelihood", "by"])
        // Well signed and wrong: fields of the measure, and its rules held against this zone's book.
        let other = try await zone(3)
        var measure = MeasureExample.measure(
            preconditions: [CheckCall(check: "select 1")])
        measure.titleEn = ""
        measure.origin = "atlantis"
        measure.indicators[0].control = ["1210"]
        measure.rules["parameters/none.yaml"] = "id: none"
        let drafted = await refusal {
            _ = try other.zone.draft(measure.text, id: "x", by: "Zhang San")
        }
        #expect(
            Set(fields(drafted)) == [
                "titleEn", "origin", "indicators[0].control", "preconditions[0].check", "rules",
                "id",
            ])
        for body in ["", "{}", "[]", "{\"format\":1}"] {
            let found = await refusal {
                _ = try test.zone.importMeasure(Array(body.utf8), key: "k", name: nil, by: "x")
            }
            #expect(fields(found) == ["package"])
        }
        try await test.remove()
        try await other.remove()
    }

    /// What no longer holds keeps a measure out, and what changed since it was simulated as well.
    @Test func conditionsAndContentAreThoseOfNow() async throws {
        let test = try await zone(1)
        let zone = test.zone
        var measure = MeasureExample.measure(preconditions: [
            CheckCall(
                check: "statistics.indicator",
                parameters: [
                    "indicator": "parks", "period": "this-year", "bound": "min", "value": "2",
                ])
        ])
        func report(_ count: Int64) throws {
            try zone.report(
                "parks", in: .year(of: zone.today), value: Fraction(count), evidence: "e", by: "x")
        }
        _ = try zone.draft(measure.text, id: measure.id, by: "Zhang San")
        #expect(
            try zone.checkPreconditions(of: Self.id, by: "x").map(\.verdict) == ["undecided"])
        try report(2)
        #expect(try zone.checkPreconditions(of: Self.id, by: "x").map(\.verdict) == ["passed"])
        _ = try zone.simulate(Self.id, days: zone.today...zone.today, by: "x")
        try await zone.waitForSimulation(of: Self.id)
        // Changed: what was checked and simulated was another measure.
        measure.titleEn = "A still lower ceiling"
        #expect(try zone.draft(measure.text, id: measure.id, by: "Zhang San"))
        func stage() throws {
            try zone.stage(Self.id, from: zone.today, to: nil, reason: "r", by: "x")
        }
        #expect(fields(await refusal { try stage() }) == ["preconditions", "simulation"])
        _ = try zone.checkPreconditions(of: Self.id, by: "x")
        let count = try #require(try zone.measure(Self.id)?.steps.count)
        _ = try zone.simulate(Self.id, days: zone.today...zone.today, by: "x")
        for _ in 0..<2_000 where try zone.measure(Self.id)?.steps.count == count {
            try await Task.sleep(for: .milliseconds(10))
        }
        try stage()
        #expect(
            await refusal { _ = try zone.draft(measure.text + " ", id: measure.id, by: "x") }
                == nil, "the same again changes nothing")
        measure.titleEn = "Another"
        #expect(
            await refusal { _ = try zone.draft(measure.text, id: measure.id, by: "x") }
                == .conflict)
        try report(1)
        #expect(
            fields(await refusal { try await zone.adopt(Self.id, by: "y") }) == ["preconditions"])
        #expect(try zone.measure(Self.id)?.state == .staged)
        try zone.unstage(Self.id, reason: "parks", by: "x")
        #expect(try zone.measure(Self.id)?.state == .draft)
        try await test.remove()
    }

    /// The effect is counted from the very declarations of the groups and days.
    @Test func effectIsEstimatedAgainstTheControlGroup() async throws {
        let file = try await package()
        let test = try await zone(2)
        let zone = test.zone
        _ = try await refused(0..<100, by: test)
        test.clock.advance(days: 1)
        #expect(try zone.effect(of: try importOnly(file, zone), dayCount: 5) == nil)
        try await adopt(file, from: zone.today, to: nil, in: zone)
        _ = try await refused(100..<200, by: test)
        #expect(try zone.effect(of: Self.id, dayCount: 5) == nil, "no day is over")
        test.clock.advance(days: 1)
        let effect = try #require(try zone.effect(of: Self.id, dayCount: 5)?.first)
        var counts: [String: [Int]] = [:]
        for index in 0..<200 {
            let mode = test.traffic.inventory(of: test.traffic.declaration(at: index)).tradeMode
            let status = try zone.declaration(test.id(index))?.status ?? 0
            let place = "\(mode) \(index < 100)"
            let known = counts[place] ?? [0, 0]
            counts[place] = [known[0] + (status == 800 ? 1 : 0), known[1] + 1]
        }
        func check(_ share: MeasureEffect.Share, _ place: String) {
            let known: [Int] = counts[place] ?? [0, 0]
            #expect(share.count == known[0] && share.total == known[1], "\(place)")
        }
        check(effect.treatedBefore, "1210 true")
        check(effect.treatedAfter, "1210 false")
        check(effect.controlBefore, "9610 true")
        check(effect.controlAfter, "9610 false")
        #expect(effect.before.upperBound.adding(days: 1) == effect.after.lowerBound)
        try await test.remove()
    }

    private func importOnly(
        _ file: (name: String, bytes: [UInt8], key: String), _ zone: Zone
    ) throws -> String {
        try zone.importMeasure(file.bytes, key: file.key, name: nil, by: "Li").id
    }

    /// A measure that keeps a zone from starting can be taken out of its books, and the zone says how.
    @Test func aMeasureThatDoesNotFitIsTakenOutOffline() async throws {
        let file = try await package()
        let test = try await zone(2)
        try await adopt(file, from: test.zone.today, to: nil, in: test.zone)
        await test.zone.close()
        // A rule book in which another value has the measure's very days.
        let day = test.clock.now.day
        let folder = try changedRuleBook(MeasureExample.path) { text in
            text + """
                  - from: \(day)
                    known: \(day)
                    value: "7"
                    source: {instrument: "a test", article: "none"}
                    verified: false
                    note: "not a law"

                """
        }
        func reopen() throws -> Zone {
            try test.reopened {
                $0.ruleBookPath = folder
                $0.secret = Array(repeating: 2, count: 32)
            }
        }
        do {
            await (try reopen()).close()
            Issue.record("it started")
        } catch {
            #expect(
                "\(error)".contains("measures rollback --database") && "\(error)".contains(Self.id))
        }
        try Zone.rollBackMeasure(
            Self.id, databasePath: test.databasePath, reason: "r", by: "console",
            at: test.clock.now)
        let zone = try reopen()
        #expect(value(zone) == "7")
        await zone.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func library() throws {
        let files = Set(RuleBookFiles.bundled().texts.keys)
        let library = try MeasureLibrary.bundled()
        let text = ["id\tsystem\tzh\ten\tbasis\tseen\tfile\tfill"]
        let rows = library.practices.map {
            "\($0.id)\t\($0.system.rawValue)\t\($0.zh)\t\($0.en)\t\($0.basis)\t"
                + "\($0.isSeen ? "yes" : "no")\t\($0.file)\t\($0.fill)"
        }
        let again = try MeasureLibrary((text + rows).joined(separator: "\n"), files: files)
        #expect(again.practices == library.practices)
        #expect(Set(library.practices.map(\.system)) == Set(MeasurePractice.System.allCases))
        for practice in library.practices {
            let draft = try #require(library.draft(practice.id))
            #expect(draft.rules.keys.allSatisfy { files.contains($0) })
            #expect(draft.descriptionZh.isEmpty && draft.risks.isEmpty, "it is to be filled")
        }
        #expect(library.draft("none") == nil)
        #expect(throws: TableError.self) {
            try MeasureLibrary(text[0] + "\nx\tmoon\t\tx\tx\tperhaps\tnone\t", files: files)
        }
    }
}
