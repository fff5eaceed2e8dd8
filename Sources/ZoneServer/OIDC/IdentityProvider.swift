import AsyncHTTPClient
import Foundation
import JWTKit
import NIOCore
import NIOHTTP1
import ZoneCore
import ZoneServices

/// Logins at an identity provider: the authorization code flow with PKCE, state and nonce.
final class IdentityProvider: Sendable {
    /// Signatures that are taken; none, and those by a shared secret, are not among them.
    static let algorithms: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    ]

    let settings: ProviderSettings
    let logins = PendingLogins()
    private let directory: ProviderDirectory

    init(_ settings: ProviderSettings) {
        self.settings = settings
        directory = ProviderDirectory(
            issuer: settings.issuer, timeoutSeconds: settings.timeoutSeconds)
    }

    /// Where a browser goes to log in, and what it keeps meanwhile.
    func begin(
        next: String, at now: Timestamp
    ) async throws(ProviderFault) -> (url: String, browserToken: String) {
        let endpoint = try await directory.document(at: now).authorizationEndpoint
        let (state, login, browserToken) = logins.begin(next: next, at: now)
        let url = Self.address(
            endpoint,
            [
                ("response_type", "code"), ("scope", "openid"), ("client_id", settings.clientID),
                ("redirect_uri", settings.callbackURL), ("state", state), ("nonce", login.nonce),
                ("code_challenge", AccessDesk.codeChallenge(of: login.verifier)),
                ("code_challenge_method", "S256"),
            ])
        return (url, browserToken)
    }

    /// Who logged in, by the code that the browser brought back.
    func identity(
        code: String, of login: PendingLogins.Login, at now: Timestamp
    ) async throws(ProviderFault) -> ProviderIdentity {
        let token = try await idToken(code: code, verifier: login.verifier, at: now)
        let claims = try await claims(of: token, at: now)
        if let fault = claims.fault(settings, nonce: login.nonce, at: now) { throw fault }
        return ProviderIdentity(
            issuer: claims.iss, subject: claims.sub,
            hasSecondFactor: claims.hasSecondFactor(settings))
    }

    /// Where a browser ends its session at the provider; nil where the provider has no such place.
    func endSessionURL() async -> String? {
        guard let endpoint = await directory.lastDocument?.endSessionEndpoint,
            endpoint.hasPrefix("https://") || ProviderSettings.isSafe(endpoint)
        else { return nil }
        return Self.address(
            endpoint,
            [
                ("client_id", settings.clientID),
                ("post_logout_redirect_uri", settings.publicURL + "/login"),
            ])
    }

    private func idToken(
        code: String, verifier: String, at now: Timestamp
    ) async throws(ProviderFault) -> String {
        var request = HTTPClientRequest(
            url: try await directory.document(at: now).tokenEndpoint)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: "accept", value: "application/json")
        var fields = [
            ("grant_type", "authorization_code"), ("code", code),
            ("redirect_uri", settings.callbackURL), ("code_verifier", verifier),
        ]
        if let secret = settings.clientSecret {
            let pair = settings.clientID.percentEncoded() + ":" + secret.percentEncoded()
            request.headers.add(
                name: "authorization",
                value: "Basic " + Data(pair.utf8).base64EncodedString())
        } else {
            fields.append(("client_id", settings.clientID))
        }
        request.body = .bytes(ByteBuffer(string: Self.form(fields)))
        let (status, body) = try await ProviderDirectory.answer(
            to: request, timeoutSeconds: settings.timeoutSeconds)
        let answer = (try? JSONDecoder().decode(TokenAnswer.self, from: body)) ?? TokenAnswer()
        switch status {
        case 200:
            guard let token = answer.idToken else { throw .tokenMalformed }
            return token
        case 400..<500: throw .codeRefused(answer.error ?? "HTTP \(status)")
        default: throw .down("HTTP \(status)")
        }
    }

    /// What a token says whose signature is good: by exactly the key that it names, in the way that the key is for.
    private func claims(
        of token: String, at now: Timestamp
    ) async throws(ProviderFault) -> IdentityClaims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Self.bytes(base64URL: parts[0]),
            let header = try? JSONDecoder().decode(TokenHeader.self, from: bytes)
        else { throw .tokenMalformed }
        guard Self.algorithms.contains(header.alg) else { throw .algorithm(header.alg) }
        guard let name = header.kid, header.crit == nil else { throw .tokenMalformed }
        let key = try await directory.key(name, at: now)
        if let algorithm = key.algorithm?.rawValue, algorithm != header.alg {
            throw .algorithm(header.alg)
        }
        // A collection of this one key, so that no other can be taken in its place.
        let keys = JWTKeyCollection()
        do {
            try await keys.add(jwk: key)
            return try await keys.verify(token, as: IdentityClaims.self)
        } catch let error as JWTError where error.errorType == .malformedToken {
            throw .tokenMalformed
        } catch {
            throw .signature
        }
    }

    private static func bytes(base64URL text: Substring) -> Data? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\($0.1.percentEncoded())" }.joined(separator: "&")
    }

    private static func address(_ endpoint: String, _ fields: [(String, String)]) -> String {
        endpoint + (endpoint.contains("?") ? "&" : "?") + form(fields)
    }

    private struct TokenHeader: Decodable {
        var alg: String
        var kid: String?
        /// Extensions that have to be understood; none is.
        var crit: [String]?
    }

    private struct TokenAnswer: Decodable {
        var idToken: String?
        var error: String?

        enum CodingKeys: String, CodingKey {
            case idToken = "id_token"
            case error
        }
    }
}
