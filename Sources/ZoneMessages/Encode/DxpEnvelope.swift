import Foundation

/// The envelope in which messages travel over the E-port's exchange platform (`DxpMsg`).
public struct DxpEnvelope: Hashable, Sendable {
    /// Longest id of a message, characters.
    public static let messageIDLengthMax = 255
    /// Longest id of a sender or receiver, characters.
    public static let partyIDLengthMax = 16
    /// Longest name of a message, characters.
    public static let messageTypeLengthMax = 30

    /// The sender's number of the message; an answer of the platform names it.
    public var messageID: String
    /// Who sends it.
    public var senderID: String
    /// Who gets it.
    public var receiverID: String
    /// When it was made, as the standard writes it: `2026-11-27T10:00:00`.
    public var createdAt: String
    /// Name of the message in it.
    public var messageType: String
    /// The message.
    public var payload: [UInt8]

    /// An envelope with its parts.
    public init(
        messageID: String, senderID: String, receiverID: String, createdAt: String,
        messageType: String, payload: [UInt8]
    ) {
        self.messageID = messageID
        self.senderID = senderID
        self.receiverID = receiverID
        self.createdAt = createdAt
        self.messageType = messageType
        self.payload = payload
    }

    /// The envelope that was read; nil where the message is none or holds nothing that is base64. Of several receivers it
    /// has the first.
    public init?(_ message: DecodedMessage) {
        guard message.completeness == .complete, let payload = message.envelopePayload() else {
            return nil
        }
        func field(_ name: String) -> String { message.envelopeField(name) ?? "" }
        let root = message.blockValue()
        let own = root.blocks["DxpMsg"]?.first ?? root
        self.init(
            messageID: field("CopMsgId"), senderID: field("SenderId"),
            receiverID: own.blocks["TransInfo"]?.first?.blocks["ReceiverIds"]?.first?
                .fields["ReceiverId"] ?? "",
            createdAt: field("CreatTime"), messageType: field("MsgType"), payload: payload)
    }

    /// Its bytes. Throws where a part is empty or longer than the standard lets it be.
    public func encoded() throws(EncodeError) -> [UInt8] {
        func checked(_ name: String, _ text: String, upTo lengthMax: Int) throws(EncodeError) {
            guard (1...lengthMax).contains(text.unicodeScalars.count) else {
                throw .missing(path: "DxpMsg/TransInfo/" + name)
            }
        }
        try checked("CopMsgId", messageID, upTo: Self.messageIDLengthMax)
        try checked("SenderId", senderID, upTo: Self.partyIDLengthMax)
        try checked("ReceiverIds/ReceiverId", receiverID, upTo: Self.partyIDLengthMax)
        try checked("MsgType", messageType, upTo: Self.messageTypeLengthMax)
        let head = BlockValue(
            [
                "CopMsgId": messageID, "SenderId": senderID, "CreatTime": createdAt,
                "MsgType": messageType,
            ], blocks: ["ReceiverIds": [BlockValue(["ReceiverId": receiverID])]])
        return try encodeMessage(
            "DxpMsg",
            BlockValue(
                ["Data": Data(payload).base64EncodedString()], blocks: ["TransInfo": [head]]))
    }
}
