import ZoneCore

/// Everything that is wrong with one parameter beyond the form of its file.
public func checkParameter(_ parameter: Parameter) -> [RuleBookProblem] {
    let id = parameter.id
    var problems: [RuleBookProblem] = []
    for version in parameter.versions {
        guard case .number(let number) = version.value else { continue }
        switch id.bound {
        case .fiveDigits where number.whole(of: Fixed5.unitsPerOne) == nil:
            problems.append(
                .init(
                    place: id.rawValue, kind: .badValue,
                    detail: "over five digits after the point from \(version.from)"))
        case .belowOne where number.numerator >= number.denominator:
            problems.append(
                .init(
                    place: id.rawValue, kind: .badValue, detail: "not below 1 from \(version.from)"
                ))
        case .fiveDigits, .belowOne, nil: break
        }
    }
    return problems + checkDays(of: parameter.versions, at: id.rawValue)
}
