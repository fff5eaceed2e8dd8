import Foundation
import HTTPTypes
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

/// A report of exports without invoice that has something in it, by HTTP from registration to the file.
@Suite struct ZoneExportRouteTests {
    private static let list = "4403160AB1%3AN1"
    private static let question =
        "enterprise=4403160AB2&from=2026-07-01&to=2026-07-31"

    /// The export of a scenario: two lists that are released.
    private static func messages() throws -> [[UInt8]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("Fixtures/scenarios/export-9610-summed-up")
        return try (1...8).map { number in
            [UInt8](
                try Data(contentsOf: folder.appendingPathComponent("0\(number)-export.xml")))
        }
    }

    private func put(
        _ site: Site, _ list: String, seller: String, reason: String? = nil
    ) async throws -> Answer {
        let reason = reason.map { ",\"reason\":\"\($0)\"" } ?? ""
        let body =
            "{\"enterprise\":\"4403160AB2\",\"exportDate\":\"2026-07-01\",\"goodsName\":\"cup\","
            + "\"unit\":\"011\",\"quantity\":\"10\",\"unitPrice\":\"30\",\"amount\":\"300\","
            + "\"currency\":\"142\",\"seller\":\"\(seller)\",\"purchaseDate\":\"2026-06-20\","
            + "\"by\":\"clerk\"\(reason)}"
        return try await site.send(
            .put, "/v1/zone-exports/\(list)/1", [.contentType: "application/json"],
            Array(body.utf8))
    }

    @Test func aReportIsFilledAndCorrected() async throws {
        try await Site.open { site in
            for message in try Self.messages() {
                #expect(try await site.post(message).status == 202)
            }
            #expect(try await put(site, Self.list, seller: "workshop").status == 201)
            #expect(
                try await put(site, "4403160AB1%3AN2", seller: "=cmd, <b>").status == 201)
            #expect(
                try await put(site, Self.list, seller: "other", reason: "wrong").status == 200)

            let report = try await site.get("/v1/zone-exports?" + Self.question).json
            let schema = OpenAPITests.document["paths"]["/v1/zone-exports"]["get"]["responses"][
                "200"]["content"]["application/json"]["schema"]
            #expect(!schema.isNull)
            let checker = SchemaChecker(document: OpenAPITests.document)
            #expect(checker.complaints(report, schema) == [])
            let records = report["records"].array
            #expect(records.map(\.["list"].string) == ["4403160AB1:N1", "4403160AB1:N2"])
            #expect(records.map(\.["seller"].string) == ["other", "=cmd, <b>"])
            #expect(records.map(\.["version"].int) == [2, 1])
            let total = report["totals"][0]
            #expect(report["totals"].array.count == 1 && total["recordCount"].int == 2)
            #expect(total["amount"].string == "600" && total["currency"].string == "142")
            #expect(total["deemedIncome"].string == "24")
            #expect(total["incomeRule"]["value"].string == "0.04")
            #expect(report["exemptions"][0]["outcome"].string == "open")

            let csv = try await site.get("/v1/zone-exports?format=csv&" + Self.question)
            #expect(csv.headers[.contentType] == "text/csv")
            let rows = csv.text.split(separator: "\r\n").map {
                $0.filter { $0 != "\"" && $0 != "\u{FEFF}" }
            }
            let kinds = rows.map { $0.prefix { $0 != "," } }
            #expect(kinds == ["row", "record", "record", "total", "exemption"])
            #expect(rows[1].contains("other") && rows[3].contains("600,142"))
            // A table program must not take a seller's name for a formula.
            #expect(rows[2].contains(",'=cmd"))

            for language in Language.allCases {
                let page = try await site.get(
                    "/zone-exports?\(Self.question)&lang=\(language.rawValue)"
                ).text
                #expect(page.contains("4403160AB1:N1 #1") && page.contains("600 (142)"))
                #expect(page.contains("0.04"))
                #expect(TagChecker.complaint(page) == nil)
            }
            let withdrawal = #"{"enterprise":"4403160AB2","reason":"cancelled","by":"clerk"}"#
            let withdrawn = try await site.send(
                .post, "/v1/zone-exports/\(Self.list)/1/withdrawal",
                [.contentType: "application/json"], Array(withdrawal.utf8))
            #expect(withdrawn.status == 200)
            let after = try await site.get("/v1/zone-exports?" + Self.question).json
            #expect(after["totals"][0]["amount"].string == "300")
            let history = try await site.get("/v1/zone-exports/\(Self.list)/1").json
            #expect(history["versions"].array.count == 3)
        }
    }
}
