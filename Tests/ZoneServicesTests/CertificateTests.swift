import Testing
import ZoneCore
import ZoneServices
import ZoneTrust

/// Keys and certificates for tests of registered signatures, made anew in each run.
struct TestSigners {
    static let shared = Result { try TestSigners() }
    /// The day on which test zones begin.
    static let today = Day(year: 2026, month: 7, day: 1)!

    let authority: CertificateAuthority
    private let keys: [PrivateKey]

    private init() throws {
        keys = try [PrivateKey.generate(.sm2), PrivateKey.generate(.rsa(bitCount: 2048))]
        authority = try CertificateAuthority(
            key: keys[0], Self.request("测试CA", 1, from: -1000, days: 5000))
    }

    private static func request(
        _ name: String, _ serial: UInt8, from: Int, days: Int
    ) -> CertificateAuthority.Request {
        let first = Int64(today.adding(days: from).number) * 86_400_000
        return CertificateAuthority.Request(
            name: name, serial: [0x01, serial], validFrom: Timestamp(ms: first),
            validUntil: Timestamp(ms: first + Int64(days) * 86_400_000))
    }

    /// A signer whose certificate is valid from so many days after the first on, for so many days.
    func signer(
        _ suite: SignatureSuite, serial: UInt8 = 2, from: Int = -100, days: Int = 400
    ) throws -> MessageSigner {
        let key = keys[suite.signature == .sm2SM3 ? 0 : 1]
        let certificate = try authority.issue(
            Self.request("firm \(serial)", serial, from: from, days: days), to: key.publicKey())
        return MessageSigner(suite: suite, key: key, certificate: certificate)
    }

    static let sm2 = SignatureSuite(
        id: "sm2-sm3", signatureMethod: "http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3",
        digestMethod: "http://www.chinaport.gov.cn/2022/04/xmldsig#sm3", signature: .sm2SM3,
        digest: .sm3)
    static let rsa = SignatureSuite(
        id: "rsa-sha1", signatureMethod: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        digestMethod: "http://www.w3.org/2000/09/xmldsig#sha1", signature: .rsaSHA1, digest: .sha1)
}

extension Zone {
    /// Registers a signer's certificate for an enterprise.
    @discardableResult
    func register(
        _ signer: MessageSigner, for enterprise: String, from: Day? = nil, until: Day? = nil,
        suites: [String] = []
    ) throws -> CertificateView {
        try registerCertificate(
            CertificateFiling(
                enterprise: enterprise, certificate: Array(signer.certificate.pem.utf8),
                from: from, until: until, suites: suites, actor: "operator")
        ).view
    }
}

@Suite struct CertificateTests {
    private let firm = "4403160AB2"
    private let signers: TestSigners

    init() throws { signers = try TestSigners.shared.get() }

    /// The fields that were refused.
    private func refused(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch EnterpriseError.invalid(let problems) {
            return problems.map(\.field)
        } catch EnterpriseError.notAllowed(let step, _, _) {
            return [step]
        } catch {
            return ["\(error)"]
        }
    }

    @Test func fromRegistrationToRevocation() async throws {
        let test = try await TestZone()
        let signer = try signers.signer(TestSigners.sm2)
        let view = try test.zone.register(signer, for: firm)
        #expect(view.serial == "0102" && view.key == "SM2" && view.subject == "CN=firm 2")
        #expect(view.from == TestSigners.today.adding(days: -100))
        #expect(view.state(on: TestSigners.today) == "valid")
        // The same again changes nothing; for somebody else it is refused.
        #expect(try test.zone.register(signer, for: firm) == view)
        #expect(test.zone.certificates(of: firm) == [view])
        #expect(refused { try test.zone.register(signer, for: "4403160AB3") } == ["certificate"])

        let tomorrow = TestSigners.today.adding(days: 1)
        #expect(
            refused {
                _ = try test.zone.revokeCertificate(
                    view.fingerprint, from: tomorrow, reason: "", by: "x")
            } == ["reason", "from"])
        let revoked = try test.zone.revokeCertificate(
            view.fingerprint, from: nil, reason: "key lost", by: "operator")
        #expect(revoked.state(on: TestSigners.today) == "revoked")
        #expect(revoked.state(on: TestSigners.today.adding(days: -1)) == "valid")
        #expect(
            refused {
                _ = try test.zone.revokeCertificate(
                    view.fingerprint, from: nil, reason: "again", by: "operator")
            } == ["revoke"])
        #expect(throws: EnterpriseError.notFound) {
            try test.zone.revokeCertificate("00", from: nil, reason: "r", by: "b")
        }
        await test.zone.close()
        let again = try test.reopened()
        #expect(again.certificates(of: firm) == [revoked])
        await again.close()
    }

    @Test func twoMayBeValidAtATimeAndNoMore() async throws {
        let test = try await TestZone()
        let certificates = try (2...5).map {
            try signers.signer(TestSigners.sm2, serial: UInt8($0), from: 100 * ($0 - 3), days: 250)
        }
        // -100...150, 0...250, 100...350: three on day 100.
        let first = try test.zone.register(certificates[0], for: firm)
        try test.zone.register(certificates[1], for: firm)
        #expect(refused { try test.zone.register(certificates[2], for: firm) } == ["register"])
        try test.zone.register(certificates[2], for: "4403160AB3")
        // From the day on that the first has ended there is room; a revoked one makes room, too.
        try test.zone.register(
            certificates[3], for: firm, from: TestSigners.today.adding(days: 251))
        _ = try test.zone.revokeCertificate(
            first.fingerprint, from: TestSigners.today, reason: "replaced", by: "operator")
        #expect(test.zone.certificates(of: firm).count == 3)
        try await test.remove()
    }

    @Test func everythingWrongIsToldAtOnce() async throws {
        let test = try await TestZone()
        #expect(
            refused {
                _ = try test.zone.registerCertificate(
                    CertificateFiling(
                        enterprise: "x", certificate: Array("no".utf8), suites: ["rot13"],
                        actor: ""))
            } == ["by", "enterprise", "suites", "certificate"])
        let ended = try signers.signer(TestSigners.rsa, from: -300, days: 100)
        #expect(refused { try test.zone.register(ended, for: firm) } == ["until"])
        let good = try signers.signer(TestSigners.rsa)
        let far = TestSigners.today.adding(days: 5000)
        #expect(
            refused { try test.zone.register(good, for: firm, until: far) } == ["from, until"])
        try await test.remove()
    }
}
