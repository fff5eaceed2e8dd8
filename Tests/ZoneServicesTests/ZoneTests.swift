import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTraffic

@Suite struct ZoneTests {
    @Test func aDryRunAnswersAndStoresNothing() async throws {
        let test = try await TestZone()
        let messages = test.messages(1)
        for kind in [ZoneTraffic.DocumentKind.order, .payment, .waybill] {
            _ = try await test.submit(messages[kind]!)
        }
        let before = try test.zone.figures()
        let trial = try await test.zone.check([messages[.list]!])
        #expect([300, 800].contains(trial[0].documents[0].status))
        let after = try test.zone.figures()
        #expect(after.messageCount == before.messageCount)
        #expect(after.declarationCount == before.declarationCount)
        let real = try await test.submit(messages[.list]!)
        #expect(real.documents[0].status == trial[0].documents[0].status)
        try await test.remove()
    }

    @Test func everyReceiptIsAValidMessage() async throws {
        let test = try await TestZone()
        _ = try await test.releasable()
        var bad = test.messages(99)[.order]!
        bad = bad.replacing(
            "<ceb:currency>142</ceb:currency>", with: "<ceb:currency>502</ceb:currency>")
        _ = try await test.submit(bad)
        var kinds: Set<String> = []
        var cursor: ReceiptCursor?
        repeat {
            let page = try test.zone.receipts(for: nil, after: cursor, countMax: 7)
            for message in try test.zone.receiptMessages(page) {
                let report = checkMessage(message, options: CheckOptions(edition: .e202205))
                #expect(report.verdict == .valid, "\(report.findings)")
                kinds.insert(report.message ?? "")
            }
            guard page.nextCursor != cursor?.description else { break }
            cursor = ReceiptCursor(page.nextCursor)
            if page.receipts.isEmpty { break }
        } while true
        #expect(
            kinds.isSuperset(of: [
                "CEB312Message", "CEB412Message", "CEB512Message", "CEB622Message",
                "CEB816Message", "CEB818Message", "CEB900Message",
            ]))
        try await test.remove()
    }

    @Test func receiptsAreReplayableAndPagedWithoutGapOrRepeat() async throws {
        let test = try await TestZone()
        for index in 0..<5 {
            for body in test.messages(index).values { _ = try await test.submit(body) }
        }
        let all = try test.zone.receipts(for: nil, after: nil, countMax: 1000)
        #expect(!all.hasMore)
        var paged: [String] = []
        var cursor: ReceiptCursor?
        while true {
            let page = try test.zone.receipts(for: nil, after: cursor, countMax: 3)
            if page.receipts.isEmpty { break }
            paged += page.receipts.map(\.cursor)
            cursor = ReceiptCursor(page.nextCursor)
        }
        #expect(paged == all.receipts.map(\.cursor))
        #expect(Set(paged).count == paged.count)
        let guids = all.receipts.compactMap { $0.fields["guid"] }
        #expect(Set(guids).count == all.receipts.count)
        #expect(guids.allSatisfy { $0.utf8.count == 36 })
        try await test.remove()
    }

    @Test func anIdempotencyKeyStandsForOneBody() async throws {
        let test = try await TestZone()
        let messages = test.messages(0)
        let first = try await test.zone.submit([messages[.order]!], idempotencyKey: "k1")
        let again = try await test.zone.submit([messages[.order]!], idempotencyKey: "k1")
        #expect(again[0].id == first[0].id && again[0].isRepeated)
        await #expect(throws: SubmitError.idempotencyConflict) {
            try await test.zone.submit([messages[.payment]!], idempotencyKey: "k1")
        }
        try await test.remove()
    }

    @Test func nothingIsTakenOfAnEmptyOrOverlongRequest() async throws {
        let test = try await TestZone(change: { $0.messageCountMax = 2 })
        await #expect(throws: SubmitError.empty) {
            try await test.zone.submit([], idempotencyKey: nil)
        }
        let body = test.messages(0)[.order]!
        await #expect(throws: SubmitError.tooManyMessages(count: 3, countMax: 2)) {
            try await test.zone.submit([body, body, body], idempotencyKey: nil)
        }
        try await test.remove()
    }

    @Test(arguments: ["not xml", "<a/>", "<?xml version=\"1.0\"?><!DOCTYPE a><a/>", "{\"a\":1}"])
    func whatCanNotBeReadIsKeptAndAnswered(_ text: String) async throws {
        let test = try await TestZone()
        let answer = try await test.submit(Array(text.utf8))
        #expect(answer.verdict != .valid)
        #expect(!answer.findings.isEmpty)
        #expect(try test.zone.messageBytes(answer.id) == Array(text.utf8))
        #expect(try test.zone.message(answer.id)?.findings == answer.findings)
        try await test.remove()
    }

    @Test func whatWasAnsweredSurvivesReopening() async throws {
        let test = try await TestZone()
        let index = try await test.releasable()
        try #require(index >= 0)
        let before = try #require(try test.zone.declaration(test.id(index)))
        await test.zone.close()
        let again = try Zone(
            settings: ZoneSettings(databasePath: test.folder.appending(path: "zone.sqlite").path))
        let after = try #require(try again.declaration(test.id(index)))
        #expect(after.status == before.status && after.invtNo == before.invtNo)
        #expect(after.timeline.map(\.status) == before.timeline.map(\.status))
        let repeated = try await again.submit([test.messages(index)[.list]!], idempotencyKey: nil)
        #expect(repeated[0].isRepeated)
        await again.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func anEnvelopeIsOpenedAndItsMessageTaken() async throws {
        let test = try await TestZone()
        let body = test.messages(0)[.order]!
        let envelope = try encodeMessage(
            "DxpMsg",
            BlockValue(
                ["@ver": "1.0", "Data": Data(body).base64EncodedString()],
                blocks: [
                    "TransInfo": [
                        BlockValue(
                            [
                                "CopMsgId": "M1", "SenderId": "DXPENT0000000001",
                                "CreatTime": "2026-07-01T08:00:00", "MsgType": "CEB311Message",
                            ],
                            blocks: [
                                "ReceiverIds": [BlockValue(["ReceiverId": "DXPEDCCEB0000002"])]
                            ])
                    ]
                ]))
        let answer = try await test.submit(envelope)
        #expect(answer.name == "CEB311Message")
        #expect(answer.documents.map(\.status) == [120])
        try await test.remove()
    }

    @Test func aBodyOfSeveralMessagesIsSplitAtTheirDeclarations() {
        let first = Array("<?xml version=\"1.0\"?><a><![CDATA[<?xml ?>]]></a>\n".utf8)
        let second = Array("<?xml version=\"1.0\"?><b/>".utf8)
        #expect(splitMessages(first + second) == [first, second])
        #expect(splitMessages(first) == [first])
        #expect(splitMessages([]) == [[]])
        #expect(splitMessages(Array("<a/><b/>".utf8)).count == 1)
    }

    @Test func figuresEqualARecount() async throws {
        let test = try await TestZone()
        for index in 0..<40 {
            for body in test.messages(index).values { _ = try await test.submit(body) }
        }
        let figures = try test.zone.figures()
        let all = try test.zone.declarations(before: nil, status: nil, countMax: 500)
        let recount = Dictionary(grouping: all, by: \.status).mapValues(\.count)
        #expect(figures.declarationsByStatus.filter { $0.value != 0 } == recount)
        let released = all.filter { $0.status == 800 }
        #expect(figures.tax.count == released.reduce(0) { $0 + $1.tax.count })
        try await test.remove()
    }
}
