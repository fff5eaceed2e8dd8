import Foundation
import HTTPTypes
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

/// The routes and pages of payment data on demand.
@Suite struct PaymentRouteTests {
    private static let json: HTTPFields = [.contentType: "application/json"]
    private static let form: HTTPFields = [.contentType: "multipart/form-data; boundary=x"]

    private static func body(_ fields: [(String, String)]) -> [UInt8] {
        Array(
            (fields.map { name, value in
                "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }.joined() + "--x--\r\n").utf8)
    }

    private func send(
        _ site: Site, _ method: HTTPRequest.Method, _ uri: String, _ json: String
    ) async throws -> Answer {
        try await site.send(method, uri, Self.json, Array(json.utf8))
    }

    @Test func askingAndAddressesByTheAPI() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "PAY-1")
            let ask =
                #"{"platform":"\#(Sample.ebpCode)","orderNo":"PAY-1","reason":"<low>","by":"o"}"#
            let made = try await send(site, .post, "/v1/payment-requests", ask)
            #expect(made.status == 201)
            #expect(try await send(site, .post, "/v1/payment-requests", ask).status == 200)
            let session = try #require(try made.json["session"].string)
            let unknown = ask.replacing("PAY-1", with: "PAY-2")
            let refused = try await send(site, .post, "/v1/payment-requests", unknown)
            #expect(refused.status == 422 && refused.problemCode == "fields_refused")
            let list = try await site.get("/v1/payment-requests?filter=open&limit=1").json
            #expect(list["figures"]["open"].int == 1 && list["nextBefore"].int == 1)
            let rest = try await site.get("/v1/payment-requests?before=1").json
            #expect(rest["requests"].array.isEmpty)
            #expect(try await site.get("/v1/payment-requests?filter=x").status == 400)
            let uri = "/v1/payment-requests/\(session)"
            let view = try await site.get(uri).json
            #expect(try await site.get(uri + "0").status == 404)
            let early = try await send(site, .post, uri + "/repeat", #"{"by":"o"}"#)
            #expect(early.status == 409 && early.problemCode == "act_not_allowed")
            let review = #"{"conclusion":"fine","by":"o"}"#
            #expect(try await send(site, .post, uri + "/review", review).status == 409)

            let addresses = "/v1/payment-addresses/\(Sample.ebpCode)"
            let wrong = try await send(
                site, .put, addresses, #"{"url":"http://u@h/","by":"shop"}"#)
            #expect(wrong.status == 422)
            let file = #"{"url":"https://shop.example/platDataOpen","by":"shop"}"#
            let filed = try await send(site, .put, addresses, file)
            #expect(filed.status == 201)
            #expect(try await send(site, .put, addresses, file).status == 200)
            let waiting = try await site.get("/v1/payment-addresses").json
            #expect(waiting["addresses"].array.count == 1)
            let judgement = #"{"approved":true,"reason":"tested","by":"BY"}"#
            let judge = addresses + "/1/judgement"
            let own = judgement.replacing("BY", with: "shop")
            #expect(try await send(site, .post, judge, own).status == 409)
            let judged = try await send(site, .post, judge, judgement)
            #expect(try judged.json["state"].string == "approved")
            #expect(try await site.get(addresses).json["addresses"][0]["judgedBy"].string == "BY")
            let checker = SchemaChecker(document: OpenAPITests.document)
            for (body, name) in [
                (try made.json, "PaymentRequest"), (list, "PaymentRequestPage"),
                (view, "PaymentRequestView"), (waiting, "PaymentAddresses"),
                (try judged.json, "PaymentAddress"),
            ] {
                let schema = OpenAPITests.document["components"]["schemas"][name]
                #expect(checker.complaints(body, schema) == [])
            }
        }
    }

    @Test func officersWorkByPages() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "PAY-1")
            let ask = Self.body([
                ("platform", Sample.ebpCode), ("orderNo", "PAY-1"), ("reason", "<low>"),
                ("by", "o"),
            ])
            let asked = try await site.send(
                .post, "/payment-requests?lang=en", Self.form, ask)
            let location = try #require(asked.headers[.location])
            #expect(asked.status == 303 && location.hasPrefix("/payment-requests/"))
            for language in Language.allCases {
                let page = try await site.get("/payment-requests?lang=\(language.rawValue)").text
                #expect(page.contains("PAY-1") && TagChecker.complaint(page) == nil)
                let path = location.split(separator: "?")[0]
                let one = try await site.get("\(path)?lang=\(language.rawValue)").text
                #expect(one.contains("&lt;low&gt;") && !one.contains("<low>"))
                #expect(TagChecker.complaint(one) == nil)
            }
            let url = "https://shop.example/platDataOpen"
            _ = try site.zone.filePaymentAddress(url, of: Sample.ebpCode, by: "shop")
            let page = try await site.get("/payment-requests?lang=en").text
            #expect(page.contains(url) && TagChecker.complaint(page) == nil)
            let judge = Self.body([
                ("judgement", "approve"), ("reason", "tested"), ("by", "o"),
            ])
            let judged = try await site.send(
                .post, "/payment-addresses/\(Sample.ebpCode)/1?lang=en", Self.form, judge)
            #expect(judged.status == 303)
            let after = try await site.get("/payment-requests?lang=en").text
            #expect(!after.contains(url))
            let other = try await site.send(
                .post, location, Self.form, Self.body([("act", "x"), ("by", "o")]))
            #expect(other.status == 422)
        }
    }

    /// Whatever comes, the answer has status 200 and a code of the interface.
    @Test func uploadsAreAnsweredByCodes() async throws {
        try await Site.open { site in
            let uri = PaymentRoutes.uploadPath
            let text = #"{"sessionID":"x"}"#
            let urlencoded: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let large = "payExInfoStr=" + String(repeating: "%20", count: 1_100_000)
            let uploads: [(HTTPFields, [UInt8])] = [
                (urlencoded, Array("payExInfoStr=\(text.percentEncoded())".utf8)),
                (urlencoded, Array("other=1".utf8)), (urlencoded, []),
                (urlencoded, Array(large.utf8)), (Self.json, Array(text.utf8)),
                (Self.form, Self.body([("payExInfoStr", text)])), (Self.form, [1]),
                ([.contentType: "text/plain"], [1]),
            ]
            for (headers, body) in uploads {
                let answer = try await site.send(.post, uri, headers, body)
                #expect(answer.status == 200)
                #expect(try answer.json["code"].string == "20000")
                let schema = OpenAPITests.document["components"]["schemas"]["PaymentReply"]
                let checker = SchemaChecker(document: OpenAPITests.document)
                #expect(checker.complaints(try answer.json, schema) == [])
            }
            let told = try await site.send(.post, uri, Self.json, Array(text.utf8))
            #expect(try told.json["message"].string?.contains("signValue") == true)
        }
    }

    @Test func formsAreReadAsTheyAreSent() {
        let form = FormFields(Array("a=1+2%2B3&b=%E4%B8%AD&a=4&c&d=%zz&e=".utf8))
        #expect(form["a"] == "1 2+3" && form["b"] == "中" && form["e"] == "")
        #expect(form["c"] == nil && form["d"] == nil)
        #expect(FormFields([0x61, 0x3D, 0xFF])["a"] == nil)
    }
}

/// Which platforms may be asked, and what their answers mean.
@Suite struct HTTPPlatformTests {
    @Test(arguments: [
        (200, #"{"code":"10000","message":""}"#, true), (200, #"{"code":10000}"#, true),
        (200, #"{"code":"20000"}"#, false), (200, "ok", false), (200, "", false),
        (302, #"{"code":"10000"}"#, false), (500, "", false),
    ])
    func onlyOneCodeSaysThatItWasTaken(_ status: Int, _ body: String, _ isTaken: Bool) {
        let outcome = HTTPPlatform.outcome(
            status: UInt(status), body: Array(body.utf8), of: "shop.example")
        if isTaken {
            #expect(outcome == .taken)
        } else if case .failed(let problem) = outcome {
            #expect(problem.hasPrefix("shop.example: HTTP \(status)"))
        } else {
            Issue.record("\(outcome)")
        }
    }

    @Test func theZonesOwnNetworkIsNotAsked() async throws {
        let platform = HTTPPlatform(privateHosts: ["Shop.internal"])
        #expect(platform.mayAsk(host: "shop.example", at: "8.8.8.8"))
        #expect(!platform.mayAsk(host: "shop.example", at: "10.0.0.1"))
        #expect(!platform.mayAsk(host: "shop.example", at: ""))
        #expect(platform.mayAsk(host: "shop.INTERNAL", at: "10.0.0.1"))
        for host in ["127.0.0.1", "[::1]", "169.254.169.254"] {
            let address = try #require(PlatformAddress("http://\(host):8080/a"))
            let outcome = await platform.ask(
                PlatformQuestion(address: address, orderNo: "1", sessionID: "s", serviceTime: 1))
            guard case .refused = outcome else {
                Issue.record("\(host) was asked: \(outcome)")
                continue
            }
        }
    }
}
