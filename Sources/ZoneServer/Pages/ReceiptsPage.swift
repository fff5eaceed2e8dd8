import ZoneServices

/// A page of receipts, as text ready to print.
struct ReceiptsPage {
    struct Row {
        var cursor: String
        /// Where its proof is.
        var auditURL: String
        var time: String
        var name: String
        var key: String
        var status: [StatusTag]
        var info: String
    }

    var formLanguage: String?
    var recipient: String
    var rows: [Row]
    var isEmpty: Bool
    var moreURL: String?

    init(_ page: ReceiptPage, recipient: String?, visit: Visit) {
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
        self.recipient = recipient ?? ""
        rows = page.receipts.map { Row($0, visit) }
        isEmpty = rows.isEmpty
        if page.hasMore {
            let filter = recipient.map { [("recipient", $0)] } ?? []
            moreURL = visit.url("/receipts", filter + [("after", page.nextCursor)])
        }
    }
}

extension ReceiptsPage.Row {
    /// What a receipt is about stands under another name in each message.
    private static let keyFields = [
        "orderNo", "logisticsNo", "payTransactionId", "invtNo", "preNo", "taxNo",
    ]

    init(_ receipt: ReceiptView, _ visit: Visit) {
        cursor = receipt.cursor
        auditURL = visit.url("/audit", [("receipt", receipt.cursor)])
        time = Self.clock(receipt.fields["returnTime"] ?? "")
        name = receipt.message
        key = Self.keyFields.lazy.compactMap { receipt.fields[$0] }.first { !$0.isEmpty } ?? ""
        status =
            receipt.fields["returnStatus"].flatMap { Int($0) }
            .map { [StatusTag($0, visit.language)] } ?? []
        info = receipt.fields["returnInfo"] ?? ""
    }

    /// `YYYYMMDDhhmmssSSS` as `YYYY-MM-DD hh:mm:ss`; another form as it is.
    static func clock(_ text: String) -> String {
        let digits = Array(text)
        guard digits.count >= 14, digits.allSatisfy(\.isNumber) else { return text }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8)) "
            + "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))"
    }
}
