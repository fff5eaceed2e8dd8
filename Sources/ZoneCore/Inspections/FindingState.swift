/// What a named check said of the zone's books.
public enum CheckVerdict: String, Sendable, CaseIterable {
    /// Everything was looked at and nothing offends.
    case passed
    /// At least one case offends.
    case failed
    /// Nothing offending was seen, but not everything could be looked at: proof of nothing.
    case undecided
}

/// Where a finding of an inspection stands. Nobody closes one: its own test does, and the test opens it again.
public enum FindingState: String, Sendable, CaseIterable {
    /// The test fails, and nobody said that it is put right.
    case open
    /// The department says that it is put right; the test has not confirmed it yet.
    case rectified
    /// The test passed after that.
    case closed

    public var zh: String {
        switch self {
        case .open: "待整改"
        case .rectified: "已报整改，待复查"
        case .closed: "已销号"
        }
    }

    public var en: String {
        switch self {
        case .open: "to be rectified"
        case .rectified: "reported as rectified, to be re-checked"
        case .closed: "closed"
        }
    }
}

/// What can happen to a finding.
public enum FindingEvent: Hashable, Sendable {
    /// The department says that it is put right.
    case rectify
    /// Its deadline is moved.
    case extend
    /// Its test was run.
    case run(CheckVerdict)
}

extension FindingState {
    /// The state after `event`, or nil where the event is not allowed from here.
    public func next(on event: FindingEvent) -> FindingState? {
        switch (self, event) {
        case (.open, .rectify): .rectified
        case (.open, .extend): .open
        case (.open, .run): .open
        case (.rectified, .run(.passed)): .closed
        case (.rectified, .run(.failed)): .open
        case (.rectified, .run(.undecided)): .rectified
        case (.closed, .run(.failed)): .open
        case (.closed, .run): .closed
        case (.rectified, .rectify), (.rectified, .extend), (.closed, .rectify),
            (.closed, .extend):
            nil
        }
    }
}

/// How grave a finding is.
public enum FindingSeverity: String, Sendable, CaseIterable {
    case minor
    /// Reported upward from the first day on.
    case major

    public var zh: String { self == .major ? "重大" : "一般" }
    public var en: String { self == .major ? "major" : "minor" }
}

/// Why a finding is a major issue, to be reported upward.
public enum EscalationReason: String, Sendable, CaseIterable {
    case severity
    /// So many days beyond its deadline.
    case overdue
    /// It came back so many times.
    case recurring

    public var zh: String {
        switch self {
        case .severity: "性质重大"
        case .overdue: "逾期未整改"
        case .recurring: "屡改屡犯"
        }
    }

    public var en: String {
        switch self {
        case .severity: "grave by its nature"
        case .overdue: "overdue"
        case .recurring: "recurring"
        }
    }
}

/// From when on a finding that is not closed is a major issue: the operator's settings, for no instrument names any.
public struct EscalationRule: Hashable, Sendable {
    /// Days beyond the deadline.
    public var overdueDayCount: Int
    /// Times that it came back after it was closed.
    public var recurrenceCount: Int

    /// A rule with both its figures.
    public init(overdueDayCount: Int = 30, recurrenceCount: Int = 2) {
        self.overdueDayCount = overdueDayCount
        self.recurrenceCount = recurrenceCount
    }

    /// Why a finding is a major issue on a day; empty where it is none.
    public func reasons(
        _ severity: FindingSeverity, _ state: FindingState, due: Day, recurrences: Int, on day: Day
    ) -> [EscalationReason] {
        guard state != .closed else { return [] }
        var reasons: [EscalationReason] = []
        if severity == .major { reasons.append(.severity) }
        if day.number - due.number >= Int32(clamping: overdueDayCount), day > due {
            reasons.append(.overdue)
        }
        if recurrences >= recurrenceCount { reasons.append(.recurring) }
        return reasons
    }
}

/// Where an inspection stands.
public enum InspectionState: String, Sendable, CaseIterable {
    case planned, underway, concluded, cancelled

    public var zh: String {
        switch self {
        case .planned: "已计划"
        case .underway: "进行中"
        case .concluded: "已结束"
        case .cancelled: "已取消"
        }
    }

    public var en: String { rawValue }

    /// What can be done with an inspection.
    public enum Step: String, Sendable, CaseIterable {
        case start, conclude, cancel
    }

    /// The state after `step`, or nil where it can't be taken from here.
    public func next(on step: Step) -> InspectionState? {
        switch (self, step) {
        case (.planned, .start): .underway
        case (.planned, .cancel), (.underway, .cancel): .cancelled
        case (.underway, .conclude): .concluded
        case (.planned, .conclude), (.underway, .start), (.concluded, _), (.cancelled, _): nil
        }
    }
}
