/// What one revision of a plan changed of another, by head, task and milestone.
public struct PlanDiff: Hashable, Sendable {
    /// What became of a task or a milestone.
    public enum Kind: String, CaseIterable, Sendable {
        case added, removed, changed
    }

    /// A field with both values.
    public struct Field: Hashable, Sendable {
        /// Its name in the API.
        public var name: String
        public var before: String
        public var after: String
    }

    /// A milestone that is not as it was.
    public struct Milestone: Hashable, Sendable {
        public var id: String
        public var kind: Kind
        public var titleZh: String
        public var titleEn: String
        public var fields: [Field]
    }

    /// A task that is not as it was.
    public struct Task: Hashable, Sendable {
        public var id: String
        public var kind: Kind
        public var titleZh: String
        public var titleEn: String
        public var fields: [Field]
        public var milestones: [Milestone]
    }

    /// Of the plan itself.
    public var fields: [Field]
    public var tasks: [Task]

    /// Whether nothing differs.
    public var isEmpty: Bool { fields.isEmpty && tasks.isEmpty }
}

/// What `after` changed of `before`. Added and changed ones come in the order of `after`, removed ones behind them.
public func planDiff(from before: PlanContent, to after: PlanContent) -> PlanDiff {
    let kept = after.tasks.compactMap { task in
        before.task(task.id).map { taskDiff(from: $0, to: task) } ?? added(task)
    }
    let removed = before.tasks.filter { after.task($0.id) == nil }.map { task in
        PlanDiff.Task(
            id: task.id, kind: .removed, titleZh: task.titleZh, titleEn: task.titleEn,
            fields: [], milestones: task.milestones.map { milestone($0, .removed) })
    }
    return PlanDiff(
        fields: differences(before.fields, after.fields),
        tasks: kept.filter { $0.kind == .added || !$0.fields.isEmpty || !$0.milestones.isEmpty }
            + removed)
}

private func added(_ task: PlanTask) -> PlanDiff.Task {
    PlanDiff.Task(
        id: task.id, kind: .added, titleZh: task.titleZh, titleEn: task.titleEn, fields: [],
        milestones: task.milestones.map { milestone($0, .added) })
}

private func taskDiff(from before: PlanTask, to after: PlanTask) -> PlanDiff.Task {
    let old = Dictionary(before.milestones.map { ($0.id, $0) }) { first, _ in first }
    let kept = after.milestones.compactMap { one -> PlanDiff.Milestone? in
        guard let was = old[one.id] else { return milestone(one, .added) }
        var changed = milestone(one, .changed)
        changed.fields = differences(was.fields, one.fields)
        return changed.fields.isEmpty ? nil : changed
    }
    let still = Set(after.milestones.map(\.id))
    let removed = before.milestones.filter { !still.contains($0.id) }.map {
        milestone($0, .removed)
    }
    return PlanDiff.Task(
        id: after.id, kind: .changed, titleZh: after.titleZh, titleEn: after.titleEn,
        fields: differences(before.fields, after.fields), milestones: kept + removed)
}

private func milestone(_ one: PlanMilestone, _ kind: PlanDiff.Kind) -> PlanDiff.Milestone {
    PlanDiff.Milestone(
        id: one.id, kind: kind, titleZh: one.titleZh, titleEn: one.titleEn, fields: [])
}

private func differences(
    _ before: [(name: String, value: String)], _ after: [(name: String, value: String)]
) -> [PlanDiff.Field] {
    zip(before, after).filter { $0.value != $1.value }.map {
        PlanDiff.Field(name: $0.name, before: $0.value, after: $1.value)
    }
}

extension PlanContent {
    fileprivate var fields: [(name: String, value: String)] {
        [
            ("titleZh", titleZh), ("titleEn", titleEn), ("basis", basis),
            ("draftedBy", draftedBy), ("guidedBy", guidedBy), ("issuedBy", issuedBy),
        ]
    }
}

extension PlanTask {
    fileprivate var fields: [(name: String, value: String)] {
        [
            ("titleZh", titleZh), ("titleEn", titleEn), ("clause", clause.rawValue),
            ("lead", lead), ("supporting", supporting.joined(separator: ", ")),
        ]
    }
}

extension PlanMilestone {
    fileprivate var fields: [(name: String, value: String)] {
        [("titleZh", titleZh), ("titleEn", titleEn), ("due", due.description)]
    }
}
