import Testing
import ZoneCore
import ZoneStore

@testable import ZoneServices

@Suite struct LogTests {
    private static let dayMs: Int64 = 86_400_000

    private func log(
        _ test: TestZone, kind: String? = nil, subject: String? = nil, before: String? = nil,
        countMax: Int = 1000
    ) throws -> [LogEvent] {
        let today = test.clock.now.day
        return try #require(
            try test.zone.log(
                kind: kind, subject: subject, days: today.adding(days: -365)...today,
                before: before, countMax: countMax))
    }

    @Test func whatWasDoneIsThereOnceAndOfAKnownKind() async throws {
        let test = try await TestZone { $0.secret = [UInt8](repeating: 5, count: 32) }
        let index = try await test.releasable()
        let id = test.id(index)
        _ = try test.zone.dutyPage("post-parcels", after: nil, countMax: 100)
        let lane = try #require(try test.zone.dutyEntry("post-parcels")).lane
        _ = try test.zone.acknowledge("post-parcels", upTo: lane.delivered)
        _ = try test.zone.caseFile(id, by: "officer 7", purpose: "appeal")
        let act = DeclarationAct(event: .officer(.close), reason: "done", officer: "officer 8")
        #expect(try await test.zone.act(act, on: id) == .done(899))
        let events = try log(test)
        let kinds = Set(events.map(\.kind))
        #expect(
            kinds.isSuperset(of: [
                "duty.pull", "duty.acknowledgement", "person.case-file", "declaration.close",
                "guarantee.set",
            ]))
        #expect(kinds.isSubset(of: LogKind.all.map(\.name)))
        let close = try #require(events.first { $0.kind == "declaration.close" })
        #expect(close.actor == "officer 8" && close.subject == id && close.detail == "done")
        #expect(
            try log(test, kind: "duty").map(\.kind).sorted() == [
                "duty.acknowledgement", "duty.pull",
            ])
        #expect(try log(test, kind: "dut").isEmpty)
        let about = try log(test, subject: id).map(\.kind).sorted()
        #expect(about == ["declaration.close", "person.case-file"])
        // By pages without gap or repeat, newest first.
        var (paged, cursor) = ([LogEvent](), String?.none)
        for _ in 0..<events.count + 1 {
            let page = try log(test, before: cursor, countMax: 2)
            guard let last = page.last else { break }
            paged += page
            cursor = last.cursor
        }
        #expect(paged == events)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.at >= $1.at })
        let today = test.clock.now.day
        #expect(
            try test.zone.log(
                kind: nil, subject: nil, days: today...today, before: "x", countMax: 1) == nil)
        try await test.remove()
    }

    @Test func retentionForgetsByRuleAndNothingElse() async throws {
        let test = try await TestZone { $0.secret = [UInt8](repeating: 5, count: 32) }
        let id = test.id(try await test.releasable())
        _ = try test.zone.dutyPage("post-parcels", after: .start, countMax: 100)
        _ = try test.zone.dutyPage("post-parcels", after: .start, countMax: 100)
        _ = try test.zone.caseFile(id, by: "a", purpose: "b")
        func deliveries() throws -> Int? {
            try test.zone.dutyDeliveries("post-parcels", before: nil, countMax: 10)?.count
        }
        func accesses() throws -> Int? {
            try test.zone.personAccesses(declaration: id, before: nil, countMax: 10)?.count
        }
        test.clock.advance(days: 366)
        #expect(try test.zone.applyRetention() == 0)
        #expect(try deliveries() == 2)
        test.clock.advance(ms: 1)
        #expect(try test.zone.applyRetention() == 1)
        // What was delivered for the first time stays: it says that the duty was fulfilled.
        #expect(try deliveries() == 1 && accesses() == 1)
        test.clock.advance(days: 3653)
        #expect(try test.zone.applyRetention() == 1)
        #expect(try accesses() == 0 && deliveries() == 1)
        #expect(try test.zone.applyRetention() == 0)
        try await test.remove()
    }

    @Test func rulesOfRetentionAreCheckedWhole() throws {
        #expect(try RetentionRules.bundled().rules.count == 2)
        let good = "h\nperson-access\t400\tb\tno\nrepeated-delivery\t400\tb\tyes\n"
        #expect(try RetentionRules(good).rules.map(\.isVerified) == [false, true])
        for (text, count) in [
            ("h\n", 2), (good.replacing("400", with: "5"), 4),
            (good.replacing("yes", with: "perhaps"), 2), (good + "journal\t400\tb\tno\n", 1),
        ] {
            do {
                _ = try RetentionRules(text)
                Issue.record("taken: \(text)")
            } catch {
                #expect(error.problems.count == count, "\(error)")
            }
        }
    }
}
