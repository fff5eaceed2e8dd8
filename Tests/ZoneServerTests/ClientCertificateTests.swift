import Foundation
import HTTPTypes
import Testing
import ZoneCore
import ZoneTrust

@testable import ZoneServer
@testable import ZoneServices

/// API clients that show a certificate, over a real socket.
@Suite struct ClientCertificateTests {
    /// An API client of that certificate, as the administrator registers it.
    private func register(
        _ certificate: Certificate, as name: String, _ role: Role = .operator,
        codes: [String] = [], scopes: Set<Permission> = [], at site: TLSSite
    ) throws {
        _ = try site.zone.access.registerClient(
            CertificateClientRequest(
                name: name, role: role, codes: codes, scopes: scopes,
                certificate: certificate.der), authorities: nil, by: "root")
    }

    @Test func aRegisteredCertificateStandsInForAToken() async throws {
        try await TLSSite.open(asksClients: true) { site async throws in
            let identity = try TLSFolder.identity("acme", by: site.folder.authority, serial: 9)
            try register(
                identity.certificate, as: "acme", .declarant, codes: ["4403W60001"],
                scopes: [.declarationsRead], at: site)
            let own = try await site.get("/v1/declarations", identity: identity)
            #expect(own.status == 200)
            // Its role and its scopes narrow it like a token.
            #expect(try await site.get("/v1/receipts", identity: identity).status == 403)
            #expect(try await site.get("/v1/risk", identity: identity).status == 403)
            // Without a certificate there is nobody, and what is open stays so.
            #expect(try await site.get("/v1/declarations").status == 401)
            #expect(try await site.get("/health").status == 200)
            // What the request says itself goes before the connection.
            let wrong = try await site.get(
                "/v1/declarations", [("authorization", "Bearer x")], identity: identity)
            #expect(wrong.status == 401)
        }
    }

    @Test func otherCertificatesAreRefusedWithTheReason() async throws {
        try await TLSSite.open(asksClients: true) { site async throws in
            let day: Int64 = 86_400_000
            let (authority, now) = (site.folder.authority, site.zone.access.now)
            func expect(
                _ identity: TLSFolder.Identity, _ reason: String,
                sourceLocation: SourceLocation = #_sourceLocation
            ) async throws {
                let reply = try await site.get("/v1/declarations", identity: identity)
                #expect(reply.status == 401, sourceLocation: sourceLocation)
                let problem = try reply.body.json
                #expect(
                    problem["code"].string == "certificate_refused", sourceLocation: sourceLocation)
                #expect(
                    problem["en"].string?.contains(reason) ?? false, sourceLocation: sourceLocation)
                #expect(
                    problem["zh"].string?.contains("客户证书") ?? false,
                    sourceLocation: sourceLocation)
            }
            let unknown = try TLSFolder.identity("unknown", by: authority, serial: 9)
            try await expect(unknown, "is not registered")

            let foreign = try TLSFolder.identity(
                "foreign", by: TLSFolder.authority("OTHER CA"), serial: 10)
            try register(foreign.certificate, as: "foreign", at: site)
            try await expect(foreign, "OTHER CA")

            let early = try TLSFolder.identity(
                "early", by: authority, serial: 11, from: Timestamp(ms: now.ms + day))
            try register(early.certificate, as: "early", at: site)
            try await expect(early, "is valid from 2026-11-24")

            let revoked = try TLSFolder.identity("revoked", by: authority, serial: 12)
            try register(revoked.certificate, as: "revoked", at: site)
            #expect(try await site.get("/v1/declarations", identity: revoked).status == 200)
            try site.zone.access.revokeToken(name: "revoked", by: "root")
            try await expect(revoked, "was revoked at 2026-11-23")
        }
    }

    /// A certificate is over at its own end, whatever was registered.
    @Test func aCertificateIsOverAtItsEnd() throws {
        let authority = try TLSFolder.authority("TEST CA")
        let authorities = ClientAuthorities([authority.certificate.der])
        let now = Timestamp(ms: 1_795_665_600_000)
        let later = Timestamp(ms: now.ms + 1000)
        let identity = try TLSFolder.identity("acme", by: authority, serial: 9, until: later)
        let folder = try TLSFolder()
        defer { folder.remove() }
        let secret = [UInt8](repeating: 7, count: 32)
        let desk = try AccessDesk(
            databasePath: folder.path("zone"), settings: .cheap, secret: secret
        ) { now }
        let request = CertificateClientRequest(
            name: "acme", role: .operator, codes: [], scopes: [],
            certificate: Array(identity.certificate.pem.utf8))
        let view = try desk.registerClient(request, authorities: authorities, by: "root")
        #expect(view.validUntil == later)
        #expect(
            try desk.client(certificate: identity.certificate.der, authorities: authorities).name
                == "acme")
        // The books know it after a restart, and its end.
        let restarted = try AccessDesk(
            databasePath: folder.path("zone"), settings: .cheap, secret: secret
        ) { later }
        #expect(throws: ClientCertificateFault.expired(until: later)) {
            try restarted.client(
                certificate: identity.certificate.der, authorities: authorities)
        }
        // Its fingerprint is no token.
        #expect(desk.client(token: view.fingerprint) == nil)
    }

    @Test func registrationSaysAllThatIsWrong() async throws {
        try await Site.open { site async throws in
            func put(_ name: String, _ body: [String: Any]) async throws -> Answer {
                try await site.send(
                    .put, "/v1/tokens/\(name)", [.contentType: "application/json"],
                    Array(try JSONSerialization.data(withJSONObject: body)))
            }
            let authority = try TLSFolder.authority("TEST CA")
            let pem = try TLSFolder.identity("acme", by: authority, serial: 9).certificate.pem
            let wrong = try await put(
                "Acme!", ["role": "administrator", "certificate": "no certificate"])
            #expect(wrong.status == 422)
            #expect(
                try wrong.json["fields"].array.compactMap { $0["field"].string }
                    == ["name", "role", "certificate"])
            for body in [
                ["role": "operator"], ["role": "operator", "days": 1, "certificate": pem],
            ]
                as [[String: Any]]
            {
                #expect(try await put("acme", body).problemCode == "fields_refused")
            }
            let sm2 = try PrivateKey.generate(.sm2)
            let certificate = try authority.issue(
                .init(
                    name: "sm2", serial: [5], validFrom: TLSFolder.from, validUntil: TLSFolder.until
                ), to: sm2.publicKey())
            let refused = try await put(
                "sm2", ["role": "operator", "certificate": certificate.pem])
            #expect(refused.text.contains("SM2"))
            let added = try await put("acme", ["role": "operator", "certificate": pem])
            #expect(added.status == 201)
            #expect(try added.json["token"].isNull)
            #expect(try added.json["certificate"]["subject"].string == "CN=acme")
            let again = try await put("acme-2", ["role": "operator", "certificate": pem])
            #expect(again.text.contains("registered for acme"))
            let list = try await site.get("/v1/tokens")
            #expect(
                try list.json["tokens"][0]["certificate"]["fingerprint"].string
                    == added.json["certificate"]["fingerprint"].string)
        }
    }
}
