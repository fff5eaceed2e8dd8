import HTTPTypes
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

@Suite struct EnterpriseRouteTests {
    private static let code = CreditRouteTests.code
    private static let base = "/v1/enterprises/\(code)"
    private static let json: HTTPFields = [.contentType: "application/json"]

    /// Checks that the answer is what the OpenAPI document says of the route.
    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, on site: Site,
        template: String
    ) async throws -> Answer {
        let answer = try await site.send(
            method, path, body == nil ? [:] : Self.json, body.map { Array($0.utf8) })
        let checker = SchemaChecker(document: OpenAPITests.document)
        let operation = checker.document["paths"][template][method.rawValue.lowercased()]
        var response = operation["responses"][String(answer.status)]
        if let reference = response["$ref"].string { response = checker.resolve(reference) }
        let schema = response["content"][answer.headers[.contentType] ?? ""]["schema"]
        #expect(!schema.isNull, "\(method) \(path): \(answer.status) is not described")
        #expect(checker.complaints(try answer.json, schema) == [], "\(path)")
        return answer
    }

    private static func filing(
        _ roles: String = #""logistics""#, name: String = "<b>望潮</b>", submit: Bool = true
    ) -> String {
        #"{"customsCode":"3301960X01","name":"\#(name)","address":"一号路1号","#
            + #""contactName":"张三","contactPhone":"0571","roles":[\#(roles)],"#
            + #""qualifications":[{"role":"logistics","kind":"express-licence","number":"E1","#
            + #""lastDay":"2026-12-31"}],"submit":\#(submit),"by":"firm"}"#
    }

    private func put(_ body: String, on site: Site) async throws -> Answer {
        try await send(.put, Self.base, body, on: site, template: "/v1/enterprises/{code}")
    }

    private func act(_ body: String, on site: Site) async throws -> Answer {
        try await send(
            .post, Self.base + "/acts", "{" + body + #","department":"commerce","by":"officer"}"#,
            on: site, template: "/v1/enterprises/{code}/acts")
    }

    private func approve(on site: Site) async throws {
        #expect(try await put(Self.filing(), on: site).status == 201)
        #expect(try await act(#""act":"take""#, on: site).status == 200)
        #expect(try await act(#""act":"approve","role":"logistics""#, on: site).status == 200)
    }

    @Test func fromFilingToApproval() async throws {
        try await Site.open { site in
            let wrong = try await put(Self.filing("", name: ""), on: site)
            #expect(wrong.status == 422 && wrong.problemCode == "fields_refused")
            #expect(
                try wrong.json["fields"].array.map { $0["field"].string } == ["name", "roles"])
            #expect(try await put(Self.filing(#""pirate""#), on: site).status == 422)
            try await approve(on: site)
            let again = try await act(#""act":"take""#, on: site)
            #expect(again.status == 409 && again.problemCode == "act_not_allowed")
            let record = try await send(
                .get, "/v1/enterprises/3301960X01", on: site, template: "/v1/enterprises/{code}")
            #expect(try record.json["state"].string == "approved")
            #expect(try record.json["code"].string == Self.code)
            let before = try await site.get(Self.base + "?on=2026-11-22")
            #expect(before.status == 404)
            for (query, allowed) in [
                ("role=logistics", true), ("role=logistics&day=2026-12-31", true),
                ("role=logistics&day=2027-01-01", false), ("role=payer", false),
            ] {
                let standing = try await send(
                    .get, Self.base + "/standing?" + query, on: site,
                    template: "/v1/enterprises/{code}/standing")
                #expect(try standing.json["allowed"].bool == allowed, "\(query)")
            }
            #expect(try await site.get(Self.base + "/standing").status == 400)
            let expiries = try await send(
                .get, "/v1/enterprise-expiries?days=38", on: site,
                template: "/v1/enterprise-expiries")
            #expect(try expiries.json["expiries"][0]["lastDay"].string == "2026-12-31")
            #expect(try await site.get("/v1/enterprise-expiries?after=x").status == 400)
        }
    }

    @Test func aChangeIsReviewedBesideWhatStands() async throws {
        try await Site.open { site in
            try await approve(on: site)
            #expect(try await put(Self.filing(name: "新名"), on: site).status == 200)
            let reviews = try await send(
                .get, "/v1/reviews?state=submitted", on: site, template: "/v1/reviews")
            #expect(try reviews.json["reviews"][0]["version"].int == 2)
            let changes = try await send(
                .get, Self.base + "/changes", on: site,
                template: "/v1/enterprises/{code}/changes")
            #expect(try changes.json["changes"][0]["after"].string == "新名")
            #expect(try await act(#""act":"take""#, on: site).status == 200)
            let returned = try await act(
                #""act":"return","reasons":[{"field":"name","zh":"与执照不符","en":"not as licensed"}]"#,
                on: site)
            #expect(try returned.json["versions"][1]["state"].string == "returned")
            #expect(try returned.json["versions"][0]["state"].string == "approved")
            let list = try await send(
                .get, "/v1/enterprises?role=logistics&q=3301", on: site,
                template: "/v1/enterprises")
            #expect(try list.json["enterprises"].array.count == 1)
            #expect(try await site.get("/v1/enterprises?state=lost").status == 400)
            #expect(try await site.get("/v1/reviews?after=x").status == 400)
        }
    }

    @Test func documentsAreServedToBeSaved() async throws {
        try await Site.open { site in
            let path = Self.base + "/documents"
            let uri = path + "?kind=licence&name=%E8%AF%81.pdf&by=firm"
            let pdf = Array("%PDF-1.7 x".utf8)
            #expect(try await site.send(.post, uri, [:], pdf).status == 404)
            #expect(try await put(Self.filing(submit: false), on: site).status == 201)
            #expect(try await site.send(.post, uri, [:], pdf).status == 201)
            #expect(try await site.send(.post, uri, [:], pdf).status == 200)
            let html = try await site.send(.post, uri, [:], Array("<html>".utf8))
            #expect(html.problemCode == "content_type_unsupported")
            #expect(try await site.send(.post, uri, [:], []).problemCode == "file_refused")
            let large = pdf + Array(repeating: 0, count: 5 << 20)
            #expect(try await site.send(.post, uri, [:], large).status == 413)
            let list = try await send(
                .get, path, on: site, template: "/v1/enterprises/{code}/documents")
            let id = try #require(try list.json["documents"][0]["id"].int)
            let file = try await site.get("\(path)/\(id)")
            #expect(file.bytes == pdf && file.headers[.contentType] == "application/pdf")
            #expect(file.headers[.xContentTypeOptions] == "nosniff")
            #expect(file.headers[.contentDisposition]?.hasPrefix("attachment;") == true)
            #expect(try await site.get("\(path)/99").status == 404)
        }
    }

    @Test func overseasWarehouses() async throws {
        try await Site.open { site in
            #expect(
                try await put(Self.filing(#""overseas-warehouse""#), on: site).status == 201)
            #expect(try await act(#""act":"take""#, on: site).status == 200)
            #expect(
                try await act(#""act":"approve","role":"overseas-warehouse""#, on: site).status
                    == 200)
            let body =
                #"{"name":"仓","country":"502","address":"1 Road","areaM2":5,"#
                + #""operator":"\#(Self.code)","tenure":"own","by":"firm"}"#
            func putWarehouse(_ body: String) async throws -> Answer {
                try await send(
                    .put, "/v1/overseas-warehouses/W1", body, on: site,
                    template: "/v1/overseas-warehouses/{code}")
            }
            #expect(try await putWarehouse(body).status == 201)
            #expect(try await putWarehouse(body).status == 200)
            #expect(try await putWarehouse(body.replacing("502", with: "US")).status == 422)
            let list = try await send(
                .get, "/v1/overseas-warehouses?on=2024-12-14", on: site,
                template: "/v1/overseas-warehouses")
            #expect(try list.json["warehouses"][0]["use"].string == "not-filed")
            let act = try await send(
                .post, "/v1/overseas-warehouses/W1/acts", #"{"act":"file","by":"firm"}"#,
                on: site, template: "/v1/overseas-warehouses/{code}/acts")
            #expect(act.status == 409)
            let closed = try await send(
                .post, "/v1/overseas-warehouses/W1/acts",
                #"{"act":"close","reason":"gone","by":"firm"}"#, on: site,
                template: "/v1/overseas-warehouses/{code}/acts")
            #expect(try closed.json["state"].string == "closed")
        }
    }

    private func form(_ fields: [(String, String)]) -> [UInt8] {
        Array(
            (fields.map { name, value in
                "--B\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }.joined() + "--B--\r\n").utf8)
    }

    @Test(arguments: Language.allCases)
    func theFormSaysEverythingThatIsWrongAtOnce(language: Language) async throws {
        try await Site.open { site in
            let multipart: HTTPFields = [.contentType: "multipart/form-data; boundary=B"]
            let uri = "/filing?lang=\(language.rawValue)"
            let wrong = try await site.send(
                .post, uri, multipart,
                form([("code", "1"), ("name", "<i>"), ("by", "x"), ("do", "submit")]))
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("value=\"&lt;i&gt;\"") && !wrong.text.contains("<i>"))
            for id in ["code", "customsCode", "address", "contactName", "contactPhone"] {
                #expect(wrong.text.contains("id=\"\(id)-error\""), "\(id)")
            }
            let right = try await site.send(
                .post, uri, multipart,
                form([
                    ("code", Self.code), ("customsCode", "3301960X01"), ("name", "<i>望潮"),
                    ("address", "一号路"), ("contactName", "张三"), ("contactPhone", "0571"),
                    ("roles", "logistics"), ("express-licence", "E1"),
                    ("express-licence-last", "2027-01-01"), ("by", "firm"), ("do", "submit"),
                ]))
            #expect(right.status == 303)
            #expect(right.headers[.location]?.hasPrefix("/enterprises/\(Self.code)") == true)
            let upload = try await site.send(
                .post, "/enterprises/\(Self.code)/documents", multipart,
                form([("kind", "k"), ("by", "x"), ("file", "hello")]))
            #expect(upload.status == 422 || upload.status == 415)
            for path in ["/enterprises", "/enterprises/\(Self.code)", "/reviews", "/filing"] {
                let page = try await site.get(path + "?lang=\(language.rawValue)")
                #expect(page.status == 200)
                #expect(!page.text.contains("<i>"), "\(path)")
            }
            let change = try await site.get("/filing?code=\(Self.code)").text
            #expect(change.contains("value=\"2027-01-01\"") && change.contains("checked"))
            #expect(try await site.get("/filing?code=none").status == 404)
        }
    }

    @Test func textsOfBothLanguagesDiffer() {
        let zh = Mirror(reflecting: EnterpriseText.zh).children.map { $0.value as? String ?? "" }
        let en = Mirror(reflecting: EnterpriseText.en).children.map { $0.value as? String ?? "" }
        #expect(zh.count == en.count && zh.count > 40)
        for (zh, en) in zip(zh, en) { #expect(!zh.isEmpty && !en.isEmpty && zh != en) }
    }
}
