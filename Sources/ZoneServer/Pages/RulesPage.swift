import ZoneCore
import ZoneServices

/// A page of the rule book on a day, or of what differs from an earlier one.
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

    struct Choice {
        var value: String
        var label: String
        var isSelected: Bool
    }

    var rows: [Row]
    var isEmpty: Bool
    var comparesDays: Bool
    var parts: [Choice]
    var words: String
    var total: String
    var on: String
    var known: String
    var since: String
    var listURL: String
    var nextURL: String?
    var formLanguage: String?

    init(_ found: RulesFound, _ search: RuleSearch, visit: Visit) {
        rows = found.rules.map { change in
            let rule = change.rule
            let values = rule.current.map {
                RuleValue(rule.versions[$0], unit: rule.unit, isInForce: true, visit)
            }
            return Row(
                id: rule.id, url: visit.url("/rules/" + rule.id.percentEncoded(), search.days),
                text: visit.language == .zh ? rule.zh : rule.en, values: values,
                before: change.before.map {
                    RuleValue($0, unit: rule.unit, isInForce: false, visit)
                }, hasNone: values.isEmpty)
        }
        isEmpty = rows.isEmpty
        comparesDays = search.since != nil
        parts = Zone.ruleParts.filter { search.showsRisk || $0 != "risk" }.map {
            Choice(
                value: $0, label: rulePartText($0, visit.language), isSelected: $0 == search.part)
        }
        words = search.words
        total = countText(found.total)
        on = search.on.description
        known = search.knownOn?.description ?? ""
        since = search.since?.description ?? ""
        listURL = "/rules"
        nextURL = found.next.map { visit.url("/rules", search.parameters(after: $0)) }
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
    }
}

/// A part of the rule book by its name for people.
private func rulePartText(_ part: String, _ language: Language) -> String {
    let isChinese = language == .zh
    return switch part {
    case "parameter": isChinese ? "参数" : "figures and flags"
    case "list": isChinese ? "清单" : "lists"
    case "table": isChinese ? "决策表" : "decision tables"
    case "risk": isChinese ? "风险规则" : "risk rules"
    case "credit": isChinese ? "信用事件" : "events of credit"
    default: part
    }
}

/// One rule with every value it has had.
struct RulePage {
    struct Link {
        var id: String
        var url: String
    }

    var id: String
    var text: String
    var otherText: String
    var otherTag: String
    var part: String
    var kind: String
    var on: String
    var hasNone: Bool
    var versions: [RuleValue]
    /// What a risk rule compares with.
    var parameters: [Link]
    var hasParameters: Bool
    /// Where a risk rule's hits are shown.
    var hitsURL: String?
    var listURL: String
    var jsonURL: String

    init(_ rule: RuleView, _ search: RuleSearch, visit: Visit) {
        let isChinese = visit.language == .zh
        id = rule.id
        (text, otherText) = isChinese ? (rule.zh, rule.en) : (rule.en, rule.zh)
        otherTag = visit.language.other.tag
        part = rulePartText(rule.part, visit.language)
        kind =
            switch (rule.kind, visit.language) {
            case ("law", .zh): "法定"
            case (_, .zh): "运营方设定"
            case ("law", .en): "law"
            case (_, .en): "operator's setting"
            }
        on = search.on.description
        hasNone = rule.current.isEmpty
        versions = rule.versions.enumerated().map { place, version in
            RuleValue(
                version, unit: rule.unit, isInForce: rule.current.contains(place), visit)
        }
        parameters = rule.parameters.map {
            Link(id: $0, url: visit.url("/rules/" + $0.percentEncoded(), search.days))
        }
        hasParameters = !parameters.isEmpty
        if rule.part == "risk" {
            let safety = String(rule.id.prefix { $0 != "." })
            hitsURL = visit.url("/risk", [("on", on)]) + "#" + safety.percentEncoded()
        }
        listURL = visit.url("/rules", search.days)
        jsonURL = "/v1/rules/" + rule.id.percentEncoded()
    }
}

/// A value with the law beside it.
struct RuleValue {
    /// The value, a row of a table each.
    var lines: [String]
    var from: String
    var to: String
    var known: String
    /// Where it holds; nil for everywhere.
    var scope: String?
    var source: String
    var verified: String
    var verifiedTone: String
    var note: String
    var isInForce: Bool

    init(_ version: RuleVersionView, unit: String, isInForce: Bool, _ visit: Visit) {
        let isChinese = visit.language == .zh
        lines = version.lines.map { Self.text($0, unit: unit, visit.language) }
        from = version.from.description
        to = version.to?.description ?? ""
        known = version.known.description
        let parts = [
            (isChinese ? "综试区" : "zone", version.zone),
            (isChinese ? "关区" : "district", version.district),
            (isChinese ? "监管方式" : "mode", version.mode),
        ].compactMap { name, code in code.map { "\(name) \($0)" } }
        scope = parts.isEmpty ? nil : parts.joined(separator: isChinese ? "、" : ", ")
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
        case "": return value == "ends" ? (isChinese ? "不再列入" : "no longer listed") : value
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
