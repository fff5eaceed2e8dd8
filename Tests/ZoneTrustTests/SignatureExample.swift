import Foundation
import ZoneCore
import ZoneTrust

/// Keys, certificates and a message for the tests of signatures. Keys are made anew in each run.
struct SignatureExample: Sendable {
    /// One for all tests: making keys takes long.
    static let shared = Result { try SignatureExample() }

    static let suites = [
        SignatureSuite(
            id: "official-sm2",
            signatureMethod: "http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3",
            digestMethod: "http://www.chinaport.gov.cn/2022/04/xmldsig#sm3", signature: .sm2SM3,
            digest: .sm3),
        SignatureSuite(
            id: "live-sm2", signatureMethod: "http://www.w3.org/2000/09/xmldsig#sm2-sm3",
            digestMethod: "http://www.w3.org/2000/09/xmldsig#sha1", signature: .sm2SM3,
            digest: .sha1),
        SignatureSuite(
            id: "rsa-sha1", signatureMethod: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            digestMethod: "http://www.w3.org/2000/09/xmldsig#sha1", signature: .rsaSHA1,
            digest: .sha1),
        SignatureSuite(
            id: "rsa-sha256",
            signatureMethod: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            digestMethod: "http://www.w3.org/2001/04/xmlenc#sha256", signature: .rsaSHA256,
            digest: .sha256),
    ]

    static let message = Array(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ceb:CEB513Message guid="4CDE1CFD-EDED-46B1-946C-B8022E42FC94" version="1.0" \
        xmlns:ceb="http://www.chinaport.gov.cn/ceb" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <ceb:Logistics><ceb:note>a &amp; b &gt; c "数量" &#13;</ceb:note></ceb:Logistics>
          <ceb:BaseTransfer><ceb:copCode/></ceb:BaseTransfer>
        </ceb:CEB513Message>

        """.utf8)

    let authority: CertificateAuthority
    let signers: [MessageSigner]

    init() throws {
        func request(_ name: String, _ serial: [UInt8]) -> CertificateAuthority.Request {
            CertificateAuthority.Request(
                name: name, serial: serial, validFrom: Timestamp(ms: 1_700_000_000_000),
                validUntil: Timestamp(ms: 1_900_000_000_000))
        }
        authority = try CertificateAuthority(
            key: try PrivateKey.generate(.sm2), request("测试CA", [1]))
        let rsa = try PrivateKey.generate(.rsa(bitCount: 2048))
        let sm2 = try PrivateKey.generate(.sm2)
        let certificates = try [
            authority.issue(request("RSA", [3, 0, 0, 0, 0, 12, 0xDE, 0x6F]), to: rsa.publicKey()),
            authority.issue(request("SM2", [1, 0x69, 0x1F, 0x7F]), to: sm2.publicKey()),
        ]
        signers = Self.suites.map { suite in
            let isSM2 = suite.signature == .sm2SM3
            return MessageSigner(
                suite: suite, key: isSM2 ? sm2 : rsa, certificate: certificates[isSM2 ? 1 : 0])
        }
    }

    /// All that is wrong with a message's signature.
    func faults(_ bytes: [UInt8], by certificate: Certificate?) throws -> [SignatureFault] {
        let message = try CanonicalMessage(bytes)
        let (signature, faults) = message.readSignature()
        guard let signature else { return faults }
        return faults
            + signature.faults(over: message, suites: Self.suites, certificate: certificate)
    }
}

/// The message with a text in place of another.
func changed(_ bytes: [UInt8], _ text: String, to other: String) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).replacing(text, with: other).utf8)
}
