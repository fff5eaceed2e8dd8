import ZoneCore
import ZoneRules

/// The parameters of which two sets of rules have different versions, by name; and `tariff` where the tables differ.
func changedParameters(_ before: Rules, _ after: Rules) -> [ChangedParameter] {
    var changes: [ChangedParameter] = ParameterID.allCases.compactMap { id in
        let (one, other) = (before.version(of: id), after.version(of: id))
        guard one != other else { return nil }
        return ChangedParameter(
            id: id.rawValue, before: one.map(text), after: other.map(text))
    }
    if before.tariff != after.tariff {
        changes.append(
            ChangedParameter(
                id: "tariff", before: "\(before.tariff.rows.count) rows",
                after: "\(after.tariff.rows.count) rows"))
    }
    return changes
}

/// A version in words: value, days in force, day known, source.
private func text(_ version: ParameterVersion) -> String {
    var value = "\(version.value)"
    if case .number(let number) = version.value {
        let units = number.whole(of: Fixed5.unitsPerOne)
        value =
            units.map { Fixed5(units: $0).description }
            ?? "\(number.numerator)/\(number.denominator)"
    }
    let to = version.to.map { " to \($0)" } ?? ""
    return "\(value), in force from \(version.from)\(to), known \(version.known), \(version.source)"
}
