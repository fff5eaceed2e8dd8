import Hummingbird
import ZoneCore
import ZoneServices

/// The register of pilot zones: as data, and as a page with a map.
struct ZoneRegisterRoutes: Sendable {
    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/zones", use: zones)
        router.get("/v1/zones/{code}", use: record)
        router.get("/zones", use: page)
    }

    @Sendable func zones(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let question = try question(request)
        return jsonResponse(
            ZonesAnswer(
                on: question.on.description,
                zones: zone.register.zones(question).compactMap {
                    ZoneRecord($0, on: question.on)
                }))
    }

    @Sendable func record(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let day = try Query(request).day("on") ?? zone.today
        guard let found = zone.register.zone(try context.parameter("code")),
            let record = ZoneRecord(found, on: day)
        else { throw Problem.notFound }
        return jsonResponse(record)
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let page = ZonesPage(zone.register, try question(request), visit: visit)
        return Templates.response(page, template: "zones", title: page.title, visit: visit)
    }

    private func question(_ request: Request) throws -> ZoneRegister.Question {
        let query = Query(request)
        let text = try query.text("status")
        let status = text.flatMap(RegisteredZone.Status.init(rawValue:))
        guard text == nil || status != nil else {
            throw Problem.parameterInvalid(name: "status", expected: "active, revoked")
        }
        return ZoneRegister.Question(
            on: try query.day("on") ?? zone.today, status: status,
            province: try query.text("province"),
            batch: try query.number("batch", in: 1...1000).map(Int.init))
    }
}

/// The register as of a day.
struct ZonesAnswer: Encodable {
    var on: String
    var zones: [ZoneRecord]
}
