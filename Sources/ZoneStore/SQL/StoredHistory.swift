import GRDBSQLite
import Synchronization
public import ZoneCore

/// A snapshot of the zone's books, read in order from one connection of its own that writes nothing.
///
/// The snapshot stays until it is closed: a zone that runs on goes on writing, but its log can't begin anew meanwhile.
/// Calls from several threads wait for each other.
public final class StoredHistory: Sendable {
    private let state: Mutex<HistoryStatements?>
    /// The last step of the snapshot; 0 when there is none.
    public let lastStep: Int64
    /// The last message of the snapshot; 0 when there is none.
    public let lastMessage: Int64

    /// Opens a snapshot of the file as it is now. `cacheByteCount` bounds the memory for pages.
    public init(path: String, cacheByteCount: Int = 64 << 20) throws(StoreError) {
        let statements = try HistoryStatements(path: path, cacheByteCount: cacheByteCount)
        lastStep = try statements.number("SELECT coalesce(max(id), 0) FROM step")
        lastMessage = try statements.number("SELECT coalesce(max(id), 0) FROM message")
        state = Mutex(statements)
    }

    /// Gives the connection back; nothing can be asked after it.
    public func close() {
        state.withLock { statements in
            statements?.close()
            statements = nil
        }
    }

    deinit { close() }

    func ask<T: Sendable>(_ body: (HistoryStatements) throws(StoreError) -> T)
        throws(StoreError) -> T
    {
        try state.withLock { statements throws(StoreError) -> T in
            guard let statements else {
                throw StoreError(code: SQLITE_MISUSE, description: "the history is closed")
            }
            return try body(statements)
        }
    }

    // MARK: In order

    /// Steps from number `first` on, in order.
    public func steps(from first: Int64, countMax: Int64) throws(StoreError) -> [StepRow] {
        try ask { statements throws(StoreError) in
            let select = statements.selectSteps
            defer { select.reset() }
            select.bind(1, first)
            select.bind(2, countMax)
            var rows: [StepRow] = []
            while try select.step() {
                let deed: StepRow.Deed =
                    switch select.int(3) {
                    case 1: .batch(messageFirst: select.int(4), messageCount: select.int(5))
                    case 2: .sweep(countMax: select.int(5))
                    case 3: .guarantee(assureCode: select.text(6), limitFen: select.int(7))
                    case 10: .stock(account: select.text(6), detail: select.blob(8))
                    case 11: .registers(revision: select.int(4), detail: select.blob(8))
                    default:
                        .act(
                            declarationID: select.int(4), event: select.text(6),
                            detail: select.blob(8))
                    }
                rows.append(
                    StepRow(
                        id: select.int(0), atMs: select.int(1), basisID: select.int(2), deed: deed))
            }
            return rows
        }
    }

    /// Messages from number `first` on, in order, with their bytes: at least one where there is one, and no more once
    /// their bytes are over `byteCountMax`.
    public func messages(
        from first: Int64, countMax: Int, byteCountMax: Int64
    ) throws(StoreError) -> [MessageRow] {
        try ask { statements throws(StoreError) in
            let select = statements.selectMessages
            defer { select.reset() }
            select.bind(1, first)
            var rows: [MessageRow] = []
            var byteCount: Int64 = 0
            while byteCount < byteCountMax, rows.count < countMax, try select.step() {
                rows.append(
                    MessageRow(
                        id: select.int(0), receivedMs: select.int(1), name: select.text(2),
                        guid: select.text(3), recipient: select.text(4), verdict: select.int(5),
                        digest: select.blob(6), byteCount: select.int(7),
                        compressed: select.blob(8), answer: select.blob(9),
                        findings: select.blob(10)))
                byteCount += select.int(7)
            }
            return rows
        }
    }

    /// Whether a row of the journal is stored as it is here.
    public func holds(_ row: PackedJournalRow) throws(StoreError) -> Bool {
        try ask { statements throws(StoreError) in
            let select = statements.selectJournal
            defer { select.reset() }
            select.bind(1, row.seq)
            return try select.step() && select.int(0) == row.atMs && select.holds(1, row.recipient)
                && select.int(2) == row.messageID && select.int(3) == row.count
                && select.holds(4, row.events)
        }
    }

    // MARK: By key

    /// The compressed bytes of a message.
    public func messageBytes(_ id: Int64) throws(StoreError) -> [UInt8]? {
        try ask { statements throws(StoreError) in
            let select = statements.selectMessageBytes
            defer { select.reset() }
            select.bind(1, id)
            return try select.step() ? select.blob(0) : nil
        }
    }

    /// The documents of an order, by kind, party and number.
    public func documents(orderNo: String) throws(StoreError) -> [DocumentRow] {
        try ask { statements throws(StoreError) in
            var select = statements.selectDocuments
            defer { select.reset() }
            select.bind(1, orderNo)
            var rows: [DocumentRow] = []
            while try select.step() {
                rows.append(WriteTransaction.document(select, orderNo: orderNo))
            }
            return rows
        }
    }

    /// A declaration by its number.
    public func declaration(_ id: Int64) throws(StoreError) -> DeclarationRow? {
        try ask { statements throws(StoreError) in
            let select = statements.selectDeclaration
            defer { select.reset() }
            select.bind(1, id)
            return try select.step() ? WriteTransaction.declaration(select) : nil
        }
    }

    /// Whether an order's documents are just these, in the order of their keys. Faster than reading them.
    public func holds(_ documents: [DocumentRow], orderNo: String) throws(StoreError) -> Bool {
        try ask { statements throws(StoreError) in
            var select = statements.selectDocuments
            defer { select.reset() }
            select.bind(1, orderNo)
            for row in documents {
                guard try select.step(), select.int(0) == row.kind, select.int(3) == row.status,
                    select.int(4) == row.messageID, select.int(5) == row.slot,
                    select.int(6) == row.declarationID, select.holds(1, row.party),
                    select.holds(2, row.number)
                else { return false }
            }
            return try !select.step()
        }
    }

    /// What risk screening keeps of a declaration.
    public func risk(of id: Int64) throws(StoreError) -> [UInt8] {
        try ask { statements throws(StoreError) in
            let select = statements.selectRisk
            defer { select.reset() }
            select.bind(1, id)
            return try select.step() ? select.blob(0) : []
        }
    }

    /// Whether a declaration is stored as it is here. Faster than reading it.
    public func holds(_ row: DeclarationRow) throws(StoreError) -> Bool {
        try ask { statements throws(StoreError) in
            let select = statements.selectDeclaration
            defer { select.reset() }
            select.bind(1, row.id)
            guard try select.step() else { return false }
            let numbers = [
                (3, row.status), (7, row.receivedMs), (8, row.waitsUntilMs), (9, row.missing),
                (10, row.dutiableFen), (11, row.dutyFen), (12, row.vatFen),
                (13, row.consumptionFen), (15, row.year), (19, row.isExport ? 1 : 0),
                (21, row.summaryID),
            ]
            for (column, number) in numbers where select.int(Int32(column)) != number {
                return false
            }
            return select.holds(1, row.orderNo) && select.holds(2, row.ebpCode)
                && select.holds(4, row.recipient) && select.holds(5, row.tradeMode)
                && select.holds(6, row.customsCode) && select.holds(14, row.buyer)
                && select.holds(16, row.assureCode) && select.holds(17, row.history)
                && select.holds(18, row.risk) && select.holds(20, row.lineTaxes)
        }
    }

    /// The order of a waybill number and when its parcel was signed for (0: not yet).
    public func waybill(
        logisticsNo: String, logisticsCode: String
    ) throws(StoreError) -> (orderNo: String, signedMs: Int64)? {
        try ask { statements throws(StoreError) in
            var select = statements.selectWaybill
            defer { select.reset() }
            select.bind(1, logisticsNo)
            select.bind(2, logisticsCode)
            return try select.step() ? (select.text(0), select.int(1)) : nil
        }
    }

    /// What a run of the program decided under, by number.
    public func basis(_ id: Int64) throws(StoreError) -> BasisRow? {
        try ask { statements throws(StoreError) in
            let select = statements.selectBasis
            defer { select.reset() }
            select.bind(1, id)
            guard try select.step() else { return nil }
            return BasisRow(
                id: id, sinceMs: select.int(0), program: select.text(1), ruleBook: select.blob(2),
                messageByteCountMax: select.int(3))
        }
    }

    /// The compressed files of a rule book.
    public func ruleBookFiles(_ digest: [UInt8]) throws(StoreError) -> [UInt8]? {
        try ask { statements throws(StoreError) in
            var select = statements.selectRuleBook
            defer { select.reset() }
            select.bind(1, digest)
            return try select.step() ? select.blob(0) : nil
        }
    }

    // MARK: Sums

    /// From which message on a message could be how large, bytes; in order.
    public func messageLimits() throws(StoreError) -> [(messageFirst: Int64, byteCountMax: Int64)] {
        var limits: [(messageFirst: Int64, byteCountMax: Int64)] = []
        try forEach(
            """
            SELECT min(s.message_first), b.message_byte_count_max
            FROM step s JOIN basis b ON b.id = s.basis_id
            WHERE s.kind = 1 GROUP BY s.basis_id ORDER BY 1
            """
        ) { limits.append(($0.int(0), $0.int(1))) }
        return limits
    }

    /// Gives every person's year with what was used of it, changes that are not folded yet included.
    public func forEachAllowance(_ body: (String, Int64, Int64) -> Void) throws(StoreError) {
        try forEach(HistoryStatements.allowances) { body($0.text(0), $0.int(1), $0.int(2)) }
    }

    /// Gives every guarantor's account.
    public func forEachGuarantee(_ body: (GuaranteeRow) -> Void) throws(StoreError) {
        try forEach("SELECT assure_code, limit_fen, used_fen FROM guarantee") {
            body(GuaranteeRow(assureCode: $0.text(0), limitFen: $0.int(1), usedFen: $0.int(2)))
        }
    }

    /// Gives the stock of every lot.
    public func forEachStockLot(_ body: (StockKey, StockLot) -> Void) throws(StoreError) {
        try forEach("SELECT account, item, unit, lot, expires, free, held, gone FROM stock_lot") {
            body(
                StockKey(account: $0.text(0), item: $0.text(1), unit: $0.text(2)),
                StockLot(
                    lot: $0.text(3), expires: $0.int(4), free: $0.int(5), held: $0.int(6),
                    gone: $0.int(7)))
        }
    }

    /// Gives every sum of a day, hour, status and mode that counts anything.
    public func forEachDailyCount(_ body: (SQLiteStore.DailyCount) -> Void) throws(StoreError) {
        try forEach(
            """
            SELECT day, hour, status, trade_mode, declaration_count, dutiable_fen, tax_fen
            FROM daily_count
            """
        ) {
            body(
                SQLiteStore.DailyCount(
                    day: $0.int(0), hour: $0.int(1), status: $0.int(2), tradeMode: $0.text(3),
                    declarationCount: $0.int(4), dutiableFen: $0.int(5), taxFen: $0.int(6)))
        }
    }

    /// Gives every list that is to be summed up.
    public func forEachSummaryOpen(_ body: (SummaryOpenRow) -> Void) throws(StoreError) {
        try forEach("SELECT due_day, ebc_code, declaration_id, released_ms FROM summary_open") {
            body(
                SummaryOpenRow(
                    dueDay: $0.int(0), ebcCode: $0.text(1), declarationID: $0.int(2),
                    releasedMs: $0.int(3)))
        }
    }

    /// Gives every summary declaration.
    public func forEachSummary(_ body: (SummaryRow) -> Void) throws(StoreError) {
        try forEach("SELECT id, at_ms, ebc_code, request, list_count, content FROM summary") {
            body(
                SummaryRow(
                    id: $0.int(0), atMs: $0.int(1), ebcCode: $0.text(2), request: $0.text(3),
                    listCount: $0.int(4), content: $0.blob(5)))
        }
    }

    func forEach(
        _ sql: String, _ body: (HistoryStatements.Row) -> Void
    ) throws(StoreError) {
        try state.withLock { statements throws(StoreError) in
            try statements?.forEach(sql, body)
        }
    }

    /// How many rows of each kind there are.
    public func counts() throws(StoreError) -> HistoryCounts {
        try ask { statements throws(StoreError) in
            func count(_ table: String) throws(StoreError) -> Int64 {
                try statements.number("SELECT count(*) FROM " + table)
            }
            return HistoryCounts(
                messages: try count("message"), documents: try count("document"),
                declarations: try count("declaration"), waybills: try count("waybill"),
                journalRows: try count("journal"),
                steppedMessages: try statements.number(
                    "SELECT coalesce(sum(item_count), 0) FROM step WHERE kind = 1"))
        }
    }
}

/// How many rows a zone's books have.
public struct HistoryCounts: Hashable, Sendable {
    public var messages: Int64
    public var documents: Int64
    public var declarations: Int64
    public var waybills: Int64
    public var journalRows: Int64
    /// Messages of which the history says when they were taken; fewer where some came before history was kept.
    public var steppedMessages: Int64
}

/// A row of the journal as it is stored.
public struct PackedJournalRow: Hashable, Sendable {
    public var seq: Int64
    public var atMs: Int64
    public var recipient: String
    public var messageID: Int64
    public var count: Int64
    /// Packed ``JournalEvent``s.
    public var events: [UInt8]

    /// A row with all its parts.
    public init(
        seq: Int64, atMs: Int64, recipient: String, messageID: Int64, count: Int64,
        events: [UInt8]
    ) {
        self.seq = seq
        self.atMs = atMs
        self.recipient = recipient
        self.messageID = messageID
        self.count = count
        self.events = events
    }
}
