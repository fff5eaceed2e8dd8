import Foundation
import ZoneCore
import ZoneRules

/// A pilot measure: what it is, what it rests on, what it changes, when it may be adopted, how its effect is seen and what
/// can go wrong. It names no day and no zone that has it: a zone that adopts it gives it its own days.
public struct Measure: Codable, Hashable, Sendable {
    /// Where it rests on.
    public struct Basis: Codable, Hashable, Sendable {
        public var instrument: String
        public var article: String
        /// Whether a person compared it with the instrument.
        public var verified: Bool
    }

    /// A share that should move, and the declarations it is compared over.
    public struct Indicator: Codable, Hashable, Sendable {
        /// What the share is of.
        public enum Share: String, Codable, Sendable, CaseIterable {
            case released, reviewed, inspected, found
        }

        public var zh: String
        public var en: String
        public var share: Share
        /// Supervision modes that the measure touches, and others that it does not.
        public var treated: [String]
        public var control: [String]
    }

    /// What can go wrong.
    public struct Risk: Codable, Hashable, Sendable {
        /// How likely, and how grave.
        public enum Grade: String, Codable, Sendable, CaseIterable {
            case low, medium, high

            public var zh: String {
                switch self {
                case .low: "低"
                case .medium: "中"
                case .high: "高"
                }
            }
        }

        public var zh: String
        public var en: String
        public var likelihood: Grade
        public var gravity: Grade
        public var mitigationZh: String
        public var mitigationEn: String
    }

    /// Always `pilotzone-measure/1`.
    public var format: String
    /// The measure's name among all; versions of one measure share it.
    public var name: String
    public var version: Int
    /// Code of the zone that wrote it, in the register; empty where it does not say.
    public var origin: String
    public var titleZh: String
    public var titleEn: String
    public var descriptionZh: String
    public var descriptionEn: String
    public var basis: [Basis]
    /// Text of files in the rule book's form, by path; their values have no days.
    public var rules: [String: String]
    public var preconditions: [CheckCall]
    public var indicators: [Indicator]
    public var risks: [Risk]

    /// The format that this program writes and reads.
    public static let format = "pilotzone-measure/1"
    /// Most entries of each list.
    public static let entryCountMax = 20
    /// Most bytes of a measure as text.
    public static let byteCountMax = 512 << 10

    /// What a zone keeps it under: name and version.
    public var id: String { "\(name).v\(version)" }

    /// The text that is signed and hashed: one measure has one text.
    public var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    /// Everything that is wrong with it but its rules, which only a zone's own book can judge.
    func problems(register: ZoneRegister) -> [FilingProblem] {
        var problems = idProblems("name", name)
        if name.utf8.count > 64 { problems += idProblems("name", "") }
        func add(_ field: String, _ value: String, _ zh: String, _ en: String) {
            problems.append(FilingProblem(field: field, value: value, zh: zh, en: en))
        }
        if format != Self.format {
            add("format", format, "应为\(Self.format)。", "Expected \(Self.format).")
        }
        if !(1...9_999).contains(version) {
            add("version", "\(version)", "应为1至9999。", "Expected 1 to 9999.")
        }
        if !origin.isEmpty, register.zone(origin) == nil {
            add("origin", origin, "名录中没有该综试区。", "The register has no such zone.")
        }
        for (field, text) in [
            ("titleZh", titleZh), ("titleEn", titleEn), ("descriptionZh", descriptionZh),
            ("descriptionEn", descriptionEn),
        ] { problems += wordProblems(field, text, countMax: 4_000) }
        for (field, count) in [
            ("basis", basis.count), ("rules", rules.count), ("risks", risks.count),
            ("indicators", indicators.count),
        ] where !(1...Self.entryCountMax).contains(count) {
            add(
                field, "\(count)", "应有1至\(Self.entryCountMax)项，现有\(count)项。",
                "Expected 1 to \(Self.entryCountMax), there are \(count).")
        }
        if preconditions.count > Self.entryCountMax {
            add(
                "preconditions", "\(preconditions.count)", "最多\(Self.entryCountMax)项。",
                "At most \(Self.entryCountMax).")
        }
        for (index, one) in basis.prefix(Self.entryCountMax).enumerated() {
            problems += wordProblems("basis[\(index)].instrument", one.instrument)
            problems += wordProblems("basis[\(index)].article", one.article)
        }
        for (index, call) in preconditions.prefix(Self.entryCountMax).enumerated() {
            problems += call.problems(at: "preconditions[\(index)]")
        }
        for (index, one) in indicators.prefix(Self.entryCountMax).enumerated() {
            problems += one.problems(at: "indicators[\(index)]")
        }
        for (index, one) in risks.prefix(Self.entryCountMax).enumerated() {
            for (field, text) in [
                ("zh", one.zh), ("en", one.en), ("mitigationZh", one.mitigationZh),
                ("mitigationEn", one.mitigationEn),
            ] { problems += wordProblems("risks[\(index)].\(field)", text) }
        }
        return problems
    }
}

extension Measure.Indicator {
    fileprivate func problems(at field: String) -> [FilingProblem] {
        var problems = wordProblems(field + ".zh", zh) + wordProblems(field + ".en", en)
        for (name, modes) in [("treated", treated), ("control", control)] {
            let isFit = (1...20).contains(modes.count) && modes.allSatisfy(isMode)
            guard !isFit else { continue }
            problems.append(
                FilingProblem(
                    field: "\(field).\(name)", value: modes.joined(separator: ", "),
                    zh: "应为1至20个四位监管方式代码。", en: "Expected 1 to 20 supervision modes of four digits."
                ))
        }
        let both = Set(treated).intersection(control).sorted()
        if !both.isEmpty {
            problems.append(
                FilingProblem(
                    field: field + ".control", value: both.joined(separator: ", "),
                    zh: "对照组不得与试点组重合。", en: "The control group has modes of the treated group."))
        }
        return problems
    }

    private func isMode(_ text: String) -> Bool {
        text.utf8.count == 4 && text.utf8.allSatisfy { (48...57).contains($0) }
    }
}
