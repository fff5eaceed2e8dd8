import ZoneCore

/// What is wrong with the days, the clocks and the notes of values of one rule: ends before
/// beginnings, gaps, overlaps, values known too late. A value without overlap always counts for
/// somebody: for whoever knew it and no later one.
func checkDays<Value>(of versions: [Dated<Value>], at place: String) -> [RuleBookProblem] {
    var problems: [RuleBookProblem] = []
    func report(_ kind: RuleBookProblem.Kind, _ detail: String) {
        problems.append(.init(place: place, kind: kind, detail: detail))
    }
    if versions.isEmpty { report(.missingField, "values") }
    for version in versions {
        if let to = version.to, to < version.from { report(.badValue, "to \(to)") }
        if (version.known > version.from) != version.isRetroactive {
            report(.badKnown, "in force from \(version.from), known from \(version.known)")
        }
        if let date = version.source.date, date > version.known {
            report(.badKnown, "issued \(date), known from \(version.known)")
        }
        if !version.isVerified, version.note.isEmpty { report(.missingField, "note") }
    }
    let byScope = Dictionary(grouping: versions, by: \.scope)
    for (_, group) in byScope.sorted(by: { $0.key.description < $1.key.description }) {
        let group = group.sorted { ($0.from, $0.known) < ($1.from, $1.known) }
        for (index, version) in group.enumerated() {
            for earlier in group[..<index] where clash(earlier, version) {
                report(.overlap, "\(version.from)")
            }
        }
        for gap in gaps(in: group, of: versions) { report(.gap, "\(gap.from) to \(gap.to)") }
    }
    return problems
}

/// Whether two values of one scope, the first beginning no later, are in force on one day with
/// nothing to choose between them: known on the same day, and the first has a written end or the
/// same beginning.
private func clash<Value>(_ earlier: Dated<Value>, _ later: Dated<Value>) -> Bool {
    guard earlier.known == later.known else { return false }
    if earlier.from == later.from { return true }
    return earlier.to.map { $0 >= later.from } ?? false
}

/// Days between the values of one scope that neither they nor a wider scope cover.
private func gaps<Value>(
    in group: [Dated<Value>], of all: [Dated<Value>]
) -> [(from: Day, to: Day)] {
    guard let scope = group.first?.scope, let last = group.map(\.from).max() else { return [] }
    let holding = all.filter { $0.scope.holds(at: scope) }
    var result: [(from: Day, to: Day)] = []
    var day = group[0].from
    while day < last {
        if let cover = holding.filter({ $0.covers(day) }).max(by: { endsBefore($0, $1) }) {
            guard let to = cover.to else { break }
            day = to.adding(days: 1)
        } else {
            let next = holding.map(\.from).filter { $0 > day }.min() ?? last
            result.append((day, next.adding(days: -1)))
            day = next
        }
    }
    return result
}

private func endsBefore<Value>(_ one: Dated<Value>, _ other: Dated<Value>) -> Bool {
    guard let end = one.to else { return false }
    return other.to.map { end < $0 } ?? true
}
