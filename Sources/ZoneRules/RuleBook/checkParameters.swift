import ZoneCore

/// Everything that is wrong with a set of parameters as a whole: one of them missing or there
/// twice, a parameter without values, gaps and overlaps of days. Empty where nothing is.
public func checkParameters(_ parameters: [Parameter]) -> [RuleBookProblem] {
    var problems: [RuleBookProblem] = []
    for id in ParameterID.allCases {
        let count = parameters.count { $0.id == id }
        if count == 0 {
            problems.append(.init(place: id.rawValue, kind: .missingParameter, detail: ""))
        } else if count > 1 {
            problems.append(
                .init(place: id.rawValue, kind: .duplicate, detail: "\(count) files"))
        }
    }
    return parameters.reduce(into: problems) { $0 += checkDays(of: $1) }
}

/// Gaps, overlaps and ends before beginnings among the values of one parameter.
func checkDays(of parameter: Parameter) -> [RuleBookProblem] {
    var problems: [RuleBookProblem] = []
    func report(_ kind: RuleBookProblem.Kind, _ detail: String) {
        problems.append(.init(place: parameter.id.rawValue, kind: kind, detail: detail))
    }
    if parameter.versions.isEmpty { report(.missingField, "values") }
    var coveredTo: Day?
    var isOpen = false
    for (index, version) in parameter.versions.enumerated() {
        if let to = version.to, to < version.from { report(.badValue, "to \(to)") }
        if parameter.id.bound == .fiveDigits, case .number(let number) = version.value,
            number.whole(of: Fixed5.unitsPerOne) == nil
        {
            report(.badValue, "over five digits after the point from \(version.from)")
        }
        if parameter.id.bound == .belowOne, case .number(let number) = version.value,
            number.numerator >= number.denominator
        {
            report(.badValue, "not below 1 from \(version.from)")
        }
        if index > 0, !isOpen, let coveredTo, version.from > coveredTo.adding(days: 1) {
            report(.gap, "\(coveredTo.adding(days: 1)) to \(version.from.adding(days: -1))")
        }
        isOpen = isOpen || version.to == nil
        if let to = version.to { coveredTo = max(coveredTo ?? to, to) }
        for earlier in parameter.versions[..<index] where clash(earlier, version) {
            report(.overlap, "\(version.from)")
        }
    }
    return problems
}

/// Whether two values, the first beginning no later, are in force on one day with nothing to choose
/// between them: known on the same day, and the first has a written end or the same beginning.
private func clash(_ earlier: ParameterVersion, _ later: ParameterVersion) -> Bool {
    guard earlier.known == later.known else { return false }
    if earlier.from == later.from { return true }
    return earlier.to.map { $0 >= later.from } ?? false
}
