import Foundation
import HTTPTypes
import Testing

@testable import ZoneServer

/// A draft of the rules on the zone's own history, by API and page.
@Suite struct SimulationRouteTests {
    /// The ceiling of a transaction as it is, and lowered from 2026 on.
    private static func ceiling(lowered: String, source: Bool = true) -> String {
        """
        id: retail-import.transaction-value-max
        zh: 单次交易限值
        en: Ceiling of one transaction
        unit: CNY
        kind: law
        values:
          - from: 2019-01-01
            known: 2018-11-29
            value: "5000"
            source: {instrument: "财关税〔2018〕49号", article: "limits", date: 2018-11-29}
            verified: true
          - from: 2026-01-01
            known: 2026-01-01
            value: "\(lowered)"
        \(source ? "    source: {instrument: draft, article: a test}\n" : "")\
            verified: false
            note: A draft.
        """
    }

    private static let path = "parameters/retail-import/transaction-value-max.yaml"

    private static func body(_ files: [String: String]) throws -> [UInt8] {
        let draft: [String: Any] = ["from": "2026-11-01", "to": "2026-11-30", "files": files]
        return Array(try JSONSerialization.data(withJSONObject: draft))
    }

    private static let json: HTTPFields = [.contentType: "application/json"]

    @Test func aDraftIsTriedOnHistory() async throws {
        try await Site.open { site in
            let account = try await site.send(
                .put, "/v1/guarantees/1160946002", Self.json, Array(#"{"limitFen":1000000}"#.utf8))
            #expect(account.status == 201)
            try await Self.submitWhole("A1", to: site)
            let body = try Self.body([Self.path: Self.ceiling(lowered: "1")])
            let begun = try await site.send(.post, "/v1/simulations", Self.json, body)
            #expect(begun.status == 202)
            let url = try #require(begun.headers[.location])
            let ended = try await Self.end(of: url, site)
            #expect(ended["state"].string == "finished", "\(ended["failure"].string ?? "")")
            #expect(
                SchemaChecker(document: OpenAPITests.document).complaints(
                    ended, OpenAPITests.document["components"]["schemas"]["Simulation"]) == [])
            #expect(ended["report"]["changed"].int == 1)
            // One article over the ceiling is released and bears the full taxes.
            let changes = try await site.get(url + "/changes").json["changes"].array
            let change = try #require(changes.first)
            #expect(change["after"]["status"].int == 800)
            let (before, after) = (change["before"]["vatFen"].int, change["after"]["vatFen"].int)
            #expect(try #require(before) < (try #require(after)))
            let list = try await site.get("/v1/simulations").json["simulations"].array
            #expect(list.count == 1)
            for language in Language.allCases {
                let page = url.replacing("/v1", with: "") + "?lang=\(language.rawValue)"
                let html = try await site.get(page).text
                #expect(html.contains("1160915006:A1"))
                #expect(TagChecker.complaint(html) == nil)
            }
        }
    }

    /// The four documents of an order; the sample's waybill names no order, so it is told here.
    private static func submitWhole(_ orderNo: String, to site: Site) async throws {
        for message in [Sample.order(orderNo)] + Sample.rest(of: orderNo) {
            let text = String(decoding: message, as: UTF8.self).replacing(
                "<ceb:logisticsNo>Y\(orderNo)</ceb:logisticsNo><ceb:freight>",
                with: "<ceb:logisticsNo>Y\(orderNo)</ceb:logisticsNo>"
                    + "<ceb:orderNo>\(orderNo)</ceb:orderNo><ceb:freight>")
            #expect(try await site.post(Array(text.utf8)).status == 202)
        }
        let declaration = try await site.get("/v1/declarations/1160915006:\(orderNo)").json
        #expect(declaration["status"]["code"].int == 800)
    }

    /// Asks until it has ended; a million times would be minutes.
    private static func end(of url: String, _ site: Site) async throws -> JSON {
        for _ in 0..<1_000_000 {
            let answer = try await site.get(url).json
            if ["finished", "cancelled", "failed"].contains(answer["state"].string) {
                return answer
            }
            await Task.yield()
        }
        return JSON(value: nil)
    }

    @Test func everythingWrongWithADraftIsSaid() async throws {
        try await Site.open { site in
            let files = [
                Self.path: Self.ceiling(lowered: "much", source: false),
                "../etc/passwd.yaml": "id: x",
            ]
            let answer = try await site.send(
                .post, "/v1/simulations", Self.json, try Self.body(files))
            #expect(answer.status == 422 && answer.problemCode == "draft_refused")
            let detail = try answer.json["en"].string ?? ""
            for word in ["missingSource", "badValue", "no path of a rule book"] {
                #expect(detail.contains(word), "\(word) is missing in \(detail)")
            }
            #expect(try await site.get("/v1/simulations").json["simulations"].array.isEmpty)
        }
    }

    @Test func theFormShowsARefusedDraftAgain() async throws {
        try await Site.open { site in
            let boundary = "b"
            let fields = [
                ("from", "2026-11-01"), ("to", "2026-11-30"),
                ("draft", "id: vat.low\nzh: <b>\n---\nid: vat.none\n"),
            ]
            let body =
                fields.map { name, value in
                    "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
                }.joined() + "--b--\r\n"
            let type: HTTPFields = [.contentType: "multipart/form-data; boundary=\(boundary)"]
            let answer = try await site.send(
                .post, "/simulations?lang=en", type, Array(body.utf8))
            #expect(answer.status == 422)
            #expect(answer.text.contains("parameters/vat/none.yaml"))
            #expect(answer.text.contains("id: vat.low\nzh: &lt;b&gt;"))
            #expect(TagChecker.complaint(answer.text) == nil)
        }
    }
}
