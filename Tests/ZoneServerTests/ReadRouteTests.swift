import HTTPTypes
import Testing

@testable import ZoneServer

@Suite struct ReadRouteTests {
    @Test func declaration() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            let answer = try await site.get("/v1/declarations/1160915006%3AA1")
            #expect(answer.status == 200)
            let declaration = try answer.json
            #expect(declaration["id"].string == Sample.declarationID("A1"))
            #expect(declaration["list"]["lines"][0]["gcode"].string == "3304990029")
            #expect(!declaration["timeline"].array.isEmpty)
            #expect(declaration["status"]["zh"].string?.isEmpty == false)
            #expect(try await site.get("/v1/declarations/1160915006:A1").status == 200)
        }
    }

    @Test func declarationKeepsPersonalDataBack() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            for uri in ["/v1/declarations/1160915006:A1", "/declarations/1160915006:A1"] {
                let text = try await site.get(uri).text
                for secret in ["110172199205228652", "14071893558", "张示例", "海州新区"] {
                    #expect(!text.contains(secret), "\(uri) shows \(secret)")
                }
            }
        }
    }

    @Test func unknownDeclaration() async throws {
        try await Site.open { site in
            for id in ["x", "1160915006:nope", "%E4%B8", String(repeating: "9", count: 5000)] {
                let answer = try await site.get("/v1/declarations/\(id)")
                #expect(answer.problemCode == "not_found")
            }
        }
    }

    @Test func listOfDeclarationsInPages() async throws {
        try await Site.open { site in
            for number in 1...3 { try await site.submitAll(of: "A\(number)") }
            let first = try await site.get("/v1/declarations?limit=2")
            #expect(try first.json["declarations"].array.count == 2)
            let before = try #require(try first.json["nextBefore"].int)
            #expect(
                first.headers[.link] == "</v1/declarations?before=\(before)&limit=2>; rel=\"next\"")
            let second = try await site.get("/v1/declarations?limit=2&before=\(before)")
            let ids = try (first.json["declarations"].array + second.json["declarations"].array)
                .compactMap { $0["id"].string }
            #expect(ids == ["A3", "A2", "A1"].map(Sample.declarationID))
            #expect(try second.json["nextBefore"].isNull)
        }
    }

    @Test func listOfDeclarationsByStatus() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            let all = try await site.get("/v1/declarations").json["declarations"]
            let status = try #require(all[0]["status"]["code"].int)
            let same = try await site.get("/v1/declarations?status=\(status)").json
            #expect(same["declarations"].array.count == 1)
            let other = try await site.get("/v1/declarations?status=505").json
            #expect(other["declarations"].array.isEmpty)
        }
    }

    @Test(arguments: [
        "/v1/declarations?limit=0", "/v1/declarations?limit=501", "/v1/declarations?limit=x",
        "/v1/declarations?before=-1", "/v1/declarations?status=open", "/v1/receipts?limit=1001",
        "/v1/receipts?after=%00", "/v1/receipts?after=x",
        "/v1/receipts?after=1.9223372036854775807", "/v1/receipts?recipient=%FF",
    ])
    func parametersAreReadStrictly(uri: String) async throws {
        try await Site.open { site in
            let answer = try await site.get(uri)
            #expect(answer.status == 400)
            #expect(answer.problemCode == "parameter_invalid")
            #expect(try answer.json["parameter"].string?.isEmpty == false)
        }
    }

    @Test func receiptsCanBeReadOnAndAgain() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            let first = try await site.get("/v1/receipts?limit=1")
            #expect(try first.json["receipts"].array.count == 1)
            #expect(try first.json["hasMore"].bool == true)
            #expect(first.headers[.hasMore] == "true")
            let cursor = try #require(first.headers[.nextCursor])
            #expect(try first.json["nextCursor"].string == cursor)
            let rest = try await site.get("/v1/receipts?after=\(cursor)")
            #expect(try rest.json["receipts"][0]["cursor"].string != cursor)
            let again = try await site.get("/v1/receipts?limit=1")
            #expect(again.bytes == first.bytes)
        }
    }

    @Test func pollingWithoutNewsIsCheap() async throws {
        try await Site.open { site in
            try await site.post(Sample.order("A1")).expectAccepted()
            let end = try await site.get("/v1/receipts").headers[.nextCursor] ?? ""
            let uri = "/v1/receipts?after=\(end)"
            let empty = try await site.get(uri)
            #expect(try empty.json["receipts"].array.isEmpty)
            let tag = try #require(empty.headers[.eTag])
            let unchanged = try await site.get(uri, [.ifNoneMatch: tag])
            #expect(unchanged.status == 304)
            #expect(unchanged.bytes.isEmpty)
            try await site.post(Sample.order("A2", guid: 2)).expectAccepted()
            #expect(try await site.get(uri, [.ifNoneMatch: tag]).status == 200)
        }
    }

    @Test func receiptsAsXML() async throws {
        try await Site.open { site in
            let accept: HTTPFields = [.accept: "application/xml"]
            #expect(try await site.get("/v1/receipts", accept).status == 204)
            try await site.post(Sample.order("A1")).expectAccepted()
            let one = try await site.get("/v1/receipts", accept)
            #expect(one.headers[.contentType] == "application/xml")
            #expect(one.text.contains("CEB312Message"))
            try await site.submitAll(of: "A2")
            let several = try await site.get("/v1/receipts", accept)
            let type = HeaderValue(several.headers[.contentType] ?? "")
            #expect(type.name == "multipart/mixed")
            let parts = try splitMultipart(
                several.bytes, boundary: type.parameters["boundary"] ?? "", partCountMax: 100)
            #expect(parts.count > 1)
            #expect(parts.allSatisfy { $0.headers["content-type"] == "application/xml" })
        }
    }

    @Test func receiptsOfOneRecipient() async throws {
        try await Site.open { site in
            try await site.post(Sample.order("A1")).expectAccepted()
            let nobody = try await site.get("/v1/receipts?recipient=0000000000")
            #expect(try nobody.json["receipts"].array.isEmpty)
        }
    }

    @Test func guarantees() async throws {
        try await Site.open { site in
            let uri = "/v1/guarantees/1160946002"
            let json: HTTPFields = [.contentType: "application/json"]
            #expect(try await site.get(uri).status == 404)
            let new = try await site.send(.put, uri, json, Array(#"{"limitFen":500000}"#.utf8))
            #expect(new.status == 201)
            #expect(try new.json["limitFen"].int == 500_000)
            let changed = try await site.send(.put, uri, json, Array(#"{"limitFen":7}"#.utf8))
            #expect(changed.status == 200)
            #expect(try await site.get(uri).json["limitFen"].int == 7)
            let all = try await site.get("/v1/guarantees").json["guarantees"].array
            #expect(all.contains { $0["assureCode"].string == "1160946002" })
        }
    }

    @Test func guaranteesRefused() async throws {
        try await Site.open { site async throws in
            func put(_ code: String, _ body: String, _ type: String = "application/json")
                async throws -> String?
            {
                try await site.send(
                    .put, "/v1/guarantees/\(code)", [.contentType: type], Array(body.utf8)
                ).problemCode
            }
            #expect(try await put("1", #"{"limitFen":-1}"#) == "value_refused")
            #expect(try await put("1", #"{"limitFen":1.5}"#) == "json_malformed")
            #expect(try await put("1", "[") == "json_malformed")
            #expect(try await put("1", "x", "text/plain") == "content_type_unsupported")
            #expect(
                try await put(String(repeating: "1", count: 19), #"{"limitFen":1}"#)
                    == "value_refused")
            let long = #"{"limitFen":1}"# + String(repeating: " ", count: 70_000)
            #expect(try await put("1", long) == "body_too_large")
        }
    }
}

extension Answer {
    func expectAccepted() { #expect(status == 202) }
}
