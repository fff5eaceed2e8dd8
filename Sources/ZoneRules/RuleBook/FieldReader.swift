import Foundation
import Yams
import ZoneCore

/// Reads the fields of YAML files and collects everything that is wrong with them.
struct FieldReader {
    private(set) var problems: [RuleBookProblem] = []

    mutating func report(_ place: String, _ kind: RuleBookProblem.Kind, _ detail: String) {
        problems.append(RuleBookProblem(place: place, kind: kind, detail: detail))
    }

    /// The table of fields that a file's text is, or nil with the problem reported.
    mutating func root(of text: String, at path: String) -> Node? {
        do {
            // Every scalar is a text here: asking of each whether it looks like a number or a date
            // takes most of the time of loading.
            let root = try compose(yaml: text, .basic)
            if let root, root.mapping != nil { return root }
            report(path, .malformed, "not a table of fields")
        } catch {
            report(path, .malformed, "\(error)")
        }
        return nil
    }

    /// Reports the fields of a table that are not among `names`; false where it is no table.
    @discardableResult
    mutating func allow(_ names: Set<String>, in node: Node, at place: String) -> Bool {
        guard let mapping = node.mapping else {
            report(place, .malformed, "not a table of fields")
            return false
        }
        for (key, _) in mapping {
            let name = key.string ?? ""
            if !names.contains(name) { report(place, .unknownField, name) }
        }
        return true
    }

    /// A text that has to be there.
    mutating func text(_ name: String, of node: Node, at place: String) -> String? {
        guard let value = node[name] else {
            report(place, .missingField, name)
            return nil
        }
        guard let text = value.string else {
            report(place, .badValue, "\(name) is not a text")
            return nil
        }
        if !text.isEmpty { return text }
        report(place, .missingField, name)
        return nil
    }

    /// A text that may be missing; a problem where it is something else than text.
    mutating func optionalText(_ name: String, of node: Node, at place: String) -> String? {
        node[name] == nil ? nil : text(name, of: node, at: place)
    }

    /// The two texts that people meet: one Chinese, one English, never mixed.
    mutating func texts(of node: Node, at place: String) -> Texts? {
        let zh = text("zh", of: node, at: place)
        let en = text("en", of: node, at: place)
        guard let zh, let en else { return nil }
        if !zh.unicodeScalars.contains(where: \.isHan) { report(place, .badValue, "zh: \(zh)") }
        if en.unicodeScalars.contains(where: \.isHan) { report(place, .badValue, "en: \(en)") }
        return Texts(zh: zh, en: en)
    }

    mutating func word<Word: RawRepresentable<String>>(
        _ name: String, of node: Node, at place: String
    ) -> Word? {
        guard let text = text(name, of: node, at: place) else { return nil }
        if let word = Word(rawValue: text) { return word }
        report(place, .badValue, "\(name): \(text)")
        return nil
    }

    mutating func flag(_ name: String, of node: Node, at place: String) -> Bool? {
        guard let text = text(name, of: node, at: place) else { return nil }
        if let flag = Bool(text) { return flag }
        report(place, .badValue, "\(name): \(text)")
        return nil
    }

    mutating func day(_ name: String, of node: Node, at place: String) -> Day? {
        guard let text = text(name, of: node, at: place) else { return nil }
        if let day = Day(text) { return day }
        report(place, .badValue, "\(name): \(text)")
        return nil
    }

    mutating func optionalDay(_ name: String, of node: Node, at place: String) -> Day? {
        node[name] == nil ? nil : day(name, of: node, at: place)
    }

    /// The entries of a sequence that has to be there, with their places.
    mutating func entries(
        _ name: String, of node: Node, at place: String
    ) -> [(node: Node, place: String)] {
        guard let value = node[name] else {
            report(place, .missingField, name)
            return []
        }
        guard let sequence = value.sequence else {
            report(place, .badValue, "\(name) is not a sequence")
            return []
        }
        return sequence.enumerated().map { ($1, "\(place) \(name)[\($0)]") }
    }
}

/// What a rule says, in the two languages.
struct Texts: Hashable, Sendable {
    var zh: String
    var en: String
}

extension Unicode.Scalar {
    /// Whether it is a Chinese character of the basic block.
    fileprivate var isHan: Bool { (0x4E00...0x9FFF).contains(value) }
}
