import ZoneMessages

/// What ties a receipt to the document it answers: the kind of receipt and the elements that name the document.
///
/// A receipt does not say which message it is about, and one document gets several in the course of time.
struct AnswerKey: Hashable {
    /// Number of the receipt, such as 622.
    var receipt: Int
    /// Values of ``names(receipt:)``; the last one is never empty.
    var values: [String]

    /// The elements that name a document in a receipt of that number; none where it answers no document.
    static func names(receipt: Int) -> [String] {
        switch receipt {
        case 304, 312: ["ebpCode", "ebcCode", "orderNo"]
        case 404: ["ebcCode", "orderNo", "payNo"]
        case 412: ["payCode", "payTransactionId"]
        case 506, 512, 514: ["logisticsCode", "logisticsNo"]
        case 508: ["operatorCode", "msgSeqNo", "copNo"]
        case 510: ["logisticsCode", "msgSeqNo", "copNo"]
        case 604, 606, 622, 624, 626: ["agentCode", "copNo"]
        case 608, 702: ["agentCode", "msgSeqNo", "copNo"]
        case 214: ["agentCode", "coElNo"]
        case 216: ["operatorCode", "coElNo"]
        case 712: ["operatorCode", "copNo"]
        case 900: ["oriCopMsgId"]
        default: []
        }
    }

    /// The key of the receipts that a document will get; nil where it has nothing a receipt could name, as a list
    /// without a number of its own.
    init?(_ document: TradeDocument) {
        let receipt = document.kind.receipt
        let texts = zip(
            ReceiptFields.names(Int64(receipt)), document.receiptTexts(serial: 0))
        self.init(receipt: receipt, Dictionary(texts) { first, _ in first })
    }

    /// The key of a receipt, such as `CEB622Message` with its fields; nil where it answers no document.
    init?(message: String, fields: [String: String]) {
        // The platform's refusal says what customs says by CEB900: the message went nowhere.
        if message == DxpResponse.message {
            guard DxpResponse.refusal(fields) != nil else { return nil }
            self.init(receipt: 900, ["oriCopMsgId": fields[DxpResponse.messageID] ?? ""])
            return
        }
        guard message.hasPrefix("CEB"), let receipt = Int(message.dropFirst(3).prefix(3)) else {
            return nil
        }
        self.init(receipt: receipt, fields)
    }

    private init?(receipt: Int, _ fields: [String: String]) {
        self.receipt = receipt
        values = Self.names(receipt: receipt).map { fields[$0] ?? "" }
        guard values.last?.isEmpty == false else { return nil }
    }

    /// As the store keeps it; the separator is a character that XML can't hold.
    var text: String { ([String(receipt)] + values).joined(separator: "\u{1}") }

    /// From the store's text.
    init(text: String) {
        let parts = text.split(separator: "\u{1}", omittingEmptySubsequences: false).map(
            String.init)
        receipt = Int(parts[0]) ?? 0
        values = Array(parts.dropFirst())
    }

    /// The elements with their values.
    var fields: [String: String] {
        Dictionary(zip(Self.names(receipt: receipt), values)) { first, _ in first }
            .filter { !$0.value.isEmpty }
    }
}
