import Yams
import ZoneCore

extension FieldReader {
    /// A dated list: batches of codes that share their days and source.
    mutating func list(_ root: Node, id: ListID?, at path: String) -> DatedList? {
        allow(["id", "zh", "en", "kind", "complete", "columns", "values"], in: root, at: path)
        let texts = texts(of: root, at: path)
        let kind: RuleKind? = word("kind", of: root, at: path)
        let isComplete = flag("complete", of: root, at: path)
        let columns = columns(of: root, at: path)
        let nodes = self.entries("values", of: root, at: path)
        let batches = allDated(nodes, fields: ["codes"]) { fields, node, place in
            fields.members(of: node, columns: columns, at: place)
        }
        guard let batches else { return nil }
        var entries: [String: [Dated<ListMember?>]] = [:]
        for batch in batches {
            for (code, member) in batch.value {
                entries[code, default: []].append(batch.with(member))
            }
        }
        guard let id, let texts, let kind, let isComplete else { return nil }
        if entries.isEmpty, kind == .law || isComplete { report(path, .missingField, "values") }
        return DatedList(
            id: id, zh: texts.zh, en: texts.en, kind: kind, isComplete: isComplete,
            columns: columns, entries: entries)
    }

    private mutating func columns(of root: Node, at path: String) -> [String: ColumnType] {
        guard let node = root["columns"] else { return [:] }
        guard let mapping = node.mapping else {
            report(path, .malformed, "columns")
            return [:]
        }
        var columns: [String: ColumnType] = [:]
        for (key, _) in mapping {
            let name = key.string ?? ""
            if ["zh", "en"].contains(name) { report("\(path) columns", .duplicate, name) }
            columns[name] = word(name, of: node, at: "\(path) columns")
        }
        return columns
    }

    /// The members of one batch by code; a code that says `ends` has none.
    private mutating func members(
        of node: Node, columns: [String: ColumnType], at place: String
    ) -> [String: ListMember?]? {
        guard let mapping = node["codes"]?.mapping, !mapping.isEmpty else {
            report(place, .missingField, "codes")
            return nil
        }
        var members: [String: ListMember?] = [:]
        for (key, value) in mapping {
            let code = key.string ?? ""
            let place = "\(place) codes \(code)"
            if code.isEmpty { report(place, .missingField, "code") }
            if value.string == "ends" {
                members[code] = .some(nil)
            } else if allow(Set(columns.keys).union(["zh", "en"]), in: value, at: place),
                let texts = texts(of: value, at: place)
            {
                var cells: [String: String] = [:]
                for (name, type) in columns where value[name] != nil {
                    guard let cell = text(name, of: value, at: place) else { continue }
                    if !type.fits(cell) { report(place, .badValue, "\(name): \(cell)") }
                    cells[name] = cell
                }
                members[code] = ListMember(zh: texts.zh, en: texts.en, columns: cells)
            }
        }
        return members
    }
}
