import ZoneCore
import ZoneServices

/// The rule book on a day, and what differs from an earlier one.
struct RulesPage {
    struct Row {
        var id: String
        var url: String
        var text: String
        /// One a place where it holds; empty where none is in force.
        var values: [RuleValue]
        /// Likewise on the earlier day.
        var before: [RuleValue]
        var hasNone: Bool
    }

    var rows: [Row]
    var changes: [Row]
    var comparesDays: Bool
    var isUnchanged: Bool
    var on: String
    var known: String
    var since: String
    var listURL: String
    var formLanguage: String?

    init(
        _ rules: [RuleView], changes: [RuleChangeView]?, _ question: RuleQuestion, visit: Visit
    ) {
        func row(_ rule: RuleView, before: [RuleVersionView]) -> Row {
            let values = rule.current.map {
                RuleValue(rule.versions[$0], unit: rule.unit, isInForce: true, visit)
            }
            return Row(
                id: rule.id,
                url: visit.url("/rules/" + rule.id.percentEncoded(), question.parameters),
                text: visit.language == .zh ? rule.zh : rule.en, values: values,
                before: before.map {
                    RuleValue($0, unit: rule.unit, isInForce: false, visit)
                }, hasNone: values.isEmpty)
        }
        rows = rules.map { row($0, before: []) }
        self.changes = (changes ?? []).map { row($0.rule, before: $0.before) }
        comparesDays = changes != nil
        isUnchanged = changes?.isEmpty ?? false
        on = question.on.description
        known = question.known?.description ?? ""
        since = question.since?.description ?? ""
        listURL = "/rules"
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
    }
}

/// One parameter with every value it has had.
struct RulePage {
    var id: String
    var text: String
    var otherText: String
    var otherTag: String
    var kind: String
    var on: String
    var hasNone: Bool
    var versions: [RuleValue]
    var listURL: String
    var jsonURL: String

    init(_ rule: RuleView, _ question: RuleQuestion, visit: Visit) {
        let isChinese = visit.language == .zh
        id = rule.id
        (text, otherText) = isChinese ? (rule.zh, rule.en) : (rule.en, rule.zh)
        otherTag = visit.language.other.tag
        kind =
            switch (rule.kind, visit.language) {
            case ("law", .zh): "法定"
            case (_, .zh): "运营方设定"
            case ("law", .en): "law"
            case (_, .en): "operator's setting"
            }
        on = question.on.description
        hasNone = rule.current.isEmpty
        versions = rule.versions.enumerated().map { place, version in
            RuleValue(
                version, unit: rule.unit, isInForce: rule.current.contains(place), visit)
        }
        listURL = visit.url("/rules", question.parameters)
        jsonURL = "/v1/rules/" + rule.id.percentEncoded()
    }
}

/// A value with the law beside it.
struct RuleValue {
    var value: String
    var from: String
    var to: String
    var known: String
    var scope: String
    var source: String
    var verified: String
    var verifiedTone: String
    var note: String
    var isInForce: Bool

    init(_ version: RuleVersionView, unit: String, isInForce: Bool, _ visit: Visit) {
        let isChinese = visit.language == .zh
        value = Self.text(version.value, unit: unit, visit.language)
        from = version.from.description
        to = version.to?.description ?? ""
        known = version.known.description
        let parts = [
            (isChinese ? "综试区" : "zone", version.zone),
            (isChinese ? "关区" : "district", version.district),
            (isChinese ? "监管方式" : "mode", version.mode),
        ].compactMap { name, code in code.map { "\(name) \($0)" } }
        scope = parts.joined(separator: isChinese ? "、" : ", ")
        let issued = version.issued.map { " (\($0))" } ?? ""
        source = version.instrument + issued + (isChinese ? "，" : ", ") + version.article
        (verified, verifiedTone) =
            switch (version.isVerified, isChinese) {
            case (true, true): ("已核对", "good")
            case (true, false): ("verified", "good")
            case (false, true): ("待核对", "look")
            case (false, false): ("unverified", "look")
            }
        note = version.note
        self.isInForce = isInForce
    }

    /// A value with its unit, as people write it.
    static func text(_ value: String, unit: String, _ language: Language) -> String {
        let isChinese = language == .zh
        switch unit {
        case "flag":
            let isTrue = value == "true"
            return isChinese ? (isTrue ? "是" : "否") : (isTrue ? "yes" : "no")
        case "ratio": return percentText(value)
        case "count": return value
        case "day": return value + (isChinese ? "天" : value == "1" ? " day" : " days")
        case "month": return value + (isChinese ? "个月" : value == "1" ? " month" : " months")
        default:
            guard isChinese else { return value + " " + unit }
            let names = [
                "CNY": "元", "CNY/l": "元/升", "CNY/g": "元/克", "CNY/ml": "元/毫升",
                "CNY/piece": "元/件",
            ]
            return value + (names[unit] ?? " " + unit)
        }
    }

    /// `0.13` as `13%`, by moving the point.
    private static func percentText(_ value: String) -> String {
        let parts = value.split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let digits = fraction + String(repeating: "0", count: max(0, 2 - fraction.count))
        let whole = (parts[0] + digits.prefix(2)).drop { $0 == "0" }
        let rest = digits.dropFirst(2)
        return (whole.isEmpty ? "0" : String(whole)) + (rest.isEmpty ? "" : "." + rest) + "%"
    }
}
