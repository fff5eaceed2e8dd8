public import ZoneCore

/// The five safeties and every risk rule, complete and checked: screening as data.
public struct RiskBook: Hashable, Sendable {
    /// One of each safety, in its order.
    public let duties: [SafetyDuty]
    /// One of each rule, in its order.
    public internal(set) var rules: [RiskRule]

    /// The rule of that id.
    public subscript(id: RiskRuleID) -> RiskRule { rules[Int(id.rawValue)] }

    /// The book with more goods for a rule, as an operator's list brings them.
    public func adding(_ goods: [Dated<GoodsCriterion>], to id: RiskRuleID) -> RiskBook {
        var book = self
        book.rules[Int(id.rawValue)].goods += goods
        return book
    }

    /// Everything screening needs on the day and at the place of `law`: resolve once, use for many
    /// lists. `knownOn` asks what was known on that day.
    ///
    /// `matcher` makes the phrase matcher; it is called once with all phrases in force.
    public func rules(
        _ law: Rules, knownOn: Day? = nil,
        matcher: ([String]) -> any PhraseMatcher = PlainPhrases.init
    ) -> RiskRules {
        RiskRules(book: self, law: law, knownOn: knownOn, matcher: matcher)
    }
}
