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

    /// The catalogue of this build.
    public static let standard = FindingCatalog()

    init() {
        entries = Resource.rows("findings").map { row in
            guard let severity = Severity(rawValue: row[1]), let layer = CheckLayer(rawValue: row[2])
            else { preconditionFailure("findings.tsv: bad row \(row[0])") }
            return Entry(
                code: row[0], severity: severity, layer: layer, zh: row[3], en: row[4],
                source: row[5])
        }
        indexByCode = Dictionary(
            uniqueKeysWithValues: entries.enumerated().map { ($1.code, $0) })
    }

    /// A finding of that code. Traps when the code is not in the catalogue.
    func finding(
        _ code: String, at path: String, field: String, zh label: String = "",
        value: String? = nil, expected: String? = nil, repair: String? = nil
    ) -> Finding {
        guard let index = indexByCode[code] else {
            preconditionFailure("findings.tsv has no \(code)")
        }
        let entry = entries[index]
        let shown = value.map(Self.shortened)
        func fill(_ text: String, _ name: String) -> String {
            text.replacingPlaceholders(field: name, value: shown ?? "", expected: expected ?? "")
        }
        return Finding(
            code: code, severity: entry.severity, layer: entry.layer, path: path, value: shown,
            expected: expected,
            zh: fill(entry.zh, label.isEmpty ? field : "\(label)(\(field))"),
            en: fill(entry.en, field), source: entry.source, repair: repair)
    }

    /// At most 120 characters of a value, so that a report stays readable.
    static func shortened(_ value: String) -> String {
        value.count <= 120 ? value : value.prefix(117) + "..."
    }
}

extension String {
    fileprivate func replacingPlaceholders(
        field: String, value: String, expected: String
    ) -> String {
        var result = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            switch rest[rest.index(after: open)..<close] {
            case "field": result += field
            case "value": result += value
            case "expected": result += expected
            default: result += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
