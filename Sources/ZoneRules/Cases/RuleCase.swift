public import ZoneCore

/// What a person expects a rule to answer on a day; written beside the rules and run as a test.
public struct RuleCase: Hashable, Sendable {
    /// The file and the place in it.
    public var place: String
    /// What is expected and why, in Chinese.
    public var zh: String
    /// What is expected and why, in English.
    public var en: String
    /// What is asked: a ``CaseKind``'s name.
    public var kind: String
    /// The day the rules are asked on.
    public var on: Day
    /// What had to be known by then; nil for all that is known.
    public var known: Day?
    /// Where they are asked.
    public var scope: RuleScope
    /// The question.
    public var inputs: [String: String]
    /// The answers that matter; others are not looked at.
    public var expect: [String: String]
    /// How far a number may be off.
    public var margin: Ratio
}

/// What came of one case.
public struct CaseResult: Hashable, Sendable {
    /// The case.
    public var ruleCase: RuleCase
    /// What is not as expected, a line each; empty where the case holds.
    public var faults: [String]
}

/// One thing that cases can ask the rules, by name.
///
/// A new area of law adds its kind to ``CaseKind/allCases``: nothing else knows the kinds.
public struct CaseKind: Sendable {
    /// How files write it.
    public let name: String
    /// The answers to a case's inputs; throws where the inputs make no question.
    public let answer: @Sendable (RuleCase, RuleBook) throws(CaseFault) -> [String: String]

    /// A kind of that name.
    public init(
        _ name: String,
        answer: @escaping @Sendable (RuleCase, RuleBook) throws(CaseFault) -> [String: String]
    ) {
        self.name = name
        self.answer = answer
    }

    /// Every kind.
    public static let allCases: [CaseKind] = [
        .parameter, .list, .table, .deadline, .supervision, .inspection, .tax,
    ]
}

/// Why a case asks nothing.
public struct CaseFault: Error, Hashable, Sendable {
    /// The input and what is wrong with it.
    public var detail: String

    /// A fault with that detail.
    public init(_ detail: String) { self.detail = detail }
}

extension RuleCase {
    /// An input that has to be there.
    func input(_ name: String) throws(CaseFault) -> String {
        guard let text = inputs[name] else { throw CaseFault("no input \(name)") }
        return text
    }

    /// The rules on the case's day, as known and where it asks.
    func rules(of book: RuleBook) -> Rules { book.rules(on: on, knownOn: known, at: scope) }
}
