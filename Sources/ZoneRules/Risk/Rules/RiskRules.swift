public import ZoneCore

/// The risk rules on one day, resolved.
public struct RiskRules: Sendable {
    /// The day they are in force on.
    public let day: Day
    /// What each rule weighs, by its place; nil where it is not in force.
    let versions: [Dated<RiskWeight>?]
    /// The figures of the conditions.
    public let limits: RiskLimits
    /// The goods of all rules in force.
    let goods: GoodsIndex
    private let book: RiskBook

    init(
        book: RiskBook, law: Rules, knownOn: Day?, matcher: ([String]) -> any PhraseMatcher
    ) {
        self.book = book
        day = law.day
        let versions = book.rules.map { rule in
            Dated.version(of: rule.versions, on: law.day, knownOn: knownOn, at: law.scope)
        }
        self.versions = versions
        limits = RiskLimits(law)
        var criteria: [(rule: RiskRuleID, criterion: GoodsCriterion)] = []
        for rule in book.rules where versions[Int(rule.id.rawValue)] != nil {
            for entry in rule.goods where entry.covers(law.day) && entry.scope.holds(at: law.scope)
            {
                if let knownOn, entry.known > knownOn { continue }
                criteria.append((rule.id, entry.value))
            }
        }
        goods = GoodsIndex(criteria, tariff: law.tariff, matcher: matcher)
    }

    /// The rule as its file has it.
    public func rule(_ id: RiskRuleID) -> RiskRule { book[id] }

    /// The version of a rule in force on the day, with its source.
    public func version(of id: RiskRuleID) -> Dated<RiskWeight>? { versions[Int(id.rawValue)] }

    /// Whether a rule is in force.
    public func isInForce(_ id: RiskRuleID) -> Bool { version(of: id) != nil }

    /// Where each rule of each safety stands, given what the zone can tell about a declaration.
    public func coverage(knowing known: Set<RiskNeed>) -> [SafetyCoverage] {
        book.duties.map { duty in
            let rules = book.rules.filter { $0.id.safety == duty.safety }
            return SafetyCoverage(
                duty: duty, rules: rules.map { ($0.id, coverage(of: $0.id, known)) })
        }
    }

    private func coverage(of id: RiskRuleID, _ known: Set<RiskNeed>) -> RuleCoverage {
        guard isInForce(id) else { return .notInForce }
        switch id.need {
        case nil: return .evaluated
        case .goods?: return goods.rules.contains(id) ? .evaluated : .waitsFor(.goods)
        case let need?:
            if id == .sampling, !goods.rules.contains(id) { return .waitsFor(.goods) }
            return known.contains(need) ? .evaluated : .waitsFor(need)
        }
    }
}

/// Whether a rule can say anything.
public enum RuleCoverage: Hashable, Sendable {
    /// It is evaluated for every declaration.
    case evaluated
    /// It is in force, and what it needs is not there.
    case waitsFor(RiskNeed)
    /// It is not in force on the day.
    case notInForce
}

/// A safety with the standing of its rules.
public struct SafetyCoverage: Sendable {
    public var duty: SafetyDuty
    public var rules: [(id: RiskRuleID, coverage: RuleCoverage)]
}
