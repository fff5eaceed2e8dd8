import HTTPTypes
import Hummingbird
import NIOCore
import NIOSSL
import Synchronization
import ZoneCore
import ZoneServices

extension HTTPField.Name {
    static let formToken = Self("X-Form-Token")!
    static let forwardedFor = Self("X-Forwarded-For")!
}

/// Lets a request through to its handler, or not: who it is from, whether the one table allows it, whether a page of
/// ours sent it, and whether the caller asks too often.
struct AccessGate: RouterMiddleware {
    let access: AccessDesk
    let settings: ServerSettings
    let table: AccessTable
    let limits = RateLimits()

    func handle(
        _ request: Request, context: ZoneContext,
        next: (Request, ZoneContext) async throws -> Response
    ) async throws -> Response {
        let caller = try await caller(of: request, context)
        try limits.check(caller, context, request, settings, at: access.now)
        // Without a template there is no route: the answer is the router's own.
        guard let template = context.endpointPath else { return try await next(request, context) }
        guard let route = table[request.method.rawValue, template] else {
            throw Problem.forbidden(permission: "x-permission")
        }
        var context = context
        context.caller = caller
        context.routePermission = route.permission
        let reach = reach(of: caller.principal, route.permission)
        if reach == .none { return try refusal(route, caller, request) }
        try checkForm(request, caller)
        if reach == .own {
            if let other = try narrow(route, caller, request, context) { return other }
            if route.owner == .content { context.ownerProof = OwnerProof() }
        }
        var request = request
        if let rule = route.twoPersons, let principal = caller.principal {
            let body = try await collectBytes(of: request, upTo: settings.jsonByteCountMax)
            if rule.applies(to: body) {
                try context.require(rule.permission)
                return try await ask(request, body, rule.permission, principal)
            }
            request.body = RequestBody(buffer: ByteBuffer(bytes: body))
        }
        let response = try await Caller.$current.withValue(caller) { [request, context] in
            try await next(request, context)
        }
        // What a handler lets out without having asked whose it is stays in.
        if let proof = context.ownerProof, !proof.isGiven, response.status.kind == .successful {
            throw Problem.forbidden(permission: route.permission.rawValue)
        }
        return response
    }

    private func caller(
        of request: Request, _ context: ZoneContext
    ) async throws(Problem) -> Caller {
        if let header = request.headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer",
                let client = access.client(token: String(parts[1]))
            else { throw .unauthenticated }
            return .client(client)
        }
        if let token = SessionCookie.token(in: request, settings),
            let known = access.session(token: token)
        {
            return .person(known, token: token)
        }
        return try await certifiedCaller(context) ?? .nobody
    }

    /// The API client whose certificate the connection shows; nil where it shows none.
    private func certifiedCaller(_ context: ZoneContext) async throws(Problem) -> Caller? {
        guard let authorities = settings.tls?.clientAuthorities,
            let certificate = try? await context.channel.nioSSL_peerCertificate().get()
        else { return nil }
        do {
            let der = (try? certificate.toDERBytes()) ?? []
            return .client(try access.client(certificate: der, authorities: authorities))
        } catch {
            throw .certificateRefused(error)
        }
    }

    /// A person who is not logged in goes to the login and comes back; a first password and one-time codes come first.
    private func refusal(
        _ route: RouteAccess, _ caller: Caller, _ request: Request
    ) throws(Problem) -> Response {
        let isPage =
            !request.uri.path.hasPrefix("/v1/") && Accept(request.headers[.accept]).namesHTML
        switch caller {
        case .nobody where isPage && request.method == .get:
            let back = request.uri.string.utf8.count <= 1000 ? request.uri.string : "/"
            return redirect("/login?next=" + back.percentEncoded())
        case .anybody, .nobody: throw .unauthenticated
        case .person(let known, _) where known.mustChangePassword || known.mustTurnOnCodes:
            guard isPage else { throw .forbidden(permission: route.permission.rawValue) }
            return redirect("/account")
        case .person, .client: throw .forbidden(permission: route.permission.rawValue)
        }
    }

    /// A browser sends the cookie with whatever page made it send something, so a form of ours shows that it is ours.
    private func checkForm(_ request: Request, _ caller: Caller) throws(Problem) {
        guard case .person(let known, _) = caller, ![.get, .head].contains(request.method) else {
            return
        }
        let sent = request.headers[.formToken] ?? (try? Query(request).text(FormToken.name))
        guard let sent, FormToken.isEqual(sent, known.formToken) else { throw .formForeign }
    }

    /// Who sees only its own names itself; a page that names nobody is asked for again with the main code.
    private func narrow(
        _ route: RouteAccess, _ caller: Caller, _ request: Request, _ context: ZoneContext
    ) throws -> Response? {
        let named: String
        switch route.owner {
        case .path(let name): named = try context.parameter(name)
        case .query(let name):
            guard let code = try Query(request).text(name)?.trimmed() else {
                guard let own = caller.principal?.codes.first,
                    !request.uri.path.hasPrefix("/v1/"), request.method == .get
                else {
                    throw Problem.parameterInvalid(
                        name: name, expected: caller.principal?.codes.joined(separator: ", ") ?? "")
                }
                let mark = request.uri.query == nil ? "?" : "&"
                return redirect("\(request.uri.string)\(mark)\(name)=\(own.percentEncoded())")
            }
            named = code
        case .content: return nil
        case nil: throw Problem.forbidden(permission: route.permission.rawValue)
        }
        guard mayDo(caller.principal, route.permission, on: [named]) else {
            throw Problem.forbidden(permission: route.permission.rawValue)
        }
        return nil
    }

    /// Keeps an act for a second person.
    private func ask(
        _ request: Request, _ body: [UInt8], _ permission: Permission, _ principal: Principal
    ) async throws -> Response {
        let id = try await answeringAccess {
            try access.requestAct(
                method: request.method.rawValue, path: request.uri.string, permission: permission,
                body: body, by: principal.name)
        }
        return jsonResponse(PendingActTicket(id: id), status: .accepted)
    }

    private func redirect(_ url: String) -> Response {
        Response(status: .seeOther, headers: [.location: url])
    }
}

/// How often each caller may ask: one who is known by name, others by address, and logins far more slowly.
final class RateLimits: Sendable {
    private let known = Mutex(TokenBuckets(.init(perSecond: 2000, burst: 4000), countMax: 20_000))
    private let unknown = Mutex(TokenBuckets(.init(perSecond: 20, burst: 400), countMax: 50_000))
    private let logins = Mutex(TokenBuckets(.init(perSecond: 0.2, burst: 10), countMax: 50_000))

    func check(
        _ caller: Caller, _ context: ZoneContext, _ request: Request, _ settings: ServerSettings,
        at now: Timestamp
    ) throws(Problem) {
        let nowMs = now.ms
        var seconds: Int?
        if let principal = caller.principal {
            seconds = known.withLock { $0.take(principal.name, atMs: nowMs) }
        } else {
            let address = context.clientAddress(request, settings)
            seconds = unknown.withLock { $0.take(address, atMs: nowMs) }
            let path = request.uri.path
            let isLogin =
                request.method == .post && path == "/login" || path == "/login/oidc/callback"
            if seconds == nil, isLogin {
                seconds = logins.withLock { $0.take(address, atMs: nowMs) }
            }
        }
        if let seconds { throw .tooOften(retryAfterSeconds: seconds) }
    }
}

extension ZoneContext {
    /// Where a request is from: the peer, or behind a proxy of ours what that proxy says.
    func clientAddress(_ request: Request, _ settings: ServerSettings) -> String {
        if settings.isBehindProxy, let chain = request.headers[.forwardedFor],
            let last = chain.split(separator: ",").last
        {
            return String(last.trimmed().prefix(64))
        }
        return remoteAddress?.ipAddress ?? ""
    }
}
