import Testing
import ZoneCore
import ZoneServices

@Suite struct ApprovalServiceTests {
    private static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
    private static let matter = "project-customs-site"
    private static let office = "zone-office"

    private static func content(_ matter: String = matter, plan: String = "") -> ApprovalContent {
        ApprovalContent(
            zone: "beijing", matter: matter, titleZh: "场所", titleEn: "Site", summary: "新建",
            filedBy: office, plan: plan)
    }

    private func withCase(_ body: (TestZone) throws -> Void) async throws {
        let test = try await TestZone(guaranteeFen: 0)
        _ = try test.zone.saveApproval(Self.content(), "c", by: "a")
        try body(test)
        try await test.remove()
    }

    private func addDocuments(_ zone: Zone, except missing: String = "") throws {
        let kinds = try #require(zone.governance.route(Self.matter)).documents
        for (index, kind) in kinds.enumerated() where kind != missing {
            _ = try zone.addDocument(
                Array("%PDF-\(index)".utf8), kind: kind, name: "x.pdf", to: .approval, "c",
                by: "a")
        }
    }

    private func submit(_ zone: Zone) throws {
        try addDocuments(zone)
        try zone.actOnApproval("c", .submit, by: "a", for: Self.office)
    }

    private func answer(
        _ zone: Zone, _ outcome: ApprovalAct.Outcome, for body: String,
        conditions: [ApprovalCondition] = []
    ) throws {
        let step = try #require(try zone.approval("c")?.record.openSteps.first)
        try zone.actOnApproval(
            "c",
            .answer(step: step.step.id, outcome, text: "x", conditions: conditions), by: "b",
            for: body)
    }

    private func fields(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch CaseError.refused(.invalid(let problems)) {
            return problems.map(\.value)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func nothingIsSubmittedWithoutItsDocuments() async throws {
        try await withCase { test in
            try addDocuments(test.zone, except: "feasibility-study")
            #expect(
                fields { try test.zone.actOnApproval("c", .submit, by: "a", for: Self.office) }
                    == ["feasibility-study"])
            try submit(test.zone)
            #expect(try test.zone.approval("c")?.record.state == .underWay)
        }
    }

    @Test func mattersAndPlansAreThoseThatThereAre() async throws {
        try await withCase { test in
            #expect(
                fields {
                    _ = try test.zone.saveApproval(Self.content("moon", plan: "p"), "d", by: "a")
                } == ["moon", "p"])
            try PlanServiceTests.issue(test)
            var content = Self.content(plan: "p")
            content.task = "t9"
            #expect(
                fields { _ = try test.zone.saveApproval(content, "d", by: "a") } == ["t9"])
            content.task = "t1"
            #expect(try test.zone.saveApproval(content, "d", by: "a").isNew)
        }
    }

    /// Submitted on Wednesday 2026-07-01; five working days end on Wednesday the 8th, the weekend not counted.
    @Test func deadlinesAreWorkingDays() async throws {
        try await withCase { test in
            let zone = test.zone
            try submit(zone)
            let first = try #require(try zone.approvalWaits().first)
            #expect(first.due == Self.day("2026-07-08") && !first.isOverdue)
            #expect(first.body == "provincial-commerce" && !first.isCondition)
            test.clock.advance(days: 7)
            #expect(try zone.approvalWaits().map(\.isOverdue) == [false])
            test.clock.advance(days: 1)
            #expect(try zone.approvalWaits().map(\.isOverdue) == [true])
            try answer(zone, .accept, for: "provincial-commerce")
            let step = try #require(try zone.approval("c")?.record.rounds[0].steps.first)
            #expect(step.isLate(on: zone.today))
            // Ten working days after Thursday the 9th.
            #expect(try zone.approvalWaits().map(\.due) == [Self.day("2026-07-23")])
        }
    }

    /// The operator's list of adjusted days moves a deadline: Monday the 6th rests, so five working days end on the 9th.
    @Test func aListedDayOfRestMovesTheDeadline() async throws {
        let path = try changedRuleBook("lists/calendar/adjusted-days.yaml") {
            $0.replacing(
                "values: []",
                with: """
                    values:
                      - from: 2026-06-01
                        known: 2026-06-01
                        codes:
                          "2026-07-06": {zh: 休, en: "rest", rest: true}
                        source: {instrument: "test", article: "1"}
                        verified: true
                    """)
        }
        let test = try await TestZone(guaranteeFen: 0) { $0.ruleBookPath = path }
        _ = try test.zone.saveApproval(Self.content(), "c", by: "a")
        try submit(test.zone)
        #expect(try test.zone.approvalWaits().map(\.due) == [Self.day("2026-07-09")])
        try await test.remove()
    }

    @Test func fromSubmissionToTheLastCondition() async throws {
        try await withCase { test in
            let zone = test.zone
            try submit(zone)
            try answer(zone, .accept, for: "provincial-commerce")
            try answer(zone, .agree, for: "local-customs")
            let condition = ApprovalCondition(
                id: "video", text: "联网", due: Self.day("2026-07-31"),
                followedBy: "local-customs")
            var past = condition
            past.due = Self.day("2026-06-30")
            #expect(
                fields { try answer(zone, .approve, for: "gacc", conditions: [past]) }
                    == ["2026-06-30"])
            try answer(zone, .approve, for: "gacc", conditions: [condition])
            #expect(try zone.approvalWaits().map(\.body) == [Self.office])
            test.clock.advance(days: 30)
            #expect(try zone.approvalWaits().map(\.isOverdue) == [false])
            test.clock.advance(days: 1)
            #expect(try zone.approvalWaits().map(\.isOverdue) == [true])
            try zone.actOnApproval(
                "c",
                .act(
                    .report(
                        condition: "video", trueOn: Self.day("2026-07-31"), text: "已联网",
                        documents: [])), by: "a", for: Self.office)
            #expect(try zone.approvalWaits().map(\.body) == ["local-customs"])
            try zone.actOnApproval(
                "c", .act(.confirm(condition: "video", isMet: true, text: "属实")), by: "b",
                for: "local-customs")
            #expect(try zone.approvalWaits().isEmpty)
            #expect(try zone.approval("c")?.record.state == .settled)
            #expect(try zone.cases(.approval, state: "settled", countMax: 9).map(\.id) == ["c"])
        }
    }

    /// A case keeps the route that it was submitted under.
    @Test func theRouteIsKept() async throws {
        try await withCase { test in
            try submit(test.zone)
            let record = try #require(try test.zone.approval("c")?.record)
            #expect(record.rounds[0].route == test.zone.governance.route(Self.matter))
            #expect(record.rounds[0].route.isTemplate)
        }
    }
}
