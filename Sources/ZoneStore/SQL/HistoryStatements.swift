import GRDBSQLite

/// The connection and prepared statements of a ``StoredHistory``.
struct HistoryStatements: Sendable {
    private let connectionAddress: UInt
    private var connection: OpaquePointer? { OpaquePointer(bitPattern: connectionAddress) }

    let selectSteps: HotStatement
    let selectMessages: HotStatement
    let selectJournal: HotStatement
    let selectMessageBytes: HotStatement
    let selectDocuments: HotStatement
    let selectDeclaration: HotStatement
    let selectRisk: HotStatement
    let selectWaybill: HotStatement
    let selectBasis: HotStatement
    let selectRuleBook: HotStatement

    /// A row of a query that is asked once.
    typealias Row = HotStatement

    /// What was used of every person's year: the table, and the changes that a fold has not reached.
    static let allowances = """
        WITH fold AS (SELECT last_seq, buyer, year, is_done FROM allowance_fold WHERE id = 1)
        SELECT buyer, year, sum(fen) FROM (
            SELECT buyer, year, used_fen AS fen FROM allowance
            UNION ALL
            SELECT c.buyer, c.year, c.fen FROM allowance_change c LEFT JOIN fold f ON TRUE
            WHERE f.last_seq IS NULL OR c.seq > f.last_seq
                OR (f.is_done = 0 AND (c.buyer, c.year) > (f.buyer, f.year)))
        GROUP BY buyer, year
        """

    /// Pages are read where the system keeps them, up to SQLite's own limit, instead of being copied.
    private static let mappedByteCountMax = 0x7FFF_0000

    /// Opens the file for reading and takes its snapshot.
    init(path: String, cacheByteCount: Int) throws(StoreError) {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            let words = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
            sqlite3_close_v2(handle)
            throw StoreError(code: code, description: words + ": " + path)
        }
        do throws(StoreError) {
            sqlite3_busy_timeout(handle, 10_000)
            let settings = [
                "PRAGMA cache_size = \(-cacheByteCount / 1024)",
                "PRAGMA mmap_size = \(Self.mappedByteCountMax)", "BEGIN",
            ]
            for sql in settings {
                let code = sqlite3_exec(handle, sql, nil, nil, nil)
                guard code == SQLITE_OK else {
                    let words = String(cString: sqlite3_errmsg(handle))
                    throw StoreError(code: code, description: words + ": " + sql)
                }
            }
            func prepare(_ sql: String) throws(StoreError) -> HotStatement {
                try HotStatement(sql, on: handle)
            }
            selectSteps = try prepare("SELECT * FROM step WHERE id >= ?1 ORDER BY id LIMIT ?2")
            selectMessages = try prepare("SELECT * FROM message WHERE id >= ?1 ORDER BY id")
            selectJournal = try prepare(
                "SELECT at_ms, recipient, message_id, event_count, events FROM journal WHERE seq = ?1"
            )
            selectMessageBytes = try prepare("SELECT compressed FROM message WHERE id = ?1")
            selectDocuments = try prepare(
                """
                SELECT kind, party, number, status, message_id, slot, declaration_id
                FROM document WHERE order_no = ?1 ORDER BY kind, party, number
                """)
            selectDeclaration = try prepare(
                "SELECT \(WriteStatements.declarationColumns) FROM declaration WHERE id = ?1")
            selectRisk = try prepare("SELECT risk FROM declaration WHERE id = ?1")
            selectWaybill = try prepare(
                "SELECT order_no, signed_ms FROM waybill WHERE logistics_no = ?1 AND logistics_code = ?2"
            )
            selectBasis = try prepare(
                "SELECT since_ms, program, rule_book, message_byte_count_max FROM basis WHERE id = ?1"
            )
            selectRuleBook = try prepare("SELECT files FROM rule_book WHERE digest = ?1")
        } catch {
            sqlite3_close_v2(handle)
            throw error
        }
        connectionAddress = UInt(bitPattern: handle)
    }

    /// The one number a query gives.
    func number(_ sql: String) throws(StoreError) -> Int64 {
        var result: Int64 = 0
        try forEach(sql) { result = $0.int(0) }
        return result
    }

    /// Gives every row of a query.
    func forEach(_ sql: String, _ body: (Row) -> Void) throws(StoreError) {
        guard let connection else { return }
        let statement = try HotStatement(sql, on: connection)
        defer { statement.finalize() }
        while try statement.step() { body(statement) }
    }

    /// Ends the snapshot and gives everything back.
    func close() {
        for statement in [
            selectSteps, selectMessages, selectJournal, selectMessageBytes, selectDocuments,
            selectDeclaration, selectRisk, selectWaybill, selectBasis, selectRuleBook,
        ] { statement.finalize() }
        sqlite3_close_v2(connection)
    }
}
