import ZoneCore
import ZoneMessages
import ZoneStore

/// Orders, payments, waybills and waybill statuses, of imports and exports.
extension ClearanceSession {
    static var saved: Int64 { Int64(ReturnStatus.saved.rawValue) }
    static var withdrawn: Int64 { Int64(ReturnStatus.withdrawn.rawValue) }

    /// Takes an order, payment or waybill: new, changed or deleted.
    mutating func takeDocument(
        _ prepared: PreparedDocument, messageID: Int64, outbox: Int
    ) throws -> DocumentOutcome {
        let document = prepared.document
        let (orderNo, party, number) = prepared.key
        let dossier = try dossier(orderNo)
        let known = dossier.index(document.kind, party: party, number: number)
        let live = known.map { dossier.entries[$0] }.flatMap {
            $0.row.status == Self.withdrawn ? nil : $0
        }
        if let live, try self.document(of: live) == document {
            return DocumentOutcome(Int(live.row.status))
        }
        let submission = document.submission
        if let code = try refusal(of: document, live: live, dossier) {
            return refuse(prepared, code, detail: "", outbox)
        }
        var status = submission.isDraft ? Self.saved : Int64(document.kind.taken.rawValue)
        if submission.kind == .delete, let known {
            status = Self.withdrawn
            dossier.setStatus(status, at: known)
        } else {
            dossier.put(
                DocumentRow(
                    orderNo: orderNo, kind: Int64(document.kind.rawValue), party: party,
                    number: number, status: status, messageID: messageID, slot: prepared.slot,
                    declarationID: live?.row.declarationID ?? 0), document, at: known)
        }
        noteWaybill(document, isDeleted: submission.kind == .delete)
        let answer = accept(prepared, status: status, outbox)
        if status != Self.saved {
            try reconsider(try orderDossier(of: document, dossier), after: document)
        }
        return answer
    }

    /// Where the lists are that a document may concern: an export waybill names no order, the list that claimed its number
    /// does.
    private mutating func orderDossier(
        of document: TradeDocument, _ dossier: Dossier
    ) throws -> Dossier? {
        guard case .exportWaybill = document else { return dossier }
        return try dossier.claim.map { try self.dossier($0.row.number) }
    }

    /// The document of an entry; read from its message when it did not come just now.
    func document(of entry: Dossier.Entry) throws -> TradeDocument {
        try reader.document(of: entry)
    }

    /// What reads documents; for closures, which would copy the whole session.
    var reader: DocumentReader<Books> {
        DocumentReader(books: books, received: cache.received)
    }

    /// The import list at `index` of a dossier.
    func list(_ dossier: Dossier, at index: Int) throws -> Inventory {
        let entry = dossier.entries[index]
        guard case .inventory(let list) = try document(of: entry) else {
            throw MissingDocumentError(entry.row)
        }
        return list
    }

    /// Why a document can't be taken, as the E-port's code; nil when it can.
    private mutating func refusal(
        of document: TradeDocument, live: Dossier.Entry?, _ dossier: Dossier
    ) throws -> Int? {
        let submission = document.submission
        guard submission.kind != .new else {
            if let live, live.row.status != Self.saved { return EPortCode.duplicate(document.kind) }
            return try waybillIsTaken(document) ? EPortCode.duplicate(.waybill) : nil
        }
        guard let live else { return EPortCode.notFound(document.kind) }
        if try submission.appTime < self.document(of: live).submission.appTime {
            return EPortCode.outdated(document.kind)
        }
        guard let dossier = try orderDossier(of: document, dossier) else { return nil }
        return try isInUse(document, dossier) ? EPortCode.wrongState(document.kind) : nil
    }

    /// Whether a list that can't be changed any more uses the document.
    private func isInUse(_ document: TradeDocument, _ dossier: Dossier) throws -> Bool {
        try dossier.listIndices.contains { index in
            let status = dossier.entries[index].row.status
            let state = ReturnStatus(rawValue: UInt16(clamping: status))
            guard status != Self.withdrawn, !(state?.mayChange ?? true) else { return false }
            return document.concerns(try self.document(of: dossier.entries[index]))
        }
    }

    /// Whether a waybill number of the firm belongs to another order.
    private mutating func waybillIsTaken(_ document: TradeDocument) throws -> Bool {
        guard case .waybill(let waybill) = document else { return false }
        let key = WaybillKey(
            logisticsNo: waybill.logisticsNo, logisticsCode: waybill.logisticsCode)
        guard let owner = try waybillOwner(key) else { return false }
        return owner != waybill.orderNo
    }

    /// The order a waybill number belongs to.
    mutating func waybillOwner(_ key: WaybillKey) throws -> String? {
        switch waybills[key] {
        case .known(let orderNo): return orderNo
        case .put(let orderNo), .signed(let orderNo, _): return orderNo
        case .deleted: return nil
        case nil:
            let orderNo = try books.waybillOrder(
                logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode)
            waybills[key] = .known(orderNo: orderNo)
            return orderNo
        }
    }

    private mutating func noteWaybill(_ document: TradeDocument, isDeleted: Bool) {
        guard case .waybill(let waybill) = document else { return }
        let key = WaybillKey(
            logisticsNo: waybill.logisticsNo, logisticsCode: waybill.logisticsCode)
        waybills[key] = isDeleted ? .deleted : .put(orderNo: waybill.orderNo)
    }

    /// The parcel was signed for.
    mutating func takeStatus(
        _ status: WaybillStatus, _ prepared: PreparedDocument, _ outbox: Int
    ) throws -> DocumentOutcome {
        let key = WaybillKey(
            logisticsNo: status.logisticsNo, logisticsCode: status.logisticsCode)
        guard let orderNo = try waybillOwner(key) else {
            return refuse(prepared, EPortCode.notFound(.waybillStatus), detail: "", outbox)
        }
        waybills[key] = .signed(orderNo: orderNo, atMs: now.ms)
        return accept(prepared, status: Int64(ReturnStatus.stored.rawValue), outbox)
    }

    /// Answers a document that was taken: first "submitted", then "stored".
    mutating func accept(
        _ prepared: PreparedDocument, status: Int64, _ outbox: Int
    ) -> DocumentOutcome {
        let document = prepared.document
        switch status {
        case Self.saved:
            add(prepared, statuses: [1], info: "", to: outbox)
            return DocumentOutcome(1)
        case Self.withdrawn:
            let info = "删除申报成功[\(document.submission.guid)]"
            add(prepared, statuses: [2], info: info, to: outbox)
            return DocumentOutcome(2, info: info)
        default:
            add(prepared, statuses: [2, status], info: "", to: outbox)
            return DocumentOutcome(Int(status))
        }
    }

}

/// Gives the documents of entries.
struct DocumentReader<Books: ClearanceBooks> {
    let books: Books
    let received: ReceivedDocuments

    func document(of entry: Dossier.Entry) throws -> TradeDocument {
        if let known = entry.document { return known }
        let document = try received.document(of: entry.row) { try books.messageBytes($0) }
        entry.document = document
        return document
    }
}
