/// What is reported for approval.
public struct ApprovalContent: Hashable, Sendable, Codable {
    /// The zone's code in the register.
    public var zone: String
    /// The subject matter, which names the route.
    public var matter: String
    public var titleZh: String
    public var titleEn: String
    public var summary: String
    /// The body that reports it.
    public var filedBy: String
    /// The plan and the task that it belongs to; empty where to none.
    public var plan: String
    public var task: String

    /// Content with all its parts.
    public init(
        zone: String, matter: String, titleZh: String, titleEn: String, summary: String,
        filedBy: String, plan: String = "", task: String = ""
    ) {
        (self.zone, self.matter, self.titleZh, self.titleEn) = (zone, matter, titleZh, titleEn)
        (self.summary, self.filedBy, self.plan, self.task) = (summary, filedBy, plan, task)
    }
}

/// Something that an approval asks for.
public struct ApprovalCondition: Hashable, Sendable, Codable {
    /// Most conditions of a case.
    public static let countMax = 50

    /// Names it within the case.
    public var id: String
    public var text: String
    /// The last day.
    public var due: Day
    /// The body that says whether it is met.
    public var followedBy: String

    /// A condition with all its parts.
    public init(id: String, text: String, due: Day, followedBy: String) {
        (self.id, self.text, self.due, self.followedBy) = (id, text, due, followedBy)
    }
}

/// What can happen to a case.
public enum ApprovalAct: CaseAct {
    /// A body's answer to its step.
    public enum Outcome: String, CaseIterable, Sendable, Codable {
        case accept, sendBack, agree, comment, object, approve, refuse
    }

    /// Content of a draft.
    case save(ApprovalContent)
    /// It is handed in: the route, and for each of its steps the last day if it were opened now.
    case submit(ApprovalRoute, due: [String: Day])
    /// A body answers its step. `due` as with ``submit(_:due:)``; conditions belong to an approval.
    case answer(
        step: String, Outcome, text: String, conditions: [ApprovalCondition], due: [String: Day])
    /// The case goes on without an opinion that did not come in time and isn't needed.
    case pass(step: String, due: [String: Day])
    /// It is taken back.
    case withdraw(reason: String)
    /// How a condition was met, and the day on which that was true.
    case report(condition: String, trueOn: Day, text: String, documents: [Int64])
    /// Whether what was reported meets the condition.
    case confirm(condition: String, isMet: Bool, text: String)
    /// A condition gets more time.
    case extend(condition: String, until: Day, text: String)
    /// The approval is taken away.
    case revoke(reason: String)

    /// Its kind.
    public var kind: Kind {
        switch self {
        case .save: .save
        case .submit: .submit
        case .answer: .answer
        case .pass: .pass
        case .withdraw: .withdraw
        case .report: .report
        case .confirm: .confirm
        case .extend: .extend
        case .revoke: .revoke
        }
    }

    public var name: String { kind.rawValue }

    public var permission: Permission { kind.permission }
}

/// How far a case has come.
public enum ApprovalState: String, CaseIterable, Sendable {
    /// Being written.
    case draft
    /// On its route.
    case underWay
    /// Sent back to be completed.
    case returned
    /// Approved, with conditions that are not met yet.
    case approved
    /// Approved, and every condition is met.
    case settled
    case refused
    case withdrawn
    /// The approval was taken away.
    case revoked

    /// Whether nothing follows any more.
    public var isFinal: Bool {
        switch self {
        case .settled, .refused, .withdrawn, .revoked: true
        case .draft, .underWay, .returned, .approved: false
        }
    }

    /// Its name for people.
    public var zh: String {
        switch self {
        case .draft: "起草"
        case .underWay: "办理中"
        case .returned: "退回补正"
        case .approved: "已批准，条件待落实"
        case .settled: "已批准，条件已落实"
        case .refused: "不予批准"
        case .withdrawn: "已撤回"
        case .revoked: "批准已撤销"
        }
    }

    /// Its name for people.
    public var en: String {
        switch self {
        case .draft: "Draft"
        case .underWay: "Under way"
        case .returned: "Sent back"
        case .approved: "Approved, conditions open"
        case .settled: "Approved, conditions met"
        case .refused: "Refused"
        case .withdrawn: "Withdrawn"
        case .revoked: "Approval revoked"
        }
    }
}

/// Everything that is wrong with the content of a case.
public func checkApproval(_ content: ApprovalContent) -> [FilingProblem] {
    var problems =
        checkID("zone", content.zone) + checkID("matter", content.matter)
        + checkID("filedBy", content.filedBy) + checkText("summary", content.summary)
    for (field, text) in [("titleZh", content.titleZh), ("titleEn", content.titleEn)] {
        problems += checkText(field, text, byteCountMax: CaseLimits.titleByteCountMax)
    }
    for (field, id) in [("plan", content.plan), ("task", content.task)] where !id.isEmpty {
        problems += checkID(field, id)
    }
    if content.plan.isEmpty, !content.task.isEmpty {
        problems.append(
            FilingProblem(
                field: "plan", value: "", zh: "填写任务时须填写方案。",
                en: "A task needs its plan."))
    }
    return problems
}

extension ApprovalAct {
    /// The acts without what they say: name, words and permission of each.
    public enum Kind: String, CaseIterable, Sendable {
        case save, submit, answer, pass, withdraw, report, confirm, extend, revoke

        /// What happened, in Chinese.
        public var zh: String {
            switch self {
            case .save: "保存报批件"
            case .submit: "报送"
            case .answer: "环节办理"
            case .pass: "逾期未复，续办"
            case .withdraw: "撤回"
            case .report: "填报条件落实"
            case .confirm: "核实条件落实"
            case .extend: "条件延期"
            case .revoke: "撤销批准"
            }
        }

        /// What happened, in English.
        public var en: String {
            switch self {
            case .save: "a case was drafted"
            case .submit: "a case was submitted"
            case .answer: "a body answered its step"
            case .pass: "the case went on without an opinion"
            case .withdraw: "a case was withdrawn"
            case .report: "a condition was reported met"
            case .confirm: "a condition was checked"
            case .extend: "a condition got more time"
            case .revoke: "an approval was revoked"
            }
        }

        /// What somebody needs to do it.
        public var permission: Permission {
            switch self {
            case .save, .submit, .pass, .withdraw, .report: .approvalsFile
            case .answer, .confirm, .extend, .revoke: .approvalsDecide
            }
        }
    }
}
