import Foundation
import Testing
import ZoneCore
import ZoneServices
import ZoneTraffic
import ZoneTrust

/// Signatures on their way through the zone: verified once, weighed or refused, and kept for replay.
@Suite struct SignedMessageTests {
    private let signers: TestSigners

    init() throws { signers = try TestSigners.shared.get() }

    /// Who transmits a message.
    private func sender(_ message: [UInt8]) throws -> String {
        let text = String(decoding: message, as: UTF8.self)
        return String(try #require(text.firstMatch(of: /<ceb:copCode>([^<]*)</)).1)
    }

    /// A declaration that is released where nobody looks at signatures.
    private func releasable() async throws -> Int {
        let plain = try await TestZone()
        let index = try await plain.releasable()
        try await plain.remove()
        return index
    }

    /// A zone with signatures looked at, and a signer for each sender of a declaration's documents.
    private func zone(
        _ policy: SignaturePolicy, _ index: Int = 0
    ) async throws -> (test: TestZone, by: [String: MessageSigner]) {
        let test = try await TestZone { $0.signatures = policy }
        var known: [String: MessageSigner] = [:]
        for message in test.messages(index).values.sorted(by: { $0.count < $1.count }) {
            let code = try sender(message)
            guard known[code] == nil else { continue }
            let suite = known.count.isMultiple(of: 2) ? TestSigners.sm2 : TestSigners.rsa
            let signer = try signers.signer(suite, serial: UInt8(10 + known.count))
            try test.zone.register(signer, for: code)
            known[code] = signer
        }
        return (test, known)
    }

    /// The documents of a declaration in their order, signed.
    private func signed(
        _ test: TestZone, _ by: [String: MessageSigner], _ index: Int = 0
    ) throws -> [[UInt8]] {
        let all = test.messages(index)
        return try ZoneTraffic.DocumentKind.clearing.map { kind in
            let message = try #require(all[kind])
            return try #require(by[try sender(message)]).sign(message)
        }
    }

    private func codes(_ answer: MessageAnswer) -> [String] {
        answer.findings.map(\.code).filter { $0.hasPrefix("signature.") }
    }

    @Test func aGoodSignatureIsSaidNothingOf() async throws {
        let index = try await releasable()
        let (test, by) = try await zone(.required, index)
        for message in try signed(test, by, index) {
            let answer = try await test.submit(message)
            #expect(codes(answer) == [] && answer.verdict == .valid)
            #expect(answer.documents.allSatisfy { $0.status >= 0 })
        }
        #expect(try test.zone.declaration(test.id(index))?.status == 800)
        let risk = try #require(try test.zone.risk(of: test.id(index)))
        #expect(!risk.notEvaluated.contains("network.signature-invalid"))
        #expect(!risk.notEvaluated.contains("network.certificate-ended"))
        #expect(!risk.findings.contains { $0.rule.hasPrefix("network.signature") })
        try await test.remove()
    }

    @Test func whatIsRequiredAndMissingIsRefused() async throws {
        let (test, by) = try await zone(.required)
        let order = try #require(test.messages(0)[.order])
        let answer = try await test.submit(order)
        #expect(answer.verdict == .invalid)
        #expect(codes(answer).contains("signature.missing"))
        #expect(answer.documents.allSatisfy { $0.status < 0 })
        let good = try #require(by[try sender(order)]).sign(order)
        #expect(try await test.submit(good).documents.map(\.status) == [120])
        let changed = good.replacing("</ceb:note>", with: "x</ceb:note>")
            .replacing("<ceb:copName>", with: "<ceb:copName>X")
        let refused = try await test.zone.check([changed])[0]
        #expect(codes(refused) == ["signature.digest"])
        #expect(refused.documents.allSatisfy { $0.status < 0 })
        try await test.remove()
    }

    @Test func everyFaultOfACertificateIsTold() async throws {
        let (test, by) = try await zone(.checked)
        let order = try #require(test.messages(0)[.order])
        let code = try sender(order)
        let own = try #require(by[code])
        let good = try own.sign(order)
        func codes(_ message: [UInt8]) async throws -> [String] {
            self.codes(try await test.zone.check([message])[0])
        }
        #expect(try await codes(good) == [])
        let stranger = try signers.signer(TestSigners.sm2, serial: 99)
        #expect(try await codes(stranger.sign(order)) == ["signature.certificateUnknown"])
        let other = try #require(by.first { $0.key != code }).value
        #expect(try await codes(other.sign(order)) == ["signature.certificateOwner"])
        let narrow = try signers.signer(TestSigners.rsa, serial: 50)
        try test.zone.register(
            narrow, for: code, until: TestSigners.today.adding(days: 5), suites: ["rsa-sha256"])
        #expect(try await codes(narrow.sign(order)) == ["signature.notAccepted"])
        test.clock.advance(days: 6)
        #expect(
            try await codes(narrow.sign(order)) == [
                "signature.notAccepted", "signature.certificateDates",
            ])
        let view = try #require(
            test.zone.certificates(of: code).first { $0.serial == own.certificate.serial })
        _ = try test.zone.revokeCertificate(
            view.fingerprint, from: nil, reason: "key lost", by: "operator")
        #expect(try await codes(good) == ["signature.certificateRevoked"])
        #expect(
            try await test.zone.check([good])[0].findings.filter { $0.code.hasPrefix("signature.") }
                .allSatisfy { $0.severity == .warning })
        try await test.remove()
    }

    /// A list that is signed wrongly is taken and looked at by an officer, also where it waits for its documents first.
    @Test func aWrongSignatureIsWeighedByRiskScreening() async throws {
        let index = try await releasable()
        let test = try await TestZone { $0.signatures = .checked }
        let all = test.messages(index)
        for kind in [ZoneTraffic.DocumentKind.list, .order, .payment, .waybill] {
            _ = try await test.submit(try #require(all[kind]))
        }
        #expect(try test.zone.declaration(test.id(index))?.status == 300)
        let risk = try #require(try test.zone.risk(of: test.id(index)))
        #expect(risk.findings.contains { $0.rule == "network.signature-invalid" })
        try await test.remove()
    }

    /// Replay verifies nothing: a certificate that was revoked since changes no decision of before.
    @Test func historyComesOutTheSame() async throws {
        for policy in [SignaturePolicy.checked, .required] {
            let (test, by) = try await zone(policy)
            for message in try signed(test, by) { _ = try await test.submit(message) }
            for index in 1..<4 {
                for kind in ZoneTraffic.DocumentKind.clearing {
                    _ = try await test.submit(try #require(test.messages(index)[kind]))
                }
            }
            for code in by.keys {
                for view in test.zone.certificates(of: code) {
                    _ = try test.zone.revokeCertificate(
                        view.fingerprint, from: nil, reason: "end", by: "operator")
                }
            }
            await test.zone.close()
            let report = try Recomputation(
                databasePath: test.folder.appending(path: "zone.sqlite").path
            ).run()
            #expect(report.different == 0, "\(policy): \(report.differences)")
            #expect(report.compared > 10)
            try FileManager.default.removeItem(at: test.folder)
        }
    }
}
