/// The five safeties and every risk rule, complete and checked: screening as data.
public struct RiskBook: Sendable {
    /// One of each safety, in its order.
    public let duties: [SafetyDuty]
    /// One of each rule, in its order.
    public private(set) var rules: [RiskRule]
    /// The phrases of all goods, whatever day they are in force on; made once.
    private(set) var phrases: GoodsPhrases

    /// What a reader without problems read.
    init(_ reader: RiskBookReader) {
        duties = reader.duties
        rules = reader.rules
        phrases = GoodsPhrases(reader.rules)
    }

    /// The rule of that id.
    public subscript(id: RiskRuleID) -> RiskRule { rules[Int(id.rawValue)] }

    /// The book with more goods for a rule, as an operator's list brings them.
    public func adding(_ goods: [Dated<GoodsCriterion>], to id: RiskRuleID) -> RiskBook {
        var book = self
        book.rules[Int(id.rawValue)].goods += goods
        book.phrases = GoodsPhrases(book.rules)
        return book
    }
}

extension RiskBook: Hashable {
    /// By what the files say.
    public static func == (one: RiskBook, other: RiskBook) -> Bool {
        one.duties == other.duties && one.rules == other.rules
    }

    /// By what the files say.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(duties)
        hasher.combine(rules)
    }
}
