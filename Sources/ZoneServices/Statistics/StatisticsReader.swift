import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// Makes facts of declarations: reads their lists from the very messages they came with.
final class StatisticsReader {
    private let store: SQLiteStore
    private let ruleBook: RuleBook
    private let received = ReceivedDocuments()
    /// Limits of the control sample by day; a slice meets a handful of days.
    private var limits: [Day: RiskLimits] = [:]

    init(store: SQLiteStore, ruleBook: RuleBook) {
        self.store = store
        self.ruleBook = ruleBook
    }

    /// The facts of these declarations; fewer where one is not there.
    func facts(of ids: some Collection<Int64>) throws -> [StatisticsFact] {
        let kinds = (
            importing: Int64(DocumentKind.inventory.rawValue),
            exporting: Int64(DocumentKind.exportInventory.rawValue)
        )
        return try store.statisticsSources(ids, listKinds: kinds).map { source in
            let document = try source.list.flatMap {
                try received.document(of: $0, read: store.messageBytes)
            }
            return fact(of: source.declaration, document)
        }
    }

    private func fact(of row: DeclarationRow, _ document: TradeDocument?) -> StatisticsFact {
        var fact = StatisticsFact(
            declarationID: row.id, day: Timestamp(ms: row.receivedMs).day,
            mode: (row.isExport ? "E" : "I") + row.tradeMode, status: row.status)
        fact.dutiableFen = row.dutiableFen
        let history = History.entries(row.history)
        fact.marks = StatisticsFact.Marks(history.map(\.status), final: Int(row.status))
        if isControl(row) { fact.marks.insert(.control) }
        let released = history.first { $0.status == Int(ReturnStatus.released.rawValue) }
        fact.clearance = released.map { TimeBucket(ms: $0.at.ms - row.receivedMs) }
        switch document {
        case .inventory(let list):
            (fact.country, fact.port) = (list.country, list.portCode)
            fact.enterprise = list.ebcCode
            let taxes = LineTax.lines(row.lineTaxes)
            for line in list.lines {
                fact.add(
                    line.gcode, line.currency.isEmpty ? list.currency : line.currency,
                    line.totalPrice, taxes.first { $0.gnum == line.gnum })
            }
        case .exportInventory(let list):
            (fact.country, fact.port) = (list.country, list.portCode)
            fact.enterprise = list.ebcCode
            for line in list.lines { fact.add(line.gcode, line.currency, line.totalPrice, nil) }
        default: break
        }
        fact.shares.sort { ($0.chapter, $0.currency) < ($1.chapter, $1.currency) }
        return fact
    }

    private func isControl(_ row: DeclarationRow) -> Bool {
        guard !row.risk.isEmpty, let record = RiskRecord.records(in: row.risk).last else {
            return false
        }
        let day = record.trace.day
        let known = limits[day] ?? ruleBook.rules(on: day, knownOn: day).risk.limits
        limits[day] = known
        return known.isControl(record.facts)
    }
}

extension StatisticsFact {
    /// Adds a line to the share of its chapter and currency.
    fileprivate mutating func add(
        _ code: String, _ currency: String, _ price: Fixed5, _ tax: LineTax?
    ) {
        let chapter = String(code.prefix(2))
        let index =
            shares.firstIndex { $0.chapter == chapter && $0.currency == currency } ?? shares.count
        if index == shares.count { shares.append(Share(chapter: chapter, currency: currency)) }
        // Sums of a list were added up without overflow when it was taken; one that could not be stays out.
        let (value, overflow) = shares[index].value.addingReportingOverflow(price.units)
        if !overflow { shares[index].value = value }
        guard let tax else { return }
        shares[index].dutyFen += tax.dutyFen
        shares[index].vatFen += tax.vatFen
        shares[index].consumptionFen += tax.consumptionFen
    }
}

extension StatisticsFact.Marks {
    /// What the statuses of a history, oldest first, and the status now say.
    init(_ history: [Int], final: Int) {
        self = []
        let states = history.compactMap { ReturnStatus(code: $0) }
        if states.contains(.underReview) { insert(.reviewed) }
        if states.contains(.inspection) { insert(.inspected) }
        guard let looked = states.firstIndex(where: { $0 == .underReview || $0 == .inspection })
        else { return }
        let after = states[looked...] + [ReturnStatus(code: final)].compactMap { $0 }
        if after.contains(where: \.isAdverse) { insert(.found) }
    }
}

extension ReturnStatus {
    /// Refused, detained, handed over or sent back.
    fileprivate var isAdverse: Bool {
        self == .rejected || isDetained || self == .handedOver || self == .sentBack
    }
}
