/// The way that a subject matter takes: which bodies, in which order, within how many working days. Routes are the
/// operator's table; a case keeps the one that it was submitted under.
public struct ApprovalRoute: Hashable, Sendable, Codable {
    /// What is reported.
    public enum Subject: String, CaseIterable, Sendable, Codable {
        case policy, project
    }

    /// The subject matter.
    public var id: String
    public var subject: Subject
    public var zh: String
    public var en: String
    /// What prescribes it; empty where nobody filled it in.
    public var basis: String
    /// Whether it is only a template that nobody compared with what is prescribed.
    public var isTemplate: Bool
    /// Kinds of documents that a submission needs.
    public var documents: [String]
    /// By stage; those of one stage run side by side. The last stage is the decision alone.
    public var steps: [ApprovalStep]

    /// A route with all its parts.
    public init(
        id: String, subject: Subject, zh: String, en: String, basis: String, isTemplate: Bool,
        documents: [String], steps: [ApprovalStep]
    ) {
        (self.id, self.subject, self.zh, self.en) = (id, subject, zh, en)
        (self.basis, self.isTemplate) = (basis, isTemplate)
        (self.documents, self.steps) = (documents, steps)
    }

    /// What is wrong with the order of its steps, in words.
    public var defects: [String] {
        var defects: [String] = []
        let stages = Set(steps.map(\.stage)).sorted()
        if stages.isEmpty || stages != Array(1...stages.count) {
            defects.append("stages have to be 1, 2, ... / 阶段应从1连续编号")
        }
        let decisions = steps.filter { $0.kind == .decision }
        if decisions.count != 1 || decisions.first?.stage != stages.last
            || steps.count(where: { $0.stage == stages.last }) != 1
        {
            defects.append("the last stage has to be one decision / 最后阶段应为唯一的决定")
        }
        if steps.contains(where: { !$0.isNeeded && $0.kind != .opinion }) {
            defects.append("only an opinion can be done without / 仅意见可缺")
        }
        return defects
    }
}

/// A step of a route: one body, one answer.
public struct ApprovalStep: Hashable, Sendable, Codable {
    /// What the body does.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// Whether the papers are complete.
        case check
        case opinion
        case decision
    }

    public var id: String
    /// From 1 on.
    public var stage: Int
    public var kind: Kind
    public var body: String
    /// Until when, from the day after it was opened.
    public var workingDays: Int
    /// Whether the case waits for it also when its days are over.
    public var isNeeded: Bool

    /// A step with all its parts.
    public init(
        id: String, stage: Int, kind: Kind, body: String, workingDays: Int, isNeeded: Bool
    ) {
        (self.id, self.stage, self.kind, self.body) = (id, stage, kind, body)
        (self.workingDays, self.isNeeded) = (workingDays, isNeeded)
    }
}

extension ApprovalStep.Kind {
    /// The answers that a step of this kind can have.
    public var outcomes: [ApprovalAct.Outcome] {
        switch self {
        case .check: [.accept, .sendBack]
        case .opinion: [.agree, .comment, .object, .sendBack]
        case .decision: [.approve, .refuse, .sendBack]
        }
    }

    /// Its name for people.
    public var zh: String {
        switch self {
        case .check: "受理审查"
        case .opinion: "征求意见"
        case .decision: "审批决定"
        }
    }

    /// Its name for people.
    public var en: String {
        switch self {
        case .check: "acceptance"
        case .opinion: "opinion"
        case .decision: "decision"
        }
    }
}
