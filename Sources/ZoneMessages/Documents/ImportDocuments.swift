import ZoneCore

extension DocumentPlan {
    /// The documents of retail import.
    static let importSources = [
        Source(
            message: "CEB311Message", head: "OrderHead",
            fields: [
                "orderNo", "ebpCode", "ebcCode", "goodsValue", "freight", "discount", "taxTotal",
                "acturalPaid", "currency", "buyerName", "buyerTelephone", "buyerIdNumber",
                "payCode", "payTransactionId", "consignee", "consigneeTelephone",
                "consigneeAddress",
            ], list: "OrderList",
            lineFields: [
                "gnum", "itemNo", "qty", "unit", "price", "totalPrice", "currency", "country",
            ], read: { .order(Order($0, &$1, $2)) }),
        Source(
            message: "CEB411Message", head: "PaymentHead",
            fields: [
                "payCode", "payTransactionId", "orderNo", "ebpCode", "payerIdNumber",
                "payerName", "amountPaid", "currency", "payTime",
            ], read: { submission, fields, _ in .payment(Payment(submission, &fields)) }),
        Source(
            message: "CEB511Message", head: "LogisticsHead",
            fields: [
                "logisticsCode", "logisticsNo", "orderNo", "freight", "insuredFee", "currency",
                "weight", "consignee", "consigneeAddress", "consigneeTelephone",
            ], read: { submission, fields, _ in .waybill(Waybill(submission, &fields)) }),
        Source(
            message: "CEB513Message", head: "LogisticsStatus",
            fields: ["logisticsCode", "logisticsNo", "logisticsStatus", "logisticsTime"],
            read: { submission, fields, _ in .status(WaybillStatus(submission, &fields)) }),
        Source(
            message: "CEB621Message", head: "InventoryHead",
            fields: [
                "orderNo", "ebpCode", "ebcCode", "logisticsNo", "logisticsCode", "copNo", "preNo",
                "assureCode", "emsNo", "invtNo", "customsCode", "portCode", "buyerIdNumber",
                "buyerName", "buyerTelephone", "consigneeAddress", "agentCode", "tradeMode",
                "country", "freight", "insuredFee", "currency", "grossWeight", "netWeight",
            ], list: "InventoryList",
            lineFields: [
                "gnum", "itemNo", "itemRecordNo", "gcode", "gname", "country", "currency", "qty",
                "unit", "qty1", "unit1", "qty2", "unit2", "price", "totalPrice",
            ], read: { .inventory(Inventory($0, &$1, $2)) }),
    ]
}

extension Order {
    init(_ submission: Submission, _ fields: inout FieldReader, _ rows: [FieldReader]) {
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
    init(_ submission: Submission, _ fields: inout FieldReader) {
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
    init(_ submission: Submission, _ fields: inout FieldReader) {
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
    init(_ submission: Submission, _ fields: inout FieldReader) {
        self.init(submission: submission)
        logisticsCode = fields.text()
        logisticsNo = fields.text()
        logisticsStatus = fields.text()
        logisticsTime = fields.text()
    }
}

extension Inventory {
    init(_ submission: Submission, _ fields: inout FieldReader, _ rows: [FieldReader]) {
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
            line.itemRecordNo = row.text()
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
