import ZoneCore

extension DocumentPlan {
    /// The documents of exports.
    static let exportSources = [
        Source(
            message: "CEB303Message", head: "OrderHead",
            fields: [
                "orderType", "orderNo", "ebpCode", "ebpName", "ebcCode", "goodsValue", "freight",
                "currency",
            ], list: "OrderList",
            lineFields: [
                "gnum", "itemNo", "itemName", "unit", "currency", "qty", "price", "totalPrice",
            ], read: { .exportOrder(ExportOrder($0, &$1, $2)) }),
        Source(
            message: "CEB403Message", head: "Receipts",
            fields: [
                "ebpCode", "ebcCode", "orderNo", "payCode", "payNo", "charge", "currency",
                "accountingDate",
            ], read: { submission, fields, _ in .proceeds(Proceeds(submission, &fields)) }),
        Source(
            message: "CEB505Message", head: "Logistics",
            fields: [
                "logisticsCode", "logisticsNo", "freight", "insuredFee", "currency",
                "grossWeight", "packNo", "ebcCode",
            ],
            read: { submission, fields, _ in .exportWaybill(ExportWaybill(submission, &fields)) }),
        Source(
            message: "CEB603Message", head: "InventoryHead",
            fields: [
                "customsCode", "ebpCode", "orderNo", "logisticsCode", "logisticsNo", "copNo",
                "preNo", "invtNo", "portCode", "ieDate", "statisticsFlag", "agentCode", "ebcCode",
                "ownerCode", "emsNo", "tradeMode", "trafMode", "billNo", "licenseNo", "country",
                "POD", "freight", "insuredFee", "packNo", "grossWeight", "netWeight",
            ], list: "InventoryList",
            lineFields: [
                "gnum", "itemNo", "itemRecordNo", "gcode", "gname", "country", "currency", "qty",
                "qty1", "qty2", "unit", "unit1", "unit2", "price", "totalPrice",
            ], read: { .exportInventory(ExportInventory($0, &$1, $2)) }),
    ]
}

extension ExportOrder {
    init(_ submission: Submission, _ fields: inout FieldReader, _ rows: [FieldReader]) {
        self.init(submission: submission)
        orderType = fields.text()
        orderNo = fields.text()
        ebpCode = fields.text()
        ebpName = fields.text()
        ebcCode = fields.text()
        goodsValue = fields.number()
        freight = fields.number()
        currency = fields.text()
        lines = rows.map { row in
            var row = row
            var line = Line()
            line.gnum = row.integer()
            line.itemNo = row.text()
            line.itemName = row.text()
            line.unit = row.text()
            line.currency = row.text()
            line.qty = row.number()
            line.price = row.number()
            line.totalPrice = row.number()
            return line
        }
    }
}

extension Proceeds {
    init(_ submission: Submission, _ fields: inout FieldReader) {
        self.init(submission: submission)
        ebpCode = fields.text()
        ebcCode = fields.text()
        orderNo = fields.text()
        payCode = fields.text()
        payNo = fields.text()
        charge = fields.number()
        currency = fields.text()
        accountingDate = fields.text()
    }
}

extension ExportWaybill {
    init(_ submission: Submission, _ fields: inout FieldReader) {
        self.init(submission: submission)
        logisticsCode = fields.text()
        logisticsNo = fields.text()
        freight = fields.number()
        insuredFee = fields.number()
        currency = fields.text()
        grossWeight = fields.number()
        packNo = fields.integer()
        ebcCode = fields.text()
    }
}

extension ExportInventory {
    init(_ submission: Submission, _ fields: inout FieldReader, _ rows: [FieldReader]) {
        self.init(submission: submission)
        customsCode = fields.text()
        ebpCode = fields.text()
        orderNo = fields.text()
        logisticsCode = fields.text()
        logisticsNo = fields.text()
        copNo = fields.text()
        preNo = fields.text()
        invtNo = fields.text()
        portCode = fields.text()
        ieDate = fields.text()
        statisticsFlag = fields.text()
        agentCode = fields.text()
        ebcCode = fields.text()
        ownerCode = fields.text()
        emsNo = fields.text()
        tradeMode = fields.text()
        trafMode = fields.text()
        billNo = fields.text()
        licenseNo = fields.text()
        country = fields.text()
        destinationPort = fields.text()
        freight = fields.number()
        insuredFee = fields.number()
        packNo = fields.integer()
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
            line.qty1 = row.number()
            line.qty2 = row.optionalNumber()
            line.unit = row.text()
            line.unit1 = row.text()
            line.unit2 = row.text()
            line.price = row.number()
            line.totalPrice = row.number()
            return line
        }
    }
}
