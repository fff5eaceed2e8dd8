import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

/// Zone and platform behind sockets of their own: questions there, data back, and everything that goes wrong on the way.
@Suite struct PaymentExchangeTests {
    private static let faults: [String: PlatformFault] = [
        "PAY-LOST": .lostAnswer, "PAY-TWICE": .duplicate, "PAY-SIGN": .wrongSignature,
        "PAY-LATE": .late, "PAY-SESSION": .wrongSession,
    ]

    /// A clock that the test moves.
    private final class Hand: Sendable {
        private let ms = Mutex(
            Int64(Day(year: 2026, month: 11, day: 23)?.number ?? 0) * 86_400_000 + 4 * 3_600_000)
        var now: Timestamp { Timestamp(ms: ms.withLock { $0 }) }
        func advance(hours: Int64) { ms.withLock { $0 += hours * 3_600_000 } }
    }

    @Test func anExchangeFromEndToEnd() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("pilotzone-payments-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let hand = Hand()
        let zone = try Zone(
            settings: ZoneSettings(databasePath: folder.appendingPathComponent("zone").path)
        ) { hand.now }
        let orders = ["PAY-OK", "PAY-DIFF"] + Self.faults.keys.sorted()
        var book: [[UInt8]] = []
        for order in orders {
            let messages = [Sample.order(order)] + Sample.rest(of: order)
            for message in messages { _ = try await zone.submit([message], idempotencyKey: nil) }
            // What the platform has of one payment is not what was declared.
            book += messages.map { message -> [UInt8] in
                guard order == "PAY-DIFF" else { return message }
                return Array(
                    String(decoding: message, as: UTF8.self)
                        .replacing("<ceb:amountPaid>177.29", with: "<ceb:amountPaid>77.29").utf8)
            }
        }
        let signer = try PlatformSigner(selfSignedBy: "platform", from: hand.now, days: 30)
        _ = try zone.registerCertificate(
            CertificateFiling(
                enterprise: Sample.ebpCode, certificate: Array(signer.certificatePEM.utf8),
                actor: "officer"))
        let platform = ExamplePlatform(
            book: PlatformBook(messages: book, signer: signer), faults: Self.faults
        ) { hand.now }
        var settings = ServerSettings()
        settings.port = 0
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try makeApplication(zone: zone, settings: settings, logger: logger)
        let shop = platform.application(host: "127.0.0.1", port: 0, logger: logger)
        try await server.test(.live) { client in
            let zonePort = try #require(client.port)
            try await shop.test(.live) { client in
                let port = try #require(client.port)
                let exchange = Exchange(
                    zone: zone, platform: platform, hand: hand, platformPort: port,
                    zoneAddress: "http://127.0.0.1:\(zonePort)\(PaymentRoutes.uploadPath)")
                try await exchange.run(orders)
            }
        }
        await zone.close()
    }

    private struct Exchange {
        let zone: Zone
        let platform: ExamplePlatform
        let hand: Hand
        let platformPort: Int
        let zoneAddress: String

        private func request(_ sessions: [String: String], _ order: String) throws
            -> PaymentRequestView
        {
            let session = try #require(sessions[order])
            return try #require(try zone.paymentRequest(session))
        }

        func run(_ orders: [String]) async throws {
            let (filed, _) = try zone.filePaymentAddress(
                "http://127.0.0.1:\(platformPort)/platDataOpen", of: Sample.ebpCode, by: "shop")
            _ = try zone.judgePaymentAddress(
                filed[0].id, of: Sample.ebpCode, isApproved: true, reason: "tested", by: "officer")
            var sessions: [String: String] = [:]
            for order in orders {
                sessions[order] = try zone.askForPayment(
                    platform: Sample.ebpCode, orderNo: order, reason: "test", by: "officer"
                ).request.sessionID
            }
            var limits = PaymentLimits()
            limits.answerTime = .seconds(86_400)
            let asker = PaymentAsker(
                zone: zone, transport: HTTPPlatform(privateHosts: ["127.0.0.1"]), limits: limits)

            // The platform has all questions; of one the zone does not know it, and asks again.
            #expect(try await asker.round() == orders.count)
            for order in orders {
                let request = try request(sessions, order).request
                #expect(
                    request.state == (order == "PAY-LOST" ? .waiting : .asked), "\(order)")
            }
            #expect(try request(sessions, "PAY-LOST").request.attemptCount == 1)
            hand.advance(hours: 1)
            #expect(try await asker.round() == 1)
            #expect(try request(sessions, "PAY-LOST").request.state == .asked)

            let replies = await platform.uploadPending(to: zoneAddress, includingLate: false)
            func count(_ code: String) -> Int {
                replies.count { $0.contains("\"code\":\"\(code)\"") }
            }
            #expect(count("10000") == 5 && count("20000") == 3, "\(replies)")
            for order in ["PAY-OK", "PAY-LOST", "PAY-TWICE"] {
                let view = try request(sessions, order)
                #expect(view.request.state == .answered && view.findings.isEmpty, "\(order)")
                #expect(view.events.count { $0.kind == "payment.answered" } == 1)
            }
            #expect(try request(sessions, "PAY-TWICE").request.refusalCount == 1)
            let differing = try request(sessions, "PAY-DIFF")
            #expect(differing.findings.map(\.kind) == [.payment, .order])
            #expect(differing.findings.map(\.field) == ["totalAmount", "totalAmount"])
            #expect(differing.findings.map(\.uploaded) == ["77.29", "77.29"])
            #expect(differing.findings.map(\.declared) == ["177.29", "177.29"])
            #expect(try request(sessions, "PAY-SIGN").request.state == .asked)
            #expect(try request(sessions, "PAY-SIGN").request.refusalCount == 1)
            #expect(try request(sessions, "PAY-SESSION").request.state == .asked)
            #expect(try request(sessions, "PAY-SESSION").request.refusalCount == 0)

            // Three are past their time; one of them comes after all, another is asked for once more.
            hand.advance(hours: 24)
            #expect(try zone.paymentFigures().overdue == 3)
            let late = await platform.uploadPending(to: zoneAddress, includingLate: true)
            #expect(late.count == 1 && late[0].contains("10000"))
            #expect(try request(sessions, "PAY-LATE").request.isLate)
            let unsigned = try #require(sessions["PAY-SIGN"])
            let again = try zone.askForPaymentAgain(unsigned, by: "officer")
            #expect(again.state == .waiting)
            #expect(try await asker.round() == 1)
            #expect(try request(sessions, "PAY-SIGN").request.state == .asked)
            let figures = try zone.paymentFigures()
            #expect(figures.answered == 5 && figures.overdue == 1 && figures.open == 1)
            #expect(figures.unreviewed == 1 && figures.dead == 0)
        }
    }
}
