import Testing
import ZoneCore

@Suite struct ApprovalRecordTests {
    private static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    private static let route = ApprovalRoute(
        id: "site", subject: .project, zh: "场所", en: "Site", basis: "", isTemplate: true,
        documents: [],
        steps: [
            ApprovalStep(
                id: "check", stage: 1, kind: .check, body: "provincial-commerce", workingDays: 5,
                isNeeded: true),
            ApprovalStep(
                id: "tax", stage: 2, kind: .opinion, body: "city-tax", workingDays: 5,
                isNeeded: false),
            ApprovalStep(
                id: "customs", stage: 2, kind: .opinion, body: "local-customs", workingDays: 5,
                isNeeded: true),
            ApprovalStep(
                id: "decision", stage: 3, kind: .decision, body: "gacc", workingDays: 5,
                isNeeded: true),
        ])

    private struct Case {
        var record = ApprovalRecord(id: "c")

        mutating func act(
            _ act: ApprovalAct, on text: String, for body: String = "zone-office"
        ) throws(CaseRefusal) {
            let at = Timestamp(ms: Int64(day(text).number) * 86_400_000)
            try record.apply(CaseEvent(act: act, at: at, actor: "a", body: body))
        }

        /// Answers a step; steps that it opens are due five days later.
        mutating func answer(
            _ step: String, _ outcome: ApprovalAct.Outcome, on text: String, for body: String,
            conditions: [ApprovalCondition] = []
        ) throws(CaseRefusal) {
            try act(
                .answer(
                    step: step, outcome, text: "x", conditions: conditions,
                    due: ApprovalRecordTests.due(text)), on: text, for: body)
        }

        /// A case whose opinions are open, due on 2026-03-10.
        static func withOpinions() throws(CaseRefusal) -> Case {
            var one = Case()
            try one.act(
                .save(
                    ApprovalContent(
                        zone: "beijing", matter: "site", titleZh: "场所", titleEn: "Site",
                        summary: "x", filedBy: "zone-office")), on: "2026-03-01")
            try one.act(
                .submit(route, due: ApprovalRecordTests.due("2026-03-02")), on: "2026-03-02")
            try one.answer("check", .accept, on: "2026-03-05", for: "provincial-commerce")
            return one
        }

        /// An approved case with one condition, due on 2026-06-30.
        static func approved() throws(CaseRefusal) -> Case {
            var one = try withOpinions()
            try one.answer("tax", .agree, on: "2026-03-06", for: "city-tax")
            try one.answer("customs", .agree, on: "2026-03-06", for: "local-customs")
            try one.answer(
                "decision", .approve, on: "2026-03-09", for: "gacc",
                conditions: [
                    ApprovalCondition(
                        id: "video", text: "联网", due: day("2026-06-30"),
                        followedBy: "local-customs")
                ])
            return one
        }
    }

    private static func due(_ text: String) -> [String: Day] {
        Dictionary(uniqueKeysWithValues: route.steps.map { ($0.id, day(text).adding(days: 5)) })
    }

    private func refusal(_ body: () throws(CaseRefusal) -> Void) -> String? {
        do throws(CaseRefusal) {
            try body()
            return nil
        } catch {
            switch error {
            case .notAllowed: return "notAllowed"
            case .invalid(let problems): return problems.first?.field
            case .full: return "full"
            }
        }
    }

    @Test func stagesOpenOneAfterTheOther() throws {
        var one = try Case.withOpinions()
        #expect(one.record.openSteps.map(\.step.id) == ["tax", "customs"])
        #expect(
            one.record.openSteps.map(\.due) == [Self.day("2026-03-10"), Self.day("2026-03-10")])
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.answer("decision", .approve, on: "2026-03-06", for: "gacc")
            } == "step")
        try one.answer("customs", .object, on: "2026-03-06", for: "local-customs")
        #expect(one.record.openSteps.map(\.step.id) == ["tax"])
        try one.answer("tax", .agree, on: "2026-03-09", for: "city-tax")
        #expect(one.record.openSteps.map(\.step.id) == ["decision"])
        #expect(one.record.openSteps.first?.due == Self.day("2026-03-14"))
        try one.answer("decision", .refuse, on: "2026-03-10", for: "gacc")
        #expect(one.record.state == .refused && one.record.openSteps.isEmpty)
    }

    /// In time on the last day, late on the next.
    @Test(arguments: [("2026-03-10", false), ("2026-03-11", true)])
    func theLastDayIsInTime(_ day: String, _ isLate: Bool) throws {
        var one = try Case.withOpinions()
        #expect(one.record.openSteps[0].isLate(on: Self.day(day)) == isLate)
        try one.answer("customs", .agree, on: day, for: "local-customs")
        let step = try #require(
            one.record.rounds[0].steps.first { $0.step.id == "customs" })
        #expect(step.isLate(on: Self.day("2027-01-01")) == isLate)
    }

    /// What isn't needed is done without from the day after its last day on; what is needed is waited for.
    @Test func goingOnWithoutAnOpinion() throws {
        var one = try Case.withOpinions()
        try one.answer("customs", .agree, on: "2026-03-06", for: "local-customs")
        let pass = ApprovalAct.pass(step: "tax", due: Self.due("2026-03-11"))
        #expect(
            refusal { () throws(CaseRefusal) in try one.act(pass, on: "2026-03-10") }
                == "notAllowed")
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.act(pass, on: "2026-03-11", for: "gacc")
            } == "body")
        try one.act(pass, on: "2026-03-11")
        #expect(one.record.openSteps.map(\.step.id) == ["decision"])
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.answer("tax", .agree, on: "2026-03-12", for: "city-tax")
            } == "step")
        var other = try Case.withOpinions()
        #expect(
            refusal { () throws(CaseRefusal) in
                try other.act(.pass(step: "customs", due: [:]), on: "2026-03-20")
            } == "notAllowed")
    }

    @Test func sentBackAndSubmittedAgain() throws {
        var one = try Case.withOpinions()
        try one.answer("customs", .sendBack, on: "2026-03-06", for: "local-customs")
        #expect(one.record.state == .returned && one.record.openSteps.isEmpty)
        #expect(one.record.rounds[0].sentBack?.body == "local-customs")
        try one.act(.submit(Self.route, due: Self.due("2026-03-09")), on: "2026-03-09")
        #expect(one.record.openSteps.map(\.step.id) == ["check"])
        #expect(one.record.rounds.count == 2)
        try one.act(.withdraw(reason: "x"), on: "2026-03-10")
        #expect(one.record.state == .withdrawn)
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.act(.submit(Self.route, due: [:]), on: "2026-03-11")
            } == "notAllowed")
    }

    /// Every kind of step and every outcome.
    @Test func outcomesFitTheirStep() throws {
        for kind in ApprovalStep.Kind.allCases {
            for outcome in ApprovalAct.Outcome.allCases {
                var one = try Case.withOpinions()
                let (step, body): (String, String)
                switch kind {
                case .check:
                    one = Case()
                    try one.act(
                        .save(
                            ApprovalContent(
                                zone: "b", matter: "site", titleZh: "x", titleEn: "x",
                                summary: "x", filedBy: "zone-office")), on: "2026-03-01")
                    try one.act(.submit(Self.route, due: [:]), on: "2026-03-02")
                    (step, body) = ("check", "provincial-commerce")
                case .opinion: (step, body) = ("customs", "local-customs")
                case .decision:
                    try one.answer("tax", .agree, on: "2026-03-06", for: "city-tax")
                    try one.answer("customs", .agree, on: "2026-03-06", for: "local-customs")
                    (step, body) = ("decision", "gacc")
                }
                let refused = refusal { () throws(CaseRefusal) in
                    try one.answer(step, outcome, on: "2026-03-09", for: body)
                }
                #expect((refused == nil) == kind.outcomes.contains(outcome), "\(kind) \(outcome)")
            }
        }
    }

    @Test func conditionsBelongToAnApproval() throws {
        var one = try Case.withOpinions()
        let condition = ApprovalCondition(
            id: "x", text: "x", due: Self.day("2026-06-30"), followedBy: "gacc")
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.answer(
                    "customs", .agree, on: "2026-03-06", for: "local-customs",
                    conditions: [condition])
            } == "conditions")
        #expect(one.record.openSteps.count == 2)
    }

    /// A condition is followed until it is met; late or not is told by when that was true.
    @Test(arguments: [
        ("2026-06-30", ApprovalRecord.ConditionState.met), ("2026-07-01", .metLate),
    ])
    func conditionsAreFollowed(
        _ trueOn: String, _ state: ApprovalRecord.ConditionState
    ) throws {
        var one = try Case.approved()
        #expect(one.record.state == .approved)
        let condition = one.record.conditions[0]
        #expect(condition.state(on: Self.day("2026-06-30")) == .open)
        #expect(condition.state(on: Self.day("2026-07-01")) == .overdue)
        let confirm = ApprovalAct.confirm(condition: "video", isMet: true, text: "x")
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.act(confirm, on: "2026-07-05", for: "local-customs")
            } == "notAllowed")
        let report = ApprovalAct.report(
            condition: "video", trueOn: Self.day(trueOn), text: "x", documents: [])
        try one.act(report, on: "2026-07-05")
        try one.act(
            .confirm(condition: "video", isMet: false, text: "x"), on: "2026-07-06",
            for: "local-customs")
        #expect(one.record.state == .approved)
        try one.act(report, on: "2026-07-07")
        #expect(
            refusal { () throws(CaseRefusal) in try one.act(confirm, on: "2026-07-08") }
                == "body")
        try one.act(confirm, on: "2026-07-08", for: "local-customs")
        #expect(one.record.state == .settled)
        #expect(one.record.conditions[0].state(on: Self.day("2026-07-08")) == state)
        #expect(
            refusal { () throws(CaseRefusal) in try one.act(report, on: "2026-07-09") }
                == "notAllowed")
    }

    @Test func conditionsGetMoreTimeAndApprovalsAreRevoked() throws {
        var one = try Case.approved()
        func extend(_ text: String) -> ApprovalAct {
            .extend(condition: "video", until: Self.day(text), text: "x")
        }
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.act(extend("2026-06-30"), on: "2026-05-01", for: "local-customs")
            } == "until")
        try one.act(extend("2026-07-01"), on: "2026-05-01", for: "local-customs")
        #expect(one.record.conditions[0].state(on: Self.day("2026-07-01")) == .open)
        #expect(one.record.conditions[0].condition.due == Self.day("2026-06-30"))
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.act(
                    .report(
                        condition: "video", trueOn: Self.day("2026-05-03"), text: "x", documents: []
                    ),
                    on: "2026-05-02")
            } == "trueOn")
        #expect(
            refusal { () throws(CaseRefusal) in
                try one.act(.revoke(reason: "x"), on: "2026-08-01", for: "local-customs")
            } == "body")
        try one.act(.revoke(reason: "x"), on: "2026-08-01", for: "gacc")
        #expect(one.record.state == .revoked)
    }

    @Test func routesHaveStagesAndOneDecision() {
        #expect(Self.route.defects.isEmpty)
        var route = Self.route
        route.steps[3].stage = 4
        #expect(route.defects.count == 1)
        route = Self.route
        route.steps.removeLast()
        #expect(route.defects.count == 1)
        route = Self.route
        route.steps[0].isNeeded = false
        #expect(route.defects.count == 1)
        route.steps = []
        #expect(route.defects.count == 2)
    }

    @Test func everyActHasAPermissionOfApprovals() {
        let office = Principal(name: "o", role: .operator)
        let customs = Principal(name: "c", role: .officer, codes: ["gacc"])
        let acts: [ApprovalAct] = [
            .save(
                ApprovalContent(
                    zone: "", matter: "", titleZh: "", titleEn: "", summary: "", filedBy: "")),
            .submit(Self.route, due: [:]),
            .answer(step: "", .agree, text: "", conditions: [], due: [:]),
            .pass(step: "", due: [:]), .withdraw(reason: ""),
            .report(condition: "", trueOn: Day(number: 0), text: "", documents: []),
            .confirm(condition: "", isMet: true, text: ""),
            .extend(condition: "", until: Day(number: 0), text: ""), .revoke(reason: ""),
        ]
        #expect(acts.map(\.kind) == ApprovalAct.Kind.allCases)
        #expect(
            acts.filter { mayDo(office, $0.permission, on: ["gacc"]) }.map(\.name)
                == ["save", "submit", "pass", "withdraw", "report"])
        #expect(
            acts.filter { mayDo(customs, $0.permission, on: ["gacc"]) }.map(\.name)
                == ["answer", "confirm", "extend", "revoke"])
        #expect(acts.allSatisfy { !mayDo(customs, $0.permission, on: ["mofcom"]) })
    }
}
