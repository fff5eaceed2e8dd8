import Foundation
import Testing
import ZoneCore
import ZoneServices

@Suite struct PlanServiceTests {
    private static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static func content(
        _ zone: String = "beijing", due: String = "2026-07-31", titleEn: String = "Plan"
    ) -> PlanContent {
        PlanContent(
            zone: zone, titleZh: "方案", titleEn: titleEn, basis: "国函〔2018〕93号",
            draftedBy: "zone-office", guidedBy: "mofcom", issuedBy: "provincial-government",
            tasks: [
                PlanTask(
                    id: "t1", titleZh: "信息共享", titleEn: "Sharing", clause: .third,
                    lead: "local-customs",
                    milestones: [
                        PlanMilestone(
                            id: "m1", titleZh: "联调", titleEn: "Joined", due: day(due))
                    ])
            ])
    }

    private func withZone(
        _ change: @escaping (inout ZoneSettings) -> Void = { _ in },
        _ body: (TestZone) throws -> Void
    ) async throws {
        let test = try await TestZone(guaranteeFen: 0, change: change)
        try body(test)
        try await test.remove()
    }

    /// Brings a plan into force, each step by its body, on the clock's day.
    static func issue(_ test: TestZone, _ id: String = "p", _ content: PlanContent = content())
        throws
    {
        let zone = test.zone
        _ = try zone.savePlan(content, id, by: "a")
        try zone.actOnPlan(
            id, .consult(bodies: ["local-customs"], workingDays: 5), by: "a", for: "zone-office")
        try zone.actOnPlan(
            id, .act(.opine(.agrees, text: "同意")), by: "b", for: "local-customs")
        for act in [PlanAct.endConsultation, .askGuidance] {
            try zone.actOnPlan(id, .act(act), by: "a", for: "zone-office")
        }
        try zone.actOnPlan(
            id, .act(.guide(agrees: true, text: "可")), by: "c", for: "mofcom")
        try zone.actOnPlan(
            id, .act(.issue(document: "1号", on: zone.today)), by: "d",
            for: "provincial-government")
    }

    private func fields(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch CaseError.refused(.invalid(let problems)) {
            return problems.map(\.field)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func everythingIsThereAgainAfterARestart() async throws {
        let test = try await TestZone(guaranteeFen: 0)
        try Self.issue(test)
        let before = try #require(try test.zone.plan("p"))
        #expect(before.record.heading.state == "issued" && before.events.count == 7)
        await test.zone.close()
        let again = try test.reopened()
        let after = try #require(try again.plan("p"))
        #expect(after.record == before.record && after.events == before.events)
        #expect(try again.cases(.plan, countMax: 10).map(\.id) == ["p"])
        #expect(try again.cases(.plan, zone: "tianjin", countMax: 10).isEmpty)
        #expect(try again.cases(.approval, countMax: 10).isEmpty)
        #expect(
            try again.cases(.plan, zone: "beijing", state: "issued", countMax: 10).count == 1)
        await again.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func theSameContentAgainChangesNothing() async throws {
        try await withZone { test in
            #expect(try test.zone.savePlan(Self.content(), "p", by: "a").isNew)
            let again = try test.zone.savePlan(Self.content(), "p", by: "a")
            #expect(!again.isNew && again.record.eventCount == 1)
            let other = try test.zone.savePlan(Self.content(titleEn: "P2"), "p", by: "a")
            #expect(other.record.eventCount == 2 && other.record.revisions.count == 1)
        }
    }

    @Test func bodiesAreThoseOfTheTable() async throws {
        try await withZone { test in
            var content = Self.content()
            content.guidedBy = "city-tax"
            content.issuedBy = "mofcom"
            content.tasks[0].lead = "nobody"
            #expect(
                fields { _ = try test.zone.savePlan(content, "p q", by: "") } == [
                    "id", "guidedBy", "issuedBy", "tasks[0].lead", "by",
                ])
            let stored = try test.zone.plan("p q")
            #expect(stored == nil)
        }
    }

    /// 2026-07-01 is a Wednesday: five working days end on the 8th.
    @Test func consultationsAreCountedInWorkingDays() async throws {
        try await withZone { test in
            let zone = test.zone
            _ = try zone.savePlan(Self.content(), "p", by: "a")
            try zone.actOnPlan(
                "p", .consult(bodies: ["city-tax"], workingDays: 5), by: "a", for: "zone-office")
            let until = try zone.plan("p")?.record.pending?.consultation?.until
            #expect(until == Self.day("2026-07-08"))
            test.clock.advance(days: 7)
            #expect(throws: CaseError.self) {
                try zone.actOnPlan("p", .act(.endConsultation), by: "a", for: "zone-office")
            }
            test.clock.advance(days: 1)
            try zone.actOnPlan("p", .act(.endConsultation), by: "a", for: "zone-office")
            #expect(try zone.plan("p")?.record.pending?.state == .consulted)
        }
    }

    @Test func progressByBothClocks() async throws {
        try await withZone { test in
            let zone = test.zone
            try Self.issue(test)
            test.clock.advance(days: 40)
            let report = PlanRequest.act(
                .report(
                    PlanEvidence(
                        at: MilestonePath(task: "t1", milestone: "m1"), fulfils: true,
                        trueOn: Self.day("2026-07-20"), text: "完成")))
            try zone.actOnPlan("p", report, by: "b", for: "local-customs")
            let sent = try zone.actOnPlan("p", report, by: "b", for: "local-customs")
            #expect(sent.evidence.count == 1, "the same evidence again")
            func fulfilled(_ on: String, _ known: String) throws -> Int? {
                try zone.plan("p", on: Self.day(on), knownBy: Self.day(known))?.outlook?
                    .progress.fulfilledCount
            }
            #expect(try fulfilled("2026-07-19", "2026-08-10") == 0)
            #expect(try fulfilled("2026-07-20", "2026-08-10") == 1)
            #expect(try fulfilled("2026-07-31", "2026-08-09") == 0)
            #expect(try zone.plan("p", knownBy: Self.day("2026-06-30")) == nil)
        }
    }

    /// The first step of the ladder is free on the day after the due day.
    @Test func delaysNameTheirNextStep() async throws {
        try await withZone { test in
            let zone = test.zone
            try Self.issue(test)
            #expect(try zone.planDelays().isEmpty)
            test.clock.advance(days: 30)
            #expect(try zone.planDelays().isEmpty, "2026-07-31 is its last day")
            let path = MilestonePath(task: "t1", milestone: "m1")
            let first = PlanRequest.escalate(path, step: 1, reason: "未完成")
            #expect(throws: CaseError.self) {
                try zone.actOnPlan("p", first, by: "e", for: "provincial-commerce")
            }
            test.clock.advance(days: 1)
            let delay = try #require(try zone.planDelays(zone: "beijing").first)
            #expect(delay.outlook.daysLate == 1 && delay.next?.number == 1)
            #expect(delay.nextFrom == zone.today)
            try zone.actOnPlan("p", first, by: "e", for: "provincial-commerce")
            let after = try #require(try zone.planDelays().first)
            #expect(after.escalation?.to == "local-customs" && after.next?.number == 2)
            #expect(after.nextFrom == Self.day("2026-08-15"))
            #expect(try zone.planDelays(zone: "tianjin").isEmpty)
            #expect(
                fields {
                    try zone.actOnPlan(
                        "p", .escalate(path, step: 9, reason: "x"), by: "e", for: "mofcom")
                } == ["step"])
        }
    }

    @Test func documentsAreThoseOfEnterprises() async throws {
        try await withZone {
            $0.enterpriseLimits.documentCountMax = 1
        } _: { test in
            let zone = test.zone
            try Self.issue(test)
            let pdf = Array("%PDF-1".utf8)
            func add(_ content: [UInt8], to id: String = "p") throws -> Int64 {
                try zone.addDocument(
                    content, kind: "photo", name: "x.pdf", to: .plan, id, by: "a"
                ).id
            }
            #expect(throws: EnterpriseError.documentType) { try add(Array("<a>".utf8)) }
            #expect(throws: EnterpriseError.notFound) { try add(pdf, to: "q") }
            let number = try add(pdf)
            #expect(try add(pdf) == number)
            #expect(throws: EnterpriseError.documentsFull(countMax: 1)) { try add(pdf + [1]) }
            let path = MilestonePath(task: "t1", milestone: "m1")
            func report(_ documents: [Int64]) throws {
                try zone.actOnPlan(
                    "p",
                    .act(
                        .report(
                            PlanEvidence(
                                at: path, fulfils: true, trueOn: zone.today, text: "x",
                                documents: documents))), by: "a", for: "local-customs")
            }
            #expect(fields { try report([number + 1]) } == ["documents"])
            try report([number])
            #expect(try zone.document(number, of: .plan, "p")?.content == pdf)
            #expect(try zone.document(number, of: .approval, "p") == nil)
        }
    }

    @Test func everyActIsInTheLog() async throws {
        try await withZone { test in
            let zone = test.zone
            try Self.issue(test)
            _ = try zone.addDocument(
                Array("%PDF-1".utf8), kind: "k", name: "n", to: .plan, "p", by: "a")
            let events = try #require(
                try zone.log(
                    kind: "plan", subject: "p", days: zone.today...zone.today, before: nil,
                    countMax: 50))
            #expect(
                Set(events.map(\.kind)) == [
                    "plan.save", "plan.consult", "plan.opine", "plan.endConsultation",
                    "plan.askGuidance", "plan.guide", "plan.issue", "plan.document",
                ])
            #expect(events.first { $0.kind == "plan.guide" }?.actor == "c")
            let known = Set(LogKind.all.map(\.name))
            #expect(events.allSatisfy { known.contains($0.kind) })
        }
    }

    @Test func tablesAreReadWholeOrNotAtAll() throws {
        func tables(_ changed: String, _ text: String) throws -> GovernanceTables {
            let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Sources/ZoneServices/Resources")
            return try GovernanceTables { name in
                name == changed
                    ? text
                    : try? String(
                        contentsOf: folder.appending(path: name + ".tsv"), encoding: .utf8)
            }
        }
        let shipped = try tables("", "")
        #expect(shipped.routes.allSatisfy { $0.isTemplate && $0.basis.isEmpty })
        #expect(shipped.ladder.map(\.number) == Array(1...shipped.ladder.count))
        let broken: [(name: String, text: String, count: Int?)] = [
            (
                "escalation-steps",
                "number\tto\tzh\ten\tafter_days\tanswer_working_days\n2\tnobody\t甲\ta\t0\t5\n", 3
            ),
            (
                "approval-routes",
                "id\tsubject\tzh\ten\tbasis\ttemplate\tdocuments\nx\tpolicy\t甲\ta\t\tno\t\n",
                // No basis though it is no template, no steps: two defects; and every step is of no route.
                3 + (try tables("", "").routes.flatMap(\.steps).count)
            ), ("bodies", "code\tzh\ten\tlevel\nx\t甲\ta\tmoon\n", nil),
        ]
        for (name, text, count) in broken {
            do {
                _ = try tables(name, text)
                Issue.record("\(name) was read")
            } catch let error as TableError {
                if let count { #expect(error.problems.count == count, "\(error)") }
                #expect(error.problems.contains { $0.hasPrefix(name) })
            }
        }
    }
}
