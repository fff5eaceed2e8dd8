import Yams
import ZoneCore

extension FieldReader {
    mutating func table(_ root: Node, id: TableID?, at path: String) -> DecisionTable? {
        allow(["id", "zh", "en", "kind", "inputs", "outcomes", "values"], in: root, at: path)
        let texts = texts(of: root, at: path)
        let kind: RuleKind? = word("kind", of: root, at: path)
        let inputs = named("inputs", of: root, at: path).compactMap { input($0, $1, at: $2) }
        let outcomes = named("outcomes", of: root, at: path).compactMap { name, node, place in
            allow(["zh", "en"], in: node, at: place)
                ? self.texts(of: node, at: place).map {
                    TableOutcome(name: name, zh: $0.zh, en: $0.en)
                } : nil
        }
        if let id {
            let declared = Set(inputs.map(\.name))
            if declared != id.inputs {
                report(path, .badValue, "inputs are not \(id.inputs.sorted())")
            }
            for outcome in outcomes where !id.outcomes.contains(outcome.name) {
                report(path, .badValue, "outcome \(outcome.name)")
            }
        }
        let domains = Dictionary(
            inputs.map { ($0.name, $0.domain) }, uniquingKeysWith: { first, _ in first })
        let nodes = entries("values", of: root, at: path)
        let versions = allDated(nodes, fields: ["rows"]) { fields, node, place -> [TableRow]? in
            let rows = fields.entries("rows", of: node, at: place)
            let read = rows.compactMap { row, place in
                fields.row(row, domains: domains, outcomes: outcomes, at: place)
            }
            return read.count == rows.count ? read : nil
        }
        guard let id, let texts, let kind, let versions else { return nil }
        return DecisionTable(
            id: id, zh: texts.zh, en: texts.en, kind: kind, inputs: inputs, outcomes: outcomes,
            versions: versions)
    }

    /// The entries of a table of fields that has to be there.
    private mutating func named(
        _ name: String, of root: Node, at path: String
    ) -> [(name: String, node: Node, place: String)] {
        guard let mapping = root[name]?.mapping, !mapping.isEmpty else {
            report(path, .missingField, name)
            return []
        }
        return mapping.map { ($0.string ?? "", $1, "\(path) \(name) \($0.string ?? "")") }
    }

    private mutating func input(_ name: String, _ node: Node, at place: String) -> TableInput? {
        let forms: Set = ["words", "range", "yuan", "flag"]
        guard allow(forms.union(["zh", "en"]), in: node, at: place),
            let texts = texts(of: node, at: place)
        else { return nil }
        let written = forms.filter { node[$0] != nil }
        guard written.count == 1, let form = written.first, let value = node[form] else {
            report(place, .missingField, "one of words, range, yuan, flag")
            return nil
        }
        let domain: TableDomain?
        switch form {
        case "words": domain = words(value, at: place).map { .words($0) }
        case "range": domain = bounds(value, parts: 1, at: place).map { .range($0, $1) }
        case "yuan": domain = bounds(value, parts: 100, at: place).map { .yuan($0, $1) }
        default:
            if value.string != "true" { report(place, .badValue, "flag") }
            domain = .flag
        }
        return domain.map { TableInput(name: name, zh: texts.zh, en: texts.en, domain: $0) }
    }

    /// One word or several different ones.
    private mutating func words(_ node: Node, at place: String) -> [String]? {
        let texts = node.sequence.map { $0.map { $0.string ?? "" } } ?? [node.string ?? ""]
        guard !texts.isEmpty, !texts.contains("") else {
            report(place, .missingField, "words")
            return nil
        }
        if Set(texts).count < texts.count { report(place, .duplicate, "words") }
        return texts
    }

    /// Two numbers, both included, in parts of one.
    private mutating func bounds(
        _ node: Node, parts: Int64, at place: String
    ) -> (Int64, Int64)? {
        let texts = node.sequence?.compactMap(\.string) ?? []
        let numbers = texts.compactMap { Ratio(decimal: $0)?.whole(of: parts) }
        guard numbers.count == 2, texts.count == 2, numbers[0] <= numbers[1] else {
            report(place, .badValue, "bounds: \(texts)")
            return nil
        }
        return (numbers[0], numbers[1])
    }

    private mutating func row(
        _ node: Node, domains: [String: TableDomain], outcomes: [TableOutcome], at place: String
    ) -> TableRow? {
        guard allow(["row", "when", "then", "article"], in: node, at: place) else { return nil }
        let id = text("row", of: node, at: place)
        let outcome = text("then", of: node, at: place)
        if let outcome, !outcomes.contains(where: { $0.name == outcome }) {
            report(place, .badValue, "then: \(outcome)")
        }
        let article = optionalText("article", of: node, at: place)
        var conditions: [String: TableCondition] = [:]
        if let when = node["when"], allow(Set(domains.keys), in: when, at: "\(place) when") {
            for (name, domain) in domains {
                guard let value = when[name] else { continue }
                conditions[name] = condition(value, in: domain, at: "\(place) when \(name)")
            }
        }
        guard let id, let outcome else { return nil }
        return TableRow(
            id: id, conditions: conditions, outcome: outcome, article: article ?? "")
    }

    private mutating func condition(
        _ node: Node, in domain: TableDomain, at place: String
    ) -> TableCondition? {
        switch domain {
        case .flag:
            if let flag = node.string.flatMap(Bool.init) { return .flag(flag) }
            report(place, .badValue, node.string ?? "not a flag")
        case .words(let known):
            guard let words = words(node, at: place) else { return nil }
            for word in words where !known.contains(word) { report(place, .badValue, word) }
            return .words(Set(words))
        case .range(let low, let high):
            return range(node, parts: 1, within: (low, high), at: place)
        case .yuan(let low, let high):
            return range(node, parts: 100, within: (low, high), at: place)
        }
        return nil
    }

    /// `{over: a}`, `{from: a}`, `{to: b}`, `{below: b}` or two of them.
    private mutating func range(
        _ node: Node, parts: Int64, within domain: (low: Int64, high: Int64), at place: String
    ) -> TableCondition? {
        guard allow(["from", "over", "to", "below"], in: node, at: place) else { return nil }
        func bound(_ name: String) -> Int64?? {
            node[name].map { $0.string.flatMap { Ratio(decimal: $0)?.whole(of: parts) } }
        }
        let written = ["from", "over", "to", "below"].map { ($0, bound($0)) }
        for case (let name, .some(nil)) in written { report(place, .badValue, name) }
        let low = bound("from") ?? bound("over").map { $0.map { $0 + 1 } } ?? domain.low
        let high = bound("to") ?? bound("below").map { $0.map { $0 - 1 } } ?? domain.high
        guard let low, let high else { return nil }
        let isEmpty = low > high || low < domain.low || high > domain.high
        if isEmpty || written.allSatisfy({ $0.1 == nil }) {
            report(place, .badValue, "no part of the declared range")
            return nil
        }
        return .range(low, high)
    }
}
