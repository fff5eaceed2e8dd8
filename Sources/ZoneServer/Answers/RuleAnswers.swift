import ZoneCore
import ZoneServices

/// A page of the rule book on a day.
struct RulesAnswer: Encodable {
    var on: String
    var known: String?
    var since: String?
    var total: Int
    var nextAfter: String?
    var rules: [RuleAnswer]

    init(_ search: RuleSearch, _ found: RulesFound) {
        on = search.on.description
        known = search.knownOn?.description
        since = search.since?.description
        total = found.total
        nextAfter = found.next
        rules = found.rules.map { RuleAnswer($0.rule) }
    }
}

/// A rule with every value it has had.
struct RuleAnswer: Encodable {
    struct Version: Encodable {
        var value: String
        var from: String
        var to: String?
        var known: String
        var zone: String?
        var district: String?
        var mode: String?
        var instrument: String
        var article: String
        var issued: String?
        var verified: Bool
        var note: String?
        var inForce: Bool
    }

    var id: String
    var part: String
    var zh: String
    var en: String
    var unit: String
    var kind: String
    var parameters: [String]?
    var versions: [Version]

    init(_ rule: RuleView) {
        (id, part, zh, en) = (rule.id, rule.part, rule.zh, rule.en)
        (unit, kind) = (rule.unit, rule.kind)
        parameters = rule.parameters.isEmpty ? nil : rule.parameters
        versions = rule.versions.enumerated().map { place, version in
            Version(
                value: version.value, from: version.from.description,
                to: version.to?.description, known: version.known.description,
                zone: version.zone, district: version.district, mode: version.mode,
                instrument: version.instrument, article: version.article,
                issued: version.issued?.description, verified: version.isVerified,
                note: version.note.isEmpty ? nil : version.note,
                inForce: rule.current.contains(place))
        }
    }
}
