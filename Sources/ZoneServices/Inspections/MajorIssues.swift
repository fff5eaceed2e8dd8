import Foundation
public import ZoneCore
import ZoneStore

/// The major issues of a moment, as they go upward.
public struct MajorIssueReport: Sendable, Codable, Equatable {
    /// One issue.
    public struct Issue: Sendable, Codable, Equatable {
        public var finding: String
        public var inspection: String
        public var zh: String
        public var en: String
        public var severity: String
        public var department: String
        public var state: String
        /// Why it goes upward.
        public var reasons: [String]
        public var opened: String
        public var due: String
        public var recurrences: Int
        public var check: String
        public var parameters: [String: String]
        public var caseCount: Int
        public var lastRunAt: String
        /// The first cases of the last run.
        public var cases: [CheckCase]
    }

    /// Always `pilotzone-major-issues/1`.
    public var format: String
    public var at: String
    public var overdueDayCount: Int
    public var recurrenceCount: Int
    public var issues: [Issue]

    /// The format of this program.
    public static let format = "pilotzone-major-issues/1"
    /// Most issues of a report, and cases of an issue.
    public static let issueCountMax = 500
    public static let caseCountMax = 20

    /// As it is kept and sent.
    public var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return [UInt8](try encoder.encode(self)) + [0x0A]
        }
    }

    /// One row an issue, for a table program.
    public var csv: String {
        var csv = CSVText()
        csv.add([
            "finding", "inspection", "问题", "issue", "severity", "department", "state", "reasons",
            "opened", "due", "recurrences", "check", "cases",
        ])
        for issue in issues {
            csv.add([
                issue.finding, issue.inspection, issue.zh, issue.en, issue.severity,
                issue.department, issue.state, issue.reasons.joined(separator: " "), issue.opened,
                issue.due, "\(issue.recurrences)", issue.check, "\(issue.caseCount)",
            ])
        }
        return csv.text
    }
}

/// A report that went upward.
public struct SentMajorIssueReport: Sendable {
    public var id: Int64
    public var at: Timestamp
    public var actor: String
    public var recipient: String
    public var issueCount: Int
    /// SHA-256 of the content.
    public var digest: String
    /// Empty in a list.
    public var content: [UInt8]

    init(_ row: MajorIssueReportRow) {
        (id, at, actor) = (row.id, Timestamp(ms: row.atMs), row.actor)
        (recipient, issueCount) = (row.recipient, row.issueCount)
        (digest, content) = (row.digest, row.content)
    }
}

extension Zone {
    /// What has to go upward now: findings that are not closed and are grave, overdue or recurring.
    public func majorIssues() throws -> MajorIssueReport {
        let rule = settings.inspections.escalation
        var report = MajorIssueReport(
            format: MajorIssueReport.format, at: now.iso8601,
            overdueDayCount: rule.overdueDayCount, recurrenceCount: rule.recurrenceCount,
            issues: [])
        for state in [FindingState.open, .rectified] {
            var after = ""
            while report.issues.count < MajorIssueReport.issueCountMax {
                let page = try findings(state: state, after: after)
                for finding in page where !finding.escalations.isEmpty {
                    report.issues.append(try issue(finding))
                }
                guard page.count == Self.inspectionCountMax, let last = page.last else { break }
                after = last.id
            }
        }
        report.issues = Array(
            report.issues.sorted { ($0.due, $0.finding) < ($1.due, $1.finding) }
                .prefix(MajorIssueReport.issueCountMax))
        return report
    }

    private func issue(_ finding: FindingView) throws -> MajorIssueReport.Issue {
        let run = try findingRun(finding.lastRun)
        return MajorIssueReport.Issue(
            finding: finding.id, inspection: finding.inspection, zh: finding.titleZh,
            en: finding.titleEn, severity: finding.severity.rawValue,
            department: finding.department, state: finding.state.rawValue,
            reasons: finding.escalations.map(\.rawValue),
            opened: finding.openedAt.day.description, due: finding.due.description,
            recurrences: finding.recurrenceCount, check: finding.test.check,
            parameters: finding.test.parameters, caseCount: run?.caseCount ?? 0,
            lastRunAt: run?.at.iso8601 ?? "",
            cases: Array((run?.cases ?? []).prefix(MajorIssueReport.caseCountMax)))
    }

    /// Notes that the major issues of now were reported to somebody, with what was reported.
    public func reportMajorIssues(
        to recipient: String, by actor: String
    ) throws -> SentMajorIssueReport {
        let problems =
            wordProblems("to", recipient, countMax: 200) + wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw InspectionError.invalid(problems) }
        let report = try majorIssues()
        let content = try report.bytes
        var row = MajorIssueReportRow(
            atMs: now.ms, actor: actor, recipient: recipient, issueCount: report.issues.count,
            digest: hexDigest(content), content: content)
        row.id = try store.add(row) { id in
            audit(
                .majorIssuesReported, actor, "report \(id)",
                "\(recipient): \(row.issueCount), SHA-256 \(row.digest)")
        }
        return SentMajorIssueReport(row)
    }

    /// Reports that went upward, newest first, without their content.
    public func majorIssueReports() throws -> [SentMajorIssueReport] {
        try store.majorIssueReports(countMax: Self.inspectionCountMax)
            .map(SentMajorIssueReport.init)
    }

    /// A report with its content.
    public func majorIssueReport(_ id: Int64) throws -> SentMajorIssueReport? {
        try store.majorIssueReport(id).map(SentMajorIssueReport.init)
    }
}
