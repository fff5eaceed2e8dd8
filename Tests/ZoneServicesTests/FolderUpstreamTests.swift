import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices

@Suite struct FolderUpstreamTests {
    /// A zone with a declaration, and a folder of its own.
    private struct Place {
        let test: TestZone
        let root: URL

        init() async throws {
            test = try await TestZone()
            _ = try await test.releasable()
            root = test.folder.appending(path: "exchange")
        }

        func transport() throws -> FolderUpstream {
            try FolderUpstream(
                folder: root, parties: DxpParties(senderID: "DXPENT0000000001"),
                time: { [clock = test.clock] in clock.now })
        }

        func gateway(_ transport: FolderUpstream) -> Gateway {
            Gateway(
                zone: test.zone, upstream: transport.name, transport: transport, clock: HandClock())
        }

        func names(_ folder: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: folder).path
            ).sorted()
        }

        func bytes(_ path: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: root.appending(path: path)))
        }

        func put(_ bytes: [UInt8], _ path: String) throws {
            try Data(bytes).write(to: root.appending(path: path))
        }
    }

    @Test func eachMessageLiesInAnEnvelopeThatIsValid() async throws {
        let place = try await Place()
        let transport = try place.transport()
        let round = try await place.gateway(transport).round()
        let count = try place.test.zone.figures().messageCount
        #expect(round.takenCount == count && round.problem == nil)
        let names = try place.names("out")
        #expect(names.count == count)
        #expect(try place.names("tmp").isEmpty)
        var payloads: Set<[UInt8]> = []
        for name in names {
            let message = readMessage(try place.bytes("out/" + name))
            #expect(message.verdict == .valid)
            let envelope = try #require(DxpEnvelope(message.decoded))
            #expect(envelope.senderID == "DXPENT0000000001")
            #expect(envelope.receiverID == "DXPEDCCEB0000002")
            #expect(name.hasPrefix(envelope.messageID + "-"))
            payloads.insert(envelope.payload)
        }
        let sent = try (1...Int64(count)).map { try place.test.zone.messageBytes($0) ?? [] }
        #expect(payloads == Set(sent))
        // A repeat after a lost note writes nothing new.
        #expect(await transport.send(sent).allSatisfy { $0 == .taken })
        #expect(try place.names("out") == names)
        try await place.test.remove()
    }

    @Test func receiptsAreReadOnceAndPutAway() async throws {
        let place = try await Place()
        let transport = try place.transport()
        let gateway = place.gateway(transport)
        _ = try await gateway.round()
        // Another zone is the node: it takes the envelopes, and its receipts are put to the folder as messages.
        let node = try await TestZone()
        for name in try place.names("out") {
            _ = try await node.submit(try place.bytes("out/" + name))
        }
        let page = try node.zone.receipts(for: nil, after: nil, countMax: 1000)
        for (number, message) in try node.zone.receiptMessages(page).enumerated() {
            try place.put(message, "in/\(number).xml")
        }
        let fileCount = try place.names("in").count
        #expect(fileCount > 0)
        _ = try await gateway.round()
        let relayed = try place.test.zone.relayedReceipts(
            of: transport.name, after: 0, countMax: 1000)
        let guids = Set(page.receipts.compactMap { $0.fields["guid"] })
        #expect(Set(relayed.compactMap { $0.receipt.fields["guid"] }) == guids)
        #expect(relayed.count == guids.count)
        #expect(try place.test.zone.gatewayFigures(transport.name).unansweredCount == 0)
        // What was kept is put away when asked again; a new process reads a file that stayed again, and adds nothing.
        let again = place.gateway(try place.transport())
        #expect(try await again.round().receiptCount == 0)
        _ = try await again.round()
        #expect(try place.names("in").isEmpty)
        #expect(try place.names("done").count == fileCount)
        try await node.remove()
        try await place.test.remove()
    }

    @Test func whatCannotBeReadGoesToBadWithTheReason() async throws {
        let place = try await Place()
        let transport = try place.transport()
        let order = try #require(try place.test.zone.messageBytes(1))
        try place.put(Array("<broken".utf8), "in/a.xml")
        try place.put(order, "in/b.xml")
        try place.put(Array("half".utf8), "in/.c.xml")
        _ = try await place.gateway(transport).round()
        let names = try place.names("bad")
        #expect(names == ["a.xml", "a.xml.reason.txt", "b.xml", "b.xml.reason.txt"])
        let reason = String(decoding: try place.bytes("bad/b.xml.reason.txt"), as: UTF8.self)
        #expect(reason.contains("not a receipt"))
        #expect(try place.names("in") == [".c.xml"])
        try await place.test.remove()
    }

    /// An answer of the exchange platform to a message, with a code.
    private func response(_ code: String, to messageID: String) throws -> [UInt8] {
        let head = BlockValue(
            [
                "CopMsgId": messageID, "SenderId": "DXPENT0000000001",
                "CreatTime": "2026-07-01T08:00:00", "MsgType": "CEB311Message",
            ], blocks: ["ReceiverIds": [BlockValue(["ReceiverId": "DXPEDCCEB0000002"])]])
        let response = BlockValue(
            ["ResponseCode": code, "ResponseInfo": "told", "NoticeTime": "2026-07-01"],
            blocks: ["OriHead": [head]])
        return try encodeMessage(
            "DxpRep",
            BlockValue(["RecevierId": "DXPENT0000000001"], blocks: ["Response": [response]]))
    }

    /// What the exchange platform refuses went nowhere; what it says otherwise is kept and ties to nothing.
    @Test func thePlatformsOwnAnswersAreReceipts() async throws {
        let place = try await Place()
        let transport = try place.transport()
        let gateway = place.gateway(transport)
        _ = try await gateway.round()
        let names = try place.names("out")
        func envelope(_ index: Int) throws -> DxpEnvelope {
            try #require(DxpEnvelope(readMessage(try place.bytes("out/" + names[index])).decoded))
        }
        let (taken, refused) = (try envelope(0), try envelope(1))
        try place.put(try response("0000", to: taken.messageID), "in/1.xml")
        try place.put(try response("1001", to: refused.messageID), "in/2.xml")
        try place.put(try response("1001", to: "unknown"), "in/3.xml")
        _ = try await gateway.round()
        #expect(try place.names("bad").isEmpty)
        let letters = try place.test.zone.deadLetters(of: transport.name, countMax: 10)
        #expect(letters.count == 1)
        let letter = try #require(letters.first)
        #expect(try place.test.zone.messageBytes(letter.messageID) == refused.payload)
        #expect(letter.problem.hasPrefix("DxpRep: /v1/gateway/receipts"))
        let relayed = try place.test.zone.relayedReceipts(
            of: transport.name, after: 0, countMax: 10)
        #expect(relayed.map(\.receipt.message) == ["DxpRep", "DxpRep", "DxpRep"])
        #expect(
            relayed.map { $0.receipt.fields["ResponseCode"] ?? "" } == ["0000", "1001", "1001"])
        #expect(relayed.map(\.messageID) == [nil, letter.messageID, nil])
        #expect(relayed[1].receipt.fields["ResponseInfo"] == "told")
        #expect(relayed[1].receipt.fields["MsgType"] == "CEB311Message")
        try await place.test.remove()
    }

    @Test func aFolderThatIsGoneIsAnOutage() async throws {
        let place = try await Place()
        let transport = try place.transport()
        try FileManager.default.removeItem(at: place.root.appending(path: "tmp"))
        let gateway = place.gateway(transport)
        #expect(try await gateway.round().problem != nil)
        #expect(try place.test.zone.gatewayFigures(transport.name).lane.attemptCount == 1)
        try FileManager.default.createDirectory(
            at: place.root.appending(path: "tmp"), withIntermediateDirectories: true)
        place.test.clock.advance(ms: 1_000)
        #expect(try await gateway.round().problem == nil)
        #expect(try place.test.zone.gatewayFigures(transport.name).waitingCount == 0)
        try await place.test.remove()
    }

    @Test func whatIsNoMessageOfTheStandardIsRefused() async throws {
        let place = try await Place()
        let outcomes = try await place.transport().send([Array("{}".utf8)])
        guard case .refused = outcomes.first else {
            Issue.record("payment data went into an envelope")
            return
        }
        try await place.test.remove()
    }

    /// The platform says by CEB900 that it could not read a message which it had taken.
    @Test func aFormatReceiptMakesADeadLetterOfWhatWasTaken() async throws {
        let place = try await Place()
        let transport = try place.transport()
        let gateway = place.gateway(transport)
        _ = try await gateway.round()
        let name = try #require(try place.names("out").first)
        let envelope = try #require(
            DxpEnvelope(readMessage(try place.bytes("out/" + name)).decoded))
        let guid = "00000000-0000-4000-8000-000000000001"
        let receipt = try encodeMessage(
            "CEB900Message",
            BlockValue(
                ["@guid": guid, "@version": "1.0"],
                blocks: [
                    "MessageReturn": [
                        BlockValue([
                            "guid": guid, "returnStatus": "-1", "returnInfo": "unreadable",
                            "returnTime": "20260701000000000", "oriCopMsgId": envelope.messageID,
                            "oriMessageType": "CEB311Message", "oriBizMessage": "",
                        ])
                    ]
                ]))
        let before = try place.test.zone.gatewayFigures(transport.name)
        try place.put(receipt, "in/900.xml")
        _ = try await gateway.round()
        let after = try place.test.zone.gatewayFigures(transport.name)
        #expect(after.deadCount == 1 && after.lane.takenCount == before.lane.takenCount - 1)
        let letter = try #require(
            try place.test.zone.deadLetters(of: transport.name, countMax: 10).first)
        #expect(try place.test.zone.messageBytes(letter.messageID) == envelope.payload)
        #expect(letter.problem.hasPrefix("CEB900Message"))
        let sent = try place.test.zone.sentMessage(letter.messageID, to: transport.name)
        #expect(sent?.state == .dead)
        #expect(sent?.documents.contains { $0.receipt == "CEB900Message" } == true)
        try await place.test.remove()
    }
}
