import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The pages of login, logout and one's own account.
struct LogInRoutes: Sendable {
    /// Largest body of these forms, bytes.
    static let formByteCountMax = 16 << 10
    /// How long a login form may lie open, seconds.
    static let loginSeconds: Int64 = 3600

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/login", use: form)
        router.post("/login", use: logIn)
        router.post("/logout", use: logOut)
        router.get("/account", use: account)
        router.post("/account/password", use: changePassword)
        router.post("/account/codes", use: turnOnCodes)
        router.post("/account/sessions", use: endSessions)
    }

    @Sendable func form(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        var endSessionURL: String?
        if try query.text("out") != nil {
            endSessionURL = await settings.identityProvider?.endSessionURL()
        }
        return page(
            request, next: try query.text("next", lengthMax: 1000) ?? "/",
            endSessionURL: endSessionURL)
    }

    /// Each form has a token of its own that its browser keeps beside it, so that no other site logs somebody in here.
    func page(
        _ request: Request, next: String, isRefused: Bool = false, error: String? = nil,
        status: HTTPResponse.Status = .ok, endSessionURL: String? = nil
    ) -> Response {
        var visit = Visit(request)
        // What a provider sent is in no address that leads on from here.
        if visit.path != "/login" { (visit.path, visit.query) = ("/login", "") }
        let token = AccessDesk.newFormToken()
        var page = LogInPage(
            formToken: token, next: Self.ownPath(next), isRefused: isRefused,
            hasProvider: settings.identityProvider != nil, visit: visit)
        if let error { page.error = error }
        page.endSessionURL = endSessionURL
        var response = Templates.response(
            page, template: "login", title: page.title, visit: visit,
            status: isRefused ? .unprocessableContent : status)
        response.headers[values: .setCookie] = [
            SessionCookie.login(token, seconds: Self.loginSeconds, settings)
        ]
        return response
    }

    @Sendable func logIn(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        guard let kept = SessionCookie.loginToken(in: request, settings),
            let sent = try query.text(FormToken.name), FormToken.isEqual(kept, sent)
        else { throw Problem.formForeign }
        let parts = try await FormParts(request, upTo: Self.formByteCountMax)
        let session = try await answeringAccess {
            try await zone.access.logIn(
                name: parts.text("name"), password: parts.text("password"),
                code: parts.text("code"), from: context.clientAddress(request, settings))
        }
        let next = Self.ownPath(try query.text("next", lengthMax: 1000) ?? "/")
        guard let session else { return page(request, next: next, isRefused: true) }
        var response = Response(status: .seeOther, headers: [.location: next])
        response.headers[values: .setCookie] = [
            SessionCookie.session(session.token, seconds: session.lifeSeconds, settings),
            SessionCookie.login("", seconds: 0, settings),
        ]
        return response
    }

    /// A path of ours; anything that a browser could take for another site's address is the home page.
    static func ownPath(_ text: String) -> String {
        let isOurs =
            text.hasPrefix("/") && !text.hasPrefix("//")
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        return isOurs ? text : "/"
    }

    @Sendable func logOut(_ request: Request, _ context: ZoneContext) async throws -> Response {
        var out: [(name: String, value: String)] = []
        if case .person(let known, let token) = context.caller {
            try zone.access.logOut(token: token)
            // The session at the provider goes on; the login page shows the way to end it.
            if known.isFederated { out = [("out", "1")] }
        }
        var response = Response(
            status: .seeOther, headers: [.location: Visit(request).url("/login", out)])
        response.headers[values: .setCookie] = [SessionCookie.session("", seconds: 0, settings)]
        return response
    }

    @Sendable func account(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try page(request, context)
    }

    private func page(
        _ request: Request, _ context: ZoneContext, problem: Problem? = nil
    ) throws -> Response {
        guard case .person(let known, let token) = context.caller else { throw Problem.notFound }
        let visit = Visit(request)
        let secret = known.hasOneTimeCodes ? nil : try zone.access.beginOneTimeCodes(token: token)
        let page = AccountPage(
            known, secret: secret, sessions: zone.access.ownSessions(token: token),
            error: problem?.detail(in: visit.language), visit: visit)
        return Templates.response(
            page, template: "account", title: page.title, visit: visit,
            status: problem?.status ?? .ok)
    }

    @Sendable func changePassword(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        guard case .person(_, let token) = context.caller else { throw Problem.notFound }
        let parts = try await FormParts(request, upTo: Self.formByteCountMax)
        return try await answer(request, context) {
            try await zone.access.changePassword(
                token: token, old: parts.text("old"), new: parts.text("new"))
        }
    }

    @Sendable func turnOnCodes(_ request: Request, _ context: ZoneContext) async throws -> Response
    {
        guard case .person(_, let token) = context.caller else { throw Problem.notFound }
        let parts = try await FormParts(request, upTo: Self.formByteCountMax)
        return try await answer(request, context) {
            try zone.access.confirmOneTimeCodes(token: token, code: parts.text("code"))
        }
    }

    /// Ends one of the person's sessions, or all of them.
    @Sendable func endSessions(_ request: Request, _ context: ZoneContext) async throws -> Response
    {
        guard case .person(_, let token) = context.caller else { throw Problem.notFound }
        let parts = try await FormParts(request, upTo: Self.formByteCountMax)
        guard parts.text("do") == "all" else {
            return try await answer(request, context) {
                try zone.access.endOwnSession(parts.text("id"), token: token)
            }
        }
        try await answeringAccess { try zone.access.logOutEverywhere(token: token) }
        var response = Response(
            status: .seeOther, headers: [.location: Visit(request).url("/login")])
        response.headers[values: .setCookie] = [SessionCookie.session("", seconds: 0, settings)]
        return response
    }

    /// Back to the account's page; what is wrong is shown on it.
    private func answer(
        _ request: Request, _ context: ZoneContext, _ body: () async throws -> Void
    ) async throws -> Response {
        do {
            try await answeringAccess(body)
        } catch let problem as Problem {
            return try page(request, context, problem: problem)
        }
        return Response(
            status: .seeOther, headers: [.location: Visit(request).url("/account")])
    }
}

/// What `body` answers, with what accounts are refused for as a problem.
func answeringAccess<T>(_ body: () async throws -> T) async throws -> T {
    do {
        return try await body()
    } catch let error as AccessError {
        throw Problem(error)
    }
}
