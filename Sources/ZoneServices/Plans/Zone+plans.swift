public import ZoneCore
import ZoneStore

/// Implementation plans. Each write is one transaction; the day and the time of what is recorded are the zone's.
extension Zone {
    /// Most plans whose delays are listed at once.
    public static let planCountMax = 500
    /// Most delays that are listed.
    public static let delayCountMax = 1_000

    /// Saves a draft, or begins a new revision beside the one in force. The same content again changes nothing.
    /// Whether the plan is new.
    public func savePlan(
        _ content: PlanContent, _ id: String, by actor: String
    ) throws -> (record: PlanRecord, isNew: Bool) {
        let problems =
            checkID("id", id) + checkPlan(content) + planBodyProblems(content)
            + textProblems("by", actor)
        guard problems.isEmpty else { throw CaseError.invalid(problems) }
        let now = now
        var isNew = false
        let record = try addEvents(PlanRecord.self, id) { record in
            isNew = record.eventCount == 0
            if (record.pending ?? record.inForce())?.content == content { return [] }
            return [
                CaseEvent(act: .save(content), at: now, actor: actor, body: content.draftedBy)
            ]
        }
        return (record, isNew)
    }

    private func planBodyProblems(_ content: PlanContent) -> [FilingProblem] {
        var problems =
            bodyProblems("draftedBy", [content.draftedBy])
            + bodyProblems("guidedBy", [content.guidedBy], level: .nation)
            + bodyProblems("issuedBy", [content.issuedBy], level: .province)
        for (index, task) in content.tasks.enumerated() {
            problems += bodyProblems("tasks[\(index)].lead", [task.lead])
            problems += bodyProblems("tasks[\(index)].supporting", task.supporting)
        }
        return problems
    }

    /// Takes a step on a plan.
    @discardableResult
    public func actOnPlan(
        _ id: String, _ request: PlanRequest, by actor: String, for body: String
    ) throws -> PlanRecord {
        let problems =
            try actingProblems(by: actor, for: body) + requestProblems(request)
            + evidenceProblems(request, id)
        guard problems.isEmpty else { throw CaseError.invalid(problems) }
        let now = now
        return try addEvents(PlanRecord.self, id) { record in
            guard record.eventCount > 0 else { throw CaseError.notFound }
            let act = try act(request, record)
            if record.has(act) { return [] }
            return [CaseEvent(act: act, at: now, actor: actor, body: body)]
        }
    }

    private func act(_ request: PlanRequest, _ record: PlanRecord) throws -> PlanAct {
        switch request {
        case .act(let act): return act
        case .consult(let bodies, let days):
            return .consult(bodies: bodies, until: lastDay(workingDays: days))
        case .escalate(let path, let number, let reason):
            guard let step = governance.ladder.first(where: { $0.number == number }) else {
                throw CaseError.invalid(
                    checkCount("step", number, 1...max(1, governance.ladder.count)))
            }
            // A task that isn't there is the record's to refuse.
            let lead = record.inForce(on: today)?.content.task(path.task)?.lead
            return .escalate(
                path, step, to: step.to == EscalationStep.lead ? lead ?? "" : step.to,
                reason: reason, answerBy: lastDay(workingDays: step.answerWorkingDays))
        }
    }

    private func evidenceProblems(
        _ request: PlanRequest, _ id: String
    ) throws -> [FilingProblem] {
        guard case .act(.report(let evidence)) = request else { return [] }
        return try documentProblems(evidence.documents, .plan, id)
    }

    private func requestProblems(_ request: PlanRequest) -> [FilingProblem] {
        switch request {
        case .consult(let bodies, let days):
            return checkCount("bodies", bodies.count, 1...CaseLimits.bodyCountMax)
                + checkUnique("bodies", bodies) + bodyProblems("bodies", bodies)
                + checkCount("workingDays", days, 1...GovernanceTables.workingDayCountMax)
        case .escalate(_, _, let reason): return checkText("reason", reason)
        case .act(let act): return textProblems(of: act)
        }
    }

    private func textProblems(of act: PlanAct) -> [FilingProblem] {
        switch act {
        case .opine(_, let text), .reply(_, _, let text), .guide(_, let text),
            .check(_, _, let text), .answer(_, let text):
            checkText("text", text)
        case .issue(let document, _):
            checkText("document", document, byteCountMax: CaseLimits.titleByteCountMax)
        case .end(let reason), .withdraw(_, let reason), .forecast(_, _, let reason):
            checkText("reason", reason)
        case .report(let evidence): checkText("text", evidence.text)
        case .save, .consult, .endConsultation, .askGuidance, .escalate: []
        }
    }

    /// A plan as it stood on a day, by what was recorded until another; both today unless said. Nil where nothing was.
    public func plan(
        _ id: String, on day: Day? = nil, knownBy: Day? = nil
    ) throws -> PlanView? {
        let (day, knownBy) = (day ?? today, knownBy ?? today)
        let events = try store.caseEvents(PlanRecord.self, id).filter { $0.at.day <= knownBy }
        guard !events.isEmpty, let record = PlanRecord(id: id, events: events) else { return nil }
        return PlanView(
            day: day, knownBy: knownBy, record: record, events: events,
            outlook: record.outlook(on: day),
            documents: try store.caseDocuments(.plan, id).filter { $0.at.day <= knownBy })
    }

    /// Milestones that are late or forecast late today, of a zone or of all, the latest first.
    public func planDelays(zone: String? = nil) throws -> [PlanDelay] {
        let today = today
        var delays: [PlanDelay] = []
        let rows = try store.cases(
            .plan, zone: zone, state: PlanState.issued.rawValue, after: nil,
            countMax: Self.planCountMax)
        for row in rows {
            guard let view = try plan(row.id), let outlook = view.outlook else { continue }
            for task in outlook.tasks {
                for one in task.milestones where one.state == .late || one.state == .forecastLate {
                    delays.append(
                        delay(of: one, task.task, row, view.record, on: today))
                }
            }
        }
        return Array(
            delays.sorted {
                ($1.outlook.daysLate, $0.outlook.milestone.due, $0.plan)
                    < ($0.outlook.daysLate, $1.outlook.milestone.due, $1.plan)
            }.prefix(Self.delayCountMax))
    }

    private func delay(
        of outlook: MilestoneOutlook, _ task: PlanTask, _ row: CaseRow, _ record: PlanRecord,
        on today: Day
    ) -> PlanDelay {
        let last = outlook.escalations.last.map { record.escalations[$0 - 1] }
        let next = governance.ladder.first { $0.number == (last?.step.number ?? 0) + 1 }
        let lateEnough = next.map { outlook.milestone.due.adding(days: $0.afterDays) }
        let free = last.flatMap { $0.answer == nil ? $0.answerBy.adding(days: 1) : nil }
        return PlanDelay(
            plan: row.id, heading: row.heading, task: task, outlook: outlook, escalation: last,
            next: next, nextFrom: lateEnough.map { max($0, free ?? $0, today) })
    }
}

extension PlanRecord {
    /// Whether an act says nothing new: the same evidence or forecast sent again.
    fileprivate func has(_ act: PlanAct) -> Bool {
        switch act {
        case .report(let content):
            evidence.contains { $0.content == content && $0.withdrawn == nil }
        case .forecast(let path, let expected, let reason):
            forecasts.last { $0.of == path }.map {
                $0.expected == expected && $0.reason == reason
            } ?? false
        default: false
        }
    }
}
