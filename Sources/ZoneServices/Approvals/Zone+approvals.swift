public import ZoneCore
import ZoneStore

/// A case as it is, with what happened to it.
public struct ApprovalView: Sendable {
    /// The day that deadlines are told of.
    public var day: Day
    public var record: ApprovalRecord
    /// Oldest first.
    public var events: [CaseEvent<ApprovalAct>]
    public var documents: [EnterpriseDocument]
}

/// Something that a body or the zone has to do about a case.
public struct ApprovalWait: Sendable {
    public var id: String
    public var heading: CaseHeading
    /// The id of a step of the route or of a condition.
    public var what: String
    /// Whether it is a condition.
    public var isCondition: Bool
    /// Who has to do it.
    public var body: String
    public var due: Day
    /// Whether its last day is over.
    public var isOverdue: Bool
}

/// A step on a case as it is asked for; the zone adds the route and the deadlines by its calendar.
public enum ApprovalRequest: Sendable {
    /// An act that says everything itself.
    case act(ApprovalAct)
    case submit
    case answer(
        step: String, ApprovalAct.Outcome, text: String, conditions: [ApprovalCondition])
    case pass(step: String)
}

extension ApprovalRequest {
    /// What somebody needs to do it, on the body that acts.
    public var permission: Permission {
        switch self {
        case .act(let act): act.permission
        case .submit, .pass: .approvalsFile
        case .answer: .approvalsDecide
        }
    }
}

/// Policies and construction projects that are reported for approval. Each write is one transaction.
extension Zone {
    /// Most cases whose deadlines are listed at once.
    public static let approvalCountMax = 1_000

    /// Saves a draft, or mends what was sent back. The same content again changes nothing. Whether the case is new.
    public func saveApproval(
        _ content: ApprovalContent, _ id: String, by actor: String
    ) throws -> (record: ApprovalRecord, isNew: Bool) {
        var problems =
            checkID("id", id) + checkApproval(content) + textProblems("by", actor)
            + bodyProblems("filedBy", [content.filedBy])
        if governance.route(content.matter) == nil {
            problems.append(
                FilingProblem(
                    field: "matter", value: content.matter,
                    zh: "没有该事项的报批路径，见GET /v1/approval-routes。",
                    en: "No route has this subject matter: GET /v1/approval-routes."))
        }
        problems += try planProblems(content)
        guard problems.isEmpty else { throw CaseError.invalid(problems) }
        let now = now
        var isNew = false
        let record = try addEvents(ApprovalRecord.self, id) { record in
            isNew = record.eventCount == 0
            if record.content == content { return [] }
            return [CaseEvent(act: .save(content), at: now, actor: actor, body: content.filedBy)]
        }
        return (record, isNew)
    }

    private func planProblems(_ content: ApprovalContent) throws -> [FilingProblem] {
        guard !content.plan.isEmpty else { return [] }
        let revision = try plan(content.plan)?.record.current
        let tasks = revision?.content.tasks.map(\.id) ?? []
        guard revision != nil, content.task.isEmpty || tasks.contains(content.task) else {
            return [
                FilingProblem(
                    field: revision == nil ? "plan" : "task",
                    value: revision == nil ? content.plan : content.task, zh: "没有该方案或任务。",
                    en: "There is no such plan or task.")
            ]
        }
        return []
    }

    /// Takes a step on a case.
    @discardableResult
    public func actOnApproval(
        _ id: String, _ request: ApprovalRequest, by actor: String, for body: String
    ) throws -> ApprovalRecord {
        let problems =
            try actingProblems(by: actor, for: body) + requestProblems(request)
            + reportProblems(request, id)
        guard problems.isEmpty else { throw CaseError.invalid(problems) }
        let now = now
        let kinds = Set(try store.caseDocuments(.approval, id).map(\.kind))
        return try addEvents(ApprovalRecord.self, id) { record in
            guard record.eventCount > 0 else { throw CaseError.notFound }
            let act = try act(request, record, documentKinds: kinds)
            return [CaseEvent(act: act, at: now, actor: actor, body: body)]
        }
    }

    private func act(
        _ request: ApprovalRequest, _ record: ApprovalRecord, documentKinds: Set<String>
    ) throws -> ApprovalAct {
        let route = record.rounds.last?.route
        switch request {
        case .act(let act): return act
        case .submit:
            guard let matter = record.content?.matter, let route = governance.route(matter) else {
                throw CaseError.invalid(checkID("matter", ""))
            }
            let missing = route.documents.filter { !documentKinds.contains($0) }
            guard missing.isEmpty else {
                throw CaseError.invalid(
                    missing.map {
                        FilingProblem(
                            field: "documents", value: $0, zh: "缺少该类文件，请先上传。",
                            en: "A document of this kind is missing; send it first.")
                    })
            }
            return .submit(route, due: due(of: route))
        case .answer(let step, let outcome, let text, let conditions):
            return .answer(
                step: step, outcome, text: text, conditions: conditions,
                due: route.map(due) ?? [:])
        case .pass(let step): return .pass(step: step, due: route.map(due) ?? [:])
        }
    }

    /// The last day of each step if it were opened today.
    private func due(of route: ApprovalRoute) -> [String: Day] {
        Dictionary(route.steps.map { ($0.id, lastDay(workingDays: $0.workingDays)) }) { one, _ in
            one
        }
    }

    private func reportProblems(
        _ request: ApprovalRequest, _ id: String
    ) throws -> [FilingProblem] {
        guard case .act(.report(_, _, _, let documents)) = request else { return [] }
        return try documentProblems(documents, .approval, id)
    }

    private func requestProblems(_ request: ApprovalRequest) -> [FilingProblem] {
        switch request {
        case .submit, .pass: return []
        case .answer(_, _, let text, let conditions):
            var problems =
                checkText("text", text)
                + checkCount("conditions", conditions.count, 0...ApprovalCondition.countMax)
                + checkUnique("conditions.id", conditions.map(\.id))
            for (index, condition) in conditions.enumerated() {
                let place = "conditions[\(index)]"
                problems += checkID(place + ".id", condition.id)
                problems += checkText(place + ".text", condition.text)
                problems += bodyProblems(place + ".followedBy", [condition.followedBy])
                if condition.due < today {
                    problems.append(
                        FilingProblem(
                            field: place + ".due", value: condition.due.description,
                            zh: "不得早于今日\(today)。", en: "It can't be before today, \(today)."))
                }
            }
            return problems
        case .act(let act):
            switch act {
            case .withdraw(let reason), .revoke(let reason): return checkText("reason", reason)
            case .report(_, _, let text, _), .confirm(_, _, let text), .extend(_, _, let text):
                return checkText("text", text)
            case .save, .submit, .answer, .pass: return []
            }
        }
    }

    /// A case as it is; nil where there is none.
    public func approval(_ id: String) throws -> ApprovalView? {
        let events = try store.caseEvents(ApprovalRecord.self, id)
        guard !events.isEmpty, let record = ApprovalRecord(id: id, events: events) else {
            return nil
        }
        return ApprovalView(
            day: today, record: record, events: events,
            documents: try store.caseDocuments(.approval, id))
    }

    /// What bodies and the zone have to do about open cases, of a zone or of all, the first deadline first.
    public func approvalWaits(zone: String? = nil) throws -> [ApprovalWait] {
        var waits: [ApprovalWait] = []
        for state in [ApprovalState.underWay, .approved] {
            let rows = try store.cases(
                .approval, zone: zone, state: state.rawValue, after: nil,
                countMax: Self.approvalCountMax)
            for row in rows {
                guard let record = try approval(row.id)?.record else { continue }
                waits += self.waits(of: record, row)
            }
        }
        return waits.sorted { ($0.due, $0.id, $0.what) < ($1.due, $1.id, $1.what) }
    }

    private func waits(of record: ApprovalRecord, _ row: CaseRow) -> [ApprovalWait] {
        let today = today
        let steps = record.openSteps.map {
            ApprovalWait(
                id: row.id, heading: row.heading, what: $0.step.id, isCondition: false,
                body: $0.step.body, due: $0.due, isOverdue: $0.isLate(on: today))
        }
        guard record.state == .approved else { return steps }
        return steps
            + record.conditions.filter { $0.met == nil }.map {
                // Once it is reported the body that follows it has to look.
                let isReported = $0.reports.last.map { $0.isMet == nil } ?? false
                return ApprovalWait(
                    id: row.id, heading: row.heading, what: $0.condition.id, isCondition: true,
                    body: isReported ? $0.condition.followedBy : record.content?.filedBy ?? "",
                    due: $0.due, isOverdue: $0.state(on: today) == .overdue)
            }
    }
}
