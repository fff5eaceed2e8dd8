import Foundation
import Synchronization
import Testing
import ZoneCore
import ZoneMessages
import ZoneTraffic

@testable import ZoneServices

/// A platform that says what the test tells it to, and notes what it was asked.
private final class Platforms: PlatformTransport {
    private let outcomes: Mutex<[SendOutcome]>
    private let questions = Mutex<[PlatformQuestion]>([])

    init(_ outcomes: [SendOutcome] = []) {
        self.outcomes = Mutex(outcomes)
    }

    var asked: [PlatformQuestion] { questions.withLock { $0 } }

    func ask(_ question: PlatformQuestion) async -> SendOutcome {
        questions.withLock { $0.append(question) }
        return outcomes.withLock { $0.isEmpty ? .taken : $0.removeFirst() }
    }
}

/// Requests for payment data, from the question to the officer's conclusion.
@Suite struct PaymentRequestServiceTests {
    /// A zone with one released order of a platform that has a certificate and an approved address.
    private struct Case {
        let test: TestZone
        let order: ZoneCore.Order
        let signer: PlatformSigner
        let book: PlatformBook

        init(isApproved: Bool = true, change: (inout ZoneSettings) -> Void = { _ in }) async throws
        {
            test = try await TestZone(change: change)
            let index = try await test.releasable()
            let messages = test.messages(index)
            signer = try PlatformSigner(
                selfSignedBy: "platform", from: test.clock.now, days: 30)
            book = PlatformBook(messages: Array(messages.values), signer: signer)
            let bytes = try #require(messages[.order])
            guard case .order(let order) = readMessage(bytes).decoded.documents().first?.document
            else { throw CocoaError(.fileReadCorruptFile) }
            self.order = order
            _ = try test.zone.registerCertificate(
                CertificateFiling(
                    enterprise: order.ebpCode, certificate: Array(signer.certificatePEM.utf8),
                    actor: "officer"))
            guard isApproved else { return }
            let (addresses, _) = try test.zone.filePaymentAddress(
                "https://shop.example/platDataOpen", of: order.ebpCode, by: "shop")
            _ = try test.zone.judgePaymentAddress(
                addresses[0].id, of: order.ebpCode, isApproved: true, reason: "tested",
                by: "officer")
        }

        func ask() throws -> PaymentRequest {
            try test.zone.askForPayment(
                platform: order.ebpCode, orderNo: order.orderNo, reason: "looks low",
                by: "officer"
            ).request
        }

        func asker(_ platforms: Platforms) -> PaymentAsker {
            PaymentAsker(zone: test.zone, transport: platforms, limits: .patient)
        }

        func upload(
            _ session: String, signing change: ([UInt8]) -> [UInt8] = { $0 }
        ) throws -> [UInt8] {
            try #require(
                try book.upload(
                    orderNo: order.orderNo, sessionID: session, at: test.clock.now,
                    signing: change))
        }
    }

    @Test func aQuestionGoesOutAndIsAnsweredWithoutFindings() async throws {
        let one = try await Case()
        let (zone, platforms) = (one.test.zone, Platforms())
        let request = try one.ask()
        #expect(try one.ask().sessionID == request.sessionID, "one is open")
        #expect(request.sessionID.wholeMatch(of: /[0-9a-f]{6}-[0-9a-f]{8}-[0-9a-f]{8}/) != nil)
        #expect(try await one.asker(platforms).round() == 1)
        #expect(platforms.asked.map(\.sessionID) == [request.sessionID])
        #expect(platforms.asked.map(\.orderNo) == [one.order.orderNo])
        #expect(platforms.asked.map(\.serviceTime) == [one.test.clock.now.ms])
        #expect(try await one.asker(platforms).round() == 0)
        #expect(try zone.paymentRequest(request.sessionID)?.request.state == .asked)
        let reply = try await zone.takePaymentUpload(try one.upload(request.sessionID))
        #expect(reply.code == .taken, "\(reply)")
        let view = try #require(try zone.paymentRequest(request.sessionID))
        #expect(view.request.state == .answered && view.findings.isEmpty)
        #expect(
            view.events.map(\.kind) == ["payment.asked", "payment.taken", "payment.answered"])
        let message = try #require(view.request.messageID)
        #expect(try zone.paymentComparison(message)?.signature == .verified)
        #expect(try one.ask().sessionID != request.sessionID, "a new question after the answer")
        try await one.test.remove()
    }

    /// The code and what is kept for each upload that is not as it has to be.
    @Test func whatIsWrongIsAnsweredByThePublishedCodes() async throws {
        let one = try await Case()
        let zone = one.test.zone
        let session = try one.ask().sessionID
        let good = try one.upload(session)
        func text(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
            bytes.replacing(old, with: new)
        }
        let certNo = try #require(PaymentUpload(good)?.certNo)
        let cases: [(bytes: [UInt8], code: PaymentReply.Code, part: String)] = [
            ([], .failed, "上传失败"), (Array("{}".utf8), .failed, "certNo"),
            (
                [UInt8](repeating: 0x20, count: Zone.paymentUploadByteCountMax + 1), .failed,
                "1048576"
            ),
            (text(good, session, "000000-00000000-00000000"), .failed, "sessionID"),
            (text(good, one.order.ebpCode, "1160946002"), .failed, "1160946002"),
            (text(good, "\"\(certNo)\"", "\"00ff\""), .certificateUnknown, "证书"),
            (try one.upload(session) { $0 + [0x20] }, .failed, "验签失败"),
            (text(good, "\"verDept\":\"3\"", "\"verDept\":\"1\""), .failed, "验签失败"),
        ]
        for (bytes, code, part) in cases {
            let reply = try await zone.takePaymentUpload(bytes)
            #expect(reply.code == code && reply.message.contains(part), "\(reply)")
        }
        let open = try #require(try zone.paymentRequest(session)).request
        #expect(open.state == .waiting && open.refusalCount == 4)
        #expect(try await zone.takePaymentUpload(good).code == .taken)
        // The answer may be lost: the same bytes again are answered as before, others are not taken.
        #expect(try await zone.takePaymentUpload(good).code == .taken)
        let other = try await zone.takePaymentUpload(try one.upload(session))
        #expect(other.code == .failed && other.message.contains("入库失败"))
        let view = try #require(try zone.paymentRequest(session))
        #expect(view.events.filter { $0.kind == "payment.answered" }.count == 1)
        #expect(view.events.filter { $0.kind == "payment.refused" }.count == 5)
        try await one.test.remove()
    }

    @Test func refusedUploadsAreNotedOnlySoOften() async throws {
        let one = try await Case()
        let session = try one.ask().sessionID
        let wrong = try one.upload(session) { $0 + [0x20] }
        for _ in 0..<25 {
            #expect(try await one.test.zone.takePaymentUpload(wrong).code == .failed)
        }
        let view = try #require(try one.test.zone.paymentRequest(session))
        #expect(view.request.refusalCount == Zone.paymentRefusalCountMax)
        #expect(view.events.count == 1 + Zone.paymentRefusalCountMax)
        try await one.test.remove()
    }

    @Test func aPlatformWithoutAnApprovedAddressIsNotAsked() async throws {
        let one = try await Case(isApproved: false)
        let (zone, platforms) = (one.test.zone, Platforms())
        let session = try one.ask().sessionID
        try await one.asker(platforms).round()
        #expect(platforms.asked.isEmpty)
        let dead = try #require(try zone.paymentRequest(session)).request
        #expect(dead.state == .dead && dead.problem.contains("no approved address"))
        let code = one.order.ebpCode
        let url = "http://shop.example:8080/platDataOpen"
        let (filed, isNew) = try zone.filePaymentAddress(url, of: code, by: "shop")
        #expect(isNew && filed.map(\.state) == [.filed])
        #expect(try !zone.filePaymentAddress(url, of: code, by: "shop").isNew)
        func judge(_ isApproved: Bool, by actor: String) throws -> PaymentAddress {
            try zone.judgePaymentAddress(
                filed[0].id, of: code, isApproved: isApproved, reason: "tested", by: actor)
        }
        #expect(throws: EnterpriseError.self) { try judge(true, by: "shop") }
        #expect(try judge(true, by: "officer").state == .approved)
        #expect(throws: EnterpriseError.self) { try judge(false, by: "officer") }
        #expect(try zone.filedPaymentAddresses().isEmpty)
        #expect(try zone.askForPaymentAgain(session, by: "officer").state == .waiting)
        try await one.asker(platforms).round()
        #expect(platforms.asked.map(\.address.port) == [8080])
        #expect(platforms.asked.map(\.sessionID) == [session])
        try await one.test.remove()
    }

    @Test(arguments: [
        "", "shop.example", "ftp://shop.example/a", "http:///a", "http://u:p@shop.example/a",
        "http://u@shop.example/a", "http://shop.example/a?b=1", "http://shop.example/a#b",
        "http://shop.example:22/a", "http://shop.example:1023/a", "http://shop.example/ä",
        "http://shop.example/" + String(repeating: "a", count: 400),
    ])
    func whatIsNoAddressIsNotFiled(_ text: String) {
        #expect(PlatformAddress(text) == nil)
    }

    @Test func anAddressHasItsParts() throws {
        #expect(try #require(PlatformAddress("https://[2001:db8::1]/a")).host == "2001:db8::1")
        #expect(try #require(PlatformAddress("https://shop.example/a")).port == 443)
        #expect(try #require(PlatformAddress("http://shop.example:1024/a")).port == 1024)
    }

    @Test func whatAPlatformDoesNotTakeIsTriedAgainAndGivenUp() async throws {
        let one = try await Case()
        let down = [SendOutcome](repeating: .unreachable("down"), count: 8)
        let (zone, platforms) = (one.test.zone, Platforms(down))
        let session = try one.ask().sessionID
        for _ in 0..<8 {
            #expect(try await one.asker(platforms).round() == 1)
            #expect(try await one.asker(platforms).round() == 0, "not before its time")
            one.test.clock.advance(ms: 3_600_000)
        }
        #expect(platforms.asked.count == 8)
        #expect(try await one.asker(platforms).round() == 0)
        #expect(try zone.paymentFigures().dead == 1)
        let dead = try zone.paymentRequests(.dead, platforms: nil, before: nil, countMax: 10)
        #expect(dead.map(\.request.sessionID) == [session])
        // What comes late is still taken.
        #expect(try await zone.takePaymentUpload(try one.upload(session)).code == .taken)
        #expect(try zone.paymentFigures().dead == 0)
        try await one.test.remove()
    }

    @Test func findingsGoToAnOfficerWhoConcludesOnce() async throws {
        let one = try await Case()
        let zone = one.test.zone
        let session = try one.ask().sessionID
        let amount = one.order.acturalPaid
        let changed = try Self.resigned(
            try one.upload(session), one.signer, "\"totalAmount\":\(amount)", "\"totalAmount\":1")
        #expect(try await zone.takePaymentUpload(changed).code == .taken)
        let view = try #require(try zone.paymentRequest(session))
        #expect(view.findings.map(\.kind) == [.payment, .order])
        #expect(view.findings.map(\.uploaded) == ["1", "1"])
        #expect(view.findings.map(\.declared) == [amount.description, amount.description])
        #expect(try zone.paymentFigures().unreviewed == 1)
        let reviewed = try zone.reviewPayment(session, conclusion: "coupon", by: "officer")
        #expect(reviewed.review?.conclusion == "coupon")
        #expect(throws: EnterpriseError.self) {
            try zone.reviewPayment(session, conclusion: "again", by: "officer")
        }
        #expect(try zone.paymentFigures().unreviewed == 0)
        try await one.test.remove()
    }

    @Test func dataOfAnotherOrderAreAFinding() async throws {
        let one = try await Case()
        let session = try one.ask().sessionID
        let changed = try Self.resigned(
            try one.upload(session), one.signer, "\"orderNo\":\"\(one.order.orderNo)\"",
            "\"orderNo\":\"NONE-1\"")
        #expect(try await one.test.zone.takePaymentUpload(changed).code == .taken)
        let view = try #require(try one.test.zone.paymentRequest(session))
        #expect(view.findings.map(\.kind) == [.notAbout, .noPayment, .noOrder])
        try await one.test.remove()
    }

    @Test func anOrderThatTheZoneDoesNotHaveIsNotAskedAbout() async throws {
        let one = try await Case()
        #expect(throws: EnterpriseError.self) {
            try one.test.zone.askForPayment(
                platform: one.order.ebpCode, orderNo: "NONE", reason: "x", by: "officer")
        }
        #expect(throws: EnterpriseError.self) {
            try one.test.zone.askForPayment(
                platform: "1100000000", orderNo: one.order.orderNo, reason: "", by: "")
        }
        #expect(throws: EnterpriseError.notFound) {
            try one.test.zone.askForPaymentAgain("none", by: "officer")
        }
        try await one.test.remove()
    }

    // MARK: Without an officer

    /// With a share of one every decided list is drawn, and each once; what was decided before is not looked at.
    @Test func aSampleIsDrawnFromWhatIsDecided() async throws {
        let book = try changedRuleBook("parameters/payment-data/sample-rate.yaml") {
            $0.replacing("\"0.001\"", with: "\"1\"")
        }
        let one = try await Case {
            $0.ruleBookPath = book
            $0.secret = [UInt8](repeating: 7, count: 32)
        }
        let zone = one.test.zone
        #expect(try zone.selectPaymentRequests() == 0, "the beginning")
        #expect(try zone.selectPaymentRequests() == 0)
        let next = try await one.test.releasable(from: 60)
        #expect(next >= 0)
        let count = try zone.selectPaymentRequests()
        #expect(count > 0)
        #expect(try zone.selectPaymentRequests() == 0)
        let made = try zone.paymentRequests(.all, platforms: nil, before: nil, countMax: 500)
        #expect(made.count == count && made.allSatisfy { $0.request.origin != .officer })
        #expect(Set(made.map(\.request.orderNo)).count == count)
        let released = one.test.id(next)
        let drawn = made.first { "\($0.request.platform):\($0.request.orderNo)" == released }
        #expect(drawn?.request.origin == .sample)
        try FileManager.default.removeItem(atPath: book)
        try await one.test.remove()
    }

    @Test func withoutASecretNothingIsDrawn() async throws {
        let one = try await Case()
        try one.test.zone.selectPaymentRequests()
        _ = try await one.test.releasable(from: 60)
        let made = try one.test.zone.selectPaymentRequests()
        let all = try one.test.zone.paymentRequests(
            .all, platforms: nil, before: nil, countMax: 500)
        #expect(all.count == made && all.allSatisfy { $0.request.origin == .rule })
        try await one.test.remove()
    }

    /// The upload with something else in it, signed for what it then says.
    private static func resigned(
        _ upload: [UInt8], _ signer: PlatformSigner, _ old: String, _ new: String
    ) throws -> [UInt8] {
        let changed = upload.replacing(old, with: new)
        let parsed = try #require(PaymentUpload(changed))
        return changed.replacing(
            parsed.signValue, with: try signer.signature(over: parsed.signedText))
    }
}

extension PaymentLimits {
    /// A busy machine may take its time.
    fileprivate static var patient: PaymentLimits {
        var limits = PaymentLimits()
        limits.answerTime = .seconds(86_400)
        return limits
    }
}
