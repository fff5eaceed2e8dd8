import HTTPTypes
import ZoneCore
import ZoneMessages

/// The schemas, code lists and tables of codes.
struct ReferencePage {
    struct Schema {
        var edition: String
        var family: String
        var file: String
        var url: String
    }

    struct List {
        var name: String
        var url: String
        var count: String
        var completeness: String
    }

    var schemas: [Schema]
    var lists: [List]
    var findingsURL: String
    var problemsURL: String

    init(visit: Visit) {
        schemas = Edition.allCases.flatMap { edition in
            StandardRoutes.schemaFamilies.map { name, _ in
                Schema(
                    edition: edition.rawValue, family: Self.family(name, visit.language),
                    file: "\(name).xsd", url: "/v1/schemas/\(edition.rawValue)/\(name).xsd")
            }
        }
        lists = CodeLists.standard.lists.map { list in
            List(
                name: list.name, url: visit.url("/reference/codes/\(list.name.percentEncoded())"),
                count: countText(list.entries.count),
                completeness: completeness(list, visit.language))
        }
        findingsURL = visit.url("/reference/findings")
        problemsURL = visit.url("/reference/problems")
    }

    private static func family(_ name: String, _ language: Language) -> String {
        guard language == .zh else { return name }
        return ["import": "进口报文", "export": "出口报文", "envelope": "传输信封"][name] ?? name
    }
}

private func completeness(_ list: CodeLists.List, _ language: Language) -> String {
    switch (list.isComplete, language) {
    case (true, .zh): "完整"
    case (true, .en): "complete"
    case (false, .zh): "不完整"
    case (false, .en): "incomplete"
    }
}

/// One code list.
struct CodeListPage {
    struct Entry {
        var code: String
        var zh: String
        var en: String
    }

    var name: String
    var completeness: String
    var jsonURL: String
    var entries: [Entry]

    init(_ list: CodeLists.List, visit: Visit) {
        name = list.name
        completeness = ZoneServer.completeness(list, visit.language)
        jsonURL = "/v1/codes/" + list.name.percentEncoded()
        entries = list.entries.map { Entry(code: $0.code, zh: $0.zh, en: $0.en) }
    }
}

/// All finding codes.
struct FindingCodesPage {
    struct Row {
        var code: String
        var severity: String
        var severityTone: String
        var layer: String
        var text: String
        var basis: String
    }

    var rows: [Row]

    init(visit: Visit) {
        rows = FindingCatalog.standard.entries.map { entry in
            Row(
                code: entry.code, severity: entry.severity.label(visit.language),
                severityTone: entry.severity.tone, layer: entry.layer.label(visit.language),
                text: visit.language == .zh ? entry.zh : entry.en, basis: entry.source)
        }
    }
}

/// All problem codes of the API.
struct ProblemsPage {
    struct Row {
        var code: String
        var status: String
        var title: String
        var text: String
    }

    var rows: [Row]

    init(visit: Visit) {
        rows = Problem.examples.map { problem in
            Row(
                code: problem.code, status: String(problem.status.code),
                title: problem.title(in: visit.language), text: problem.detail(in: visit.language))
        }
    }
}
