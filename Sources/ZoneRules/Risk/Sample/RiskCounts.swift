/// How often rules hit, over all declarations and over the control sample. What the sample shows is
/// unbiased: nobody chose what is in it.
public struct RiskCounts: Hashable, Sendable {
    /// Counts by rule, in the order of rules.
    public private(set) var all = Counts()
    public private(set) var control = Counts()

    /// The counts of one population.
    public struct Counts: Hashable, Sendable {
        /// Declarations that were screened.
        public fileprivate(set) var declarationCount = 0
        /// By rule: how often it could say something, and how often it hit.
        public fileprivate(set) var evaluated = none
        public fileprivate(set) var hits = none
        /// Declarations that an officer looked at, and those where a violation was found.
        public fileprivate(set) var examinedCount = 0
        public fileprivate(set) var violationCount = 0
        /// By rule: examined declarations that it had hit, and violations among them.
        public fileprivate(set) var examinedHits = none
        public fileprivate(set) var confirmedHits = none

        private static let none = Array(repeating: 0, count: RiskRuleID.allCases.count)

        /// How often a rule hits what it can say something about.
        public func hitRate(of rule: RiskRuleID) -> WilsonInterval {
            WilsonInterval(hits[Int(rule.rawValue)], of: evaluated[Int(rule.rawValue)])
        }

        /// How often a violation was found where a rule had hit and an officer looked.
        public func precision(of rule: RiskRuleID) -> WilsonInterval {
            WilsonInterval(
                confirmedHits[Int(rule.rawValue)], of: examinedHits[Int(rule.rawValue)])
        }

        /// How often a violation was found where an officer looked. Over the control sample it
        /// estimates how much there is to find at all.
        public var violationRate: WilsonInterval {
            WilsonInterval(violationCount, of: examinedCount)
        }
    }

    /// Nothing counted yet.
    public init() {}

    /// Counts a declaration that was screened while those rules were in force.
    public mutating func add(_ result: RiskResult, inForce rules: RiskRuleSet) {
        change(result) { $0.add(result, rules) }
    }

    /// Counts what an officer found in a declaration.
    public mutating func add(outcomeOf result: RiskResult, isViolation: Bool) {
        change(result) { $0.add(outcomeOf: result, isViolation: isViolation) }
    }

    private mutating func change(_ result: RiskResult, _ body: (inout Counts) -> Void) {
        body(&all)
        if result.isControl { body(&control) }
    }
}

extension RiskCounts.Counts {
    fileprivate mutating func add(_ result: RiskResult, _ rules: RiskRuleSet) {
        declarationCount += 1
        var open = rules.subtracting(result.notEvaluated).rawValue
        while open != 0 {
            evaluated[open.trailingZeroBitCount] += 1
            open &= open - 1
        }
        if !result.hits.isEmpty {
            for rule in result.rules.rules { hits[Int(rule.rawValue)] += 1 }
        }
    }

    fileprivate mutating func add(outcomeOf result: RiskResult, isViolation: Bool) {
        examinedCount += 1
        if isViolation { violationCount += 1 }
        for rule in result.rules.rules {
            examinedHits[Int(rule.rawValue)] += 1
            if isViolation { confirmedHits[Int(rule.rawValue)] += 1 }
        }
    }
}
