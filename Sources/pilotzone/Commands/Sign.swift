import ArgumentParser
import Foundation
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTrust

/// Signs a message by a key.
struct Sign: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Signs a message file and prints it; a signature that is there is replaced.",
        discussion: """
            The key and the certificate are PEM files, such as `openssl genpkey` and `pilotzone certificate` make. \
            The ways to sign: sm2-sm3, sm2-sm3-sha1, rsa-sha1, rsa-sha256.
            """)

    @Option(help: "PEM file of the private key.")
    var key: String
    @Option(help: "PEM file of the certificate.")
    var certificate: String
    @Option(help: "How to sign.")
    var suite = "sm2-sm3"
    @Argument(help: "The message, in UTF-8.")
    var file: String

    func run() throws {
        let suites = try SignatureBook.bundled().suites
        guard let suite = suites.first(where: { $0.id == suite }) else {
            let known = suites.map(\.id).joined(separator: ", ")
            throw ValidationError("--suite \(suite): 应为 / must be one of \(known)")
        }
        let signer = MessageSigner(
            suite: suite, key: try PrivateKey(pem: try bytes(key)),
            certificate: try Certificate(try bytes(certificate)))
        guard signer.certificate.key.makes(suite.signature) else {
            throw ValidationError(
                "\(certificate): \(signer.certificate.key.text), \(suite.id): 密钥类型不符 / other kind of key"
            )
        }
        let message = try bytes(file)
        // The standard puts extensions of exports behind the signature, those of imports before it.
        let isExport = readMessage(message).decoded.family == .export
        FileHandle.standardOutput.write(
            Data(try signer.sign(message, before: isExport ? "ExtendMessage" : "")))
    }
}

/// Certifies an integrator's key, for a sandbox.
struct TestCertificate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Issues a certificate of a test authority to a public key and prints it.",
        discussion: """
            For sandboxes: the authority is made on first use, in the folder --authority, and certifies whatever it is \
            given. A zone trusts a certificate when it is registered, whoever issued it.
            """)

    @Option(help: "PEM file of the public key, as `openssl pkey -pubout` writes it.")
    var publicKey: String
    @Option(help: "Whose certificate it is, such as the enterprise's code.")
    var name: String
    @Option(help: "For how many days it is valid, at most 3650.")
    var days = 365
    @Option(help: "Folder with the authority's key and certificate.")
    var authority = "var/test-authority"

    func validate() throws {
        guard (1...3650).contains(days), (1...64).contains(name.utf8.count) else {
            throw ValidationError("--days: 1...3650, --name: 1...64 bytes")
        }
    }

    func run() throws {
        let now = Zone.systemClock()
        let key = try ZoneTrust.publicKey(pem: try bytes(publicKey))
        let certificate = try opened().issue(
            request(name, from: now.ms, days: days), to: key)
        print(certificate.pem, terminator: "")
    }

    private func request(
        _ name: String, from ms: Int64, days: Int
    ) -> CertificateAuthority.Request {
        CertificateAuthority.Request(
            name: name,
            // The first bit says the sign: the number stays positive.
            serial: [UInt8.random(in: 1...127)] + (0..<7).map { _ in UInt8.random(in: 0...255) },
            validFrom: Timestamp(ms: ms - ms % 86_400_000),
            validUntil: Timestamp(ms: ms + Int64(days) * 86_400_000))
    }

    private func opened() throws -> CertificateAuthority {
        let folder = URL(fileURLWithPath: authority)
        let keyFile = folder.appendingPathComponent("key.pem").path
        let certificateFile = folder.appendingPathComponent("certificate.pem").path
        if FileManager.default.fileExists(atPath: keyFile) {
            return CertificateAuthority(
                key: try PrivateKey(pem: try bytes(keyFile)),
                certificate: try Certificate(try bytes(certificateFile)))
        }
        let made = try CertificateAuthority(
            key: try PrivateKey.generate(.sm2),
            request("PilotZone test authority", from: Zone.systemClock().ms, days: 3650))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(made.certificate.pem.utf8).write(to: URL(fileURLWithPath: certificateFile))
        guard
            FileManager.default.createFile(
                atPath: keyFile, contents: Data(made.key.pem.utf8),
                attributes: [.posixPermissions: 0o600])
        else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: keyFile])
        }
        return made
    }
}

/// The bytes of a file.
private func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}
