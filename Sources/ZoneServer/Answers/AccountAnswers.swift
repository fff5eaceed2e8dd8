import ZoneCore
import ZoneServices

/// An account, without its secrets.
struct AccountAnswer: Encodable {
    var name: String
    var role: String
    var codes: [String]
    var mustChangePassword: Bool
    var hasOneTimeCodes: Bool
    var lockedUntil: String?
    var createdAt: String
    var closedAt: String?
    var issuer: String?
    var subject: String?

    init(_ view: AccountView) {
        name = view.name
        role = view.role?.rawValue ?? ""
        codes = view.codes
        mustChangePassword = view.mustChangePassword
        hasOneTimeCodes = view.hasOneTimeCodes
        lockedUntil = view.lockedUntil?.iso8601
        createdAt = view.createdAt.iso8601
        closedAt = view.closedAt?.iso8601
        issuer = view.issuer
        subject = view.subject
    }
}

/// All accounts.
struct AccountListAnswer: Encodable {
    var accounts: [AccountAnswer]
}

/// A password for one login, told this once; missing where there is no new one.
struct PasswordAnswer: Encodable {
    var name: String
    var password: String?
}

/// The certificate that an API client shows instead of a token.
struct ClientCertificateAnswer: Encodable {
    var subject: String
    var issuer: String
    var serial: String
    var fingerprint: String
    var validFrom: String
    var validUntil: String

    init(_ view: ClientCertificateView) {
        subject = view.subject
        issuer = view.issuer
        serial = view.serial
        fingerprint = view.fingerprint
        validFrom = view.validFrom.iso8601
        validUntil = view.validUntil.iso8601
    }
}

/// An API client, without its token.
struct TokenAnswer: Encodable {
    var name: String
    var role: String
    var codes: [String]
    var scopes: [String]
    var createdAt: String
    var endsAt: String
    var revokedAt: String?
    var certificate: ClientCertificateAnswer?

    init(_ view: APIClientView) {
        name = view.name
        role = view.role?.rawValue ?? ""
        codes = view.codes
        scopes = view.scopes
        createdAt = view.createdAt.iso8601
        endsAt = view.endsAt.iso8601
        revokedAt = view.revokedAt?.iso8601
        certificate = view.certificate.map(ClientCertificateAnswer.init)
    }
}

/// All API clients.
struct TokenListAnswer: Encodable {
    var tokens: [TokenAnswer]
}

/// A new API client: its token, told this once, or the certificate that stands in for one.
struct IssuedTokenAnswer: Encodable {
    var name: String
    var token: String?
    var certificate: ClientCertificateAnswer?
}

/// An entry of the audit register.
struct AuditAnswer: Encodable {
    var seq: Int64
    var at: String
    var kind: String
    var zh: String
    var en: String
    var actor: String
    var subject: String
    var detail: String

    init(_ event: AuditEvent) {
        let known = AuditKind(rawValue: event.kind)
        seq = event.seq
        at = event.at.iso8601
        kind = event.kind
        zh = known?.zh ?? event.kind
        en = known?.en ?? event.kind
        actor = event.actor
        subject = event.subject
        detail = event.detail
    }
}

/// A page of the register, newest first.
struct AuditPageAnswer: Encodable {
    var events: [AuditAnswer]
    var nextBefore: Int64?
}
