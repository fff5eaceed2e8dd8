public import ZoneCore
import ZoneRules

/// The rule book that the zone decides by, for people and systems to read.
extension Zone {
    /// Today, by the zone's clock.
    public var today: Day { now.day }

    /// Every parameter, with the values in force on `day` as known on `knownOn` (nil: with all
    /// that is known) marked.
    public func rules(on day: Day, knownOn: Day? = nil) -> [RuleView] {
        ruleBook.parameters.map { RuleView($0, on: day, knownOn: knownOn) }
    }

    /// The parameter of that id; nil where there is none.
    public func rule(_ id: String, on day: Day, knownOn: Day? = nil) -> RuleView? {
        ruleBook.parameters.first { $0.id.rawValue == id }
            .map { RuleView($0, on: day, knownOn: knownOn) }
    }

    /// The parameters whose values on the two days differ, by what is known on `knownOn`.
    public func ruleChanges(
        from earlier: Day, to later: Day, knownOn: Day? = nil
    ) -> [RuleChangeView] {
        zip(rules(on: earlier, knownOn: knownOn), rules(on: later, knownOn: knownOn))
            .compactMap { before, after in
                guard before.current != after.current else { return nil }
                return RuleChangeView(
                    rule: after, before: before.current.map { before.versions[$0] },
                    after: after.current.map { after.versions[$0] })
            }
    }
}

extension RuleView {
    init(_ parameter: Parameter, on day: Day, knownOn: Day?) {
        id = parameter.id.rawValue
        (zh, en, kind) = (parameter.zh, parameter.en, parameter.kind.rawValue)
        unit = parameter.id.unit.rawValue
        versions = parameter.versions.map(RuleVersionView.init)
        var scopes: [RuleScope] = []
        for version in parameter.versions where !scopes.contains(version.scope) {
            scopes.append(version.scope)
        }
        current = scopes.compactMap { scope in
            let own = parameter.versions.filter { $0.scope == scope }
            let inForce = ParameterVersion.version(
                of: own, on: day, knownOn: knownOn, at: scope)
            return inForce.flatMap { parameter.versions.firstIndex(of: $0) }
        }
    }
}

extension RuleVersionView {
    init(_ version: ParameterVersion) {
        value = version.value.description
        (from, to, known) = (version.from, version.to, version.known)
        (zone, district, mode) = (version.scope.zone, version.scope.district, version.scope.mode)
        instrument = version.source.instrument
        article = version.source.article
        issued = version.source.date
        isVerified = version.isVerified
        note = version.note
    }
}
