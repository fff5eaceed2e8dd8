import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

@Suite struct GatewayTests {
    @Test(arguments: [
        (200, "unreachable"), (202, "unreachable"), (400, "refused"), (404, "unreachable"),
        (413, "refused"),
        (429, "unreachable"), (500, "failed"), (503, "unreachable"),
    ])
    func statusTellsWhoseFaultItIs(_ status: Int, _ expected: String) {
        let outcome = HTTPUpstream.outcome(status: UInt(status), body: Data())
        let name =
            switch outcome {
            case .taken: "taken"
            case .unreachable: "unreachable"
            case .failed: "failed"
            case .refused: "refused"
            }
        #expect(name == expected)
    }

    @Test func whatTheUpstreamFindsInvalidIsRefusedWithItsFindings() {
        func outcome(_ messages: String) -> SendOutcome {
            HTTPUpstream.outcome(status: 202, body: Data("{\"messages\":[\(messages)]}".utf8))
        }
        let finding = #"{"code":"C1","path":"/a","zh":"错","en":"wrong"}"#
        #expect(outcome(#"{"verdict":"valid"}"#) == .taken)
        #expect(
            outcome("{\"verdict\":\"invalid\",\"findings\":[\(finding)]}")
                == .refused("invalid; C1 /a: 错 / wrong"))
        #expect(outcome(#"{"verdict":"unchecked"}"#) == .refused("unchecked"))
        for text in ["", #"{"verdict":"valid"},{"verdict":"valid"}"#] {
            guard case .unreachable = outcome(text) else {
                Issue.record("\(text) was understood")
                continue
            }
        }
    }

    /// An upstream that takes smaller messages than the zone answers 202 with the verdict "unchecked".
    @Test func aMessageTheUpstreamWontReadIsADeadLetterAndIsDeliveredByHand() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "GATEWAY-2")
            let transport = Refusing(messageCount: 1)
            let gateway = Gateway(
                zone: site.zone, upstream: "node", transport: transport, limits: .patient)
            try site.zone.openUpstream("node")
            _ = try await gateway.round()
            let figures = try await site.get("/v1/gateway").json["upstreams"].array
            #expect(figures.map(\.["deadCount"].int) == [1])
            #expect(figures.map(\.["waitingCount"].int) == [0])
            let page = try await site.get("/v1/gateway/dead-letters?limit=1").json
            let id = try #require(page["letters"].array.first?["message"].int)
            #expect(page["letters"].array.first?["problem"].string == "<no>")
            #expect(page["nextAfter"].int == id)
            let rest = try await site.get("/v1/gateway/dead-letters?after=\(id)").json
            #expect(rest["letters"].array.isEmpty && rest["nextAfter"].isNull)
            let html = try await site.get("/gateway?lang=en").text
            #expect(html.contains("&lt;no&gt;") && html.contains("Deliver again"))
            #expect(TagChecker.complaint(html) == nil)
            let form =
                "--x\r\nContent-Disposition: form-data; name=\"upstream\"\r\n\r\nnode\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n\(id)\r\n--x--\r\n"
            let answer = try await site.send(
                .post, "/gateway?lang=en", [.contentType: "multipart/form-data; boundary=x"],
                Array(form.utf8))
            #expect(answer.status == 303)
            #expect(try await site.get("/gateway?lang=en").text.contains("will be tried again"))
            let uri = "/v1/gateway/dead-letters/\(id)/redelivery"
            #expect(try await site.send(.post, uri).status == 202)
            #expect(try await site.send(.post, uri + "?upstream=other").status == 404)
            _ = try await gateway.round()
            let after = try await site.get("/v1/gateway").json["upstreams"].array
            #expect(after.map(\.["deadCount"].int) == [0])
            #expect(try await site.send(.post, uri).status == 404)
            let receipts = try await site.get("/v1/gateway/receipts?limit=1").json
            #expect(receipts["receipts"].array.first?["fields"]["guid"].string == "G")
            let unanswered = try await site.get("/v1/gateway/unanswered?hours=0&limit=1").json
            #expect(unanswered["messages"].array.first?["message"].int == id)
            #expect(unanswered["nextAfter"].int == id)
            let none = try await site.get("/v1/gateway/unanswered").json
            #expect(none["messages"].array.isEmpty)
            let sent = try await site.get("/v1/gateway/messages/\(id)").json
            #expect(sent["state"].string == "taken")
            #expect(sent["documents"].array.map(\.["receipt"].string) == ["CEB312Message"])
            #expect(try await site.get("/v1/gateway/messages/999").status == 404)
            let checker = SchemaChecker(document: OpenAPITests.document)
            for (body, name) in [
                (figures[0], "UpstreamFigures"), (page, "DeadLetterPage"),
                (receipts, "RelayedReceiptPage"), (unanswered, "UnansweredPage"),
                (sent, "SentMessage"),
            ] {
                let schema = OpenAPITests.document["components"]["schemas"][name]
                #expect(checker.complaints(body, schema) == [])
            }
        }
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
            let application = try makeApplication(zone: upper, settings: settings, logger: logger)
            try await application.test(.live) { client in
                let port = try #require(client.port)
                let transport = try #require(HTTPUpstream("http://127.0.0.1:\(port)"))
                let gateway = Gateway(
                    zone: site.zone, upstream: transport.address, transport: transport,
                    limits: .patient)
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
                // A message that is invalid there shows with its findings.
                let outcomes = await transport.send([Sample.order("GATEWAY-1"), Sample.hostile])
                #expect(outcomes.first == .taken && outcomes.count == 2)
                guard case .refused(let problem) = outcomes.last else {
                    Issue.record("an invalid message was taken")
                    return
                }
                #expect(problem.hasPrefix("invalid; "))
            }
            await upper.close()
        }
    }
}

/// Refuses the first messages and takes the others; gives one receipt.
private final class Refusing: UpstreamTransport {
    private let countLeft: Mutex<Int>

    init(messageCount: Int) {
        countLeft = Mutex(messageCount)
    }

    func send(_ messages: [[UInt8]]) async -> [SendOutcome] {
        let isRefused = countLeft.withLock { count in
            count -= 1
            return count >= 0
        }
        return isRefused ? [.refused("<no>")] : [.taken]
    }

    func receipts(after cursor: String?, countMax: Int) async throws -> UpstreamPage {
        guard cursor == nil else {
            return UpstreamPage(receipts: [], nextCursor: "1", hasMore: false)
        }
        let receipt = UpstreamPage.Receipt(message: "CEB312Message", fields: ["guid": "G"])
        return UpstreamPage(receipts: [receipt], nextCursor: "1", hasMore: false)
    }
}

extension GatewayLimits {
    /// A busy machine may take its time.
    fileprivate static var patient: GatewayLimits {
        var limits = GatewayLimits()
        limits.answerTime = .seconds(86_400)
        return limits
    }
}
