public import ZoneCore

/// How findings are watched and when they go upward; all of it the operator's settings, for no instrument names a figure.
public struct InspectionSettings: Sendable {
    /// How often the test of each finding runs again, ms.
    public var recheckMs: Int64 = 3_600_000
    /// From when on a finding is a major issue.
    public var escalation = EscalationRule()

    /// The defaults above.
    public init() {}
}

extension Zone {
    /// How often the test of each finding runs again, ms.
    public var findingRecheckMs: Int64 { settings.inspections.recheckMs }
}

/// Why something about inspections was not taken. Nothing was stored.
public enum InspectionError: Error, Hashable, Sendable {
    /// Everything that is wrong.
    case invalid([FilingProblem])
    case notFound
    /// Another one has that id.
    case conflict
    /// The step can't be taken in that state.
    case notAllowed(step: String, state: String)
    /// A check runs already.
    case busy
}
