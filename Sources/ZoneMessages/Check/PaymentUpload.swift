public import ZoneCore

/// An upload of the real-time payment data interface (realTimeDataUpload), with the very bytes that its signature is over.
public struct PaymentUpload: Hashable, Sendable {
    /// The customs request it answers.
    public var sessionID: String
    /// Number of the certificate it was signed with.
    public var certNo: String
    /// The signature, base64.
    public var signValue: String
    /// Values of `payExchangeInfoHead` by name.
    public var head: [String: String]
    /// The orders that were paid for.
    public var orderNumbers: [String]
    /// What the signature is over: each part as it stands in the upload, head and lists between quotes of their own
    /// without escapes, in the fixed order.
    public var signedText: [UInt8]

    /// Nil where the bytes are no upload.
    public init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes, depthMax: MessageLimits().depthMax)
        guard case .object(let members) = reader.readDocument() else { return nil }
        func member(_ name: String) -> JSONReader.Member? { members.first { $0.name == name } }
        guard let session = member("sessionID"), let head = member("payExchangeInfoHead"),
            let lists = member("payExchangeInfoLists"), let time = member("serviceTime"),
            case .object(let fields) = head.value, case .array(let orders) = lists.value
        else { return nil }
        sessionID = session.value.text ?? ""
        certNo = member("certNo")?.value.text ?? ""
        signValue = member("signValue")?.value.text ?? ""
        self.head = Dictionary(
            fields.compactMap { field in field.value.text.map { (field.name, $0) } }
        ) { first, _ in first }
        orderNumbers = orders.compactMap { order in
            guard case .object(let fields) = order else { return nil }
            return fields.first { $0.name == "orderNo" }?.value.text
        }
        let parts = [
            ("sessionID", session), ("payExchangeInfoHead", head),
            ("payExchangeInfoLists", lists), ("serviceTime", time),
        ]
        signedText = Array(
            parts.map { name, member in
                Array("\"\(name)\":\"".utf8) + reader.plainBytes(of: member) + Array("\"".utf8)
            }.joined(separator: Array("||".utf8)))
    }

    /// The sum that was paid; nil where it is no number.
    public var totalAmount: Fixed5? { head["totalAmount"].flatMap { Fixed5($0) } }
}

extension JSONReader.Value {
    /// A string, or a number as it was written; nil for anything else.
    fileprivate var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }
}

extension JSONReader {
    /// The bytes of a member's value as they stand, of a string those between its quotes.
    fileprivate func plainBytes(of member: Member) -> [UInt8] {
        let bytes = bytes(member.range)
        guard case .string = member.value else { return bytes }
        return Array(bytes.dropFirst().dropLast())
    }
}
