import Foundation
import Testing
import ZoneCore
import ZoneServices
import ZoneTraffic

/// Findings are opened by their test, closed by it, and opened again by it.
@Suite struct InspectionTests {
    private static let hourMs: Int64 = 3_600_000

    /// A zone with an account whose stocks agree, and an inspection under way.
    private func zone() async throws -> TestZone {
        let test = try await TestZone(guaranteeFen: 0)
        var order = StockOrder(account: "B1", id: "register", kind: .register, actor: "officer")
        (order.item, order.unit, order.reference) = ("91330100MA27XW1R0X", "bonded", "Book")
        #expect(try await test.zone.apply(order) == .done(isNew: true))
        let day = test.zone.today
        let plan = InspectionRequest(
            id: "i-1", title: "仓储专项督查", scope: "bonded stock", basis: "", lead: "Zhang San",
            members: ["Li Si"], from: day, to: day.adding(days: 7))
        #expect(try test.zone.plan(plan, by: "Zhang San"))
        #expect(try !test.zone.plan(plan, by: "Zhang San"))
        try test.zone.step(.start, of: "i-1", note: "", by: "Zhang San")
        return test
    }

    /// Moves stock so that book and declaration part, or meet again.
    private func move(_ id: String, _ kind: StockOrder.Kind, _ zone: Zone) async throws {
        var order = StockOrder(account: "B1", id: id, kind: kind, actor: "keeper")
        (order.item, order.unit, order.reason) = ("1", "011", "test")
        order.quantity = Fixed5(units: 5 * Fixed5.unitsPerOne)
        #expect(try await zone.apply(order) == .done(isNew: true))
    }

    private func finding(
        _ id: String, on zone: Zone, _ severity: FindingSeverity = .minor
    ) -> FindingRequest {
        FindingRequest(
            id: id, inspection: "i-1", titleZh: "库存差异", titleEn: "Stock discrepancies", basis: "",
            severity: severity, department: "warehouse B1",
            test: CheckCall(check: "stock.discrepancies", parameters: ["days": "0"]),
            due: zone.today.adding(days: 10))
    }

    private func refusal(_ body: () throws -> Void) -> InspectionError? {
        do {
            try body()
            return nil
        } catch { return error as? InspectionError }
    }

    @Test func theWholeLifeOfAFinding() async throws {
        let test = try await zone()
        let zone = test.zone
        // Nothing is wrong, so there is no finding.
        let early = refusal { _ = try zone.open(finding("f-1", on: zone), by: "Zhang San") }
        guard case .invalid(let problems) = early else {
            Issue.record("\(String(describing: early))")
            return
        }
        #expect(problems.map(\.field) == ["test"])
        #expect(try zone.findings().isEmpty)

        try await move("m1", .inbound, zone)
        #expect(try zone.open(finding("f-1", on: zone), by: "Zhang San"))
        #expect(try !zone.open(finding("f-1", on: zone), by: "Zhang San"))
        let opened = try #require(try zone.finding("f-1"))
        var run = try #require(try zone.findingRun(opened.lastRun))
        #expect(run.verdict == .failed && run.caseCount == 1)
        #expect(run.cases.map(\.subject) == ["B1 1 011"])

        // It passes, but nobody said that it is put right: it stays open. So does one that is not put right.
        #expect(try zone.recheck("f-1", by: "Zhang San").state == .open)
        #expect(try zone.rectify("f-1", what: "w", evidence: "e", by: "Li").state == .rectified)
        #expect(try zone.recheck("f-1", by: "Zhang San").state == .open)
        let twice = refusal { _ = try zone.extend("none", to: zone.today, reason: "r", by: "x") }
        #expect(twice == .notFound)

        // Rectified: the schedule runs the test at once, and it closes by itself.
        try await move("m2", .declared, zone)
        #expect(try zone.recheck("f-1", by: "Zhang San").state == .open)
        #expect(try zone.rectify("f-1", what: "w", evidence: "e", by: "Li").state == .rectified)
        #expect(try zone.recheckFindings() == 1)
        #expect(try zone.finding("f-1")?.state == .closed)
        #expect(try zone.recheckFindings() == 0, "nothing is due")
        let closed = refusal { _ = try zone.rectify("f-1", what: "w", evidence: "e", by: "Li") }
        #expect(closed == .notAllowed(step: "rectify", state: "已销号 closed"))

        // It recurs: the next run of the schedule opens it, with the new case and a new deadline.
        try await move("m3", .inbound, zone)
        test.clock.advance(ms: Self.hourMs + 1)
        #expect(try zone.recheckFindings() == 1)
        let again = try #require(try zone.finding("f-1"))
        #expect(again.state == .open && again.recurrenceCount == 1)
        #expect(again.due == zone.today.adding(days: 10))
        run = try #require(try zone.findingRun(again.lastRun))
        #expect(run.actor == "schedule" && run.cases.map(\.subject) == ["B1 1 011"])
        #expect(
            try zone.findingSteps("f-1").reversed().map(\.kind) == [
                "opened", "run", "rectified", "returned", "run", "rectified", "closed", "reopened",
            ])
        let kinds = try zone.log(
            kind: "finding", subject: "f-1", days: zone.today...zone.today, before: nil,
            countMax: 100)
        #expect(kinds?.count == 8, "every step is in the register")
        #expect(kinds?.first?.kind == "finding.reopened")
        try await test.remove()
    }

    /// Books survive a restart, and what a run found is kept as it was.
    @Test func runsAreKept() async throws {
        let test = try await zone()
        try await move("m1", .inbound, test.zone)
        _ = try test.zone.open(finding("f-1", on: test.zone), by: "Zhang San")
        for _ in 0..<3 { _ = try test.zone.recheck("f-1", by: "Zhang San") }
        try await move("m2", .declared, test.zone)
        _ = try test.zone.recheck("f-1", by: "Zhang San")
        await test.zone.close()
        let zone = try test.reopened()
        let runs = try zone.findingRuns("f-1", countMax: 10)
        #expect(runs.map(\.verdict) == [.passed, .failed, .failed, .failed, .failed])
        for run in runs.dropFirst() {
            #expect(try zone.findingRun(run.id)?.cases.map(\.subject) == ["B1 1 011"])
        }
        #expect(try zone.findingRun(runs[0].id)?.cases == [])
        #expect(try zone.findingRuns("f-1", before: runs[2].id, countMax: 1).count == 1)
        await zone.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func majorIssuesGoUpward() async throws {
        let test = try await zone()
        let zone = test.zone
        try await move("m1", .inbound, zone)
        _ = try zone.open(finding("f-1", on: zone), by: "Zhang San")
        _ = try zone.open(finding("f-2", on: zone, .major), by: "Zhang San")
        #expect(try zone.majorIssues().issues.map(\.finding) == ["f-2"])
        test.clock.advance(days: 41)
        let report = try zone.majorIssues()
        #expect(report.issues.map(\.reasons) == [["overdue"], ["severity", "overdue"]])
        #expect(report.issues[0].cases.map(\.subject) == ["B1 1 011"])
        #expect(report.csv.contains("\"f-1\""))
        let sent = try zone.reportMajorIssues(to: "province", by: "Zhang San")
        #expect(sent.issueCount == 2)
        let kept = try #require(try zone.majorIssueReport(sent.id))
        #expect(try kept.content == report.bytes && kept.digest == sent.digest)
        #expect(try zone.majorIssueReports().map(\.recipient) == ["province"])
        // A longer deadline takes the overdue one off.
        _ = try zone.extend("f-1", to: zone.today, reason: "lift broken", by: "Zhang San")
        #expect(try zone.majorIssues().issues.map(\.finding) == ["f-2"])
        try await test.remove()
    }

    @Test func everythingWrongIsSaidAtOnce() async throws {
        let test = try await zone()
        let zone = test.zone
        var request = finding("f 1", on: zone)
        request.titleZh = ""
        request.due = zone.today.adding(days: -1)
        request.test = CheckCall(
            check: "stock.discrepancies", parameters: ["days": "-1", "sql": "DROP"])
        guard case .invalid(let problems) = refusal({ _ = try zone.open(request, by: "") }) else {
            Issue.record("it was taken")
            return
        }
        #expect(
            Set(problems.map(\.field)) == [
                "id", "titleZh", "due", "test.parameters.days", "test.parameters.sql", "by",
            ])
        request = finding("f-1", on: zone)
        request.test = CheckCall(check: "select *")
        guard case .invalid(let unknown) = refusal({ _ = try zone.open(request, by: "x") }) else {
            Issue.record("it was taken")
            return
        }
        #expect(unknown.map(\.field) == ["test.check"])
        try zone.step(.conclude, of: "i-1", note: "done", by: "Zhang San")
        try await move("m1", .inbound, zone)
        #expect(
            refusal { _ = try zone.open(finding("f-1", on: zone), by: "x") }
                == .notAllowed(step: "finding", state: "已结束 concluded"))
        #expect(
            refusal { try zone.step(.start, of: "i-1", note: "", by: "x") }
                == .notAllowed(step: "start", state: "已结束 concluded"))
        #expect(refusal { try zone.step(.start, of: "i-2", note: "", by: "x") } == .notFound)
        try await test.remove()
    }
}
