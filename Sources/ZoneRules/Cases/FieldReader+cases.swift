import Yams
import ZoneCore

extension FieldReader {
    /// The cases of one file.
    mutating func cases(_ root: Node, at path: String) -> [RuleCase] {
        allow(["kind", "cases"], in: root, at: path)
        guard let kind = text("kind", of: root, at: path) else { return [] }
        if !CaseKind.allCases.contains(where: { $0.name == kind }) {
            report(path, .unknownID, "kind: \(kind)")
        }
        let nodes = entries("cases", of: root, at: path)
        if nodes.isEmpty { report(path, .missingField, "cases") }
        return nodes.compactMap { node, place in ruleCase(node, kind: kind, at: place) }
    }

    private mutating func ruleCase(_ node: Node, kind: String, at place: String) -> RuleCase? {
        let names: Set = ["zh", "en", "on", "known", "scope", "inputs", "expect", "margin"]
        guard allow(names, in: node, at: place) else { return nil }
        let texts = texts(of: node, at: place)
        let on = day("on", of: node, at: place)
        let known = optionalDay("known", of: node, at: place)
        let scopes = scopes(of: node, at: place)
        let inputs = node["inputs"] == nil ? [:] : flat("inputs", of: node, at: place)
        let expect = flat("expect", of: node, at: place)
        var margin: Ratio? = .zero
        if let text = optionalText("margin", of: node, at: place) {
            margin = Ratio(decimal: text)
            if margin == nil { report(place, .badValue, "margin: \(text)") }
        }
        guard let texts, let on, let scope = scopes?.first, scopes?.count == 1, let margin else {
            return nil
        }
        return RuleCase(
            place: place, zh: texts.zh, en: texts.en, kind: kind, on: on, known: known,
            scope: scope, inputs: inputs, expect: expect, margin: margin)
    }

    /// Names with one text each.
    private mutating func flat(
        _ name: String, of node: Node, at place: String
    ) -> [String: String] {
        guard let mapping = node[name]?.mapping, !mapping.isEmpty else {
            report(place, .missingField, name)
            return [:]
        }
        var result: [String: String] = [:]
        for (key, value) in mapping {
            guard let key = key.string, let text = value.string else {
                report(place, .badValue, "\(name) holds more than texts")
                continue
            }
            result[key] = text
        }
        return result
    }
}

/// Cases that ask the same twice.
func checkCases(_ cases: [RuleCase]) -> [RuleBookProblem] {
    var seen: Set<RuleCase> = []
    return cases.compactMap { one in
        var question = one
        (question.place, question.zh, question.en, question.expect) = ("", "", "", [:])
        return seen.insert(question).inserted
            ? nil : RuleBookProblem(place: one.place, kind: .duplicate, detail: one.en)
    }
}
