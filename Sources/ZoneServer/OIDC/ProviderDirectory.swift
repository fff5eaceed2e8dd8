import AsyncHTTPClient
import Foundation
import JWTKit
import NIOCore
import NIOHTTP1
import ZoneCore

/// What a provider says of itself: its addresses.
struct ProviderDocument: Decodable, Sendable {
    var issuer: String
    var authorizationEndpoint: String
    var tokenEndpoint: String
    var jwksURI: String
    var endSessionEndpoint: String?

    private enum CodingKeys: String, CodingKey {
        case issuer
        case authorizationEndpoint = "authorization_endpoint"
        case tokenEndpoint = "token_endpoint"
        case jwksURI = "jwks_uri"
        case endSessionEndpoint = "end_session_endpoint"
    }
}

/// The provider's document and keys, fetched when they are needed and kept for a while.
///
/// A token by a key that is not known has the keys fetched again, as a provider that changes them means it, but not more
/// often than once a minute, so that invented key names cost the provider nothing.
actor ProviderDirectory {
    /// How long the document and the keys are kept, ms.
    static let lifeMs: Int64 = 3_600_000
    /// Least time between two fetches of the keys, ms.
    static let pauseMs: Int64 = 60_000
    /// Largest answer that is read, bytes.
    static let answerByteCountMax = 256 << 10
    /// Most keys that are kept.
    static let keyCountMax = 100

    private let issuer: String
    private let timeoutSeconds: Int64
    private var document: (value: ProviderDocument, atMs: Int64)?
    private var keys: (values: [String: JWK], atMs: Int64)?

    init(issuer: String, timeoutSeconds: Int64) {
        self.issuer = issuer
        self.timeoutSeconds = timeoutSeconds
    }

    /// The provider's document; one that names another issuer or unsafe addresses is none.
    func document(at now: Timestamp) async throws(ProviderFault) -> ProviderDocument {
        if let document, now.ms - document.atMs < Self.lifeMs { return document.value }
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let data = try await get(base + "/.well-known/openid-configuration")
        guard let read = try? JSONDecoder().decode(ProviderDocument.self, from: data),
            read.issuer == issuer,
            [read.authorizationEndpoint, read.tokenEndpoint, read.jwksURI].allSatisfy(
                Self.isSafe)
        else { throw .down("discovery document") }
        document = (read, now.ms)
        return read
    }

    /// The document as it was read last, for an address that may be missing.
    var lastDocument: ProviderDocument? { document?.value }

    /// The key of that name.
    func key(_ name: String, at now: Timestamp) async throws(ProviderFault) -> JWK {
        if let keys {
            let age = now.ms - keys.atMs
            if let key = keys.values[name], age < Self.lifeMs { return key }
            guard age >= Self.pauseMs else { throw .keyUnknown }
        }
        let address = try await document(at: now).jwksURI
        let fetched = Self.keys(in: try await get(address))
        keys = (fetched, now.ms)
        guard let key = fetched[name] else { throw .keyUnknown }
        return key
    }

    /// Keys for signatures by name; one of a kind that is not known does not spoil the others.
    static func keys(in data: Data) -> [String: JWK] {
        let json = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
        var keys: [String: JWK] = [:]
        for entry in (json?["keys"] as? [[String: Any]] ?? []).prefix(keyCountMax) {
            guard entry["use"] as? String ?? "sig" == "sig",
                let bytes = try? JSONSerialization.data(withJSONObject: entry),
                let key = try? JSONDecoder().decode(JWK.self, from: bytes),
                let name = key.keyIdentifier?.string
            else { continue }
            keys[name] = key
        }
        return keys
    }

    /// Addresses of a document may have a query, which the provider's own name may not.
    private static func isSafe(_ text: String) -> Bool {
        ProviderSettings.isSafe(String(text.prefix { $0 != "?" }))
    }

    private func get(_ address: String) async throws(ProviderFault) -> Data {
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "accept", value: "application/json")
        let (status, data) = try await Self.answer(to: request, timeoutSeconds: timeoutSeconds)
        guard status == 200 else { throw .down("HTTP \(status)") }
        return data
    }

    /// What the provider answers, within limits of time and size.
    static func answer(
        to request: HTTPClientRequest, timeoutSeconds: Int64
    ) async throws(ProviderFault) -> (status: UInt, body: Data) {
        do {
            let response = try await HTTPClient.shared.execute(
                request, timeout: .seconds(timeoutSeconds))
            let body = try await response.body.collect(upTo: answerByteCountMax)
            return (response.status.code, Data(body.readableBytesView))
        } catch {
            throw .down("\(type(of: error))")
        }
    }
}
