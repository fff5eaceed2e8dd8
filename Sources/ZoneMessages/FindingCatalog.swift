public import ZoneCore

/// Every finding code of this module, with its texts: Resources/findings.tsv.
public struct FindingCatalog: Sendable {
    /// What a code means.
    public struct Entry: Sendable {
        /// The code.
        public let code: String
        /// Whether it makes the message invalid.
        public let severity: Severity
        /// The layer of checks it belongs to.
        public let layer: CheckLayer
        /// Text in Chinese, with `{field}`, `{value}` and `{expected}` to be filled in.
        public let zh: String
        /// Text in English, likewise.
        public let en: String
        /// The standard or article.
        public let source: String
    }

    /// All codes in file order.
    public let entries: [Entry]
    private let indexByCode: [String: Int]
    private let templates: [(zh: Template, en: Template)]

    /// The catalogue of this build.
    public static let standard = FindingCatalog()

    init() {
        entries = Resource.rows("findings").map { row in
            guard let severity = Severity(rawValue: row[1]),
                let layer = CheckLayer(rawValue: row[2])
            else { preconditionFailure("findings.tsv: bad row \(row[0])") }
            return Entry(
                code: row[0], severity: severity, layer: layer, zh: row[3], en: row[4],
                source: row[5])
        }
        indexByCode = Dictionary(
            uniqueKeysWithValues: entries.enumerated().map { ($1.code, $0) })
        templates = entries.map { (Template($0.zh), Template($0.en)) }
    }

    /// A finding of that code. Traps when the code is not in the catalogue.
    public func finding(
        _ code: String, at path: String, field: String, zh label: String = "",
        value: String? = nil, expected: String? = nil, repair: String? = nil
    ) -> Finding {
        guard let index = indexByCode[code] else {
            preconditionFailure("findings.tsv has no \(code)")
        }
        let entry = entries[index]
        let shown = value.map(Self.shortened)
        let zhName = label.isEmpty ? field : "\(label)(\(field))"
        return Finding(
            code: code, severity: entry.severity, layer: entry.layer, path: path, value: shown,
            expected: expected,
            zh: templates[index].zh.filled(zhName, shown ?? "", expected ?? ""),
            en: templates[index].en.filled(field, shown ?? "", expected ?? ""),
            source: entry.source, repair: repair)
    }

    /// At most 120 characters of a value, so that a report stays readable.
    static func shortened(_ value: String) -> String {
        value.utf8.count <= 120 || value.count <= 120 ? value : value.prefix(117) + "..."
    }
}

/// A text with places to fill in, taken apart once.
private struct Template: Sendable {
    private enum Piece {
        case text(String)
        case field, value, expected
    }

    private var pieces: [Piece] = []

    init(_ text: String) {
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            switch rest[rest.index(after: open)..<close] {
            case "field": pieces.append(.field)
            case "value": pieces.append(.value)
            case "expected": pieces.append(.expected)
            default: preconditionFailure("findings.tsv: unknown place in \(text)")
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
    }

    func filled(_ field: String, _ value: String, _ expected: String) -> String {
        if pieces.count == 1, case .text(let text) = pieces[0] { return text }
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .field: result += field
            case .value: result += value
            case .expected: result += expected
            }
        }
        return result
    }
}
