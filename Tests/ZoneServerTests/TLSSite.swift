import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing
import ZoneCore
import ZoneServices
import ZoneTrust

@testable import ZoneServer

/// Certificates of a test, and the files that a server reads.
struct TLSFolder: Sendable {
    let url: URL
    let authority: CertificateAuthority

    /// Long enough for the clock of any machine that runs the tests.
    static let from = Timestamp(ms: 1_577_836_800_000)
    static let until = Timestamp(ms: 2_500_000_000_000)

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("pilotzone-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        authority = try Self.authority("TEST CA")
        try write(to: "authorities", authority.certificate.pem)
        try writeServer(by: authority, serial: 2)
    }

    static func authority(_ name: String) throws -> CertificateAuthority {
        try CertificateAuthority(
            key: .generate(.rsa(bitCount: 2048)),
            .init(name: name, serial: [1], validFrom: from, validUntil: until))
    }

    /// A certificate with its key.
    struct Identity: Sendable {
        var certificate: Certificate
        var key: PrivateKey
    }

    static func identity(
        _ name: String, by authority: CertificateAuthority, serial: UInt8,
        from: Timestamp = from, until: Timestamp = until
    ) throws -> Identity {
        let key = try PrivateKey.generate(.rsa(bitCount: 2048))
        let request = CertificateAuthority.Request(
            name: name, serial: [serial], validFrom: from, validUntil: until)
        return Identity(
            certificate: try authority.issue(request, to: key.publicKey()), key: key)
    }

    func writeServer(by authority: CertificateAuthority, serial: UInt8) throws {
        let server = try Self.identity("localhost", by: authority, serial: serial)
        try write(to: "certificate", server.certificate.pem)
        try write(to: "key", server.key.pem)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(to name: String, _ text: String) throws {
        try Data(text.utf8).write(to: url.appendingPathComponent(name))
    }

    func files(asksClients: Bool = false) throws -> TLSFiles {
        try TLSFiles(
            certificatePath: path("certificate"), keyPath: path("key"),
            clientAuthorityPath: asksClients ? path("authorities") : nil)
    }

    func remove() { try? FileManager.default.removeItem(at: url) }
}

/// A server that speaks TLS on a real socket and requires accounts, at noon of 2026-11-23.
struct TLSSite: Sendable {
    let zone: Zone
    let folder: TLSFolder
    let files: TLSFiles
    let port: Int

    static func open(
        asksClients: Bool = false, _ body: @escaping @Sendable (TLSSite) async throws -> Void
    ) async throws {
        let folder = try TLSFolder()
        defer { folder.remove() }
        var zoneSettings = ZoneSettings(databasePath: folder.path("zone"))
        zoneSettings.access = .cheap
        let noon = try #require(Day(year: 2026, month: 11, day: 23))
        let zone = try Zone(settings: zoneSettings) {
            Timestamp(ms: Int64(noon.number) * 86_400_000 + 4 * 3_600_000)
        }
        let files = try folder.files(asksClients: asksClients)
        var settings = ServerSettings()
        settings.port = 0
        settings.accounts = .required
        settings.tls = files
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = try makeApplication(zone: zone, settings: settings, logger: logger)
        try await application.test(.live) { client in
            let port = try #require(client.port)
            try await body(TLSSite(zone: zone, folder: folder, files: files, port: port))
        }
        await zone.close()
    }

    /// What came back.
    struct Reply: Sendable {
        var status: Int
        var headers: [String: String]
        var body: JSON.Text
    }

    /// Asks once, over a connection of its own.
    func get(
        _ path: String, _ headers: [(String, String)] = [],
        identity: TLSFolder.Identity? = nil, trusting authority: CertificateAuthority? = nil,
        scheme: String = "https", change: (inout TLSConfiguration) -> Void = { _ in }
    ) async throws -> Reply {
        var tls = TLSConfiguration.makeClientConfiguration()
        let root = (authority ?? folder.authority).certificate.der
        tls.trustRoots = .certificates([try NIOSSLCertificate(bytes: root, format: .der)])
        tls.certificateVerification = .noHostnameVerification
        if let identity {
            tls.certificateChain = [
                .certificate(try NIOSSLCertificate(bytes: identity.certificate.der, format: .der))
            ]
            tls.privateKey = .privateKey(
                try NIOSSLPrivateKey(bytes: Array(identity.key.pem.utf8), format: .pem))
        }
        change(&tls)
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(600), read: .seconds(600)))
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            var request = HTTPClientRequest(url: "\(scheme)://127.0.0.1:\(port)\(path)")
            for (name, value) in headers { request.headers.add(name: name, value: value) }
            let response = try await client.execute(request, timeout: .seconds(600))
            let body = try await response.body.collect(upTo: 1 << 20)
            let fields = response.headers.map { ($0.name.lowercased(), $0.value) }
            try await client.shutdown()
            return Reply(
                status: Int(response.status.code),
                headers: Dictionary(fields) { "\($0)\n\($1)" },
                body: JSON.Text(bytes: Array(body.readableBytesView)))
        } catch {
            try await client.shutdown()
            throw error
        }
    }
}

extension JSON {
    /// A body that may be JSON.
    struct Text: Sendable {
        var bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSON { get throws { try JSON(bytes) } }
    }
}
