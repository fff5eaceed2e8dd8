import ZoneCore
import ZoneMessages
import ZoneStore

/// Orders, payments, waybills and waybill statuses.
extension ClearanceSession {
    private static let stored = Int64(ReturnStatus.stored.rawValue)
    private static let saved = Int64(ReturnStatus.saved.rawValue)
    private static let withdrawn = Int64(ReturnStatus.withdrawn.rawValue)

    /// Takes an order, payment or waybill: new, changed or deleted.
    mutating func takeDocument(
        _ prepared: PreparedDocument, messageID: Int64, recipient: String
    ) throws -> DocumentAnswer {
        let document = prepared.document
        let (orderNo, party, number) = document.storeKey
        try loadDossier(orderNo)
        let known = dossiers[orderNo]?.index(document.kind, party: party, number: number)
        let row = known.flatMap { dossiers[orderNo]?.rows[$0] }
        let live = row.flatMap { $0.status == Self.withdrawn ? nil : $0 }
        if let live, live.record == prepared.record { return repeated(document, live) }
        let submission = document.submission
        if let code = try refusal(of: document, live: live) {
            return refuse(document, code, detail: "", recipient)
        }
        var fresh = DocumentRow(
            orderNo: orderNo, kind: Int64(document.kind.rawValue), party: party, number: number,
            status: Self.stored, messageID: messageID, declarationID: live?.declarationID ?? 0,
            record: prepared.record)
        if submission.kind == .delete {
            fresh.record = live?.record ?? prepared.record
            fresh.status = Self.withdrawn
        } else if submission.isDraft {
            fresh.status = Self.saved
        }
        dossiers[orderNo]?.put(fresh)
        noteWaybill(document, isDeleted: submission.kind == .delete)
        let answer = accept(document, status: fresh.status, recipient)
        if fresh.status != Self.saved { try reconsider(orderNo: orderNo, after: document) }
        return answer
    }

    /// Why a document can't be taken, as the E-port's code; nil when it can.
    private mutating func refusal(of document: ImportDocument, live: DocumentRow?) throws -> Int? {
        let submission = document.submission
        guard submission.kind != .new else {
            if let live, live.status != Self.saved { return EPortCode.duplicate(document.kind) }
            return try waybillIsTaken(document) ? EPortCode.duplicate(.waybill) : nil
        }
        guard let live else { return EPortCode.notFound(document.kind) }
        if submission.appTime < appTime(of: live) { return EPortCode.outdated(document.kind) }
        return try isInUse(document) ? EPortCode.wrongState(document.kind) : nil
    }

    private func appTime(of row: DocumentRow) -> String {
        switch DocumentKind(rawValue: UInt8(row.kind)) {
        case .order: PackedDocument.order(row.record).submission.appTime
        case .payment: PackedDocument.payment(row.record).submission.appTime
        case .waybill: PackedDocument.waybill(row.record).submission.appTime
        case .inventory: PackedDocument.inventory(row.record).submission.appTime
        case .waybillStatus, nil: ""
        }
    }

    /// Whether a list that can't be changed any more uses the document.
    private mutating func isInUse(_ document: ImportDocument) throws -> Bool {
        guard let orderNo = document.orderNo, let dossier = dossiers[orderNo] else { return false }
        for row in dossier.listRows where row.status != Self.withdrawn {
            let list = PackedDocument.inventory(row.record)
            let uses =
                switch document {
                case .order(let order): order.ebpCode == list.ebpCode
                case .payment(let payment): payment.ebpCode == list.ebpCode
                case .waybill(let waybill):
                    waybill.logisticsCode == list.logisticsCode
                        && waybill.logisticsNo == list.logisticsNo
                case .inventory, .status: false
                }
            let status = ReturnStatus(rawValue: UInt16(row.status))
            if uses, !(status?.mayChange ?? true) { return true }
        }
        return false
    }

    /// Whether a waybill number of the firm belongs to another order.
    private mutating func waybillIsTaken(_ document: ImportDocument) throws -> Bool {
        guard case .waybill(let waybill) = document else { return false }
        let key = WaybillKey(
            logisticsNo: waybill.logisticsNo, logisticsCode: waybill.logisticsCode)
        guard let owner = try waybillOwner(key) else { return false }
        return owner != waybill.orderNo
    }

    /// The order a waybill number belongs to.
    private mutating func waybillOwner(_ key: WaybillKey) throws -> String? {
        switch waybills[key] {
        case .known(let orderNo): return orderNo
        case .put(let orderNo), .signed(let orderNo, _): return orderNo
        case .deleted: return nil
        case nil:
            let orderNo = try transaction.waybillOrder(
                logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode)
            waybills[key] = .known(orderNo: orderNo)
            return orderNo
        }
    }

    private mutating func noteWaybill(_ document: ImportDocument, isDeleted: Bool) {
        guard case .waybill(let waybill) = document else { return }
        let key = WaybillKey(
            logisticsNo: waybill.logisticsNo, logisticsCode: waybill.logisticsCode)
        waybills[key] = isDeleted ? .deleted : .put(orderNo: waybill.orderNo)
    }

    /// The parcel was signed for.
    mutating func takeStatus(
        _ status: WaybillStatus, _ document: ImportDocument, _ recipient: String
    ) throws -> DocumentAnswer {
        let key = WaybillKey(
            logisticsNo: status.logisticsNo, logisticsCode: status.logisticsCode)
        guard let orderNo = try waybillOwner(key) else {
            return refuse(document, EPortCode.notFound(.waybillStatus), detail: "", recipient)
        }
        waybills[key] = .signed(orderNo: orderNo, atMs: now.ms)
        return accept(document, status: Self.stored, recipient)
    }

    /// Answers a document that was taken: first "submitted", then "stored".
    private mutating func accept(
        _ document: ImportDocument, status: Int64, _ recipient: String
    ) -> DocumentAnswer {
        let code = Int(status)
        switch code {
        case Int(Self.saved): add(event(for: document, status: 1, info: ""), for: recipient)
        case Int(Self.withdrawn):
            add(
                event(
                    for: document, status: 2,
                    info: "删除申报成功[\(document.submission.guid)]"), for: recipient)
        default:
            add(event(for: document, status: 2, info: ""), for: recipient)
            add(event(for: document, status: code, info: ""), for: recipient)
        }
        return DocumentAnswer(
            kind: document.kind, key: document.key, status: code == 0 ? 2 : code,
            info: standardInfo(code == 0 ? 2 : code, guid: document.submission.guid),
            declarationID: document.declarationID)
    }

    /// A document that was sent before, to the byte: answered by where it stands, and nothing changes.
    func repeated(_ document: ImportDocument, _ row: DocumentRow) -> DocumentAnswer {
        DocumentAnswer(
            kind: document.kind, key: document.key, status: Int(row.status),
            info: standardInfo(Int(row.status), guid: document.submission.guid),
            declarationID: document.declarationID)
    }
}

extension ImportDocument {
    /// Order number, party and number under which the store keeps the document.
    var storeKey: (orderNo: String, party: String, number: String) {
        switch self {
        case .order(let order): (order.orderNo, order.ebpCode, "")
        case .payment(let payment):
            (payment.orderNo, payment.ebpCode, payment.payCode + ":" + payment.payTransactionId)
        case .waybill(let waybill):
            (waybill.orderNo, waybill.logisticsCode, waybill.logisticsNo)
        case .inventory(let list): (list.orderNo, list.ebpCode, "")
        case .status(let status): ("", status.logisticsCode, status.logisticsNo)
        }
    }
}
