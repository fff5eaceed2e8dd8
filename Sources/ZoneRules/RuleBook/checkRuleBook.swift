/// Everything that is wrong with the files of a rule book, in one report. Empty where nothing is.
///
/// Files: another ending, not YAML, a name that is not the id, a field unknown, missing or of a wrong
/// kind. Rules: in code without a file or the reverse, twice, no source, known too late. Days: gaps
/// and overlaps. Tables: cases that no row decides or two decide differently, rows that decide none.
public func checkRuleBook(_ files: RuleBookFiles) -> [RuleBookProblem] {
    checkRuleBook(files, RuleBookReader(files))
}

/// The same for files that are read already.
func checkRuleBook(_ files: RuleBookFiles, _ reader: RuleBookReader) -> [RuleBookProblem] {
    let known =
        ParameterID.allCases.map(\.rawValue) + ListID.allCases.map(\.rawValue)
        + TableID.allCases.map(\.rawValue)
    let present =
        reader.parameters.map(\.id.rawValue) + reader.lists.map(\.id.rawValue)
        + reader.tables.map(\.id.rawValue)
    return files.problems + reader.fields.problems + reader.risk.fields.problems
        + missingIDs(of: known, in: reader.namedIDs)
        + duplicates(present) + reader.parameters.flatMap(checkParameter)
        + reader.lists.flatMap(checkList) + reader.tables.flatMap(checkTable)
        + checkCredit(kinds: reader.creditKinds, parameters: reader.parameters)
        + checkCases(reader.cases)
}

/// Ids that code reads and no file names.
private func missingIDs(of known: [String], in named: Set<String>) -> [RuleBookProblem] {
    known.filter { !named.contains($0) }.map {
        RuleBookProblem(place: $0, kind: .missingID, detail: "no file")
    }
}

/// Ids that are there more than once.
private func duplicates(_ ids: [String]) -> [RuleBookProblem] {
    var counts: [String: Int] = [:]
    for id in ids { counts[id, default: 0] += 1 }
    return counts.filter { $0.value > 1 }.sorted { $0.key < $1.key }.map {
        RuleBookProblem(place: $0.key, kind: .duplicate, detail: "\($0.value) files")
    }
}
