import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Accounts, API clients and the audit register.
struct AccountRoutes: Sendable {
    /// Most entries of one page of the register.
    static let entryCountMax = 500

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/accounts", use: accounts)
        router.put("/v1/accounts/{name}", use: putAccount)
        router.delete("/v1/accounts/{name}", use: closeAccount)
        router.post("/v1/accounts/{name}/password", use: resetPassword)
        router.put("/v1/accounts/{name}/subject", use: link)
        router.delete("/v1/accounts/{name}/subject", use: unlink)
        router.get("/v1/tokens", use: tokens)
        router.put("/v1/tokens/{name}", use: issueToken)
        router.delete("/v1/tokens/{name}", use: revokeToken)
        router.get("/v1/audit", use: audit)
    }

    @Sendable func accounts(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(AccountListAnswer(accounts: zone.access.accounts().map(AccountAnswer.init)))
    }

    /// 201 with the one-time password where the account is new, 200 where its role and codes were changed.
    @Sendable func putAccount(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let name = try context.parameter("name")
        let body: AccountBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: AccountBody.shape)
        let role = try Role.read(body.role)
        let by = actingAs("")
        return try await answeringAccess {
            if zone.access.accounts().contains(where: { $0.name == name }) {
                try zone.access.changeAccount(
                    name: name, role: role, codes: body.codes ?? [], by: by)
                return jsonResponse(PasswordAnswer(name: name, password: nil))
            }
            let password = try await zone.access.addAccount(
                name: name, role: role, codes: body.codes ?? [], by: by)
            return jsonResponse(PasswordAnswer(name: name, password: password), status: .created)
        }
    }

    @Sendable func closeAccount(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let name = try context.parameter("name")
        try await answeringAccess { try zone.access.closeAccount(name: name, by: actingAs("")) }
        return Response(status: .noContent)
    }

    @Sendable func resetPassword(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let name = try context.parameter("name")
        let password = try await answeringAccess {
            try await zone.access.resetPassword(name: name, by: actingAs(""))
        }
        return jsonResponse(PasswordAnswer(name: name, password: password))
    }

    /// Whom an identity provider calls so may log in to the account.
    @Sendable func link(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let name = try context.parameter("name")
        let body: SubjectBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: SubjectBody.shape)
        try await answeringAccess {
            try zone.access.link(
                name: name, issuer: body.issuer ?? settings.provider?.issuer ?? "",
                subject: body.subject, by: actingAs(""))
        }
        return Response(status: .noContent)
    }

    @Sendable func unlink(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let name = try context.parameter("name")
        try await answeringAccess { try zone.access.unlink(name: name, by: actingAs("")) }
        return Response(status: .noContent)
    }

    @Sendable func tokens(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(TokenListAnswer(tokens: zone.access.clients().map(TokenAnswer.init)))
    }

    @Sendable func issueToken(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let name = try context.parameter("name")
        let body: TokenBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: TokenBody.shape)
        let (role, codes) = (try Role.read(body.role), body.codes ?? [])
        let scopes = try Permission.read(body.scopes ?? [])
        guard (body.days == nil) != (body.certificate == nil) else {
            throw Problem.fieldsRefused([
                FilingProblem(
                    field: "days", value: body.days.map(String.init) ?? "",
                    zh: "days（令牌）与certificate（客户证书）须给出且只给出其一。",
                    en: "Give days, for a token, or a certificate, and not both.")
            ])
        }
        let answer = try await answeringAccess {
            if let pem = body.certificate {
                let view = try zone.access.registerClient(
                    CertificateClientRequest(
                        name: name, role: role, codes: codes, scopes: scopes,
                        certificate: Array(pem.utf8)),
                    authorities: settings.tls?.clientAuthorities, by: actingAs(""))
                return IssuedTokenAnswer(name: name, certificate: ClientCertificateAnswer(view))
            }
            let token = try zone.access.issueToken(
                APIClientRequest(
                    name: name, role: role, codes: codes, scopes: scopes,
                    dayCount: body.days ?? 0), by: actingAs(""))
            return IssuedTokenAnswer(name: name, token: token)
        }
        return jsonResponse(answer, status: .created)
    }

    @Sendable func revokeToken(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let name = try context.parameter("name")
        try await answeringAccess { try zone.access.revokeToken(name: name, by: actingAs("")) }
        return Response(status: .noContent)
    }

    @Sendable func audit(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let count = try query.limit(countMax: Self.entryCountMax, default: 100)
        let events = try zone.access.audit(
            subject: try query.text("subject"),
            before: try query.number("before", in: 0...Int64.max), countMax: count)
        return jsonResponse(
            AuditPageAnswer(
                events: events.map(AuditAnswer.init),
                nextBefore: events.count == count ? events.last?.seq : nil))
    }
}

extension Role {
    static func read(_ text: String) throws(Problem) -> Role {
        guard let role = Role(rawValue: text) else {
            throw .valueRefused(
                name: "role", expected: allCases.map(\.rawValue).joined(separator: ", "))
        }
        return role
    }
}

extension Permission {
    static func read(_ texts: [String]) throws(Problem) -> Set<Permission> {
        var scopes: Set<Permission> = []
        for text in texts {
            guard let scope = Permission(rawValue: text) else {
                throw .valueRefused(
                    name: "scopes", expected: allCases.map(\.rawValue).joined(separator: ", "))
            }
            scopes.insert(scope)
        }
        return scopes
    }
}

/// An account as sent.
struct AccountBody: Decodable {
    static let shape = #"{"role", "codes"?: []}"#

    var role: String
    var codes: [String]?
}

/// Who an account's person is to an identity provider, as sent.
struct SubjectBody: Decodable {
    static let shape = #"{"subject", "issuer"?}"#

    var subject: String
    /// The provider of the server where nil.
    var issuer: String?
}

/// An API client as sent.
struct TokenBody: Decodable {
    static let shape = #"{"role", "codes"?: [], "scopes"?: [], "days": 1 or "certificate": "PEM"}"#

    var role: String
    var codes: [String]?
    var scopes: [String]?
    /// Days of a token; nil for a client with a certificate.
    var days: Int?
    /// The text of a PEM file.
    var certificate: String?
}
