import ZoneCore
import ZoneMessages

extension TradeDocument {
    var kind: DocumentKind {
        switch self {
        case .order: .order
        case .payment: .payment
        case .waybill: .waybill
        case .inventory: .inventory
        case .status: .waybillStatus
        case .exportOrder: .exportOrder
        case .proceeds: .proceeds
        case .exportWaybill: .exportWaybill
        case .exportInventory: .exportInventory
        case .cancellation(let request):
            request.isExport ? .exportCancellation : .cancellation
        case .goodsReturn(let request): request.isExport ? .exportReturn : .goodsReturn
        case .notice(let notice): notice.documentKind
        case .summary: .summary
        }
    }

    /// Order number, party and number under which the store keeps the document; empty order numbers are found first.
    var storeKey: (orderNo: String, party: String, number: String) {
        switch self {
        case .order(let order): (order.orderNo, order.ebpCode, "")
        case .payment(let payment):
            (payment.orderNo, payment.ebpCode, payment.payCode + ":" + payment.payTransactionId)
        case .waybill(let waybill):
            (waybill.orderNo, waybill.logisticsCode, waybill.logisticsNo)
        case .inventory(let list): (list.orderNo, list.ebpCode, "")
        case .status(let status): ("", status.logisticsCode, status.logisticsNo)
        case .exportOrder(let order):
            (order.orderNo, exportParty(ebpCode: order.ebpCode, ebcCode: order.ebcCode), "")
        case .proceeds(let proceeds):
            (
                proceeds.orderNo,
                exportParty(ebpCode: proceeds.ebpCode, ebcCode: proceeds.ebcCode),
                proceeds.payCode + ":" + proceeds.payNo
            )
        case .exportWaybill(let waybill):
            (
                StoreKey.parcel(
                    logisticsNo: waybill.logisticsNo, logisticsCode: waybill.logisticsCode),
                waybill.logisticsCode, waybill.logisticsNo
            )
        case .exportInventory(let list): (list.orderNo, list.party, "")
        case .cancellation(let request): ("", request.agentCode, request.copNo)
        case .goodsReturn(let request): ("", request.agentCode, request.copNo)
        case .notice(let notice):
            (
                StoreKey.notice(
                    notice.documentKind, party: notice.party, copNo: notice.copNo),
                notice.party, partNumber(notice.msgSeqNo)
            )
        case .summary(let request):
            (
                StoreKey.summary(agentCode: request.agentCode, copNo: request.copNo),
                request.agentCode, partNumber(request.msgSeqNo)
            )
        }
    }

    /// The business key as people write it.
    var key: String {
        switch self {
        case .order(let order): order.ebpCode + ":" + order.orderNo
        case .payment(let payment): payment.payCode + ":" + payment.payTransactionId
        case .waybill(let waybill): waybill.logisticsCode + ":" + waybill.logisticsNo
        case .inventory(let list): list.ebpCode + ":" + list.orderNo
        case .status(let status): status.logisticsCode + ":" + status.logisticsNo
        case .exportOrder(let order):
            exportParty(ebpCode: order.ebpCode, ebcCode: order.ebcCode) + ":" + order.orderNo
        case .proceeds(let proceeds): proceeds.payCode + ":" + proceeds.payNo
        case .exportWaybill(let waybill): waybill.logisticsCode + ":" + waybill.logisticsNo
        case .exportInventory(let list): list.party + ":" + list.orderNo
        case .cancellation(let request): request.agentCode + ":" + request.copNo
        case .goodsReturn(let request): request.agentCode + ":" + request.copNo
        case .notice(let notice): "\(notice.party):\(notice.copNo):\(notice.msgSeqNo)"
        case .summary(let request):
            "\(request.agentCode):\(request.copNo):\(request.msgSeqNo)"
        }
    }

    /// The declaration it belongs to, where the document itself says so.
    var declarationID: String? {
        switch self {
        case .order(let order): order.ebpCode + ":" + order.orderNo
        case .payment(let payment): payment.ebpCode + ":" + payment.orderNo
        case .inventory(let list): list.ebpCode + ":" + list.orderNo
        case .exportOrder, .exportInventory: key
        case .proceeds(let proceeds):
            exportParty(ebpCode: proceeds.ebpCode, ebcCode: proceeds.ebcCode) + ":"
                + proceeds.orderNo
        case .waybill, .status, .exportWaybill, .cancellation, .goodsReturn, .notice, .summary:
            nil
        }
    }

    /// Whether the document is one that the list has to be held against.
    func concerns(_ list: TradeDocument) -> Bool {
        switch (self, list) {
        case (.order(let order), .inventory(let list)): order.ebpCode == list.ebpCode
        case (.payment(let payment), .inventory(let list)): payment.ebpCode == list.ebpCode
        case (.waybill(let waybill), .inventory(let list)):
            waybill.logisticsCode == list.logisticsCode
                && waybill.logisticsNo == list.logisticsNo
        case (.exportOrder(let order), .exportInventory(let list)):
            exportParty(ebpCode: order.ebpCode, ebcCode: order.ebcCode) == list.party
        case (.proceeds(let proceeds), .exportInventory(let list)):
            exportParty(ebpCode: proceeds.ebpCode, ebcCode: proceeds.ebcCode) == list.party
        case (.exportWaybill(let waybill), .exportInventory(let list)):
            waybill.logisticsCode == list.logisticsCode
                && waybill.logisticsNo == list.logisticsNo
        default: false
        }
    }

    /// The first answer for the document.
    func answer(_ outcome: DocumentOutcome) -> DocumentAnswer {
        DocumentAnswer(
            kind: kind, key: key, status: outcome.status,
            info: outcome.info
                ?? ReceiptText.standard(outcome.status, guid: submission.guid),
            declarationID: declarationID)
    }
}

extension ParcelNotice {
    var documentKind: DocumentKind {
        switch kind {
        case .arrival: .arrival
        case .manifest: .manifest
        case .departure: .departure
        case .tally: .tally
        case .returnTally: .returnTally
        }
    }
}

/// The number of a part, so wide that parts sort by it.
func partNumber(_ part: Int32) -> String {
    let text = String(part)
    return String(repeating: "0", count: max(0, 9 - text.utf8.count)) + text
}
