public import ZoneCore

/// A plan as it stood on a day, as known by another.
public struct PlanView: Sendable {
    /// The day that progress is told of.
    public var day: Day
    /// The last day whose records count.
    public var knownBy: Day
    public var record: PlanRecord
    /// Oldest first.
    public var events: [CaseEvent<PlanAct>]
    /// Nil where no revision was in force.
    public var outlook: PlanOutlook?
    public var documents: [EnterpriseDocument]
}

/// A milestone that is late or will be, with the step that may be taken next.
public struct PlanDelay: Sendable {
    public var plan: String
    public var heading: CaseHeading
    public var task: PlanTask
    public var outlook: MilestoneOutlook
    /// Its newest escalation.
    public var escalation: PlanRecord.Escalation?
    /// The next step of the ladder; nil at its top.
    public var next: EscalationStep?
    /// The first day on which that step may be taken.
    public var nextFrom: Day?
}

/// A step on a plan as it is asked for; the zone adds what follows from its calendar and its tables.
public enum PlanRequest: Sendable {
    /// An act that says everything itself.
    case act(PlanAct)
    /// Bodies are asked for so many working days.
    case consult(bodies: [String], workingDays: Int)
    /// A late milestone goes up to a step of the ladder.
    case escalate(MilestonePath, step: Int, reason: String)
}

extension PlanRequest {
    /// What somebody needs to do it, on the body that acts.
    public var permission: Permission {
        switch self {
        case .act(let act): act.permission
        case .consult: .plansDraft
        case .escalate: .plansSupervise
        }
    }
}
