import Foundation
public import ZoneCore
import ZoneStore

/// A finding as people see it.
public struct FindingView: Sendable {
    public var id: String
    public var inspection: String
    public var titleZh: String
    public var titleEn: String
    public var basis: String
    public var severity: FindingSeverity
    public var department: String
    public var test: CheckCall
    public var openedBy: String
    public var openedAt: Timestamp
    public var state: FindingState
    public var due: Day
    public var isOverdue: Bool
    public var recurrenceCount: Int
    /// Number of the newest run, and when the next is.
    public var lastRun: Int64
    public var nextAt: Timestamp
    /// Why it is a major issue; empty where it is none.
    public var escalations: [EscalationReason]

    init(_ row: FindingRow, _ rule: EscalationRule, today: Day) {
        (id, inspection, titleZh, titleEn) = (row.id, row.inspection, row.titleZh, row.titleEn)
        (basis, severity, department) = (row.basis, row.severity, row.department)
        test =
            (try? JSONDecoder().decode(CheckCall.self, from: Data(row.test.utf8)))
            ?? CheckCall(check: row.test)
        (openedBy, openedAt, state, due) = (row.actor, Timestamp(ms: row.atMs), row.state, row.due)
        isOverdue = row.state != .closed && today > row.due
        (recurrenceCount, lastRun) = (row.recurrenceCount, row.lastRun)
        nextAt = Timestamp(ms: row.nextMs)
        escalations = rule.reasons(
            row.severity, row.state, due: row.due, recurrences: row.recurrenceCount, on: today)
    }
}

/// A run of a finding's test.
public struct FindingRunView: Sendable {
    public var id: Int64
    public var finding: String
    public var at: Timestamp
    public var actor: String
    public var verdict: CheckVerdict
    public var caseCount: Int
    /// Why not everything could be looked at; empty where it was.
    public var gap: String
    /// The first cases; empty in a list.
    public var cases: [CheckCase]

    init(_ row: FindingRunRow) {
        (id, finding, at, actor) = (row.id, row.finding, Timestamp(ms: row.atMs), row.actor)
        (verdict, caseCount, gap) = (row.verdict, row.caseCount, row.note)
        cases = (try? JSONDecoder().decode([CheckCase].self, from: Data(row.cases))) ?? []
    }
}

extension Zone {
    /// Findings behind an id; of one state or inspection, or of all.
    public func findings(
        state: FindingState? = nil, inspection: String? = nil, after id: String = "",
        countMax: Int = Zone.inspectionCountMax
    ) throws -> [FindingView] {
        let (rule, today) = (settings.inspections.escalation, today)
        return try store.findings(
            state: state, inspection: inspection, after: id, countMax: countMax
        ).map { FindingView($0, rule, today: today) }
    }

    /// A finding by its id.
    public func finding(_ id: String) throws -> FindingView? {
        try store.finding(id).map {
            FindingView($0, settings.inspections.escalation, today: today)
        }
    }

    /// The steps of a finding, newest first.
    public func findingSteps(_ id: String) throws -> [InspectionView.Step] {
        try store.findingSteps(id, countMax: Self.inspectionCountMax).map(InspectionView.Step.init)
    }

    /// The runs of a finding, newest first, without their cases.
    public func findingRuns(
        _ id: String, before: Int64? = nil, countMax: Int
    ) throws -> [FindingRunView] {
        try store.findingRuns(id, before: before ?? .max, countMax: countMax)
            .map(FindingRunView.init)
    }

    /// A run with its cases.
    public func findingRun(_ id: Int64) throws -> FindingRunView? {
        try store.findingRun(id).map(FindingRunView.init)
    }
}
