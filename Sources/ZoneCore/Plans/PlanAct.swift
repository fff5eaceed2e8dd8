/// What can happen to a plan.
public enum PlanAct: CaseAct {
    /// What a body that was asked thinks of a draft.
    public enum Stance: String, CaseIterable, Sendable, Codable {
        case agrees, comments, objects
    }

    /// The content of a draft, or of a new revision beside the one in force.
    case save(PlanContent)
    /// Bodies are asked, until a day.
    case consult(bodies: [String], until: Day)
    /// One of them answers.
    case opine(Stance, text: String)
    /// Everybody answered, or the days are over.
    case endConsultation
    /// What became of a body's opinion.
    case reply(to: String, isTaken: Bool, text: String)
    /// The draft goes to the body that guides.
    case askGuidance
    /// It agrees, or wants changes.
    case guide(agrees: Bool, text: String)
    /// The plan comes into force; the day is that of its signature.
    case issue(document: String, on: Day)
    /// The plan is over, as when its zone was merged.
    case end(reason: String)
    /// Evidence of a milestone.
    case report(PlanEvidence)
    /// Evidence was wrong.
    case withdraw(evidence: Int, reason: String)
    /// Somebody else looked at evidence.
    case check(evidence: Int, isAccepted: Bool, text: String)
    /// When a milestone will be there.
    case forecast(MilestonePath, expected: Day, reason: String)
    /// A late milestone goes up the ladder, to be answered by a day.
    case escalate(MilestonePath, EscalationStep, to: String, reason: String, answerBy: Day)
    /// The answer to an escalation.
    case answer(escalation: Int, text: String)

    /// Its kind.
    public var kind: Kind {
        switch self {
        case .save: .save
        case .consult: .consult
        case .opine: .opine
        case .endConsultation: .endConsultation
        case .reply: .reply
        case .askGuidance: .askGuidance
        case .guide: .guide
        case .issue: .issue
        case .end: .end
        case .report: .report
        case .withdraw: .withdraw
        case .check: .check
        case .forecast: .forecast
        case .escalate: .escalate
        case .answer: .answer
        }
    }

    public var name: String { kind.rawValue }

    public var permission: Permission { kind.permission }
}

/// What shows that a milestone is there, or how far it is.
public struct PlanEvidence: Hashable, Sendable, Codable {
    /// Most documents that it names.
    public static let documentCountMax = 20

    public var at: MilestonePath
    /// Whether the milestone is there by it; else it tells how far things are.
    public var fulfils: Bool
    /// The day on which it was true; the day on which it was recorded is the event's.
    public var trueOn: Day
    public var text: String
    /// Numbers of documents of the plan.
    public var documents: [Int64]

    /// Evidence with all its parts.
    public init(
        at: MilestonePath, fulfils: Bool, trueOn: Day, text: String, documents: [Int64] = []
    ) {
        (self.at, self.fulfils, self.trueOn) = (at, fulfils, trueOn)
        (self.text, self.documents) = (text, documents)
    }
}

/// One step of the ladder that late milestones go up. Which steps there are is the operator's table.
public struct EscalationStep: Hashable, Sendable, Codable {
    /// The address of a step that goes to the body that leads the task.
    public static let lead = "lead"

    /// From 1 on, without gaps.
    public var number: Int
    /// ``lead``, or the code of a body.
    public var to: String
    public var zh: String
    public var en: String
    /// Days after the due day from which it may be taken.
    public var afterDays: Int
    /// Working days for the answer.
    public var answerWorkingDays: Int

    /// A step with all its parts.
    public init(
        number: Int, to: String, zh: String, en: String, afterDays: Int, answerWorkingDays: Int
    ) {
        (self.number, self.to, self.zh, self.en) = (number, to, zh, en)
        (self.afterDays, self.answerWorkingDays) = (afterDays, answerWorkingDays)
    }
}

extension PlanAct {
    /// The acts without what they say: name, words and permission of each.
    public enum Kind: String, CaseIterable, Sendable {
        case save, consult, opine, endConsultation, reply, askGuidance, guide, issue, end, report,
            withdraw, check, forecast, escalate, answer

        /// What happened, in Chinese.
        public var zh: String {
            switch self {
            case .save: "保存方案稿"
            case .consult: "征求意见"
            case .opine: "反馈意见"
            case .endConsultation: "征求意见结束"
            case .reply: "意见采纳情况"
            case .askGuidance: "报请指导"
            case .guide: "商务部指导意见"
            case .issue: "印发"
            case .end: "终止"
            case .report: "填报佐证"
            case .withdraw: "撤回佐证"
            case .check: "核实佐证"
            case .forecast: "预计完成日"
            case .escalate: "升级督办"
            case .answer: "督办答复"
            }
        }

        /// What happened, in English.
        public var en: String {
            switch self {
            case .save: "content of a draft was saved"
            case .consult: "bodies were asked for opinions"
            case .opine: "a body gave its opinion"
            case .endConsultation: "a consultation ended"
            case .reply: "an opinion was answered"
            case .askGuidance: "guidance was asked for"
            case .guide: "guidance was given"
            case .issue: "a plan was issued"
            case .end: "a plan ended"
            case .report: "evidence of a milestone was recorded"
            case .withdraw: "evidence was withdrawn"
            case .check: "evidence was checked"
            case .forecast: "a milestone's day was forecast"
            case .escalate: "a late milestone was escalated"
            case .answer: "an escalation was answered"
            }
        }

        /// What somebody needs to do it.
        public var permission: Permission {
            switch self {
            case .save, .consult, .endConsultation, .reply, .askGuidance, .end: .plansDraft
            case .opine: .plansAdvise
            case .guide: .plansGuide
            case .issue: .plansIssue
            case .report, .withdraw, .forecast, .answer: .plansReport
            case .check, .escalate: .plansSupervise
            }
        }
    }
}
