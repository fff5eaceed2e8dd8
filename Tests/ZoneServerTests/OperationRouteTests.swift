import HTTPTypes
import Testing
import ZoneMessages

@testable import ZoneServer

@Suite struct OperationRouteTests {
    @Test func health() async throws {
        try await Site.open { site async throws in
            #expect(try await site.get("/health").json["status"].string == "ok")
            #expect(try await site.get("/health/ready").json["status"].string == "ready")
            #expect(try await site.send(.head, "/health").status == 200)
        }
    }

    @Test func metrics() async throws {
        try await Site.open { site in
            _ = try await site.post(Sample.order("A1"))
            _ = try await site.get("/v1/messages/1")
            _ = try await site.get("/nowhere/\u{7B}x\u{7D}")
            let answer = try await site.get("/metrics")
            #expect(answer.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
            let name = "pilotzone_http_request_duration_seconds"
            let text = answer.text
            #expect(
                text.contains(
                    "\(name)_count{method=\"POST\",route=\"/v1/messages\",status=\"202\"} 1\n"))
            #expect(text.contains("route=\"/v1/messages/{id}\""))
            #expect(text.contains("method=\"other\",route=\"unmatched\",status=\"404\""))
            #expect(!text.contains("nowhere"))
            #expect(text.contains("# TYPE pilotzone_queue_depth gauge\npilotzone_queue_depth "))
            #expect(text.contains("pilotzone_queue_depth_max "))
        }
    }

    @Test func metricsBucketsAddUp() {
        let metrics = Metrics()
        let series = RequestSeries(method: "GET", template: "/x", status: 200)
        for us in [400, 600, 20_000_000] { metrics.record(series, duration: .microseconds(us)) }
        let text = metrics.requestText()
        #expect(text.contains("le=\"0.000500\"} 1\n"))
        #expect(text.contains("le=\"0.001000\"} 2\n"))
        #expect(text.contains("le=\"10.000000\"} 2\n"))
        #expect(text.contains("le=\"+Inf\"} 3\n"))
        #expect(text.contains("_sum{method=\"GET\",route=\"/x\",status=\"200\"} 20.001000\n"))
    }

    @Test(arguments: Edition.allCases)
    func schemas(edition: Edition) async throws {
        try await Site.open { site in
            for name in ["import", "export", "envelope", "xmldsig-core-schema"] {
                let answer = try await site.get("/v1/schemas/\(edition.rawValue)/\(name).xsd")
                #expect(answer.status == 200)
                #expect(answer.text.contains("<xs:schema"))
                let tag = try #require(answer.headers[.eTag])
                let again = try await site.get(
                    "/v1/schemas/\(edition.rawValue)/\(name).xsd", [.ifNoneMatch: tag])
                #expect(again.status == 304)
            }
        }
    }

    @Test(arguments: [
        "/v1/schemas/2020/import.xsd", "/v1/schemas/202205/import", "/v1/codes/nope",
        "/v1/schemas/202205/..%2F..%2Fsecret", "/assets/..%2Fopenapi.json", "/assets/none.css",
        "/reference/codes/nope",
    ])
    func unknownFiles(uri: String) async throws {
        try await Site.open { site async throws in
            #expect(try await site.get(uri).problemCode == "not_found")
        }
    }

    @Test func codesAndFindings() async throws {
        try await Site.open { site in
            let index = try await site.get("/v1/codes").json["lists"].array
            #expect(index.count == CodeLists.standard.lists.count)
            let list = try await site.get("/v1/codes/currency").json
            #expect(list["entries"].array.contains { $0["code"].string == "142" })
            #expect(list["complete"].bool == false)
            let findings = try await site.get("/v1/findings").json["findings"].array
            #expect(findings.count == FindingCatalog.standard.entries.count)
        }
    }
}
