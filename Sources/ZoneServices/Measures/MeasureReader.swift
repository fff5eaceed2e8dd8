import Foundation
import ZoneCore

/// Reads a measure's JSON member by member, so that everything that is missing, unknown or of the wrong kind is said at once
/// and not only the first of it.
struct MeasureReader {
    private(set) var problems: [FilingProblem] = []
    private let root: [String: Any]?
    private let text: String

    init(_ text: String) {
        self.text = text
        let isFit = text.utf8.count <= Measure.byteCountMax
        root =
            isFit
            ? (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] : nil
        if root == nil {
            report(
                "measure", "", "一个JSON对象，最多\(Measure.byteCountMax)字节",
                "one JSON object of at most \(Measure.byteCountMax) bytes")
        }
    }

    /// The measure; nil where it could not be read, with problems.
    mutating func measure() -> Measure? {
        guard let root else { return nil }
        members(
            root, at: "",
            [
                "format", "name", "version", "origin", "titleZh", "titleEn", "descriptionZh",
                "descriptionEn", "basis", "rules", "preconditions", "indicators", "risks",
            ])
        for name in [
            "format", "name", "origin", "titleZh", "titleEn", "descriptionZh", "descriptionEn",
        ] { text(root, name, at: "") }
        if !(root["version"] is Int) { missing("version", root["version"], "整数", "an integer") }
        texts(root, "rules", at: "")
        each(root, "basis", ["instrument", "article", "verified"]) { reader, one, place in
            reader.text(one, "instrument", at: place)
            reader.text(one, "article", at: place)
            if !(one["verified"] is Bool) {
                reader.missing(place + "verified", one["verified"], "true或false", "true or false")
            }
        }
        each(root, "preconditions", ["check", "parameters"]) { reader, one, place in
            reader.text(one, "check", at: place)
            reader.texts(one, "parameters", at: place)
        }
        each(root, "indicators", ["zh", "en", "share", "treated", "control"]) {
            reader, one, place in
            for name in ["zh", "en"] { reader.text(one, name, at: place) }
            reader.word(one, "share", Measure.Indicator.Share.allCases.map(\.rawValue), at: place)
            for name in ["treated", "control"] where !(one[name] is [String]) {
                reader.missing(place + name, one[name], "文本列表", "a list of texts")
            }
        }
        let grades = Measure.Risk.Grade.allCases.map(\.rawValue)
        each(
            root, "risks",
            ["zh", "en", "likelihood", "gravity", "mitigationZh", "mitigationEn"]
        ) { reader, one, place in
            for name in ["zh", "en", "mitigationZh", "mitigationEn"] {
                reader.text(one, name, at: place)
            }
            reader.word(one, "likelihood", grades, at: place)
            reader.word(one, "gravity", grades, at: place)
        }
        guard problems.isEmpty else { return nil }
        do {
            return try JSONDecoder().decode(Measure.self, from: Data(text.utf8))
        } catch {
            report("measure", "", "\(error)", "\(error)")
            return nil
        }
    }

    private mutating func members(_ object: [String: Any], at place: String, _ known: [String]) {
        for name in object.keys.sorted() where !known.contains(name) {
            report(
                place + name, "", "没有此项，应为\(known.joined(separator: "、"))",
                "no such member; one of \(known.joined(separator: ", "))")
        }
    }

    private mutating func text(_ object: [String: Any], _ name: String, at place: String) {
        if !(object[name] is String) { missing(place + name, object[name], "文本", "a text") }
    }

    private mutating func texts(_ object: [String: Any], _ name: String, at place: String) {
        if !(object[name] is [String: String]) {
            missing(place + name, object[name], "名称与文本", "texts by name")
        }
    }

    private mutating func word(
        _ object: [String: Any], _ name: String, _ words: [String], at place: String
    ) {
        guard let word = object[name] as? String, words.contains(word) else {
            let all = words.joined(separator: ", ")
            return missing(place + name, object[name], all, all)
        }
    }

    private mutating func each(
        _ root: [String: Any], _ name: String, _ known: [String],
        _ body: (inout MeasureReader, [String: Any], String) -> Void
    ) {
        guard let list = root[name] as? [[String: Any]] else {
            return missing(name, root[name], "对象列表", "a list of objects")
        }
        for (index, one) in list.prefix(Measure.entryCountMax + 1).enumerated() {
            let place = "\(name)[\(index)]."
            members(one, at: place, known)
            body(&self, one, place)
        }
    }

    private mutating func missing(_ field: String, _ value: Any?, _ zh: String, _ en: String) {
        report(field, value.map { "\($0)" } ?? "", "应为\(zh)", "expected \(en)")
    }

    private mutating func report(_ field: String, _ value: String, _ zh: String, _ en: String) {
        problems.append(FilingProblem(field: field, value: value, zh: zh + "。", en: en + "."))
    }
}
