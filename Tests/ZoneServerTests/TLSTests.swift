import NIOSSL
import Testing
import ZoneTrust

@testable import ZoneServer

/// TLS by the server itself, over a real socket.
@Suite struct TLSTests {
    @Test func cookiesAndHeadersAreThoseOfTLS() async throws {
        try await TLSSite.open { site async throws in
            let reply = try await site.get("/login")
            #expect(reply.status == 200)
            #expect(reply.headers["strict-transport-security"] == "max-age=31536000")
            let cookie = try #require(reply.headers["set-cookie"])
            #expect(cookie.hasPrefix("__Host-pilotzone-login="))
            #expect(cookie.hasSuffix("; Secure"))
        }
    }

    @Test func plainTextAndOldVersionsAreNotAnswered() async throws {
        try await TLSSite.open { site async throws in
            await #expect(throws: (any Error).self) {
                try await site.get("/health", scheme: "http")
            }
            for version in [TLSVersion.tlsv1, .tlsv11] {
                await #expect(throws: (any Error).self) {
                    try await site.get("/health") {
                        $0.minimumTLSVersion = .tlsv1
                        $0.maximumTLSVersion = version
                    }
                }
            }
            for version in [TLSVersion.tlsv12, .tlsv13] {
                let reply = try await site.get("/health") {
                    $0.minimumTLSVersion = version
                    $0.maximumTLSVersion = version
                }
                #expect(reply.status == 200)
            }
            // Without forward secrecy there is no TLS 1.2 either.
            await #expect(throws: (any Error).self) {
                try await site.get("/health") {
                    $0.maximumTLSVersion = .tlsv12
                    $0.cipherSuiteValues = [.TLS_RSA_WITH_AES_128_GCM_SHA256]
                }
            }
        }
    }

    @Test func aRenewedCertificateIsForNewConnections() async throws {
        try await TLSSite.open { site async throws in
            #expect(try await site.get("/health").status == 200)
            let next = try TLSFolder.authority("NEXT CA")
            await #expect(throws: (any Error).self) {
                try await site.get("/health", trusting: next)
            }
            try site.folder.writeServer(by: next, serial: 3)
            try site.files.reload()
            #expect(try await site.get("/health", trusting: next).status == 200)
            await #expect(throws: (any Error).self) { try await site.get("/health") }
            // What is no certificate leaves the one that is there.
            try site.folder.write(to: "certificate", "nothing")
            #expect(throws: TLSFilesError.self) { try site.files.reload() }
            #expect(try await site.get("/health", trusting: next).status == 200)
        }
    }

    @Test func everythingThatIsWrongWithTheFilesIsSaidAtOnce() throws {
        let folder = try TLSFolder()
        defer { folder.remove() }
        try folder.write(to: "key", "no key")
        let error = #expect(throws: TLSFilesError.self) {
            try TLSFiles(
                certificatePath: folder.path("missing"), keyPath: folder.path("key"),
                clientAuthorityPath: folder.path("key"))
        }
        let problems = error?.problems
        #expect(problems?.count == 3)
        #expect(problems?.allSatisfy { $0.contains(" / ") } ?? false)
        try folder.write(to: "key", try PrivateKey.generate(.rsa(bitCount: 2048)).pem)
        let foreign = #expect(throws: TLSFilesError.self) { try folder.files() }
        #expect(foreign?.problems.count == 1)
        #expect(foreign?.problems.first?.contains("certificate") ?? false)
    }
}
