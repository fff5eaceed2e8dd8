import HTTPTypes
import Hummingbird
import ZoneServices

/// The list of declarations and each of them.
struct DeclarationRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/declarations", use: list)
        router.get("/v1/declarations/{id}", use: declaration)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let countMax = try query.limit(countMax: settings.declarationCountMax, default: 50)
        let page = try zone.declarations(
            for: context, before: try query.number("before", in: 0...Int64.max),
            status: try query.number("status", in: -9_999_999...9_999_999).map { Int($0) },
            countMax: countMax)
        var answer = jsonResponse(
            DeclarationPageAnswer(
                declarations: page.map(DeclarationRow.init),
                nextBefore: page.count == countMax ? page.last?.cursor : nil))
        if page.count == countMax, let cursor = page.last?.cursor {
            let status = try query.text("status").map { "&status=\($0)" } ?? ""
            answer.headers[.link] =
                "</v1/declarations?before=\(cursor)&limit=\(countMax)\(status)>; rel=\"next\""
        }
        return answer
    }

    @Sendable func declaration(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        guard let view = try zone.declaration(try context.parameter("id")) else {
            throw Problem.notFound
        }
        try context.checkOwner(view.owners)
        return jsonResponse(DeclarationAnswer(view))
    }
}

extension Zone {
    /// The declarations that the caller may see, newest first.
    func declarations(
        for context: ZoneContext, before cursor: Int64?, status: Int?, countMax: Int
    ) throws -> [DeclarationSummary] {
        guard let codes = context.ownCodes() else {
            return try declarations(before: cursor, status: status, countMax: countMax)
        }
        return try declarations(of: codes, before: cursor, status: status, countMax: countMax)
    }
}
