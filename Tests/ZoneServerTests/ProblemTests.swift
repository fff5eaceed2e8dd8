import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import ZoneServices

@testable import ZoneServer

@Suite struct ProblemTests {
    @Test func hasItsForm() async throws {
        try await Site.open { site in
            let answer = try await site.get("/v1/nothing", [.requestID: "abc-1"])
            #expect(answer.status == 404)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.headers[.requestID] == "abc-1")
            let problem = try answer.json
            #expect(problem["type"].string == "/reference/problems#not_found")
            #expect(problem["status"].int == 404)
            #expect(problem["requestId"].string == "abc-1")
            #expect(problem["detail"].string == problem["zh"].string)
            let english = try await site.get("/v1/nothing", [.acceptLanguage: "en"]).json
            #expect(english["detail"].string == english["en"].string)
        }
    }

    @Test func wrongMethod() async throws {
        try await Site.open { site in
            for (method, uri, allow) in [
                (HTTPRequest.Method.delete, "/v1/messages", "POST"),
                (.post, "/v1/declarations/a%3Ab", "GET, HEAD"),
                (.patch, "/v1/guarantees/1", "GET, HEAD, PUT"), (.put, "/check", "GET, HEAD, POST"),
            ] {
                let answer = try await site.send(method, uri)
                #expect(answer.status == 405)
                #expect(answer.problemCode == "method_not_allowed")
                #expect(answer.headers[.allow] == allow)
            }
        }
    }

    @Test(arguments: ["a b", "<script>", String(repeating: "a", count: 65), "中", ""])
    func strangeRequestIDsAreReplaced(id: String) async throws {
        try await Site.open { site in
            let answer = try await site.get("/health", [.requestID: id])
            let own = try #require(answer.headers[.requestID])
            #expect(own != id)
            #expect((1...64).contains(own.count))
        }
    }

    @Test func everyAnswerHasTheSecurityHeaders() async throws {
        try await Site.open { site in
            for uri in ["/", "/health", "/v1/nothing", "/assets/zone.css", "/v1/codes"] {
                let headers = try await site.get(uri).headers
                let policy = try #require(headers[.contentSecurityPolicy])
                #expect(policy.contains("default-src 'none'"))
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[.referrerPolicy] == "same-origin")
                #expect(headers[.requestID] != nil)
                #expect(headers[.cacheControl] != nil)
            }
        }
    }

    /// What the zone refuses, without having to fill its queue.
    @Test(arguments: [
        (SubmitError.queueFull(retryAfterSeconds: 3), 429, "queue_full"),
        (.stopped, 503, "stopped"),
        (.empty, 400, "body_empty"), (.idempotencyConflict, 409, "idempotency_conflict"),
        (.tooManyMessages(count: 9, countMax: 8), 422, "too_many_messages"),
    ])
    func refusedByTheZone(error: SubmitError, status: Int, code: String) async throws {
        let answer = try await answer(to: Problem(error))
        #expect(answer.status == status)
        #expect(answer.problemCode == code)
        #expect(answer.headers[.retryAfter] == (status == 429 ? "3" : nil))
    }

    @Test func unexpectedErrorsTellNothing() async throws {
        struct Secret: Error { var name = "张示例" }
        let answer = try await answer(to: Secret())
        #expect(answer.status == 500)
        #expect(answer.problemCode == "failed")
        #expect(!answer.text.contains("Secret") && !answer.text.contains("张"))
    }

    /// The answer of a route that throws.
    private func answer(to error: any Error) async throws -> Answer {
        let router = Router(context: ZoneContext.self)
        router.add(middleware: ProblemAnswers(routes: RouteTable([])))
        router.get("/x") { _, _ -> Response in throw error }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try await Application(router: router, logger: logger).test(.router) { client in
            try await client.execute(uri: "/x", method: .get) { Answer($0) }
        }
    }

    @Test func codesAreUniqueAndTextsComplete() {
        #expect(Set(Problem.examples.map(\.code)).count == Problem.examples.count)
        for problem in Problem.examples {
            for language in Language.allCases {
                #expect(!problem.title(in: language).isEmpty)
                #expect(!problem.detail(in: language).isEmpty)
            }
        }
    }
}
