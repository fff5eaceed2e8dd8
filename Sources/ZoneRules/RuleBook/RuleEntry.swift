public import ZoneCore

/// One value of the law as text, to show beside its source: of a parameter, of a code on a list, or
/// the rows of a table.
public struct RuleEntry: Hashable, Sendable {
    /// The rule's id; for a list with the code behind it.
    public var id: String
    /// What it says, in Chinese.
    public var zh: String
    /// What it says, in English.
    public var en: String
    /// What the value counts; empty for lists and tables.
    public var unit: String
    /// Whether it is law or an operator's choice.
    public var kind: RuleKind
    /// The value as text, with the days it is in force, its place and its source.
    public var version: Dated<String>

    /// Which rule and where: what two days have in common.
    var key: String { "\(id)\n\(version.scope)" }
}

extension RuleBook {
    /// Every value of every rule, with those of the past and the future, by id and day.
    public var entries: [RuleEntry] {
        var entries: [RuleEntry] = []
        for parameter in parameters {
            entries += parameter.versions.map { version in
                RuleEntry(
                    id: parameter.id.rawValue, zh: parameter.zh, en: parameter.en,
                    unit: parameter.id.unit.rawValue, kind: parameter.kind,
                    version: version.with(version.value.description))
            }
        }
        for list in lists.values.sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
            for (code, versions) in list.entries.sorted(by: { $0.key < $1.key }) {
                for version in versions.sorted(by: { $0.from < $1.from }) {
                    entries.append(
                        RuleEntry(
                            id: "\(list.id) \(code)", zh: version.value?.zh ?? list.zh,
                            en: version.value?.en ?? list.en, unit: "", kind: list.kind,
                            version: version.with(version.value?.text ?? "ends")))
                }
            }
        }
        for table in tables.values.sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
            entries += table.versions.sorted { $0.from < $1.from }.map { version in
                RuleEntry(
                    id: table.id.rawValue, zh: table.zh, en: table.en, unit: "",
                    kind: table.kind,
                    version: version.with(version.value.map(\.text).joined(separator: "; ")))
            }
        }
        return entries
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
        return order.compactMap { best[$0] }.filter { $0.version.value != "ends" }
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

extension ListMember {
    /// Its columns as text.
    fileprivate var text: String {
        columns.isEmpty
            ? "listed"
            : columns.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", ")
    }
}

extension TableRow {
    /// The row as one line: `small: licence no, tax no -> list`.
    fileprivate var text: String {
        let asked = conditions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
        return "\(id): \(asked.isEmpty ? "always" : asked.joined(separator: ", ")) -> \(outcome)"
    }
}

extension TableCondition {
    fileprivate var text: String {
        switch self {
        case .words(let words): words.sorted().joined(separator: " or ")
        case .range(let low, let high): "\(low) to \(high)"
        case .flag(let flag): flag ? "yes" : "no"
        }
    }
}
