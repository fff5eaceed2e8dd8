import ZoneCore
import ZoneMessages

/// Why a file of receipts was not read.
struct UnreadableReceipts: Error {
    var reason: String
}

/// The receipts of a message, as fields, alone or in an envelope.
///
/// Real receipts have elements that the standard does not know and lack some it demands; so what can be read is read, and
/// only what is not well-formed, no receipt, or without a guid is not.
func readReceipts(_ bytes: [UInt8]) throws(UnreadableReceipts) -> [UpstreamPage.Receipt] {
    let read = OpenedMessage(bytes, limits: MessageLimits()).read
    let message = read.decoded
    guard message.completeness == .complete else {
        let texts = read.findings.prefix(3).map { "\($0.path): \($0.zh) / \($0.en)" }
        throw UnreadableReceipts(reason: texts.joined(separator: "\n"))
    }
    if message.name == DxpResponse.message { return try responses(in: message) }
    guard let name = message.name, let number = Int(name.dropFirst(3).prefix(3)),
        number == 900 || !ReceiptFields.names(Int64(number)).isEmpty
    else {
        let name = message.name ?? "?"
        throw UnreadableReceipts(reason: "\(name): 不是回执 / not a receipt")
    }
    var receipts: [UpstreamPage.Receipt] = []
    for block in message.blockValue().blocks.sorted(by: { $0.key < $1.key }) {
        receipts += block.value.map { UpstreamPage.Receipt(message: name, fields: fields(of: $0)) }
    }
    guard !receipts.isEmpty, receipts.allSatisfy({ $0.fields["guid"]?.isEmpty == false }) else {
        throw UnreadableReceipts(reason: "\(name): 缺 guid / a receipt has no guid")
    }
    return receipts
}

/// What the exchange platform says of messages it was handed, one receipt a response: with the fields of the response, of
/// the message's head, and of each receiver's result.
private func responses(
    in message: DecodedMessage
) throws(UnreadableReceipts) -> [UpstreamPage.Receipt] {
    let root = message.blockValue()
    let reply = root.blocks[DxpResponse.message]?.first ?? root
    let receipts = (reply.blocks["Response"] ?? []).map { response in
        var all = fields(of: response).merging(reply.fields) { own, _ in own }
        for (name, value) in response.blocks["OriHead"]?.first?.fields ?? [:] { all[name] = value }
        for results in response.blocks["Results"] ?? [] {
            for (name, value) in fields(of: results) { all[name] = value }
        }
        return UpstreamPage.Receipt(message: DxpResponse.message, fields: all)
    }
    guard !receipts.isEmpty,
        receipts.allSatisfy({ $0.fields["ResponseCode"]?.isEmpty == false })
    else {
        throw UnreadableReceipts(
            reason:
                "\(DxpResponse.message): 缺 Response 或 ResponseCode / no response, or one without a code"
        )
    }
    guard receipts.allSatisfy({ $0.fields[DxpResponse.messageID]?.isEmpty == false }) else {
        throw UnreadableReceipts(
            reason:
                "\(DxpResponse.message): 缺 OriHead/CopMsgId，不知所指报文 / no OriHead/CopMsgId, so it answers nothing"
        )
    }
    return receipts
}

/// The exchange platform's own answer to a message, which is no receipt of customs.
enum DxpResponse {
    static let message = "DxpRep"
    /// The element that names the message it is about.
    static let messageID = "CopMsgId"
    /// Codes that say that the message went nowhere, by table 7-1 of the standard: format, security, logic, system. The
    /// standard names no code of success.
    private static let refusals = 1...3999

    /// The code where it says that the message went nowhere; nil for any other.
    static func refusal(_ fields: [String: String]) -> Int? {
        fields["ResponseCode"].flatMap { Int($0) }.flatMap { refusals.contains($0) ? $0 : nil }
    }
}

/// The fields of a receipt and its head, and those of its lines with the line's number before them.
private func fields(of receipt: BlockValue) -> [String: String] {
    var fields = receipt.fields
    for (name, blocks) in receipt.blocks {
        for (place, block) in blocks.enumerated() {
            let prefix = name.contains("Head") ? "" : "\(name)[\(place + 1)]/"
            for (field, value) in block.fields { fields[prefix + field] = value }
        }
    }
    return fields
}
