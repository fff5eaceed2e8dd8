/// How a plan stands on a day: computed from its milestones and their evidence, never typed in.
public struct PlanOutlook: Hashable, Sendable {
    /// The day.
    public var day: Day
    /// The revision in force on it.
    public var revision: Int
    /// In the order of the plan.
    public var tasks: [TaskOutlook]

    /// Of all tasks.
    public var progress: PlanProgress {
        tasks.reduce(into: PlanProgress()) { $0.add($1.progress) }
    }

    /// A milestone; nil where the revision has none of that path.
    public func milestone(_ path: MilestonePath) -> MilestoneOutlook? {
        tasks.first { $0.task.id == path.task }?.milestones.first {
            $0.milestone.id == path.milestone
        }
    }
}

/// How a task stands.
public struct TaskOutlook: Hashable, Sendable {
    public var task: PlanTask
    public var milestones: [MilestoneOutlook]

    /// Of its milestones.
    public var progress: PlanProgress {
        milestones.reduce(into: PlanProgress()) { $0.add($1) }
    }
}

/// How a milestone stands.
public struct MilestoneOutlook: Hashable, Sendable {
    /// Its state on the day.
    public enum State: String, CaseIterable, Sendable {
        case fulfilled, fulfilledLate, open, forecastLate, late
    }

    public var path: MilestonePath
    public var milestone: PlanMilestone
    public var state: State
    /// The first day on which it was there.
    public var fulfilledOn: Day?
    /// Whether somebody else found the evidence right.
    public var isChecked: Bool
    /// When it will be there as far as is known; nil once it is.
    public var expected: Day?
    /// Whether somebody said so; else it follows from how late the task was so far.
    public var isForecast: Bool
    /// Days by which it is or was late; 0 where it is not.
    public var daysLate: Int
    /// Whether its day is over, whatever became of it.
    public var isDue: Bool
    /// Numbers of its escalations, oldest first.
    public var escalations: [Int]
}

/// How much of a plan or a task is there.
public struct PlanProgress: Hashable, Sendable {
    public var milestoneCount = 0
    /// Milestones that are there.
    public var fulfilledCount = 0
    /// Those of them whose evidence somebody else found right.
    public var checkedCount = 0
    /// Milestones whose day is over.
    public var dueCount = 0
    /// Those of them that are not there.
    public var lateCount = 0
    /// Milestones that are expected to be late.
    public var forecastLateCount = 0

    /// Nothing.
    public init() {}

    /// The share that is there, in hundredths of a percent, rounded down.
    public var basisPoints: Int {
        milestoneCount == 0 ? 0 : fulfilledCount * 10_000 / milestoneCount
    }

    mutating func add(_ one: MilestoneOutlook) {
        milestoneCount += 1
        if one.fulfilledOn != nil { fulfilledCount += 1 }
        if one.isChecked { checkedCount += 1 }
        switch one.state {
        case .late: lateCount += 1
        case .forecastLate: forecastLateCount += 1
        case .fulfilled, .fulfilledLate, .open: break
        }
        if one.isDue { dueCount += 1 }
    }

    mutating func add(_ other: PlanProgress) {
        milestoneCount += other.milestoneCount
        fulfilledCount += other.fulfilledCount
        checkedCount += other.checkedCount
        dueCount += other.dueCount
        lateCount += other.lateCount
        forecastLateCount += other.forecastLateCount
    }
}

extension PlanRecord {
    /// How the plan stands on a day; nil where none is in force. As it was known on another day: of a record folded
    /// from the events until then.
    public func outlook(on day: Day) -> PlanOutlook? {
        guard let revision = inForce(on: day) else { return nil }
        var first: [MilestonePath: Day] = [:]
        var checked: Set<MilestonePath> = []
        for one in evidence where one.counts && one.content.trueOn <= day {
            first[one.content.at] = min(
                first[one.content.at] ?? one.content.trueOn, one.content.trueOn)
            if one.check != nil { checked.insert(one.content.at) }
        }
        let forecasts = Dictionary(forecasts.map { ($0.of, $0.expected) }) { _, newer in newer }
        let escalations = Dictionary(grouping: escalations, by: \.of)
        let tasks = revision.content.tasks.map { task in
            let delay = usualDelay(of: task, first)
            return TaskOutlook(
                task: task,
                milestones: task.milestones.map { milestone in
                    let path = MilestonePath(task: task.id, milestone: milestone.id)
                    var outlook = milestoneOutlook(
                        of: milestone, path, on: day, fulfilled: first[path],
                        forecast: forecasts[path], usualDelay: delay)
                    outlook.isChecked = checked.contains(path)
                    outlook.escalations = (escalations[path] ?? []).map(\.number)
                    return outlook
                })
        }
        return PlanOutlook(day: day, revision: revision.number, tasks: tasks)
    }
}

/// The middle one of the delays with which a task's milestones came, the lower one of two; 0 where none came.
private func usualDelay(of task: PlanTask, _ first: [MilestonePath: Day]) -> Int {
    let delays = task.milestones.compactMap { milestone in
        first[MilestonePath(task: task.id, milestone: milestone.id)].map {
            max(0, Int($0.number - milestone.due.number))
        }
    }.sorted()
    return delays.isEmpty ? 0 : delays[(delays.count - 1) / 2]
}

private func milestoneOutlook(
    of milestone: PlanMilestone, _ path: MilestonePath, on day: Day, fulfilled: Day?,
    forecast: Day?, usualDelay: Int
) -> MilestoneOutlook {
    let isDue = day > milestone.due
    var outlook = MilestoneOutlook(
        path: path, milestone: milestone, state: .open, fulfilledOn: fulfilled, isChecked: false,
        expected: nil, isForecast: false, daysLate: 0, isDue: isDue, escalations: [])
    if let fulfilled {
        outlook.daysLate = max(0, Int(fulfilled.number - milestone.due.number))
        outlook.state = outlook.daysLate > 0 ? .fulfilledLate : .fulfilled
        return outlook
    }
    let expected = max(day, forecast ?? milestone.due.adding(days: usualDelay))
    outlook.expected = expected
    outlook.isForecast = forecast != nil
    if isDue {
        outlook.state = .late
        outlook.daysLate = Int(day.number - milestone.due.number)
    } else if expected > milestone.due {
        outlook.state = .forecastLate
    }
    return outlook
}

extension MilestoneOutlook.State {
    /// Its name for people.
    public var zh: String {
        switch self {
        case .fulfilled: "按期完成"
        case .fulfilledLate: "逾期完成"
        case .open: "推进中"
        case .forecastLate: "预计逾期"
        case .late: "逾期"
        }
    }

    /// Its name for people.
    public var en: String {
        switch self {
        case .fulfilled: "done in time"
        case .fulfilledLate: "done late"
        case .open: "under way"
        case .forecastLate: "forecast late"
        case .late: "late"
        }
    }
}
