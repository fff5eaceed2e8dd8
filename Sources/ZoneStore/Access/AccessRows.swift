/// An account as it is kept.
public struct AccountRow: Hashable, Sendable {
    public var name: String
    public var role: String
    /// Codes with spaces between them, the main one first.
    public var codes: String
    public var password: String
    public var mustChange: Bool
    /// The sealed secret of one-time codes; empty without one.
    public var totp: [UInt8]
    public var totpStep: Int64
    public var failedCount: Int64
    public var lockedUntilMs: Int64
    public var createdMs: Int64
    /// 0 while it is open.
    public var closedMs: Int64
    /// The identity provider's address, a space, and what it calls the person; empty without one.
    public var subject: String

    /// A new account that nobody has used.
    public init(name: String, role: String, codes: String, password: String, createdMs: Int64) {
        self.name = name
        self.role = role
        self.codes = codes
        self.password = password
        self.createdMs = createdMs
        mustChange = true
        totp = []
        totpStep = 0
        failedCount = 0
        lockedUntilMs = 0
        closedMs = 0
        subject = ""
    }
}

/// An API client as it is kept.
public struct APIClientRow: Hashable, Sendable {
    public var name: String
    /// SHA-256 of its token, or of its certificate.
    public var digest: [UInt8]
    public var role: String
    public var codes: String
    /// Permissions with spaces between them; empty for all of its role.
    public var scopes: String
    public var createdMs: Int64
    public var endsMs: Int64
    /// 0 while it is good.
    public var revokedMs: Int64
    /// What it shows instead of a token, DER; empty for a client with a token.
    public var certificate: [UInt8]

    public init(
        name: String, digest: [UInt8], role: String, codes: String, scopes: String,
        createdMs: Int64, endsMs: Int64, revokedMs: Int64 = 0, certificate: [UInt8] = []
    ) {
        self.name = name
        self.digest = digest
        self.role = role
        self.codes = codes
        self.scopes = scopes
        self.createdMs = createdMs
        self.endsMs = endsMs
        self.revokedMs = revokedMs
        self.certificate = certificate
    }
}

/// A person's session as it is kept.
public struct SessionRow: Hashable, Sendable {
    /// SHA-256 of its cookie.
    public var id: [UInt8]
    public var account: String
    /// An identity provider logged the person in.
    public var isFederated: Bool
    /// The address that the login came from.
    public var client: String
    public var startedMs: Int64
    public var usedMs: Int64

    public init(
        id: [UInt8], account: String, isFederated: Bool, client: String, startedMs: Int64,
        usedMs: Int64
    ) {
        self.id = id
        self.account = account
        self.isFederated = isFederated
        self.client = client
        self.startedMs = startedMs
        self.usedMs = usedMs
    }
}

/// An act that waits, or waited, for a second person.
public struct PendingActRow: Hashable, Sendable {
    /// 0 for one that is not stored yet.
    public var id: Int64
    public var method: String
    public var path: String
    public var permission: String
    public var body: [UInt8]
    public var requestedBy: String
    public var requestedMs: Int64
    /// `waits`, `refused`, `confirmed`, and then `done` or `failed`.
    public var state: String
    public var decidedBy: String
    public var decidedMs: Int64
    /// Why it failed.
    public var outcome: String

    public init(
        method: String, path: String, permission: String, body: [UInt8], requestedBy: String,
        requestedMs: Int64
    ) {
        id = 0
        self.method = method
        self.path = path
        self.permission = permission
        self.body = body
        self.requestedBy = requestedBy
        self.requestedMs = requestedMs
        state = "waits"
        decidedBy = ""
        decidedMs = 0
        outcome = ""
    }
}

/// One entry of the audit register.
public struct AuditRow: Hashable, Sendable {
    /// 0 for one that is not stored yet.
    public var seq: Int64
    public var atMs: Int64
    public var kind: String
    public var actor: String
    public var subject: String
    public var detail: String

    public init(atMs: Int64, kind: String, actor: String, subject: String, detail: String) {
        seq = 0
        self.atMs = atMs
        self.kind = kind
        self.actor = actor
        self.subject = subject
        self.detail = detail
    }
}
