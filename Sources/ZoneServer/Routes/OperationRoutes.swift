import HTTPTypes
import Hummingbird
import ZoneServices

/// What operators and their tools ask for.
struct OperationRoutes: Sendable {
    let zone: Zone
    let metrics: Metrics

    private static let document = StaticAnswer(
        ServerResource.text("openapi.json"), type: "application/json")

    func add(to router: Router<ZoneContext>) {
        router.get("/health", use: health)
        router.get("/health/ready", use: ready)
        router.get("/metrics", use: metricsText)
        router.get("/openapi.json", use: openAPI)
    }

    /// The process answers.
    @Sendable func health(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(HealthAnswer(status: "ok"))
    }

    /// The store answers and the queue has room.
    @Sendable func ready(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let figures = try? zone.figures() else { throw Problem.stopped }
        guard figures.queueDepth < max(1, figures.queueDepthMax) else {
            throw Problem.queueFull(retryAfterSeconds: 1)
        }
        return jsonResponse(HealthAnswer(status: "ready"))
    }

    @Sendable func metricsText(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        response(
            Array(metrics.text(try zone.figures()).utf8),
            type: "text/plain; version=0.0.4; charset=utf-8")
    }

    @Sendable func openAPI(_ request: Request, _ context: ZoneContext) async throws -> Response {
        Self.document.response(to: request)
    }
}

/// Whether the service lives, or is ready.
struct HealthAnswer: Encodable {
    var status: String
}
