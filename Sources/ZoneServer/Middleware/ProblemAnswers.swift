import HTTPTypes
import Hummingbird
import Logging

/// Turns every thrown error into an answer: problem+json for programs, a page for people.
struct ProblemAnswers: RouterMiddleware {
    let routes: RouteTable

    func handle(
        _ request: Request, context: ZoneContext,
        next: (Request, ZoneContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return answer(problem, to: request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let methods = routes.methods(for: request.uri.path)
            return answer(
                methods.isEmpty ? .notFound : .methodNotAllowed(methods), to: request, context)
        } catch {
            context.logger.error(
                "request failed",
                metadata: ["error": "\(type(of: error))", "request": "\(context.requestID)"])
            return answer(.failed, to: request, context)
        }
    }

    private func answer(_ problem: Problem, to request: Request, _ context: ZoneContext) -> Response
    {
        let wantsPage =
            !request.uri.path.hasPrefix("/v1/") && Accept(request.headers[.accept]).namesHTML
        var response =
            wantsPage
            ? ErrorPage.response(problem, visit: Visit(request), requestID: context.requestID)
            : problem.response(
                in: Visit(request).language, requestID: context.requestID)
        switch problem {
        case .queueFull(let seconds), .tooOften(let seconds):
            response.headers[.retryAfter] = String(seconds)
        case .unauthenticated, .certificateRefused: response.headers[.wwwAuthenticate] = "Bearer"
        case .methodNotAllowed(let methods):
            response.headers[.allow] = methods.joined(separator: ", ")
        case .bodyEmpty, .bodyTooLarge, .contentTypeUnsupported, .multipartMalformed,
            .idempotencyKeyInvalid, .idempotencyConflict, .tooManyMessages, .stopped,
            .parameterInvalid, .jsonMalformed, .valueRefused, .draftRefused, .simulationBusy,
            .recordConflict, .actNotAllowed, .caseOpen, .repairHindered, .recordsFull,
            .fieldsRefused, .fileRefused, .forbidden, .senderForeign, .formForeign, .nameTaken,
            .samePerson, .notFound,
            .failed:
            break
        }
        return response
    }
}
