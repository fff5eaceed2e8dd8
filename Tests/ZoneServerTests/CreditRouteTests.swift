import HTTPTypes
import Testing
import ZoneCore

@testable import ZoneServer

@Suite struct CreditRouteTests {
    static let code = "91330100MA27XW1R0" + check("91330100MA27XW1R0")
    static let base = "/v1/enterprises/\(code)/credit"
    private static let json: HTTPFields = [.contentType: "application/json"]

    private static func check(_ body: String) -> String {
        let check = Array(body.utf8).withUnsafeBufferPointer { CheckDigit.socialCredit($0) }
        return String(Character(Unicode.Scalar(check ?? 0x30)))
    }

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

    private func put(_ path: String, _ body: String, on site: Site) async throws -> Answer {
        let end = path.hasSuffix("/answer") ? "/answer" : path.hasSuffix("/end") ? "/end" : ""
        let kind = path.split(separator: "/")[0]
        return try await send(
            .put, Self.base + "/" + path, body, on: site,
            template: "/v1/enterprises/{code}/credit/\(kind)/{id}\(end)")
    }

    private func standing(_ query: String = "", on site: Site) async throws -> JSON {
        try await send(
            .get, Self.base + query, on: site, template: "/v1/enterprises/{code}/credit"
        ).json
    }

    /// A file with an event contested and one repaired, and an entry that ended.
    static func fill(_ site: Site) async throws {
        for (path, body) in [
            ("events/e1", #"{"kind":"false-orders","happened":"2026-11-01","evidence":"n 1"}"#),
            ("events/e2", #"{"kind":"late-declaration","happened":"2026-11-16","evidence":"2"}"#),
            ("disputes/d1", #"{"event":"e1","ground":"<script>not ours</script>"}"#),
            (
                "repairs/r1",
                #"{"event":"e2","ground":"trained","rectified":"2026-11-20","evidence":"x"}"#
            ),
            ("repairs/r1/answer", #"{"outcome":"lifted","reason":"seen"}"#),
            ("listings/l1", #"{"list":"red","from":"2026-11-01","reason":"good","source":"n"}"#),
            ("listings/l1/end", #"{"reason":"over"}"#),
            ("listings/l2", #"{"list":"black","from":"2026-12-01","reason":"bad","source":"n"}"#),
        ] {
            let body = body.dropLast() + #","by":"officer"}"#
            let answer = try await site.send(.put, "\(base)/\(path)", json, Array(body.utf8))
            #expect(answer.status == 201, "\(path): \(answer.text)")
        }
    }

    @Test func recordsAreNewOnceAndEveryAnswerIsDescribed() async throws {
        try await Site.open { site in
            let event =
                #"{"kind":"false-orders","happened":"2026-11-01","evidence":"n 1","by":"o"}"#
            #expect(try await put("events/e1", event, on: site).status == 201)
            #expect(try await put("events/e1", event, on: site).status == 200)
            let other = event.replacing("n 1", with: "n 2")
            #expect(
                try await put("events/e1", other, on: site).problemCode == "record_conflict")
            let dispute = #"{"event":"e1","ground":"not ours","by":"firm"}"#
            let opened = try await put("disputes/d1", dispute, on: site)
            #expect(opened.status == 201)
            // 2026-11-23 is a Monday: twenty working days end on 2026-12-21.
            #expect(try opened.json["cases"][0]["answerBy"].string == "2026-12-21")
            #expect(try await put("disputes/d2", dispute, on: site).problemCode == "case_open")
            let cases = try await send(
                .get, "/v1/credit-cases", on: site, template: "/v1/credit-cases")
            #expect(try cases.json["cases"][0]["case"]["overdue"].bool == false)
            let repair =
                #"{"event":"e1","ground":"g","rectified":"2026-11-20","evidence":"x","by":"f"}"#
            let hindered = try await put("repairs/r1", repair, on: site)
            #expect(hindered.problemCode == "repair_hindered")
            #expect(hindered.text.contains("2027-05-19"))
            let answer = #"{"outcome":"withdrawn","reason":"seen","by":"o"}"#
            #expect(try await put("disputes/d1/answer", answer, on: site).status == 201)
            #expect(try await standing(on: site)["points"].int == 100)
            let entry =
                #"{"list":"black","from":"2026-11-01","reason":"r","source":"s","by":"o"}"#
            #expect(try await put("listings/l1", entry, on: site).status == 201)
            #expect(try await standing(on: site)["grade"]["code"].string == "D")
            let end = #"{"reason":"gone","by":"o"}"#
            #expect(try await put("listings/l1/end", end, on: site).status == 201)
            #expect(try await standing(on: site)["grade"]["code"].string == "B")
        }
    }

    @Test func standingHasTwoClocksAndCitesItsRules() async throws {
        try await Site.open { site in
            try await Self.fill(site)
            let now = try await standing(on: site)
            #expect(now["points"].int == 80)
            let states = now["lines"].array.map { $0["state"]["code"].string }
            #expect(states == ["contested", "lifted"])
            #expect(now["lines"][0]["rule"]["id"].string == "credit.false-orders")
            #expect(now["inspectionRate"]["factor"].string == "1")
            let before = try await standing("?day=2026-11-20&knownBy=2026-11-22", on: site)
            #expect(before["points"].int == 100)
            #expect(before["listing"].isNull)
            let later = try await standing("?day=2026-12-01", on: site)
            #expect(later["grade"]["code"].string == "D")
            #expect(later["gradeByPoints"]["code"].string == "B")
            #expect(try await site.get(Self.base + "?day=2026-13-01").status == 400)
            let none = try await site.get("/v1/enterprises/913301000000000000/credit")
            #expect(none.status == 404)
        }
    }

    @Test func listsAndKindsAreRead() async throws {
        try await Site.open { site in
            try await Self.fill(site)
            func list(_ path: String) async throws -> JSON {
                try await send(
                    .get, "/v1/credit-lists/" + path, on: site,
                    template: "/v1/credit-lists/{list}"
                ).json
            }
            #expect(try await list("red")["entries"][0]["listed"].bool == false)
            #expect(try await list("red?day=2026-11-22")["entries"][0]["listed"].bool == true)
            #expect(try await list("black?day=2026-12-01")["entries"][0]["listed"].bool == true)
            #expect(try await site.get("/v1/credit-lists/grey").status == 404)
            #expect(try await site.get("/v1/credit-lists/red?after=x").status == 400)
            #expect(try await site.get("/v1/credit-lists/red?limit=501").status == 400)
            let kinds = try await send(
                .get, "/v1/credit-kinds", on: site, template: "/v1/credit-kinds")
            #expect(try kinds.json["kinds"].array.count == 15)
            let records = try await send(
                .get, Self.base + "/records", on: site,
                template: "/v1/enterprises/{code}/credit/records")
            #expect(try records.json["events"].array.count == 2)
        }
    }

    @Test func whatIfIsADryRun() async throws {
        try await Site.open { site in
            func ask(_ body: String) async throws -> Answer {
                try await send(
                    .post, Self.base + "/what-if", body, on: site,
                    template: "/v1/enterprises/{code}/credit/what-if")
            }
            let body = #"{"events":[{"kind":"resale-help","happened":"2026-11-23"}],"target":"B"}"#
            let answer = try await ask(body).json
            #expect(answer["standing"]["points"].int == 60)
            #expect(answer["pointsMissing"].int == 20)
            #expect(answer["reachedOn"].string == "2029-11-22")
            #expect(answer["repairs"][0]["earliest"].string == "2027-11-23")
            #expect(try await standing(on: site)["points"].int == 100)
            #expect(try await ask(#"{"events":[]}"#).status == 200)
            for (body, status) in [
                (#"{}"#, 400), (#"{"events":[],"target":"E"}"#, 422),
                (#"{"events":[],"day":"soon"}"#, 422),
                (#"{"events":[{"kind":"x","happened":"2026-11-23"}]}"#, 422),
            ] {
                #expect(try await ask(body).status == status, "\(body)")
            }
        }
    }

    @Test(arguments: Language.allCases)
    func pagesShowEachPoint(language: Language) async throws {
        try await Site.open { site in
            try await Self.fill(site)
            let texts: [String] =
                language == .zh
                ? ["异议处理中 (d1)", "虚假订单或虚假评价", "查验率系数"]
                : ["contested (d1)", "False orders or false reviews", "Inspection multiplier"]
            let page = try await site.get("/credit/\(Self.code)?lang=\(language.rawValue)").text
            for text in texts + ["2026-11-01", "credit.false-orders", "2028-10-30", "n 1"] {
                #expect(page.contains(text), "\(text) is missing")
            }
            #expect(page.contains("&lt;script&gt;") && !page.contains("<script"))
            let asked = try await site.get(
                "/credit/\(Self.code)?lang=\(language.rawValue)&kind=smuggling"
                    + "&happened=2026-11-23&target=B&day=2026-11-23"
            ).text
            #expect(asked.contains("assumed-1") && asked.contains("<dd>100</dd>"))
            #expect(asked.contains("value=\"smuggling\" selected"))
            let wrong = try await site.get("/credit/\(Self.code)?kind=nothing")
            #expect(wrong.status == 422 && wrong.text.contains("role=\"alert\""))
            let overview = try await site.get("/credit?lang=\(language.rawValue)").text
            #expect(overview.contains(Self.code) && overview.contains("2026-12-21"))
            let found = try await site.get("/credit?code=+\(Self.code)+")
            #expect(found.headers[.location] == "/credit/\(Self.code)")
            #expect(try await site.get("/credit/none").status == 404)
        }
    }

    @Test func textsOfBothLanguagesDiffer() {
        let zh = Mirror(reflecting: CreditText.zh).children.map { $0.value as? String ?? "" }
        let en = Mirror(reflecting: CreditText.en).children.map { $0.value as? String ?? "" }
        #expect(zh.count == en.count && zh.count > 40)
        for (zh, en) in zip(zh, en) { #expect(!zh.isEmpty && !en.isEmpty && zh != en) }
    }
}
