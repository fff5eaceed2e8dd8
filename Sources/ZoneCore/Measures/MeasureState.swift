/// Where a measure stands in a zone.
public enum MeasureState: String, Sendable, CaseIterable {
    /// Written here or imported; its preconditions and simulation may be looked at.
    case draft
    /// Ready to be adopted from a day on.
    case staged
    /// In the zone's rule book.
    case adopted
    /// Taken out of it again.
    case rolledBack

    public var zh: String {
        switch self {
        case .draft: "草案"
        case .staged: "待采用"
        case .adopted: "已采用"
        case .rolledBack: "已退出"
        }
    }

    public var en: String {
        switch self {
        case .draft: "draft"
        case .staged: "staged"
        case .adopted: "adopted"
        case .rolledBack: "rolled back"
        }
    }

    /// What can be done with a measure.
    public enum Step: String, Sendable, CaseIterable {
        case edit, check, simulate, stage, unstage, adopt, rollBack
    }

    /// The state after `step`, or nil where it can't be taken from here.
    public func next(on step: Step) -> MeasureState? {
        switch (self, step) {
        case (.draft, .edit), (.draft, .check), (.draft, .simulate), (.staged, .unstage): .draft
        case (.draft, .stage), (.staged, .check), (.staged, .simulate): .staged
        case (.staged, .adopt), (.adopted, .check), (.adopted, .simulate): .adopted
        case (.adopted, .rollBack): .rolledBack
        case (.draft, .unstage), (.draft, .adopt), (.draft, .rollBack), (.staged, .edit),
            (.staged, .stage), (.staged, .rollBack), (.adopted, .edit), (.adopted, .stage),
            (.adopted, .unstage), (.adopted, .adopt), (.rolledBack, _):
            nil
        }
    }
}
