import ZoneCore

/// Everything that is wrong with one table beyond the form of its file: its days, and for each set
/// of rows the cases that no row decides, that two rows decide differently, and the rows that
/// decide nothing.
///
/// The proof is exact: answers that no row tells apart are one, so the declared domain falls into
/// a finite number of cells, and each is asked.
public func checkTable(_ table: DecisionTable) -> [RuleBookProblem] {
    var problems = checkDays(of: table.versions, at: table.id.rawValue)
    for outcome in table.outcomes
    where !table.versions.contains(where: { $0.value.contains { $0.outcome == outcome.name } }) {
        problems.append(
            .init(
                place: table.id.rawValue, kind: .unreachable,
                detail: "outcome \(outcome.name) is given by no row"))
    }
    for version in table.versions {
        problems += checkRows(
            version.value, of: table.inputs, at: "\(table.id) from \(version.from)")
    }
    return problems
}

/// The most cells a table may fall into.
private let cellCountMax = 200_000

private func checkRows(
    _ rows: [TableRow], of inputs: [TableInput], at place: String
) -> [RuleBookProblem] {
    var problems: [RuleBookProblem] = []
    func report(_ kind: RuleBookProblem.Kind, _ detail: String) {
        problems.append(.init(place: place, kind: kind, detail: detail))
    }
    for (index, row) in rows.enumerated() where rows[..<index].contains(where: { $0.id == row.id })
    {
        report(.duplicate, "row \(row.id)")
    }
    let parts = inputs.map { input in answers(of: input, told: rows) }
    let count = parts.reduce(1) { min($0 * $1.count, cellCountMax + 1) }
    guard count <= cellCountMax else {
        report(.tooLarge, "over \(cellCountMax) cases")
        return problems
    }
    var decidingRows: Set<Int> = []
    var gap: String?
    var gapCount = 0
    var conflicts: Set<[Int]> = []
    for cell in 0..<count {
        var rest = cell
        var answers: [String: TableAnswer] = [:]
        for (input, part) in zip(inputs, parts) {
            answers[input.name] = part[rest % part.count]
            rest /= part.count
        }
        let matching = rows.indices.filter { rows[$0].decides(answers) }
        guard let first = matching.first else {
            gap = gap ?? text(of: answers)
            gapCount += 1
            continue
        }
        decidingRows.insert(first)
        for other in matching.dropFirst() where rows[other].outcome != rows[first].outcome {
            guard conflicts.insert([first, other]).inserted else { continue }
            report(
                .conflict, "rows \(rows[first].id) and \(rows[other].id): \(text(of: answers))")
        }
    }
    if let gap { report(.gap, "\(gapCount) cases, such as \(gap)") }
    for (index, row) in rows.enumerated() where !decidingRows.contains(index) {
        report(.unreachable, "row \(row.id)")
    }
    return problems
}

/// One answer for each part of a domain that the rows tell apart.
private func answers(of input: TableInput, told rows: [TableRow]) -> [TableAnswer] {
    switch input.domain {
    case .flag: return [.flag(false), .flag(true)]
    case .words(let words): return words.map { .word($0) }
    case .range(let low, let high), .yuan(let low, let high):
        var beginnings: Set<Int64> = [low]
        for row in rows {
            guard case .range(let from, let to)? = row.conditions[input.name] else { continue }
            beginnings.insert(from)
            if to < high { beginnings.insert(to + 1) }
        }
        return beginnings.sorted().map { .whole($0) }
    }
}

private func text(of answers: [String: TableAnswer]) -> String {
    answers.sorted { $0.key < $1.key }.map { name, answer in
        switch answer {
        case .word(let word): "\(name) \(word)"
        case .whole(let number): "\(name) \(number)"
        case .flag(let flag): "\(name) \(flag)"
        }
    }.joined(separator: ", ")
}
