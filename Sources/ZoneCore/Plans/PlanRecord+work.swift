extension PlanRecord {
    /// What is done under the revision in force.
    mutating func carryOut(_ event: CaseEvent<PlanAct>) throws(CaseRefusal) {
        switch event.act {
        case .report(let content): try report(content, event)
        case .withdraw(let number, let reason):
            let index = try index(ofEvidence: number)
            try checkTask(evidence[index].content.at, event)
            guard evidence[index].withdrawn == nil else {
                throw .notAllowed(step: event.act.name, zh: "佐证已撤回", en: "it is withdrawn")
            }
            evidence[index].withdrawn = reason
        case .check(let number, let isAccepted, let text):
            try check(
                try index(ofEvidence: number),
                Check(
                    isAccepted: isAccepted, text: text, at: event.at, actor: event.actor,
                    body: event.body), event)
        case .forecast(let path, let expected, let reason):
            try checkTask(path, event)
            guard expected >= event.at.day else {
                throw .field(
                    "expected", expected.description, zh: "不得早于今日\(event.at.day)。",
                    en: "It can't be before today, \(event.at.day).")
            }
            forecasts.append(
                Forecast(
                    of: path, expected: expected, reason: reason, at: event.at,
                    actor: event.actor))
        case .escalate(let path, let step, let to, let reason, let answerBy):
            try escalate(path, step, to: to, event)
            escalations.append(
                Escalation(
                    number: escalations.count + 1, of: path, step: step, to: to, reason: reason,
                    at: event.at, answerBy: answerBy))
        case .answer(let number, let text):
            guard (1...max(1, escalations.count)).contains(number), !escalations.isEmpty else {
                throw .field(
                    "escalation", String(number), zh: "没有该督办。", en: "There is no such escalation.")
            }
            try checkBody(event, [escalations[number - 1].to])
            guard escalations[number - 1].answer == nil else {
                throw .notAllowed(step: event.act.name, zh: "已答复", en: "it was answered")
            }
            escalations[number - 1].answer = Answer(
                text: text, at: event.at, actor: event.actor)
        case .save, .consult, .opine, .endConsultation, .reply, .askGuidance, .guide, .issue, .end:
            break
        }
    }

    private mutating func report(
        _ content: PlanEvidence, _ event: CaseEvent<PlanAct>
    ) throws(CaseRefusal) {
        try checkTask(content.at, event)
        guard content.trueOn <= event.at.day else {
            throw .field(
                "trueOn", content.trueOn.description, zh: "不得晚于今日\(event.at.day)。",
                en: "It can't be after today, \(event.at.day).")
        }
        evidence.append(
            Evidence(
                number: evidence.count + 1, content: content, at: event.at, actor: event.actor,
                body: event.body))
    }

    /// Whoever reported it, and the body that leads the task, can't find it right themselves.
    private mutating func check(
        _ index: Int, _ check: Check, _ event: CaseEvent<PlanAct>
    ) throws(CaseRefusal) {
        let one = evidence[index]
        guard one.withdrawn == nil else {
            throw .notAllowed(step: event.act.name, zh: "佐证已撤回", en: "it is withdrawn")
        }
        guard one.check == nil else {
            throw .notAllowed(step: event.act.name, zh: "佐证已核实", en: "it was checked")
        }
        guard event.actor != one.actor, event.body != one.body else {
            throw .field(
                "by", event.actor, zh: "不得由填报人或填报部门核实。",
                en: "Somebody else, of another body than who reported it, has to check.")
        }
        evidence[index].check = check
    }

    /// Steps are taken one after the other, each once the milestone is late enough and the step below was answered or
    /// its time for that is over.
    private func escalate(
        _ path: MilestonePath, _ step: EscalationStep, to body: String, _ event: CaseEvent<PlanAct>
    ) throws(CaseRefusal) {
        let today = event.at.day
        guard let task = inForce(on: today)?.content.task(path.task),
            let outlook = outlook(on: today)?.milestone(path)
        else { throw Self.unknown(path) }
        if step.to == EscalationStep.lead, body != task.lead {
            throw .body(body, expected: [task.lead])
        }
        guard outlook.fulfilledOn == nil, outlook.daysLate >= step.afterDays else {
            throw .notAllowed(
                step: event.act.name,
                zh: outlook.fulfilledOn != nil
                    ? "节点已完成" : "逾期\(outlook.daysLate)日，该级督办须逾期\(step.afterDays)日",
                en: outlook.fulfilledOn != nil
                    ? "the milestone is there"
                    : "\(outlook.daysLate) days late, this step needs \(step.afterDays)")
        }
        let last = escalations.last { $0.of == path }
        guard step.number == (last?.step.number ?? 0) + 1 else {
            throw .notAllowed(
                step: event.act.name, zh: "下一级为第\((last?.step.number ?? 0) + 1)级",
                en: "the next step is \((last?.step.number ?? 0) + 1)")
        }
        if let last, last.answer == nil, today <= last.answerBy {
            throw .notAllowed(
                step: event.act.name, zh: "上一级督办答复期限至\(last.answerBy)",
                en: "the step below may be answered until \(last.answerBy)")
        }
    }

    private func index(ofEvidence number: Int) throws(CaseRefusal) -> Int {
        guard evidence.indices.contains(number - 1) else {
            throw .field(
                "evidence", String(number), zh: "没有该佐证。", en: "There is no such evidence.")
        }
        return number - 1
    }

    /// What is done for a milestone is done by the bodies of its task, under a revision in force.
    private func checkTask(
        _ path: MilestonePath, _ event: CaseEvent<PlanAct>
    ) throws(CaseRefusal) {
        guard let content = inForce(on: event.at.day)?.content else {
            throw .notAllowed(step: event.act.name, zh: "方案尚未印发", en: "no plan is in force")
        }
        guard let task = content.task(path.task),
            task.milestones.contains(where: { $0.id == path.milestone })
        else { throw Self.unknown(path) }
        try checkBody(event, [task.lead] + task.supporting + [content.draftedBy])
    }

    private static func unknown(_ path: MilestonePath) -> CaseRefusal {
        .field(
            "milestone", "\(path.task)/\(path.milestone)", zh: "现行方案没有该任务节点。",
            en: "The plan in force has no such milestone.")
    }
}
