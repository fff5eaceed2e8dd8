public import ZoneCore

/// Whether an enterprise may act in a role on a day; `record` is nil where the zone knows none.
///
/// A record holds its own past, so the record of today answers for any earlier day too.
public func standing(
    of record: EnterpriseRecord?, role: EnterpriseRole, on day: Day
) -> EnterpriseStanding {
    guard let record, let version = record.standing(on: day) else { return .unregistered }
    if let ended = record.endedOn, ended <= day { return .ended(ended) }
    guard let decision = version.decisions[role], let from = decision.from else {
        return .roleNotApproved
    }
    if day < from { return .notYet(from) }
    let last = lastDay(of: role, in: version)
    if let last, last < day { return .expired(last) }
    if let rest = record.suspensions.first(where: { $0.covers(role, on: day) }) {
        return .suspended(since: rest.from, by: rest.by, reason: rest.reason)
    }
    return .may(until: last)
}

/// The last day of a role: of its approval or of the first qualification shown for it that ends,
/// whichever comes first; nil where nothing ends.
public func lastDay(of role: EnterpriseRole, in version: EnterpriseRecord.Version) -> Day? {
    let shown = version.filing.qualifications.filter { $0.role == role }.compactMap(\.lastDay)
    return ([version.decisions[role]?.until].compactMap { $0 } + shown).min()
}
