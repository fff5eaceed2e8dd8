import ZoneCore

/// Everything that is wrong with the kinds of credit events and the grades beyond the form of their
/// files: days and clocks of kinds, and grades whose least points do not rise.
func checkCredit(kinds: [CreditKind], parameters: [Parameter]) -> [RuleBookProblem] {
    let ids = CreditGrade.allCases.compactMap { ParameterID.creditPointsMin($0) }
    let scale = ids.compactMap { id in parameters.first { $0.id == id } }
    let days = Set(scale.flatMap(\.versions).map(\.from)).sorted()
    var problems = kinds.flatMap { checkDays(of: $0.versions, at: "credit." + $0.id) }
    for (better, worse) in zip(scale, scale.dropFirst()) {
        for day in days {
            guard case .number(let high)? = better.version(on: day)?.value,
                case .number(let low)? = worse.version(on: day)?.value,
                high.numerator * low.denominator <= low.numerator * high.denominator
            else { continue }
            problems.append(
                .init(
                    place: better.id.rawValue, kind: .badValue,
                    detail: "not above \(worse.id) on \(day)"))
        }
    }
    return problems
}
