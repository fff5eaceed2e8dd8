import ArgumentParser
import Foundation
import ZoneCore
import ZoneServices
import ZoneTraffic
import ZoneTrust

/// How messages of a load are signed.
enum LoadSignature: String, ExpressibleByArgument, CaseIterable, Sendable {
    case rsaSHA1 = "rsa-sha1"
    case rsa
    case sm2SHA1 = "sm2-sha1"
    case sm2

    /// The way to sign that it stands for, by its id in the zone's table.
    var suite: String {
        switch self {
        case .rsaSHA1: "rsa-sha1"
        case .rsa: "rsa-sha256"
        case .sm2SHA1: "sm2-sm3-sha1"
        case .sm2: "sm2-sm3"
        }
    }

    fileprivate var key: KeyKind {
        switch self {
        case .rsaSHA1, .rsa: .rsa(bitCount: 2048)
        case .sm2SHA1, .sm2: .sm2
        }
    }
}

/// Signs the messages of a load: one key, and a certificate of a test authority for each firm that transmits.
struct LoadSigners: Sendable {
    let suite: SignatureSuite
    /// By the firm's code.
    private let signers: [String: MessageSigner]

    init(_ signature: LoadSignature, _ firms: FirmBook, atSecond second: Int64) throws {
        guard
            let suite = try SignatureBook.bundled().suites.first(where: {
                $0.id == signature.suite
            })
        else { throw ValidationError("--signed \(signature.rawValue) is not in the table.") }
        self.suite = suite
        let key = try PrivateKey.generate(signature.key)
        func request(_ name: String, _ serial: Int) -> CertificateAuthority.Request {
            CertificateAuthority.Request(
                name: name, serial: [UInt8(serial >> 8), UInt8(serial & 255)],
                validFrom: Timestamp(ms: (second - 86_400) * 1000),
                validUntil: Timestamp(ms: (second + 30 * 86_400) * 1000))
        }
        let authority = try CertificateAuthority(key: key, request("load", 1))
        var signers: [String: MessageSigner] = [:]
        let all = firms.platforms + firms.shops + firms.payers + firms.carriers + firms.agents
        for (place, firm) in all.enumerated() where signers[firm.code] == nil {
            let certificate = try authority.issue(
                request(firm.code, place + 2), to: key.publicKey())
            signers[firm.code] = MessageSigner(suite: suite, key: key, certificate: certificate)
        }
        self.signers = signers
    }

    /// Has the certificates registered.
    func register(at target: LoadTarget) {
        for (code, signer) in signers {
            let pem = signer.certificate.pem.replacing("\n", with: "\\n")
            let body = "{\"enterprise\":\"\(code)\",\"certificate\":\"\(pem)\",\"by\":\"load\"}"
            let connection = HTTPConnection(
                to: target, method: "POST", path: target.base + "/v1/certificates",
                contentType: "application/json")
            // A server that does not take them refuses the messages.
            _ = try? connection.post(Array(body.utf8))
        }
    }

    /// The message, signed by who transmits it; as it is where nobody is known to.
    func signed(_ message: [UInt8]) -> [UInt8] {
        signer(of: message).flatMap { try? $0.sign(message) } ?? message
    }

    /// Who signs for the firm that transmits the message.
    func signer(of message: [UInt8]) -> MessageSigner? {
        let tag = Array("<ceb:copCode>".utf8)
        // It stands once, near the end.
        var start = message.count - tag.count
        while start > 0, !message[start..<start + tag.count].elementsEqual(tag) { start -= 1 }
        let code = message.dropFirst(start + tag.count).prefix { $0 != UInt8(ascii: "<") }
        return signers[String(decoding: code, as: UTF8.self)]
    }
}
