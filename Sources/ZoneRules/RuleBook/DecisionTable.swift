public import ZoneCore

/// A rule that decides cases: what it asks, every answer it can get, and rows that give an outcome
/// to each combination of them.
///
/// Rows have no order. A check proves that every case in the declared domain is decided, and
/// decided one way.
public struct DecisionTable: Hashable, Sendable {
    /// Which one.
    public var id: TableID
    /// What it decides, in Chinese.
    public var zh: String
    /// What it decides, in English.
    public var en: String
    /// Whether it is law or an operator's choice.
    public var kind: RuleKind
    /// What it asks, in the file's order.
    public var inputs: [TableInput]
    /// What it can decide.
    public var outcomes: [TableOutcome]
    /// Its rows, by the days they are in force.
    public var versions: [Dated<[TableRow]>]

    /// What the table decides on a day, or nil where it has no rows then or the case lies outside
    /// its domain.
    public func decide(
        _ answers: [String: TableAnswer], on day: Day, knownOn: Day? = nil,
        at place: RuleScope = .everywhere
    ) -> TableDecision? {
        guard
            let version = Dated.version(of: versions, on: day, knownOn: knownOn, at: place),
            inputs.allSatisfy({ input in answers[input.name].map(input.domain.contains) ?? false }),
            let row = version.value.first(where: { $0.decides(answers) })
        else { return nil }
        return TableDecision(
            outcome: row.outcome, row: row.id, article: row.article, version: version)
    }
}

/// One question of a table and every answer it can get.
public struct TableInput: Hashable, Sendable {
    /// Its name in rows.
    public var name: String
    /// What it asks, in Chinese.
    public var zh: String
    /// What it asks, in English.
    public var en: String
    /// The answers.
    public var domain: TableDomain
}

/// The answers a question can get.
public enum TableDomain: Hashable, Sendable {
    /// One of some words.
    case words([String])
    /// A whole number between two, both included.
    case range(Int64, Int64)
    /// Yuan between two amounts, both included; held in fen.
    case yuan(Int64, Int64)
    /// Yes or no.
    case flag

    func contains(_ answer: TableAnswer) -> Bool {
        switch (self, answer) {
        case (.words(let words), .word(let word)): words.contains(word)
        case (.range(let low, let high), .whole(let number)),
            (.yuan(let low, let high), .whole(let number)):
            (low...high).contains(number)
        case (.flag, .flag): true
        default: false
        }
    }
}

/// One answer.
public enum TableAnswer: Hashable, Sendable {
    /// A word.
    case word(String)
    /// A whole number; an amount in fen.
    case whole(Int64)
    /// A yes or no.
    case flag(Bool)
}

/// One thing a table can decide.
public struct TableOutcome: Hashable, Sendable {
    /// Its name in rows and in code.
    public var name: String
    /// What it means, in Chinese.
    public var zh: String
    /// What it means, in English.
    public var en: String
}

/// One row: where all its conditions hold, this is the outcome.
public struct TableRow: Hashable, Sendable {
    /// Its name within the table.
    public var id: String
    /// A question that is not among them may have any answer.
    public var conditions: [String: TableCondition]
    /// What it decides.
    public var outcome: String
    /// Its place in the version's instrument; empty where the version's article says it.
    public var article: String

    func decides(_ answers: [String: TableAnswer]) -> Bool {
        conditions.allSatisfy { name, condition in
            answers[name].map(condition.holds) ?? false
        }
    }
}

/// Which answers to one question a row takes.
public enum TableCondition: Hashable, Sendable {
    /// One of some words.
    case words(Set<String>)
    /// A number between two, both included.
    case range(Int64, Int64)
    /// Yes, or no.
    case flag(Bool)

    func holds(_ answer: TableAnswer) -> Bool {
        switch (self, answer) {
        case (.words(let words), .word(let word)): words.contains(word)
        case (.range(let low, let high), .whole(let number)): low <= number && number <= high
        case (.flag(let expected), .flag(let flag)): expected == flag
        default: false
        }
    }
}

/// What a table decided, by which row, and where the law says so.
public struct TableDecision: Hashable, Sendable {
    /// The outcome's name.
    public var outcome: String
    /// The row's name.
    public var row: String
    /// The row's article; empty where the source's stands for it.
    public var article: String
    /// The rows in force, with their days and source.
    public var version: Dated<[TableRow]>

    /// The instrument and the row's place in it.
    public var source: LegalSource {
        var source = version.source
        if !article.isEmpty { source.article = article }
        return source
    }
}
