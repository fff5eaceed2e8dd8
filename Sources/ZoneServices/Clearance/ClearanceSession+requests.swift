import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// A declaration with its list, found by its number.
struct LocatedList {
    var dossier: Dossier
    var index: Int
    var work: DeclarationWork
    var document: TradeDocument

    var status: ReturnStatus {
        ReturnStatus(rawValue: UInt16(clamping: work.row.status)) ?? .withdrawn
    }

    /// Whether a firm is one that the list was declared by or for.
    func concerns(agentCode: String, ebcCode: String) -> Bool {
        guard let list = document.declaredList else { return false }
        return list.agentCode == agentCode || list.ebcCode == ebcCode
    }
}

/// Requests about a list that was declared: to cancel it, to send its goods back.
extension ClearanceSession {
    /// The declaration of that number; nil where there is none.
    mutating func locate(_ id: Int64) throws -> LocatedList? {
        let stored = try books.declaration(id)
        guard let row = stored ?? newDeclaration(id) else { return nil }
        let dossier = try dossier(row.orderNo)
        let kind: DocumentKind = row.isExport ? .exportInventory : .inventory
        guard let index = dossier.index(kind, party: row.ebpCode),
            let work = try declaration(of: dossier, at: index)
        else { return nil }
        return LocatedList(
            dossier: dossier, index: index, work: work,
            document: try document(of: dossier.entries[index]))
    }

    /// A declaration of this transaction, which the books do not have yet.
    private func newDeclaration(_ id: Int64) -> DeclarationRow? {
        for dossier in touched {
            for entry in dossier.entries {
                if let work = entry.work, work.row.id == id { return work.row }
            }
        }
        return nil
    }

    /// The declaration with that list number; nil where there is none.
    mutating func locate(invtNo: String, isExport: Bool) throws -> LocatedList? {
        guard let id = DeclarationNumbers.id(invtNo: invtNo), let located = try locate(id),
            located.work.row.isExport == isExport,
            DeclarationNumbers.invtNo(located.work.row) == invtNo
        else { return nil }
        return located
    }

    /// Answers what a request came to before, or why it can't be taken; nil where it is new and its list is there.
    private mutating func answerKnown(
        _ prepared: PreparedDocument, _ located: LocatedList, number: String, party: String,
        _ outbox: Int
    ) throws -> DocumentOutcome? {
        let kind = prepared.document.kind
        let known = located.dossier.index(kind, party: party, number: number)
        guard let known else {
            guard prepared.document.submission.kind != .new else { return nil }
            return refuse(prepared, EPortCode.notFound(kind), detail: number, outbox)
        }
        let entry = located.dossier.entries[known]
        if try document(of: entry) == prepared.document {
            return DocumentOutcome(Int(entry.row.status))
        }
        let status = ReturnStatus(rawValue: UInt16(clamping: entry.row.status))
        switch (prepared.document.submission.kind, status) {
        case (.new, .saved), (.new, .rejected), (.new, .withdrawn), (.change, .saved),
            (.change, .rejected):
            return nil
        case (.delete, .saved), (.delete, .rejected):
            located.dossier.setStatus(Self.withdrawn, at: known)
            add(prepared, statuses: [2], info: "", to: outbox)
            return DocumentOutcome(2)
        case (.new, _): return refuse(prepared, EPortCode.duplicate(kind), detail: "", outbox)
        default:
            return refuse(
                prepared, EPortCode.wrongState(kind), detail: status?.zh ?? "", outbox)
        }
    }

    /// Keeps a request with its status, and says it.
    private mutating func keep(
        _ prepared: PreparedDocument, in located: LocatedList, number: String, party: String,
        messageID: Int64, statuses: [Int64], info: String = "", _ outbox: Int
    ) -> DocumentOutcome {
        let kind = prepared.document.kind
        let status = statuses.last ?? 0
        located.dossier.put(
            DocumentRow(
                orderNo: located.dossier.orderNo, kind: Int64(kind.rawValue), party: party,
                number: number, status: status, messageID: messageID, slot: prepared.slot,
                declarationID: located.work.row.id),
            prepared.document,
            at: located.dossier.index(kind, party: party, number: number))
        add(prepared, statuses: statuses, info: info, to: outbox)
        return DocumentOutcome(Int(status), info: info.isEmpty ? nil : info)
    }

    // MARK: Cancellation

    /// Takes a request to cancel a list: granted where the list's status allows it, refused otherwise.
    mutating func takeCancellation(
        _ request: Cancellation, _ prepared: PreparedDocument, messageID: Int64, outbox: Int
    ) throws -> DocumentOutcome {
        let kind = prepared.document.kind
        guard let located = try locate(invtNo: request.invtNo, isExport: request.isExport) else {
            return refuse(prepared, EPortCode.notFound(kind), detail: request.invtNo, outbox)
        }
        let number = request.copNo.isEmpty ? request.submission.guid : request.copNo
        let party = request.agentCode
        if let known = try answerKnown(prepared, located, number: number, party: party, outbox) {
            return known
        }
        guard located.concerns(agentCode: request.agentCode, ebcCode: request.ebcCode) else {
            return refuse(prepared, EPortCode.notYours(kind), detail: "", outbox)
        }
        guard !request.submission.isDraft else {
            return keep(
                prepared, in: located, number: number, party: party, messageID: messageID,
                statuses: [Self.saved], outbox)
        }
        guard located.status.mayDelete else {
            return refuse(
                prepared, EPortCode.wrongState(kind), detail: located.status.zh, outbox)
        }
        try end(located.work, as: .withdrawn, located.dossier, at: located.index)
        located.work.note(
            TimelineEntry(
                at: now, status: 0, info: "撤销申请通过[\(number)]", zh: request.reason,
                en: "cancelled on request: " + request.reason,
                source: request.isExport ? "CEB605" : "CEB623"))
        return keep(
            prepared, in: located, number: number, party: party, messageID: messageID,
            statuses: request.isExport ? [2, 399] : [2, 120, 399], outbox)
    }

    // MARK: Goods that go back

    /// Takes a request to send goods back: stored where they may, until they arrive; rejected with every reason otherwise.
    mutating func takeReturn(
        _ request: GoodsReturn, _ prepared: PreparedDocument, messageID: Int64, outbox: Int
    ) throws -> DocumentOutcome {
        let kind = prepared.document.kind
        guard let located = try locate(invtNo: request.invtNo, isExport: request.isExport) else {
            return refuse(prepared, EPortCode.notFound(kind), detail: request.invtNo, outbox)
        }
        let number = request.copNo.isEmpty ? request.submission.guid : request.copNo
        let party = request.agentCode
        if let known = try answerKnown(prepared, located, number: number, party: party, outbox) {
            return known
        }
        guard located.concerns(agentCode: request.agentCode, ebcCode: request.ebcCode) else {
            return refuse(prepared, EPortCode.notYours(kind), detail: "", outbox)
        }
        guard !request.submission.isDraft else {
            return keep(
                prepared, in: located, number: number, party: party, messageID: messageID,
                statuses: [Self.saved], outbox)
        }
        let isOut = request.isExport ? located.status == .closed : located.status.isReleased
        guard isOut, let list = try returnedList(located) else {
            return refuse(
                prepared, EPortCode.wrongState(kind), detail: located.status.zh, outbox)
        }
        let reasons = checkReturn(request, of: list, today: now.day, rules: rules)
        guard reasons.isEmpty else {
            let decision = Decision(status: .rejected, reasons: reasons)
            return keep(
                prepared, in: located, number: number, party: party, messageID: messageID,
                statuses: [2, 100], info: decision.returnInfo(), outbox)
        }
        if let window = list.window(isExport: request.isExport, rules: rules) {
            located.work.row.waitsUntilMs = Timestamp.endMs(of: window.arriveBy)
            located.work.isChanged = true
        }
        return keep(
            prepared, in: located, number: number, party: party, messageID: messageID,
            statuses: [2, 120], outbox)
    }

    /// A released list with what went back of it, rejected requests aside.
    private func returnedList(_ located: LocatedList) throws -> ReturnedList? {
        guard let released = History.releasedAt(located.work.row.history) else { return nil }
        var returned: [Int32: Int64] = [:]
        for request in try returns(of: located, statuses: [120, 300, 399, 500, 505, 600, 800]) {
            for line in request.lines { returned[line.gnum, default: 0] += line.qty.units }
        }
        func line(
            _ gnum: Int32, _ gcode: String, _ qty: Fixed5, _ unit: String
        ) -> ReturnableLine {
            ReturnableLine(
                gnum: gnum, gcode: gcode, qty: qty, unit: unit,
                returned: Fixed5(units: returned[gnum] ?? 0))
        }
        let lines: [ReturnableLine]
        switch located.document {
        case .inventory(let list):
            lines = list.lines.map { line($0.gnum, $0.gcode, $0.qty, $0.unit) }
        case .exportInventory(let list):
            lines = list.lines.map { line($0.gnum, $0.gcode, $0.qty, $0.unit) }
        default: return nil
        }
        return ReturnedList(
            customsCode: located.work.row.customsCode, tradeMode: located.work.row.tradeMode,
            releasedOn: released.day, lines: lines)
    }

    private func returns(
        of located: LocatedList, statuses: Set<Int64>
    ) throws -> [GoodsReturn] {
        let kind: DocumentKind = located.work.row.isExport ? .exportReturn : .goodsReturn
        return try located.dossier.live(kind).compactMap { entry in
            guard entry.row.declarationID == located.work.row.id,
                statuses.contains(entry.row.status),
                case .goodsReturn(let request) = try document(of: entry)
            else { return nil }
            return request
        }
    }

    /// The goods of a request have come back: of imports tax and allowance are given back for them.
    mutating func settleReturn(_ entry: Dossier.Entry, _ located: LocatedList) throws {
        guard case .goodsReturn(let request) = try document(of: entry) else { return }
        let work = located.work
        if !request.isExport { try giveBack(request, located) }
        try takeBackStock(request, located)
        let status: ReturnStatus = request.isExport ? .released : .settled
        try setReturn(entry, located, status, info: "")
        work.note(
            TimelineEntry(
                at: now, status: Int(work.row.status), info: "退货[\(entry.row.number)]",
                zh: "退货货物已运抵：" + request.reason, en: "goods came back: " + request.reason,
                source: request.isExport ? "CEB213, CEB215" : "CEB625"))
        if try returns(of: located, statuses: [120, 300, 500, 505, 600]).isEmpty {
            work.row.waitsUntilMs = 0
        }
    }

    /// Sets where a request stands, and says it to whom the list's receipts go.
    mutating func setReturn(
        _ entry: Dossier.Entry, _ located: LocatedList, _ status: ReturnStatus, info: String
    ) throws {
        guard
            let index = located.dossier.index(
                DocumentKind(rawValue: UInt8(entry.row.kind)) ?? .goodsReturn,
                party: entry.row.party, number: entry.row.number)
        else { return }
        let document = try document(of: entry)
        located.dossier.setStatus(Int64(status.rawValue), at: index)
        let texts = document.receiptTexts(
            serial: entry.row.messageID * 100 + entry.row.slot)
        let outbox = outboxIndex(located.work.row.recipient)
        outboxes[outbox].add(
            JournalEvent(
                receipt: Int64(document.kind.receipt), status: Int64(status.rawValue),
                info: info, texts: [document.submission.guid] + texts))
    }

    /// Gives back what the returned part of a list holds: what all that went back bears now, less what it bore before, so
    /// that a whole list gives back exactly what it took.
    private mutating func giveBack(_ request: GoodsReturn, _ located: LocatedList) throws {
        guard case .inventory(let list) = located.document else { return }
        let work = located.work
        var before: [Int32: Int64] = [:]
        for earlier in try returns(of: located, statuses: [399]) {
            for line in earlier.lines { before[line.gnum, default: 0] += line.qty.units }
        }
        var part = (dutiable: Int64(0), duty: Int64(0), vat: Int64(0), consumption: Int64(0))
        let taxes = LineTax.lines(work.row.lineTaxes)
        var rest = taxes
        var isWhole = true
        for line in list.lines {
            let own = request.lines.filter { $0.gnum == line.gnum }.reduce(0) { $0 + $1.qty.units }
            let old = before[line.gnum] ?? 0
            if old + own < line.qty.units { isWhole = false }
            guard let place = taxes.firstIndex(where: { $0.gnum == line.gnum }) else { continue }
            let tax = taxes[place]
            rest[place].takeAway { Self.share($0, old + own, line.qty.units) }
            guard own > 0 else { continue }
            func share(_ amount: Int64) -> Int64 {
                Self.share(amount, old + own, line.qty.units)
                    - Self.share(amount, old, line.qty.units)
            }
            part.dutiable += share(tax.dutiable.fen.count)
            part.duty += share(tax.dutyFen)
            part.vat += share(tax.vatFen)
            part.consumption += share(tax.consumptionFen)
        }
        let row = work.row
        part.dutiable = isWhole ? row.dutiableFen : min(part.dutiable, row.dutiableFen)
        part.duty = min(part.duty, row.dutyFen)
        part.vat = min(part.vat, row.vatFen)
        part.consumption = min(part.consumption, row.consumptionFen)
        giveBack(
            work, dutiable: part.dutiable, tax: part.duty + part.vat + part.consumption)
        work.row.dutiableFen -= part.dutiable
        work.row.dutyFen -= part.duty
        work.row.vatFen -= part.vat
        work.row.consumptionFen -= part.consumption
        work.isChanged = true
        if isWhole {
            addTaxBillStatus(work.row, list, status: 3)
        } else if !taxes.isEmpty {
            addTaxBill(work.row, list, lines: rest)
        }
    }

    /// A part of an amount, half up.
    private static func share(_ amount: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
        guard whole > 0 else { return 0 }
        let doubled = (Int128(amount) * Int128(part) * 2 + Int128(whole)) / (Int128(whole) * 2)
        return Int64(doubled)
    }

    /// Rejects requests whose goods have not come back in time.
    mutating func refuseLateReturns(_ work: DeclarationWork, _ dossier: Dossier) throws {
        guard let located = try locate(work.row.id) else { return }
        work.row.waitsUntilMs = 0
        work.isChanged = true
        let kind: DocumentKind = work.row.isExport ? .exportReturn : .goodsReturn
        let reason = Reason(
            code: "return.late", zh: "退货货物未在规定期限内运抵", en: "the goods did not come back in time",
            returnInfo: "[Code:return.late;Desc:退货货物未在规定期限内运抵]",
            source: work.row.isExport ? "export-return.months" : "import-return.arrive-days")
        for entry in dossier.live(kind)
        where entry.row.status == Int64(ReturnStatus.stored.rawValue)
            && entry.row.declarationID == work.row.id
        {
            try setReturn(entry, located, .rejected, info: reason.returnInfo)
            work.note(
                TimelineEntry(
                    at: now, status: Int(work.row.status), info: "退货[\(entry.row.number)]",
                    zh: reason.zh, en: reason.en, source: reason.source))
        }
    }
}

extension Timestamp {
    /// The last millisecond of a day in China.
    static func endMs(of day: Day) -> Int64 {
        (Int64(day.number) + 1) * 86_400_000 - Timestamp.chinaOffsetMs - 1
    }
}
