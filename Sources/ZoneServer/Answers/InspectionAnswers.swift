import ZoneCore
import ZoneServices

/// The named checks.
struct ChecksAnswer: Encodable {
    struct Parameter: Encodable {
        var name: String
        var zh: String
        var en: String
        var expected: String
        var standard: String?
    }

    struct Check: Encodable {
        var name: String
        var zh: String
        var en: String
        var parameters: [Parameter]

        init(_ check: ZoneCheck) {
            (name, zh, en) = (check.name, check.zh, check.en)
            parameters = check.parameters.map {
                Parameter(
                    name: $0.name, zh: $0.zh, en: $0.en, expected: $0.expected,
                    standard: $0.standard)
            }
        }
    }

    var checks: [Check]
}

/// What a check found.
struct CheckOutcomeAnswer: Encodable {
    var verdict: String
    var caseCount: Int
    var gap: String
    var cases: [CheckCase]

    init(_ outcome: CheckOutcome) {
        (verdict, caseCount) = (outcome.verdict.rawValue, outcome.caseCount)
        (gap, cases) = (outcome.gap, outcome.cases)
    }
}

/// An inspection.
struct InspectionAnswer: Encodable {
    struct Step: Encodable {
        var kind: String
        var detail: String
        var run: Int64?
        var by: String
        var at: String

        init(_ step: InspectionView.Step) {
            (kind, detail, run, by) = (step.kind, step.detail, step.run, step.actor)
            at = step.at.iso8601
        }
    }

    var id: String
    var title: String
    var scope: String
    var basis: String
    var lead: String
    var members: [String]
    var from: String
    var to: String
    var state: String
    var by: String
    var at: String
    var steps: [Step]?

    init(_ view: InspectionView, withSteps: Bool) {
        (id, title, scope, basis, lead) = (view.id, view.title, view.scope, view.basis, view.lead)
        (members, state, by) = (view.members, view.state.rawValue, view.actor)
        from = view.days.lowerBound.description
        to = view.days.upperBound.description
        at = view.at.iso8601
        if withSteps { steps = view.steps.map(Step.init) }
    }
}

/// All inspections.
struct InspectionsAnswer: Encodable {
    var inspections: [InspectionAnswer]
}

/// A finding of an inspection; not one of a message.
struct InspectionFindingAnswer: Encodable {
    var id: String
    var inspection: String
    var titleZh: String
    var titleEn: String
    var basis: String
    var severity: String
    var department: String
    var test: CheckCall
    var openedBy: String
    var openedAt: String
    var state: String
    var due: String
    var overdue: Bool
    var recurrences: Int
    var lastRun: Int64
    var nextRunAt: String
    var escalations: [String]
    /// Newest first.
    var steps: [InspectionAnswer.Step]?

    init(_ view: FindingView, steps: [InspectionView.Step]? = nil) {
        (id, inspection, titleZh, titleEn) = (view.id, view.inspection, view.titleZh, view.titleEn)
        (basis, severity) = (view.basis, view.severity.rawValue)
        (department, test, openedBy) = (view.department, view.test, view.openedBy)
        (openedAt, state) = (view.openedAt.iso8601, view.state.rawValue)
        (due, overdue, recurrences) = (view.due.description, view.isOverdue, view.recurrenceCount)
        (lastRun, nextRunAt) = (view.lastRun, view.nextAt.iso8601)
        escalations = view.escalations.map(\.rawValue)
        self.steps = steps.map { $0.map(InspectionAnswer.Step.init) }
    }
}

/// A page of findings.
struct InspectionFindingsAnswer: Encodable {
    var findings: [InspectionFindingAnswer]
    var nextAfter: String?
}

/// A run of a finding's test.
struct FindingRunAnswer: Encodable {
    var id: Int64
    var finding: String
    var at: String
    var by: String
    var verdict: String
    var caseCount: Int
    var gap: String
    var cases: [CheckCase]?

    init(_ view: FindingRunView, withCases: Bool) {
        (id, finding, at, by) = (view.id, view.finding, view.at.iso8601, view.actor)
        (verdict, caseCount, gap) = (view.verdict.rawValue, view.caseCount, view.gap)
        cases = withCases ? view.cases : nil
    }
}

/// Runs of a finding, newest first.
struct FindingRunsAnswer: Encodable {
    var runs: [FindingRunAnswer]
    var nextBefore: Int64?
}

/// Reports that went upward.
struct MajorIssueReportsAnswer: Encodable {
    var reports: [SentReport]

    /// One of them.
    struct SentReport: Encodable {
        var id: Int64
        var at: String
        var by: String
        var to: String
        var issueCount: Int
        var digest: String

        init(_ report: SentMajorIssueReport) {
            (id, at, by) = (report.id, report.at.iso8601, report.actor)
            (to, issueCount, digest) = (report.recipient, report.issueCount, report.digest)
        }
    }
}
