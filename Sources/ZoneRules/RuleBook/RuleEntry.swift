public import ZoneCore

/// One value of the law as text, to show beside its source: of a parameter, of a code on a list, the
/// rows of a table, what a risk rule or an event of credit weighs.
public struct RuleEntry: Hashable, Sendable {
    /// Which part of the rule book it stands in.
    public var part: RulePart
    /// The rule's id; for a list with the code behind it, for goods of a risk rule with their name.
    public var id: String
    /// What it says, in Chinese.
    public var zh: String
    /// What it says, in English.
    public var en: String
    /// What the value counts; empty for all but parameters.
    public var unit: String
    /// Whether it is law or an operator's choice.
    public var kind: RuleKind
    /// The value as text, with the days it is in force, its place and its source.
    public var version: Dated<String>

    /// Whether it tells how risk is screened, which who declares shall not read.
    public var isOfRisk: Bool { part == .risk || id.hasPrefix("risk.") }

    /// Which rule and where: what two days have in common.
    var key: String { "\(id)\n\(version.scope)" }
}

extension RuleBook {
    /// The entries, those of one rule together.
    public var entriesByRule: [ArraySlice<RuleEntry>] {
        var rules: [ArraySlice<RuleEntry>] = []
        var start = entries.startIndex
        for place in entries.indices where entries[place].id != entries[start].id {
            rules.append(entries[start..<place])
            start = place
        }
        if start < entries.endIndex { rules.append(entries[start...]) }
        return rules
    }

    /// What is in force on a day, one entry a rule and place, as known on `knownOn`.
    public func entries(on day: Day, knownOn: Day? = nil) -> [RuleEntry] {
        var best: [String: RuleEntry] = [:]
        var order: [String] = []
        for entry in entries where entry.version.covers(day) {
            if let knownOn, entry.version.known > knownOn { continue }
            if let other = best[entry.key] {
                if (other.version.known, other.version.from)
                    > (entry.version.known, entry.version.from)
                {
                    continue
                }
            } else {
                order.append(entry.key)
            }
            best[entry.key] = entry
        }
        return order.compactMap { best[$0] }.filter { $0.version.value != RuleEntry.ends }
    }

    /// What is different between two days: each rule and place with what was and what is.
    public func diff(from: Day, to: Day, knownOn: Day? = nil) -> [RuleChange] {
        RuleChange.between(
            entries(on: from, knownOn: knownOn), and: entries(on: to, knownOn: knownOn))
    }

    /// What a draft changes: values that this book and another say differently on a day.
    public func diff(with draft: RuleBook, on day: Day) -> [RuleChange] {
        RuleChange.between(entries(on: day), and: draft.entries(on: day))
    }
}

/// The parts of a rule book.
public enum RulePart: String, Sendable, CaseIterable {
    /// Single figures and flags.
    case parameter
    /// Codes that come and go.
    case list
    /// Rules that decide cases.
    case table
    /// Rules of risk screening and the goods they are about.
    case risk
    /// What events of credit count.
    case credit
}

/// One rule at one place that says something else than before.
public struct RuleChange: Hashable, Sendable {
    /// What it said; nil where there was nothing.
    public var before: RuleEntry?
    /// What it says; nil where there is nothing any more.
    public var after: RuleEntry?

    static func between(_ old: [RuleEntry], and new: [RuleEntry]) -> [RuleChange] {
        let before = Dictionary(old.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        let after = Dictionary(new.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        let ended = old.filter { after[$0.key] == nil }.map { RuleChange(before: $0) }
        let changed = new.compactMap { entry -> RuleChange? in
            let was = before[entry.key]
            return was?.version.value == entry.version.value
                ? nil : RuleChange(before: was, after: entry)
        }
        return changed + ended
    }
}
