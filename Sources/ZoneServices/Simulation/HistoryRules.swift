import ZoneCore
import ZoneRules
import ZoneStore

/// The rules that a step of history was decided under: the very rule book that was read then, as known that day.
final class HistoryRules {
    private let history: StoredHistory
    private var books: [[UInt8]: RuleBook] = [:]
    private var bases: [Int64: BasisRow] = [:]
    private var known: (basisID: Int64, rules: Rules)?

    init(_ history: StoredHistory) {
        self.history = history
    }

    /// The rules of a step as they were.
    func asTheyWere(_ step: StepRow) throws -> Rules {
        try asTheyWere(basisID: step.basisID, on: Timestamp(ms: step.atMs).day)
    }

    /// The rules of a day as the run of the program under `basisID` knew them.
    func asTheyWere(basisID: Int64, on day: Day) throws -> Rules {
        if let known, known.basisID == basisID, known.rules.day == day { return known.rules }
        let rules = try ruleBook(basisID).rules(on: day, knownOn: day)
        known = (basisID, rules)
        return rules
    }

    /// What a run decided under.
    func basis(_ id: Int64) throws -> BasisRow {
        if let known = bases[id] { return known }
        guard let basis = try history.basis(id) else { throw ReplayError.noRuleBook(basis: id) }
        bases[id] = basis
        return basis
    }

    private func ruleBook(_ basisID: Int64) throws -> RuleBook {
        let digest = try basis(basisID).ruleBook
        if let known = books[digest] { return known }
        guard let packed = try history.ruleBookFiles(digest),
            let files = RuleBookFiles(packed: packed), files.digest == digest
        else { throw ReplayError.noRuleBook(basis: basisID) }
        // A parameter that the program asks for only since then did not decide: the program's own value stands in for it.
        let book =
            try (try? RuleBook(files: files))
            ?? RuleBook(files: RuleBookFiles.bundled().overlaid(by: files))
        books[digest] = book
        return book
    }
}

/// The rules of a rule book, resolved once a day; `knownOn` nil: with all that is known.
final class DatedRules {
    private let book: RuleBook
    private let knownOn: Day?
    private var known: Rules?

    init(_ book: RuleBook, knownOn: Day?) {
        self.book = book
        self.knownOn = knownOn
    }

    func rules(on day: Day) -> Rules {
        if let known, known.day == day { return known }
        let rules = book.rules(on: day, knownOn: knownOn)
        known = rules
        return rules
    }
}
