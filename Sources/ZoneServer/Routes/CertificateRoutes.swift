import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Certificates that enterprises sign by.
struct CertificateRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/certificates", use: list)
        router.post("/v1/certificates", use: register)
        router.post("/v1/certificates/{fingerprint}/revocation", use: revoke)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let enterprise = try Query(request).text("enterprise") else {
            throw Problem.parameterInvalid(name: "enterprise", expected: "1...100 bytes")
        }
        let today = zone.today
        return jsonResponse(
            CertificateListAnswer(
                certificates: zone.certificates(of: enterprise).map {
                    CertificateAnswer($0, today: today)
                }))
    }

    /// 201 where it is new, 200 where it was registered before.
    @Sendable func register(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: CertificateBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: CertificateBody.shape)
        let filing = CertificateFiling(
            enterprise: body.enterprise, certificate: Array(body.certificate.utf8),
            from: try body.from.map { (text) throws(Problem) in try readDay(text, "from") },
            until: try body.until.map { (text) throws(Problem) in try readDay(text, "until") },
            suites: body.suites ?? [], actor: actingAs(body.by))
        return try answeringEnterprise {
            let (view, isNew) = try zone.registerCertificate(filing)
            return jsonResponse(
                CertificateAnswer(view, today: zone.today), status: isNew ? .created : .ok)
        }
    }

    @Sendable func revoke(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: RevocationBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: RevocationBody.shape)
        let day = try body.from.map { (text) throws(Problem) in try readDay(text, "from") }
        let fingerprint = try context.parameter("fingerprint")
        return try answeringEnterprise {
            let view = try zone.revokeCertificate(
                fingerprint, from: day, reason: body.reason, by: actingAs(body.by))
            return jsonResponse(CertificateAnswer(view, today: zone.today))
        }
    }
}

/// A certificate as sent.
struct CertificateBody: Decodable {
    static let shape =
        #"{"enterprise", "certificate": PEM text, "from"?, "until"?, "suites"?: [string], "by"}"#

    var enterprise: String
    var certificate: String
    var from: String?
    var until: String?
    var suites: [String]?
    var by: String
}

/// A revocation as sent.
struct RevocationBody: Decodable {
    static let shape = #"{"from"?: "2026-11-01", "reason", "by"}"#

    var from: String?
    var reason: String
    var by: String
}
