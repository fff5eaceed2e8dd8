/// An implementation plan: its revisions and what was done under them, folded from its events.
public struct PlanRecord: CaseRecord, Hashable {
    public static let book = CaseBook.plan
    /// Most revisions of a plan.
    public static let revisionCountMax = 200

    public let id: String
    public private(set) var eventCount = 0
    /// Oldest first.
    public internal(set) var revisions: [Revision] = []
    /// In the order in which it was recorded; the first has number 1.
    public internal(set) var evidence: [Evidence] = []
    /// In the order in which they were made.
    public internal(set) var forecasts: [Forecast] = []
    /// In the order in which they began; the first has number 1.
    public internal(set) var escalations: [Escalation] = []
    /// When the plan was over, and why.
    public internal(set) var ending: Ending?

    /// One revision.
    public struct Revision: Hashable, Sendable {
        /// From 1 on.
        public var number: Int
        public var content: PlanContent
        public var state: PlanState
        /// When it came into that state.
        public var since: Timestamp
        /// Of the newest consultation.
        public var consultation: Consultation?
        /// What the body that guides said, oldest first.
        public var guidance: [Guidance] = []
        public var issue: Issue?
    }

    /// Bodies that were asked.
    public struct Consultation: Hashable, Sendable {
        public var bodies: [String]
        public var from: Timestamp
        /// The last day for opinions.
        public var until: Day
        public var opinions: [Opinion] = []

        /// Those that have not answered.
        public var silent: [String] {
            bodies.filter { body in !opinions.contains { $0.body == body } }
        }

        /// Opinions that ask for something and have no answer.
        public var unanswered: [Opinion] {
            opinions.filter { $0.stance != .agrees && $0.reply == nil }
        }
    }

    /// What a body thinks of a draft.
    public struct Opinion: Hashable, Sendable {
        public var body: String
        public var stance: PlanAct.Stance
        public var text: String
        public var at: Timestamp
        public var actor: String
        /// What became of it.
        public var reply: Reply?
    }

    /// What became of an opinion.
    public struct Reply: Hashable, Sendable {
        public var isTaken: Bool
        public var text: String
        public var at: Timestamp
    }

    /// What the body that guides said.
    public struct Guidance: Hashable, Sendable {
        public var agrees: Bool
        public var text: String
        public var at: Timestamp
        public var actor: String
    }

    /// How a revision came into force.
    public struct Issue: Hashable, Sendable {
        public var document: String
        /// The day of its signature.
        public var on: Day
        /// When that was recorded.
        public var at: Timestamp
    }

    /// What shows that a milestone is there.
    public struct Evidence: Hashable, Sendable {
        public var number: Int
        public var content: PlanEvidence
        public var at: Timestamp
        public var actor: String
        public var body: String
        /// Why it does not count any more; nil while it does.
        public var withdrawn: String?
        /// Whether somebody else found it right; nil while nobody looked.
        public var check: Check?

        /// Whether it says that its milestone is there, and nothing speaks against it.
        public var counts: Bool {
            content.fulfils && withdrawn == nil && check.map(\.isAccepted) ?? true
        }
    }

    /// What somebody found of evidence.
    public struct Check: Hashable, Sendable {
        public var isAccepted: Bool
        public var text: String
        public var at: Timestamp
        public var actor: String
        public var body: String
    }

    /// When a milestone will be there.
    public struct Forecast: Hashable, Sendable {
        public var of: MilestonePath
        public var expected: Day
        public var reason: String
        public var at: Timestamp
        public var actor: String
    }

    /// A late milestone on its way up.
    public struct Escalation: Hashable, Sendable {
        public var number: Int
        public var of: MilestonePath
        public var step: EscalationStep
        /// The body that has to answer.
        public var to: String
        public var reason: String
        public var at: Timestamp
        public var answerBy: Day
        public var answer: Answer?
    }

    /// The answer to an escalation.
    public struct Answer: Hashable, Sendable {
        public var text: String
        public var at: Timestamp
        public var actor: String
    }

    /// The end of a plan.
    public struct Ending: Hashable, Sendable {
        public var on: Day
        public var reason: String
    }

    /// A plan of which nothing is known yet.
    public init(id: String) { self.id = id }

    /// The revision that is on its way; nil where none is.
    public var pending: Revision? { revisions.last.flatMap { $0.issue == nil ? $0 : nil } }

    /// The revision in force on a day; the newest that was issued, unless a day is said.
    public func inForce(on day: Day? = nil) -> Revision? {
        revisions.last { revision in
            revision.issue.map { issue in day.map { issue.on <= $0 } ?? true } ?? false
        }
    }

    /// What to show of it: what is in force, or else the newest.
    public var current: Revision? { inForce() ?? revisions.last }

    public var heading: CaseHeading {
        let content = current?.content
        return CaseHeading(
            zone: content?.zone ?? "", titleZh: content?.titleZh ?? "",
            titleEn: content?.titleEn ?? "", state: stateName)
    }

    /// The state of the plan as a whole: `ended`, or that of what is in force, or else of what is written.
    public var stateName: String {
        ending != nil ? "ended" : current?.state.rawValue ?? PlanState.draft.rawValue
    }

    /// Takes an event in, or says why it can't be and changes nothing.
    public mutating func apply(_ event: CaseEvent<PlanAct>) throws(CaseRefusal) {
        guard eventCount < CaseLimits.eventCountMax else {
            throw .full(countMax: CaseLimits.eventCountMax)
        }
        guard ending == nil else {
            throw .notAllowed(step: event.act.name, zh: "方案已终止", en: "the plan has ended")
        }
        var next = self
        switch event.act {
        case .save, .consult, .opine, .endConsultation, .reply, .askGuidance, .guide, .issue:
            try next.move(event)
        case .end(let reason):
            try next.checkDrafter(event)
            next.ending = Ending(on: event.at.day, reason: reason)
        case .report, .withdraw, .check, .forecast, .escalate, .answer: try next.carryOut(event)
        }
        next.eventCount += 1
        self = next
    }
}

extension PlanRecord {
    /// A step on the way of a revision.
    private mutating func move(_ event: CaseEvent<PlanAct>) throws(CaseRefusal) {
        switch event.act {
        case .save(let content): try save(content, event)
        case .consult(let bodies, let until):
            try checkDrafter(event)
            try step(.consult, event)
            change {
                $0.consultation = Consultation(bodies: bodies, from: event.at, until: until)
            }
        case .opine(let stance, let text): try opine(stance, text, event)
        case .endConsultation:
            try checkDrafter(event)
            try endConsultation(event)
        case .reply(let body, let isTaken, let text):
            try checkDrafter(event)
            try reply(to: body, Reply(isTaken: isTaken, text: text, at: event.at), event)
        case .askGuidance:
            try checkDrafter(event)
            if let left = pending?.consultation?.unanswered, !left.isEmpty {
                let names = left.map(\.body).joined(separator: ", ")
                throw .notAllowed(
                    step: event.act.name, zh: "以下部门的意见尚未答复：\(names)",
                    en: "opinions without an answer: \(names)")
            }
            try step(.askGuidance, event)
        case .guide(let agrees, let text):
            try checkBody(event, pending.map { [$0.content.guidedBy] } ?? [])
            try step(agrees ? .agree : .wantChanges, event)
            change {
                $0.guidance.append(
                    Guidance(agrees: agrees, text: text, at: event.at, actor: event.actor))
            }
        case .issue(let document, let day): try issue(document, on: day, event)
        case .end, .report, .withdraw, .check, .forecast, .escalate, .answer: break
        }
    }

    private mutating func step(_ step: PlanStep, _ event: CaseEvent<PlanAct>) throws(CaseRefusal) {
        guard let revision = pending else {
            throw .notAllowed(
                step: event.act.name, zh: "没有正在修订的方案稿", en: "no revision is being written")
        }
        guard let state = revision.state.next(on: step) else {
            throw .notAllowed(
                step: event.act.name, zh: revision.state.zh, en: revision.state.en)
        }
        if state != revision.state { change { $0.since = event.at } }
        change { $0.state = state }
    }

    /// Changes the newest revision.
    private mutating func change(_ body: (inout Revision) -> Void) {
        body(&revisions[revisions.count - 1])
    }

    private mutating func save(
        _ content: PlanContent, _ event: CaseEvent<PlanAct>
    ) throws(CaseRefusal) {
        try checkBody(event, [content.draftedBy])
        if let zone = revisions.first?.content.zone, zone != content.zone {
            throw .field(
                "zone", content.zone, zh: "方案所属综试区不可更改：\(zone)。",
                en: "The zone of a plan stays: \(zone).")
        }
        guard pending == nil else {
            try step(.save, event)
            change { $0.content = content }
            return
        }
        guard revisions.count < Self.revisionCountMax else {
            throw .full(countMax: Self.revisionCountMax)
        }
        revisions.append(
            Revision(
                number: revisions.count + 1, content: content, state: .draft, since: event.at))
    }

    private mutating func opine(
        _ stance: PlanAct.Stance, _ text: String, _ event: CaseEvent<PlanAct>
    ) throws(CaseRefusal) {
        try step(.opine, event)
        guard let consultation = pending?.consultation else { return }
        try checkBody(event, consultation.bodies)
        guard consultation.silent.contains(event.body) else {
            throw .notAllowed(
                step: event.act.name, zh: "该部门已反馈意见", en: "this body has answered")
        }
        change {
            $0.consultation?.opinions.append(
                Opinion(
                    body: event.body, stance: stance, text: text, at: event.at,
                    actor: event.actor))
        }
    }

    /// Before its last day is over a consultation ends only when everybody has answered.
    private mutating func endConsultation(_ event: CaseEvent<PlanAct>) throws(CaseRefusal) {
        try step(.endConsultation, event)
        guard let consultation = pending?.consultation, !consultation.silent.isEmpty,
            event.at.day <= consultation.until
        else { return }
        let names = consultation.silent.joined(separator: ", ")
        throw .notAllowed(
            step: event.act.name, zh: "截止日\(consultation.until)未过，且尚未反馈：\(names)",
            en: "it lasts until \(consultation.until), and these have not answered: \(names)")
    }

    private mutating func reply(
        to body: String, _ reply: Reply, _ event: CaseEvent<PlanAct>
    ) throws(CaseRefusal) {
        try step(.reply, event)
        let opinions = pending?.consultation?.opinions ?? []
        guard let index = opinions.firstIndex(where: { $0.body == body }) else {
            throw .field(
                "to", body, zh: "该部门未反馈意见。", en: "This body has given no opinion.")
        }
        change { $0.consultation?.opinions[index].reply = reply }
    }

    private mutating func issue(
        _ document: String, on day: Day, _ event: CaseEvent<PlanAct>
    ) throws(CaseRefusal) {
        try checkBody(event, pending.map { [$0.content.issuedBy] } ?? [])
        guard day <= event.at.day else {
            throw .field(
                "on", day.description, zh: "不得晚于今日\(event.at.day)。",
                en: "It can't be after today, \(event.at.day).")
        }
        if let last = inForce()?.issue?.on, day < last {
            throw .field(
                "on", day.description, zh: "不得早于上一版的签发日\(last)。",
                en: "It can't be before the revision in force, \(last).")
        }
        try step(.issue, event)
        change { $0.issue = Issue(document: document, on: day, at: event.at) }
    }

    /// The zone's own steps are for the body that drafts.
    private func checkDrafter(_ event: CaseEvent<PlanAct>) throws(CaseRefusal) {
        let content = (pending ?? inForce())?.content
        guard let content else {
            throw .notAllowed(step: event.act.name, zh: "没有该方案", en: "there is no plan yet")
        }
        try checkBody(event, [content.draftedBy])
    }

    func checkBody(
        _ event: CaseEvent<PlanAct>, _ expected: [String]
    ) throws(CaseRefusal) {
        // Without anybody to expect there is nothing to do; the state says so.
        guard !expected.isEmpty, !expected.contains(event.body) else { return }
        throw .body(event.body, expected: expected)
    }
}
