import ZoneCore
import ZoneServices

/// The rule book on a day.
struct RulesAnswer: Encodable {
    var on: String
    var known: String?
    var since: String?
    var rules: [RuleAnswer]

    init(_ question: RuleQuestion, _ rules: [RuleView]) {
        on = question.on.description
        known = question.known?.description
        since = question.since?.description
        self.rules = rules.map(RuleAnswer.init)
    }
}

/// A parameter with every value it has had.
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
    var zh: String
    var en: String
    var unit: String
    var kind: String
    var versions: [Version]

    init(_ rule: RuleView) {
        (id, zh, en, unit, kind) = (rule.id, rule.zh, rule.en, rule.unit, rule.kind)
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
