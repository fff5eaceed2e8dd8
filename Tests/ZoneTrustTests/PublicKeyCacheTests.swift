import Testing
import ZoneCore

@testable import ZoneTrust

@Suite struct PublicKeyCacheTests {
    let example: SignatureExample

    init() throws { example = try SignatureExample.shared.get() }

    private func isGood(
        _ bytes: [UInt8], by certificate: Certificate, _ keys: PublicKeyCache
    ) throws -> Bool {
        let message = try CanonicalMessage(bytes)
        let signature = try #require(message.readSignature().signature)
        return signature.faults(
            over: message, suites: SignatureExample.suites, certificate: certificate, keys: keys
        ).isEmpty
    }

    /// A kept key verifies what its certificate does, and nothing else.
    @Test func keptKeysVerifyAsTheirCertificates() throws {
        let keys = PublicKeyCache()
        let other = try example.authority.issue(
            CertificateAuthority.Request(
                name: "other", serial: [9], validFrom: Timestamp(ms: 1_700_000_000_000),
                validUntil: Timestamp(ms: 1_900_000_000_000)),
            to: PrivateKey.generate(.sm2).publicKey())
        for _ in 0..<3 {
            for signer in example.signers {
                let signed = try signer.sign(SignatureExample.message)
                #expect(try isGood(signed, by: signer.certificate, keys))
                #expect(try !isGood(signed, by: other, keys))
                let damaged = changed(signed, "<ds:SignedInfo>", to: "<ds:SignedInfo> ")
                #expect(try !isGood(damaged, by: signer.certificate, keys))
            }
        }
        #expect(keys.count == 3)
    }

    /// However many come by, no more are kept, and one in use is not read again.
    @Test func isBounded() throws {
        let keys = PublicKeyCache(countMax: 8)
        let used = example.signers[0].certificate
        let first = try #require(keys.key(of: used))
        let subject = try PrivateKey.generate(.sm2).publicKey()
        for serial in UInt8(1)...40 {
            let certificate = try example.authority.issue(
                CertificateAuthority.Request(
                    name: "firm", serial: [serial], validFrom: Timestamp(ms: 1_700_000_000_000),
                    validUntil: Timestamp(ms: 1_900_000_000_000)), to: subject)
            #expect(keys.key(of: certificate) != nil)
            #expect(keys.count <= 8)
            #expect(keys.key(of: used) === first)
        }
    }

    @Test func threadsShareAKey() async throws {
        let keys = PublicKeyCache()
        let signed = try example.signers.map { try $0.sign(SignatureExample.message) }
        let areGood = await withTaskGroup(of: Bool.self) { group in
            for task in 0..<64 {
                group.addTask {
                    let place = task % signed.count
                    let certificate = example.signers[place].certificate
                    return (try? isGood(signed[place], by: certificate, keys)) ?? false
                }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(areGood)
    }
}

@Suite struct UTF8Tests {
    /// Signs of all lengths, cut, changed and at every place of a word: the standard library says the same.
    @Test func agreesWithTheStandardLibrary() {
        var random = SplitMix64(seed: 3629)
        for draw in 0..<100_000 {
            var bytes: [UInt8] = []
            for _ in 0..<random.below(7) {
                switch random.below(6) {
                case 0: bytes += [UInt8](repeating: 0x41, count: 1 + random.below(10))
                case 1: bytes += Array("，中文。".utf8)
                case 2:
                    bytes += Array(
                        String(Unicode.Scalar(UInt32(random.below(0xD800))) ?? "?").utf8)
                case 3:
                    bytes += Array(
                        String(Unicode.Scalar(UInt32(0xE000 + random.below(0x10_2000))) ?? "?").utf8
                    )
                case 4:
                    bytes.append(UInt8(0xC0 + random.below(0x39)))
                    for _ in 0..<random.below(4) { bytes.append(UInt8(0x70 + random.below(0x60))) }
                default: bytes += Array("é𠮷".utf8).prefix(1 + random.below(6))
                }
            }
            let expected = (try? UTF8Span(validating: bytes.span)) != nil
            #expect(isUTF8(bytes) == expected, "draw \(draw): \(bytes)")
            if isUTF8(bytes) != expected { return }
        }
    }
}
