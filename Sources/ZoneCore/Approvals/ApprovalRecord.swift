/// A policy or a construction project that is reported for approval: its way and the follow-up of its conditions,
/// folded from its events.
public struct ApprovalRecord: CaseRecord, Hashable {
    public static let book = CaseBook.approval
    /// Most times that a case is submitted.
    public static let roundCountMax = 50

    public let id: String
    public private(set) var eventCount = 0
    public private(set) var content: ApprovalContent?
    /// One a submission, oldest first.
    public private(set) var rounds: [Round] = []
    public private(set) var decision: Decision?
    public private(set) var conditions: [Condition] = []
    /// Why it was withdrawn or revoked.
    public private(set) var endReason: String?
    private var place = ApprovalState.draft

    /// One submission and its way.
    public struct Round: Hashable, Sendable {
        public var route: ApprovalRoute
        public var submitted: Timestamp
        /// Steps that were opened, in the order of the route.
        public var steps: [Step]
        /// Why it was sent back.
        public var sentBack: Answer?
    }

    /// A step that was opened.
    public struct Step: Hashable, Sendable {
        public var step: ApprovalStep
        public var opened: Day
        /// The last day for the answer.
        public var due: Day
        public var answer: Answer?
        /// The day on which the case went on without it.
        public var passed: Day?

        /// Whether nobody has to do anything about it any more.
        public var isDone: Bool { answer != nil || passed != nil }

        /// Whether its answer came, or on a day is, after its last day.
        public func isLate(on day: Day) -> Bool { (answer?.at.day ?? passed ?? day) > due }
    }

    /// What a body said.
    public struct Answer: Hashable, Sendable {
        public var outcome: ApprovalAct.Outcome
        public var text: String
        public var at: Timestamp
        public var actor: String
        public var body: String
    }

    /// How it was decided.
    public struct Decision: Hashable, Sendable {
        public var isApproved: Bool
        public var text: String
        public var at: Timestamp
        public var actor: String
        public var body: String
    }

    /// A condition and what became of it.
    public struct Condition: Hashable, Sendable {
        /// As the decision had it.
        public var condition: ApprovalCondition
        /// The last day as it is now.
        public var due: Day
        public var reports: [Report] = []

        /// The report that met it; nil while none did.
        public var met: Report? { reports.last { $0.isMet == true } }

        /// How it stands on a day.
        public func state(on day: Day) -> ConditionState {
            if let met { return met.trueOn <= due ? .met : .metLate }
            return day > due ? .overdue : .open
        }
    }

    /// How a condition was met, as reported.
    public struct Report: Hashable, Sendable {
        public var trueOn: Day
        public var text: String
        public var documents: [Int64]
        public var at: Timestamp
        public var actor: String
        /// Whether the body that follows it agrees; nil while it has not looked.
        public var isMet: Bool?
        /// What that body said.
        public var finding: String
    }

    /// How a condition stands.
    public enum ConditionState: String, CaseIterable, Sendable {
        case met, metLate, open, overdue
    }

    /// A case of which nothing is known yet.
    public init(id: String) { self.id = id }

    public var heading: CaseHeading {
        CaseHeading(
            zone: content?.zone ?? "", titleZh: content?.titleZh ?? "",
            titleEn: content?.titleEn ?? "", state: state.rawValue)
    }

    /// How far it has come.
    public var state: ApprovalState {
        place == .approved && conditions.allSatisfy { $0.met != nil } ? .settled : place
    }

    /// Steps that somebody has to answer now.
    public var openSteps: [Step] {
        place == .underWay ? rounds.last?.steps.filter { !$0.isDone } ?? [] : []
    }

    /// Takes an event in, or says why it can't be and changes nothing.
    public mutating func apply(_ event: CaseEvent<ApprovalAct>) throws(CaseRefusal) {
        guard eventCount < CaseLimits.eventCountMax else {
            throw .full(countMax: CaseLimits.eventCountMax)
        }
        var next = self
        switch event.act {
        case .save(let content): try next.save(content, event)
        case .submit(let route, let due): try next.submit(route, due, event)
        case .answer: try next.answer(event)
        case .pass(let step, let due): try next.pass(step, due, event)
        case .withdraw(let reason):
            try next.need([.draft, .underWay, .returned], event)
            try next.needFiler(event)
            (next.place, next.endReason) = (.withdrawn, reason)
        case .report, .confirm, .extend: try next.followUp(event)
        case .revoke(let reason):
            try next.need([.approved, .settled], event)
            try next.need(body: next.decision?.body, event)
            (next.place, next.endReason) = (.revoked, reason)
        }
        next.eventCount += 1
        self = next
    }

    private func need(
        _ states: [ApprovalState], _ event: CaseEvent<ApprovalAct>
    ) throws(CaseRefusal) {
        guard content != nil, states.contains(state) else {
            throw .notAllowed(step: event.act.name, zh: state.zh, en: state.en)
        }
    }

    private func need(
        body: String?, _ event: CaseEvent<ApprovalAct>
    ) throws(CaseRefusal) {
        if let body, body != event.body { throw .body(event.body, expected: [body]) }
    }

    private func needFiler(_ event: CaseEvent<ApprovalAct>) throws(CaseRefusal) {
        try need(body: content?.filedBy, event)
    }

    private mutating func save(
        _ content: ApprovalContent, _ event: CaseEvent<ApprovalAct>
    ) throws(CaseRefusal) {
        if self.content != nil { try need([.draft, .returned], event) }
        guard event.body == content.filedBy else {
            throw .body(event.body, expected: [content.filedBy])
        }
        if let zone = self.content?.zone, zone != content.zone {
            throw .field(
                "zone", content.zone, zh: "所属综试区不可更改：\(zone)。",
                en: "The zone of a case stays: \(zone).")
        }
        self.content = content
    }

    private mutating func submit(
        _ route: ApprovalRoute, _ due: [String: Day], _ event: CaseEvent<ApprovalAct>
    ) throws(CaseRefusal) {
        try need([.draft, .returned], event)
        try needFiler(event)
        guard rounds.count < Self.roundCountMax else { throw .full(countMax: Self.roundCountMax) }
        rounds.append(Round(route: route, submitted: event.at, steps: []))
        place = .underWay
        open(stage: 1, due, on: event.at.day)
    }

    private mutating func open(stage: Int, _ due: [String: Day], on day: Day) {
        let steps = rounds[rounds.count - 1].route.steps.filter { $0.stage == stage }
        rounds[rounds.count - 1].steps += steps.map {
            Step(step: $0, opened: day, due: due[$0.id] ?? day)
        }
    }

    /// Where an open step is.
    private func index(
        ofOpen step: String, _ event: CaseEvent<ApprovalAct>
    ) throws(CaseRefusal) -> Int {
        try need([.underWay], event)
        let steps = rounds.last?.steps ?? []
        guard let index = steps.firstIndex(where: { $0.step.id == step && !$0.isDone }) else {
            let open = openSteps.map(\.step.id).joined(separator: ", ")
            throw .field(
                "step", step, zh: "该环节未开启或已办结；当前环节：\(open)。",
                en: "This step is not open; open are: \(open).")
        }
        return index
    }

    private mutating func answer(_ event: CaseEvent<ApprovalAct>) throws(CaseRefusal) {
        guard case .answer(let id, let outcome, let text, let conditions, let due) = event.act
        else { return }
        let index = try index(ofOpen: id, event)
        let last = rounds.count - 1
        let step = rounds[last].steps[index].step
        try need(body: step.body, event)
        guard step.kind.outcomes.contains(outcome) else {
            let names = step.kind.outcomes.map(\.rawValue).joined(separator: ", ")
            throw .field(
                "outcome", outcome.rawValue, zh: "该环节的结果应为：\(names)。",
                en: "The outcome of this step is one of \(names).")
        }
        if !conditions.isEmpty, outcome != .approve {
            throw .field(
                "conditions", String(conditions.count), zh: "仅批准可附条件。",
                en: "Only an approval has conditions.")
        }
        let answer = Answer(
            outcome: outcome, text: text, at: event.at, actor: event.actor, body: event.body)
        rounds[last].steps[index].answer = answer
        switch outcome {
        case .sendBack:
            rounds[last].sentBack = answer
            place = .returned
        case .approve, .refuse:
            decision = Decision(
                isApproved: outcome == .approve, text: text, at: event.at, actor: event.actor,
                body: event.body)
            self.conditions = conditions.map { Condition(condition: $0, due: $0.due) }
            place = outcome == .approve ? .approved : .refused
        case .accept, .agree, .comment, .object: goOn(due, on: event.at.day)
        }
    }

    /// Opens the next stage once everything of this one is done.
    private mutating func goOn(_ due: [String: Day], on day: Day) {
        guard let round = rounds.last, round.steps.allSatisfy(\.isDone),
            let stage = round.steps.map(\.step.stage).max()
        else { return }
        open(stage: stage + 1, due, on: day)
    }

    private mutating func pass(
        _ id: String, _ due: [String: Day], _ event: CaseEvent<ApprovalAct>
    ) throws(CaseRefusal) {
        let index = try index(ofOpen: id, event)
        try needFiler(event)
        let step = rounds[rounds.count - 1].steps[index]
        guard !step.step.isNeeded else {
            throw .notAllowed(
                step: event.act.name, zh: "该意见为必需", en: "this answer is needed")
        }
        guard event.at.day > step.due else {
            throw .notAllowed(
                step: event.act.name, zh: "期限至\(step.due)", en: "it may come until \(step.due)")
        }
        rounds[rounds.count - 1].steps[index].passed = event.at.day
        goOn(due, on: event.at.day)
    }

    private mutating func followUp(_ event: CaseEvent<ApprovalAct>) throws(CaseRefusal) {
        try need([.approved], event)
        switch event.act {
        case .report(let id, let trueOn, let text, let documents):
            let index = try index(ofOpenCondition: id, event)
            try needFiler(event)
            guard trueOn <= event.at.day else {
                throw .field(
                    "trueOn", trueOn.description, zh: "不得晚于今日\(event.at.day)。",
                    en: "It can't be after today, \(event.at.day).")
            }
            conditions[index].reports.append(
                Report(
                    trueOn: trueOn, text: text, documents: documents, at: event.at,
                    actor: event.actor, isMet: nil, finding: ""))
        case .confirm(let id, let isMet, let text):
            let index = try index(ofOpenCondition: id, event)
            try need(body: conditions[index].condition.followedBy, event)
            let last = conditions[index].reports.count - 1
            guard last >= 0, conditions[index].reports[last].isMet == nil else {
                throw .notAllowed(
                    step: event.act.name, zh: "没有待核实的落实情况",
                    en: "nothing was reported that waits")
            }
            conditions[index].reports[last].isMet = isMet
            conditions[index].reports[last].finding = text
        case .extend(let id, let until, _):
            let index = try index(ofOpenCondition: id, event)
            try need(body: conditions[index].condition.followedBy, event)
            guard until > conditions[index].due else {
                throw .field(
                    "until", until.description, zh: "应晚于现期限\(conditions[index].due)。",
                    en: "It has to be after \(conditions[index].due).")
            }
            conditions[index].due = until
        default: break
        }
    }

    private func index(
        ofOpenCondition id: String, _ event: CaseEvent<ApprovalAct>
    ) throws(CaseRefusal) -> Int {
        guard let index = conditions.firstIndex(where: { $0.condition.id == id }) else {
            throw .field("condition", id, zh: "没有该条件。", en: "There is no such condition.")
        }
        guard conditions[index].met == nil else {
            throw .notAllowed(step: event.act.name, zh: "条件已落实", en: "the condition is met")
        }
        return index
    }
}

extension ApprovalRecord.ConditionState {
    /// Its name for people.
    public var zh: String {
        switch self {
        case .met: "按期落实"
        case .metLate: "逾期落实"
        case .open: "待落实"
        case .overdue: "逾期"
        }
    }

    /// Its name for people.
    public var en: String {
        switch self {
        case .met: "met in time"
        case .metLate: "met late"
        case .open: "open"
        case .overdue: "overdue"
        }
    }
}
