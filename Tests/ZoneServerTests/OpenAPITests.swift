import Foundation
import HTTPTypes
import Hummingbird
import Testing
import ZoneServices

@testable import ZoneServer

@Suite struct OpenAPITests {
    static var document: JSON {
        do {
            return try JSON(Array(ServerResource.text("openapi.json").utf8))
        } catch {
            preconditionFailure("openapi.json is no JSON: \(error)")
        }
    }

    private let methods = ["get", "put", "post", "delete", "patch"]

    @Test func describesEveryRouteAndNoOther() async throws {
        try await Site.open { site in
            let routes = makeRouter(zone: site.zone, settings: ServerSettings()).routes
            let real = Set(
                routes.map { route in
                    let path = route.path.description
                    return "\(route.method.rawValue) \(path.hasPrefix("/") ? path : "/" + path)"
                })
            var described = Set<String>()
            for (path, item) in Self.document["paths"].object {
                for method in item.object.keys where methods.contains(method) {
                    described.insert("\(method.uppercased()) \(path)")
                }
            }
            #expect(real.subtracting(described).isEmpty)
            #expect(described.subtracting(real).isEmpty)
        }
    }

    @Test func isServed() async throws {
        try await Site.open { site in
            let answer = try await site.get("/openapi.json")
            #expect(try answer.json["openapi"].string == "3.1.0")
        }
    }

    @Test func referencesAndOperationsAreSound() {
        let checker = SchemaChecker(document: Self.document)
        var references: [String] = []
        var pending = [Self.document]
        while let next = pending.popLast() {
            pending += next.array + Array(next.object.values)
            if let reference = next["$ref"].string { references.append(reference) }
        }
        #expect(!references.isEmpty)
        for reference in references {
            #expect(!checker.resolve(reference).isNull, "\(reference) points nowhere")
        }
        var ids = Set<String>()
        for (path, item) in Self.document["paths"].object {
            for (method, operation) in item.object where methods.contains(method) {
                #expect(ids.insert(operation["operationId"].string ?? "").inserted)
                #expect(operation["summary"].string?.isEmpty == false)
                let named = operation["parameters"].array.filter { $0["in"].string == "path" }
                let captured = path.split(separator: "/").filter { $0.hasPrefix("{") }
                #expect(
                    Set(named.compactMap { $0["name"].string })
                        == Set(captured.map { String($0.dropFirst().dropLast()) }), "\(path)")
            }
        }
    }

    @Test func examplesFitTheirSchemas() {
        let checker = SchemaChecker(document: Self.document)
        var count = 0
        var pending = [Self.document]
        while let next = pending.popLast() {
            pending += next.array + Array(next.object.values)
            guard !next["schema"].isNull else { continue }
            let examples = [next["example"]] + next["examples"].object.values.map { $0["value"] }
            for example in examples where !example.isNull {
                count += 1
                #expect(checker.complaints(example, next["schema"]) == [])
            }
        }
        #expect(count > 10)
    }

    @Test func everyProblemCodeIsDescribed() {
        let described = Self.document["components"]["schemas"]["Problem"]["properties"]["code"]
        let codes = Set(described["enum"].array.compactMap(\.string))
        #expect(codes == Set(Problem.examples.map(\.code)))
    }

    /// One request a line: the method, the address, the template, the status to come.
    static let requests: [(HTTPRequest.Method, String, String, Int)] = [
        (.post, "/v1/messages", "/v1/messages", 202),
        (.post, "/v1/messages?answer=short", "/v1/messages", 202),
        (.post, "/v1/messages?answer=x", "/v1/messages", 400),
        (.post, "/v1/check", "/v1/check", 200),
        (.get, "/v1/messages/1", "/v1/messages/{id}", 200),
        (.get, "/v1/messages/99", "/v1/messages/{id}", 404),
        (
            .get, "/v1/messages/1/payment-comparison",
            "/v1/messages/{id}/payment-comparison", 404
        ),
        (.get, "/v1/declarations", "/v1/declarations", 200),
        (.get, "/v1/declarations?limit=0", "/v1/declarations", 400),
        (.get, "/v1/declarations/1160915006:A1", "/v1/declarations/{id}", 200),
        (.get, "/v1/declarations/x", "/v1/declarations/{id}", 404),
        (.post, "/v1/declarations/x/acts", "/v1/declarations/{id}/acts", 415),
        (.get, "/v1/certifications/x", "/v1/certifications/{sender}", 400),
        (.get, "/v1/certifications/x?role=site", "/v1/certifications/{sender}", 404),
        (.get, "/v1/certification-key", "/v1/certification-key", 404),
        (.get, "/v1/ordinary-declarations/1", "/v1/ordinary-declarations/{entryId}", 404),
        (.put, "/v1/ordinary-declarations/1", "/v1/ordinary-declarations/{entryId}", 415),
        (
            .get, "/v1/zone-exports?enterprise=x&from=2026-01-01&to=2026-12-31",
            "/v1/zone-exports", 200
        ),
        (.get, "/v1/zone-exports?enterprise=x", "/v1/zone-exports", 400),
        (.get, "/v1/zone-exports/x/1", "/v1/zone-exports/{list}/{gnum}", 404),
        (.put, "/v1/zone-exports/x/1", "/v1/zone-exports/{list}/{gnum}", 415),
        (.get, "/v1/statistics", "/v1/statistics", 200),
        (.get, "/v1/statistics?by=chapter&period=2026", "/v1/statistics", 200),
        (.get, "/v1/statistics?by=x", "/v1/statistics", 400),
        (.get, "/v1/statistics/indicators?period=2026", "/v1/statistics/indicators", 200),
        (.get, "/v1/statistics/indicators?period=x", "/v1/statistics/indicators", 400),
        (.get, "/v1/statistics/declarations?period=2026", "/v1/statistics/declarations", 200),
        (
            .get, "/v1/statistics/declarations?figure=1%2B1", "/v1/statistics/declarations",
            400
        ),
        (
            .put, "/v1/statistics/given/parks/2026", "/v1/statistics/given/{name}/{period}",
            415
        ),
        (.get, "/v1/statistics/publication?by=country", "/v1/statistics/publication", 200),
        (.get, "/v1/statistics/publication?by=enterprise", "/v1/statistics/publication", 422),
        (.get, "/v1/statistics/closings", "/v1/statistics/closings", 200),
        (
            .get, "/v1/statistics/closings/2026/final",
            "/v1/statistics/closings/{period}/{vintage}", 404
        ),
        (
            .put, "/v1/statistics/closings/2026/final",
            "/v1/statistics/closings/{period}/{vintage}", 415
        ),
        (.get, "/v1/statistics/equal-footing", "/v1/statistics/equal-footing", 200),
        (.get, "/v1/statistics/equal-footing?period=x", "/v1/statistics/equal-footing", 400),
        (.get, "/v1/statistics/surveys/2026", "/v1/statistics/surveys/{period}", 200),
        (.get, "/v1/statistics/surveys/2026-07", "/v1/statistics/surveys/{period}", 400),
        (.get, "/v1/evaluations/2026", "/v1/evaluations/{year}", 200),
        (.get, "/v1/evaluations/2026-01", "/v1/evaluations/{year}", 400),
        (.get, "/v1/statistics/corrections?period=2026", "/v1/statistics/corrections", 404),
        (.get, "/v1/parcels/NONE", "/v1/parcels/{logisticsNo}", 404),
        (.get, "/v1/summaries", "/v1/summaries", 200),
        (.get, "/v1/summaries?limit=0", "/v1/summaries", 400),
        (.get, "/v1/summaries/due", "/v1/summaries/due", 200),
        (.get, "/v1/receipts", "/v1/receipts", 200),
        (.get, "/v1/evidence/key", "/v1/evidence/key", 404),
        (.get, "/v1/evidence/head", "/v1/evidence/head", 404),
        (.get, "/v1/evidence/proof?index=0", "/v1/evidence/proof", 200),
        (.get, "/v1/evidence/proof", "/v1/evidence/proof", 400),
        (.get, "/v1/evidence/proof?index=99999", "/v1/evidence/proof", 404),
        (.get, "/v1/evidence/consistency?from=1&to=3", "/v1/evidence/consistency", 200),
        (.get, "/v1/evidence/consistency?from=3&to=1", "/v1/evidence/consistency", 400),
        (.get, "/v1/evidence/consistency?from=3&to=99999", "/v1/evidence/consistency", 404),
        (.get, "/v1/receipts/1.1/evidence", "/v1/receipts/{cursor}/evidence", 404),
        (.get, "/v1/receipts/x/evidence", "/v1/receipts/{cursor}/evidence", 404),
        (.get, "/v1/guarantees", "/v1/guarantees", 200),
        (.get, "/v1/guarantees/1160946002", "/v1/guarantees/{code}", 200),
        (.get, "/v1/guarantees/none", "/v1/guarantees/{code}", 404),
        (.put, "/v1/guarantees/none", "/v1/guarantees/{code}", 415),
        (.get, "/v1/codes", "/v1/codes", 200),
        (.get, "/v1/codes/unit", "/v1/codes/{list}", 200),
        (.get, "/v1/findings", "/v1/findings", 200),
        (.get, "/v1/rules?on=2018-12-31", "/v1/rules", 200),
        (.get, "/v1/rules?since=2018-12-31", "/v1/rules", 200),
        (.get, "/v1/rules?on=2018-13-01", "/v1/rules", 400),
        (.get, "/v1/rules?part=risk&search=quality&limit=2", "/v1/rules", 200),
        (.get, "/v1/rules?part=none", "/v1/rules", 400),
        (.get, "/v1/rules/supervision.modes%209610", "/v1/rules/{id}", 200),
        (.get, "/v1/rules/state.denied-party", "/v1/rules/{id}", 200),
        (.get, "/v1/rules/vat.standard", "/v1/rules/{id}", 200),
        (.get, "/v1/rules/vat.none", "/v1/rules/{id}", 404),
        (.get, "/v1/zones?on=2026-01-01", "/v1/zones", 200),
        (.get, "/v1/zones?status=lost", "/v1/zones", 400),
        (.get, "/v1/zones/haikou", "/v1/zones/{code}", 200),
        (.get, "/v1/zones/none", "/v1/zones/{code}", 404),
        (
            .get, "/v1/refund-data?enterprise=x&from=2026-01-01&to=2026-12-31",
            "/v1/refund-data", 200
        ),
        (.get, "/v1/refund-data?enterprise=x", "/v1/refund-data", 400),
        (
            .get, "/v1/forex-data?enterprise=x&from=2026-01-01&to=2026-12-31",
            "/v1/forex-data", 200
        ),
        (.get, "/v1/forex-data", "/v1/forex-data", 400),
        (
            .post, "/v1/zone-exports/x/1/withdrawal",
            "/v1/zone-exports/{list}/{gnum}/withdrawal", 415
        ),
        (.get, "/v1/measure-library", "/v1/measure-library", 200),
        (
            .get, "/v1/measure-library/b2b-list-channel", "/v1/measure-library/{id}", 200
        ),
        (.get, "/v1/measure-library/none", "/v1/measure-library/{id}", 404),
        (.get, "/v1/measures", "/v1/measures", 200),
        (.get, "/v1/measures/x", "/v1/measures/{id}", 404),
        (.put, "/v1/measures/x", "/v1/measures/{id}", 415),
        (.get, "/v1/measures/x/package", "/v1/measures/{id}/package", 404),
        (.get, "/v1/measures/x/effect", "/v1/measures/{id}/effect", 404),
        (.get, "/v1/measures/x/effect?days=0", "/v1/measures/{id}/effect", 400),
        (.post, "/v1/measure-imports", "/v1/measure-imports", 415),
        (.post, "/v1/measures/x/adoption", "/v1/measures/{id}/adoption", 415),
        (.get, "/v1/checks", "/v1/checks", 200),
        (.post, "/v1/checks", "/v1/checks", 415),
        (.get, "/v1/inspections", "/v1/inspections", 200),
        (.get, "/v1/inspections/x", "/v1/inspections/{id}", 404),
        (.put, "/v1/inspections/x", "/v1/inspections/{id}", 415),
        (.get, "/v1/inspection-findings?state=open", "/v1/inspection-findings", 200),
        (.get, "/v1/inspection-findings?state=x", "/v1/inspection-findings", 400),
        (.get, "/v1/inspection-findings/x", "/v1/inspection-findings/{id}", 404),
        (.get, "/v1/inspection-findings/x/runs", "/v1/inspection-findings/{id}/runs", 404),
        (.get, "/v1/inspection-runs/1", "/v1/inspection-runs/{id}", 404),
        (.get, "/v1/major-issues", "/v1/major-issues", 200),
        (.get, "/v1/major-issues?format=x", "/v1/major-issues", 400),
        (.get, "/v1/major-issue-reports", "/v1/major-issue-reports", 200),
        (.get, "/v1/major-issue-reports/1", "/v1/major-issue-reports/{id}", 404),
        (.get, "/v1/bodies", "/v1/bodies", 200),
        (.get, "/v1/escalation-steps", "/v1/escalation-steps", 200),
        (.get, "/v1/plans", "/v1/plans", 200),
        (.get, "/v1/plans?limit=0", "/v1/plans", 400),
        (.get, "/v1/plans/none", "/v1/plans/{id}", 404),
        (.put, "/v1/plans/none", "/v1/plans/{id}", 415),
        (.get, "/v1/plans/none/changes", "/v1/plans/{id}/changes", 404),
        (.post, "/v1/plans/none/acts", "/v1/plans/{id}/acts", 415),
        (.get, "/v1/plans/none/documents", "/v1/plans/{id}/documents", 200),
        (.get, "/v1/plans/none/documents/1", "/v1/plans/{id}/documents/{number}", 404),
        (.get, "/v1/plan-delays", "/v1/plan-delays", 200),
        (.get, "/v1/approval-routes", "/v1/approval-routes", 200),
        (.get, "/v1/approvals", "/v1/approvals", 200),
        (.get, "/v1/approvals/none", "/v1/approvals/{id}", 404),
        (.put, "/v1/approvals/none", "/v1/approvals/{id}", 415),
        (.post, "/v1/approvals/none/acts", "/v1/approvals/{id}/acts", 415),
        (.get, "/v1/approvals/none/documents", "/v1/approvals/{id}/documents", 200),
        (.get, "/v1/approvals/none/documents/1", "/v1/approvals/{id}/documents/{number}", 404),
        (.get, "/v1/approval-deadlines", "/v1/approval-deadlines", 200),
        (
            .post, "/ceb2grab/grab/realTimeDataUpload", "/ceb2grab/grab/realTimeDataUpload", 200
        ),
        (.get, "/v1/payment-requests", "/v1/payment-requests", 200),
        (.get, "/v1/payment-requests?before=0", "/v1/payment-requests", 400),
        (.post, "/v1/payment-requests", "/v1/payment-requests", 415),
        (.get, "/v1/payment-requests/x", "/v1/payment-requests/{session}", 404),
        (
            .post, "/v1/payment-requests/x/repeat", "/v1/payment-requests/{session}/repeat", 415
        ),
        (
            .post, "/v1/payment-requests/x/review", "/v1/payment-requests/{session}/review", 415
        ),
        (.get, "/v1/payment-addresses", "/v1/payment-addresses", 200),
        (.get, "/v1/payment-addresses/x", "/v1/payment-addresses/{platform}", 200),
        (.put, "/v1/payment-addresses/x", "/v1/payment-addresses/{platform}", 415),
        (
            .post, "/v1/payment-addresses/x/1/judgement",
            "/v1/payment-addresses/{platform}/{id}/judgement", 415
        ),
        (.get, "/v1/gateway", "/v1/gateway", 200),
        (.get, "/v1/gateway/dead-letters", "/v1/gateway/dead-letters", 404),
        (.get, "/v1/gateway/unanswered", "/v1/gateway/unanswered", 404),
        (.get, "/v1/gateway/messages/1", "/v1/gateway/messages/{id}", 404),
        (.get, "/v1/gateway/receipts?upstream=x", "/v1/gateway/receipts", 404),
        (
            .post, "/v1/gateway/dead-letters/1/redelivery",
            "/v1/gateway/dead-letters/{id}/redelivery", 404
        ),
        (.get, "/v1/duties", "/v1/duties", 200),
        (
            .get, "/v1/duties/market-imports/records?after=0.0", "/v1/duties/{duty}/records", 200
        ),
        (.get, "/v1/duties/market-imports/records?after=x", "/v1/duties/{duty}/records", 400),
        (.get, "/v1/duties/none/records", "/v1/duties/{duty}/records", 404),
        (
            .post, "/v1/duties/market-imports/acknowledgements",
            "/v1/duties/{duty}/acknowledgements", 415
        ),
        (.get, "/v1/duties/market-imports/deliveries", "/v1/duties/{duty}/deliveries", 200),
        (.get, "/v1/duties/none/deliveries", "/v1/duties/{duty}/deliveries", 404),
        (.get, "/v1/person-accesses", "/v1/person-accesses", 200),
        (.get, "/v1/log?kind=duty", "/v1/log", 200),
        (.get, "/v1/log?from=2020-01-01", "/v1/log", 400),
        (.get, "/v1/log?before=x", "/v1/log", 400),
        (
            .post, "/v1/declarations/x/case-file", "/v1/declarations/{id}/case-file", 415
        ),
        (.get, "/v1/person-accesses?declaration=x", "/v1/person-accesses", 404),
        (.get, "/v1/certificates?enterprise=4403160AB2", "/v1/certificates", 200),
        (.get, "/v1/certificates", "/v1/certificates", 400),
        (.post, "/v1/certificates", "/v1/certificates", 415),
        (
            .post, "/v1/certificates/00/revocation",
            "/v1/certificates/{fingerprint}/revocation", 415
        ),
        (.get, "/v1/accounts", "/v1/accounts", 200),
        (.put, "/v1/accounts/li", "/v1/accounts/{name}", 415),
        (.delete, "/v1/accounts/li", "/v1/accounts/{name}", 404),
        (.post, "/v1/accounts/li/password", "/v1/accounts/{name}/password", 404),
        (.get, "/v1/tokens", "/v1/tokens", 200),
        (.put, "/v1/tokens/erp", "/v1/tokens/{name}", 415),
        (.delete, "/v1/tokens/erp", "/v1/tokens/{name}", 404),
        (.get, "/v1/audit", "/v1/audit", 200),
        (.get, "/v1/pending-acts", "/v1/pending-acts", 200),
        (.post, "/v1/pending-acts/1/decision", "/v1/pending-acts/{id}/decision", 415),
        (.get, "/v1/audit?limit=0", "/v1/audit", 400),
        (.get, "/v1/simulations", "/v1/simulations", 200),
        (.get, "/v1/simulations/1", "/v1/simulations/{id}", 404),
        (.get, "/v1/simulations/1/changes", "/v1/simulations/{id}/changes", 404),
        (.get, "/health", "/health", 200),
        (.get, "/health/ready", "/health/ready", 200),
    ]

    @Test(arguments: requests)
    func realAnswersFitTheirSchemas(
        method: HTTPRequest.Method, uri: String, template: String, status: Int
    ) async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            let limit = Array(#"{"limitFen":500000}"#.utf8)
            _ = try await site.send(
                .put, "/v1/guarantees/1160946002", [.contentType: "application/json"], limit)
            let answer =
                method == .post
                ? try await site.post(Sample.hostile, to: uri)
                : try await site.send(method, uri, [.contentType: "application/xml"])
            #expect(answer.status == status)
            let operation = Self.document["paths"][template][method.rawValue.lowercased()]
            let checker = SchemaChecker(document: Self.document)
            var response = operation["responses"][String(status)]
            if let reference = response["$ref"].string { response = checker.resolve(reference) }
            let content = response["content"][answer.headers[.contentType] ?? ""]
            #expect(!content["schema"].isNull, "\(method) \(uri): \(status) is not described")
            #expect(checker.complaints(try answer.json, content["schema"]) == [])
        }
    }
}
