import ZoneCore
import ZoneServices

/// The list of cases, with what has to be done about the open ones first.
struct ApprovalsPage {
    struct WaitRow {
        var title: String
        var url: String
        var what: String
        var body: String
        var due: String
        var tag: CaseTag
    }

    struct Row {
        var title: String
        var url: String
        var zone: String
        var tag: CaseTag
        var changed: String
    }

    /// Most deadlines on the page.
    static let waitCountMax = 200

    var text: CaseText
    var formLanguage: String?
    var zone: String
    var waits: [WaitRow]
    var hasNoWaits: Bool
    var rows: [Row]
    var isEmpty: Bool
    var nextURL: String?

    init(
        _ cases: [CaseRow], _ waits: [ApprovalWait], zone code: String?, next: String?,
        names: CaseNames, visit: Visit
    ) {
        text = .of(visit.language)
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
        zone = code ?? ""
        self.waits = waits.prefix(Self.waitCountMax).map {
            WaitRow(
                title: names.title($0.heading), url: visit.url("/approvals/\($0.id)"),
                what: $0.what, body: names.body($0.body), due: $0.due.description,
                tag: CaseTag(isLate: $0.isOverdue, isDone: false, visit.language))
        }
        hasNoWaits = waits.isEmpty
        rows = cases.map {
            Row(
                title: names.title($0.heading), url: visit.url("/approvals/\($0.id)"),
                zone: names.zone($0.heading.zone),
                tag: CaseTag(approval: $0.heading.state, visit.language),
                changed: clockText($0.changed))
        }
        isEmpty = rows.isEmpty
        let zoneParameter = code.map { [(name: "zone", value: $0)] } ?? []
        nextURL = next.map { visit.url("/approvals", zoneParameter + [("after", $0)]) }
    }
}

/// A case: its way, its decision, its conditions.
struct ApprovalPage {
    struct Round {
        var label: String
        var steps: [Step]
    }

    struct Step {
        var body: String
        var kind: String
        var opened: String
        var due: String
        var tag: CaseTag
        var outcome: String
        var text: String
    }

    struct Condition {
        var id: String
        var text: String
        var due: String
        var tag: CaseTag
        var followedBy: String
        var reports: String
    }

    var text: CaseText
    var title: String
    var tag: CaseTag
    var facts: [CaseFact]
    var isTemplate: Bool
    var rounds: [Round]
    var decision: String?
    var conditions: [Condition]
    var hasNoConditions: Bool
    var documents: [CaseDocumentRow]
    var hasNoDocuments: Bool
    var events: [CaseEventRow]
    var listURL: String
    var jsonURL: String

    init(_ view: ApprovalView, names: CaseNames, visit: Visit) {
        let (record, language) = (view.record, visit.language)
        let text = CaseText.of(language)
        self.text = text
        title = names.title(record.heading)
        tag = CaseTag(approval: record.state.rawValue, language)
        let route =
            record.rounds.last?.route
            ?? record.content.flatMap { names.books.governance.route($0.matter) }
        isTemplate = route?.isTemplate ?? false
        facts = record.content.map { Self.facts($0, route, names, text) } ?? []
        rounds = record.rounds.enumerated().map { index, round in
            Round(
                label: "\(index + 1): \(clockText(round.submitted))",
                steps: round.steps.map { Self.step($0, on: view.day, names) })
        }
        decision = record.decision.map { "\(names.body($0.body)), \(clockText($0.at)): \($0.text)" }
        conditions = record.conditions.map { Self.condition($0, on: view.day, names) }
        hasNoConditions = conditions.isEmpty
        documents = view.documents.map { CaseDocumentRow($0, below: "/v1/approvals/\(record.id)") }
        hasNoDocuments = documents.isEmpty
        events = view.events.reversed().prefix(PlanPage.eventCountMax).map {
            CaseEventRow(
                at: clockText($0.at), act: names.title($0.act.kind.zh, $0.act.kind.en),
                body: names.body($0.body), by: $0.actor)
        }
        listURL = visit.url("/approvals")
        jsonURL = "/v1/approvals/\(record.id)"
    }

    private static func facts(
        _ content: ApprovalContent, _ route: ApprovalRoute?, _ names: CaseNames, _ text: CaseText
    ) -> [CaseFact] {
        [
            CaseFact(label: text.zone, value: names.zone(content.zone)),
            CaseFact(
                label: text.matter,
                value: route.map { names.title($0.zh, $0.en) } ?? content.matter),
            CaseFact(
                label: text.basis,
                value: route.map(\.basis).flatMap { $0.isEmpty ? nil : $0 } ?? "-"),
            CaseFact(label: text.draftedBy, value: names.body(content.filedBy)),
            CaseFact(
                label: text.task,
                value: content.plan.isEmpty ? "-" : "\(content.plan) \(content.task)"),
            CaseFact(label: text.summary, value: content.summary),
        ]
    }

    private static func step(
        _ one: ApprovalRecord.Step, on day: Day, _ names: CaseNames
    ) -> Step {
        Step(
            body: names.body(one.step.body), kind: names.title(one.step.kind.zh, one.step.kind.en),
            opened: one.opened.description, due: one.due.description,
            tag: CaseTag(
                isLate: one.isLate(on: day), isDone: one.isDone, names.language),
            outcome: one.answer.map { $0.outcome.label(names.language) }
                ?? (one.passed == nil ? "-" : names.title("逾期未复，续办", "went on without it")),
            text: one.answer?.text ?? "")
    }

    private static func condition(
        _ one: ApprovalRecord.Condition, on day: Day, _ names: CaseNames
    ) -> Condition {
        Condition(
            id: one.condition.id, text: one.condition.text, due: one.due.description,
            tag: CaseTag(one.state(on: day), names.language),
            followedBy: names.body(one.condition.followedBy),
            reports: one.reports.map { report in
                let word =
                    switch report.isMet {
                    case true: names.title("已落实", "met")
                    case false: names.title("未落实", "not met")
                    case nil: names.title("待核实", "to be checked")
                    }
                return "\(report.trueOn) \(report.text) [\(word)]"
            }.joined(separator: "; "))
    }
}

extension ApprovalAct.Outcome {
    /// Its name for people.
    func label(_ language: Language) -> String {
        let (zh, en) = labels
        return language == .zh ? zh : en
    }

    private var labels: (zh: String, en: String) {
        switch self {
        case .accept: ("受理", "accepted")
        case .sendBack: ("退回补正", "sent back")
        case .agree: ("同意", "agrees")
        case .comment: ("有意见", "comments")
        case .object: ("不同意", "objects")
        case .approve: ("批准", "approved")
        case .refuse: ("不予批准", "refused")
        }
    }
}
