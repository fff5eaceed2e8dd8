public import ZoneCore

/// Why an event can't be lifted on `day` for a harm made good on `rectified`; empty where it can.
public func checkRepair(
    of event: String, rectified: Day, hasEvidence: Bool, file: CreditFile, on day: Day,
    rules: CreditRules
) -> [RepairHindrance] {
    let standing = creditStanding(file, on: day, knownBy: day, rules: rules)
    guard let line = standing.lines.first(where: { $0.event.id == event }), line.fullPoints < 0,
        [.counts, .contested, .overdue].contains(line.state),
        let terms = rules.terms(of: line.event, knownBy: day)
    else { return [.nothingToLift] }
    guard let repair = terms.value.repair else { return [.neverLifted] }
    var hindrances: [RepairHindrance] = []
    if rectified < line.event.happened || rectified > day { hindrances.append(.notRectified) }
    let earliest = rectified.adding(days: repair.dayCountMin)
    if day < earliest { hindrances.append(.tooEarly(until: earliest)) }
    if repair.needs.contains(.evidence), !hasEvidence { hindrances.append(.noEvidence) }
    if repair.needs.contains(.noNewPenalty),
        let penalty = standing.lines.first(where: {
            $0.points < 0 && $0.event.id != event && $0.event.happened > rectified
        })
    {
        hindrances.append(.newPenalty(penalty.event.id))
    }
    if repair.needs.contains(.offBlackList),
        file.known(by: day).listings.contains(where: { $0.list == .black && $0.covers(day) })
    {
        hindrances.append(.blackListed)
    }
    return hindrances
}
