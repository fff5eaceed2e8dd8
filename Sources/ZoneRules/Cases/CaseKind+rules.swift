import ZoneCore

extension CaseKind {
    /// `id` -> `value` (`none` where there is none), `from`.
    static let parameter = CaseKind("parameter") { ruleCase, book throws(CaseFault) in
        let name = try ruleCase.input("id")
        guard let id = ParameterID(rawValue: name) else { throw CaseFault("no parameter \(name)") }
        guard let version = ruleCase.rules(of: book).version(of: id) else {
            return ["value": "none"]
        }
        return ["value": version.value.description, "from": version.from.description]
    }

    /// `id`, `code` -> `membership`, `from` and the list's columns.
    static let list = CaseKind("list") { ruleCase, book throws(CaseFault) in
        let name = try ruleCase.input("id")
        guard let id = ListID(rawValue: name) else { throw CaseFault("no list \(name)") }
        let code = try ruleCase.input("code")
        let rules = ruleCase.rules(of: book)
        let version = rules.member(code, of: id)
        var answers = version?.value?.columns ?? [:]
        answers["membership"] = rules.contains(code, in: id).rawValue
        answers["from"] = version?.from.description
        return answers
    }

    /// `id` and the table's inputs -> `outcome` (`none` where no rows are in force), `row`.
    static let table = CaseKind("table") { ruleCase, book throws(CaseFault) in
        let name = try ruleCase.input("id")
        guard let id = TableID(rawValue: name), let table = book.tables[id] else {
            throw CaseFault("no table \(name)")
        }
        var answers: [String: TableAnswer] = [:]
        for input in table.inputs {
            guard let answer = input.domain.answer(of: try ruleCase.input(input.name)) else {
                throw CaseFault("\(input.name) is outside its domain")
            }
            answers[input.name] = answer
        }
        let decision = ruleCase.rules(of: book).decide(id, answers)
        return ["outcome": decision?.outcome ?? "none", "row": decision?.row ?? "none"]
    }

    /// `what` (`summary`, or a ``ReturnKind``); the case's day is that of release ->
    /// `by` or `apply-by` and `arrive-by`; `none` where there is none.
    static let deadline = CaseKind("deadline") { ruleCase, book throws(CaseFault) in
        let what = try ruleCase.input("what")
        let rules = ruleCase.rules(of: book)
        if what == "summary" {
            let day = summaryDeadline(of: ruleCase.on, rules: rules)
            return ["by": day?.description ?? "none"]
        }
        guard let kind = ReturnKind(rawValue: what) else { throw CaseFault("what: \(what)") }
        let window = returnWindow(of: kind, releasedOn: ruleCase.on, rules: rules)
        return [
            "apply-by": window?.applyBy?.description ?? "none",
            "arrive-by": window?.arriveBy.description ?? "none",
        ]
    }

    /// `grade` of the declaring enterprise -> `rate`, the share of declarations that are drawn for
    /// inspection; with `draw`, a number from 0 up to 1, also whether it is `drawn`.
    static let inspection = CaseKind("inspection") { ruleCase, book throws(CaseFault) in
        let name = try ruleCase.input("grade")
        guard let grade = CreditGrade(rawValue: name) else { throw CaseFault("grade: \(name)") }
        let limits = ruleCase.rules(of: book).risk.limits
        guard let rate = limits.inspectionRate(of: grade) else { return ["rate": "none"] }
        var answers = ["rate": Fixed5(units: rate.parts).description]
        if let text = ruleCase.inputs["draw"] {
            guard let draw = Ratio(decimal: text).flatMap(SampleDraw.init) else {
                throw CaseFault("draw: \(text)")
            }
            var facts = RiskFacts()
            facts.credit = CreditFact(grade: grade, draw: draw)
            answers["drawn"] = "\(limits.isDrawnByCredit(facts))"
        }
        return answers
    }

    /// The case's scope -> `mode-use`, `across-districts`.
    static let supervision = CaseKind("supervision") { ruleCase, book throws(CaseFault) in
        let rules = ruleCase.rules(of: book)
        return [
            "mode-use": modeUse(rules: rules).rawValue,
            "across-districts": "\(mayReturnAcrossDistricts(rules: rules))",
        ]
    }
}

extension SampleDraw {
    /// The draw at that number, rounded down; nil unless it is from 0 up to, not including, 1.
    fileprivate init?(_ number: Ratio) {
        guard let parts = UInt32(exactly: (number.numerator << 32) / number.denominator) else {
            return nil
        }
        self.init(parts)
    }
}

extension TableDomain {
    /// The answer that a case writes as `text`; nil where it is none of this domain.
    func answer(of text: String) -> TableAnswer? {
        let answer: TableAnswer? =
            switch self {
            case .words: .word(text)
            case .range: Int64(text).map { .whole($0) }
            case .yuan: Ratio(decimal: text)?.whole(of: 100).map { .whole($0) }
            case .flag: Bool(text).map { .flag($0) }
            }
        return answer.flatMap { contains($0) ? $0 : nil }
    }
}
