import ZoneCore
import ZoneMessages

/// Messages of every flow, each a whole and clean one; `change` puts other values in the place of the usual ones.
struct TradeMessages {
    var platform = "4403160AB1"
    var shop = "4403160AB2"
    var payer = "4403160AB3"
    var carrier = "4403160AB4"
    var agent = "4403160AB5"
    var site = "4403160AB6"
    /// When the messages say they were reported.
    var appTime = "20260701090000"
    var tradeMode = "9610"
    var statisticsFlag = "B"
    var customsCode = "4600"
    /// What a waybill number of notices begins with, before the order's number.
    var waybillPrefix = "L"

    typealias Fields = [String: String]
    typealias Change = (inout Fields) -> Void

    private static let method = [
        BlockValue(["@Algorithm": "http://www.w3.org/2000/09/xmldsig#rsa-sha1"])
    ]
    /// A signature in form only.
    private static let signature = BlockValue(
        ["SignatureValue": "AAAA"],
        blocks: [
            "SignedInfo": [
                BlockValue(blocks: [
                    "CanonicalizationMethod": method, "SignatureMethod": method,
                    "Reference": [
                        BlockValue(
                            ["@URI": "", "DigestValue": "AAAA"],
                            blocks: ["DigestMethod": method])
                    ],
                ])
            ]
        ])

    /// A message of one document: `blocks` hold it, `sender` transmits it.
    func message(
        _ name: String, _ blocks: [String: [BlockValue]], guid: String, sender: String
    ) throws -> [UInt8] {
        var blocks = blocks
        blocks["BaseTransfer"] = [
            BlockValue([
                "copCode": sender, "copName": "firm", "dxpMode": "DXP", "dxpId": "DXPENT" + sender,
            ])
        ]
        blocks["Signature"] = [Self.signature]
        return try encodeMessage(
            name, BlockValue(["@guid": Self.guid("M" + guid), "@version": "1.0"], blocks: blocks))
    }

    /// A guid made of a text.
    static func guid(_ text: String) -> String {
        let body = String(
            text.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }.suffix(35))
        return body + String(repeating: "0", count: 36 - body.utf8.count)
    }

    private func head(_ guid: String, _ fields: Fields, _ change: Change) -> Fields {
        var head = fields
        head["guid"] = Self.guid(guid)
        head["appType"] = "1"
        head["appTime"] = appTime
        head["appStatus"] = "2"
        change(&head)
        return head
    }

    // MARK: Exports

    func order(
        _ number: String, line: Fields = [:], change: Change = { _ in }
    ) throws -> [UInt8] {
        let types = ["9710": "B", "9810": "W"]
        let head = head(
            "O" + number,
            [
                "orderType": types[tradeMode] ?? "E", "orderNo": number, "ebpCode": platform,
                "ebpName": "platform", "ebcCode": shop, "ebcName": "shop", "goodsValue": "300",
                "freight": "0", "currency": "142",
            ], change)
        var own: Fields = [
            "gnum": "1", "itemNo": "SKU1", "itemName": "cup", "unit": "011", "currency": "142",
            "qty": "10", "price": "30", "totalPrice": "300",
        ]
        own.merge(line) { $1 }
        return try message(
            "CEB303Message",
            [
                "Order": [
                    BlockValue(blocks: [
                        "OrderHead": [BlockValue(head)], "OrderList": [BlockValue(own)],
                    ])
                ]
            ],
            guid: "O" + (head["guid"] ?? ""), sender: platform)
    }

    func proceeds(_ number: String, change: Change = { _ in }) throws -> [UInt8] {
        let head = head(
            "R" + number,
            [
                "ebpCode": platform, "ebpName": "platform", "ebcCode": shop, "ebcName": "shop",
                "orderNo": number, "payCode": payer, "payName": "payer", "payNo": "P" + number,
                "charge": "300", "currency": "142", "accountingDate": appTime,
            ], change)
        return try message(
            "CEB403Message", ["Receipts": [BlockValue(head)]], guid: "R" + (head["guid"] ?? ""),
            sender: payer)
    }

    func waybill(_ number: String, change: Change = { _ in }) throws -> [UInt8] {
        let head = head(
            "W" + number,
            [
                "logisticsCode": carrier, "logisticsName": "carrier", "logisticsNo": "L" + number,
                "freight": "0", "insuredFee": "0", "currency": "142", "grossWeight": "3",
                "packNo": "1", "goodsInfo": "cups", "ebcCode": shop, "ebcName": "shop",
            ], change)
        return try message(
            "CEB505Message", ["Logistics": [BlockValue(head)]], guid: "W" + (head["guid"] ?? ""),
            sender: carrier)
    }

    func list(
        _ number: String, line: Fields = [:], change: Change = { _ in }
    ) throws -> [UInt8] {
        let isBonded = tradeMode == "1210" || tradeMode == "1239"
        var fields: Fields = [
            "customsCode": customsCode, "ebpCode": platform, "ebpName": "platform",
            "orderNo": number, "logisticsCode": carrier, "logisticsName": "carrier",
            "logisticsNo": "L" + number, "copNo": "C" + number, "ieFlag": "E",
            "portCode": customsCode, "ieDate": "20260701", "statisticsFlag": statisticsFlag,
            "agentCode": agent, "agentName": "agent", "ebcCode": shop, "ebcName": "shop",
            "ownerCode": shop, "ownerName": "shop", "tradeMode": tradeMode, "trafMode": "5",
            "country": "502", "POD": "502", "freight": "0", "fCurrency": "142", "fFlag": "3",
            "insuredFee": "0", "iCurrency": "142", "iFlag": "3", "wrapType": "2", "packNo": "1",
            "grossWeight": "3", "netWeight": "2",
        ]
        if isBonded {
            fields["iacCode"] = site
            fields["iacName"] = "area"
            fields["emsNo"] = "T4600W000001"
        }
        let head = head("L" + number, fields, change)
        var own: Fields = [
            "gnum": "1", "itemNo": "SKU1", "gcode": "6911101900", "gname": "cup",
            "gmodel": "white", "barCode": "无", "country": "142", "currency": "142", "qty": "10",
            "qty1": "2", "unit": "011", "unit1": "035", "price": "30", "totalPrice": "300",
        ]
        if isBonded { own["itemRecordNo"] = "REC1" }
        own.merge(line) { $1 }
        return try message(
            "CEB603Message",
            [
                "Inventory": [
                    BlockValue(blocks: [
                        "InventoryHead": [BlockValue(head)], "InventoryList": [BlockValue(own)],
                    ])
                ]
            ], guid: "L" + (head["guid"] ?? ""), sender: agent)
    }

    /// The four documents of an export.
    func export(_ number: String) throws -> [[UInt8]] {
        [try order(number), try proceeds(number), try waybill(number), try list(number)]
    }

    // MARK: Parcels

    private func parcels(_ numbers: [String]) -> [BlockValue] {
        numbers.enumerated().map { place, number in
            BlockValue(["gnum": String(place + 1), "logisticsNo": waybillPrefix + number])
        }
    }

    func arrival(
        _ copNo: String, _ numbers: [String], part: (Int, Int) = (1, 1), change: Change = { _ in }
    ) throws -> [UInt8] {
        let head = head(
            "A" + copNo + String(part.0),
            [
                "customsCode": customsCode, "copNo": copNo, "operatorCode": site,
                "operatorName": "site", "ieFlag": "E", "trafMode": "5", "billNo": "B1",
                "domesticTrafNo": "truck 1", "logisticsCode": carrier, "logisticsName": "carrier",
                "msgCount": String(part.1), "msgSeqNo": String(part.0),
            ], change)
        return try message(
            "CEB507Message",
            [
                "Arrival": [
                    BlockValue(blocks: [
                        "ArrivalHead": [BlockValue(head)],
                        "ArrivalList": parcels(numbers),
                    ])
                ]
            ], guid: "A" + (head["guid"] ?? ""), sender: site)
    }

    func manifest(
        _ copNo: String, _ numbers: [String], part: (Int, Int) = (1, 1), change: Change = { _ in }
    ) throws -> [UInt8] {
        let head = head(
            "B" + copNo + String(part.0),
            [
                "customsCode": customsCode, "copNo": copNo, "agentCode": agent,
                "agentName": "agent", "trafMode": "5", "trafName": "CA123", "voyageNo": "V1",
                "billNo": "B1", "grossWeight": "30", "logisticsCode": carrier,
                "logisticsName": "carrier", "msgCount": String(part.1), "msgSeqNo": String(part.0),
            ], change)
        return try message(
            "CEB607Message",
            [
                "WayBill": [
                    BlockValue(blocks: [
                        "WayBillHead": [BlockValue(head)],
                        "WayBillList": parcels(numbers),
                    ])
                ]
            ], guid: "B" + (head["guid"] ?? ""), sender: agent)
    }

    func departure(
        _ copNo: String, _ numbers: [String], part: (Int, Int) = (1, 1), change: Change = { _ in }
    ) throws -> [UInt8] {
        let head = head(
            "D" + copNo + String(part.0),
            [
                "customsCode": customsCode, "copNo": copNo, "logisticsCode": carrier,
                "logisticsName": "carrier", "trafMode": "5", "trafName": "CA123",
                "voyageNo": "V1", "billNo": "B1", "leaveTime": appTime,
                "msgCount": String(part.1), "msgSeqNo": String(part.0),
            ], change)
        return try message(
            "CEB509Message",
            [
                "Departure": [
                    BlockValue(blocks: [
                        "DepartureHead": [BlockValue(head)],
                        "DepartureList": parcels(numbers),
                    ])
                ]
            ], guid: "D" + (head["guid"] ?? ""), sender: carrier)
    }

    func tally(_ copNo: String, _ waybills: [(firm: String, number: String)]) throws -> [UInt8] {
        let head = head(
            "T" + copNo,
            [
                "customsCode": customsCode, "copNo": copNo, "operatorCode": site,
                "operatorName": "site", "ieFlag": "I", "trafMode": "5", "trafNo": "CA1",
                "voyageNo": "V1", "billNo": "B1", "logisticsCode": waybills.first?.firm ?? "",
                "logisticsName": "carrier",
            ], { _ in })
        let lines = waybills.enumerated().map { place, waybill in
            BlockValue(["gnum": String(place + 1), "logisticsNo": waybill.number])
        }
        return try message(
            "CEB711Message",
            [
                "Delivery": [
                    BlockValue(blocks: ["DeliveryHead": [BlockValue(head)], "DeliveryList": lines])
                ]
            ], guid: "T" + copNo, sender: site)
    }

    // MARK: Requests

    func cancelExport(_ copNo: String, invtNo: String, change: Change = { _ in }) throws -> [UInt8]
    {
        let head = head(
            "X" + copNo,
            [
                "customsCode": customsCode, "copNo": copNo, "invtNo": invtNo,
                "reason": "typing error",
                "agentCode": agent, "agentName": "agent", "ebcCode": shop, "ebcName": "shop",
            ], change)
        return try message(
            "CEB605Message", ["InvtCancel": [BlockValue(head)]], guid: "X" + (head["guid"] ?? ""),
            sender: agent)
    }

    /// Of an import list: `firms` are those it names.
    func cancelImport(_ copNo: String, invtNo: String, of list: Inventory) throws -> [UInt8] {
        let head = head("Y" + copNo, importFields(copNo, invtNo, list), { _ in })
        return try message(
            "CEB623Message", ["InvtCancel": [BlockValue(head)]], guid: "Y" + copNo,
            sender: list.agentCode)
    }

    func returnImport(
        _ copNo: String, invtNo: String, of list: Inventory, lines: [(gnum: Int32, qty: String)]
    ) throws -> [UInt8] {
        let head = head("Z" + copNo, importFields(copNo, invtNo, list), { _ in })
        let rows = lines.map { line in
            let own = list.lines.first { $0.gnum == line.gnum }
            return BlockValue([
                "gnum": String(line.gnum), "gcode": own?.gcode ?? "6911101900",
                "gname": own?.gname ?? "cup", "qty": line.qty, "unit": own?.unit ?? "011",
            ])
        }
        return try message(
            "CEB625Message",
            [
                "InvtRefund": [
                    BlockValue(blocks: [
                        "InvtRefundHead": [BlockValue(head)], "InvtRefundList": rows,
                    ])
                ]
            ], guid: "Z" + copNo, sender: list.agentCode)
    }

    private func importFields(_ copNo: String, _ invtNo: String, _ list: Inventory) -> Fields {
        [
            "customsCode": list.customsCode, "orderNo": list.orderNo, "ebpCode": list.ebpCode,
            "ebpName": "platform", "ebcCode": list.ebcCode, "ebcName": "shop",
            "logisticsNo": list.logisticsNo, "logisticsCode": list.logisticsCode,
            "logisticsName": "carrier", "copNo": copNo, "invtNo": invtNo, "buyerIdType": "1",
            "buyerIdNumber": list.buyerIdNumber, "buyerName": list.buyerName,
            "buyerTelephone": list.buyerTelephone, "agentCode": list.agentCode,
            "agentName": "agent", "reason": "changed my mind",
        ]
    }

    func returnExport(
        _ copNo: String, number: String, invtNo: String, qty: String = "10",
        change: Change = { _ in }
    ) throws -> [UInt8] {
        let head = head(
            "E" + copNo,
            [
                "customsCode": customsCode, "ebpCode": platform, "ebpName": "platform",
                "ebcCode": shop, "ebcName": "shop", "logisticsNo": "L" + number,
                "logisticsCode": carrier, "logisticsName": "carrier", "coElNo": copNo,
                "invtNo": invtNo, "tradeMode": tradeMode == "1210" ? "1261" : "9661",
                "agentCode": agent, "agentName": "agent", "billNo": "B2", "ieFlag": "I",
                "trafMode": "5", "trafName": "CA124", "portCode": customsCode,
                "reason": "unsold", "country": "502", "voyageNo": "V2",
            ], change)
        let line = BlockValue([
            "gnum": "1", "gcode": "6911101900", "gname": "cup", "gmodel": "white", "qty": qty,
            "qty1": "2", "unit": "011", "unit1": "035",
        ])
        return try message(
            "CEB213Message",
            [
                "InvtRefund": [
                    BlockValue(blocks: [
                        "InvtRefundHead": [BlockValue(head)], "InvtRefundList": [line],
                    ])
                ]
            ], guid: "E" + (head["guid"] ?? ""), sender: agent)
    }

    func tallyReturn(_ copNo: String, number: String, invtNo: String) throws -> [UInt8] {
        let head = head(
            "F" + copNo,
            [
                "customsCode": customsCode, "operatorCode": site, "operatorName": "site",
                "logisticsCode": carrier, "logisticsName": "carrier", "logisticsNo": "L" + number,
                "invtNo": invtNo, "coElNo": copNo, "billNo": "B2", "ieFlag": "I",
                "trafMode": "5", "trafName": "CA124", "voyageNo": "V2",
            ], { _ in })
        return try message(
            "CEB215Message", ["InvtRefundDetail": [BlockValue(head)]], guid: "F" + copNo,
            sender: site)
    }

    func summary(
        _ copNo: String, _ invtNos: [String], part: (Int, Int) = (1, 1),
        change: Change = { _ in }
    ) throws -> [UInt8] {
        let head = head(
            "S" + copNo + String(part.0),
            [
                "customsCode": customsCode, "copNo": copNo, "agentCode": agent,
                "agentName": "agent", "ebcCode": shop, "ebcName": "shop", "declAgentCode": agent,
                "declAgentName": "agent", "summaryFlag": "1", "itemNameFlag": "1",
                "msgCount": String(part.1), "msgSeqNo": String(part.0),
            ], change)
        return try message(
            "CEB701Message",
            [
                "SummaryApply": [
                    BlockValue(blocks: [
                        "SummaryApplyHead": [BlockValue(head)],
                        "SummaryApplyList": invtNos.map { BlockValue(["invtNo": $0]) },
                    ])
                ]
            ], guid: "S" + (head["guid"] ?? ""), sender: agent)
    }
}
