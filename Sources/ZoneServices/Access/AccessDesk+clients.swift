public import ZoneCore
import ZoneStore
import ZoneTrust

/// An API client, without its token.
public struct APIClientView: Hashable, Sendable {
    public var name: String
    public var role: Role?
    public var codes: [String]
    /// Empty for everything that the role may do.
    public var scopes: [String]
    public var createdAt: Timestamp
    public var endsAt: Timestamp
    public var revokedAt: Timestamp?
    /// What it shows instead of a token.
    public var certificate: ClientCertificateView?

    init(_ row: APIClientRow) {
        name = row.name
        role = Role(rawValue: row.role)
        codes = row.codes.words
        scopes = row.scopes.words
        createdAt = Timestamp(ms: row.createdMs)
        endsAt = Timestamp(ms: row.endsMs)
        revokedAt = row.revokedMs == 0 ? nil : Timestamp(ms: row.revokedMs)
        certificate = (try? Certificate(row.certificate)).map {
            ClientCertificateView($0, fingerprint: row.digest)
        }
    }
}

/// What an API client is to be.
public struct APIClientRequest: Sendable {
    public var name: String
    public var role: Role
    public var codes: [String]
    public var scopes: Set<Permission>
    public var dayCount: Int

    public init(
        name: String, role: Role, codes: [String], scopes: Set<Permission>, dayCount: Int
    ) {
        self.name = name
        self.role = role
        self.codes = codes
        self.scopes = scopes
        self.dayCount = dayCount
    }
}

extension AccessDesk {
    /// All API clients by name, revoked ones among them.
    public func clients() -> [APIClientView] {
        withState { $0.clients.values.map(APIClientView.init) }.sorted { $0.name < $1.name }
    }

    /// Adds an API client; returns its token, which is told this once only.
    public func issueToken(_ request: APIClientRequest, by actor: String) throws -> String {
        var problems = clientProblems(request.name, request.role, request.codes)
        if !(1...settings.tokenDayCountMax).contains(request.dayCount) {
            problems.append(
                FilingProblem(
                    field: "days", value: String(request.dayCount),
                    zh: "应为1至\(settings.tokenDayCountMax)。",
                    en: "It is 1 to \(settings.tokenDayCountMax)."))
        }
        guard problems.isEmpty else { throw AccessError.invalid(problems) }
        let token = SecretToken()
        try change { state, now in
            try checkRoom(for: request.name, in: state)
            let scopes = request.scopes.map(\.rawValue).sorted().joined(separator: " ")
            let row = APIClientRow(
                name: request.name, digest: token.digest, role: request.role.rawValue,
                codes: request.codes.joined(separator: " "), scopes: scopes, createdMs: now.ms,
                endsMs: now.ms + Int64(request.dayCount) * 86_400_000)
            let event = AuditRow(
                .tokenIssued, at: now, by: actor, on: request.name,
                Self.detail(request.role, request.codes) + " [\(scopes)]")
            return (AccessChange(clients: [row], events: [event]), ())
        }
        return token.text
    }

    func clientProblems(_ name: String, _ role: Role, _ codes: [String]) -> [FilingProblem] {
        var problems = nameProblems(name) + codeProblems(codes, of: role)
        // Programs do the enterprises' and departments' work; accounts are for people to keep.
        if role == .administrator {
            problems.append(
                FilingProblem(
                    field: "role", value: role.rawValue, zh: "账户管理只限于人。",
                    en: "Keeping accounts is for people only."))
        }
        return problems
    }

    func checkRoom(for name: String, in state: AccessState) throws(AccessError) {
        guard state.accounts[name] == nil, state.clients[name] == nil else { throw .nameTaken }
        guard state.clients.count < settings.clientCountMax else {
            throw .full(countMax: settings.clientCountMax)
        }
    }

    /// Revokes the token or the certificate of an API client, from this moment on.
    public func revokeToken(name: String, by actor: String) throws {
        try change { state, now in
            guard var row = state.clients[name], row.revokedMs == 0 else {
                throw AccessError.notFound
            }
            row.revokedMs = now.ms
            let event = AuditRow(.tokenRevoked, at: now, by: actor, on: name)
            return (AccessChange(clients: [row], events: [event]), ())
        }
    }
}
