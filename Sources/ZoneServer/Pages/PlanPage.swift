import ZoneCore
import ZoneServices

/// A plan: progress, tasks, revisions with their way, documents, history.
struct PlanPage {
    struct TaskRow {
        var title: String
        var url: String
        var clause: String
        var lead: String
        var supporting: String
        var milestones: [MilestoneRow]
        var progress: String
    }

    struct MilestoneRow {
        var id: String
        var title: String
        var due: String
        var tag: CaseTag?
        var fulfilledOn: String
        var expected: String
        var daysLate: String
        var isChecked: Bool
    }

    struct RevisionRow {
        var number: String
        var tag: CaseTag
        var since: String
        var document: String
        var on: String
        var url: String
    }

    struct OpinionRow {
        var body: String
        var stance: String
        var text: String
        var at: String
        var reply: String
    }

    var text: CaseText
    var title: String
    var id: String
    var tag: CaseTag
    var facts: [CaseFact]
    var figures: [CaseFact]
    var hasOutlook: Bool
    var day: String
    var knownBy: String
    var formLanguage: String?
    var tasks: [TaskRow]
    var revisions: [RevisionRow]
    var opinions: [OpinionRow]
    var hasOpinions: Bool
    var documents: [CaseDocumentRow]
    var hasNoDocuments: Bool
    var events: [CaseEventRow]
    var plansURL: String
    var changesURL: String
    var jsonURL: String

    init(_ view: PlanView, names: CaseNames, visit: Visit) {
        let record = view.record
        let language = visit.language
        let text = CaseText.of(language)
        self.text = text
        title = names.title(record.heading)
        id = record.id
        tag = CaseTag(plan: record.stateName, language)
        (day, knownBy) = (view.day.description, view.knownBy.description)
        formLanguage = visit.isExplicit ? language.rawValue : nil
        hasOutlook = view.outlook != nil
        figures = view.outlook.map { Self.figures($0.progress, text) } ?? []
        let revision = record.inForce(on: view.day) ?? record.revisions.last
        facts = revision.map { Self.facts($0.content, names, text) } ?? []
        tasks = (revision?.content.tasks ?? []).map { task in
            Self.row(
                task, view.outlook?.tasks.first { $0.task.id == task.id }, record.id, names, visit)
        }
        revisions = record.revisions.map { one in
            RevisionRow(
                number: String(one.number), tag: CaseTag(plan: one.state.rawValue, language),
                since: clockText(one.since), document: one.issue?.document ?? "-",
                on: one.issue?.on.description ?? "-",
                url: visit.url("/plans/\(record.id)/changes", [("to", String(one.number))]))
        }
        opinions = (record.revisions.last?.consultation?.opinions ?? []).map { one in
            OpinionRow(
                body: names.body(one.body), stance: one.stance.label(language), text: one.text,
                at: clockText(one.at),
                reply: one.reply.map {
                    ($0.isTaken ? names.title("采纳", "taken") : names.title("未采纳", "not taken"))
                        + ": " + $0.text
                } ?? "-")
        }
        hasOpinions = !opinions.isEmpty
        documents = view.documents.map { CaseDocumentRow($0, below: "/v1/plans/\(record.id)") }
        hasNoDocuments = documents.isEmpty
        events = view.events.reversed().prefix(Self.eventCountMax).map {
            CaseEventRow(
                at: clockText($0.at), act: names.title($0.act.kind.zh, $0.act.kind.en),
                body: names.body($0.body), by: $0.actor)
        }
        plansURL = visit.url("/plans")
        changesURL = visit.url("/plans/\(record.id)/changes")
        jsonURL = "/v1/plans/\(record.id)"
    }

    /// Most events shown, the newest first.
    static let eventCountMax = 200

    private static func figures(_ progress: PlanProgress, _ text: CaseText) -> [CaseFact] {
        [
            CaseFact(label: text.progress, value: progressText(progress)),
            CaseFact(label: text.checked, value: countText(progress.checkedCount)),
            CaseFact(label: text.late, value: countText(progress.lateCount)),
            CaseFact(label: text.forecastLate, value: countText(progress.forecastLateCount)),
        ]
    }

    private static func facts(
        _ content: PlanContent, _ names: CaseNames, _ text: CaseText
    ) -> [CaseFact] {
        [
            CaseFact(label: text.zone, value: names.zone(content.zone)),
            CaseFact(label: text.basis, value: content.basis),
            CaseFact(label: text.draftedBy, value: names.body(content.draftedBy)),
            CaseFact(label: text.guidedBy, value: names.body(content.guidedBy)),
            CaseFact(label: text.issuedBy, value: names.body(content.issuedBy)),
        ]
    }

    private static func row(
        _ task: PlanTask, _ outlook: TaskOutlook?, _ plan: String, _ names: CaseNames,
        _ visit: Visit
    ) -> TaskRow {
        TaskRow(
            title: names.title(task.titleZh, task.titleEn),
            url: visit.url("/plans/\(plan)/tasks/\(task.id)"),
            clause: names.title(task.clause.zh, task.clause.en), lead: names.body(task.lead),
            supporting: names.bodies(task.supporting),
            milestones: task.milestones.map { one in
                milestone(one, outlook?.milestones.first { $0.milestone.id == one.id }, names)
            }, progress: outlook.map { progressText($0.progress) } ?? "-")
    }

    static func milestone(
        _ milestone: PlanMilestone, _ outlook: MilestoneOutlook?, _ names: CaseNames
    ) -> MilestoneRow {
        MilestoneRow(
            id: milestone.id, title: names.title(milestone.titleZh, milestone.titleEn),
            due: milestone.due.description, tag: outlook.map { CaseTag($0.state, names.language) },
            fulfilledOn: outlook?.fulfilledOn?.description ?? "-",
            expected: outlook?.expected?.description ?? "-",
            daysLate: outlook.map { countText($0.daysLate) } ?? "-",
            isChecked: outlook?.isChecked ?? false)
    }
}

extension PlanAct.Stance {
    /// Its name for people.
    func label(_ language: Language) -> String {
        switch (self, language) {
        case (.agrees, .zh): "同意"
        case (.agrees, .en): "agrees"
        case (.comments, .zh): "有修改意见"
        case (.comments, .en): "comments"
        case (.objects, .zh): "不同意"
        case (.objects, .en): "objects"
        }
    }
}

/// A task: its milestones with evidence in both times, forecasts, escalations.
struct PlanTaskPage {
    struct EvidenceRow {
        var number: String
        var milestone: String
        var trueOn: String
        var recorded: String
        var by: String
        var text: String
        var finding: String
    }

    struct EscalationRow {
        var milestone: String
        var step: String
        var to: String
        var answerBy: String
        var answer: String
    }

    var text: CaseText
    var title: String
    var planTitle: String
    var planURL: String
    var jsonURL: String
    var facts: [CaseFact]
    var milestones: [PlanPage.MilestoneRow]
    var evidence: [EvidenceRow]
    var hasNoEvidence: Bool
    var escalations: [EscalationRow]
    var hasNoEscalations: Bool

    init(_ view: PlanView, _ task: PlanTask, names: CaseNames, visit: Visit) {
        let record = view.record
        text = .of(visit.language)
        title = names.title(task.titleZh, task.titleEn)
        planTitle = names.title(record.heading)
        planURL = visit.url("/plans/\(record.id)")
        jsonURL = "/v1/plans/\(record.id)"
        let outlook = view.outlook?.tasks.first { $0.task.id == task.id }
        facts = [
            CaseFact(label: text.clause, value: names.title(task.clause.zh, task.clause.en)),
            CaseFact(label: text.lead, value: names.body(task.lead)),
            CaseFact(label: text.supporting, value: names.bodies(task.supporting)),
            CaseFact(
                label: text.progress, value: outlook.map { progressText($0.progress) } ?? "-"),
        ]
        milestones = task.milestones.map { one in
            PlanPage.milestone(one, outlook?.milestones.first { $0.milestone.id == one.id }, names)
        }
        evidence = record.evidence.filter { $0.content.at.task == task.id }.map {
            EvidenceRow(
                number: String($0.number), milestone: $0.content.at.milestone,
                trueOn: $0.content.trueOn.description, recorded: clockText($0.at),
                by: "\(names.body($0.body)): \($0.actor)",
                text: $0.content.text
                    + ($0.content.fulfils ? "" : names.title("（进展）", " (under way)")),
                finding: Self.finding($0, names))
        }
        hasNoEvidence = evidence.isEmpty
        escalations = record.escalations.filter { $0.of.task == task.id }.map {
            EscalationRow(
                milestone: $0.of.milestone,
                step: "\($0.step.number) \(names.title($0.step.zh, $0.step.en))",
                to: names.body($0.to), answerBy: $0.answerBy.description,
                answer: $0.answer?.text ?? "-")
        }
        hasNoEscalations = escalations.isEmpty
    }

    private static func finding(_ one: PlanRecord.Evidence, _ names: CaseNames) -> String {
        if let reason = one.withdrawn { return names.title("已撤回：", "withdrawn: ") + reason }
        guard let check = one.check else { return "-" }
        return (check.isAccepted ? names.title("属实：", "right: ") : names.title("不属实：", "wrong: "))
            + check.text
    }
}
