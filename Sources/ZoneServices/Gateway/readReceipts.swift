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
