import Hummingbird
import ZoneCore
import ZoneServices

/// The yearly evaluation: as a file that can be computed again, and as a page to print.
struct EvaluationRoutes: Sendable {
    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/evaluations/{year}", use: file)
        router.get("/evaluation", use: page)
    }

    @Sendable func file(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let name = try Query(request).text("zone") ?? ""
        let year = try year(try context.parameter("year"))
        return jsonResponse(try EvaluationFile(try zone.evaluation(year, of: name)))
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (visit, query) = (Visit(request), Query(request))
        let year = try query.text("year").map(year) ?? .year(of: zone.today)
        let file = try EvaluationFile(
            try zone.evaluation(year, of: try query.text("zone") ?? ""))
        guard let page = EvaluationPage(file, visit: visit) else { throw Problem.failed }
        return Templates.response(page, template: "evaluation", title: page.title, visit: visit)
    }

    private func year(_ text: String) throws -> StatisticsPeriod {
        guard let period = StatisticsPeriod(text), period.length == .year else {
            throw Problem.parameterInvalid(name: "year", expected: "YYYY")
        }
        return period
    }
}
