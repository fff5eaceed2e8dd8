/// How far a revision of a plan has come.
public enum PlanState: String, CaseIterable, Sendable {
    /// Being written.
    case draft
    /// Bodies are asked for their opinions.
    case consultation
    /// Opinions are in; they are answered, and the text is mended.
    case consulted
    /// The Ministry of Commerce looks at it.
    case guidance
    /// Ready to be issued.
    case guided
    /// In force.
    case issued

    /// Its name for people.
    public var zh: String {
        switch self {
        case .draft: "起草"
        case .consultation: "征求意见"
        case .consulted: "处理意见"
        case .guidance: "商务部指导"
        case .guided: "待印发"
        case .issued: "已印发"
        }
    }

    /// Its name for people.
    public var en: String {
        switch self {
        case .draft: "Draft"
        case .consultation: "Consultation"
        case .consulted: "Opinions being answered"
        case .guidance: "Under guidance"
        case .guided: "To be issued"
        case .issued: "Issued"
        }
    }

    /// The state after a step; nil where the step can't be taken.
    public func next(on step: PlanStep) -> PlanState? {
        switch (self, step) {
        case (.draft, .save): .draft
        case (.consulted, .save): .consulted
        case (.draft, .consult), (.consulted, .consult): .consultation
        case (.consultation, .opine): .consultation
        case (.consultation, .endConsultation): .consulted
        case (.consulted, .reply): .consulted
        case (.consulted, .askGuidance): .guidance
        case (.guidance, .agree): .guided
        case (.guidance, .wantChanges): .consulted
        case (.guided, .issue): .issued
        default: nil
        }
    }
}

/// A step of a revision's way.
public enum PlanStep: String, CaseIterable, Sendable {
    case save, consult, opine, endConsultation, reply, askGuidance, agree, wantChanges, issue
}
