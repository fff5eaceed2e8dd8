import ZoneCore
import ZoneServices

/// The fixed texts of the pages of plans and approvals; one table a language.
struct CaseText: Sendable {
    var plans: String
    var plansLead: String
    var approvals: String
    var approvalsLead: String
    var delays: String
    var delaysLead: String
    var noDelays: String
    var changes: String
    var changesLead: String
    var noChanges: String
    var zone: String
    var anyZone: String
    var show: String
    var empty: String
    var next: String
    var title: String
    var state: String
    var progress: String
    var changed: String
    var basis: String
    var draftedBy: String
    var guidedBy: String
    var issuedBy: String
    var task: String
    var tasks: String
    var clause: String
    var lead: String
    var supporting: String
    var milestone: String
    var milestones: String
    var due: String
    var fulfilled: String
    var checked: String
    var late: String
    var forecastLate: String
    var fulfilledOn: String
    var expected: String
    var daysLate: String
    var evidence: String
    var noEvidence: String
    var trueOn: String
    var recorded: String
    var by: String
    var text: String
    var finding: String
    var escalations: String
    var noEscalations: String
    var step: String
    var to: String
    var answerBy: String
    var answer: String
    var nextStep: String
    var revisions: String
    var revision: String
    var since: String
    var document: String
    var opinions: String
    var stance: String
    var reply: String
    var documents: String
    var noDocuments: String
    var kind: String
    var size: String
    var history: String
    var act: String
    var field: String
    var before: String
    var after: String
    var asOf: String
    var knownBy: String
    var notInForce: String
    var deadlines: String
    var noDeadlines: String
    var what: String
    var body: String
    var matter: String
    var template: String
    var route: String
    var round: String
    var opened: String
    var outcome: String
    var decision: String
    var conditions: String
    var noConditions: String
    var condition: String
    var followedBy: String
    var summary: String

    /// The table of a language.
    static func of(_ language: Language) -> CaseText { language == .zh ? zh : en }

    private static let zh = CaseText(
        plans: "实施方案", plansLead: "起草、征求意见、商务部指导、省级印发与修订；进度由任务节点的佐证计算得出。",
        approvals: "报批事项", approvalsLead: "重要政策与重大建设项目按规定程序报批：路径、意见、期限、决定与条件落实。",
        delays: "方案逾期", delaysLead: "已逾期和预计逾期的任务节点，逾期最久的在前。", noDelays: "没有逾期或预计逾期的节点。",
        changes: "修订对比", changesLead: "两版方案之间按任务和节点的差异。", noChanges: "两版没有差异。",
        zone: "综试区", anyZone: "编码，留空为全部", show: "查询", empty: "没有记录。", next: "下一页",
        title: "名称", state: "状态", progress: "进度", changed: "最近变动", basis: "依据",
        draftedBy: "起草", guidedBy: "指导", issuedBy: "印发", task: "任务", tasks: "任务",
        clause: "对应条款", lead: "牵头部门", supporting: "配合部门", milestone: "节点", milestones: "节点",
        due: "期限", fulfilled: "已完成", checked: "已核实", late: "逾期", forecastLate: "预计逾期",
        fulfilledOn: "完成日", expected: "预计完成", daysLate: "逾期天数", evidence: "佐证",
        noEvidence: "尚无佐证。", trueOn: "事实日期", recorded: "记录时间", by: "经办", text: "内容",
        finding: "核实", escalations: "督办", noEscalations: "没有督办。", step: "级别", to: "督办对象",
        answerBy: "答复期限", answer: "答复", nextStep: "下一级督办", revisions: "版本", revision: "版",
        since: "自", document: "文号", opinions: "反馈意见", stance: "态度", reply: "采纳情况",
        documents: "文件", noDocuments: "没有文件。", kind: "种类", size: "字节", history: "经过",
        act: "步骤", field: "项目", before: "原内容", after: "新内容", asOf: "截至日期", knownBy: "按该日已记录",
        notInForce: "该日没有生效的方案，因此没有进度。", deadlines: "待办与期限", noDeadlines: "没有待办事项。",
        what: "环节或条件", body: "部门", matter: "事项", template: "模板：未与规定程序核对", route: "报批路径",
        round: "第几次报送", opened: "开始", outcome: "结果", decision: "决定", conditions: "附加条件",
        noConditions: "没有附加条件。", condition: "条件", followedBy: "核实部门", summary: "摘要")
    private static let en = CaseText(
        plans: "Implementation plans",
        plansLead:
            "Draft, consultation, guidance by the Ministry of Commerce, issue by the province, "
            + "revisions. Progress is computed from the evidence of milestones.",
        approvals: "Approvals",
        approvalsLead:
            "Important policies and major construction projects reported under prescribed "
            + "procedures: route, opinions, deadlines, decision, follow-up of conditions.",
        delays: "Delays of plans",
        delaysLead: "Milestones that are late or expected to be, the latest first.",
        noDelays: "No milestone is late or expected to be.", changes: "What a revision changed",
        changesLead: "What differs between two revisions, by task and milestone.",
        noChanges: "They do not differ.", zone: "Zone", anyZone: "a code; empty for all",
        show: "Show", empty: "Nothing is recorded.", next: "Next page", title: "Title",
        state: "State", progress: "Progress", changed: "Last change", basis: "Basis",
        draftedBy: "Drafted by", guidedBy: "Guided by", issuedBy: "Issued by", task: "Task",
        tasks: "Tasks", clause: "Clause", lead: "Lead", supporting: "Supporting",
        milestone: "Milestone", milestones: "Milestones", due: "Due", fulfilled: "Done",
        checked: "Checked", late: "Late", forecastLate: "Forecast late", fulfilledOn: "Done on",
        expected: "Expected", daysLate: "Days late", evidence: "Evidence",
        noEvidence: "There is no evidence yet.", trueOn: "True on", recorded: "Recorded",
        by: "By", text: "Text", finding: "Check", escalations: "Escalations",
        noEscalations: "Nothing was escalated.", step: "Step", to: "To", answerBy: "Answer by",
        answer: "Answer", nextStep: "Next step", revisions: "Revisions", revision: "Revision",
        since: "Since", document: "Document", opinions: "Opinions", stance: "Stance",
        reply: "Reply", documents: "Documents", noDocuments: "There is no document.",
        kind: "Kind", size: "Bytes", history: "History", act: "Act", field: "Field",
        before: "Before", after: "After", asOf: "As of", knownBy: "as known by",
        notInForce: "No plan was in force on that day, so there is no progress.",
        deadlines: "To do, with deadlines", noDeadlines: "There is nothing to do.",
        what: "Step or condition", body: "Body", matter: "Subject matter",
        template: "template: not compared with what is prescribed", route: "Route",
        round: "Submission", opened: "Opened", outcome: "Outcome", decision: "Decision",
        conditions: "Conditions", noConditions: "There are no conditions.",
        condition: "Condition", followedBy: "Checked by", summary: "Summary")
}

/// A state by words and by colour.
struct CaseTag {
    /// `good`, `wait`, `look`, `stop`.
    var tone: String
    var label: String

    init(_ state: MilestoneOutlook.State, _ language: Language) {
        label = language == .zh ? state.zh : state.en
        tone =
            switch state {
            case .fulfilled: "good"
            case .fulfilledLate, .forecastLate: "look"
            case .open: "wait"
            case .late: "stop"
            }
    }

    /// A plan's, by its name.
    init(plan name: String, _ language: Language) {
        let state = PlanState(rawValue: name)
        label = (language == .zh ? state?.zh : state?.en) ?? (language == .zh ? "已终止" : "Ended")
        tone = state == nil ? "stop" : state == .issued ? "good" : "wait"
    }

    /// A case's, by its name.
    init(approval name: String, _ language: Language) {
        let state = ApprovalState(rawValue: name) ?? .draft
        label = language == .zh ? state.zh : state.en
        tone =
            switch state {
            case .settled: "good"
            case .draft, .underWay: "wait"
            case .returned, .approved: "look"
            case .refused, .withdrawn, .revoked: "stop"
            }
    }

    init(_ state: ApprovalRecord.ConditionState, _ language: Language) {
        label = language == .zh ? state.zh : state.en
        tone =
            switch state {
            case .met: "good"
            case .metLate: "look"
            case .open: "wait"
            case .overdue: "stop"
            }
    }

    /// Whether something is in time.
    init(isLate: Bool, isDone: Bool, _ language: Language) {
        tone = isLate ? "stop" : isDone ? "good" : "wait"
        switch (isLate, isDone) {
        case (true, _): label = language == .zh ? "逾期" : "late"
        case (false, true): label = language == .zh ? "按期" : "in time"
        case (false, false): label = language == .zh ? "期限内" : "running"
        }
    }
}

/// What pages say of bodies, cases and zones in one language.
struct CaseNames {
    let books: Zone
    let language: Language

    /// The body's name; its code where the table has none.
    func body(_ code: String) -> String {
        guard let body = books.governance.body(code) else { return code }
        return language == .zh ? body.zh : body.en
    }

    func bodies(_ codes: [String]) -> String {
        codes.isEmpty ? "-" : codes.map(body).joined(separator: language == .zh ? "、" : ", ")
    }

    /// The zone's name; its code where the register has none.
    func zone(_ code: String) -> String {
        guard let known = books.register.zone(code) else { return code }
        return language == .zh ? known.nameZh : known.nameEn
    }

    func title(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    func title(_ heading: CaseHeading) -> String { title(heading.titleZh, heading.titleEn) }
}

/// A document of a case, as pages list it.
struct CaseDocumentRow {
    var number: String
    var name: String
    var kind: String
    var size: String
    var url: String

    init(_ document: EnterpriseDocument, below path: String) {
        (number, name, kind) = (String(document.id), document.name, document.kind)
        size = countText(document.byteCount)
        url = "\(path)/documents/\(document.id)"
    }
}

/// An event of a case, as pages list it.
struct CaseEventRow {
    var at: String
    var act: String
    var body: String
    var by: String
}

/// Something with a name and a value.
struct CaseFact {
    var label: String
    var value: String
}
