/// How far a version of an enterprise's filing has come.
public enum FilingState: String, Hashable, Sendable, CaseIterable {
    /// Being written.
    case draft
    /// Handed in, and nobody has taken it up.
    case submitted
    /// A reviewer has it.
    case inReview = "in-review"
    /// Given back with reasons.
    case returned
    /// Decided; at least one role was approved.
    case approved
    /// Approved, and the enterprise may not act for a time.
    case suspended
    /// Over for good.
    case ended

    /// Where a step leads; nil where it can't be taken.
    ///
    /// `save` of an approved version begins the next one beside it and leaves this one as it is;
    /// ``EnterpriseRecord`` does that.
    public func next(on step: FilingStep) -> FilingState? {
        switch (self, step) {
        case (.draft, .save), (.returned, .save): .draft
        case (.draft, .submit): .submitted
        case (.submitted, .take): .inReview
        case (.inReview, .sendBack): .returned
        case (.inReview, .decideRole): .inReview
        case (.inReview, .approve): .approved
        case (.approved, .suspend): .suspended
        case (.suspended, .resume): .approved
        case (.draft, .end), (.returned, .end), (.approved, .end), (.suspended, .end): .ended
        case (.draft, _), (.submitted, _), (.inReview, _), (.returned, _), (.approved, _),
            (.suspended, _), (.ended, _):
            nil
        }
    }

    /// In Chinese.
    public var zh: String {
        switch self {
        case .draft: "草稿"
        case .submitted: "已提交"
        case .inReview: "审核中"
        case .returned: "已退回"
        case .approved: "已备案"
        case .suspended: "已暂停"
        case .ended: "已注销"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .draft: "draft"
        case .submitted: "submitted"
        case .inReview: "in review"
        case .returned: "returned"
        case .approved: "approved"
        case .suspended: "suspended"
        case .ended: "ended"
        }
    }
}

/// A kind of step in the life of a filing.
public enum FilingStep: String, Hashable, Sendable, CaseIterable {
    /// Its content is written, or written anew.
    case save
    /// It is handed in.
    case submit
    /// A reviewer takes it up.
    case take
    /// It is given back with reasons.
    case sendBack = "return"
    /// One role is approved or refused, and another one is still open.
    case decideRole = "decide-role"
    /// The last open role is decided, and one at least is approved.
    case approve
    /// The enterprise may not act for a time.
    case suspend
    /// It may act again.
    case resume
    /// It is over.
    case end
}
