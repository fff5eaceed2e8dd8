public import ZoneCore

/// Runs cases against a rule book.
public func run(_ cases: [RuleCase], against book: RuleBook) -> [CaseResult] {
    cases.map { CaseResult(ruleCase: $0, faults: faults(of: $0, in: book)) }
}

private func faults(of ruleCase: RuleCase, in book: RuleBook) -> [String] {
    guard let kind = CaseKind.allCases.first(where: { $0.name == ruleCase.kind }) else {
        return ["no kind \(ruleCase.kind)"]
    }
    do {
        let answers = try kind.answer(ruleCase, book)
        return ruleCase.expect.sorted { $0.key < $1.key }.compactMap { name, expected in
            guard let answer = answers[name] else {
                return "\(name): expected \(expected), no answer"
            }
            return agree(answer, expected, within: ruleCase.margin)
                ? nil : "\(name): expected \(expected), was \(answer)"
        }
    } catch {
        return [error.detail]
    }
}

/// Whether two texts are the same, or numbers no further apart than the margin.
private func agree(_ answer: String, _ expected: String, within margin: Ratio) -> Bool {
    if answer == expected { return true }
    guard let one = Ratio(decimal: answer), let other = Ratio(decimal: expected) else {
        return false
    }
    let left = one.numerator * other.denominator
    let right = other.numerator * one.denominator
    let distance = left > right ? left - right : right - left
    return distance * margin.denominator <= margin.numerator * one.denominator * other.denominator
}

/// The changes of law that no case looks at from both sides, in order of rules and days.
///
/// A change is the day a value or a set of rows begins, or the day after it ends. A setting that
/// never changed needs no case.
public func untestedChanges(of book: RuleBook) -> [UntestedChange] {
    var tested: Set<String> = []
    for one in book.cases {
        guard let id = one.inputs["id"] else { continue }
        tested.insert("\(id) \(one.on)")
    }
    let rules =
        book.parameters.map { ($0.id.rawValue, $0.kind, days(of: $0.versions)) }
        + book.tables.values.map { ($0.id.rawValue, $0.kind, days(of: $0.versions)) }
        .sorted { $0.0 < $1.0 }
    return rules.flatMap { id, kind, days in
        kind == .setting && days.count < 2
            ? []
            : days.flatMap { [$0.adding(days: -1), $0] }.filter { !tested.contains("\(id) \($0)") }
                .map { UntestedChange(id: id, on: $0) }
    }
}

/// A side of a change of law that no case looks at.
public struct UntestedChange: Hashable, Sendable {
    /// The parameter or table.
    public var id: String
    /// The day a case should ask about: the first one of the new law, or the last one of the old.
    public var on: Day
}

private func days<Value>(of versions: [Dated<Value>]) -> [Day] {
    Set(versions.map(\.from) + versions.compactMap { $0.to?.adding(days: 1) }).sorted()
}
