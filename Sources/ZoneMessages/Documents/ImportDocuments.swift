public import ZoneCore

/// One document of an import message, typed. Indirect, so that passing one on costs one count and not one a text.
public indirect enum ImportDocument: Equatable, Sendable {
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
}

/// A document with its place in the message.
public struct PlacedDocument: Sendable {
    /// The document.
    public var document: ImportDocument
    /// Path of its head block; findings about it begin with this path's document block.
    public var path: String
}

extension DecodedMessage {
    /// The documents of an import retail message (311, 411, 511, 513, 621) in their order; none for others.
    ///
    /// Only for a message whose structure is sound: a value that is missing or malformed reads as empty or zero.
    public func importDocuments() -> [PlacedDocument] {
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

/// Where the fields of a kind of document stand, resolved once per edition.
private struct DocumentPlan: Sendable {
    enum Kind: Sendable { case order, payment, waybill, status, inventory }

    let kind: Kind
    let head: Int
    let list: Int
    let slots: [Int]
    let lineSlots: [Int]

    static func of(_ message: DecodedMessage) -> DocumentPlan? {
        guard let name = message.name else { return nil }
        return plans[message.edition]?[name]
    }

    private static let plans = Dictionary(
        uniqueKeysWithValues: Edition.allCases.map { ($0, plans(of: Grammar.of($0))) })

    private static func plans(of grammar: Grammar) -> [String: DocumentPlan] {
        var plans: [String: DocumentPlan] = [:]
        func add(
            _ message: String, _ kind: Kind, head: String, fields: [String], list: String? = nil,
            lineFields: [String] = []
        ) {
            guard let headBlock = grammar.block(head, in: message) else { return }
            let listBlock = list.flatMap { grammar.block($0, in: message) } ?? -1
            plans[message] = DocumentPlan(
                kind: kind, head: headBlock, list: listBlock,
                slots: fields.map { grammar.slot($0, of: headBlock)! },
                lineSlots: lineFields.map { grammar.slot($0, of: listBlock)! })
        }
        let submission = ["guid", "appType", "appTime", "appStatus"]
        add(
            "CEB311Message", .order, head: "OrderHead",
            fields: submission + [
                "orderNo", "ebpCode", "ebcCode", "goodsValue", "freight", "discount", "taxTotal",
                "acturalPaid", "currency", "buyerName", "buyerTelephone", "buyerIdNumber",
                "payCode", "payTransactionId", "consignee", "consigneeTelephone",
                "consigneeAddress",
            ], list: "OrderList",
            lineFields: [
                "gnum", "itemNo", "qty", "unit", "price", "totalPrice", "currency", "country",
            ])
        add(
            "CEB411Message", .payment, head: "PaymentHead",
            fields: submission + [
                "payCode", "payTransactionId", "orderNo", "ebpCode", "payerIdNumber",
                "payerName", "amountPaid", "currency", "payTime",
            ])
        add(
            "CEB511Message", .waybill, head: "LogisticsHead",
            fields: submission + [
                "logisticsCode", "logisticsNo", "orderNo", "freight", "insuredFee", "currency",
                "weight", "consignee", "consigneeAddress", "consigneeTelephone",
            ])
        add(
            "CEB513Message", .status, head: "LogisticsStatus",
            fields: submission + [
                "logisticsCode", "logisticsNo", "logisticsStatus", "logisticsTime",
            ])
        add(
            "CEB621Message", .inventory, head: "InventoryHead",
            fields: submission + [
                "orderNo", "ebpCode", "ebcCode", "logisticsNo", "logisticsCode", "copNo", "preNo",
                "assureCode", "emsNo", "invtNo", "customsCode", "portCode", "buyerIdNumber",
                "buyerName", "buyerTelephone", "consigneeAddress", "agentCode", "tradeMode",
                "country", "freight", "insuredFee", "currency", "grossWeight", "netWeight",
            ], list: "InventoryList",
            lineFields: [
                "gnum", "itemNo", "gcode", "gname", "country", "currency", "qty", "unit", "qty1",
                "unit1", "qty2", "unit2", "price", "totalPrice",
            ])
        return plans
    }

    func document(_ message: DecodedMessage, head: Int, lines: [Int]) -> ImportDocument {
        var fields = FieldReader(message: message, record: head, slots: slots)
        let submission = Submission(
            guid: fields.text(), kind: Submission.Kind(rawValue: fields.digit()) ?? .new,
            appTime: fields.text(), isDraft: fields.text() == "1")
        let rows = lines.map { FieldReader(message: message, record: $0, slots: lineSlots) }
        switch kind {
        case .order: return .order(Order(submission, &fields, rows))
        case .payment: return .payment(Payment(submission, &fields))
        case .waybill: return .waybill(Waybill(submission, &fields))
        case .status: return .status(WaybillStatus(submission, &fields))
        case .inventory: return .inventory(Inventory(submission, &fields, rows))
        }
    }
}

/// Reads the fields of one record one after the other, in the plan's order.
private struct FieldReader {
    let message: DecodedMessage
    let record: Int
    let slots: [Int]
    private var next = 0

    init(message: DecodedMessage, record: Int, slots: [Int]) {
        self.message = message
        self.record = record
        self.slots = slots
    }

    private mutating func slot() -> DecodedMessage.Slot {
        defer { next += 1 }
        return message.slot(record, slots[next])
    }

    mutating func text() -> String { message.string(slot()) }

    mutating func number() -> Fixed5 {
        let number = slot().number
        return number == .min ? .zero : Fixed5(units: number)
    }

    mutating func optionalNumber() -> Fixed5? {
        let number = slot().number
        return number == .min ? nil : Fixed5(units: number)
    }

    mutating func integer() -> Int32 {
        let number = slot().number
        return Int32(exactly: number) ?? 0
    }

    mutating func digit() -> UInt8 { UInt8(text()) ?? 0 }
}

extension Order {
    fileprivate init(_ submission: Submission, _ fields: inout FieldReader, _ rows: [FieldReader]) {
        self.init(submission: submission)
        orderNo = fields.text()
        ebpCode = fields.text()
        ebcCode = fields.text()
        goodsValue = fields.number()
        freight = fields.number()
        discount = fields.number()
        taxTotal = fields.number()
        acturalPaid = fields.number()
        currency = fields.text()
        buyerName = fields.text()
        buyerTelephone = fields.text()
        buyerIdNumber = fields.text()
        payCode = fields.text()
        payTransactionId = fields.text()
        consignee = fields.text()
        consigneeTelephone = fields.text()
        consigneeAddress = fields.text()
        lines = rows.map { row in
            var row = row
            return Line(
                gnum: row.integer(), itemNo: row.text(), qty: row.number(), unit: row.text(),
                price: row.number(), totalPrice: row.number(), currency: row.text(),
                country: row.text())
        }
    }
}

extension Payment {
    fileprivate init(_ submission: Submission, _ fields: inout FieldReader) {
        self.init(submission: submission)
        payCode = fields.text()
        payTransactionId = fields.text()
        orderNo = fields.text()
        ebpCode = fields.text()
        payerIdNumber = fields.text()
        payerName = fields.text()
        amountPaid = fields.number()
        currency = fields.text()
        payTime = fields.text()
    }
}

extension Waybill {
    fileprivate init(_ submission: Submission, _ fields: inout FieldReader) {
        self.init(submission: submission)
        logisticsCode = fields.text()
        logisticsNo = fields.text()
        orderNo = fields.text()
        freight = fields.number()
        insuredFee = fields.number()
        currency = fields.text()
        weight = fields.number()
        consignee = fields.text()
        consigneeAddress = fields.text()
        consigneeTelephone = fields.text()
    }
}

extension WaybillStatus {
    fileprivate init(_ submission: Submission, _ fields: inout FieldReader) {
        self.init(submission: submission)
        logisticsCode = fields.text()
        logisticsNo = fields.text()
        logisticsStatus = fields.text()
        logisticsTime = fields.text()
    }
}

extension Inventory {
    fileprivate init(_ submission: Submission, _ fields: inout FieldReader, _ rows: [FieldReader]) {
        self.init(submission: submission)
        orderNo = fields.text()
        ebpCode = fields.text()
        ebcCode = fields.text()
        logisticsNo = fields.text()
        logisticsCode = fields.text()
        copNo = fields.text()
        preNo = fields.text()
        assureCode = fields.text()
        emsNo = fields.text()
        invtNo = fields.text()
        customsCode = fields.text()
        portCode = fields.text()
        buyerIdNumber = fields.text()
        buyerName = fields.text()
        buyerTelephone = fields.text()
        consigneeAddress = fields.text()
        agentCode = fields.text()
        tradeMode = fields.text()
        country = fields.text()
        freight = fields.number()
        insuredFee = fields.number()
        currency = fields.text()
        grossWeight = fields.number()
        netWeight = fields.number()
        lines = rows.map { row in
            var row = row
            var line = Line()
            line.gnum = row.integer()
            line.itemNo = row.text()
            line.gcode = row.text()
            line.gname = row.text()
            line.country = row.text()
            line.currency = row.text()
            line.qty = row.number()
            line.unit = row.text()
            line.qty1 = row.number()
            line.unit1 = row.text()
            line.qty2 = row.optionalNumber()
            line.unit2 = row.text()
            line.price = row.number()
            line.totalPrice = row.number()
            return line
        }
    }
}
