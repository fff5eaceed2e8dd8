import Foundation
public import ZoneCore
import ZoneStore

/// Inspections of the zone and the findings they leave.
extension Zone {
    /// Most inspections, findings, steps and runs of one answer.
    public static let inspectionCountMax = 500

    /// Plans an inspection; false where the very same one is there.
    public func plan(_ request: InspectionRequest, by actor: String) throws -> Bool {
        let problems = request.problems + wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw InspectionError.invalid(problems) }
        let now = now
        let row = InspectionRow(
            id: request.id, title: request.title, scope: request.scope, basis: request.basis,
            lead: request.lead, members: request.members.joined(separator: "\n"),
            days: request.from...request.to, actor: actor, atMs: now.ms)
        let event = audit(.inspectionPlanned, actor, request.id, request.title)
        guard let isNew = try store.add(row, event: event) else { throw InspectionError.conflict }
        return isNew
    }

    /// Starts, concludes or cancels an inspection.
    public func step(
        _ step: InspectionState.Step, of id: String, note: String, by actor: String
    ) throws {
        let problems =
            wordProblems("note", note, mayBeEmpty: step == .start)
            + wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw InspectionError.invalid(problems) }
        let row = InspectionStepRow(step.rawValue, note, actor: actor, atMs: now.ms)
        let event = audit(.inspectionStep, actor, id, "\(step.rawValue): \(note)")
        try store.step(inspection: id, row, event: event) { known in
            guard let known else { throw InspectionError.notFound }
            guard let next = known.state.next(on: step) else {
                throw InspectionError.notAllowed(
                    step: step.rawValue, state: "\(known.state.zh) \(known.state.en)")
            }
            return next
        }
    }

    /// Inspections, those that begin last first.
    public func inspections() throws -> [InspectionView] {
        try store.inspections(countMax: Self.inspectionCountMax).map { InspectionView($0, []) }
    }

    /// An inspection with its steps.
    public func inspection(_ id: String) throws -> InspectionView? {
        try store.inspection(id).map {
            InspectionView(
                $0, try store.inspectionSteps(id, countMax: Self.inspectionCountMax))
        }
    }

    /// An entry of the audit register of now.
    func audit(
        _ kind: InspectionEventKind, _ actor: String, _ subject: String, _ detail: String
    ) -> AuditRow {
        AuditRow(
            atMs: now.ms, kind: kind.rawValue, actor: actor, subject: subject,
            detail: String(detail.prefix(500)))
    }
}

/// What the audit register tells of inspections, findings and their reports.
public enum InspectionEventKind: String, CaseIterable, Sendable {
    case inspectionPlanned = "inspection.planned"
    case inspectionStep = "inspection.step"
    case findingOpened = "finding.opened"
    case findingRectified = "finding.rectified"
    case findingExtended = "finding.extended"
    case findingRun = "finding.run"
    case findingClosed = "finding.closed"
    case findingReturned = "finding.returned"
    case findingReopened = "finding.reopened"
    case majorIssuesReported = "finding.reported"

    /// The name of a finding's step for people; the step's own where it is none of these.
    public static func name(of step: String) -> (zh: String, en: String) {
        guard let kind = InspectionEventKind(rawValue: "finding." + step) else {
            return (step, step)
        }
        return (kind.texts.zh, kind.texts.en)
    }

    /// Its name for people, and what it is about.
    var texts: (zh: String, en: String, subject: String) {
        switch self {
        case .inspectionPlanned: ("计划督查", "inspection planned", "inspection")
        case .inspectionStep:
            ("督查开始、结束或取消", "inspection started, concluded or cancelled", "inspection")
        case .findingOpened: ("发现问题", "finding opened", "finding")
        case .findingRectified: ("报告整改", "finding reported as rectified", "finding")
        case .findingExtended: ("延长整改期限", "deadline of a finding moved", "finding")
        case .findingRun: ("复查", "test of a finding run", "finding")
        case .findingClosed: ("复查通过，销号", "test passed, finding closed", "finding")
        case .findingReturned: ("复查不通过，退回整改", "test failed, finding open again", "finding")
        case .findingReopened: ("问题复发，自动重开", "finding recurred and reopened", "finding")
        case .majorIssuesReported: ("上报重大问题", "major issues reported upward", "report")
        }
    }

    /// As the log shows them.
    static let logKinds = allCases.map {
        LogKind(
            name: $0.rawValue, zh: $0.texts.zh, en: $0.texts.en, subject: $0.texts.subject,
            table: "audit_event")
    }
}

/// An inspection as people see it.
public struct InspectionView: Sendable {
    /// A step with who took it.
    public struct Step: Sendable {
        public var kind: String
        public var detail: String
        /// Number of the run behind it; nil for none.
        public var run: Int64?
        public var actor: String
        public var at: Timestamp

        init(_ row: InspectionStepRow) {
            (kind, detail, actor) = (row.kind, row.detail, row.actor)
            (run, at) = (row.run > 0 ? row.run : nil, Timestamp(ms: row.atMs))
        }
    }

    public var id: String
    public var title: String
    public var scope: String
    public var basis: String
    public var lead: String
    public var members: [String]
    public var days: ClosedRange<Day>
    public var state: InspectionState
    public var actor: String
    public var at: Timestamp
    public var steps: [Step]

    init(_ row: InspectionRow, _ steps: [InspectionStepRow]) {
        (id, title, scope, basis, lead) = (row.id, row.title, row.scope, row.basis, row.lead)
        members = row.members.split(separator: "\n").map(String.init)
        (days, state, actor) = (row.from...row.to, row.state, row.actor)
        at = Timestamp(ms: row.atMs)
        self.steps = steps.map(Step.init)
    }
}
