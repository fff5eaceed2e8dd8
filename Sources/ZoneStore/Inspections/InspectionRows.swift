public import ZoneCore

/// An inspection: who looks at what, and when.
public struct InspectionRow: Hashable, Sendable {
    public var id: String
    public var title: String
    public var scope: String
    public var basis: String
    public var lead: String
    /// One a line.
    public var members: String
    public var from: Day
    public var to: Day
    public var state: InspectionState
    public var actor: String
    public var atMs: Int64

    /// A planned one.
    public init(
        id: String, title: String, scope: String, basis: String, lead: String, members: String,
        days: ClosedRange<Day>, actor: String, atMs: Int64
    ) {
        (self.id, self.title, self.scope, self.basis) = (id, title, scope, basis)
        (self.lead, self.members, self.actor, self.atMs) = (lead, members, actor, atMs)
        (from, to, state) = (days.lowerBound, days.upperBound, .planned)
    }
}

/// A step of an inspection or of a finding.
public struct InspectionStepRow: Hashable, Sendable {
    /// What was done.
    public var kind: String
    public var detail: String
    /// Number of the run that did it; 0 for none.
    public var run: Int64
    public var actor: String
    public var atMs: Int64

    /// A step with its parts.
    public init(_ kind: String, _ detail: String, run: Int64 = 0, actor: String, atMs: Int64) {
        (self.kind, self.detail, self.run) = (kind, detail, run)
        (self.actor, self.atMs) = (actor, atMs)
    }
}

/// A finding: what is wrong, the test that says so, and where it stands.
public struct FindingRow: Hashable, Sendable {
    public var id: String
    public var inspection: String
    public var titleZh: String
    public var titleEn: String
    public var basis: String
    public var severity: FindingSeverity
    public var department: String
    /// The named check and its parameters, as the services write them.
    public var test: String
    public var actor: String
    public var atMs: Int64
    public var state = FindingState.open
    public var due: Day
    public var recurrenceCount = 0
    /// Steps so far: tells a run that began before a step from one after it.
    public var stepCount = 0
    /// Number of the newest run.
    public var lastRun: Int64 = 0
    /// When its test is to be run again.
    public var nextMs: Int64 = 0

    /// A finding with what never changes.
    public init(
        id: String, inspection: String, titleZh: String, titleEn: String, basis: String,
        severity: FindingSeverity, department: String, test: String, due: Day, actor: String,
        atMs: Int64
    ) {
        (self.id, self.inspection, self.titleZh, self.titleEn) = (id, inspection, titleZh, titleEn)
        (self.basis, self.severity, self.department) = (basis, severity, department)
        (self.test, self.due, self.actor, self.atMs) = (test, due, actor, atMs)
    }
}

/// One run of a finding's test.
public struct FindingRunRow: Hashable, Sendable {
    public var id: Int64 = 0
    public var finding: String
    public var atMs: Int64
    public var actor: String
    public var verdict: CheckVerdict
    public var caseCount: Int
    public var note: String
    /// The earlier run with the very same cases; nil where they are kept here.
    public var sameAs: Int64?
    public var cases: [UInt8]

    /// A run with its parts.
    public init(
        finding: String, atMs: Int64, actor: String, verdict: CheckVerdict, caseCount: Int,
        note: String, cases: [UInt8]
    ) {
        (self.finding, self.atMs, self.actor) = (finding, atMs, actor)
        (self.verdict, self.caseCount, self.note) = (verdict, caseCount, note)
        self.cases = cases
    }
}

/// A report of major issues as it went upward.
public struct MajorIssueReportRow: Hashable, Sendable {
    public var id: Int64 = 0
    public var atMs: Int64
    public var actor: String
    public var recipient: String
    public var issueCount: Int
    public var digest: String
    /// Empty in a list.
    public var content: [UInt8]

    /// A report with its parts.
    public init(
        atMs: Int64, actor: String, recipient: String, issueCount: Int, digest: String,
        content: [UInt8]
    ) {
        (self.atMs, self.actor, self.recipient) = (atMs, actor, recipient)
        (self.issueCount, self.digest, self.content) = (issueCount, digest, content)
    }
}
