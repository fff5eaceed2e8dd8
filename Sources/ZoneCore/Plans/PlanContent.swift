/// What an implementation plan says: one revision of it, whole.
public struct PlanContent: Hashable, Sendable, Codable {
    /// Most tasks of a plan.
    public static let taskCountMax = 200
    /// Most milestones of a task.
    public static let milestoneCountMax = 50

    /// The zone's code in the register; the same in every revision.
    public var zone: String
    public var titleZh: String
    public var titleEn: String
    /// The document that the zone was approved by, or whatever else the plan rests on.
    public var basis: String
    /// The body that drafts it.
    public var draftedBy: String
    /// The body that guides it; the letter names the Ministry of Commerce.
    public var guidedBy: String
    /// The body that issues it; the letter names the government of the province.
    public var issuedBy: String
    public var tasks: [PlanTask]

    /// Content with all its parts.
    public init(
        zone: String, titleZh: String, titleEn: String, basis: String, draftedBy: String,
        guidedBy: String, issuedBy: String, tasks: [PlanTask]
    ) {
        (self.zone, self.titleZh, self.titleEn, self.basis) = (zone, titleZh, titleEn, basis)
        (self.draftedBy, self.guidedBy, self.issuedBy) = (draftedBy, guidedBy, issuedBy)
        self.tasks = tasks
    }

    /// The task of that id.
    public func task(_ id: String) -> PlanTask? { tasks.first { $0.id == id } }

    /// Every body it names, each once, in the order of its first place.
    public var bodies: [String] {
        var seen: Set<String> = []
        return ([draftedBy, guidedBy, issuedBy] + tasks.flatMap { [$0.lead] + $0.supporting })
            .filter { seen.insert($0).inserted }
    }
}

/// Something that a plan wants done.
public struct PlanTask: Hashable, Sendable, Codable {
    /// Names it in every revision, so that what was done stays with it.
    public var id: String
    public var titleZh: String
    public var titleEn: String
    /// The clause of the letter that it serves.
    public var clause: LetterClause
    /// The body that answers for it.
    public var lead: String
    /// The bodies that help.
    public var supporting: [String]
    public var milestones: [PlanMilestone]

    /// A task with all its parts.
    public init(
        id: String, titleZh: String, titleEn: String, clause: LetterClause, lead: String,
        supporting: [String] = [], milestones: [PlanMilestone]
    ) {
        (self.id, self.titleZh, self.titleEn, self.clause) = (id, titleZh, titleEn, clause)
        (self.lead, self.supporting, self.milestones) = (lead, supporting, milestones)
    }

    /// Whether a body leads it or supports it.
    public func names(_ body: String) -> Bool { lead == body || supporting.contains(body) }
}

/// Something of a task that is there on a day or is not.
public struct PlanMilestone: Hashable, Sendable, Codable {
    /// Names it within its task in every revision.
    public var id: String
    public var titleZh: String
    public var titleEn: String
    /// The last day.
    public var due: Day

    /// A milestone with all its parts.
    public init(id: String, titleZh: String, titleEn: String, due: Day) {
        (self.id, self.titleZh, self.titleEn, self.due) = (id, titleZh, titleEn, due)
    }
}

/// A milestone by task and id.
public struct MilestonePath: Hashable, Sendable, Codable {
    public var task: String
    public var milestone: String

    /// A path with both parts.
    public init(task: String, milestone: String) {
        (self.task, self.milestone) = (task, milestone)
    }
}

/// Everything that is wrong with the content of a plan, each with its place.
public func checkPlan(_ content: PlanContent) -> [FilingProblem] {
    var problems = checkID("zone", content.zone)
    for (field, text) in [
        ("titleZh", content.titleZh), ("titleEn", content.titleEn), ("basis", content.basis),
    ] {
        problems += checkText(field, text, byteCountMax: CaseLimits.titleByteCountMax)
    }
    for (field, body) in [
        ("draftedBy", content.draftedBy), ("guidedBy", content.guidedBy),
        ("issuedBy", content.issuedBy),
    ] {
        problems += checkID(field, body)
    }
    problems += checkCount("tasks", content.tasks.count, 1...PlanContent.taskCountMax)
    problems += checkUnique("tasks.id", content.tasks.map(\.id))
    for (index, task) in content.tasks.enumerated() {
        let place = "tasks[\(index)]"
        problems += checkID(place + ".id", task.id)
        problems += checkText(
            place + ".titleZh", task.titleZh, byteCountMax: CaseLimits.titleByteCountMax)
        problems += checkText(
            place + ".titleEn", task.titleEn, byteCountMax: CaseLimits.titleByteCountMax)
        problems += checkID(place + ".lead", task.lead)
        problems += checkCount(
            place + ".supporting", task.supporting.count, 0...CaseLimits.bodyCountMax)
        problems += task.supporting.flatMap { checkID(place + ".supporting", $0) }
        problems += checkUnique(place + ".supporting", [task.lead] + task.supporting)
        problems += checkMilestones(task.milestones, place)
    }
    return problems
}

private func checkMilestones(_ milestones: [PlanMilestone], _ place: String) -> [FilingProblem] {
    var problems = checkCount(
        place + ".milestones", milestones.count, 1...PlanContent.milestoneCountMax)
    problems += checkUnique(place + ".milestones.id", milestones.map(\.id))
    for (index, milestone) in milestones.enumerated() {
        let place = "\(place).milestones[\(index)]"
        problems += checkID(place + ".id", milestone.id)
        problems += checkText(
            place + ".titleZh", milestone.titleZh, byteCountMax: CaseLimits.titleByteCountMax)
        problems += checkText(
            place + ".titleEn", milestone.titleEn, byteCountMax: CaseLimits.titleByteCountMax)
    }
    return problems
}
