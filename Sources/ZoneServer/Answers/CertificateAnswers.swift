import ZoneCore
import ZoneServices

/// A certificate that an enterprise signs by.
struct CertificateAnswer: Encodable {
    struct Revocation: Encodable {
        var from: String
        var reason: String
        var by: String
        var at: String
    }

    var fingerprint: String
    var enterprise: String
    var serial: String
    var subject: String
    var issuer: String
    var key: String
    var from: String
    var until: String
    var suites: [String]
    var state: String
    var registeredBy: String
    var registeredAt: String
    var revocation: Revocation?
    var pem: String

    init(_ view: CertificateView, today: Day) {
        fingerprint = view.fingerprint
        enterprise = view.enterprise
        serial = view.serial
        subject = view.subject
        issuer = view.issuer
        key = view.key
        from = view.from.description
        until = view.until.description
        suites = view.suites
        state = view.state(on: today)
        registeredBy = view.registeredBy
        registeredAt = view.registeredAt.iso8601
        revocation = view.revocation.map {
            Revocation(
                from: $0.from.description, reason: $0.reason, by: $0.by, at: $0.at.iso8601)
        }
        pem = view.pem
    }
}

/// Certificates of an enterprise.
struct CertificateListAnswer: Encodable {
    var certificates: [CertificateAnswer]
}
