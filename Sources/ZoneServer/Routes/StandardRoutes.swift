import Hummingbird
import ZoneCore
import ZoneMessages

/// The message standard as files: schemas, code lists, finding codes.
struct StandardRoutes: Sendable {
    /// The schemas by edition and file name, written once.
    static let schemas: [String: StaticAnswer] = {
        var answers: [String: StaticAnswer] = [:]
        let signature = StaticAnswer(signatureSchemaText(), type: "application/xml")
        for edition in Edition.allCases {
            for (name, family) in schemaFamilies {
                answers["\(edition.rawValue)/\(name).xsd"] = StaticAnswer(
                    schemaText(edition: edition, family: family), type: "application/xml")
            }
            answers["\(edition.rawValue)/xmldsig-core-schema.xsd"] = signature
        }
        return answers
    }()

    static let schemaFamilies: [(name: String, family: MessageFamily)] = [
        ("import", .import), ("export", .export), ("envelope", .envelope),
    ]

    private static let lists: [String: StaticAnswer] = Dictionary(
        uniqueKeysWithValues: CodeLists.standard.lists.map {
            ($0.name, StaticAnswer(json(CodeListAnswer($0)), type: "application/json"))
        })

    private static let index = StaticAnswer(
        json(CodeListIndex()), type: "application/json")

    private static let findings = StaticAnswer(
        json(FindingCatalogAnswer()), type: "application/json")

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/schemas/{edition}/{file}", use: schema)
        router.get("/v1/codes", use: codeLists)
        router.get("/v1/codes/{list}", use: codeList)
        router.get("/v1/findings", use: findingCatalog)
    }

    @Sendable func schema(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let name = "\(try context.parameter("edition"))/\(try context.parameter("file"))"
        guard let answer = Self.schemas[name] else { throw Problem.notFound }
        return answer.response(to: request)
    }

    @Sendable func codeLists(_ request: Request, _ context: ZoneContext) async throws -> Response {
        Self.index.response(to: request)
    }

    @Sendable func codeList(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let answer = Self.lists[try context.parameter("list")] else {
            throw Problem.notFound
        }
        return answer.response(to: request)
    }

    @Sendable func findingCatalog(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        Self.findings.response(to: request)
    }
}

/// A code list.
struct CodeListAnswer: Encodable {
    struct Entry: Encodable {
        var code: String
        var zh: String
        var en: String
    }

    var name: String
    var complete: Bool
    var entries: [Entry]

    init(_ list: CodeLists.List) {
        name = list.name
        complete = list.isComplete
        entries = list.entries.map { Entry(code: $0.code, zh: $0.zh, en: $0.en) }
    }
}

/// The names of all code lists.
struct CodeListIndex: Encodable {
    struct List: Encodable {
        var name: String
        var complete: Bool
        var count: Int
    }

    var lists = CodeLists.standard.lists.map {
        List(name: $0.name, complete: $0.isComplete, count: $0.entries.count)
    }
}

/// All finding codes.
struct FindingCatalogAnswer: Encodable {
    struct Entry: Encodable {
        var code: String
        var severity: String
        var layer: String
        var zh: String
        var en: String
        var source: String
    }

    var findings = FindingCatalog.standard.entries.map {
        Entry(
            code: $0.code, severity: $0.severity.rawValue, layer: $0.layer.rawValue, zh: $0.zh,
            en: $0.en, source: $0.source)
    }
}
