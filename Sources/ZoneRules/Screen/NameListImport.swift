import ZoneCore

/// Reads a list of denied parties that the operator brings; nothing is ever fetched.
///
/// Two forms are told apart by their heading: the `targets.simple.csv` of OpenSanctions (commas,
/// quotes as in RFC 4180), and a plain table with tabs: `id name aliases kind from to`, where only
/// the first two columns must be there. Aliases and the like are separated by semicolons.
/// In the former, `first_seen` is the day since when a listing is known, and the listing has no
/// end: the file holds only what is listed.
public struct NameListImport: Sendable {
    /// What was read.
    public let list: NameList

    /// How much is read.
    public struct Limits: Hashable, Sendable {
        /// Bytes of the file.
        public var byteCountMax = 512 << 20
        /// Rows below the heading.
        public var rowCountMax = 1_000_000
        /// Names of one entry.
        public var nameCountMax = 500
        /// Bytes of one name.
        public var nameByteCountMax = 1000
        /// Defects that a report lists.
        public var defectCountMax = 1000

        /// The usual limits.
        public init() {}
    }

    /// Reads the file, or throws everything that is wrong with it in one report.
    public init(_ bytes: [UInt8], limits: Limits = Limits()) throws(NameListError) {
        var reading = NameListReading(limits: limits)
        reading.read(bytes)
        guard reading.defectCount == 0 else {
            throw NameListError(defects: reading.defects, defectCount: reading.defectCount)
        }
        list = NameList(reading.entries)
    }
}

/// The state of reading one file.
private struct NameListReading {
    let limits: NameListImport.Limits
    var entries: [NameEntry] = []
    var defects: [NameListDefect] = []
    var defectCount = 0
    private var columns: [String: Int] = [:]
    private var ids: Set<String> = []
    private var line = 0

    init(limits: NameListImport.Limits) {
        self.limits = limits
    }

    mutating func read(_ bytes: [UInt8]) {
        guard bytes.count <= limits.byteCountMax else {
            return report(.tooManyBytes, "\(bytes.count) > \(limits.byteCountMax)")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else { return report(.notText) }
        let heading = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let hasTabs = heading.contains(UInt8(ascii: "\t"))
        var rows = CSVRows(
            bytes, separator: hasTabs ? UInt8(ascii: "\t") : UInt8(ascii: ","),
            hasQuotes: !hasTabs)
        guard rows.next() else { return report(.noRows) }
        line = rows.line
        readHeading(rows.fields, hasTabs: hasTabs)
        guard defectCount == 0 else { return }
        let columnCount = rows.fields.count
        while rows.next() {
            line = rows.line
            guard ids.count < limits.rowCountMax else {
                return report(.tooManyRows, "\(limits.rowCountMax)")
            }
            if rows.fault != nil {
                report(.quote)
            } else if rows.fields.count != columnCount {
                report(.fieldCount, "\(rows.fields.count) / \(columnCount)")
            } else {
                readRow(rows.fields)
            }
        }
        if entries.isEmpty, defectCount == 0 { report(.noRows) }
    }

    private mutating func readHeading(_ fields: [String], hasTabs: Bool) {
        for (index, field) in fields.enumerated() where columns[field] == nil {
            columns[field] = index
        }
        let needed = hasTabs ? ["id", "name"] : ["id", "schema", "name", "aliases", "first_seen"]
        for name in needed where columns[name] == nil { report(.missingColumn, name) }
    }

    private mutating func readRow(_ fields: [String]) {
        let id = trimmed(text("id", fields))
        if id.isEmpty { report(.missingID) }
        if !ids.insert(id.isEmpty ? "line \(line)" : id).inserted { report(.duplicateID, id) }
        var entry = NameEntry(id: id, kind: readKind(fields), names: readNames(fields))
        entry.from = readDay("from", fields)
        entry.to = readDay("to", fields)
        entry.known = readDay("first_seen", fields) ?? readDay("known", fields)
        if let from = entry.from, let to = entry.to, to < from { report(.badDay, "\(to)") }
        entries.append(entry)
    }

    private func text(_ column: String, _ fields: [String]) -> String {
        columns[column].map { fields[$0] } ?? ""
    }

    private mutating func readNames(_ fields: [String]) -> [String] {
        var names = [trimmed(text("name", fields))]
        names += text("aliases", fields).split(separator: ";").map { trimmed(String($0)) }
        var seen: Set<String> = []
        names = names.filter { !$0.isEmpty && seen.insert($0).inserted }
        if names.isEmpty { report(.missingName) }
        if names.count > limits.nameCountMax { report(.tooManyNames, "\(names.count)") }
        for name in names where name.utf8.count > limits.nameByteCountMax {
            report(.nameTooLong, name)
        }
        return names
    }

    private mutating func readKind(_ fields: [String]) -> NameEntry.Kind {
        if columns["schema"] != nil {
            return switch text("schema", fields) {
            case "Person": .person
            case "Company", "Organization", "LegalEntity", "PublicBody": .organisation
            default: .other
            }
        }
        let word = trimmed(text("kind", fields))
        if word.isEmpty { return .other }
        guard let kind = NameEntry.Kind(rawValue: word) else {
            report(.unknownKind, word)
            return .other
        }
        return kind
    }

    /// A day; of a point in time, its day.
    private mutating func readDay(_ column: String, _ fields: [String]) -> Day? {
        let text = trimmed(text(column, fields))
        guard !text.isEmpty else { return nil }
        let date = text.prefix { $0 != "T" && $0 != " " }
        guard let day = Day(date) else {
            report(.badDay, text)
            return nil
        }
        return day
    }

    private mutating func report(_ kind: NameListDefect.Kind, _ detail: String = "") {
        defectCount += 1
        if defects.count < limits.defectCountMax {
            defects.append(NameListDefect(line: line, kind: kind, detail: detail))
        }
    }
}

/// `text` without spaces at its ends.
private func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { $0 != 0x20 }),
        let last = bytes.lastIndex(where: { $0 != 0x20 })
    else { return "" }
    return String(text[first...last])
}
