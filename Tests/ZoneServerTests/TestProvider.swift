import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JWTKit
import Logging
import NIOCore
import Synchronization
import Testing

@testable import ZoneServer
@testable import ZoneServices

/// A small identity provider on a socket of this machine, with keys of its own; it can be told to misbehave.
final class TestProvider: Sendable {
    /// What the provider does wrong.
    struct Mischief: Sendable {
        /// Changes the claims of the next tokens.
        var claims: @Sendable (inout IdentityClaims) -> Void = { _ in }
        /// Makes the token another way.
        var token: (@Sendable (IdentityClaims) async throws -> String)?
        var isDown = false
        /// Names another issuer in its document.
        var documentIssuer: String?
    }

    private struct State: Sendable {
        var key = ES256PrivateKey()
        var keyName = "k1"
        var mischief = Mischief()
        var jwksCount = 0
        /// What each code is good for; taken with its use.
        var codes: [String: Grant] = [:]
    }

    struct Grant: Sendable {
        var challenge: String
        var nonce: String
        var subject: String
    }

    static let clientID = "pilotzone"
    static let secret = "s3cret & more"
    let port: Int
    private let state = Mutex(State())

    private init(port: Int) { self.port = port }

    var issuer: String { "http://127.0.0.1:\(port)" }
    var jwksCount: Int { state.withLock { $0.jwksCount } }
    var key: (ES256PrivateKey, String) { state.withLock { ($0.key, $0.keyName) } }

    func rotate() {
        state.withLock {
            $0.key = ES256PrivateKey()
            $0.keyName += "x"
        }
    }

    func misbehave(_ mischief: Mischief) { state.withLock { $0.mischief = mischief } }

    /// A person logs in at the provider: the code that the browser is sent back with.
    func authorize(_ url: String, as subject: String) throws -> (code: String, state: String) {
        let items = try #require(URLComponents(string: url)?.queryItems)
        let query = Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
        #expect(query["response_type"] == "code" && query["scope"] == "openid")
        #expect(query["client_id"] == Self.clientID)
        #expect(query["redirect_uri"] == "https://zone.example/login/oidc/callback")
        #expect(query["code_challenge_method"] == "S256")
        let code = UUID().uuidString
        let grant = Grant(
            challenge: query["code_challenge"] ?? "", nonce: query["nonce"] ?? "",
            subject: subject)
        state.withLock { $0.codes[code] = grant }
        return (code, query["state"] ?? "")
    }

    /// Runs `body` beside the provider.
    static func open(
        _ body: @escaping @Sendable (TestProvider) async throws -> Void
    ) async throws {
        let shared = Box()
        let router = Router()
        router.get("/.well-known/openid-configuration") { _, _ in try shared.provider().document() }
        router.get("/jwks") { _, _ in try shared.provider().keys() }
        router.post("/token") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 16)
            return try await shared.provider().token(
                String(buffer: body), authorization: request.headers[.authorization])
        }
        var logger = Logger(label: "provider")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: logger)
        try await application.test(.live) { client in
            let provider = TestProvider(port: try #require(client.port))
            shared.set(provider)
            try await body(provider)
        }
    }

    private final class Box: Sendable {
        private let value = Mutex<TestProvider?>(nil)
        func set(_ provider: TestProvider) { value.withLock { $0 = provider } }
        func provider() throws -> TestProvider { try #require(value.withLock { $0 }) }
    }

    private func json(_ object: [String: Any], status: HTTPResponse.Status = .ok) throws -> Response
    {
        let data = try JSONSerialization.data(withJSONObject: object)
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: [UInt8](data))))
    }

    private func document() throws -> Response {
        let mischief = state.withLock { $0.mischief }
        if mischief.isDown { return Response(status: .serviceUnavailable) }
        return try json([
            "issuer": mischief.documentIssuer ?? issuer,
            "authorization_endpoint": issuer + "/authorize?tenant=1",
            "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/jwks",
            "end_session_endpoint": issuer + "/logout",
        ])
    }

    private func keys() throws -> Response {
        let (key, name) = state.withLock { state in
            state.jwksCount += 1
            return (state.key, state.keyName)
        }
        let point = try #require(key.publicKey.parameters)
        return try json([
            "keys": [
                // A kind that nobody knows is passed over.
                ["kty": "moon", "kid": "m"],
                [
                    "kty": "EC", "crv": "P-256", "kid": name, "use": "sig", "alg": "ES256",
                    "x": Self.urlSafe(point.x), "y": Self.urlSafe(point.y),
                ],
            ]
        ])
    }

    static func urlSafe(_ text: String) -> String {
        text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private func token(_ body: String, authorization: String?) async throws -> Response {
        let items = URLComponents(string: "?" + body)?.queryItems ?? []
        let form = Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
        let pair = Self.clientID + ":" + Self.secret.percentEncoded()
        guard authorization == "Basic " + Data(pair.utf8).base64EncodedString() else {
            return try json(["error": "invalid_client"], status: .unauthorized)
        }
        let (grant, mischief) = state.withLock { state in
            (state.codes.removeValue(forKey: form["code"] ?? ""), state.mischief)
        }
        if mischief.isDown { return Response(status: .serviceUnavailable) }
        guard let grant, form["grant_type"] == "authorization_code",
            AccessDesk.codeChallenge(of: form["code_verifier"] ?? "") == grant.challenge
        else { return try json(["error": "invalid_grant"], status: .badRequest) }
        // The zone's noon of 2026-11-23.
        let now = 1_795_406_400.0
        var claims = IdentityClaims(
            iss: issuer, sub: grant.subject, aud: AudienceClaim(value: [Self.clientID]),
            exp: now + 300, iat: now, nonce: grant.nonce)
        mischief.claims(&claims)
        let text =
            if let make = mischief.token { try await make(claims) } else { try await sign(claims) }
        return try json(["token_type": "Bearer", "access_token": "x", "id_token": text])
    }

    /// The token as it should be.
    func sign(_ claims: IdentityClaims, key other: ES256PrivateKey? = nil) async throws -> String {
        let (own, name) = self.key
        let keys = JWTKeyCollection()
        await keys.add(ecdsa: other ?? own, kid: JWKIdentifier(string: name))
        return try await keys.sign(claims, kid: JWKIdentifier(string: name))
    }
}
