import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

@Suite struct GatewayTests {
    @Test(arguments: [
        (202, "taken"), (400, "refused"), (404, "unreachable"), (413, "refused"),
        (429, "unreachable"), (500, "failed"), (503, "unreachable"),
    ])
    func statusTellsWhoseFaultItIs(_ status: Int, _ expected: String) {
        let outcome = HTTPUpstream.outcome(status: UInt(status), text: "")
        let name =
            switch outcome {
            case .taken: "taken"
            case .unreachable: "unreachable"
            case .failed: "failed"
            case .refused: "refused"
            }
        #expect(name == expected)
    }

    @Test(arguments: ["", "node", "ftp://node", "http://", "http://a:b@node", "http://node/?q=1"])
    func whatIsNoAddressIsNotTaken(_ text: String) {
        #expect(HTTPUpstream(text) == nil)
    }

    @Test func aSlashAtTheEndIsTheSameNode() {
        #expect(HTTPUpstream("https://node/")?.address == "https://node")
    }

    /// The upstream is a zone behind a real socket; the zone below submits and reads what came back.
    @Test func documentsGoUpOverHTTPAndReceiptsComeBack() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "GATEWAY-1")
            let folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("pilotzone-upstream-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let upper = try Zone(
                settings: ZoneSettings(databasePath: folder.appendingPathComponent("zone").path))
            var settings = ServerSettings()
            settings.port = 0
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let application = makeApplication(zone: upper, settings: settings, logger: logger)
            try await application.test(.live) { client in
                let port = try #require(client.port)
                let transport = try #require(HTTPUpstream("http://127.0.0.1:\(port)"))
                let gateway = Gateway(
                    zone: site.zone, upstream: transport.address, transport: transport)
                let round = try await gateway.round()
                #expect(round.problem == nil && round.deadCount == 0)
                #expect(round.takenCount > 0)
                #expect(try site.zone.gatewayFigures(transport.address).waitingCount == 0)
                let there = try upper.receipts(for: nil, after: nil, countMax: 1000).receipts
                let relayed = try site.zone.relayedReceipts(
                    of: transport.address, after: 0, countMax: 1000)
                #expect(!there.isEmpty)
                #expect(relayed.map(\.receipt.fields) == there.map(\.fields))
                #expect(try await gateway.round().isIdle)
            }
            await upper.close()
        }
    }
}
