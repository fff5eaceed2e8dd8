import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The pages of measures.
struct MeasurePageRoutes: Sendable {
    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/measures", use: overview)
        router.get("/measures/{id}", use: measure)
    }

    @Sendable func overview(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let page = MeasuresPage(
            try zone.measures(), practices: zone.measureLibrary.practices, visit: visit)
        return Templates.response(
            page, template: "measures", title: page.text.title, visit: visit)
    }

    @Sendable func measure(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (id, visit) = (try context.parameter("id"), Visit(request))
        guard let view = try zone.measure(id) else { throw Problem.notFound }
        let effects = try zone.effect(of: id, dayCount: 28) ?? []
        let page = MeasurePage(view, effects: effects, visit: visit)
        return Templates.response(
            page, template: "measure", title: "\(page.text.title) \(id)", visit: visit)
    }
}
