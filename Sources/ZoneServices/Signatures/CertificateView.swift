public import ZoneCore
import ZoneStore
import ZoneTrust

/// A certificate that an enterprise signs by.
public struct CertificateView: Hashable, Sendable {
    /// SHA-256 of the certificate, in hexadecimal; its name in the API.
    public var fingerprint: String
    public var enterprise: String
    public var serial: String
    public var subject: String
    public var issuer: String
    public var key: String
    public var from: Day
    public var until: Day
    /// Ids of the ways to sign it may be used for; empty for all that the zone takes.
    public var suites: [String]
    public var registeredBy: String
    public var registeredAt: Timestamp
    public var revocation: Revocation?
    public var pem: String

    /// That it counts no more.
    public struct Revocation: Hashable, Sendable {
        public var from: Day
        public var reason: String
        public var by: String
        public var at: Timestamp
    }

    init(_ known: RegisteredCertificate) {
        let row = known.row
        fingerprint = hex(row.fingerprint)
        enterprise = row.enterprise
        serial = row.serial
        subject = known.certificate.subject
        issuer = known.certificate.issuer
        key = known.certificate.key.text
        from = row.from
        until = row.until
        suites = known.suites
        registeredBy = row.actor
        registeredAt = Timestamp(ms: row.atMs)
        revocation = row.revocation.map {
            Revocation(
                from: $0.from, reason: $0.reason, by: $0.actor, at: Timestamp(ms: $0.atMs))
        }
        pem = known.certificate.pem
    }

    /// What it is on a day: `ahead`, `valid`, `ended` or `revoked`.
    public func state(on day: Day) -> String {
        if let revocation, revocation.from <= day { return "revoked" }
        if day < from { return "ahead" }
        return day > until ? "ended" : "valid"
    }
}
