import Testing
import ZoneCore

@Suite struct PlanRecordTests {
    private static let ladder = EscalationStep(
        number: 1, to: EscalationStep.lead, zh: "提醒", en: "Reminder", afterDays: 5,
        answerWorkingDays: 5)

    private func refusal(_ body: () throws(CaseRefusal) -> Void) -> CaseRefusal? {
        do throws(CaseRefusal) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    /// Which field was refused; nil where none was.
    private func field(_ body: () throws(CaseRefusal) -> Void) -> String? {
        guard case .invalid(let problems) = refusal(body) else { return nil }
        return problems.first?.field
    }

    private func isNotAllowed(_ body: () throws(CaseRefusal) -> Void) -> Bool {
        guard case .notAllowed = refusal(body) else { return false }
        return true
    }

    /// Every pair of state and step; what is not here is refused.
    @Test func theStateMachineIsThisTable() {
        let allowed: [String: PlanState] = [
            "draft+save": .draft, "draft+consult": .consultation, "consulted+save": .consulted,
            "consulted+consult": .consultation, "consultation+opine": .consultation,
            "consultation+endConsultation": .consulted, "consulted+reply": .consulted,
            "consulted+askGuidance": .guidance, "guidance+agree": .guided,
            "guidance+wantChanges": .consulted, "guided+issue": .issued,
        ]
        var count = 0
        for state in PlanState.allCases {
            for step in PlanStep.allCases {
                let next = state.next(on: step)
                #expect(next == allowed["\(state.rawValue)+\(step.rawValue)"], "\(state) \(step)")
                if next != nil { count += 1 }
            }
        }
        #expect(count == allowed.count)
    }

    @Test func fromDraftToForce() throws {
        let plan = try PlanExample.issued().record
        #expect(plan.revisions.count == 1 && plan.pending == nil)
        #expect(plan.inForce(on: PlanExample.day("2026-01-19")) == nil)
        #expect(plan.inForce(on: PlanExample.day("2026-01-20"))?.number == 1)
        #expect(plan.heading.state == "issued" && plan.heading.zone == "beijing")
        #expect(plan.eventCount == 7)
    }

    @Test func everyStepBelongsToItsBody() throws {
        var plan = PlanExample()
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(.save(PlanExample.content()), on: "2026-01-05", for: "mofcom")
            } == "body")
        try plan.act(.save(PlanExample.content()), on: "2026-01-05")
        for act in [
            PlanAct.consult(bodies: ["city-tax"], until: PlanExample.day("2026-02-01")),
            .end(reason: "x"), .askGuidance,
        ] {
            #expect(
                field { () throws(CaseRefusal) in
                    try plan.act(act, on: "2026-01-05", for: PlanExample.province)
                } == "body", "\(act)")
        }
        try plan.act(
            .consult(bodies: ["city-tax"], until: PlanExample.day("2026-01-12")),
            on: "2026-01-05")
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(.opine(.agrees, text: "x"), on: "2026-01-06", for: "city-post")
            } == "body")
        try plan.act(.opine(.agrees, text: "x"), on: "2026-01-06", for: "city-tax")
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(.opine(.objects, text: "y"), on: "2026-01-06", for: "city-tax")
            })
        try plan.act(.endConsultation, on: "2026-01-06")
        try plan.act(.askGuidance, on: "2026-01-06")
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(.guide(agrees: true, text: "x"), on: "2026-01-07")
            } == "body")
        try plan.act(.guide(agrees: true, text: "x"), on: "2026-01-07", for: "mofcom")
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(
                    .issue(document: "d", on: PlanExample.day("2026-01-07")), on: "2026-01-07",
                    for: "mofcom")
            } == "body")
    }

    /// A consultation lasts through its last day while somebody is silent.
    @Test(arguments: [("2026-01-12", false), ("2026-01-13", true)])
    func consultationEndsAfterItsLastDay(_ day: String, _ ends: Bool) throws {
        var plan = PlanExample()
        try plan.act(.save(PlanExample.content()), on: "2026-01-05")
        try plan.act(
            .consult(bodies: ["city-tax", "city-post"], until: PlanExample.day("2026-01-12")),
            on: "2026-01-05")
        try plan.act(.opine(.agrees, text: "x"), on: "2026-01-06", for: "city-tax")
        let refused = isNotAllowed { () throws(CaseRefusal) in
            try plan.act(.endConsultation, on: day)
        }
        #expect(refused == !ends)
        #expect(plan.record.pending?.state == (ends ? .consulted : .consultation))
    }

    @Test func opinionsAreAnsweredBeforeGuidance() throws {
        var plan = PlanExample()
        try plan.act(.save(PlanExample.content()), on: "2026-01-05")
        try plan.act(
            .consult(bodies: ["city-tax"], until: PlanExample.day("2026-01-12")),
            on: "2026-01-05")
        try plan.act(.opine(.objects, text: "x"), on: "2026-01-06", for: "city-tax")
        try plan.act(.endConsultation, on: "2026-01-06")
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(.askGuidance, on: "2026-01-07")
            })
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(.reply(to: "city-post", isTaken: true, text: "x"), on: "2026-01-07")
            } == "to")
        try plan.act(.reply(to: "city-tax", isTaken: false, text: "y"), on: "2026-01-07")
        try plan.act(.askGuidance, on: "2026-01-07")
        try plan.act(.guide(agrees: false, text: "再改"), on: "2026-01-08", for: "mofcom")
        #expect(plan.record.pending?.state == .consulted)
        #expect(plan.record.pending?.guidance.count == 1)
    }

    @Test func issueIsNotInTheFutureNorBeforeTheLast() throws {
        var plan = try PlanExample.issued()
        try plan.act(.save(PlanExample.content(lead: "city-post")), on: "2026-02-01")
        #expect(plan.record.inForce()?.number == 1 && plan.record.pending?.number == 2)
        try plan.act(
            .consult(bodies: ["city-tax"], until: PlanExample.day("2026-02-02")),
            on: "2026-02-01")
        try plan.act(.endConsultation, on: "2026-02-03")
        try plan.act(.askGuidance, on: "2026-02-03")
        try plan.act(.guide(agrees: true, text: "x"), on: "2026-02-04", for: "mofcom")
        for day in ["2026-01-19", "2026-02-05"] {
            #expect(
                field { () throws(CaseRefusal) in
                    try plan.act(
                        .issue(document: "d", on: PlanExample.day(day)), on: "2026-02-04",
                        for: PlanExample.province)
                } == "on", "\(day)")
        }
        try plan.act(
            .issue(document: "d", on: PlanExample.day("2026-02-04")), on: "2026-02-04",
            for: PlanExample.province)
        #expect(plan.record.inForce(on: PlanExample.day("2026-02-03"))?.number == 1)
        #expect(plan.record.inForce(on: PlanExample.day("2026-02-04"))?.number == 2)
    }

    @Test func theZoneStaysAndAnEndIsTheEnd() throws {
        var plan = try PlanExample.issued()
        var other = PlanExample.content()
        other.zone = "tianjin"
        #expect(
            field { () throws(CaseRefusal) in try plan.act(.save(other), on: "2026-02-01") }
                == "zone")
        try plan.act(.end(reason: "合并"), on: "2026-02-01")
        #expect(plan.record.heading.state == "ended")
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(.save(PlanExample.content()), on: "2026-02-02")
            })
    }

    @Test func evidenceIsCheckedBySomebodyElse() throws {
        var plan = try PlanExample.issued()
        try plan.act(
            plan.evidence(PlanExample.first, "2026-03-01"), on: "2026-03-02", by: "li",
            for: PlanExample.customs)
        let check = PlanAct.check(evidence: 1, isAccepted: true, text: "x")
        for (actor, body) in [("li", "mofcom"), ("wang", PlanExample.customs)] {
            #expect(
                field { () throws(CaseRefusal) in
                    try plan.act(check, on: "2026-03-03", by: actor, for: body)
                } == "by")
        }
        try plan.act(check, on: "2026-03-03", by: "wang", for: "mofcom")
        let outlook = try #require(plan.record.outlook(on: PlanExample.day("2026-03-03")))
        #expect(outlook.progress.checkedCount == 1 && outlook.progress.fulfilledCount == 1)
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(check, on: "2026-03-03", by: "wang", for: "mofcom")
            })
    }

    @Test func evidenceIsOfTheTasksBodiesAndOfNoFutureDay() throws {
        var plan = try PlanExample.issued()
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(
                    plan.evidence(PlanExample.first, "2026-03-01"), on: "2026-03-02",
                    for: "city-post")
            } == "body")
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(
                    plan.evidence(PlanExample.first, "2026-03-03"), on: "2026-03-02",
                    for: "city-tax")
            } == "trueOn")
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(
                    plan.evidence(MilestonePath(task: "t1", milestone: "m9"), "2026-03-01"),
                    on: "2026-03-02", for: "city-tax")
            } == "milestone")
        #expect(plan.record.evidence.isEmpty)
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(plan.evidence(PlanExample.first, "2026-01-10"), on: "2026-01-19")
            })
    }

    /// A step is free on the day on which the milestone is late enough, and the next one once the answer is in or over.
    @Test func escalationsGoStepByStep() throws {
        var plan = try PlanExample.issued()
        let second = EscalationStep(
            number: 2, to: "city-government", zh: "协调", en: "Coordination", afterDays: 10,
            answerWorkingDays: 5)
        func escalate(_ step: EscalationStep, to body: String) -> PlanAct {
            .escalate(
                PlanExample.first, step, to: body, reason: "x",
                answerBy: PlanExample.day("2026-04-10"))
        }
        let customs = PlanExample.customs
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(escalate(Self.ladder, to: customs), on: "2026-04-04")
            })
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(escalate(second, to: "city-government"), on: "2026-04-20")
            })
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(escalate(Self.ladder, to: "city-tax"), on: "2026-04-05")
            } == "body")
        try plan.act(escalate(Self.ladder, to: customs), on: "2026-04-05")
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(escalate(second, to: "city-government"), on: "2026-04-10")
            })
        var answered = plan
        try answered.act(.answer(escalation: 1, text: "x"), on: "2026-04-10", for: customs)
        try answered.act(escalate(second, to: "city-government"), on: "2026-04-10")
        #expect(answered.record.escalations.map(\.step.number) == [1, 2])
        try plan.act(escalate(second, to: "city-government"), on: "2026-04-11")
        #expect(plan.record.escalations.count == 2)
        #expect(
            field { () throws(CaseRefusal) in
                try plan.act(.answer(escalation: 3, text: "x"), on: "2026-04-11", for: customs)
            } == "escalation")
    }

    @Test func nothingIsEscalatedThatIsThere() throws {
        var plan = try PlanExample.issued()
        try plan.act(plan.evidence(PlanExample.first, "2026-04-10"), on: "2026-04-10")
        #expect(
            isNotAllowed { () throws(CaseRefusal) in
                try plan.act(
                    .escalate(
                        PlanExample.first, Self.ladder, to: PlanExample.customs, reason: "x",
                        answerBy: PlanExample.day("2026-05-01")), on: "2026-04-20")
            })
    }

    @Test func everyActHasAPermissionOfPlans() {
        let path = PlanExample.first
        let acts: [PlanAct] = [
            .save(PlanExample.content()), .consult(bodies: [], until: Day(number: 0)),
            .opine(.agrees, text: ""), .endConsultation, .reply(to: "", isTaken: true, text: ""),
            .askGuidance, .guide(agrees: true, text: ""), .issue(document: "", on: Day(number: 0)),
            .end(reason: ""),
            .report(PlanEvidence(at: path, fulfils: true, trueOn: Day(number: 0), text: "")),
            .withdraw(evidence: 1, reason: ""), .check(evidence: 1, isAccepted: true, text: ""),
            .forecast(path, expected: Day(number: 0), reason: ""),
            .escalate(path, Self.ladder, to: "", reason: "", answerBy: Day(number: 0)),
            .answer(escalation: 1, text: ""),
        ]
        #expect(acts.map(\.kind) == PlanAct.Kind.allCases)
        // The zone's office drafts; it never guides, issues, gives another body's opinion, or checks itself.
        let office = Principal(name: "o", role: .operator, codes: [PlanExample.office])
        let refused = acts.filter { !mayDo(office, $0.permission, on: [PlanExample.office]) }
        #expect(refused.map(\.name) == ["opine", "guide", "issue", "check", "escalate"])
        let ministry = Principal(name: "m", role: .reader, codes: ["mofcom"])
        let allowed = acts.filter { mayDo(ministry, $0.permission, on: ["mofcom"]) }
        #expect(
            allowed.map(\.name) == [
                "opine", "guide", "issue", "report", "withdraw", "check", "forecast", "escalate",
                "answer",
            ])
        #expect(acts.allSatisfy { !mayDo(ministry, $0.permission, on: ["gacc"]) })
    }
}
