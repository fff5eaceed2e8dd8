import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// Export lists: match with order, receipt of payment and waybill, and the decision.
extension ClearanceSession {
    /// The rules of a declaration's customs district and supervision mode.
    func rules(at customsCode: String, mode: String) -> Rules {
        rules.at(RuleScope(district: RuleScope.district(ofOffice: customsCode), mode: mode))
    }

    /// The dossier of an export parcel.
    mutating func parcel(_ logisticsNo: String, _ logisticsCode: String) throws -> Dossier {
        try dossier(StoreKey.parcel(logisticsNo: logisticsNo, logisticsCode: logisticsCode))
    }

    /// Match, screen, decide.
    mutating func evaluate(
        _ work: DeclarationWork, _ list: ExportInventory, _ dossier: Dossier, at index: Int
    ) throws {
        let rules = rules(at: list.customsCode, mode: list.tradeMode)
        let related = try dossier.related(to: list, read: reader.document(of:))
        let waybill = try exportWaybill(of: list)
        let matched = match(
            list, order: related.order, proceeds: related.proceeds, waybill: waybill, rules: rules)
        let waited = Int((now.ms - work.row.receivedMs) / 86_400_000)
        var screening: RiskDesk.Screening?
        if case .waiting = matched {
        } else {
            screening = try cache.risk.screen(
                work.row, RiskSubject(list, day: now.day), yearAfter: nil,
                declarant: registers.enterprises.record(list.agentCode)?.code,
                signature: signature(messageID: dossier.entries[index].row.messageID),
                rules: self.rules.risk)
        }
        var decision = decide(
            list, order: related.order, match: matched, rules: rules, waitedDayCount: waited,
            risk: screening?.verdict,
            registers: registerCheck(
                of: list, order: related.order, proceeds: related.proceeds))
        try deduct(list, of: work, for: &decision)
        if let screening, decision.status != .rejected {
            cache.risk.remember(screening, in: &work.row)
        }
        work.isChanged = true
        work.row.missing = 0
        work.row.waitsUntilMs = 0
        if case .waiting(let missing) = matched, decision.status == .submitting {
            work.row.missing = Int64(missing.rawValue)
            let days = Int64(rules.documentWaitDayCountMax ?? 0)
            work.row.waitsUntilMs = work.row.receivedMs + days * 86_400_000
        } else if decision.status != .rejected {
            record(.stored, of: work)
        }
        work.row.status = Int64(decision.status.rawValue)
        work.row.dutiableFen = max(0, list.value?.count ?? 0)
        dossier.setStatus(work.row.status, at: index)
        say(work, list, info: note(decision, of: work))
        if decision.status == .released {
            noteOpen(work, list)
            try fillOverseas(list, of: work)
        }
    }

    private mutating func exportWaybill(of list: ExportInventory) throws -> ExportWaybill? {
        let parcel = try parcel(list.logisticsNo, list.logisticsCode)
        guard let entry = parcel.live(.exportWaybill).first,
            case .exportWaybill(let waybill) = try document(of: entry)
        else { return nil }
        return waybill
    }

    // MARK: The list of a parcel

    /// Whether no other list has the waybill number that an export list names; always for imports.
    mutating func mayClaim(_ document: TradeDocument) throws -> Bool {
        guard case .exportInventory(let list) = document else { return true }
        let claim = try parcel(list.logisticsNo, list.logisticsCode).claim
        return claim.map { $0.row.party == list.party && $0.row.number == list.orderNo } ?? true
    }

    /// Notes in its parcel's dossier which list has the waybill number.
    mutating func claim(_ entry: Dossier.Entry) throws {
        try setClaim(entry, status: Int64(ReturnStatus.stored.rawValue))
    }

    /// Gives the waybill number up.
    mutating func giveUpClaim(_ entry: Dossier.Entry) throws {
        try setClaim(entry, status: Self.withdrawn)
    }

    private mutating func setClaim(_ entry: Dossier.Entry, status: Int64) throws {
        guard case .exportInventory(let list) = try document(of: entry) else { return }
        let parcel = try parcel(list.logisticsNo, list.logisticsCode)
        var row = entry.row
        row.number = row.orderNo
        row.orderNo = parcel.orderNo
        row.status = status
        let known = parcel.index(.exportInventory, party: row.party, number: row.number)
        parcel.put(row, nil, at: known)
    }

    // MARK: Lists that are to be summed up

    /// Notes that a released list has to be summed up into a declaration.
    mutating func noteOpen(_ work: DeclarationWork, _ list: ExportInventory) {
        guard let row = openRow(work, list) else { return }
        summaryOpen[row] = true
    }

    /// Notes that a list has not to be summed up any more.
    mutating func noteNotOpen(_ work: DeclarationWork, _ document: TradeDocument) {
        guard case .exportInventory(let list) = document, let row = openRow(work, list) else {
            return
        }
        summaryOpen[row] = false
    }

    /// Where a released list stands among those that are to be summed up; nil where it is not released or not one of them.
    func openRow(_ work: DeclarationWork, _ list: ExportInventory) -> SummaryOpenRow? {
        guard list.statisticsFlag == "B", let at = History.releasedAt(work.row.history) else {
            return nil
        }
        let rules = rules(at: list.customsCode, mode: list.tradeMode)
        let due = summaryDeadline(of: at.day, rules: rules.at(rules.scope, on: at.day))
        return SummaryOpenRow(
            dueDay: Int64((due ?? at.day).number), ebcCode: list.ebcCode,
            declarationID: work.row.id, releasedMs: at.ms)
    }
}

extension History {
    /// When a declaration was released first; nil where it was not.
    static func releasedAt(_ packed: [UInt8]) -> Timestamp? {
        entries(packed).first { $0.status == Int(ReturnStatus.released.rawValue) }?.at
    }
}
