public import Foundation
import Yams
import ZoneCore

extension RuleBook {
    /// The rule book that comes with this module.
    public static func bundled() throws(RuleBookError) -> RuleBook {
        try RuleBook(directory: Bundle.module.bundleURL.appendingPathComponent("Resources"))
    }

    /// Loads `parameters/**.yaml` and `tariff/*.tsv` of a directory; throws all problems at once.
    public init(directory: URL) throws(RuleBookError) {
        var reader = RuleBookReader(directory: directory)
        let parameters = reader.files(in: "parameters", ext: "yaml").compactMap { path in
            reader.parameter(at: path)
        }
        let rows = reader.files(in: "tariff", ext: "tsv").flatMap { reader.tariff(at: $0) }
        reader.reportDuplicates(in: rows)
        guard reader.problems.isEmpty else {
            let others = checkParameters(parameters).filter { problem in
                problem.kind != .missingParameter || !reader.namedIDs.contains(problem.place)
            }
            throw RuleBookError(problems: reader.problems + others)
        }
        try self.init(parameters: parameters, tariff: TariffTable(rows))
    }
}

/// Reads the files of a rule book and collects what is wrong with them.
private struct RuleBookReader {
    let directory: URL
    private(set) var problems: [RuleBookProblem] = []
    /// Ids that some file names, so a parameter whose file is broken is not also called missing.
    private(set) var namedIDs: Set<String> = []

    init(directory: URL) {
        self.directory = directory
    }

    /// Paths of the files under `folder`, relative to the directory, sorted.
    mutating func files(in folder: String, ext: String) -> [String] {
        let root = directory.appendingPathComponent(folder).path
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: root) else {
            report(folder, .unreadable, root)
            return []
        }
        return paths.filter { $0.hasSuffix("." + ext) }.sorted().map { folder + "/" + $0 }
    }

    /// The parameter of a YAML file, or nil with problems reported.
    mutating func parameter(at path: String) -> Parameter? {
        guard let root = yaml(at: path) else { return nil }
        var id: ParameterID?
        if let name = field("id", of: root, at: path) {
            id = ParameterID(rawValue: name)
            namedIDs.insert(name)
            if id == nil { report(path, .unknownParameter, name) }
        }
        let zh = field("zh", of: root, at: path)
        let en = field("en", of: root, at: path)
        let kind: Parameter.Kind? = word("kind", of: root, at: path)
        let unit: ParameterUnit? = word("unit", of: root, at: path)
        if let id, let unit, unit != id.unit { report(path, .wrongUnit, unit.rawValue) }
        let nodes = root["values"]?.sequence.map { Array($0) } ?? []
        let versions = nodes.enumerated().compactMap { index, node in
            version(node, unit: id?.unit, at: "\(path) values[\(index)]")
        }
        guard let id, let zh, let en, let kind, versions.count == nodes.count else { return nil }
        return Parameter(id: id, zh: zh, en: en, kind: kind, versions: versions)
    }

    private mutating func yaml(at path: String) -> Node? {
        guard let text = text(at: path) else { return nil }
        do {
            if let root = try compose(yaml: text), root.mapping != nil { return root }
            report(path, .malformed, "not a mapping")
        } catch {
            report(path, .malformed, "\(error)")
        }
        return nil
    }

    private mutating func version(
        _ node: Node, unit: ParameterUnit?, at place: String
    ) -> ParameterVersion? {
        let from = day("from", of: node, at: place)
        let known = day("known", of: node, at: place)
        let to = node["to"] == nil ? nil : day("to", of: node, at: place)
        let source = source(of: node, at: place)
        let verified = field("verified", of: node, at: place)
        if let verified, Bool(verified) == nil {
            report(place, .badValue, "verified: \(verified)")
        }
        var value: ParameterValue?
        if let text = field("value", of: node, at: place), let unit {
            value = unit.value(of: text)
            if value == nil { report(place, .badValue, "value: \(text) (\(unit.rawValue))") }
        }
        guard let from, let known, let source, let value,
            let isVerified = verified.flatMap(Bool.init)
        else { return nil }
        return ParameterVersion(
            from: from, to: to, known: known, value: value, source: source,
            isVerified: isVerified, note: node["note"]?.string ?? "")
    }

    private mutating func source(of node: Node, at place: String) -> LegalSource? {
        guard let source = node["source"], let instrument = source["instrument"]?.string,
            !instrument.isEmpty
        else {
            report(place, .missingSource, "")
            return nil
        }
        return LegalSource(
            instrument: instrument, article: source["article"]?.string ?? "",
            date: source["date"] == nil ? nil : day("date", of: source, at: place))
    }

    /// The rows of a tariff table: a heading line, then tab-separated columns.
    mutating func tariff(at path: String) -> [TariffRow] {
        guard let text = text(at: path) else { return [] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard lines.first.map(String.init) == Self.tariffHeading else {
            report(path, .malformed, "heading is not \(Self.tariffHeading)")
            return []
        }
        return lines.enumerated().dropFirst().compactMap { index, line in
            tariffRow(String(line), at: "\(path) line \(index + 1)")
        }
    }

    private static let tariffHeading = [
        "hs10", "name", "units", "mfn", "provisional", "vat", "consumption", "supervision",
        "as_of", "verified", "source",
    ].joined(separator: "\t")

    private mutating func tariffRow(_ line: String, at place: String) -> TariffRow? {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 11 else {
            report(place, .malformed, "\(cells.count) columns, not 11")
            return nil
        }
        let code = TariffRow.code(of: cells[0])
        if code == nil { report(place, .badValue, "hs10: \(cells[0])") }
        let isVerified = Bool(cells[9])
        if isVerified == nil { report(place, .badValue, "verified: \(cells[9])") }
        if cells[10].isEmpty { report(place, .missingSource, cells[0]) }
        let mfn = optional(cells[3], "mfn", at: place) { Ratio(decimal: $0).flatMap { Rate($0) } }
        let provisional = optional(cells[4], "provisional", at: place) {
            Ratio(decimal: $0).flatMap { Rate($0) }
        }
        let vat = optional(cells[5], "vat", at: place, VATClass.init(rawValue:))
        let consumption = optional(
            cells[6], "consumption", at: place, ConsumptionClass.init(rawValue:))
        guard let code, let isVerified else { return nil }
        return TariffRow(
            code: code, name: cells[1], units: cells[2], mfn: mfn, provisional: provisional,
            vat: vat, consumption: consumption, supervision: cells[7], asOf: cells[8],
            isVerified: isVerified, source: cells[10])
    }

    mutating func reportDuplicates(in rows: [TariffRow]) {
        var seen: Set<UInt64> = []
        for row in rows where !seen.insert(row.code).inserted {
            report("tariff", .duplicate, "\(row.code) \(row.name)")
        }
    }
}

// MARK: Fields

extension RuleBookReader {
    private mutating func report(_ place: String, _ kind: RuleBookProblem.Kind, _ detail: String) {
        problems.append(RuleBookProblem(place: place, kind: kind, detail: detail))
    }

    private mutating func text(at path: String) -> String? {
        let url = directory.appendingPathComponent(path)
        if let text = try? String(contentsOf: url, encoding: .utf8) { return text }
        report(path, .unreadable, url.path)
        return nil
    }

    private mutating func field(_ name: String, of node: Node, at place: String) -> String? {
        if let text = node[name]?.string, !text.isEmpty { return text }
        report(place, .missingField, name)
        return nil
    }

    private mutating func word<Word: RawRepresentable<String>>(
        _ name: String, of node: Node, at place: String
    ) -> Word? {
        guard let text = field(name, of: node, at: place) else { return nil }
        if let word = Word(rawValue: text) { return word }
        report(place, .badValue, "\(name): \(text)")
        return nil
    }

    private mutating func day(_ name: String, of node: Node, at place: String) -> Day? {
        guard let text = field(name, of: node, at: place) else { return nil }
        if let day = Day(text) { return day }
        report(place, .badValue, "\(name): \(text)")
        return nil
    }

    /// Nil where the cell is empty; nil with a problem where it says something unknown.
    private mutating func optional<Value>(
        _ cell: String, _ name: String, at place: String, _ read: (String) -> Value?
    ) -> Value? {
        if cell.isEmpty { return nil }
        if let value = read(cell) { return value }
        report(place, .badValue, "\(name): \(cell)")
        return nil
    }
}
