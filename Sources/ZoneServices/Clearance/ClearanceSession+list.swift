import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// Declaration lists: arrival, change, deletion, and every new look when a document arrives.
extension ClearanceSession {
    /// Takes a declaration list.
    mutating func takeList(
        _ list: some DeclaredList, _ prepared: PreparedDocument, messageID: Int64, outbox: Int
    ) throws -> DocumentOutcome {
        let kind = prepared.document.kind
        let dossier = try dossier(list.orderNo)
        let known = dossier.index(kind, party: list.party)
        let row = known.map { dossier.entries[$0].row }
        let status = row.flatMap { ReturnStatus(rawValue: UInt16(clamping: $0.status)) }
        if let known, let row, status != .withdrawn,
            try document(of: dossier.entries[known]) == prepared.document
        {
            return DocumentOutcome(Int(row.status))
        }
        if let code = refusal(of: list.submission, kind, status: status) {
            let detail = Self.hindrance(status, isExport: type(of: list).isExport)
            return refuse(prepared, code, detail: detail, outbox)
        }
        if list.submission.kind == .delete, let known {
            return try withdraw(dossier, known, prepared, outbox)
        }
        guard try mayClaim(prepared.document) else {
            return refuse(prepared, EPortCode.duplicate(.exportWaybill), detail: "", outbox)
        }
        if let known {
            try giveUpClaim(dossier.entries[known])
            try giveBackStock(
                dossier.entries[known].row.declarationID, document(of: dossier.entries[known]))
        }
        let work = try declarationWork(for: list, at: known, dossier, outbox)
        let first: ReturnStatus = list.submission.isDraft ? .saved : .submitting
        let index = dossier.put(
            DocumentRow(
                orderNo: list.orderNo, kind: Int64(kind.rawValue),
                party: list.party, number: "", status: Int64(first.rawValue),
                messageID: messageID, slot: prepared.slot, declarationID: work.row.id),
            prepared.document, at: known)
        dossier.keep(work, at: index)
        try claim(dossier.entries[index])
        work.row.status = Int64(first.rawValue)
        record(first, of: work)
        if first == .submitting {
            try evaluate(work, dossier, at: index)
        } else {
            say(work, list, info: "")
        }
        return outcome(of: work)
    }

    /// Why a list can't be taken, as the E-port's code; nil when it can.
    private func refusal(
        of submission: Submission, _ kind: DocumentKind, status: ReturnStatus?
    ) -> Int? {
        switch submission.kind {
        case .new:
            switch status {
            case nil, .withdrawn, .saved, .rejected: return nil
            default: return EPortCode.duplicate(kind)
            }
        case .change, .delete:
            guard let status, status != .withdrawn else { return EPortCode.notFound(kind) }
            let may = submission.kind == .change ? status.mayChange : status.mayDelete
            return may ? nil : EPortCode.wrongState(kind)
        }
    }

    /// The status that keeps a list from being taken, and what can be done instead once its goods were released: the status
    /// model allows neither a change nor a deletion then.
    private static func hindrance(_ status: ReturnStatus?, isExport: Bool) -> String {
        guard let status else { return "" }
        guard status.isReleased else { return status.zh }
        return status.zh + "；放行后清单不可变更或删除，货物退回请申报" + (isExport ? "CEB213" : "CEB625")
    }

    /// The declaration of a list; one that was declared before keeps its numbers.
    private mutating func declarationWork(
        for list: some DeclaredList, at index: Int?, _ dossier: Dossier, _ outbox: Int
    ) throws -> DeclarationWork {
        if let index, let known = try declaration(of: dossier, at: index) {
            known.row.recipient = outboxes[outbox].recipient
            known.row.waitsUntilMs = 0
            known.isChanged = true
            return known
        }
        var row = DeclarationRow(
            id: next.declaration, orderNo: list.orderNo, ebpCode: list.party, status: 0)
        next.declaration += 1
        row.recipient = outboxes[outbox].recipient
        row.tradeMode = list.tradeMode
        row.customsCode = list.customsCode
        row.isExport = type(of: list).isExport
        row.receivedMs = now.ms
        let work = DeclarationWork(row, isNew: true)
        work.isChanged = true
        return work
    }

    private func outcome(of work: DeclarationWork) -> DocumentOutcome {
        let info = work.lastEntry?.info ?? ""
        return DocumentOutcome(Int(work.row.status), info: info.isEmpty ? nil : info)
    }

    private mutating func withdraw(
        _ dossier: Dossier, _ index: Int, _ prepared: PreparedDocument, _ outbox: Int
    ) throws -> DocumentOutcome {
        guard let work = try declaration(of: dossier, at: index) else {
            return refuse(prepared, EPortCode.notFound(.inventory), detail: "", outbox)
        }
        try end(work, as: .withdrawn, dossier, at: index)
        let info = "清单删除成功[\(prepared.document.submission.guid)]"
        work.note(TimelineEntry(at: now, status: 0, info: info, zh: "", en: "", source: ""))
        add(prepared, statuses: [2], info: info, to: outbox)
        return DocumentOutcome(2, info: info)
    }

    /// Ends a list that gives back all it holds: allowance, guarantee, waybill number, place among those to be summed up.
    mutating func end(
        _ work: DeclarationWork, as status: ReturnStatus, _ dossier: Dossier, at index: Int
    ) throws {
        giveBack(work)
        work.row.waitsUntilMs = 0
        work.row.status = Int64(status.rawValue)
        work.isChanged = true
        dossier.setStatus(work.row.status, at: index)
        try giveUpClaim(dossier.entries[index])
        noteNotOpen(work, try document(of: dossier.entries[index]))
        try giveBackStock(work.row.id, document(of: dossier.entries[index]))
    }

    // MARK: Another look

    /// Looks again at the lists of an order after one of its documents came, changed or went.
    mutating func reconsider(_ dossier: Dossier?, after document: TradeDocument) throws {
        guard let dossier else { return }
        for index in dossier.listIndices {
            let row = dossier.entries[index].row
            guard row.declarationID > 0, row.status == Int64(ReturnStatus.submitting.rawValue),
                let work = try declaration(of: dossier, at: index)
            else { continue }
            guard document.concerns(try self.document(of: dossier.entries[index])) else {
                continue
            }
            try evaluate(work, dossier, at: index)
        }
    }

    /// The stages after the read. Keeps the outcome and says it to the declarant.
    mutating func evaluate(
        _ work: DeclarationWork, _ dossier: Dossier, at index: Int
    ) throws {
        switch try document(of: dossier.entries[index]) {
        case .inventory(let list): try evaluate(work, list, dossier, at: index)
        case .exportInventory(let list): try evaluate(work, list, dossier, at: index)
        default: throw MissingDocumentError(dossier.entries[index].row)
        }
    }

    /// Match, tax, screen, decide.
    private mutating func evaluate(
        _ work: DeclarationWork, _ list: Inventory, _ dossier: Dossier, at index: Int
    ) throws {
        // Rows say who is missing; the documents are read when none is.
        let missing = dossier.missing(for: list)
        let related =
            missing.isEmpty
            ? try dossier.related(to: list, read: reader.document(of:))
            : (order: nil, payment: nil, waybill: nil)
        let matched =
            missing.isEmpty
            ? match(list, order: related.order, payment: related.payment, waybill: related.waybill)
            : .waiting(missing: missing)
        let year = Int64(now.day.year)
        var tax: TaxAssessment?
        var registers = RegisterCheck()
        if case .waiting = matched {
        } else {
            registers = registerCheck(of: list, payment: related.payment)
            let used = try allowanceUsed(buyer: list.buyerIdNumber, year: year)
            tax = assessTax(list, allowanceUsed: Fen(used), rules: rules)
        }
        let waited = (now.ms - work.row.receivedMs) / 86_400_000
        let screening = try tax.map { tax in
            try cache.risk.screen(
                work.row,
                RiskSubject(
                    list, order: related.order, payment: related.payment, match: matched,
                    value: tax.dutiable.fen, day: now.day),
                yearAfter: tax.limits.yearAfter,
                declarant: self.registers.enterprises.record(list.agentCode)?.code,
                signature: signature(messageID: dossier.entries[index].row.messageID),
                rules: rules.risk)
        }
        var decision = decide(
            list, match: matched, tax: tax,
            guaranteeFree: tax == nil ? .zero : try guaranteeFree(list.assureCode), rules: rules,
            waitedDayCount: Int(waited), risk: screening?.verdict,
            registers: registers)
        try deduct(list, of: work, for: &decision)
        if let screening, decision.status != .rejected {
            cache.risk.remember(screening, in: &work.row)
        }
        apply(decision, tax: tax, matched: matched, to: work, list: list, year: year)
        work.isChanged = true
        dossier.setStatus(work.row.status, at: index)
    }

    private mutating func apply(
        _ decision: Decision, tax: TaxAssessment?, matched: MatchResult,
        to work: DeclarationWork, list: Inventory, year: Int64
    ) {
        if case .waiting(let missing) = matched, decision.status == .submitting {
            work.row.missing = Int64(missing.rawValue)
            let days = Int64(rules.documentWaitDayCountMax ?? 0)
            work.row.waitsUntilMs = work.row.receivedMs + days * 86_400_000
            say(work, list, info: note(decision, of: work))
            return
        }
        work.row.waitsUntilMs = 0
        work.row.missing = 0
        if let tax {
            work.row.dutiableFen = max(0, tax.dutiable.fen.count)
            work.row.dutyFen = max(0, tax.duty.count)
            work.row.vatFen = max(0, tax.vat.count)
            work.row.consumptionFen = max(0, tax.consumption.count)
            work.row.lineTaxes = LineTax.pack(tax)
        }
        take(decision, of: work, list: list, year: year)
        if decision.status != .rejected { record(.stored, of: work) }
        work.row.status = Int64(decision.status.rawValue)
        say(work, list, info: note(decision, of: work))
        if decision.status == .released, tax != nil { addTaxBill(work.row, list) }
    }

    /// Takes what the decision needs of the buyer's allowance and the guarantor's account.
    private mutating func take(
        _ decision: Decision, of work: DeclarationWork, list: Inventory, year: Int64
    ) {
        guard decision.allowance > .zero || decision.tax > .zero else { return }
        work.row.buyer = list.buyerIdNumber
        work.row.year = year
        work.row.assureCode = list.assureCode
        if decision.allowance > .zero, let limit = rules.yearlyValueMax {
            use(decision.allowance.count, buyer: list.buyerIdNumber, year, limit.count)
        }
        if decision.tax > .zero { guaranteeUses[list.assureCode, default: 0] += decision.tax.count }
    }

    /// Gives back what a declaration holds of allowance and guarantee.
    mutating func giveBack(_ work: DeclarationWork) {
        let row = work.row
        guard !row.buyer.isEmpty else { return }
        giveBack(work, dutiable: row.dutiableFen, tax: row.taxFen)
        work.row.buyer = ""
    }

    /// Gives back a part of it.
    mutating func giveBack(_ work: DeclarationWork, dutiable: Int64, tax: Int64) {
        let row = work.row
        guard !row.buyer.isEmpty else { return }
        if dutiable > 0, let limit = rules.yearlyValueMax {
            use(-dutiable, buyer: row.buyer, row.year, limit.count)
        }
        if tax > 0 { guaranteeUses[row.assureCode, default: 0] -= tax }
    }

    mutating func use(_ fen: Int64, buyer: String, _ year: Int64, _ limit: Int64) {
        allowances[BuyerYear(buyer: buyer, year: year), default: 0] += fen
        allowanceUses.append(
            AllowanceUse(buyer: buyer, year: year, fen: fen, limitFen: limit))
    }

    private mutating func allowanceUsed(buyer: String, year: Int64) throws -> Int64 {
        let key = BuyerYear(buyer: buyer, year: year)
        if let known = allowances[key] { return known }
        let used = try books.allowanceUsed(buyer: buyer, year: year)
        allowances[key] = used
        return used
    }

    private mutating func guaranteeFree(_ code: String) throws -> Fen {
        let account: GuaranteeRow?
        if let known = guarantees[code] {
            account = known
        } else {
            account = try books.guarantee(code)
            guarantees[code] = .some(account)
        }
        guard let account else { return .zero }
        return Fen(account.limitFen - account.usedFen - (guaranteeUses[code] ?? 0))
    }

    /// The declaration of the list at `index`; nil when it has none yet.
    func declaration(of dossier: Dossier, at index: Int) throws -> DeclarationWork? {
        if let known = dossier.entries[index].work { return known }
        let id = dossier.entries[index].row.declarationID
        guard id > 0, let row = try books.declaration(id) else { return nil }
        let work = DeclarationWork(row, isNew: false)
        dossier.keep(work, at: index)
        return work
    }

    /// Rejects lists that waited too long; gives how many were looked at.
    mutating func sweepOverdue(countMax: Int64) throws -> Int {
        let overdue = try books.overdueDeclarations(atMs: now.ms, countMax: countMax)
        for row in overdue {
            let dossier = try dossier(row.orderNo)
            let kind: DocumentKind = row.isExport ? .exportInventory : .inventory
            guard let index = dossier.index(kind, party: row.ebpCode),
                let work = try declaration(of: dossier, at: index)
            else { continue }
            if work.row.status == Int64(ReturnStatus.submitting.rawValue) {
                try evaluate(work, dossier, at: index)
            } else {
                try refuseLateReturns(work, dossier)
            }
            // The rule book counts whole days; a list it still lets wait is looked at again in an hour.
            if work.row.waitsUntilMs > 0, work.row.waitsUntilMs <= now.ms {
                work.row.waitsUntilMs = now.ms + 3_600_000
            }
        }
        return overdue.count
    }
}
