/// Reads cases that stand in one text, in the form of the rule book's case files; throws everything that is wrong with
/// them at once.
public func readCases(_ yaml: String, named place: String) throws(RuleBookError) -> [RuleCase] {
    var fields = FieldReader()
    var cases: [RuleCase] = []
    if let root = fields.root(of: yaml, at: place) { cases = fields.cases(root, at: place) }
    let problems = fields.problems + checkCases(cases)
    guard problems.isEmpty else { throw RuleBookError(problems: problems) }
    return cases
}
