import Yams
import ZoneCore

/// Reads the files of a rule book and collects what is wrong with them.
struct RuleBookReader {
    private(set) var parameters: [Parameter] = []
    private(set) var lists: [DatedList] = []
    private(set) var tables: [DecisionTable] = []
    private(set) var cases: [RuleCase] = []
    private(set) var creditKinds: [CreditKind] = []
    private(set) var tariff: [TariffRow] = []
    /// The risk rules, with the problems of their files.
    let risk: RiskBookReader
    var fields = FieldReader()
    /// Ids that some file names, so a rule whose file is broken is not also called missing.
    private(set) var namedIDs: Set<String> = []

    init(_ files: RuleBookFiles) {
        risk = RiskBookReader(files)
        for path in files.paths(in: "parameters") {
            guard let root = root(of: files, at: path) else { continue }
            parameter(root, at: path).map { parameters.append($0) }
        }
        for path in files.paths(in: "lists") {
            guard let root = root(of: files, at: path) else { continue }
            let id = knownID(of: root, at: path, ListID.init(rawValue:))
            fields.list(root, id: id, at: path).map { lists.append($0) }
        }
        for path in files.paths(in: "tables") {
            guard let root = root(of: files, at: path) else { continue }
            let id = knownID(of: root, at: path, TableID.init(rawValue:))
            fields.table(root, id: id, at: path).map { tables.append($0) }
        }
        for path in files.paths(in: "cases") {
            guard let root = root(of: files, at: path) else { continue }
            cases += fields.cases(root, at: path)
        }
        for path in files.paths(in: "credit") {
            guard let root = root(of: files, at: path) else { continue }
            let id = id(of: root, at: path)
            fields.creditKind(root, id: id, at: path).map { creditKinds.append($0) }
        }
        for path in files.paths(in: "tariff") {
            tariff += fields.tariff(files.texts[path] ?? "", at: path)
        }
        fields.reportDuplicates(in: tariff)
    }

    private mutating func root(of files: RuleBookFiles, at path: String) -> Node? {
        fields.root(of: files.texts[path] ?? "", at: path)
    }

    /// The id a file names, which its folder and name have to repeat: `vat.low` stands in
    /// `vat/low.yaml`.
    private mutating func id(of root: Node, at path: String) -> String? {
        guard let id = fields.text("id", of: root, at: path) else { return nil }
        namedIDs.insert(id)
        let place = path.split(separator: "/").dropFirst().joined(separator: ".")
        if place != id + ".yaml" { fields.report(path, .wrongPlace, id) }
        return id
    }

    /// The rule that code reads under that id, or nil with the problem reported.
    private mutating func knownID<ID>(
        of root: Node, at path: String, _ known: (String) -> ID?
    ) -> ID? {
        guard let name = id(of: root, at: path) else { return nil }
        let id = known(name)
        if id == nil { fields.report(path, .unknownID, name) }
        return id
    }

    private mutating func parameter(_ root: Node, at path: String) -> Parameter? {
        fields.allow(["id", "zh", "en", "unit", "kind", "values"], in: root, at: path)
        let id = knownID(of: root, at: path, ParameterID.init(rawValue:))
        let texts = fields.texts(of: root, at: path)
        let kind: RuleKind? = fields.word("kind", of: root, at: path)
        let unit: ParameterUnit? = fields.word("unit", of: root, at: path)
        if let id, let unit, unit != id.unit { fields.report(path, .wrongUnit, unit.rawValue) }
        let nodes = fields.entries("values", of: root, at: path)
        let versions = fields.allDated(nodes, fields: ["value"]) { fields, node, place in
            guard let text = fields.text("value", of: node, at: place), let unit = id?.unit
            else { return ParameterValue?.none }
            let value = unit.value(of: text)
            if value == nil {
                fields.report(place, .badValue, "value: \(text) (\(unit.rawValue))")
            }
            return value
        }
        guard let id, let texts, let kind, let versions else { return nil }
        return Parameter(id: id, zh: texts.zh, en: texts.en, kind: kind, versions: versions)
    }
}
