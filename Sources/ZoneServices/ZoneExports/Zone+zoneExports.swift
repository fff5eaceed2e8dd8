public import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// Registration of retail exports that the enterprise has no purchase invoice for (财税〔2018〕103号).
extension Zone {
    /// Most records of one report.
    public static let zoneExportRecordCountMax = 5000

    /// Registers a line of a released export list, or corrects what was registered; a correction says why. The same again
    /// changes nothing. True where it is the registration.
    public func putZoneExport(
        _ record: ZoneExportRecord, list id: String, gnum: Int32, enterprise: String,
        reason: String, by actor: String
    ) throws -> (view: ZoneExportView, isNew: Bool) {
        guard let (row, list) = try exportList(id),
            let line = list.lines.first(where: { $0.gnum == gnum })
        else { throw EnterpriseError.notFound }
        let status = ReturnStatus(rawValue: UInt16(clamping: row.status))
        guard status?.isReleased ?? false, let released = History.releasedAt(row.history) else {
            throw EnterpriseError.notAllowed(
                step: "register", zh: "清单未放行（\(row.status)）", en: "the list is not released")
        }
        var problems = checkZoneExport(
            record, line: line, exportedOn: Day(list.ieDate) ?? released.day)
        problems += textProblems("seller", record.seller) + textProblems("by", actor)
        if enterprise != list.ebcCode {
            problems.append(
                FilingProblem(
                    field: "enterprise", value: enterprise, zh: "清单的电商企业为\(list.ebcCode)。",
                    en: "The list is of \(list.ebcCode)."))
        }
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        let atMs = now.ms
        var isNew = false
        let rows = try store.addZoneExport(declarationID: row.id, gnum: gnum) { known in
            isNew = known.isEmpty
            if let last = known.last, last.record == record, !last.isWithdrawn { return nil }
            guard known.count < SQLiteStore.zoneExportVersionCountMax else {
                throw EnterpriseError.full(countMax: SQLiteStore.zoneExportVersionCountMax)
            }
            let problems = isNew ? [] : textProblems("reason", reason)
            guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
            return ZoneExportRow(
                declarationID: row.id, gnum: gnum, seq: Int64(known.count) + 1,
                ebcCode: list.ebcCode, record: record, reason: isNew ? "" : reason, actor: actor,
                atMs: atMs)
        }
        guard let last = rows.last else { throw EnterpriseError.notFound }
        return (ZoneExportView(last), isNew)
    }

    /// Takes back what was registered of a line, by a further row with a reason. The same again changes nothing.
    public func withdrawZoneExport(
        list id: String, gnum: Int32, enterprise: String, reason: String, by actor: String
    ) throws -> ZoneExportView {
        guard let (row, list) = try exportList(id), list.ebcCode == enterprise else {
            throw EnterpriseError.notFound
        }
        let problems = textProblems("reason", reason) + textProblems("by", actor)
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        let atMs = now.ms
        let rows = try store.addZoneExport(declarationID: row.id, gnum: gnum) { known in
            guard var last = known.last else { throw EnterpriseError.notFound }
            guard !last.isWithdrawn else { return nil }
            // One beyond the limit of corrections, so that what is wrong can always be taken back.
            guard known.count <= SQLiteStore.zoneExportVersionCountMax else {
                throw EnterpriseError.full(countMax: SQLiteStore.zoneExportVersionCountMax)
            }
            last.seq = Int64(known.count) + 1
            (last.reason, last.actor, last.atMs, last.isWithdrawn) = (reason, actor, atMs, true)
            return last
        }
        guard let last = rows.last else { throw EnterpriseError.notFound }
        return ZoneExportView(last)
    }

    /// What was registered of a line of a list, oldest first; empty where nothing was.
    public func zoneExports(list id: String, gnum: Int32) throws -> [ZoneExportView] {
        guard let (row, _) = try exportList(id) else { return [] }
        return try store.zoneExports(declarationID: row.id, gnum: gnum).map(ZoneExportView.init)
    }

    /// What an enterprise registered of exports in a period, with totals by the rules of each day of export; nil where
    /// there are more records than a report holds.
    public func zoneExportReport(
        of enterprise: String, days: ClosedRange<Day>
    ) throws -> ZoneExportReport? {
        let rows = try store.zoneExports(
            ebcCode: enterprise, days: days, countMax: Self.zoneExportRecordCountMax + 1)
        guard rows.count <= Self.zoneExportRecordCountMax else { return nil }
        let views = rows.map(ZoneExportView.init)
        let counted = views.filter(\.isCounted)
        return ZoneExportReport(
            enterprise: enterprise, from: days.lowerBound, to: days.upperBound, records: views,
            totals: try totals(of: counted), exemptions: exemptions(of: counted))
    }

    /// One entry a currency and version of the income rule, in the order of the records.
    private func totals(of views: [ZoneExportView]) throws -> [ZoneExportReport.Total] {
        var totals: [ZoneExportReport.Total] = []
        for view in views {
            let day = view.record.exportDate
            let rule = ruleBook[.deemedIncomeRate].flatMap {
                ParameterVersion.version(of: $0.versions, on: day, knownOn: nil, at: .everywhere)
            }.map(RuleVersionView.init)
            let place =
                totals.firstIndex {
                    $0.currency == view.record.currency && $0.incomeRule == rule
                } ?? totals.count
            if place == totals.count {
                totals.append(
                    ZoneExportReport.Total(
                        currency: view.record.currency, recordCount: 0, amount: .zero,
                        incomeRule: rule, deemedIncome: nil))
            }
            totals[place].recordCount += 1
            guard let sum = totals[place].amount.plus(view.record.amount) else {
                throw EnterpriseError.field(
                    "from, to", totals[place].amount.description, zh: "合计超出数值范围；请缩短期间。",
                    en: "The total does not fit: ask for a shorter period.")
            }
            totals[place].amount = sum
        }
        for place in totals.indices {
            totals[place].deemedIncome = totals[place].incomeRule.flatMap { Fixed5($0.value) }
                .flatMap { totals[place].amount.times($0) }
        }
        return totals
    }

    /// One entry a version of the exemption's table, in the order of the records.
    private func exemptions(of views: [ZoneExportView]) -> [ZoneExportReport.Exemption] {
        guard let table = ruleBook.tables[.zoneExportExemption] else { return [] }
        var exemptions: [ZoneExportReport.Exemption] = []
        for view in views {
            let day = view.record.exportDate
            guard
                let version = Dated.version(
                    of: table.versions, on: day, knownOn: nil, at: .everywhere)
            else { continue }
            // Whether the enterprise was registered is asked as of the record's own day.
            let isRegistered =
                enterpriseDesk.snapshot.record(view.enterprise)?.standing(on: day) != nil
            let known: [String: TableAnswer] =
                isRegistered
                ? ["recorded": .flag(true), "registered-in-zone": .flag(true)]
                : ["recorded": .flag(true)]
            let unknown = table.inputs.map(\.name).filter { known[$0] == nil }
            let place = exemptions.firstIndex {
                $0.from == version.from && $0.unknown == unknown
            }
            if let place {
                exemptions[place].recordCount += 1
                continue
            }
            exemptions.append(
                ZoneExportReport.Exemption(
                    recordCount: 1, outcome: outcome(of: table, known, unknown, on: day),
                    unknown: unknown, from: version.from,
                    instrument: version.source.instrument, isVerified: version.isVerified,
                    note: version.note))
        }
        return exemptions
    }

    /// What a table decides whatever the unknown flags are; `open` where they matter.
    private func outcome(
        of table: DecisionTable, _ known: [String: TableAnswer], _ unknown: [String], on day: Day
    ) -> String {
        var outcomes: Set<String> = []
        for bits in 0..<(1 << unknown.count) {
            var answers = known
            for (place, name) in unknown.enumerated() {
                answers[name] = .flag(bits >> place & 1 == 1)
            }
            outcomes.insert(table.decide(answers, on: day)?.outcome ?? "open")
        }
        return outcomes.count == 1 ? outcomes.first ?? "open" : "open"
    }

    /// An export list by `party:orderNo` with its declaration.
    private func exportList(_ id: String) throws -> (DeclarationRow, ExportInventory)? {
        guard let colon = id.firstIndex(of: ":") else { return nil }
        let party = String(id[..<colon])
        let document = try store.documents(orderNo: String(id[id.index(after: colon)...])).first {
            $0.kind == Int64(DocumentKind.exportInventory.rawValue) && $0.party == party
        }
        guard let document, let row = try store.declaration(document.declarationID) else {
            return nil
        }
        let content = try ReceivedDocuments().document(of: document, read: store.messageBytes)
        guard case .exportInventory(let list) = content else { return nil }
        return (row, list)
    }
}
