import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The page of whoever keeps the accounts.
struct AccountPageRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/accounts", use: accounts)
        router.post("/accounts", use: act)
    }

    @Sendable func accounts(_ request: Request, _ context: ZoneContext) async throws -> Response {
        page(request)
    }

    /// The page again, with the new secret or with what is wrong.
    private func page(
        _ request: Request, secret: String? = nil, problem: Problem? = nil
    ) -> Response {
        let visit = Visit(request)
        let page = AccountsPage(
            accounts: zone.access.accounts(), clients: zone.access.clients(), secret: secret,
            issuer: settings.provider?.issuer, error: problem?.detail(in: visit.language),
            visit: visit)
        return Templates.response(
            page, template: "accounts", title: page.title, visit: visit,
            status: problem?.status ?? .ok)
    }

    @Sendable func act(_ request: Request, _ context: ZoneContext) async throws -> Response {
        do {
            let parts = try await FormParts(request, upTo: LogInRoutes.formByteCountMax)
            let secret = try await answeringAccess { try await act(parts) }
            return page(request, secret: secret)
        } catch let problem as Problem {
            return page(request, problem: problem)
        }
    }

    /// Does what the pressed button says; gives a new password or token, where it makes one.
    private func act(_ parts: FormParts) async throws -> String? {
        let (access, name, by) = (zone.access, parts.text("name"), actingAs(""))
        let codes = parts.text("codes").split(separator: " ").map(String.init)
        switch parts.text("do") {
        case "add":
            return try await access.addAccount(
                name: name, role: Role.read(parts.text("role")), codes: codes, by: by)
        case "issue":
            let scopes = parts.text("scopes").split(separator: " ").map(String.init)
            return try access.issueToken(
                APIClientRequest(
                    name: name, role: Role.read(parts.text("role")), codes: codes,
                    scopes: Permission.read(scopes), dayCount: Int(parts.text("days")) ?? 0),
                by: by)
        case "register":
            let scopes = parts.text("scopes").split(separator: " ").map(String.init)
            _ = try access.registerClient(
                CertificateClientRequest(
                    name: name, role: Role.read(parts.text("role")), codes: codes,
                    scopes: Permission.read(scopes),
                    certificate: Array(parts.text("certificate").utf8)),
                authorities: settings.tls?.clientAuthorities, by: by)
        case "link":
            try access.link(
                name: name, issuer: settings.provider?.issuer ?? "",
                subject: parts.text("subject"), by: by)
        case "unlink": try access.unlink(name: name, by: by)
        case "reset": return try await access.resetPassword(name: name, by: by)
        case "close": try access.closeAccount(name: name, by: by)
        case "revoke": try access.revokeToken(name: name, by: by)
        default:
            throw Problem.valueRefused(
                name: "do", expected: "add, issue, register, link, unlink, reset, close, revoke")
        }
        return nil
    }
}
