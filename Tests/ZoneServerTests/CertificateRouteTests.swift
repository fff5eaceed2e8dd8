import HTTPTypes
import Testing
import ZoneServices

@testable import ZoneServer

@Suite struct CertificateRouteTests {
    private static let json: HTTPFields = [.contentType: "application/json"]

    @Test func aCertificateThatIsNoneIsToldByField() async throws {
        try await Site.open { site in
            let body = #"{"enterprise":"x","certificate":"no","suites":["rot13"],"by":"o"}"#
            let answer = try await site.send(
                .post, "/v1/certificates", Self.json, Array(body.utf8))
            #expect(answer.status == 422 && answer.problemCode == "fields_refused")
            #expect(
                try answer.json["fields"].array.map { $0["field"].string } == [
                    "enterprise", "suites", "certificate",
                ])
            let day = #"{"enterprise":"x","certificate":"no","from":"2026-13-01","by":"o"}"#
            #expect(
                try await site.send(.post, "/v1/certificates", Self.json, Array(day.utf8)).status
                    == 422)
            let revocation = #"{"reason":"lost","by":"o"}"#
            #expect(
                try await site.send(
                    .post, "/v1/certificates/00/revocation", Self.json, Array(revocation.utf8)
                ).status == 404)
            let none = try await site.get("/v1/certificates?enterprise=4403160AB2")
            #expect(try none.json["certificates"].array.isEmpty)
        }
    }
}
