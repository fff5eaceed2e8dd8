public import ZoneCore

/// One document of a message, typed. Indirect, so that passing one on costs one count and not one a text.
public indirect enum TradeDocument: Equatable, Sendable {
    /// CEB311
    case order(Order)
    /// CEB411
    case payment(Payment)
    /// CEB511
    case waybill(Waybill)
    /// CEB513
    case status(WaybillStatus)
    /// CEB621
    case inventory(Inventory)
    /// CEB303
    case exportOrder(ExportOrder)
    /// CEB403
    case proceeds(Proceeds)
    /// CEB505
    case exportWaybill(ExportWaybill)
    /// CEB603
    case exportInventory(ExportInventory)
    /// CEB605, CEB623
    case cancellation(Cancellation)
    /// CEB213, CEB625
    case goodsReturn(GoodsReturn)
    /// CEB507, CEB509, CEB607, CEB711, CEB215
    case notice(ParcelNotice)
    /// CEB701
    case summary(SummaryRequest)

    /// What the document says of its own submission.
    public var submission: Submission {
        switch self {
        case .order(let document): document.submission
        case .payment(let document): document.submission
        case .waybill(let document): document.submission
        case .status(let document): document.submission
        case .inventory(let document): document.submission
        case .exportOrder(let document): document.submission
        case .proceeds(let document): document.submission
        case .exportWaybill(let document): document.submission
        case .exportInventory(let document): document.submission
        case .cancellation(let document): document.submission
        case .goodsReturn(let document): document.submission
        case .notice(let document): document.submission
        case .summary(let document): document.submission
        }
    }
}

/// A document with its place in the message.
public struct PlacedDocument: Sendable {
    /// The document.
    public var document: TradeDocument
    /// Path of its head block; findings about it begin with this path's document block.
    public var path: String
}

extension DecodedMessage {
    /// The documents of a request in their order; none for receipts.
    ///
    /// Only for a message whose structure is sound: a value that is missing or malformed reads as empty or zero.
    public func documents() -> [PlacedDocument] {
        guard let plan = DocumentPlan.of(self) else { return [] }
        var documents: [PlacedDocument] = []
        var index = 0
        while index < records.count {
            guard Int(records[index].block) == plan.head else {
                index += 1
                continue
            }
            var lines: [Int] = []
            let head = index
            index += 1
            while index < records.count, Int(records[index].block) == plan.list {
                lines.append(index)
                index += 1
            }
            documents.append(
                PlacedDocument(
                    document: plan.document(self, head: head, lines: lines), path: path(of: head)))
        }
        return documents
    }
}
