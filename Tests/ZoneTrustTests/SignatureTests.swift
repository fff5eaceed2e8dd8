import Foundation
import Testing
import ZoneCore
import ZoneTrust

@Suite struct SignatureTests {
    let example: SignatureExample

    init() throws { example = try SignatureExample.shared.get() }

    @Test func whatIsSignedVerifies() throws {
        for signer in example.signers {
            let signed = try signer.sign(SignatureExample.message)
            #expect(try example.faults(signed, by: signer.certificate) == [], "\(signer.suite.id)")
            let (signature, _) = try CanonicalMessage(signed).readSignature()
            #expect(signature?.keyName == signer.certificate.serial)
            #expect(signature?.certificate == signer.certificate.der)
            if signer.suite.signature == .sm2SM3 { #expect(signature?.value.count == 64) }
            // Signed anew, the old signature is replaced.
            let again = try signer.sign(signed)
            #expect(try CanonicalMessage(again).signatureCount == 1)
            #expect(try example.faults(again, by: signer.certificate) == [])
        }
    }

    @Test func theRestOfTheMessageStaysByteByByte() throws {
        let signed = try example.signers[0].sign(SignatureExample.message)
        let text = String(decoding: signed, as: UTF8.self)
        let start = try #require(text.range(of: "<ds:Signature ")).lowerBound
        let end = try #require(text.range(of: "</ds:Signature>")).upperBound
        #expect(Array((text[..<start] + text[end...]).utf8) == SignatureExample.message)
        let extended = changed(
            SignatureExample.message, "</ceb:CEB513Message>",
            to: "<ceb:ExtendMessage></ceb:ExtendMessage></ceb:CEB513Message>")
        let before = String(decoding: try example.signers[0].sign(extended), as: UTF8.self)
        #expect(before.contains("</ds:Signature><ceb:ExtendMessage>"))
    }

    /// What a signature does not cover: how the same content is written.
    @Test func anotherWayToWriteTheSameContentIsNoFault() throws {
        let signer = example.signers[0]
        let signed = try signer.sign(SignatureExample.message)
        for (text, other) in [
            ("<ceb:copCode/>", "<ceb:copCode></ceb:copCode >"), ("a &amp; b", "a <![CDATA[&]]> b"),
            ("guid=\"", "guid = \""), ("\"1.0\" xmlns", "'1.0'\n xmlns"), ("\n  <", "\r\n  <"),
            ("<ceb:Log", "<!-- c --><ceb:Log"),
        ] {
            let rewritten = changed(signed, text, to: other)
            #expect(rewritten != signed)
            #expect(try example.faults(rewritten, by: signer.certificate) == [], "\(other)")
        }
    }

    @Test(arguments: [
        ("a &amp; b", "a &amp; c", SignatureFault.Code.digest),
        ("\n  <ceb:Base", "\n <ceb:Base", .digest),
        ("<ds:Signature xmlns", "\n<ds:Signature xmlns", .digest),
        ("<ds:SignedInfo>", "<ds:SignedInfo> ", .value),
        ("<ds:SignatureValue>", "<ds:SignatureValue>AAAA", .value),
        ("URI=\"\"", "URI=\"#x\"", .reference), ("URI=\"\"", "", .reference),
        ("#enveloped-signature", "#base64", .transform),
        ("REC-xml-c14n-20010315", "REC-xml-c14n-20010315#WithComments", .canonicalization),
        ("xmldsig#sm2-sm3", "xmldsig#sm2-sm4", .algorithm),
        ("xmldsig#sm3", "xmldsig#sm9", .algorithm),
        ("<ds:Transforms>", "<ds:X/><ds:Transforms>", .form),
        ("</ds:Transforms>", "<ds:Transform Algorithm=\"x\"/></ds:Transforms>", .transform),
        ("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>", .form),
        ("<ds:DigestValue>", "<ds:DigestValue>!", .form),
    ])
    func everyFaultIsFound(
        _ text: String, _ other: String, _ code: SignatureFault.Code
    ) throws {
        let signer = example.signers[0]
        let signed = try signer.sign(SignatureExample.message)
        let damaged = changed(signed, text, to: other)
        #expect(damaged != signed)
        let faults = try example.faults(damaged, by: signer.certificate)
        #expect(faults.contains { $0.code == code }, "\(faults)")
    }

    @Test func aDigestThatDiffersIsToldWithBothValues() throws {
        let signer = example.signers[0]
        let signed = try signer.sign(SignatureExample.message)
        let faults = try example.faults(
            changed(signed, "a &amp; b", to: "x"), by: signer.certificate)
        let fault = try #require(faults.first)
        #expect(faults.count == 1 && fault.code == .digest)
        #expect(fault.value.utf8.count == 44 && fault.expected.utf8.count == 44)
        #expect(fault.value != fault.expected)
    }

    @Test func allFaultsAreToldAtOnce() throws {
        let signed = try example.signers[0].sign(SignatureExample.message)
        let damaged = changed(
            changed(signed, "a &amp; b", to: "x"), "URI=\"\"", to: "URI=\"#x\" Type=\"y\"")
        let faults = try example.faults(damaged, by: example.signers[1].certificate)
        #expect(faults.map(\.code) == [.reference, .digest, .value])
    }

    @Test func aKeyOfAnotherKindIsSaidToBe() throws {
        let signed = try example.signers[0].sign(SignatureExample.message)
        let faults = try example.faults(signed, by: example.signers[2].certificate)
        #expect(
            faults == [SignatureFault(.certificateKey, value: "RSA 2048", expected: "sm2-sm3")])
    }

    /// Signature wrapping: what was signed is moved aside, and something else stands where it was.
    @Test func signedContentCantBeWrapped() throws {
        let signer = example.signers[0]
        let signed = String(decoding: try signer.sign(SignatureExample.message), as: UTF8.self)
        let start = try #require(signed.range(of: "<ds:Signature ")).lowerBound
        let end = try #require(signed.range(of: "</ds:Signature>")).upperBound
        let signature = signed[start..<end]
        let body = String(decoding: SignatureExample.message, as: UTF8.self)
        let (root, close) = ("<ceb:CEB513Message ", "</ceb:CEB513Message>")
        let inner = body[try #require(body.range(of: root)).lowerBound...]
        func faults(_ text: String) throws -> [SignatureFault.Code] {
            try example.faults(Array(text.utf8), by: signer.certificate).map(\.code)
        }
        // The original as a part of something bigger, its signature where it was or at the root.
        let wrapped = body.replacing("a &amp; b", with: "evil")
        #expect(try faults(wrapped.replacing(close, with: inner + signature + close)) == [.digest])
        #expect(
            try faults(
                wrapped.replacing(
                    close, with: inner.replacing(close, with: signature + close) + close))
                == [.place])
        #expect(
            try faults(wrapped.replacing(close, with: "<x>" + signature + "</x>" + close)) == [
                .place
            ])
        // A second signature, before or after the good one.
        #expect(
            try faults(signed.replacing(close, with: "<ds:Signature/>" + close)) == [
                .count, .digest,
            ])
        #expect(
            try faults(signed.replacing(signature, with: signature + signature)) == [
                .count, .digest,
            ])
        #expect(
            try faults(
                signed.replacing("</ds:KeyInfo>", with: "<ds:X><ds:Signature/></ds:X></ds:KeyInfo>")
            )
                == [.count])
        #expect(try faults(body) == [.missing])
    }

    /// No byte of a signed message can change its content and stay unnoticed.
    @Test func randomTampersAreNoticed() throws {
        var random = SplitMix64(seed: 5)
        for signer in example.signers {
            let signed = try signer.sign(SignatureExample.message)
            let content = try CanonicalMessage(signed).content
            for _ in 0..<400 {
                var damaged = signed
                let place = random.below(damaged.count)
                damaged[place] ^= UInt8(1 << random.below(8))
                guard let message = try? CanonicalMessage(damaged), message.content != content
                else { continue }
                #expect(try !example.faults(damaged, by: signer.certificate).isEmpty)
            }
        }
    }

    @Test func certificatesSayWhatTheyAre() throws {
        let certificate = example.signers[2].certificate
        #expect(certificate.serial == "030000000012de6f".replacing("12", with: "0c"))
        #expect(certificate.subject == "CN=RSA" && certificate.issuer == "CN=测试CA")
        #expect(certificate.validFrom == Timestamp(ms: 1_700_000_000_000))
        #expect(certificate.validUntil == Timestamp(ms: 1_900_000_000_000))
        #expect(certificate.key == .rsa(bitCount: 2048))
        #expect(example.authority.certificate.key == .sm2)
        #expect(try Certificate(Array(certificate.pem.utf8)) == certificate)
        #expect(throws: LibCryptoError.self) { try Certificate(Array("no".utf8)) }
        #expect(throws: LibCryptoError.self) { try Certificate([]) }
        let key = try PrivateKey.generate(.sm2)
        #expect(try PrivateKey(pem: Array(key.pem.utf8)).publicKey() == key.publicKey())
    }

    @Test func aMessageWithSignaturesElsewhereIsNotSigned() {
        for text in [
            "<a/>", "<a><b xmlns='http://www.w3.org/2000/09/xmldsig#'><Signature/></b></a>", "<a>",
        ] {
            #expect(throws: MessageSigner.Problem.self) {
                try example.signers[0].sign(Array(text.utf8))
            }
        }
    }
}
