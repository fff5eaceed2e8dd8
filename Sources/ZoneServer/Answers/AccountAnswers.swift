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

    init(_ view: AccountView) {
        name = view.name
        role = view.role?.rawValue ?? ""
        codes = view.codes
        mustChangePassword = view.mustChangePassword
        hasOneTimeCodes = view.hasOneTimeCodes
        lockedUntil = view.lockedUntil?.iso8601
        createdAt = view.createdAt.iso8601
        closedAt = view.closedAt?.iso8601
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

/// An API client, without its token.
struct TokenAnswer: Encodable {
    var name: String
    var role: String
    var codes: [String]
    var scopes: [String]
    var createdAt: String
    var endsAt: String
    var revokedAt: String?

    init(_ view: APIClientView) {
        name = view.name
        role = view.role?.rawValue ?? ""
        codes = view.codes
        scopes = view.scopes
        createdAt = view.createdAt.iso8601
        endsAt = view.endsAt.iso8601
        revokedAt = view.revokedAt?.iso8601
    }
}

/// All API clients.
struct TokenListAnswer: Encodable {
    var tokens: [TokenAnswer]
}

/// A token, told this once.
struct IssuedTokenAnswer: Encodable {
    var name: String
    var token: String
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
