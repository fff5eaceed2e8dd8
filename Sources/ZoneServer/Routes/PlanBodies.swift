import ZoneCore
import ZoneServices

/// The content of a plan as sent, and as answered.
struct PlanBody: Codable {
    static let shape =
        #"{"zone", "titleZh", "titleEn", "basis", "draftedBy", "guidedBy", "issuedBy", "#
        + #""tasks": [{"id", "titleZh", "titleEn", "clause", "lead", "supporting"?: [string], "#
        + #""milestones": [{"id", "titleZh", "titleEn", "due"}]}], "by"}"#

    struct Task: Codable {
        var id: String
        var titleZh: String
        var titleEn: String
        var clause: String
        var lead: String
        var supporting: [String]?
        var milestones: [Milestone]
    }

    struct Milestone: Codable {
        var id: String
        var titleZh: String
        var titleEn: String
        var due: String
    }

    var zone: String
    var titleZh: String
    var titleEn: String
    var basis: String
    var draftedBy: String
    var guidedBy: String
    var issuedBy: String
    var tasks: [Task]
    /// Who sends it; not there in answers.
    var by: String?

    init(_ content: PlanContent) {
        (zone, titleZh, titleEn) = (content.zone, content.titleZh, content.titleEn)
        (basis, draftedBy) = (content.basis, content.draftedBy)
        (guidedBy, issuedBy) = (content.guidedBy, content.issuedBy)
        tasks = content.tasks.map { task in
            Task(
                id: task.id, titleZh: task.titleZh, titleEn: task.titleEn,
                clause: task.clause.rawValue, lead: task.lead, supporting: task.supporting,
                milestones: task.milestones.map {
                    Milestone(
                        id: $0.id, titleZh: $0.titleZh, titleEn: $0.titleEn,
                        due: $0.due.description)
                })
        }
    }

    /// Its content, with all that has not the form of its field said at once.
    func content() throws(Problem) -> PlanContent {
        var form = FormProblems()
        let tasks = tasks.prefix(PlanContent.taskCountMax + 1).enumerated().map { index, task in
            let place = "tasks[\(index)]"
            let clause: LetterClause? = form.word(place + ".clause", task.clause)
            let milestones = task.milestones.prefix(PlanContent.milestoneCountMax + 1)
            return PlanTask(
                id: task.id, titleZh: task.titleZh, titleEn: task.titleEn,
                clause: clause ?? .first, lead: task.lead, supporting: task.supporting ?? [],
                milestones: milestones.enumerated().map { number, one in
                    PlanMilestone(
                        id: one.id, titleZh: one.titleZh, titleEn: one.titleEn,
                        due: form.day("\(place).milestones[\(number)].due", one.due)
                            ?? Day(number: 0))
                })
        }
        let content = PlanContent(
            zone: zone, titleZh: titleZh, titleEn: titleEn, basis: basis, draftedBy: draftedBy,
            guidedBy: guidedBy, issuedBy: issuedBy, tasks: tasks)
        // What the plan itself is checked for is said with it.
        if !form.problems.isEmpty { throw .fieldsRefused(form.problems + checkPlan(content)) }
        return content
    }
}

/// Collects values that have not the form of their field.
struct FormProblems {
    private(set) var problems: [FilingProblem] = []

    mutating func day(_ field: String, _ text: String?) -> Day? {
        if let text, text.utf8.count == 10, let day = Day(text) { return day }
        add(field, text, "日期应为YYYY-MM-DD。", "A day is YYYY-MM-DD.")
        return nil
    }

    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ field: String, _ text: String?
    ) -> Word? {
        if let word = text.flatMap(Word.init(rawValue:)) { return word }
        let names = Word.allCases.map(\.rawValue).joined(separator: ", ")
        add(field, text, "应为：\(names)。", "One of \(names).")
        return nil
    }

    /// A member that the act needs.
    mutating func needed<Value>(_ field: String, _ value: Value?) -> Value? {
        if value == nil { add(field, nil, "请填写此项。", "Fill in this field.") }
        return value
    }

    /// The value that was put together; a problem where a part of it was wrong.
    func finish<Value>(_ value: Value?) throws(Problem) -> Value {
        guard let value, problems.isEmpty else { throw .fieldsRefused(problems) }
        return value
    }

    private mutating func add(_ field: String, _ value: String?, _ zh: String, _ en: String) {
        problems.append(FilingProblem(field: field, value: value ?? "", zh: zh, en: en))
    }
}

/// An act on a plan as sent, and as answered in the history: there without who did it.
struct PlanActBody: Codable {
    static let shape =
        #"{"act", "body", "by", and of the act: "bodies", "workingDays", "stance", "text", "#
        + #""to", "taken", "agrees", "document", "on", "reason", "task", "milestone", "#
        + #""fulfils", "trueOn", "documents", "evidence", "accepted", "expected", "step", "#
        + #""escalation"}"#
    /// The acts of this route; content is saved by PUT.
    static let names = PlanAct.Kind.allCases.filter { $0 != .save }.map(\.rawValue)

    var act: String
    var body: String?
    var by: String?
    var bodies: [String]?
    var workingDays: Int?
    /// The last day of a consultation; in answers only.
    var until: String?
    var stance: String?
    var text: String?
    var to: String?
    var taken: Bool?
    var agrees: Bool?
    var document: String?
    var on: String?
    var reason: String?
    var task: String?
    var milestone: String?
    var fulfils: Bool?
    var trueOn: String?
    var documents: [Int64]?
    var evidence: Int?
    var accepted: Bool?
    var expected: String?
    var step: Int?
    /// The last day for the answer to an escalation; in answers only.
    var answerBy: String?
    var escalation: Int?

    /// The step that is asked for.
    func request() throws(Problem) -> PlanRequest {
        guard Self.names.contains(act) else {
            throw .valueRefused(name: "act", expected: Self.names.joined(separator: ", "))
        }
        var form = FormProblems()
        let request: PlanRequest? =
            switch act {
            case "consult": consult(&form)
            case "escalate": escalate(&form)
            case "report", "withdraw", "check", "forecast", "answer": work(&form).map { .act($0) }
            default: way(&form).map { .act($0) }
            }
        return try form.finish(request)
    }

    private func consult(_ form: inout FormProblems) -> PlanRequest? {
        let (bodies, days) = (
            form.needed("bodies", bodies), form.needed("workingDays", workingDays)
        )
        guard let bodies, let days else { return nil }
        return .consult(bodies: bodies, workingDays: days)
    }

    private func escalate(_ form: inout FormProblems) -> PlanRequest? {
        let (path, step) = (path(&form), form.needed("step", step))
        guard let path, let step else { return nil }
        return .escalate(path, step: step, reason: reason ?? "")
    }

    private func path(_ form: inout FormProblems) -> MilestonePath? {
        let (task, milestone) = (
            form.needed("task", task), form.needed("milestone", milestone)
        )
        guard let task, let milestone else { return nil }
        return MilestonePath(task: task, milestone: milestone)
    }

    /// Steps on the way of a revision.
    private func way(_ form: inout FormProblems) -> PlanAct? {
        switch act {
        case "opine":
            let stance: PlanAct.Stance? = form.word("stance", stance)
            return stance.map { .opine($0, text: text ?? "") }
        case "endConsultation": return .endConsultation
        case "reply":
            let (to, taken) = (form.needed("to", to), form.needed("taken", taken))
            guard let to, let taken else { return nil }
            return .reply(to: to, isTaken: taken, text: text ?? "")
        case "askGuidance": return .askGuidance
        case "guide":
            return form.needed("agrees", agrees).map { .guide(agrees: $0, text: text ?? "") }
        case "issue": return form.day("on", on).map { .issue(document: document ?? "", on: $0) }
        case "end": return .end(reason: reason ?? "")
        default: return nil
        }
    }

    /// What is done under the plan in force.
    private func work(_ form: inout FormProblems) -> PlanAct? {
        switch act {
        case "report":
            let (path, day) = (path(&form), form.day("trueOn", trueOn))
            guard let fulfils = form.needed("fulfils", fulfils), let path, let day else {
                return nil
            }
            return .report(
                PlanEvidence(
                    at: path, fulfils: fulfils, trueOn: day, text: text ?? "",
                    documents: documents ?? []))
        case "withdraw":
            return form.needed("evidence", evidence).map {
                .withdraw(evidence: $0, reason: reason ?? "")
            }
        case "check":
            let (number, accepted) = (
                form.needed("evidence", evidence), form.needed("accepted", accepted)
            )
            guard let number, let accepted else { return nil }
            return .check(evidence: number, isAccepted: accepted, text: text ?? "")
        case "forecast":
            let (path, day) = (path(&form), form.day("expected", expected))
            guard let path, let day else { return nil }
            return .forecast(path, expected: day, reason: reason ?? "")
        case "answer":
            return form.needed("escalation", escalation).map {
                .answer(escalation: $0, text: text ?? "")
            }
        default: return nil
        }
    }

    /// An act as the history answers it; content is left to the revisions.
    init(_ act: PlanAct) {
        self.act = act.name
        switch act {
        case .save, .endConsultation, .askGuidance: break
        case .consult(let bodies, let until):
            (self.bodies, self.until) = (bodies, until.description)
        case .opine(let stance, let text): (self.stance, self.text) = (stance.rawValue, text)
        case .reply(let to, let taken, let text):
            (self.to, self.taken, self.text) = (to, taken, text)
        case .guide(let agrees, let text): (self.agrees, self.text) = (agrees, text)
        case .issue(let document, let day):
            (self.document, on) = (document, day.description)
        case .end(let reason): self.reason = reason
        case .report(let content):
            set(content.at)
            (fulfils, trueOn) = (content.fulfils, content.trueOn.description)
            (text, documents) = (content.text, content.documents)
        case .withdraw(let number, let reason): (evidence, self.reason) = (number, reason)
        case .check(let number, let isAccepted, let text):
            (evidence, accepted, self.text) = (number, isAccepted, text)
        case .forecast(let path, let day, let reason):
            set(path)
            (expected, self.reason) = (day.description, reason)
        case .escalate(let path, let step, let to, let reason, let answerBy):
            set(path)
            (self.step, self.to, self.reason) = (step.number, to, reason)
            self.answerBy = answerBy.description
        case .answer(let number, let text): (escalation, self.text) = (number, text)
        }
    }

    private mutating func set(_ path: MilestonePath) {
        (task, milestone) = (path.task, path.milestone)
    }
}
