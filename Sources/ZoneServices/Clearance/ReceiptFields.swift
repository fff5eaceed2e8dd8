import ZoneCore
import ZoneMessages

/// Names of an event's texts behind the guid, by receipt number: the elements of the receipt that tell what it is about.
enum ReceiptFields {
    static func names(_ receipt: Int64) -> [String] {
        switch receipt {
        case 312: ["ebpCode", "ebcCode", "orderNo"]
        case 412: ["payCode", "payTransactionId"]
        case 512: ["logisticsCode", "logisticsNo"]
        case 514: ["logisticsCode", "logisticsNo", "logisticsStatus"]
        case 622: ["customsCode", "ebpCode", "ebcCode", "agentCode", "copNo", "preNo", "invtNo"]
        case 816:
            [
                "invtNo", "taxNo", "assureCode", "ebcCode", "logisticsCode", "agentCode",
                "customsCode",
            ]
        case 818: ["invtNo", "taxNo", "assureCode"]
        case 304: ["ebpCode", "ebcCode", "orderNo"]
        case 404: ["ebcCode", "orderNo", "payNo"]
        case 506: ["logisticsCode", "logisticsNo"]
        case 604:
            [
                "agentCode", "copNo", "preNo", "invtNo", "ebcCode", "ebpCode", "orderNo",
                "statisticsFlag",
            ]
        case 606: ["agentCode", "copNo", "preNo", "invtNo"]
        case 624, 626:
            ["customsCode", "agentCode", "ebpCode", "ebcCode", "copNo", "preNo", "invtNo"]
        case 214: ["ebpCode", "ebcCode", "agentCode", "coElNo", "preNo", "invtNo"]
        case 216: ["operatorCode", "logisticsCode", "logisticsNo", "coElNo", "preNo"]
        case 508: ["operatorCode", "logisticsCode", "preNo", "copNo", "billNo", "msgSeqNo"]
        case 510: ["logisticsCode", "copNo", "preNo", "msgSeqNo"]
        case 608: ["agentCode", "logisticsCode", "copNo", "preNo", "billNo", "msgSeqNo"]
        case 702: ["agentCode", "ebcCode", "copNo", "preNo", "sumNo", "msgSeqNo"]
        case 712: ["customsCode", "operatorCode", "copNo", "preNo"]
        case 792:
            [
                "customsCode", "sumNo", "declSeqNo", "decState", "agentCode", "ebcCode",
                "declAgentCode", "grossWeight", "netWeight", "msgCount", "msgSeqNo",
            ]
        default: []
        }
    }
}

extension TradeDocument {
    /// The texts of its receipts, in the order of ``ReceiptFields``; `serial` says where it lies.
    func receiptTexts(serial: Int64) -> [String] {
        func preNo() -> String { DeclarationNumbers.preNo(self, serial: serial) }
        switch self {
        case .order(let order): return [order.ebpCode, order.ebcCode, order.orderNo]
        case .payment(let payment): return [payment.payCode, payment.payTransactionId]
        case .waybill(let waybill): return [waybill.logisticsCode, waybill.logisticsNo]
        case .status(let status):
            return [status.logisticsCode, status.logisticsNo, status.logisticsStatus]
        case .inventory(let list):
            return list.receiptTexts(
                preNo: list.preNo.isEmpty ? preNo() : list.preNo, invtNo: "")
        case .exportOrder(let order): return [order.ebpCode, order.ebcCode, order.orderNo]
        case .proceeds(let proceeds):
            return [proceeds.ebcCode, proceeds.orderNo, proceeds.payNo]
        case .exportWaybill(let waybill): return [waybill.logisticsCode, waybill.logisticsNo]
        case .exportInventory(let list):
            return list.receiptTexts(
                preNo: list.preNo.isEmpty ? preNo() : list.preNo, invtNo: list.invtNo)
        case .cancellation(let request):
            guard !request.isExport else {
                return [request.agentCode, request.copNo, preNo(), request.invtNo]
            }
            return [
                request.customsCode, request.agentCode, request.ebpCode, request.ebcCode,
                request.copNo, preNo(), request.invtNo,
            ]
        case .goodsReturn(let request):
            guard !request.isExport else {
                return [
                    request.ebpCode, request.ebcCode, request.agentCode, request.copNo, preNo(),
                    request.invtNo,
                ]
            }
            return [
                request.customsCode, request.agentCode, request.ebpCode, request.ebcCode,
                request.copNo, preNo(), request.invtNo,
            ]
        case .notice(let notice): return receiptTexts(notice, preNo: preNo())
        case .summary(let request):
            return [
                request.agentCode, request.ebcCode, request.copNo, preNo(), "",
                String(request.msgSeqNo),
            ]
        }
    }

    private func receiptTexts(_ notice: ParcelNotice, preNo: String) -> [String] {
        let part = String(notice.msgSeqNo)
        switch notice.kind {
        case .arrival:
            return [notice.party, notice.logisticsCode, preNo, notice.copNo, notice.billNo, part]
        case .manifest:
            return [notice.party, notice.logisticsCode, notice.copNo, preNo, notice.billNo, part]
        case .departure: return [notice.party, notice.copNo, preNo, part]
        case .tally: return [notice.customsCode, notice.party, notice.copNo, preNo]
        case .returnTally:
            return [
                notice.party, notice.logisticsCode, notice.parcels.first?.logisticsNo ?? "",
                notice.copNo, preNo,
            ]
        }
    }
}
