import Foundation
import GRDB
public import ZoneCore

/// Reading findings, their runs and reports.
extension SQLiteStore {
    /// A finding by its id.
    public func finding(_ id: String) throws -> FindingRow? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM finding WHERE id = ?", arguments: [id])
                .map(findingRow)
        }
    }

    /// Findings behind an id; of one state or inspection, or of all.
    public func findings(
        state: FindingState?, inspection: String?, after id: String, countMax: Int
    ) throws -> [FindingRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM finding WHERE id > ?1 AND (?2 IS NULL OR state = ?2)
                        AND (?3 IS NULL OR inspection = ?3)
                    ORDER BY id LIMIT ?4
                    """, arguments: [id, state?.rawValue, inspection, countMax]
            ).map(findingRow)
        }
    }

    /// Findings whose test is to be run by a time, those due first first.
    public func findingsToRun(byMs: Int64, countMax: Int) throws -> [FindingRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM finding WHERE next_ms <= ? ORDER BY next_ms, id LIMIT ?",
                arguments: [byMs, countMax]
            ).map(findingRow)
        }
    }

    /// The steps of a finding, newest first.
    public func findingSteps(_ id: String, countMax: Int) throws -> [InspectionStepRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM finding_step WHERE finding = ? ORDER BY id DESC LIMIT ?",
                arguments: [id, countMax]
            ).map {
                InspectionStepRow(
                    $0["kind"], $0["detail"], run: $0["run"], actor: $0["actor"],
                    atMs: $0["at_ms"])
            }
        }
    }

    /// The runs of a finding before a number, newest first, without their cases.
    public func findingRuns(
        _ id: String, before: Int64, countMax: Int
    ) throws -> [FindingRunRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, finding, at_ms, actor, verdict, case_count, note, same_as, x'' AS cases
                    FROM finding_run WHERE finding = ? AND id < ? ORDER BY id DESC LIMIT ?
                    """, arguments: [id, before, countMax]
            ).map(runRow)
        }
    }

    /// A run with its cases, wherever they are kept.
    public func findingRun(_ id: Int64) throws -> FindingRunRow? {
        try read { db in
            let sql = "SELECT * FROM finding_run WHERE id = ?"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return nil }
            var run = runRow(row)
            if let other = run.sameAs {
                run.cases =
                    try Row.fetchOne(
                        db, sql: "SELECT cases FROM finding_run WHERE id = ?", arguments: [other]
                    ).map { bytes($0, 0) } ?? []
            }
            return run
        }
    }

    /// Keeps a report of major issues with its entry in the audit register, and gives its number.
    public func add(_ report: MajorIssueReportRow, event: (Int64) -> AuditRow) throws -> Int64 {
        try writeRows { db in
            try db.execute(
                sql: """
                    INSERT INTO major_issue_report
                        (at_ms, actor, recipient, issue_count, digest, content)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    report.atMs, report.actor, report.recipient, report.issueCount,
                    report.digest, Data(report.content),
                ])
            let id = db.lastInsertedRowID
            try insert(event(id), db)
            return id
        }
    }

    /// A report with its content.
    public func majorIssueReport(_ id: Int64) throws -> MajorIssueReportRow? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM major_issue_report WHERE id = ?", arguments: [id]
            ).map(reportRow)
        }
    }

    /// Reports, newest first, without their content.
    public func majorIssueReports(countMax: Int) throws -> [MajorIssueReportRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, at_ms, actor, recipient, issue_count, digest, x'' AS content
                    FROM major_issue_report ORDER BY id DESC LIMIT ?
                    """, arguments: [countMax]
            ).map(reportRow)
        }
    }
}

private func runRow(_ row: Row) -> FindingRunRow {
    var run = FindingRunRow(
        finding: row["finding"], atMs: row["at_ms"], actor: row["actor"],
        verdict: CheckVerdict(rawValue: row["verdict"]) ?? .undecided,
        caseCount: row["case_count"], note: row["note"],
        cases: [UInt8](row["cases"] as Data))
    run.id = row["id"]
    run.sameAs = row["same_as"]
    return run
}

private func reportRow(_ row: Row) -> MajorIssueReportRow {
    var report = MajorIssueReportRow(
        atMs: row["at_ms"], actor: row["actor"], recipient: row["recipient"],
        issueCount: row["issue_count"], digest: row["digest"],
        content: [UInt8](row["content"] as Data))
    report.id = row["id"]
    return report
}
