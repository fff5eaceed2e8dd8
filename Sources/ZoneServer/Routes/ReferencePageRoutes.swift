import Hummingbird
import ZoneMessages

/// Pages that change only with the build, and the files that pages need.
struct ReferencePageRoutes: Sendable {
    private static let assets: [String: StaticAnswer] = [
        "zone.css": StaticAnswer(
            ServerResource.text("assets/zone.css"), type: "text/css; charset=utf-8"),
        "icon.svg": StaticAnswer(ServerResource.text("assets/icon.svg"), type: "image/svg+xml"),
    ]

    func add(to router: Router<ZoneContext>) {
        router.get("/reference", use: reference)
        router.get("/reference/codes/{list}", use: codeList)
        router.get("/reference/findings", use: findings)
        router.get("/reference/problems", use: problems)
        router.get("/assets/{file}", use: asset)
    }

    @Sendable func reference(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        return Templates.response(
            ReferencePage(visit: visit), template: "reference",
            title: PageText.of(visit.language).reference, visit: visit)
    }

    @Sendable func codeList(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let list = CodeLists.standard.list(try context.parameter("list")) else {
            throw Problem.notFound
        }
        let visit = Visit(request)
        return Templates.response(
            CodeListPage(list, visit: visit), template: "codes",
            title: "\(PageText.of(visit.language).codeLists) \(list.name)", visit: visit)
    }

    @Sendable func findings(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        return Templates.response(
            FindingCodesPage(visit: visit), template: "finding-codes",
            title: PageText.of(visit.language).findingCodes, visit: visit)
    }

    @Sendable func problems(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        return Templates.response(
            ProblemsPage(visit: visit), template: "problems",
            title: PageText.of(visit.language).problems, visit: visit)
    }

    @Sendable func asset(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let answer = Self.assets[try context.parameter("file")] else {
            throw Problem.notFound
        }
        return answer.response(to: request)
    }
}
