import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// What people and systems may see of messages and declarations.
extension Zone {
    /// A message with its answer; nil when there is none of that number.
    public func message(_ id: Int64) throws -> MessageAnswer? {
        try store.message(id).map { row in
            let documents = try ReceivedDocuments().documents(of: id, read: store.messageBytes)
            return MessageAnswer(
                id: id, name: row.name.isEmpty ? nil : row.name,
                guid: row.guid.isEmpty ? nil : row.guid, verdict: Verdict(stored: row.verdict),
                isRepeated: false, findings: FindingRecord.findings(row.findings),
                documents: zip(documents, DocumentOutcome.unpack(row.answer)).map {
                    $0.answer($1)
                },
                receivedAt: Timestamp(ms: row.receivedMs))
        }
    }

    /// The bytes of a message as they were received.
    public func messageBytes(_ id: Int64) throws -> [UInt8]? {
        try store.messageBytes(id).flatMap {
            Compression.decompress($0, countMax: settings.messageByteCountMax * 2)
        }
    }

    /// A declaration by `ebpCode:orderNo`; nil when no document of it has arrived.
    public func declaration(_ id: String) throws -> DeclarationView? {
        guard let colon = id.firstIndex(of: ":") else { return nil }
        let ebpCode = String(id[..<colon])
        let orderNo = String(id[id.index(after: colon)...])
        let dossier = Dossier(orderNo: orderNo, rows: try store.documents(orderNo: orderNo))
        let own = dossier.own(of: ebpCode)
        guard own.contains(where: { $0.party == ebpCode }) else { return nil }
        let listIndex =
            dossier.index(.inventory, party: ebpCode)
            ?? dossier.index(.exportInventory, party: ebpCode)
        let listRow = listIndex.map { dossier.entries[$0].row }
        let row = try listRow.flatMap { try store.declaration($0.declarationID) }
        let received = ReceivedDocuments()
        func document(_ entry: Dossier.Entry) throws -> TradeDocument {
            try received.document(of: entry.row, read: store.messageBytes)
        }
        var list: Inventory?
        var exportList: ExportInventory?
        if let listIndex {
            switch try document(dossier.entries[listIndex]) {
            case .inventory(let known): list = known
            case .exportInventory(let known): exportList = known
            default: break
            }
        }
        var documents = own.map { answer($0, declarationID: id) }
        if let exportList { documents += try parcelAnswers(exportList, declarationID: id) }
        var view = DeclarationView(
            id: id, status: Int(row?.status ?? 0),
            preNo: row.map(DeclarationNumbers.preNo) ?? "", invtNo: "", inventory: list,
            exportInventory: exportList, documents: documents, missing: [], waitsUntil: nil,
            timeline: row.map { History.entries($0.history) } ?? [], tax: nil)
        if let row, let list {
            let order = try dossier.related(to: list, read: document).order
            fill(&view, row: row, list: list, order: order)
        } else if let row, let exportList {
            view.invtNo = DeclarationNumbers.invtNo(row)
            fillMissing(&view, row: row, list: exportList)
        }
        view.timeline = view.timeline.map { entry in
            guard entry.info.isEmpty else { return entry }
            var entry = entry
            entry.info = ReceiptText.standard(
                entry.status,
                guid: list?.submission.guid ?? exportList?.submission.guid ?? "")
            return entry
        }
        view.hold = try hold(view.timeline, status: view.status)
        return view
    }

    private func answer(_ row: DocumentRow, declarationID: String) -> DocumentAnswer {
        let kind = DocumentKind(rawValue: UInt8(row.kind)) ?? .order
        let key =
            switch kind {
            case .order, .inventory, .exportOrder, .exportInventory:
                row.party + ":" + row.orderNo
            case .payment, .proceeds: row.number
            default: row.party + ":" + row.number
            }
        return DocumentAnswer(
            kind: kind, key: key, status: Int(row.status),
            info: ReturnStatus(rawValue: UInt16(clamping: row.status))?.zh ?? "",
            declarationID: declarationID)
    }

    /// What happened to the parcel of an export list.
    private func parcelAnswers(
        _ list: ExportInventory, declarationID: String
    ) throws -> [DocumentAnswer] {
        let key = StoreKey.parcel(
            logisticsNo: list.logisticsNo, logisticsCode: list.logisticsCode)
        return try store.documents(orderNo: key)
            .filter { $0.kind != Int64(DocumentKind.exportInventory.rawValue) }
            .map { answer($0, declarationID: declarationID) }
    }

    private func fillMissing(
        _ view: inout DeclarationView, row: DeclarationRow, list: ExportInventory
    ) {
        guard row.waitsUntilMs > 0 else { return }
        view.waitsUntil = Timestamp(ms: row.waitsUntilMs)
        let missing = DocumentSet(rawValue: UInt8(truncatingIfNeeded: row.missing))
        for (document, kind, from) in [
            (DocumentSet.order, DocumentKind.exportOrder, list.party),
            (.payment, .proceeds, ""), (.waybill, .exportWaybill, list.logisticsCode),
        ] where missing.contains(document) {
            view.missing.append(MissingDocument(kind: kind, from: from))
        }
    }

    private func fill(
        _ view: inout DeclarationView, row: DeclarationRow, list: Inventory, order: Order?
    ) {
        if row.waitsUntilMs > 0 {
            view.waitsUntil = Timestamp(ms: row.waitsUntilMs)
            let missing = DocumentSet(rawValue: UInt8(truncatingIfNeeded: row.missing))
            if missing.contains(.order) {
                view.missing.append(MissingDocument(kind: .order, from: list.ebpCode))
            }
            if missing.contains(.payment) {
                view.missing.append(
                    MissingDocument(kind: .payment, from: order?.payCode ?? ""))
            }
            if missing.contains(.waybill) {
                view.missing.append(MissingDocument(kind: .waybill, from: list.logisticsCode))
            }
        }
        guard row.status >= 120 || row.dutiableFen > 0 else { return }
        view.invtNo = DeclarationNumbers.invtNo(row)
        let day = Timestamp(ms: view.timeline.last?.at.ms ?? row.receivedMs).day
        let rules = ruleBook.rules(on: day, knownOn: day)
        let tax = assessTax(list, allowanceUsed: .zero, rules: rules)
        view.tax = TaxView(
            taxNo: DeclarationNumbers.taxNo(invtNo: DeclarationNumbers.invtNo(row)),
            dutiable: Fen(row.dutiableFen),
            duty: Fen(row.dutyFen), valueAddedTax: Fen(row.vatFen),
            consumptionTax: Fen(row.consumptionFen), assureCode: list.assureCode,
            trace: tax.trace(for: list, rules: rules).map { step in
                let line = step.gnum.map { "#\($0) " } ?? ""
                let cited = step.citation?.parameter.map {
                    " [\($0.rawValue) \(step.citation?.from?.description ?? "")]"
                }
                let source = step.citation.map { " (\($0.instrument), \($0.article))" }
                return
                    "\(line)\(step.zh) / \(step.en) = \(step.value)\(cited ?? "")\(source ?? "")"
            })
    }

    /// Declarations, newest first.
    public func declarations(
        before cursor: Int64?, status: Int?, countMax: Int
    ) throws -> [DeclarationSummary] {
        try store.declarations(before: cursor, status: status.map(Int64.init), countMax: countMax)
            .map(DeclarationSummary.init)
    }
}

extension DeclarationSummary {
    init(_ row: DeclarationRow) {
        self.init(
            id: row.ebpCode + ":" + row.orderNo, status: Int(row.status),
            invtNo: row.status >= 120 ? DeclarationNumbers.invtNo(row) : "",
            tradeMode: row.tradeMode, dutiable: Fen(row.dutiableFen), tax: Fen(row.taxFen),
            receivedAt: Timestamp(ms: row.receivedMs), cursor: row.id)
    }
}
