/// Everything that is wrong with one list beyond the form of its file: the days of each code. A code
/// may leave a list and come back, so a gap is no problem.
public func checkList(_ list: DatedList) -> [RuleBookProblem] {
    list.entries.sorted { $0.key < $1.key }.flatMap { code, versions in
        checkDays(of: versions, at: "\(list.id) \(code)").filter { $0.kind != .gap }
    }
}
