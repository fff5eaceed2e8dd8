import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// Declaration lists: arrival, change, deletion, and every new look when a document arrives.
extension ClearanceSession {
    /// Takes a declaration list.
    mutating func takeList(
        _ list: Inventory, _ prepared: PreparedDocument, messageID: Int64, recipient: String
    ) throws -> DocumentAnswer {
        let document = prepared.document
        try loadDossier(list.orderNo)
        let row = dossiers[list.orderNo]?.listRow(ebpCode: list.ebpCode)
        let status = row.flatMap { ReturnStatus(rawValue: UInt16($0.status)) }
        if let row, row.record == prepared.record, status != .withdrawn {
            return repeated(document, row)
        }
        switch list.submission.kind {
        case .new:
            if let status, status != .withdrawn, status != .saved, status != .rejected {
                return refuse(document, EPortCode.duplicate(.inventory), detail: "", recipient)
            }
        case .change, .delete:
            guard let row, let status, status != .withdrawn else {
                return refuse(document, EPortCode.notFound(.inventory), detail: "", recipient)
            }
            let may = list.submission.kind == .change ? status.mayChange : status.mayDelete
            guard may else {
                return refuse(
                    document, EPortCode.wrongState(.inventory), detail: status.zh, recipient)
            }
            if list.submission.kind == .delete { return try withdraw(row, document, recipient) }
        }
        return try declare(
            list, prepared, earlier: row, messageID: messageID, recipient: recipient)
    }

    private mutating func declare(
        _ list: Inventory, _ prepared: PreparedDocument, earlier: DocumentRow?,
        messageID: Int64, recipient: String
    ) throws -> DocumentAnswer {
        var declaration = try newDeclaration(list, earlier: earlier, recipient: recipient)
        let first: ReturnStatus = list.submission.isDraft ? .saved : .submitting
        dossiers[list.orderNo]?.put(
            DocumentRow(
                orderNo: list.orderNo, kind: Int64(DocumentKind.inventory.rawValue),
                party: list.ebpCode, number: "", status: Int64(first.rawValue),
                messageID: messageID, declarationID: declaration.id, record: prepared.record))
        declaration.status = Int64(first.rawValue)
        record(first, of: &declaration, list)
        count(declaration, by: 1)
        keep(declaration)
        guard first == .submitting else {
            return listAnswer(prepared.document, declaration)
        }
        try evaluate(declaration.id, list)
        return listAnswer(prepared.document, declarations[declaration.id] ?? declaration)
    }

    /// A declaration for a list; one that was declared before keeps its numbers.
    private mutating func newDeclaration(
        _ list: Inventory, earlier: DocumentRow?, recipient: String
    ) throws -> DeclarationRow {
        if let id = earlier?.declarationID, id > 0, var known = try declaration(id) {
            count(known, by: -1)
            known.recipient = recipient
            known.waitsUntilMs = 0
            return known
        }
        var row = DeclarationRow(
            id: next.declaration, orderNo: list.orderNo, ebpCode: list.ebpCode, status: 0)
        next.declaration += 1
        row.recipient = recipient
        row.tradeMode = list.tradeMode
        row.customsCode = list.customsCode
        row.receivedMs = now.ms
        return row
    }

    private func listAnswer(
        _ document: ImportDocument, _ declaration: DeclarationRow
    ) -> DocumentAnswer {
        let entry = History.entries(declaration.history).last
        let info = entry?.info ?? ""
        return DocumentAnswer(
            kind: .inventory, key: document.key, status: Int(declaration.status),
            info: info.isEmpty
                ? standardInfo(Int(declaration.status), guid: document.submission.guid) : info,
            declarationID: document.declarationID)
    }

    private mutating func withdraw(
        _ row: DocumentRow, _ document: ImportDocument, _ recipient: String
    ) throws -> DocumentAnswer {
        guard var declaration = try declaration(row.declarationID) else {
            return refuse(document, EPortCode.notFound(.inventory), detail: "", recipient)
        }
        count(declaration, by: -1)
        giveBack(&declaration)
        declaration.waitsUntilMs = 0
        declaration.status = Int64(ReturnStatus.withdrawn.rawValue)
        let info = "清单删除成功[\(document.submission.guid)]"
        History.append(
            TimelineEntry(at: now, status: 0, info: info, zh: "", en: "", source: ""),
            to: &declaration.history)
        setListStatus(declaration)
        count(declaration, by: 1)
        keep(declaration)
        add(event(for: document, status: 2, info: info, declaration: declaration), for: recipient)
        return DocumentAnswer(
            kind: .inventory, key: document.key, status: 2, info: info,
            declarationID: document.declarationID)
    }

    // MARK: Another look

    /// Looks again at the lists of an order after one of its documents came, changed or went.
    mutating func reconsider(orderNo: String, after document: ImportDocument) throws {
        for row in dossiers[orderNo]?.listRows ?? [] where row.declarationID > 0 {
            guard row.status == Int64(ReturnStatus.submitting.rawValue) else { continue }
            let list = PackedDocument.inventory(row.record)
            guard document.concerns(list) else { continue }
            try evaluate(row.declarationID, list)
        }
    }

    /// The stages after the read: match, tax, decide. Keeps the outcome and says it to the declarant.
    private mutating func evaluate(_ id: Int64, _ list: Inventory) throws {
        guard var declaration = try declaration(id) else { return }
        guard let related = dossiers[list.orderNo]?.related(to: list) else { return }
        let matched = match(
            list, order: related.order, payment: related.payment, waybill: related.waybill)
        let year = Int64(now.day.year)
        var tax: TaxAssessment?
        if case .waiting = matched {} else {
            let used = try allowanceUsed(buyer: list.buyerIdNumber, year: year)
            tax = assessTax(list, allowanceUsed: Fen(used), rules: rules)
        }
        let waited = (now.ms - declaration.receivedMs) / 86_400_000
        let decision = decide(
            list, match: matched, tax: tax, guaranteeFree: try guaranteeFree(list.assureCode),
            rules: rules, waitedDayCount: Int(waited))
        count(declaration, by: -1)
        apply(decision, tax: tax, matched: matched, to: &declaration, list: list, year: year)
        setListStatus(declaration)
        count(declaration, by: 1)
        keep(declaration)
    }

    private mutating func apply(
        _ decision: Decision, tax: TaxAssessment?, matched: MatchResult,
        to declaration: inout DeclarationRow, list: Inventory, year: Int64
    ) {
        if case .waiting(let missing) = matched, decision.status == .submitting {
            declaration.missing = Int64(missing.rawValue)
            let days = Int64(rules.documentWaitDayCountMax ?? 0)
            declaration.waitsUntilMs = declaration.receivedMs + days * 86_400_000
            note(decision, of: &declaration, list)
            return
        }
        declaration.waitsUntilMs = 0
        declaration.missing = 0
        if let tax {
            declaration.dutiableFen = max(0, tax.dutiable.fen.count)
            declaration.dutyFen = max(0, tax.duty.count)
            declaration.vatFen = max(0, tax.vat.count)
            declaration.consumptionFen = max(0, tax.consumption.count)
        }
        take(decision, of: &declaration, list: list, year: year)
        if decision.status != .rejected {
            declaration.status = Int64(ReturnStatus.stored.rawValue)
            record(.stored, of: &declaration, list)
        }
        declaration.status = Int64(decision.status.rawValue)
        note(decision, of: &declaration, list)
        if decision.status == .released, let tax { addTaxBill(declaration, tax, list) }
    }

    /// Takes what the decision needs of the buyer's allowance and the guarantor's account.
    private mutating func take(
        _ decision: Decision, of declaration: inout DeclarationRow, list: Inventory, year: Int64
    ) {
        guard decision.allowance > .zero || decision.tax > .zero else { return }
        declaration.buyer = list.buyerIdNumber
        declaration.year = year
        declaration.assureCode = list.assureCode
        if decision.allowance > .zero, let limit = rules.yearlyValueMax {
            use(decision.allowance.count, buyer: list.buyerIdNumber, year, limit.count)
        }
        if decision.tax > .zero { use(decision.tax.count, ofGuarantor: list.assureCode) }
    }

    /// Gives back what a declaration holds of allowance and guarantee.
    private mutating func giveBack(_ declaration: inout DeclarationRow) {
        guard !declaration.buyer.isEmpty else { return }
        if declaration.dutiableFen > 0, let limit = rules.yearlyValueMax {
            use(-declaration.dutiableFen, buyer: declaration.buyer, declaration.year, limit.count)
        }
        if declaration.taxFen > 0 { use(-declaration.taxFen, ofGuarantor: declaration.assureCode) }
        declaration.buyer = ""
    }

    private mutating func use(_ fen: Int64, buyer: String, _ year: Int64, _ limit: Int64) {
        allowances["\(buyer)/\(year)", default: 0] += fen
        allowanceUses.append(
            AllowanceUse(buyer: buyer, year: year, fen: fen, limitFen: limit))
    }

    private mutating func use(_ fen: Int64, ofGuarantor code: String) {
        guaranteeUses[code, default: 0] += fen
    }

    private mutating func allowanceUsed(buyer: String, year: Int64) throws -> Int64 {
        let key = "\(buyer)/\(year)"
        if let known = allowances[key] { return known }
        let used = try transaction.allowanceUsed(buyer: buyer, year: year)
        allowances[key] = used
        return used
    }

    private mutating func guaranteeFree(_ code: String) throws -> Fen {
        let account: GuaranteeRow?
        if let known = guarantees[code] { account = known } else {
            account = try transaction.guarantee(code)
            guarantees[code] = .some(account)
        }
        guard let account else { return .zero }
        return Fen(account.limitFen - account.usedFen - (guaranteeUses[code] ?? 0))
    }

    // MARK: Keeping

    private mutating func declaration(_ id: Int64) throws -> DeclarationRow? {
        if let known = declarations[id] { return known }
        let row = try transaction.declaration(id)
        declarations[id] = row
        return row
    }

    private mutating func keep(_ declaration: DeclarationRow) {
        declarations[declaration.id] = declaration
        changedDeclarations.insert(declaration.id)
    }

    private mutating func setListStatus(_ declaration: DeclarationRow) {
        guard var row = dossiers[declaration.orderNo]?.listRow(ebpCode: declaration.ebpCode)
        else { return }
        row.status = declaration.status
        dossiers[declaration.orderNo]?.put(row)
    }

    /// Counts a declaration into (or out of) the sums of its day.
    private mutating func count(_ declaration: DeclarationRow, by sign: Int64) {
        let received = Timestamp(ms: declaration.receivedMs)
        let hour = (declaration.receivedMs + Timestamp.chinaOffsetMs) / 3_600_000 % 24
        let key = CountKey(
            day: Int64(received.day.number), hour: hour, status: declaration.status,
            tradeMode: declaration.tradeMode)
        counts[key, default: Count()].declarations += sign
        counts[key, default: Count()].dutiableFen += sign * declaration.dutiableFen
        counts[key, default: Count()].taxFen += sign * declaration.taxFen
    }

    /// Rejects lists that waited too long; gives how many.
    mutating func sweepOverdue(countMax: Int64) throws -> Int {
        let overdue = try transaction.overdueDeclarations(atMs: now.ms, countMax: countMax)
        for row in overdue {
            try loadDossier(row.orderNo)
            declarations[row.id] = row
            guard let list = dossiers[row.orderNo]?.listRow(ebpCode: row.ebpCode) else { continue }
            try evaluate(row.id, PackedDocument.inventory(list.record))
            // The day has not turned enough times for the rule book: look again at the next sweep.
            if var still = declarations[row.id], still.waitsUntilMs > 0, still.waitsUntilMs <= now.ms {
                still.waitsUntilMs = now.ms + 3_600_000
                keep(still)
            }
        }
        return overdue.count
    }
}

extension ImportDocument {
    /// Whether the document is one that the list has to be held against.
    fileprivate func concerns(_ list: Inventory) -> Bool {
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
