import Foundation
import GRDBSQLite
import Testing
import ZoneCore
import ZoneStore

/// What was found, run, reported and adopted stays: the database itself refuses to change it.
@Suite struct SupervisionStoreTests {
    private static let day = Day("2026-07-01")!

    private static func event(_ kind: String) -> AuditRow {
        AuditRow(atMs: 1, kind: kind, actor: "x", subject: "f-1", detail: "")
    }

    /// A finding with two runs of the same cases and one without, a report, and a measure that was adopted.
    private static func filled() throws -> TemporaryStore {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let inspection = InspectionRow(
            id: "i-1", title: "t", scope: "s", basis: "", lead: "l", members: "",
            days: day...day, actor: "x", atMs: 1)
        #expect(try store.add(inspection, event: event("i")) == true)
        #expect(try store.add(inspection, event: event("i")) == false)
        try store.step(
            inspection: "i-1", InspectionStepRow("start", "", actor: "x", atMs: 1),
            event: event("s")
        ) { _ in .underway }
        var finding = FindingRow(
            id: "f-1", inspection: "i-1", titleZh: "问题", titleEn: "finding", basis: "",
            severity: .minor, department: "d", test: "{}", due: day, actor: "x", atMs: 1)
        finding.nextMs = 5
        func run(_ verdict: CheckVerdict, _ cases: String) -> FindingRunRow {
            FindingRunRow(
                finding: "f-1", atMs: 1, actor: "x", verdict: verdict,
                caseCount: verdict == .failed ? 1 : 0, note: "", cases: Array(cases.utf8))
        }
        #expect(try store.add(finding, run: run(.failed, "[1]"), event: event("f")) == true)
        for (verdict, cases) in [(CheckVerdict.failed, "[1]"), (.passed, "[]")] {
            _ = try store.change(finding: "f-1", run: run(verdict, cases)) { row in
                .init(row: row, steps: [], events: [])
            }
        }
        _ = try store.add(
            MajorIssueReportRow(
                atMs: 1, actor: "x", recipient: "p", issueCount: 0,
                digest: String(repeating: "0", count: 64), content: [1])
        ) { _ in event("r") }
        for state in [MeasureState.draft, .staged, .adopted] {
            _ = try store.changeMeasure("m.v1") { known in
                var row =
                    known
                    ?? MeasureRow(
                        id: "m.v1", digest: String(repeating: "a", count: 64), content: "c",
                        actor: "x", atMs: 1)
                row.state = state
                if state != .draft { row.from = day }
                if state == .adopted { row.known = day }
                return MeasureChange(
                    row: row,
                    step: MeasureStepRow(
                        state.rawValue, "", digest: row.digest, actor: "x", atMs: 1),
                    event: event("m"))
            }
        }
        return temporary
    }

    @Test func runsKeepTheirCasesOnce() throws {
        let temporary = try Self.filled()
        let store = temporary.store
        let runs = try store.findingRuns("f-1", before: .max, countMax: 10)
        #expect(runs.map(\.verdict) == [.passed, .failed, .failed])
        #expect(runs.map { $0.sameAs != nil } == [false, true, false])
        let cases = try runs.map { try store.findingRun($0.id)?.cases }
        #expect(cases == [Array("[]".utf8), Array("[1]".utf8), Array("[1]".utf8)])
        #expect(try store.finding("f-1")?.lastRun == runs[0].id)
        #expect(try store.findingsToRun(byMs: 4, countMax: 9).isEmpty)
        #expect(try store.findingsToRun(byMs: 5, countMax: 9).map(\.id) == ["f-1"])
        let measure = try #require(try store.measure("m.v1"))
        #expect(measure.adoption == 1 && measure.stepCount == 3 && measure.known == Self.day)
        #expect(try store.adoptedMeasures() == [measure])
        try temporary.remove()
    }

    static let attacks = [
        "UPDATE finding_run SET verdict = 'passed', case_count = 0 WHERE id = 1",
        "DELETE FROM finding_run", "UPDATE finding_step SET actor = 'y'",
        "DELETE FROM finding_step", "UPDATE inspection_step SET note = 'y'",
        "DELETE FROM inspection_step", "UPDATE major_issue_report SET recipient = 'y'",
        "DELETE FROM major_issue_report", "UPDATE finding SET state = 'gone'",
        "UPDATE finding SET recurrence_count = -1",
        "INSERT INTO finding_run VALUES (NULL, 'f-1', 1, 'x', 'passed', 1, '', NULL, x'')",
        "INSERT INTO finding_run VALUES (NULL, 'f-1', 1, 'x', 'failed', 0, '', NULL, x'')",
        "UPDATE measure SET content = 'y'", "UPDATE measure SET signer = 'y'",
        "DELETE FROM measure", "UPDATE measure SET adoption = NULL",
        "UPDATE measure SET state = 'draft'", "UPDATE measure_step SET passed = 0",
        "DELETE FROM measure_step",
    ]

    @Test func theDatabaseRefusesChanges() throws {
        let temporary = try Self.filled()
        var connection: OpaquePointer?
        let path = temporary.folder.appending(path: "zone.sqlite").path
        #expect(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        for attack in Self.attacks {
            let code = sqlite3_exec(connection, attack, nil, nil, nil) & 0xFF
            #expect(code == SQLITE_CONSTRAINT, "\(attack)")
        }
        let harmless = "UPDATE finding SET due = due"
        #expect(sqlite3_exec(connection, harmless, nil, nil, nil) == SQLITE_OK)
        sqlite3_close_v2(connection)
        try temporary.remove()
    }
}
