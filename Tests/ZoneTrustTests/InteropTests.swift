import Foundation
import Glibc
import Testing
import ZoneTrust

private let xmlsec = "/usr/bin/xmlsec1"
private let openssl = "/usr/bin/openssl"
private let userID = "1234567812345678"

private func isThere(_ program: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: program)
}

/// Our signatures by other programs, and theirs by us: xmlsec1 for RSA, the OpenSSL command for SM2.
@Suite(.serialized) struct InteropTests {
    let example: SignatureExample
    let folder: URL

    init() throws {
        example = try SignatureExample.shared.get()
        folder = FileManager.default.temporaryDirectory.appending(
            path: "zone-trust-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func file(_ name: String, _ bytes: [UInt8] = []) throws -> String {
        let path = folder.appending(path: name)
        if !bytes.isEmpty { try Data(bytes).write(to: path) }
        return path.path
    }

    private func content(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test(.enabled(if: isThere(xmlsec), "skipped: needs /usr/bin/xmlsec1"), arguments: [2, 3])
    func rsaSignaturesAgreeWithXmlsec(_ index: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let signer = example.signers[index]
        let signed = try signer.sign(SignatureExample.message)
        let certificate = try file("cert.pem", Array(signer.certificate.pem.utf8))
        let key = try file("key.pem", Array(signer.key.pem.utf8))
        let good = try file("good.xml", signed)
        let bad = try file("bad.xml", changed(signed, "a &amp; b", to: "x"))
        // By the key alone: whom the certificate is trusted for is not xmlsec1's question.
        let verify = [xmlsec, "--verify", "--pubkey-cert-pem", certificate]
        #expect(spawn(verify + [good], output: try file("verified")) == 0)
        #expect(spawn(verify + [bad], output: try file("refused")) != 0)

        // Theirs: a template of ours with empty values, filled in by xmlsec1.
        var template = String(decoding: signed, as: UTF8.self)
        for name in ["DigestValue", "SignatureValue"] {
            template = template.replacing(
                try Regex("<ds:\(name)>[^<]*</ds:\(name)>"), with: "<ds:\(name)/>")
        }
        template = template.replacing(
            try Regex("<ds:KeyInfo>.*</ds:KeyInfo>"), with: "")
        let output = try file("theirs.xml")
        #expect(
            spawn(
                [
                    xmlsec, "--sign", "--privkey-pem", key, "--output", output,
                    try file("template.xml", Array(template.utf8)),
                ], output: try file("signed")) == 0)
        #expect(try example.faults(try content(output), by: signer.certificate) == [])
    }

    @Test(.enabled(if: isThere(openssl), "skipped: needs /usr/bin/openssl"), arguments: [0, 1])
    func sm2SignaturesAgreeWithOpenSSL(_ index: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let signer = example.signers[index]
        let signed = try signer.sign(SignatureExample.message)
        let message = try CanonicalMessage(signed)
        let signature = try #require(message.readSignature().signature)
        let signedInfo = try file("signedinfo", message.signedInfo)
        let content = try file("content", message.content)
        let key = try file("key.pem", Array(signer.key.pem.utf8))
        let publicKey = try file("public.pem")
        #expect(spawn([openssl, "pkey", "-in", key, "-pubout"], output: publicKey) == 0)

        // The digest of the content by OpenSSL is the one in the message.
        let digest = try file("digest")
        #expect(
            spawn(
                [openssl, "dgst", "-" + signer.suite.digest.rawValue, "-binary", content],
                output: digest)
                == 0)
        #expect(try self.content(digest) == signature.digest)

        let options = ["-sigopt", "distid:" + userID]
        let ours = try file("ours", asn1(signature.value))
        #expect(
            spawn(
                [openssl, "dgst", "-sm3", "-verify", publicKey, "-signature", ours] + options
                    + [signedInfo], output: try file("verified")) == 0)

        let theirs = try file("theirs")
        #expect(
            spawn(
                [openssl, "dgst", "-sm3", "-sign", key] + options + [signedInfo], output: theirs)
                == 0)
        let value = try raw(try self.content(theirs))
        #expect(signer.certificate.verifies(value, over: message.signedInfo, by: .sm2SM3))
        let replaced = changed(
            signed, Data(signature.value).base64EncodedString(),
            to: Data(value).base64EncodedString())
        #expect(replaced != signed)
        #expect(try example.faults(replaced, by: signer.certificate) == [])
        // OpenSSL takes the certificate, and the authority's signature on it.
        let authority = try file("ca.pem", Array(example.authority.certificate.pem.utf8))
        let certificate = try file("cert.pem", Array(signer.certificate.pem.utf8))
        #expect(
            spawn(
                [
                    openssl, "verify", "-vfyopt", "distid:" + userID, "-CAfile", authority,
                    certificate,
                ],
                output: try file("chain")) == 0)
    }

    /// A pair of numbers of 32 bytes as the ASN.1 that OpenSSL takes.
    private func asn1(_ raw: [UInt8]) -> [UInt8] {
        let numbers = [raw[..<32], raw[32...]].flatMap { number -> [UInt8] in
            var digits = Array(number.drop { $0 == 0 })
            if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
            return [0x02, UInt8(digits.count)] + digits
        }
        return [0x30, UInt8(numbers.count)] + numbers
    }

    private func raw(_ asn1: [UInt8]) throws -> [UInt8] {
        var result: [UInt8] = []
        var at = 2
        for _ in 0..<2 {
            let count = Int(try #require(asn1.dropFirst(at + 1).first))
            let digits = asn1[(at + 2)..<(at + 2 + count)].drop { $0 == 0 }
            result += [UInt8](repeating: 0, count: 32 - digits.count) + digits
            at += 2 + count
        }
        return result
    }
}

/// Runs a program whose output goes to a file; gives its exit status.
private func spawn(_ arguments: [String], output: String) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(
        &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var texts = arguments.map { strdup($0) }
    defer { for text in texts { free(text) } }
    texts.append(nil)
    var pid = pid_t()
    guard posix_spawn(&pid, arguments[0], &actions, nil, texts, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 { if errno != EINTR { return -1 } }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
}
