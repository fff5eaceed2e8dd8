import ZoneCore

extension DocumentPlan {
    /// Documents about lists that were declared: cancellations, returns, notices of parcels, summaries.
    static let applicationSources = [
        Source(
            message: "CEB605Message", head: "InvtCancel",
            fields: ["customsCode", "copNo", "invtNo", "agentCode", "ebcCode", "reason"],
            read: { submission, fields, _ in
                .cancellation(Cancellation(submission, isExport: true, &fields))
            }),
        Source(
            message: "CEB623Message", head: "InvtCancel",
            fields: [
                "customsCode", "copNo", "invtNo", "agentCode", "ebcCode", "reason", "ebpCode",
            ],
            read: { submission, fields, _ in
                .cancellation(Cancellation(submission, isExport: false, &fields))
            }),
        Source(
            message: "CEB213Message", head: "InvtRefundHead",
            fields: [
                "customsCode", "coElNo", "invtNo", "agentCode", "ebcCode", "ebpCode",
                "logisticsCode", "logisticsNo", "reason", "tradeMode",
            ], list: "InvtRefundList", lineFields: ["gnum", "gcode", "qty", "unit"],
            read: { .goodsReturn(GoodsReturn($0, isExport: true, &$1, $2)) }),
        Source(
            message: "CEB625Message", head: "InvtRefundHead",
            fields: [
                "customsCode", "copNo", "invtNo", "agentCode", "ebcCode", "ebpCode",
                "logisticsCode", "logisticsNo", "reason",
            ], list: "InvtRefundList", lineFields: ["gnum", "gcode", "qty", "unit"],
            read: { .goodsReturn(GoodsReturn($0, isExport: false, &$1, $2)) }),
        Source(
            message: "CEB507Message", head: "ArrivalHead",
            fields: [
                "customsCode", "copNo", "operatorCode", "logisticsCode", "billNo",
                "domesticTrafNo", "msgCount", "msgSeqNo",
            ], list: "ArrivalList", lineFields: ["gnum", "logisticsNo"],
            read: { .notice(ParcelNotice($0, .arrival, &$1, $2)) }),
        Source(
            message: "CEB607Message", head: "WayBillHead",
            fields: [
                "customsCode", "copNo", "agentCode", "logisticsCode", "billNo", "trafName",
                "msgCount", "msgSeqNo",
            ], list: "WayBillList", lineFields: ["gnum", "logisticsNo", "invtNo"],
            read: { .notice(ParcelNotice($0, .manifest, &$1, $2)) }),
        Source(
            message: "CEB509Message", head: "DepartureHead",
            fields: [
                "customsCode", "copNo", "logisticsCode", "logisticsCode", "billNo", "trafName",
                "msgCount", "msgSeqNo",
            ], list: "DepartureList", lineFields: ["gnum", "logisticsNo"],
            read: { .notice(ParcelNotice($0, .departure, &$1, $2)) }),
        Source(
            message: "CEB711Message", head: "DeliveryHead",
            fields: [
                "customsCode", "copNo", "operatorCode", "logisticsCode", "billNo", "trafNo",
            ], list: "DeliveryList", lineFields: ["gnum", "logisticsNo"],
            read: { .notice(ParcelNotice($0, .tally, &$1, $2)) }),
        Source(
            message: "CEB215Message", head: "InvtRefundDetail",
            fields: [
                "customsCode", "coElNo", "operatorCode", "logisticsCode", "billNo", "trafName",
                "logisticsNo", "invtNo",
            ], read: { submission, fields, _ in .notice(ParcelNotice(submission, &fields)) }),
        Source(
            message: "CEB701Message", head: "SummaryApplyHead",
            fields: [
                "customsCode", "copNo", "agentCode", "ebcCode", "declAgentCode", "startTime",
                "endTime", "msgCount", "msgSeqNo",
            ], list: "SummaryApplyList", lineFields: ["invtNo"],
            read: { .summary(SummaryRequest($0, &$1, $2)) }),
    ]
}

extension Cancellation {
    init(_ submission: Submission, isExport: Bool, _ fields: inout FieldReader) {
        self.init(submission: submission, isExport: isExport)
        customsCode = fields.text()
        copNo = fields.text()
        invtNo = fields.text()
        agentCode = fields.text()
        ebcCode = fields.text()
        reason = fields.text()
        if !isExport { ebpCode = fields.text() }
    }
}

extension GoodsReturn {
    init(
        _ submission: Submission, isExport: Bool, _ fields: inout FieldReader,
        _ rows: [FieldReader]
    ) {
        self.init(submission: submission, isExport: isExport)
        customsCode = fields.text()
        copNo = fields.text()
        invtNo = fields.text()
        agentCode = fields.text()
        ebcCode = fields.text()
        ebpCode = fields.text()
        logisticsCode = fields.text()
        logisticsNo = fields.text()
        reason = fields.text()
        if isExport { tradeMode = fields.text() }
        lines = rows.map { row in
            var row = row
            var line = Line()
            line.gnum = row.integer()
            line.gcode = row.text()
            line.qty = row.number()
            line.unit = row.text()
            return line
        }
    }
}

extension ParcelNotice {
    init(
        _ submission: Submission, _ kind: Kind, _ fields: inout FieldReader,
        _ rows: [FieldReader]
    ) {
        self.init(submission: submission, kind: kind)
        readHead(&fields)
        if kind != .tally {
            msgCount = fields.integer()
            msgSeqNo = fields.integer()
        }
        parcels = rows.map { row in
            var row = row
            var parcel = Parcel()
            parcel.gnum = row.integer()
            parcel.logisticsNo = row.text()
            if kind == .manifest { parcel.invtNo = row.text() }
            return parcel
        }
    }

    /// The tally of one returned parcel.
    init(_ submission: Submission, _ fields: inout FieldReader) {
        self.init(submission: submission, kind: .returnTally)
        readHead(&fields)
        var parcel = Parcel()
        parcel.gnum = 1
        parcel.logisticsNo = fields.text()
        parcel.invtNo = fields.text()
        parcels = [parcel]
    }

    private mutating func readHead(_ fields: inout FieldReader) {
        customsCode = fields.text()
        copNo = fields.text()
        party = fields.text()
        logisticsCode = fields.text()
        billNo = fields.text()
        conveyance = fields.text()
    }
}

extension SummaryRequest {
    init(_ submission: Submission, _ fields: inout FieldReader, _ rows: [FieldReader]) {
        self.init(submission: submission)
        customsCode = fields.text()
        copNo = fields.text()
        agentCode = fields.text()
        ebcCode = fields.text()
        declAgentCode = fields.text()
        startTime = fields.text()
        endTime = fields.text()
        msgCount = fields.integer()
        msgSeqNo = fields.integer()
        invtNos = rows.map { row in
            var row = row
            return row.text()
        }
    }
}
