import ZoneCore
import ZoneStore

/// Holds what a replay wrote against what is stored, row by row, and counts.
struct BookComparison: Sendable {
    private let history: StoredHistory
    private let listedCountMax: Int
    private(set) var comparedCount = 0
    private(set) var differentCount = 0
    /// The first differences, in words.
    private(set) var differences: [String] = []

    init(_ history: StoredHistory, listedCountMax: Int) {
        self.history = history
        self.listedCountMax = listedCountMax
    }

    private mutating func count(_ isEqual: Bool, _ words: @autoclosure () -> String) {
        comparedCount += 1
        guard !isEqual else { return }
        differentCount += 1
        if differences.count < listedCountMax { differences.append(words()) }
    }

    /// A step's messages with their answers and findings, and its rows of the journal.
    mutating func compare(_ step: Replay.Step) throws(StoreError) {
        count(
            step.written.messages.count == step.stored.count,
            "step \(step.row.id): \(step.written.messages.count) messages, stored \(step.stored.count)"
        )
        for (now, stored) in zip(step.written.messages, step.stored) {
            count(now.isSame(as: stored), "message \(now.id): answer, verdict or findings")
        }
        for row in step.written.journal {
            count(try history.holds(row), "journal row \(row.seq)")
        }
    }

    /// What is left at the end: orders that were not let go, and the sums.
    mutating func finish(_ replay: Replay) throws {
        comparedCount += replay.equalDocumentCount + replay.equalDeclarationCount
        let books = replay.books
        for (orderNo, order) in books.orders {
            let stored = try history.documents(orderNo: orderNo)
            for row in order.value {
                count(stored.contains(row), "document \(row.kind) of \(orderNo)")
            }
        }
        for row in books.declarations.values.lazy.map(\.value) {
            let stored = try history.declaration(row.id)
            count(stored == row, Self.words(row, stored))
        }
        for (key, waybill) in books.waybills {
            let stored = try history.waybill(
                logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode)
            let isEqual =
                stored?.orderNo == waybill?.orderNo && stored?.signedMs == waybill?.signedMs
            count(isEqual, "waybill \(key.logisticsCode):\(key.logisticsNo)")
        }
        try compareSums(books)
        try compareSummaries(books)
        try compareStock(books.stock)
        try compareCounts(replay)
    }

    private static func words(_ row: DeclarationRow, _ stored: DeclarationRow?) -> String {
        let id = row.ebpCode + ":" + row.orderNo
        guard let stored else { return "declaration \(id): not stored" }
        return "declaration \(id): status \(row.status), stored \(stored.status); "
            + "tax \(row.taxFen), stored \(stored.taxFen) fen; "
            + (row.history == stored.history ? "same timeline" : "another timeline")
    }

    private mutating func compareSummaries(_ books: MemoryBooks) throws {
        var open = books.summaryOpen
        try history.forEachSummaryOpen { row in
            count(open.remove(row) != nil, "list \(row.declarationID) to be summed up")
        }
        for row in open { count(false, "list \(row.declarationID) to be summed up: not stored") }
        var summaries = books.summaries
        try history.forEachSummary { row in
            count(summaries.removeValue(forKey: row.id) == row, "summary \(row.id)")
        }
        for id in summaries.keys { count(false, "summary \(id): not stored") }
    }

    private mutating func compareSums(_ books: MemoryBooks) throws {
        var allowances = books.allowances.filter { $0.value != 0 }
        try history.forEachAllowance { buyer, year, used in
            let now = allowances.removeValue(forKey: BuyerYear(buyer: buyer, year: year)) ?? 0
            count(now == used, "allowance of \(year): \(now), stored \(used) fen")
        }
        for (key, used) in allowances {
            count(false, "allowance of \(key.year): \(used) not stored")
        }
        var accounts = books.guarantees
        try history.forEachGuarantee { row in
            let now = accounts.removeValue(forKey: row.assureCode)
            count(now == row, "guarantee of \(row.assureCode)")
        }
        for code in accounts.keys { count(false, "guarantee of \(code): not stored") }
        var sums = books.dailyCounts.filter { $0.value != DailyCountSum() }
        try history.forEachDailyCount { row in
            let key = DailyCountKey(
                day: row.day, hour: row.hour, status: row.status, tradeMode: row.tradeMode)
            let sum = DailyCountSum(
                declarations: row.declarationCount, dutiableFen: row.dutiableFen,
                taxFen: row.taxFen)
            count(
                (sums.removeValue(forKey: key) ?? DailyCountSum()) == sum,
                "sum of day \(row.day), hour \(row.hour), status \(row.status)")
        }
        for key in sums.keys { count(false, "sum of day \(key.day): not stored") }
    }

    private mutating func compareStock(_ stock: MemoryStock) throws {
        var lots: [StockKey: [String: StockLot]] = [:]
        for (key, known) in stock.lots {
            for lot in known { lots[key, default: [:]][lot.lot] = lot }
        }
        try history.forEachStockLot { key, lot in
            let now = lots[key]?.removeValue(forKey: lot.lot)
            count(now == lot, "stock of \(key.account), \(key.item), lot \(lot.lot)")
        }
        for (key, rest) in lots where !rest.isEmpty {
            count(false, "stock of \(key.account), \(key.item): \(rest.count) lots not stored")
        }
    }

    /// Nothing is stored that did not come out.
    private mutating func compareCounts(_ replay: Replay) throws {
        let stored = try history.counts()
        let books = replay.books
        let documents =
            replay.equalDocumentCount + books.orders.values.reduce(0) { $0 + $1.value.count }
        let numbers: [(String, Int64, Int64)] = [
            ("messages", Int64(replay.messageCount), stored.messages),
            ("documents", Int64(documents), stored.documents),
            ("declarations", books.next.declaration - 1, stored.declarations),
            ("journal rows", books.next.journal - 1, stored.journalRows),
        ]
        for (name, now, then) in numbers { count(now == then, "\(name): \(now), stored \(then)") }
    }
}

extension MessageRow {
    /// Whether everything is the same that was made of the message's bytes.
    fileprivate func isSame(as other: MessageRow) -> Bool {
        id == other.id && receivedMs == other.receivedMs && name == other.name
            && guid == other.guid && recipient == other.recipient && verdict == other.verdict
            && byteCount == other.byteCount && answer == other.answer
            && findings == other.findings
    }
}
