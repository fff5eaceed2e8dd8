import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Login at the identity provider: the way there and the way back.
struct ProviderRoutes: Sendable {
    /// Longest code and state that a provider may send, bytes.
    static let parameterByteCountMax = 4000

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/login/oidc", use: begin)
        router.get("/login/oidc/callback", use: finish)
    }

    @Sendable func begin(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let provider = settings.identityProvider else { throw Problem.notFound }
        let next = try Query(request).text("next", lengthMax: 1000) ?? "/"
        do {
            let (url, token) = try await provider.begin(
                next: LogInRoutes.ownPath(next), at: zone.access.now)
            var response = Response(status: .seeOther, headers: [.location: url])
            response.headers[values: .setCookie] = [
                SessionCookie.provider(token, seconds: PendingLogins.lifeMs / 1000, settings)
            ]
            return response
        } catch {
            return try refusal(error, request, context, isNoted: true)
        }
    }

    @Sendable func finish(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let provider = settings.identityProvider else { throw Problem.notFound }
        let client = context.clientAddress(request, settings)
        do {
            let (login, code) = try answer(request, provider)
            let identity = try await provider.identity(
                code: code, of: login, at: zone.access.now)
            switch try zone.access.logIn(identity, from: client) {
            case .accepted(let session): return welcome(session, next: login.next, request)
            case .unknown: return try refusal(.unknownPerson, request, context, isNoted: true)
            case .tooWeak: return try refusal(.tooWeak, request, context, isNoted: true)
            }
        } catch let fault as ProviderFault {
            return try refusal(fault, request, context)
        }
    }

    /// The login that the browser comes back from, and the code that it brings.
    private func answer(
        _ request: Request, _ provider: IdentityProvider
    ) throws -> (PendingLogins.Login, code: String) {
        let query = Query(request)
        let state = try query.text("state", lengthMax: Self.parameterByteCountMax)
        guard let state, let token = SessionCookie.providerToken(in: request, settings),
            let login = provider.logins.take(
                state: state, browserToken: token, at: zone.access.now)
        else { throw ProviderFault.stateForeign }
        if let issuer = try query.text("iss", lengthMax: 500), issuer != provider.settings.issuer {
            throw ProviderFault.issuer
        }
        if let error = try query.text("error", lengthMax: Self.parameterByteCountMax) {
            throw ProviderFault.refused(error)
        }
        guard let code = try query.text("code", lengthMax: Self.parameterByteCountMax) else {
            throw ProviderFault.refused("no code")
        }
        return (login, code)
    }

    /// The session, with a page that goes on by itself: a redirect from another site's page would not carry the cookie,
    /// a step from a page of ours does.
    private func welcome(_ session: NewSession, next: String, _ request: Request) -> Response {
        var visit = Visit(request)
        (visit.path, visit.query) = ("/login", "")
        let page = WelcomePage(nextURL: next, visit: visit)
        var response = Templates.response(
            page, template: "welcome", title: page.title, visit: visit)
        response.headers[.refresh] = "0; url=\(next)"
        response.headers[values: .setCookie] = [
            SessionCookie.session(session.token, seconds: session.lifeSeconds, settings),
            SessionCookie.provider("", seconds: 0, settings),
        ]
        return response
    }

    private func refusal(
        _ fault: ProviderFault, _ request: Request, _ context: ZoneContext, isNoted: Bool = false
    ) throws -> Response {
        if !isNoted {
            try zone.access.noteRefusedLogIn(
                fault.note, from: context.clientAddress(request, settings))
        }
        let visit = Visit(request)
        var response = LogInRoutes(zone: zone, settings: settings).page(
            request, next: "/", error: visit.language == .zh ? fault.zh : fault.en,
            status: fault.isOutage ? .badGateway : .unprocessableContent)
        response.headers[values: .setCookie].append(
            SessionCookie.provider("", seconds: 0, settings))
        return response
    }
}
