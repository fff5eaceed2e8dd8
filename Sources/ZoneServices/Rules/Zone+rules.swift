public import ZoneCore
import ZoneRules

/// The rule book that the zone decides by, for people and systems to read.
extension Zone {
    /// Today, by the zone's clock.
    public var today: Day { now.day }

    /// The parts of the rule book by their names.
    public static let ruleParts = RulePart.allCases.map(\.rawValue)

    /// One page of the rules that a search finds, in the rule book's order; nil where the rule that
    /// the page shall begin after is not among them.
    public func rules(_ search: RuleSearch) -> RulesFound? {
        let words = search.words.split(separator: " ").map { $0.lowercased() }
        let changed = search.since.map { since in
            Set(
                ruleBook.diff(from: since, to: search.on, knownOn: search.knownOn)
                    .compactMap { ($0.after ?? $0.before)?.id })
        }
        let found = ruleBook.entriesByRule.filter { entries in
            guard let first = entries.first else { return false }
            return search.part.map { $0 == first.part.rawValue } ?? true
                && changed?.contains(first.id) ?? true && (search.showsRisk || !first.isOfRisk)
                && entries.contains { entry in words.allSatisfy(entry.mentions) }
        }
        var rest = found[...]
        if let after = search.after {
            guard let place = found.firstIndex(where: { $0.first?.id == after }) else { return nil }
            rest = found[(place + 1)...]
        }
        let page = rest.prefix(search.count)
        return RulesFound(
            rules: page.compactMap { change($0, search) }, total: found.count,
            next: page.count < rest.count ? page.last?.first?.id : nil)
    }

    /// The rule of that id with the values in force on the day of a search marked; nil where there is
    /// none, or none that the search shows.
    public func rule(_ id: String, _ search: RuleSearch) -> RuleView? {
        let entries = ruleBook.entriesByRule.first { $0.first?.id == id }
        guard let entries, search.showsRisk || !(entries.first?.isOfRisk ?? true) else {
            return nil
        }
        return RuleView(entries, ruleBook, on: search.on, knownOn: search.knownOn)
    }

    private func change(
        _ entries: ArraySlice<RuleEntry>, _ search: RuleSearch
    ) -> RuleChangeView? {
        func view(_ day: Day) -> RuleView? {
            RuleView(entries, ruleBook, on: day, knownOn: search.knownOn)
        }
        guard let rule = view(search.on) else { return nil }
        let before = search.since.flatMap(view)
        return RuleChangeView(
            rule: rule, before: before.map { old in old.current.map { old.versions[$0] } } ?? [])
    }
}

extension RuleEntry {
    /// Whether a word, in small letters, stands in it.
    fileprivate func mentions(_ word: String) -> Bool {
        [id, zh, en, version.value, version.source.description].contains {
            $0.lowercased().contains(word)
        }
    }
}

extension RuleView {
    /// A rule by all its entries; nil where there is none.
    fileprivate init?(
        _ entries: ArraySlice<RuleEntry>, _ book: RuleBook, on day: Day, knownOn: Day?
    ) {
        guard let first = entries.first else { return nil }
        let all = entries.map(\.version)
        var scopes: [RuleScope] = []
        for version in all where !scopes.contains(version.scope) { scopes.append(version.scope) }
        let current = scopes.compactMap { scope -> Int? in
            let own = all.filter { $0.scope == scope }
            let inForce = Dated.version(of: own, on: day, knownOn: knownOn, at: scope)
            return inForce.flatMap { $0.value == RuleEntry.ends ? nil : all.firstIndex(of: $0) }
        }
        // Of a code that has left its list the last name is the one to show.
        let named = current.first.map { entries[entries.startIndex + $0] } ?? first
        self.init(
            id: first.id, part: first.part.rawValue, zh: named.zh, en: named.en, unit: first.unit,
            kind: first.kind.rawValue, versions: all.map(RuleVersionView.init), current: current,
            parameters: RiskRuleID(name: first.id).map { book.risk[$0].parameters.map(\.rawValue) }
                ?? [])
    }
}

extension RuleVersionView {
    init(_ version: Dated<some CustomStringConvertible>) {
        let text = version.value.description
        self.init(
            value: text,
            lines: text.split(separator: RuleEntry.rowSeparator).map(String.init),
            from: version.from, to: version.to, known: version.known, zone: version.scope.zone,
            district: version.scope.district, mode: version.scope.mode,
            instrument: version.source.instrument, article: version.source.article,
            issued: version.source.date, isVerified: version.isVerified, note: version.note)
    }
}
