import Hummingbird
import ZoneCore
import ZoneServices

/// Risk screening as everybody may see it: safeties, rules, hit rates, and the control sample's proofs. No thresholds, and
/// nothing of a single declaration.
struct RiskRoutes: Sendable {
    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/risk", use: risk)
        router.get("/v1/risk/samples/{day}", use: sample)
        router.get("/risk", use: page)
    }

    @Sendable func risk(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let day = try Query(request).day("on") ?? zone.today
        return jsonResponse(
            RiskAnswer(on: day.description, safeties: zone.safeties(on: day).map { .init($0) }))
    }

    @Sendable func sample(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let day = Day(try context.parameter("day")) else {
            throw Problem.parameterInvalid(name: "day", expected: "YYYY-MM-DD")
        }
        guard let sample = zone.controlSample(on: day) else { throw Problem.notFound }
        return jsonResponse(SampleAnswer(sample))
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let day = try Query(request).day("on") ?? zone.today
        let samples = (-1...1).compactMap { zone.controlSample(on: zone.today.adding(days: $0)) }
        let page = RiskPage(zone.safeties(on: day), samples, on: day, visit: visit)
        return Templates.response(
            page, template: "risk", title: page.text.title, visit: visit)
    }
}
