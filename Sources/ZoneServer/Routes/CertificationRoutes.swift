import Foundation
import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Reports on what an integrator's system has met, signed by the zone.
struct CertificationRoutes: Sendable {
    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/certifications/{sender}", use: report)
        router.get("/v1/certification-key", use: key)
    }

    @Sendable func report(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let roles = CertificationRole.allCases.map(\.rawValue).joined(separator: ", ")
        guard let role = CertificationRole(rawValue: try Query(request).text("role") ?? "") else {
            throw Problem.parameterInvalid(name: "role", expected: roles)
        }
        let sender = try context.parameter("sender")
        guard let report = try zone.certification(of: sender, role: role) else {
            throw Problem.notFound
        }
        return jsonResponse(report)
    }

    @Sendable func key(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let key = zone.reportKey else { throw Problem.notFound }
        return jsonResponse(
            ReportKeyAnswer(algorithm: "Ed25519", key: Data(key).base64EncodedString()))
    }
}

/// The zone's key for reports.
struct ReportKeyAnswer: Encodable {
    var algorithm: String
    var key: String
}
