/// The statements of the write path, prepared once for the writer's connection.
struct WriteStatements: Sendable {
    static let declarationColumns = """
        id, order_no, ebp_code, status, recipient, trade_mode, customs_code, received_ms,
        waits_until_ms, missing, dutiable_fen, duty_fen, vat_fen, consumption_fen, buyer, year,
        assure_code, history, risk, is_export, line_taxes, summary_id
        """

    let selectDocuments: HotStatement
    let selectMessageBytes: HotStatement
    let selectAllowance: HotStatement
    let selectGuarantee: HotStatement
    let selectWaybill: HotStatement
    let selectDeclaration: HotStatement
    let selectOverdue: HotStatement
    let selectMessageByDigest: HotStatement
    let selectIdempotency: HotStatement
    let insertMessage: HotStatement
    let insertDigest: HotStatement
    let putDocument: HotStatement
    let putDeclaration: HotStatement
    let putWaybill: HotStatement
    let signWaybill: HotStatement
    let deleteWaybill: HotStatement
    let useAllowance: HotStatement
    let giveBackAllowance: HotStatement
    let selectAllowanceChanges: HotStatement
    let insertAllowanceChange: HotStatement
    let deleteAllowanceChanges: HotStatement
    let selectAllowanceFold: HotStatement
    let putAllowanceFold: HotStatement
    let useGuarantee: HotStatement
    let setGuarantee: HotStatement
    let insertJournal: HotStatement
    let insertEvidenceNode: HotStatement
    let insertEvidenceHead: HotStatement
    let insertIdempotency: HotStatement
    let addDailyCount: HotStatement
    let insertStep: HotStatement
    let selectSummaryOpen: HotStatement
    let putSummaryOpen: HotStatement
    let deleteSummaryOpen: HotStatement
    let insertSummary: HotStatement
    let selectStockAccount: HotStatement
    let selectStockLots: HotStatement
    let selectStockHolds: HotStatement
    let selectStockRequest: HotStatement
    let insertStockAccount: HotStatement
    let insertStockPosting: HotStatement
    let insertStockRequest: HotStatement
    let selectStockFigures: HotStatement
    let insertStockRecord: HotStatement
    let selectEnterpriseRevision: HotStatement
    let noteChange: HotStatement
    let insertSignature: HotStatement
    let selectSignature: HotStatement

    init(on connection: OpaquePointer) throws(StoreError) {
        func prepare(_ sql: String) throws(StoreError) -> HotStatement {
            try HotStatement(sql, on: connection)
        }
        selectDocuments = try prepare(
            "SELECT kind, party, number, status, message_id, slot, declaration_id FROM document WHERE order_no = ?1"
        )
        selectMessageBytes = try prepare("SELECT compressed FROM message WHERE id = ?1")
        selectAllowance = try prepare(
            "SELECT used_fen FROM allowance WHERE buyer = ?1 AND year = ?2")
        selectGuarantee = try prepare(
            "SELECT limit_fen, used_fen FROM guarantee WHERE assure_code = ?1")
        selectWaybill = try prepare(
            "SELECT order_no FROM waybill WHERE logistics_no = ?1 AND logistics_code = ?2")
        selectDeclaration = try prepare(
            "SELECT \(Self.declarationColumns) FROM declaration WHERE id = ?1")
        selectOverdue = try prepare(
            "SELECT \(Self.declarationColumns) FROM declaration WHERE waits_until_ms > 0 AND waits_until_ms <= ?1 ORDER BY waits_until_ms LIMIT ?2"
        )
        selectMessageByDigest = try prepare(
            "SELECT m.id, m.received_ms, m.answer FROM message_digest d JOIN message m ON m.id = d.message_id WHERE d.digest = ?1 AND m.digest = ?2 LIMIT 1"
        )
        selectIdempotency = try prepare(
            "SELECT digest, message_first, message_count FROM idempotency WHERE key = ?1")
        insertMessage = try prepare(
            "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        insertDigest = try prepare("INSERT INTO message_digest VALUES (?1, ?2)")
        putDocument = try prepare(
            "INSERT OR REPLACE INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        putDeclaration = try prepare(
            "INSERT OR REPLACE INTO declaration VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)"
        )
        putWaybill = try prepare("INSERT OR REPLACE INTO waybill VALUES (?1, ?2, ?3, 0)")
        signWaybill = try prepare(
            "UPDATE waybill SET signed_ms = ?1 WHERE logistics_no = ?2 AND logistics_code = ?3")
        deleteWaybill = try prepare(
            "DELETE FROM waybill WHERE logistics_no = ?1 AND logistics_code = ?2")
        useAllowance = try prepare(
            "INSERT INTO allowance VALUES (?1, ?2, ?3, ?4) ON CONFLICT (buyer, year) DO UPDATE SET used_fen = used_fen + ?3, limit_fen = ?4 WHERE used_fen + ?3 BETWEEN 0 AND ?4"
        )
        // Apart, because the row of an INSERT has to meet the CHECK before a conflict is looked for.
        giveBackAllowance = try prepare(
            "UPDATE allowance SET used_fen = used_fen + ?3 WHERE buyer = ?1 AND year = ?2 AND used_fen + ?3 >= 0"
        )
        selectAllowanceChanges = try prepare(
            "SELECT seq, buyer, year, fen, limit_fen FROM allowance_change ORDER BY seq")
        insertAllowanceChange = try prepare(
            "INSERT INTO allowance_change VALUES (?1, ?2, ?3, ?4, ?5)")
        deleteAllowanceChanges = try prepare("DELETE FROM allowance_change WHERE seq <= ?1")
        selectAllowanceFold = try prepare(
            "SELECT last_seq, buyer, year, is_done FROM allowance_fold WHERE id = 1")
        putAllowanceFold = try prepare(
            "INSERT OR REPLACE INTO allowance_fold VALUES (1, ?1, ?2, ?3, ?4)")
        useGuarantee = try prepare(
            "UPDATE guarantee SET used_fen = used_fen + ?1 WHERE assure_code = ?2 AND used_fen + ?1 BETWEEN 0 AND limit_fen"
        )
        setGuarantee = try prepare(
            "INSERT INTO guarantee VALUES (?1, ?2, 0) ON CONFLICT (assure_code) DO UPDATE SET limit_fen = ?2 WHERE used_fen <= ?2"
        )
        insertJournal = try prepare("INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        insertEvidenceNode = try prepare("INSERT INTO evidence_node VALUES (?1, ?2, ?3)")
        insertEvidenceHead = try prepare(
            "INSERT INTO evidence_head VALUES (?1, ?2, ?3, ?4, ?5)")
        insertIdempotency = try prepare("INSERT INTO idempotency VALUES (?1, ?2, ?3, ?4, ?5)")
        addDailyCount = try prepare(
            "INSERT INTO daily_count VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (day, hour, status, trade_mode) DO UPDATE SET declaration_count = declaration_count + ?5, dutiable_fen = dutiable_fen + ?6, tax_fen = tax_fen + ?7"
        )
        insertStep = try prepare("INSERT INTO step VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        selectSummaryOpen = try prepare(
            "SELECT due_day, ebc_code, declaration_id, released_ms FROM summary_open WHERE due_day BETWEEN ?1 AND ?2 AND ebc_code = ?3 LIMIT ?4"
        )
        putSummaryOpen = try prepare(
            "INSERT OR REPLACE INTO summary_open VALUES (?1, ?2, ?3, ?4)")
        deleteSummaryOpen = try prepare(
            "DELETE FROM summary_open WHERE due_day = ?1 AND ebc_code = ?2 AND declaration_id = ?3"
        )
        insertSummary = try prepare("INSERT INTO summary VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        selectStockAccount = try prepare(
            "SELECT kind, owner, name, actor, at_ms FROM stock_account WHERE code = ?1")
        selectStockLots = try prepare(
            "SELECT lot, expires, free, held, gone FROM stock_lot WHERE account = ?1 AND item = ?2 AND unit = ?3 ORDER BY lot"
        )
        selectStockHolds = try prepare(
            "SELECT gnum, account, item, unit, lot, expires, held, gone FROM stock_hold WHERE declaration_id = ?1 ORDER BY gnum, account, item, unit, lot"
        )
        selectStockRequest = try prepare(
            "SELECT content FROM stock_request WHERE account = ?1 AND id = ?2")
        insertStockAccount = try prepare(
            "INSERT INTO stock_account VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        insertStockPosting = try prepare(
            "INSERT INTO stock_posting VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
        )
        selectStockFigures = try prepare(
            "SELECT book, declared, coalesce(physical, -1) FROM stock_item WHERE account = ?1 AND item = ?2 AND unit = ?3"
        )
        insertStockRecord = try prepare(
            "INSERT INTO stock_record VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        insertStockRequest = try prepare("INSERT INTO stock_request VALUES (?1, ?2, ?3)")
        selectEnterpriseRevision = try prepare(
            "SELECT coalesce(max(id), 0) FROM enterprise_event")
        noteChange = try prepare("INSERT INTO statistics_dirty VALUES (NULL, ?1)")
        insertSignature = try prepare(
            "INSERT INTO message_signature VALUES (?1, ?2, ?3, ?4, ?5)")
        selectSignature = try prepare(
            "SELECT outcome, serial, suite, certificate_until_day FROM message_signature WHERE message_id = ?1"
        )
    }

    /// Gives all statements back to SQLite.
    func finalize() {
        for statement in [
            selectDocuments, selectMessageBytes, selectAllowance, selectGuarantee,
            selectWaybill, selectDeclaration, selectOverdue,
            selectMessageByDigest, selectIdempotency, insertMessage,
            insertDigest, putDocument, putDeclaration,
            putWaybill, signWaybill, deleteWaybill,
            useAllowance, giveBackAllowance, selectAllowanceChanges, insertAllowanceChange,
            deleteAllowanceChanges, selectAllowanceFold, putAllowanceFold, useGuarantee,
            setGuarantee, insertJournal, insertEvidenceNode, insertEvidenceHead, insertIdempotency,
            addDailyCount, insertStep,
            selectSummaryOpen, putSummaryOpen, deleteSummaryOpen, insertSummary,
            selectStockAccount, selectStockLots, selectStockHolds, selectStockRequest,
            insertStockAccount, insertStockPosting, insertStockRequest,
            selectStockFigures, insertStockRecord,
            selectEnterpriseRevision, noteChange, insertSignature, selectSignature,
        ] {
            statement.finalize()
        }
    }
}
