import Testing
import ZoneMessages

@Suite struct DxpEnvelopeTests {
    private let envelope = DxpEnvelope(
        messageID: "A-1", senderID: "DXPENT0000000001", receiverID: "DXPEDCCEB0000002",
        createdAt: "2026-11-27T10:00:00", messageType: "CEB311Message",
        payload: Array(0...255))

    @Test func whatIsWrittenIsReadAgain() throws {
        for count in 0...4 {
            var envelope = envelope
            envelope.payload = Array(envelope.payload.dropLast(count))
            let message = readMessage(try envelope.encoded()).decoded
            #expect(message.findings.isEmpty)
            #expect(DxpEnvelope(message) == envelope)
        }
    }

    @Test func partsKeepToTheirLengths() throws {
        let changes: [(inout DxpEnvelope) -> Void] = [
            { $0.messageID = String(repeating: "x", count: 256) }, { $0.messageID = "" },
            { $0.senderID = String(repeating: "x", count: 17) }, { $0.senderID = "" },
            { $0.receiverID = String(repeating: "x", count: 17) }, { $0.receiverID = "" },
            { $0.messageType = String(repeating: "x", count: 31) },
        ]
        for change in changes {
            var envelope = envelope
            change(&envelope)
            #expect(throws: EncodeError.self) { try envelope.encoded() }
        }
        var longest = envelope
        longest.messageID = String(repeating: "x", count: 255)
        longest.messageType = String(repeating: "x", count: 30)
        #expect(throws: Never.self) { try longest.encoded() }
    }

    @Test func whatIsNoEnvelopeIsNotRead() {
        let order = readMessage(Array("<CEB311Message/>".utf8)).decoded
        #expect(DxpEnvelope(order) == nil)
    }
}
