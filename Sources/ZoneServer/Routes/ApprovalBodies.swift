import ZoneCore
import ZoneServices

/// The content of a case as sent, and as answered.
struct ApprovalBody: Codable {
    static let shape =
        #"{"zone", "matter", "titleZh", "titleEn", "summary", "filedBy", "plan"?, "task"?, "by"}"#

    var zone: String
    var matter: String
    var titleZh: String
    var titleEn: String
    var summary: String
    var filedBy: String
    var plan: String?
    var task: String?
    /// Who sends it; not there in answers.
    var by: String?

    init(_ content: ApprovalContent) {
        (zone, matter) = (content.zone, content.matter)
        (titleZh, titleEn, summary) = (content.titleZh, content.titleEn, content.summary)
        filedBy = content.filedBy
        plan = content.plan.isEmpty ? nil : content.plan
        task = content.task.isEmpty ? nil : content.task
    }

    var content: ApprovalContent {
        ApprovalContent(
            zone: zone, matter: matter, titleZh: titleZh, titleEn: titleEn, summary: summary,
            filedBy: filedBy, plan: plan ?? "", task: task ?? "")
    }
}

/// An act on a case as sent, and as answered in the history: there without who did it.
struct ApprovalActBody: Codable {
    static let shape =
        #"{"act", "body", "by", and of the act: "step", "outcome", "text", "#
        + #""conditions": [{"id", "text", "due", "followedBy"}], "condition", "trueOn", "#
        + #""documents", "met", "until", "reason"}"#
    /// The acts of this route; content is saved by PUT.
    static let names = ApprovalAct.Kind.allCases.filter { $0 != .save }.map(\.rawValue)

    struct Condition: Codable {
        var id: String
        var text: String
        var due: String
        var followedBy: String

        init(_ condition: ApprovalCondition) {
            (id, text) = (condition.id, condition.text)
            (due, followedBy) = (condition.due.description, condition.followedBy)
        }
    }

    var act: String
    var body: String?
    var by: String?
    /// The id of the route that it was submitted under; in answers only.
    var route: String?
    var step: String?
    var outcome: String?
    var text: String?
    var conditions: [Condition]?
    var condition: String?
    var trueOn: String?
    var documents: [Int64]?
    var met: Bool?
    var until: String?
    var reason: String?

    /// The step that is asked for.
    func request() throws(Problem) -> ApprovalRequest {
        guard Self.names.contains(act) else {
            throw .valueRefused(name: "act", expected: Self.names.joined(separator: ", "))
        }
        var form = FormProblems()
        let request: ApprovalRequest? =
            switch act {
            case "submit": .submit
            case "pass": form.needed("step", step).map { .pass(step: $0) }
            case "answer": answer(&form)
            case "withdraw": .act(.withdraw(reason: reason ?? ""))
            case "revoke": .act(.revoke(reason: reason ?? ""))
            default: followUp(&form).map { .act($0) }
            }
        return try form.finish(request)
    }

    private func answer(_ form: inout FormProblems) -> ApprovalRequest? {
        let step = form.needed("step", step)
        let outcome: ApprovalAct.Outcome? = form.word("outcome", outcome)
        let sent = (conditions ?? []).prefix(ApprovalCondition.countMax + 1)
        let conditions = sent.enumerated().map { index, one in
            ApprovalCondition(
                id: one.id, text: one.text,
                due: form.day("conditions[\(index)].due", one.due) ?? Day(number: 0),
                followedBy: one.followedBy)
        }
        guard let step, let outcome else { return nil }
        return .answer(step: step, outcome, text: text ?? "", conditions: conditions)
    }

    private func followUp(_ form: inout FormProblems) -> ApprovalAct? {
        let id = form.needed("condition", condition)
        switch act {
        case "report":
            guard let day = form.day("trueOn", trueOn), let id else { return nil }
            return .report(
                condition: id, trueOn: day, text: text ?? "", documents: documents ?? [])
        case "confirm":
            guard let met = form.needed("met", met), let id else { return nil }
            return .confirm(condition: id, isMet: met, text: text ?? "")
        case "extend":
            guard let day = form.day("until", until), let id else { return nil }
            return .extend(condition: id, until: day, text: text ?? "")
        default: return nil
        }
    }

    /// An act as the history answers it.
    init(_ act: ApprovalAct) {
        self.act = act.name
        switch act {
        case .save: break
        case .submit(let route, _): self.route = route.id
        case .answer(let step, let outcome, let text, let conditions, _):
            (self.step, self.outcome, self.text) = (step, outcome.rawValue, text)
            self.conditions = conditions.isEmpty ? nil : conditions.map(Condition.init)
        case .pass(let step, _): self.step = step
        case .withdraw(let reason), .revoke(let reason): self.reason = reason
        case .report(let id, let day, let text, let documents):
            (condition, trueOn, self.text) = (id, day.description, text)
            self.documents = documents
        case .confirm(let id, let isMet, let text): (condition, met, self.text) = (id, isMet, text)
        case .extend(let id, let day, let text):
            (condition, until, self.text) = (id, day.description, text)
        }
    }
}
