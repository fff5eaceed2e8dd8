import Yams
import ZoneCore

/// Reads the files of the risk rules and collects what is wrong with them:
/// `risk/<safety>/owner.yaml`, `risk/<safety>/<rule>.yaml` and, where an operator put some,
/// `risk/lists/*.yaml` with more goods for a rule.
struct RiskBookReader {
    private(set) var duties: [SafetyDuty] = []
    private(set) var rules: [RiskRule] = []
    private(set) var fields = FieldReader()
    private var namedIDs: Set<String> = []
    private var imported: [(rule: RiskRuleID, goods: [Dated<GoodsCriterion>])] = []

    init(_ files: RuleBookFiles) {
        for path in files.paths(in: "risk") {
            guard let root = fields.root(of: files.texts[path] ?? "", at: path) else { continue }
            let parts = path.split(separator: "/").map(String.init)
            if parts.count == 3, parts[1] == "lists" {
                list(root, at: path)
            } else if parts.count == 3, parts[2] == "owner.yaml",
                let safety = Safety(rawValue: parts[1])
            {
                namedIDs.insert(parts[1])
                duty(safety, root, at: path).map { duties.append($0) }
            } else {
                rule(root, at: path).map { rules.append($0) }
            }
        }
        for (id, goods) in imported {
            if let at = rules.firstIndex(where: { $0.id == id }) { rules[at].goods += goods }
        }
        for name in Safety.allCases.map(\.rawValue) + RiskRuleID.allCases.map(\.name)
        where !namedIDs.contains(name) {
            fields.report("risk " + name, .missingID, "no file")
        }
        for rule in rules { check(rule) }
        let places = Dictionary(
            uniqueKeysWithValues: Safety.allCases.enumerated().map { ($1, $0) })
        duties.sort { places[$0.safety, default: 0] < places[$1.safety, default: 0] }
        rules.sort { $0.id.rawValue < $1.id.rawValue }
    }

    private mutating func duty(
        _ safety: Safety, _ root: Node, at path: String
    ) -> SafetyDuty? {
        fields.allow(["zh", "en", "owner", "source", "verified", "note"], in: root, at: path)
        let texts = fields.texts(of: root, at: path)
        let owner = inner("owner", of: root, at: path)
        let source = fields.source(of: root, at: path)
        let isVerified = fields.flag("verified", of: root, at: path)
        let note = fields.optionalText("note", of: root, at: path)
        guard let texts, let owner, let source, let isVerified else { return nil }
        return SafetyDuty(
            safety: safety, zh: texts.zh, en: texts.en, ownerZh: owner.zh, ownerEn: owner.en,
            source: source, isVerified: isVerified, note: note ?? "")
    }

    private mutating func rule(_ root: Node, at path: String) -> RiskRule? {
        let known: Set = [
            "id", "zh", "en", "looksAt", "parameters", "declarant", "officer", "goods", "kind",
            "values",
        ]
        fields.allow(known, in: root, at: path)
        let id = id(of: root, at: path)
        let texts = fields.texts(of: root, at: path)
        let looksAt = inner("looksAt", of: root, at: path)
        let declarant = inner("declarant", of: root, at: path)
        let officer = inner("officer", of: root, at: path)
        let kind: RuleKind? = fields.word("kind", of: root, at: path)
        let parameters = words("parameters", of: root, at: path).compactMap { name in
            let id = ParameterID(rawValue: name)
            if id == nil { fields.report(path, .unknownID, name) }
            return id
        }
        let goods = goods(of: root, at: path)
        let values = fields.entries("values", of: root, at: path)
        let versions =
            fields.allDated(values, fields: ["points", "action"]) { fields, node, place in
                Self.weight(node, at: place, &fields)
            } ?? []
        if let declarant { checkDeclarant(declarant, at: path) }
        if let officer { checkOfficer(officer, at: path) }
        guard let id, let texts, let looksAt, let declarant, let officer, kind != nil else {
            return nil
        }
        return RiskRule(
            id: id, zh: texts.zh, en: texts.en, looksAtZh: looksAt.zh, looksAtEn: looksAt.en,
            parameters: parameters, declarantZh: declarant.zh, declarantEn: declarant.en,
            officerZh: officer.zh, officerEn: officer.en, goods: goods, versions: versions)
    }

    /// The id a file names, which its folder and name have to repeat.
    private mutating func id(of root: Node, at path: String) -> RiskRuleID? {
        guard let name = fields.text("id", of: root, at: path) else { return nil }
        if !namedIDs.insert(name).inserted { fields.report(path, .duplicate, name) }
        let place = path.split(separator: "/").dropFirst().joined(separator: ".")
        if place != name + ".yaml" { fields.report(path, .wrongPlace, name) }
        let id = RiskRuleID(name: name)
        if id == nil { fields.report(path, .unknownID, name) }
        return id
    }

    private static func weight(
        _ node: Node, at place: String, _ fields: inout FieldReader
    ) -> RiskWeight? {
        let points = fields.text("points", of: node, at: place).flatMap { text -> Int? in
            if let points = Int(text), (0...1000).contains(points) { return points }
            fields.report(place, .badValue, "points: \(text)")
            return nil
        }
        let action = fields.text("action", of: node, at: place).flatMap { text -> RiskAction? in
            if let action = RiskAction(name: text) { return action }
            fields.report(place, .badValue, "action: \(text)")
            return nil
        }
        guard let points, let action else { return nil }
        return RiskWeight(points: points, action: action)
    }

    private mutating func list(_ root: Node, at path: String) {
        fields.allow(["rule", "goods"], in: root, at: path)
        guard let name = fields.text("rule", of: root, at: path) else { return }
        guard let id = RiskRuleID(name: name) else {
            return fields.report(path, .unknownID, name)
        }
        imported.append((id, goods(of: root, at: path)))
    }
}

// MARK: Goods

extension RiskBookReader {
    private static let goodsFields: Set = [
        "id", "zh", "en", "codes", "exceptCodes", "phrases", "exceptPhrases", "supervision",
        "items", "origins", "destinations", "direction", "modes", "rate",
    ]

    private mutating func goods(of root: Node, at path: String) -> [Dated<GoodsCriterion>] {
        guard root["goods"] != nil else { return [] }
        let entries = fields.entries("goods", of: root, at: path)
        var criteria: [String: GoodsCriterion] = [:]
        for (node, place) in entries { criteria[place] = criterion(node, at: place) }
        return fields.allDated(entries, fields: Self.goodsFields) { _, _, place in
            criteria[place]
        } ?? []
    }

    private mutating func criterion(_ node: Node, at place: String) -> GoodsCriterion? {
        let id = fields.text("id", of: node, at: place)
        let texts = fields.texts(of: node, at: place)
        guard let id, let texts else { return nil }
        var goods = GoodsCriterion(id: id, zh: texts.zh, en: texts.en)
        goods.codes = digits("codes", 2...10, of: node, at: place)
        goods.exceptCodes = digits("exceptCodes", 2...10, of: node, at: place)
        goods.phrases = words("phrases", of: node, at: place)
        goods.exceptPhrases = words("exceptPhrases", of: node, at: place)
        goods.supervision = fields.optionalText("supervision", of: node, at: place) ?? ""
        goods.items = words("items", of: node, at: place)
        goods.origins = digits("origins", 3...3, of: node, at: place)
        goods.modes = digits("modes", 4...4, of: node, at: place)
        goods.destinations = digits("destinations", 3...3, of: node, at: place)
        if let text = fields.optionalText("direction", of: node, at: place) {
            if let direction = GoodsDirection(rawValue: text) {
                goods.direction = direction
            } else {
                fields.report(place, .badValue, "direction: \(text)")
            }
        }
        if !goods.destinations.isEmpty, goods.direction != .export {
            fields.report(place, .badValue, "destinations without direction: export")
        }
        if let text = fields.optionalText("rate", of: node, at: place) {
            goods.rate = Ratio(decimal: text).flatMap { Rate($0) }
            if goods.rate.map({ $0 > .one }) ?? true {
                fields.report(place, .badValue, "rate: \(text)")
            }
        }
        return goods
    }

    private mutating func words(_ name: String, of node: Node, at place: String) -> [String] {
        guard node[name] != nil else { return [] }
        return fields.entries(name, of: node, at: place).compactMap { entry, place in
            if let text = entry.string, !text.isEmpty { return text }
            fields.report(place, .badValue, "not a text")
            return nil
        }
    }

    private mutating func digits(
        _ name: String, _ counts: ClosedRange<Int>, of node: Node, at place: String
    ) -> [String] {
        let words = words(name, of: node, at: place)
        for word in words
        where !counts.contains(word.utf8.count)
            || !word.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        {
            fields.report(place, .badValue, "\(name): \(word)")
        }
        return words
    }
}

// MARK: Checks

extension RiskBookReader {
    /// Days that overlap, two entries of one name, a rate where none is read or the reverse.
    private mutating func check(_ rule: RiskRule) {
        for problem in checkDays(of: rule.versions, at: rule.id.name) {
            fields.report(problem.place, problem.kind, problem.detail)
        }
        for (id, entries) in Dictionary(grouping: rule.goods, by: \.value.id)
            .sorted(by: { $0.key < $1.key })
        {
            for problem in checkDays(of: entries, at: "\(rule.id.name) \(id)") {
                fields.report(problem.place, problem.kind, problem.detail)
            }
            if entries.contains(where: { ($0.value.rate != nil) != (rule.id == .sampling) }) {
                fields.report("\(rule.id.name) \(id)", .badValue, "rate")
            }
        }
    }

    /// A declarant never reads a value or a threshold.
    private mutating func checkDeclarant(_ texts: Texts, at path: String) {
        for text in [texts.zh, texts.en]
        where text.contains("{") || text.utf8.contains(where: { (0x30...0x39).contains($0) }) {
            fields.report(path, .badValue, "declarant: \(text)")
        }
    }

    /// An officer's text names only values that a hit has.
    private mutating func checkOfficer(_ texts: Texts, at path: String) {
        for text in [texts.zh, texts.en] {
            for part in text.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
                let name = String(part.prefix { $0 != "}" })
                if !RiskRules.placeholders.contains(name) {
                    fields.report(path, .badValue, "officer: {\(name)}")
                }
            }
        }
    }

    private mutating func inner(_ name: String, of root: Node, at path: String) -> Texts? {
        guard let node = root[name] else {
            fields.report(path, .missingField, name)
            return nil
        }
        let place = path + " " + name
        guard fields.allow(["zh", "en"], in: node, at: place) else { return nil }
        return fields.texts(of: node, at: place)
    }
}
