import HTTPTypes
import Testing

@testable import ZoneServer

@Suite struct WarehouseRouteTests {
    /// Checks that the answer is what the OpenAPI document says of the route.
    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, on site: Site,
        template: String
    ) async throws -> Answer {
        let answer = try await site.send(
            method, path, body == nil ? [:] : [.contentType: "application/json"],
            body.map { Array($0.utf8) })
        let checker = SchemaChecker(document: OpenAPITests.document)
        let operation = checker.document["paths"][template][method.rawValue.lowercased()]
        var response = operation["responses"][String(answer.status)]
        if let reference = response["$ref"].string { response = checker.resolve(reference) }
        let schema = response["content"][answer.headers[.contentType] ?? ""]["schema"]
        #expect(!schema.isNull, "\(method) \(path): \(answer.status) is not described")
        #expect(checker.complaints(try answer.json, schema) == [], "\(path)")
        return answer
    }

    private func register(_ site: Site) async throws -> Answer {
        try await send(
            .put, "/v1/warehouses/B1", #"{"kind":"bonded","owner":"o","name":"<b>n","by":"x"}"#,
            on: site, template: "/v1/warehouses/{code}")
    }

    private func move(
        _ id: String, _ kind: String, _ quantity: String, _ rest: String = "", on site: Site
    ) async throws -> Answer {
        let body =
            #"{"kind":"\#(kind)","item":"1","unit":"011","quantity":"\#(quantity)","by":"x"\#(rest)}"#
        return try await send(
            .put, "/v1/warehouses/B1/movements/\(id)", body, on: site,
            template: "/v1/warehouses/{code}/movements/{id}")
    }

    @Test func stockIsMovedOnceAndNeverBelowZero() async throws {
        try await Site.open { site in
            #expect(try await move("m0", "inbound", "5", on: site).status == 404)
            #expect(try await register(site).status == 201)
            #expect(try await register(site).status == 200)
            let lot = #","lot":"L","expires":"2027-06-30""#
            #expect(try await move("m1", "inbound", "5", lot, on: site).status == 201)
            let again = try await move("m1", "inbound", "5", lot, on: site)
            #expect(again.status == 200)
            #expect(try again.json["items"][0]["book"].string == "5")
            #expect(try await move("m1", "inbound", "6", lot, on: site).status == 409)
            let reason = #","reason":"broken""#
            let short = try await move("m2", "adjustment", "-6", reason, on: site)
            #expect(short.status == 422 && short.text.contains("<= 5 (free); 6 asked for"))
            for (kind, quantity, rest) in [
                ("adjustment", "-1", ""), ("inbound", "0", ""), ("inbound", "-1", ""),
                ("inbound", "x", ""), ("none", "1", ""), ("register", "1", ""),
                ("sale", "1", ""), ("transfer", "1", #","to":"B2""#), ("scan", "-1", ""),
            ] {
                let answer = try await move("m3", kind, quantity, rest, on: site)
                #expect(answer.status == 422, "\(kind) \(quantity)")
            }
            #expect(try await move("m4", "adjustment", "-5", reason, on: site).status == 201)
            let stock = try await send(
                .get, "/v1/stock?account=B1", on: site, template: "/v1/stock")
            #expect(try stock.json["items"][0]["book"].string == "0")
            let postings = try await send(
                .get, "/v1/warehouses/B1/postings", on: site,
                template: "/v1/warehouses/{code}/postings")
            #expect(try postings.json["postings"].array.count == 2)
        }
    }

    @Test func discrepanciesAndPassesAreListedAndShown() async throws {
        try await Site.open { site in
            _ = try await register(site)
            _ = try await move("m1", "inbound", "5", on: site)
            let open = try await send(
                .get, "/v1/discrepancies", on: site, template: "/v1/discrepancies")
            let first = try open.json["discrepancies"][0]
            #expect(first["difference"].string == "bookOverDeclared")
            let one =
                #"{"account":"B1","direction":"in","vehicle":"v","movements":["m1"],"by":"x"}"#
            let path = "/v1/gate-passes/p1"
            let template = "/v1/gate-passes/{id}"
            #expect(try await send(.put, path, one, on: site, template: template).status == 201)
            #expect(try await send(.put, path, one, on: site, template: template).status == 200)
            let other = one.replacing("m1", with: "m9")
            #expect(try await send(.put, path, other, on: site, template: template).status == 409)
            #expect(
                try await send(
                    .put, "/v1/gate-passes/p2", other, on: site, template: template
                ).status == 422)
            let event = #"{"gate":"north","by":"guard"}"#
            for status in [201, 200] {
                let answer = try await send(
                    .post, path + "/events", event, on: site, template: template + "/events")
                #expect(answer.status == status)
            }
            let known = try await send(.get, path, on: site, template: template)
            let outcomes = try known.json["events"].array.map { $0["outcome"].string }
            #expect(outcomes == ["passed", "alreadyUsed"])
            for (uri, template) in [
                ("/v1/warehouses", "/v1/warehouses"), ("/v1/gate-passes", "/v1/gate-passes"),
                ("/v1/warehouses/B1", "/v1/warehouses/{code}"),
            ] { #expect(try await send(.get, uri, on: site, template: template).status == 200) }
            for language in ["zh", "en"] {
                let page = try await site.get("/warehouses/B1?lang=\(language)")
                #expect(page.status == 200 && page.text.contains("&lt;b&gt;n"))
                #expect(TagChecker.complaint(page.text) == nil)
            }
            #expect(try await site.get("/warehouses/none").status == 404)
        }
    }
}
