import HTTPTypes
import Testing

@testable import ZoneServer

@Suite struct InspectionRouteTests {
    /// Checks that the answer is what the OpenAPI document says of the route.
    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, on site: Site,
        template: String? = nil
    ) async throws -> Answer {
        let answer = try await site.send(
            method, path, body == nil ? [:] : [.contentType: "application/json"],
            body.map { Array($0.utf8) })
        let checker = SchemaChecker(document: OpenAPITests.document)
        let operation =
            checker.document["paths"][template ?? path][method.rawValue.lowercased()]
        var response = operation["responses"][String(answer.status)]
        if let reference = response["$ref"].string { response = checker.resolve(reference) }
        let schema = response["content"][answer.headers[.contentType] ?? ""]["schema"]
        #expect(!schema.isNull, "\(method) \(path): \(answer.status) is not described")
        #expect(checker.complaints(try answer.json, schema) == [], "\(path)")
        return answer
    }

    private static let finding = "/v1/inspection-findings/{id}"
    private static let body = """
        {"inspection":"i-1","titleZh":"园区不足","titleEn":"Too few parks <b>","severity":"major",
        "department":"park office","due":"2026-12-31","by":"Zhang San","test":{
        "check":"statistics.indicator","parameters":{"indicator":"parks","period":"this-year",
        "bound":"min","value":"3"}}}
        """

    private func report(_ count: Int, on site: Site) async throws {
        let body = #"{"value":"\#(count)","evidence":"register","by":"x"}"#
        let answer = try await site.send(
            .put, "/v1/statistics/given/parks/2026", [.contentType: "application/json"],
            Array(body.utf8))
        #expect(answer.status == 200)
    }

    private func recheck(_ site: Site) async throws -> String? {
        let answer = try await send(
            .post, "/v1/inspection-findings/f-1/runs", #"{"by":"Zhang San"}"#, on: site,
            template: Self.finding + "/runs")
        return try answer.json["state"].string
    }

    private func rectify(_ site: Site) async throws -> Answer {
        try await send(
            .post, "/v1/inspection-findings/f-1/rectification",
            #"{"what":"w","evidence":"e","by":"Li Si"}"#, on: site,
            template: Self.finding + "/rectification")
    }

    private func start(_ site: Site) async throws {
        let plan =
            #"{"title":"t","scope":"s","lead":"l","from":"2026-11-23","to":"2026-11-30","by":"x"}"#
        let path = "/v1/inspections/i-1"
        let template = "/v1/inspections/{id}"
        #expect(try await send(.put, path, plan, on: site, template: template).status == 201)
        #expect(try await send(.put, path, plan, on: site, template: template).status == 200)
        let step = #"{"step":"start","by":"x"}"#
        let begun = try await send(
            .post, path + "/steps", step, on: site, template: template + "/steps")
        #expect(try begun.json["state"].string == "underway")
        #expect(
            try await send(.post, path + "/steps", step, on: site, template: template + "/steps")
                .status == 409)
        #expect(try await send(.get, path, on: site, template: template).status == 200)
    }

    @Test func aFindingIsClosedAndOpenedByItsTest() async throws {
        try await Site.open { site in
            try await start(site)
            try await report(1, on: site)
            let path = "/v1/inspection-findings/f-1"
            let opened = try await send(.put, path, Self.body, on: site, template: Self.finding)
            #expect(opened.status == 201)
            let run = try #require(try opened.json["lastRun"].int)
            let cases = try await send(
                .get, "/v1/inspection-runs/\(run)", on: site, template: "/v1/inspection-runs/{id}")
            #expect(try cases.json["cases"][0]["subject"].string == "parks 2026")
            #expect(
                try await send(.put, path, Self.body, on: site, template: Self.finding).status
                    == 200)
            try await report(3, on: site)
            #expect(try await recheck(site) == "open", "nobody said that it is put right")
            #expect(try await rectify(site).status == 200)
            #expect(try await rectify(site).status == 409)
            #expect(try await recheck(site) == "closed")
            try await report(2, on: site)
            #expect(try await recheck(site) == "open")
            let known = try await send(.get, path, on: site, template: Self.finding).json
            #expect(known["recurrences"].int == 1 && known["steps"].array.count == 5)
            let runs = try await send(
                .get, path + "/runs", on: site, template: Self.finding + "/runs")
            #expect(
                try runs.json["runs"].array.map { $0["verdict"].string }
                    == ["failed", "passed", "passed", "failed"])
            let major = try await send(.get, "/v1/major-issues", on: site)
            #expect(try major.json["issues"][0]["finding"].string == "f-1")
            let csv = try await site.get("/v1/major-issues?format=csv").text
            #expect(csv.contains("\"f-1\""))
            let sent = try await send(
                .post, "/v1/major-issue-reports", #"{"to":"province","by":"x"}"#, on: site)
            #expect(sent.status == 201)
            let kept = try await site.get(try #require(sent.headers[.location]))
            #expect(try kept.json["issues"].array.count == 1)
        }
    }

    @Test func pagesShowItInBothLanguages() async throws {
        try await Site.open { site in
            try await start(site)
            try await report(1, on: site)
            _ = try await send(
                .put, "/v1/inspection-findings/f-1", Self.body, on: site, template: Self.finding)
            for (path, zh, en) in [
                ("/inspections", "园区不足", "Too few parks"),
                ("/inspections/f-1", "产业园区数量", "Industrial parks"),
                ("/major-issues", "性质重大", "grave by its nature"),
            ] {
                let chinese = try await site.get(path + "?lang=zh").text
                #expect(chinese.contains(zh), "\(path)")
                let english = try await site.get(path + "?lang=en").text
                #expect(english.contains(en) && !english.contains("parks <b>"), "\(path)")
                #expect(TagChecker.complaint(english) == nil, "\(path)")
            }
            let type: HTTPFields = [.contentType: "multipart/form-data; boundary=x"]
            let body =
                "--x\r\nContent-Disposition: form-data; name=\"by\"\r\n\r\n\r\n--x--\r\n"
            let wrong = try await site.send(
                .post, "/inspections/f-1/runs", type, Array(body.utf8))
            #expect(wrong.status == 422 && wrong.text.contains("role=\"alert\""))
            let good = body.replacing("\r\n\r\n\r\n", with: "\r\n\r\nLi Si\r\n")
            let done = try await site.send(
                .post, "/inspections/f-1/runs", type, Array(good.utf8))
            #expect(done.status == 303 && done.headers[.location] == "/inspections/f-1")
        }
    }

    @Test func refusals() async throws {
        try await Site.open { site in
            let unknown = try await send(
                .post, "/v1/checks", #"{"check":"select 1","parameters":{}}"#, on: site)
            #expect(unknown.problemCode == "fields_refused")
            let passed = try await send(
                .post, "/v1/checks", #"{"check":"stock.imbalance","parameters":{}}"#, on: site)
            #expect(try passed.json["verdict"].string == "passed")
            try await start(site)
            try await report(9, on: site)
            let passing = try await send(
                .put, "/v1/inspection-findings/f-1", Self.body, on: site, template: Self.finding)
            #expect(passing.problemCode == "fields_refused" && passing.text.contains("test"))
            let none = try await send(
                .put, "/v1/inspection-findings/f-1",
                Self.body.replacing("i-1", with: "i-2"), on: site, template: Self.finding)
            #expect(none.problemCode == "fields_refused")
        }
    }
}
