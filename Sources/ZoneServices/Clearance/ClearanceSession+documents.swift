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
        _ prepared: PreparedDocument, messageID: Int64, outbox: Int
    ) throws -> DocumentAnswer {
        let document = prepared.document
        let (orderNo, party, number) = document.storeKey
        let dossier = try dossier(orderNo)
        let known = dossier.index(document.kind, party: party, number: number)
        let live = known.map { dossier.entries[$0].row }.flatMap {
            $0.status == Self.withdrawn ? nil : $0
        }
        if let live, live.record == prepared.record { return repeated(prepared, live.status) }
        let submission = document.submission
        if let code = try refusal(of: document, live: live, dossier) {
            return refuse(prepared, code, detail: "", outbox)
        }
        var row = DocumentRow(
            orderNo: orderNo, kind: Int64(document.kind.rawValue), party: party, number: number,
            status: Self.stored, messageID: messageID, declarationID: live?.declarationID ?? 0,
            record: prepared.record)
        if submission.kind == .delete {
            row.record = live?.record ?? prepared.record
            row.status = Self.withdrawn
        } else if submission.isDraft {
            row.status = Self.saved
        }
        dossier.put(row, submission.kind == .delete ? nil : document, at: known)
        noteWaybill(document, isDeleted: submission.kind == .delete)
        let answer = accept(prepared, status: row.status, outbox)
        if row.status != Self.saved { try reconsider(dossier, after: document) }
        return answer
    }

    /// Why a document can't be taken, as the E-port's code; nil when it can.
    private mutating func refusal(
        of document: ImportDocument, live: DocumentRow?, _ dossier: Dossier
    ) throws -> Int? {
        let submission = document.submission
        guard submission.kind != .new else {
            if let live, live.status != Self.saved { return EPortCode.duplicate(document.kind) }
            return try waybillIsTaken(document) ? EPortCode.duplicate(.waybill) : nil
        }
        guard let live else { return EPortCode.notFound(document.kind) }
        if submission.appTime < appTime(of: live) { return EPortCode.outdated(document.kind) }
        return isInUse(document, dossier) ? EPortCode.wrongState(document.kind) : nil
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
    private func isInUse(_ document: ImportDocument, _ dossier: Dossier) -> Bool {
        dossier.listIndices.contains { index in
            let status = dossier.entries[index].row.status
            let state = ReturnStatus(rawValue: UInt16(clamping: status))
            guard status != Self.withdrawn, !(state?.mayChange ?? true) else { return false }
            return document.concerns(dossier.list(at: index))
        }
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
        _ status: WaybillStatus, _ prepared: PreparedDocument, _ outbox: Int
    ) throws -> DocumentAnswer {
        let key = WaybillKey(
            logisticsNo: status.logisticsNo, logisticsCode: status.logisticsCode)
        guard let orderNo = try waybillOwner(key) else {
            return refuse(prepared, EPortCode.notFound(.waybillStatus), detail: "", outbox)
        }
        waybills[key] = .signed(orderNo: orderNo, atMs: now.ms)
        return accept(prepared, status: Self.stored, outbox)
    }

    /// Answers a document that was taken: first "submitted", then "stored".
    private mutating func accept(
        _ prepared: PreparedDocument, status: Int64, _ outbox: Int
    ) -> DocumentAnswer {
        let document = prepared.document
        switch status {
        case Self.saved:
            add(document, statuses: [1], info: "", to: outbox)
            return answer(prepared, 1)
        case Self.withdrawn:
            let info = "删除申报成功[\(document.submission.guid)]"
            add(document, statuses: [2], info: info, to: outbox)
            return prepared.answer(status: 2, info: info)
        default:
            add(document, statuses: [2, status], info: "", to: outbox)
            return answer(prepared, Int(status))
        }
    }

    /// An answer with the status's standard text.
    func answer(_ prepared: PreparedDocument, _ status: Int) -> DocumentAnswer {
        prepared.answer(
            status: status,
            info: ReceiptText.standard(status, guid: prepared.document.submission.guid))
    }

    /// A document that was sent before, to the byte: answered by where it stands, and nothing changes.
    func repeated(_ prepared: PreparedDocument, _ status: Int64) -> DocumentAnswer {
        answer(prepared, Int(status))
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

    /// Whether the document is one that the list has to be held against.
    func concerns(_ list: Inventory) -> Bool {
        switch self {
        case .order(let order): order.ebpCode == list.ebpCode
        case .payment(let payment): payment.ebpCode == list.ebpCode
        case .waybill(let waybill):
            waybill.logisticsCode == list.logisticsCode
                && waybill.logisticsNo == list.logisticsNo
        case .inventory, .status: false
        }
    }
}
