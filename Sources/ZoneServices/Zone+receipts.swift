import ZoneCore
import ZoneMessages
import ZoneStore

/// Receipts by pull: pages of the journal, as fields or as the messages customs would send.
extension Zone {
    /// Receipts after `cursor`, oldest first; of one transmitting enterprise or of all.
    ///
    /// A cursor stays good for ever, so what was pulled can be pulled again.
    public func receipts(
        for recipient: String?, after cursor: ReceiptCursor?, countMax: Int
    ) throws -> ReceiptPage {
        var place = cursor ?? ReceiptCursor(seq: 0, index: 0)
        var receipts: [ReceiptView] = []
        var hasMore = false
        // The page, what of its first row was read before, and one more to know whether there is more.
        let rows = try store.journal(
            from: place.seq, recipient: recipient, eventCount: place.index + countMax + 1)
        rows: for row in rows {
            let start = row.seq == place.seq ? place.index : 0
            for index in start..<max(start, row.events.count) {
                guard receipts.count < countMax else {
                    hasMore = true
                    break rows
                }
                place = ReceiptCursor(seq: row.seq, index: index + 1)
                receipts.append(
                    ReceiptRendering.view(
                        row.events[index], seq: row.seq, atMs: row.atMs, index: index,
                        cursor: place))
            }
        }
        return ReceiptPage(receipts: receipts, nextCursor: place.description, hasMore: hasMore)
    }

    /// The receipts of a page as XML messages, in order; neighbours of one kind share a message of up to 100.
    public func receiptMessages(_ page: ReceiptPage) throws -> [[UInt8]] {
        var messages: [[UInt8]] = []
        var run: [ReceiptView] = []
        func finish() throws {
            guard let first = run.first else { return }
            messages.append(try ReceiptRendering.message(first.message, run))
            run = []
        }
        for receipt in page.receipts {
            if let first = run.first,
                first.message != receipt.message || run.count == ReceiptRendering.countMax(first)
            {
                try finish()
            }
            run.append(receipt)
        }
        try finish()
        return messages
    }
}

/// A place in the journal: behind the event `index - 1` of row `seq`.
public struct ReceiptCursor: CustomStringConvertible, Sendable {
    let seq: Int64
    let index: Int

    init(seq: Int64, index: Int) {
        self.seq = seq
        self.index = index
    }

    /// From the text of an earlier page; nil where it can't be one.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int64(parts[0]), let index = Int(parts[1]), seq >= 0,
            (0...Int(Outbox.eventCountMax)).contains(index)
        else { return nil }
        self.seq = seq
        self.index = index
    }

    public var description: String { "\(seq).\(index)" }
}

/// Makes receipts of events.
enum ReceiptRendering {
    static func view(
        _ event: JournalEvent, seq: Int64, atMs: Int64, index: Int, cursor: ReceiptCursor
    ) -> ReceiptView {
        var fields: [String: String] = [:]
        let names =
            event.receipt == 900
            ? ["oriCopMsgId", "oriMessageType"] : ReceiptFields.names(event.receipt)
        let texts = event.receipt == 900 ? event.texts[...] : event.texts.dropFirst()
        for (name, text) in zip(names, texts) where !text.isEmpty { fields[name] = text }
        fields["guid"] = guid(seq: seq, index: index)
        fields["returnTime"] = Timestamp(ms: atMs).text17
        switch event.receipt {
        case 816, 818: fillTax(&fields, event)
        case 792: fillSummary(&fields, event)
        default:
            fields["returnStatus"] = String(event.status)
            fields["returnInfo"] =
                event.info.isEmpty
                ? ReceiptText.standard(Int(event.status), guid: event.texts.first ?? "")
                : event.info
        }
        if event.receipt == 622, event.status < 120 { fields["invtNo"] = nil }
        // The standard wants a list's copNo even where the list had none.
        if event.receipt == 622, fields["copNo"] == nil { fields["copNo"] = fields["preNo"] }
        return ReceiptView(
            cursor: cursor.description, message: "CEB\(event.receipt)Message", fields: fields)
    }

    private static func fillTax(_ fields: inout [String: String], _ event: JournalEvent) {
        fields["status"] = String(event.status)
        guard event.receipt == 816, event.numbers.count >= 3 else { return }
        fields["customsTax"] = Fen(event.numbers[0]).description
        fields["valueAddedTax"] = Fen(event.numbers[1]).description
        fields["consumptionTax"] = Fen(event.numbers[2]).description
        let codes = event.texts.dropFirst(8)
        for (line, code) in codes.enumerated() where event.numbers.count >= 3 + (line + 1) * 5 {
            let own = event.numbers[(3 + line * 5)..<(8 + line * 5)].map { $0 }
            let prefix = "TaxListRd[\(line + 1)]/"
            fields[prefix + "gnum"] = String(own[0])
            fields[prefix + "gcode"] = code
            fields[prefix + "taxPrice"] = Fixed5(units: own[1]).description
            fields[prefix + "customsTax"] = Fen(own[2]).description
            fields[prefix + "valueAddedTax"] = Fen(own[3]).description
            fields[prefix + "consumptionTax"] = Fen(own[4]).description
        }
    }

    private static func fillSummary(_ fields: inout [String: String], _ event: JournalEvent) {
        fields["opDate"] = fields.removeValue(forKey: "returnTime")
        let texts = Array(event.texts.dropFirst(12))
        for line in 0..<texts.count / 3 where event.numbers.count >= (line + 1) * 2 {
            let prefix = "SummaryResultList[\(line + 1)]/"
            fields[prefix + "invtNo"] = texts[line * 3]
            fields[prefix + "logisticsNo"] = texts[line * 3 + 1]
            fields[prefix + "gcode"] = texts[line * 3 + 2]
            fields[prefix + "gnum"] = String(event.numbers[line * 2])
            fields[prefix + "gseqno"] = String(event.numbers[line * 2 + 1])
        }
    }

    /// Most receipts of one message: CEB900 holds one, the others 100.
    static func countMax(_ receipt: ReceiptView) -> Int {
        receipt.message == "CEB900Message" ? 1 : 100
    }

    /// The block that holds one receipt, by message.
    private static func block(_ message: String) -> String {
        switch message {
        case "CEB304Message", "CEB312Message": "OrderReturn"
        case "CEB404Message": "ReceiptsReturn"
        case "CEB412Message": "PaymentReturn"
        case "CEB506Message", "CEB512Message": "LogisticsReturn"
        case "CEB508Message": "ArrivalReturn"
        case "CEB510Message": "DepartureReturn"
        case "CEB514Message": "LogisticsStatusReturn"
        case "CEB604Message", "CEB622Message": "InventoryReturn"
        case "CEB606Message", "CEB624Message": "InvtCancelReturn"
        case "CEB608Message": "WayBillReturn"
        case "CEB626Message": "InvtRefundReturn"
        case "CEB214Message": "RefundReturn"
        case "CEB216Message": "InvtRefundDetailReturn"
        case "CEB702Message": "SummaryReturn"
        case "CEB712Message": "DeliveryReturn"
        case "CEB792Message": "SummaryResult"
        case "CEB900Message": "MessageReturn"
        default: "Tax"
        }
    }

    /// One message of these receipts, all of its kind.
    static func message(_ name: String, _ receipts: [ReceiptView]) throws -> [UInt8] {
        let block = block(name)
        let values = receipts.map { receipt -> BlockValue in
            var head = receipt.fields.filter { !$0.key.contains("/") }
            switch name {
            case "CEB816Message":
                let lines = lines(
                    of: receipt, "TaxListRd", first: "gnum",
                    ["gcode", "taxPrice", "customsTax", "valueAddedTax", "consumptionTax"])
                return BlockValue(
                    blocks: ["TaxHeadRd": [BlockValue(head)], "TaxListRd": lines])
            case "CEB792Message":
                let lines = lines(
                    of: receipt, "SummaryResultList", first: "invtNo",
                    ["logisticsNo", "gnum", "gseqno", "gcode"])
                return BlockValue(
                    blocks: [
                        "SummaryResultHead": [BlockValue(head)], "SummaryResultList": lines,
                    ])
            case "CEB818Message":
                return BlockValue(blocks: ["TaxHeadStatus": [BlockValue(head)]])
            case "CEB900Message":
                head["oriBizMessage"] = head["oriBizMessage"] ?? ""
                return BlockValue(head)
            default: return BlockValue(head)
            }
        }
        return try encodeMessage(
            name,
            BlockValue(
                ["@guid": receipts[0].fields["guid"] ?? "", "@version": "1.0"],
                blocks: [block: values]))
    }

    /// The lines of a receipt; `first` is a field that each has.
    private static func lines(
        of receipt: ReceiptView, _ block: String, first: String, _ names: [String]
    ) -> [BlockValue] {
        var lines: [BlockValue] = []
        while let value = receipt.fields["\(block)[\(lines.count + 1)]/\(first)"] {
            let prefix = "\(block)[\(lines.count + 1)]/"
            var fields = [first: value]
            for name in names { fields[name] = receipt.fields[prefix + name] }
            lines.append(BlockValue(fields))
        }
        return lines
    }

    /// A GUID that is always the same for the same event: its place in the journal, in the form of a UUID.
    static func guid(seq: Int64, index: Int) -> String {
        func hex(_ value: UInt64, _ width: Int) -> String {
            let text = String(value, radix: 16, uppercase: true)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        let place = hex(UInt64(seq), 16)
        return "\(place.prefix(8))-\(place.dropFirst(8).prefix(4))-\(place.dropFirst(12))-8000-"
            + hex(UInt64(index), 12)
    }
}
