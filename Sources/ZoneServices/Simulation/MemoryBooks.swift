import ZoneCore
import ZoneStore

/// The zone's books in memory, for replay: what ``ClearanceSession`` reads and writes, without a file or a transaction.
///
/// On top of a ``StoredHistory`` it holds only what is not settled: an order whose rows have become equal to the stored
/// ones is let go (``letGo(_:)``) and read from there when somebody asks for it again. So memory is bound by what is open
/// and what came out differently, not by the length of the history. What buyers used of their years stays.
///
/// One thread uses it. A session that throws leaves it changed: begin anew.
final class MemoryBooks: ClearanceBooks {
    private let stored: StoredHistory?
    private(set) var orders: [String: Kept<[DocumentRow]>] = [:]
    private(set) var declarations: [Int64: Kept<DeclarationRow>] = [:]
    /// Changes of orders and declarations so far.
    private var changeCount = 0
    /// Nil in place of a waybill that was deleted.
    private(set) var waybills: [WaybillKey: StoredWaybill?] = [:]
    private(set) var allowances: [BuyerYear: Int64] = [:]
    private(set) var guarantees: [String: GuaranteeRow] = [:]
    private(set) var dailyCounts: [DailyCountKey: DailyCountSum] = [:]
    /// Lists that are to be summed up, and what they were summed up into.
    private(set) var summaryOpen: Set<SummaryOpenRow> = []
    private(set) var summaries: [Int64: SummaryRow] = [:]
    /// The warehouse ledger.
    private(set) var stock = MemoryStock()
    /// Until when each list waits that waits.
    private var waiting: [Int64: Int64] = [:]
    /// Messages by digest and bytes by number, where no history keeps them.
    private var digests: [[UInt8]: (id: Int64, receivedMs: Int64, answer: [UInt8])] = [:]
    private var bytes: [Int64: [UInt8]] = [:]

    /// Orders that may have been let go.
    private var gone = KeyFilter()
    private(set) var written = Written()
    var next = SQLiteStore.NextNumbers()
    /// The first message of the running step: what comes from it or later is not in the books yet.
    var messageFirst: Int64 = 1

    /// What is in the books, and the number of its last change: whoever looked at it before sees at once that it is another.
    struct Kept<Value> {
        var value: Value
        var change: Int
    }

    /// A waybill number's order, and when its parcel was signed for.
    struct StoredWaybill: Equatable {
        var orderNo: String
        var signedMs: Int64 = 0
    }

    /// What a step wrote besides rows: its messages and its rows of the journal.
    struct Written {
        var messages: [MessageRow] = []
        var journal: [PackedJournalRow] = []
        /// Documents of orders that were let go and came back, as they are stored.
        var recalled: [[DocumentRow]] = []
    }

    /// Empty books; on top of a history, its messages and what is let go are read there.
    init(on stored: StoredHistory? = nil) {
        self.stored = stored
    }

    /// Hands over what was written since the last time.
    func takeWritten() -> Written {
        defer { written = Written() }
        return written
    }

    // MARK: The one read

    // What signatures said is kept with the declarations that were decided by it.
    func signature(messageID: Int64) -> SignatureRow? { nil }
    func insert(_ signature: SignatureRow) {}

    func documents(orderNo: String) throws -> [DocumentRow] {
        if let known = orders[orderNo] { return known.value }
        return try settledDocuments(orderNo) ?? []
    }

    /// The stored documents of an order that was let go; nil when it was not.
    private func settledDocuments(_ orderNo: String) throws -> [DocumentRow]? {
        guard let stored, gone.mayHold(orderNo) else { return nil }
        let rows = try stored.documents(orderNo: orderNo)
        // Only equal rows are let go, so those of an order that never was came later.
        guard let first = rows.first, first.messageID < messageFirst else { return nil }
        return rows
    }

    func messageBytes(_ id: Int64) throws -> [UInt8]? {
        if let stored { return try stored.messageBytes(id) }
        return bytes[id]
    }

    func message(digest: [UInt8]) throws -> (id: Int64, receivedMs: Int64, answer: [UInt8])? {
        // A history holds each message once.
        digests[digest]
    }

    func declaration(_ id: Int64) throws -> DeclarationRow? {
        try declarations[id]?.value ?? stored?.declaration(id)
    }

    func overdueDeclarations(atMs: Int64, countMax: Int64) throws -> [DeclarationRow] {
        waiting.filter { $0.value <= atMs }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            .prefix(Int(countMax)).compactMap { declarations[$0.key]?.value }
    }

    func allowanceUsed(buyer: String, year: Int64) throws -> Int64 {
        allowances[BuyerYear(buyer: buyer, year: year)] ?? 0
    }

    func guarantee(_ assureCode: String) throws -> GuaranteeRow? { guarantees[assureCode] }

    func waybillOrder(logisticsNo: String, logisticsCode: String) throws -> String? {
        let key = WaybillKey(logisticsNo: logisticsNo, logisticsCode: logisticsCode)
        if let known = waybills[key] { return known?.orderNo }
        guard let stored, gone.mayHold(key),
            let orderNo = try stored.waybill(
                logisticsNo: logisticsNo, logisticsCode: logisticsCode)?.orderNo
        else { return nil }
        // It was let go where its order has the document now.
        let isThere = try documents(orderNo: orderNo).contains {
            $0.isLiveWaybill && $0.party == logisticsCode && $0.number == logisticsNo
        }
        return isThere ? orderNo : nil
    }

    func summaryOpen(
        ebcCode: String, dueDays: ClosedRange<Int64>, countMax: Int64
    ) -> [SummaryOpenRow] {
        summaryOpen.filter { $0.ebcCode == ebcCode && dueDays.contains($0.dueDay) }
            .sorted { ($0.dueDay, $0.declarationID) < ($1.dueDay, $1.declarationID) }
            .prefix(Int(countMax)).map { $0 }
    }

    // MARK: The one write

    func put(_ row: SummaryOpenRow) { summaryOpen.insert(row) }

    func delete(_ row: SummaryOpenRow) { summaryOpen.remove(row) }

    func insert(_ row: SummaryRow) { summaries[row.id] = row }

    func insert(_ message: MessageRow) {
        written.messages.append(message)
        guard stored == nil else { return }
        digests[message.digest] = (message.id, message.receivedMs, message.answer)
        bytes[message.id] = message.compressed
    }

    func put(_ document: DocumentRow) throws {
        let orderNo = document.orderNo
        changeCount += 1
        if let place = orders.index(forKey: orderNo) {
            orders.values[place].value.put(document)
            orders.values[place].change = changeCount
            return
        }
        var rows: [DocumentRow] = []
        if let settled = try settledDocuments(orderNo) {
            written.recalled.append(settled)
            rows = settled
        }
        rows.put(document)
        orders[orderNo] = Kept(value: rows, change: changeCount)
    }

    func put(_ declaration: DeclarationRow) {
        waiting[declaration.id] = declaration.waitsUntilMs > 0 ? declaration.waitsUntilMs : nil
        changeCount += 1
        declarations[declaration.id] = Kept(value: declaration, change: changeCount)
    }

    func putWaybill(logisticsNo: String, logisticsCode: String, orderNo: String) {
        waybills[WaybillKey(logisticsNo: logisticsNo, logisticsCode: logisticsCode)] =
            StoredWaybill(orderNo: orderNo)
    }

    func signWaybill(logisticsNo: String, logisticsCode: String, atMs: Int64) throws {
        let key = WaybillKey(logisticsNo: logisticsNo, logisticsCode: logisticsCode)
        guard let orderNo = waybills[key]??.orderNo else { return }
        let signed = StoredWaybill(orderNo: orderNo, signedMs: atMs)
        if try isStored(signed, key) {
            waybills[key] = nil
            gone.insert(key)
        } else {
            waybills[key] = signed
        }
    }

    func deleteWaybill(logisticsNo: String, logisticsCode: String) {
        waybills[WaybillKey(logisticsNo: logisticsNo, logisticsCode: logisticsCode)] =
            StoredWaybill??.some(nil)
    }

    func useAllowance(_ fen: Int64, buyer: String, year: Int64, limitFen: Int64) -> Bool {
        let key = BuyerYear(buyer: buyer, year: year)
        let total = (allowances[key] ?? 0) + fen
        guard total >= 0, fen < 0 || total <= limitFen else { return false }
        allowances[key] = total
        return true
    }

    func useGuarantee(_ fen: Int64, assureCode: String) -> Bool {
        guard let account = guarantees[assureCode],
            (0...account.limitFen).contains(account.usedFen + fen)
        else { return false }
        guarantees[assureCode]?.usedFen += fen
        return true
    }

    /// Sets what a guarantor has put up; false when more is already used.
    func setGuarantee(_ assureCode: String, limitFen: Int64) -> Bool {
        let used = guarantees[assureCode]?.usedFen ?? 0
        guard used <= limitFen else { return false }
        guarantees[assureCode] = GuaranteeRow(
            assureCode: assureCode, limitFen: limitFen, usedFen: used)
        return true
    }

    func stockAccount(_ code: String) -> StockAccountRow? { stock.accounts[code] }

    func stockLots(_ key: StockKey) -> [StockLot] { stock.lots[key] ?? [] }

    func stockHolds(_ declarationID: Int64) -> [StockHold] { stock.holds[declarationID] ?? [] }

    func stockFigures(_ key: StockKey) -> StockFigures { stock.figures[key] ?? StockFigures() }

    func stockRequest(account: String, id: String) -> [UInt8]? {
        stock.requests[account + " " + id]
    }

    func insert(_ row: StockAccountRow) { stock.accounts[row.code] = row }

    func post(_ posting: StockPosting, atMs: Int64) throws {
        guard stock.post(posting) else { throw SharedInvariantError.stock }
    }

    func insert(_ record: StockRecordRow, atMs: Int64) {
        let figures = stock.figures[record.key] ?? StockFigures()
        stock.figures[record.key] = figures.after(record)
    }

    func putStockRequest(account: String, id: String, content: [UInt8]) {
        stock.requests[account + " " + id] = content
    }

    func appendJournal(
        seq: Int64, atMs: Int64, recipient: String, messageID: Int64, count: Int64,
        events: [UInt8]
    ) {
        written.journal.append(
            PackedJournalRow(
                seq: seq, atMs: atMs, recipient: recipient, messageID: messageID, count: count,
                events: events))
    }

    func addDailyCount(
        day: Int64, hour: Int64, status: Int64, tradeMode: String, count: Int64,
        dutiableFen: Int64, taxFen: Int64
    ) {
        let key = DailyCountKey(day: day, hour: hour, status: status, tradeMode: tradeMode)
        dailyCounts[key, default: DailyCountSum()].declarations += count
        dailyCounts[key]?.dutiableFen += dutiableFen
        dailyCounts[key]?.taxFen += taxFen
    }

    // MARK: Letting go

    /// A decided order as it is now, to be compared with what is stored; nil where there is none, or no history.
    func decided(_ orderNo: String) -> DecidedOrder? {
        guard stored != nil, let rows = orders[orderNo]?.value else { return nil }
        var order = DecidedOrder(orderNo: orderNo, rows: rows, change: changeCount)
        for row in rows {
            if let declaration = declarations[row.declarationID]?.value {
                order.declarations.append(declaration)
            }
            guard row.isLiveWaybill else { continue }
            let key = WaybillKey(logisticsNo: row.number, logisticsCode: row.party)
            if let waybill = waybills[key] ?? nil { order.waybills.append((key, waybill)) }
        }
        return order
    }

    /// Lets an order go that was found to be as it is stored; false, and all stays, where it has changed since.
    func letGo(_ order: DecidedOrder) -> Bool {
        guard let now = orders[order.orderNo], now.change <= order.change else { return false }
        for declaration in order.declarations {
            if let now = declarations[declaration.id], now.change > order.change { return false }
        }
        for row in order.rows where row.isLiveWaybill {
            gone.insert(WaybillKey(logisticsNo: row.number, logisticsCode: row.party))
        }
        for (key, waybill) in order.waybills where waybills[key] == .some(waybill) {
            waybills[key] = nil
        }
        for row in order.rows where row.declarationID > 0 { declarations[row.declarationID] = nil }
        orders[order.orderNo] = nil
        gone.insert(order.orderNo)
        return true
    }

    private func isStored(_ waybill: StoredWaybill, _ key: WaybillKey) throws -> Bool {
        guard
            let row = try stored?.waybill(
                logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode)
        else { return false }
        return row.orderNo == waybill.orderNo && row.signedMs == waybill.signedMs
    }
}

extension DocumentRow {
    /// Whether it is a waybill that holds its number.
    fileprivate var isLiveWaybill: Bool {
        kind == Int64(DocumentKind.waybill.rawValue)
            && status != Int64(ReturnStatus.withdrawn.rawValue)
    }
}

extension [DocumentRow] {
    /// Puts a row in place of the one with its key, or where its key belongs.
    fileprivate mutating func put(_ row: DocumentRow) {
        let place = firstIndex { !$0.isBefore(row) } ?? count
        if place < count, !row.isBefore(self[place]) {
            self[place] = row
        } else {
            insert(row, at: place)
        }
    }
}
