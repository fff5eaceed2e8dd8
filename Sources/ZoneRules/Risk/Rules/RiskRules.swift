public import ZoneCore

/// The risk rules on one day, resolved. A class, so that passing them on costs nothing.
public final class RiskRules: Sendable {
    /// The day they are in force on.
    public let day: Day
    /// What each rule weighs, by its place; nil where it is not in force.
    let versions: [Dated<RiskWeight>?]
    /// The rules that are in force.
    public let inForce: RiskRuleSet
    /// The figures of the conditions.
    public let limits: RiskLimits
    /// The goods of all rules in force, of imports and of exports.
    private let importGoods: GoodsIndex
    private let exportGoods: GoodsIndex
    private let book: RiskBook

    init(
        _ book: RiskBook, on day: Day, knownOn: Day?, at place: RuleScope, values: ResolvedValues,
        tariff: TariffTable
    ) {
        self.book = book
        self.day = day
        let versions = book.rules.map { rule in
            Dated.version(of: rule.versions, on: day, knownOn: knownOn, at: place)
        }
        self.versions = versions
        inForce = book.rules.reduce(into: []) { set, rule in
            if versions[Int(rule.id.rawValue)] != nil { set.insert(RiskRuleSet(rule.id)) }
        }
        limits = RiskLimits(values)
        func goods(ofExports isExport: Bool) -> GoodsIndex {
            GoodsIndex(book, tariff: tariff) { rule, entry in
                versions[Int(rule.rawValue)] != nil && entry.covers(day)
                    && entry.value.direction.holds(forExports: isExport)
                    && entry.scope.holds(at: place) && knownOn.map { entry.known <= $0 } ?? true
            }
        }
        importGoods = goods(ofExports: false)
        exportGoods = goods(ofExports: true)
    }

    /// The goods of all rules in force that are about a direction.
    func goods(ofExports isExport: Bool) -> GoodsIndex { isExport ? exportGoods : importGoods }

    /// The rule as its file has it.
    public func rule(_ id: RiskRuleID) -> RiskRule { book[id] }

    /// The version of a rule in force on the day, with its source.
    public func version(of id: RiskRuleID) -> Dated<RiskWeight>? { versions[Int(id.rawValue)] }

    /// Whether a rule is in force.
    public func isInForce(_ id: RiskRuleID) -> Bool { inForce.contains(id) }

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
        let goods = importGoods.rules.union(exportGoods.rules)
        switch id.need {
        case nil: return .evaluated
        case .goods?: return goods.contains(id) ? .evaluated : .waitsFor(.goods)
        case let need?:
            if id == .sampling, !goods.contains(id) { return .waitsFor(.goods) }
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
