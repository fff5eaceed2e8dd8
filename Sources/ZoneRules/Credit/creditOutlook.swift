public import ZoneCore

/// What has to happen for an enterprise to have a grade after `day`: each day on which its standing
/// changes by itself, the first with the grade, and the events that repair could lift.
///
/// It looks ahead with what is known by `knownBy`, at no more than ``CreditOutlook/stepCountMax``
/// days.
public func creditOutlook(
    to target: CreditGrade, _ file: CreditFile, on day: Day, knownBy: Day, rules: CreditRules
) -> CreditOutlook {
    let now = creditStanding(file, on: day, knownBy: knownBy, rules: rules)
    let days = daysOfChange(of: file.known(by: knownBy), after: day, knownBy: knownBy, rules)
    var steps: [CreditOutlook.Step] = []
    var before = now
    for next in days.prefix(CreditOutlook.stepCountMax) {
        let standing = creditStanding(file, on: next, knownBy: knownBy, rules: rules)
        let old = Dictionary(
            before.lines.map { ($0.event.id, $0.points) }, uniquingKeysWith: { first, _ in first })
        let changes = standing.lines.filter { $0.points != old[$0.event.id] ?? 0 }
        if !changes.isEmpty || standing.points != before.points || standing.grade != before.grade {
            steps.append(
                .init(
                    day: next, points: standing.points, grade: standing.grade, changes: changes))
        }
        before = standing
    }
    let isThere = now.grade.map { $0 >= target } ?? false
    return CreditOutlook(
        target: target, pointsMissing: pointsMissing(to: target, now),
        reachedOn: isThere
            ? day : steps.first { $0.grade.map { $0 >= target } ?? false }?.day, steps: steps,
        isCut: days.count > CreditOutlook.stepCountMax,
        repairs: chances(of: file.known(by: knownBy), now, rules))
}

private func pointsMissing(to target: CreditGrade, _ now: CreditStanding) -> Int? {
    guard let points = now.points else { return nil }
    guard target != .d else { return 0 }
    return now.thresholds[target].map { max(0, $0.count - points) }
}

/// The days after `day` on which the standing may change without anything new, in order.
private func daysOfChange(
    of file: CreditFile, after day: Day, knownBy: Day, _ rules: CreditRules
) -> [Day] {
    var days = rules.daysOfChange
    for event in file.events {
        days.append(event.happened)
        if let terms = rules.terms(of: event, knownBy: knownBy) {
            days.append(terms.value.lastDay(of: event).adding(days: 1))
        }
    }
    for one in file.cases {
        days.append(one.opened)
        if let answerBy = one.answerBy { days.append(answerBy.adding(days: 1)) }
        if let answer = one.answer { days.append(answer.day) }
    }
    for entry in file.listings {
        days.append(entry.from)
        if let to = entry.to { days.append(to.adding(days: 1)) }
        if let ending = entry.ending { days.append(ending.day) }
    }
    return Set(days.filter { $0 > day }).sorted()
}

/// The events that take points now and that repair could lift before they expire.
private func chances(
    of file: CreditFile, _ now: CreditStanding, _ rules: CreditRules
) -> [CreditOutlook.Repair] {
    now.lines.compactMap { line -> CreditOutlook.Repair? in
        guard line.points < 0, let lastDay = line.lastDay,
            let repair = rules.terms(of: line.event, knownBy: now.knownBy)?.value.repair
        else { return nil }
        let asked = file.cases.filter { $0.event == line.event.id }.compactMap(\.rectified).min()
        let earliest = max((asked ?? now.day).adding(days: repair.dayCountMin), now.day)
        guard earliest <= lastDay else { return nil }
        return .init(event: line.event.id, earliest: earliest, points: -line.points)
    }.sorted { ($0.earliest, $0.event) < ($1.earliest, $1.event) }
}
