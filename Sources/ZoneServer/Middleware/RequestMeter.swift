import HTTPTypes
import Hummingbird
import Logging

/// Counts and times each request by its route template, and writes the access log.
///
/// The log says the template and not the path, so that no business key and no personal data gets
/// there.
struct RequestMeter: RouterMiddleware {
    let metrics: Metrics
    let logsRequests: Bool

    func handle(
        _ request: Request, context: ZoneContext,
        next: (Request, ZoneContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = ContinuousClock.now - start
        let route = RequestSeries(
            method: request.method.rawValue, template: context.endpointPath,
            status: response.status.code)
        metrics.record(route, duration: duration)
        if logsRequests {
            context.logger.info(
                "request answered",
                metadata: [
                    "method": "\(route.method)", "route": "\(route.route)",
                    "status": "\(route.status)", "request": "\(context.requestID)",
                    "duration_us": "\(duration.microseconds)",
                ])
        }
        return response
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
