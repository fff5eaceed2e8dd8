import GRDB
import GRDBSQLite

/// Everything the intake reads and writes inside its one transaction.
///
/// What requests share is guarded here, not only where it was decided: the allowance and the guarantee by a
/// WHERE and a CHECK, uniqueness by primary keys.
public final class WriteTransaction {
    let statements: WriteStatements
    private(set) var allowances: AllowanceLedger
    /// Rows of the journal that get their place in the evidence with this transaction, and the time that is stamped.
    private(set) var unsealed: [PackedJournalRow] = []
    private(set) var stampMs: Int64 = 0

    private let statisticsClaim: Int64

    init(
        _ statements: WriteStatements, _ allowances: AllowanceLedger, statisticsClaim: Int64
    ) {
        self.statements = statements
        self.allowances = allowances
        self.statisticsClaim = statisticsClaim
    }

    /// The last work before the commit.
    func finish(_ sealing: inout (any JournalSealing)?) throws {
        try allowances.fold(statements)
        if let sealed = try sealing?.seal(unsealed, atMs: stampMs) { try put(sealed) }
    }

    /// Has rows of the journal sealed that are in it or were appended just now.
    func seal(_ rows: [PackedJournalRow], atMs: Int64) {
        unsealed += rows
        stampMs = atMs
    }

    // MARK: The one read

    /// All documents of an order, and with them whatever the new ones have to be held against.
    public func documents(orderNo: String) throws -> [DocumentRow] {
        var select = statements.selectDocuments
        defer { select.reset() }
        select.bind(1, orderNo)
        var rows: [DocumentRow] = []
        while try select.step() { rows.append(Self.document(select, orderNo: orderNo)) }
        return rows
    }

    /// The compressed bytes of a message; nil when there is no such message.
    public func messageBytes(_ id: Int64) throws -> [UInt8]? {
        let select = statements.selectMessageBytes
        defer { select.reset() }
        select.bind(1, id)
        return try select.step() ? select.blob(0) : nil
    }

    /// What the buyer used of the year's allowance, in fen.
    public func allowanceUsed(buyer: String, year: Int64) throws -> Int64 {
        try allowances.used(BuyerYear(buyer: buyer, year: year), statements)
    }

    /// A guarantor's account; nil when it has none.
    public func guarantee(_ assureCode: String) throws -> GuaranteeRow? {
        var select = statements.selectGuarantee
        defer { select.reset() }
        select.bind(1, assureCode)
        guard try select.step() else { return nil }
        return GuaranteeRow(
            assureCode: assureCode, limitFen: select.int(0), usedFen: select.int(1))
    }

    /// The order a waybill number of a logistics firm belongs to; nil when it is new.
    public func waybillOrder(logisticsNo: String, logisticsCode: String) throws -> String? {
        var select = statements.selectWaybill
        defer { select.reset() }
        select.bind(1, logisticsNo)
        select.bind(2, logisticsCode)
        return try select.step() ? select.text(0) : nil
    }

    /// A declaration by its id.
    public func declaration(_ id: Int64) throws -> DeclarationRow? {
        let select = statements.selectDeclaration
        defer { select.reset() }
        select.bind(1, id)
        return try select.step() ? Self.declaration(select) : nil
    }

    /// Declarations that have waited for documents longer than they may.
    public func overdueDeclarations(atMs: Int64, countMax: Int64) throws -> [DeclarationRow] {
        let select = statements.selectOverdue
        defer { select.reset() }
        select.bind(1, atMs)
        select.bind(2, countMax)
        var rows: [DeclarationRow] = []
        while try select.step() { rows.append(Self.declaration(select)) }
        return rows
    }

    /// A message that was received before with these very bytes.
    public func message(
        digest: [UInt8]
    ) throws -> (id: Int64, receivedMs: Int64, answer: [UInt8])? {
        var select = statements.selectMessageByDigest
        defer { select.reset() }
        select.bind(1, Self.key(digest))
        select.bind(2, digest)
        guard try select.step() else { return nil }
        return (select.int(0), select.int(1), select.blob(2))
    }

    /// What an idempotency key stands for.
    public func idempotency(
        _ key: String
    ) throws -> (digest: [UInt8], messageFirst: Int64, messageCount: Int64)? {
        var select = statements.selectIdempotency
        defer { select.reset() }
        select.bind(1, key)
        return try select.step() ? (select.blob(0), select.int(1), select.int(2)) : nil
    }

    // MARK: The one write

    /// Stores a message.
    public func insert(_ message: MessageRow) throws {
        var insert = statements.insertMessage
        insert.bind(1, message.id)
        insert.bind(2, message.receivedMs)
        insert.bind(3, message.name)
        insert.bind(4, message.guid)
        insert.bind(5, message.recipient)
        insert.bind(6, message.verdict)
        insert.bind(7, message.digest)
        insert.bind(8, message.byteCount)
        insert.bind(9, message.compressed)
        insert.bind(10, message.answer)
        insert.bind(11, message.findings)
        try insert.run()
        let key = statements.insertDigest
        key.bind(1, Self.key(message.digest))
        key.bind(2, message.id)
        try key.run()
    }

    /// Stores a document, in place of the one with the same key.
    public func put(_ document: DocumentRow) throws {
        var insert = statements.putDocument
        insert.bind(1, document.orderNo)
        insert.bind(2, document.kind)
        insert.bind(3, document.party)
        insert.bind(4, document.number)
        insert.bind(5, document.status)
        insert.bind(6, document.messageID)
        insert.bind(7, document.slot)
        insert.bind(8, document.declarationID)
        try insert.run()
    }

    /// Stores a declaration, in place of the one with the same id.
    public func put(_ declaration: DeclarationRow) throws {
        var put = statements.putDeclaration
        put.bind(1, declaration.id)
        put.bind(2, declaration.orderNo)
        put.bind(3, declaration.ebpCode)
        put.bind(4, declaration.status)
        put.bind(5, declaration.recipient)
        put.bind(6, declaration.tradeMode)
        put.bind(7, declaration.customsCode)
        put.bind(8, declaration.receivedMs)
        put.bind(9, declaration.waitsUntilMs)
        put.bind(10, declaration.missing)
        put.bind(11, declaration.dutiableFen)
        put.bind(12, declaration.dutyFen)
        put.bind(13, declaration.vatFen)
        put.bind(14, declaration.consumptionFen)
        put.bind(15, declaration.buyer)
        put.bind(16, declaration.year)
        put.bind(17, declaration.assureCode)
        put.bind(18, declaration.history)
        put.bind(19, declaration.risk)
        put.bind(20, declaration.isExport ? 1 : 0)
        put.bind(21, declaration.lineTaxes)
        put.bind(22, declaration.summaryID)
        try put.run()
        guard declaration.id <= statisticsClaim else { return }
        let note = statements.noteChange
        note.bind(1, declaration.id)
        try note.run()
    }

    /// Notes the order of a waybill number.
    public func putWaybill(logisticsNo: String, logisticsCode: String, orderNo: String) throws {
        var put = statements.putWaybill
        put.bind(1, logisticsNo)
        put.bind(2, logisticsCode)
        put.bind(3, orderNo)
        try put.run()
    }

    /// Notes that a parcel was signed for.
    public func signWaybill(logisticsNo: String, logisticsCode: String, atMs: Int64) throws {
        var update = statements.signWaybill
        update.bind(1, atMs)
        update.bind(2, logisticsNo)
        update.bind(3, logisticsCode)
        try update.run()
    }

    /// Forgets a waybill number: its document was deleted.
    public func deleteWaybill(logisticsNo: String, logisticsCode: String) throws {
        var delete = statements.deleteWaybill
        delete.bind(1, logisticsNo)
        delete.bind(2, logisticsCode)
        try delete.run()
    }

    /// Takes `fen` (gives back, when negative) from the buyer's allowance; false and no change when it does not fit.
    public func useAllowance(
        _ fen: Int64, buyer: String, year: Int64, limitFen: Int64
    ) throws -> Bool {
        try allowances.use(
            fen, of: BuyerYear(buyer: buyer, year: year), limitFen: limitFen, statements)
    }

    /// Takes `fen` (gives back, when negative) from a guarantor's account; false when it does not cover it.
    public func useGuarantee(_ fen: Int64, assureCode: String) throws -> Bool {
        var update = statements.useGuarantee
        update.bind(1, fen)
        update.bind(2, assureCode)
        return try update.run() > 0
    }

    /// Sets what a guarantor has put up; false when more is already used.
    public func setGuarantee(_ assureCode: String, limitFen: Int64) throws -> Bool {
        var put = statements.setGuarantee
        put.bind(1, assureCode)
        put.bind(2, limitFen)
        return try put.run() > 0
    }

    /// Appends events for one recipient to the journal.
    public func appendJournal(
        seq: Int64, atMs: Int64, recipient: String, messageID: Int64, count: Int64,
        events: [UInt8]
    ) throws {
        var insert = statements.insertJournal
        insert.bind(1, seq)
        insert.bind(2, atMs)
        insert.bind(3, recipient)
        insert.bind(4, messageID)
        insert.bind(5, count)
        insert.bind(6, events)
        try insert.run()
        let row = PackedJournalRow(
            seq: seq, atMs: atMs, recipient: recipient, messageID: messageID, count: count,
            events: events)
        seal([row], atMs: atMs)
    }

    /// Appends what this transaction did to the history.
    public func append(_ step: StepRow) throws {
        var insert = statements.insertStep
        insert.bind(1, step.atMs)
        insert.bind(2, step.basisID)
        var (kind, messageFirst, count, code, limit) = (Int64(1), Int64(0), Int64(0), "", Int64(0))
        var detail: [UInt8] = []
        switch step.deed {
        case .batch(let first, let messageCount): (messageFirst, count) = (first, messageCount)
        case .sweep(let countMax): (kind, count) = (2, countMax)
        case .guarantee(let assureCode, let limitFen):
            (kind, code, limit) = (3, assureCode, limitFen)
        case .act(let declarationID, let event, let packed):
            (kind, messageFirst, code, detail) = (4, declarationID, event, packed)
        case .stock(let account, let packed):
            (kind, code, detail) = (10, account, packed)
        case .registers(let revision, let packed):
            (kind, messageFirst, detail) = (11, revision, packed)
        }
        insert.bind(3, kind)
        insert.bind(4, messageFirst)
        insert.bind(5, count)
        insert.bind(6, code)
        insert.bind(7, limit)
        insert.bind(8, detail)
        try insert.run()
    }

    /// Keeps an idempotency key.
    public func putIdempotency(
        _ key: String, digest: [UInt8], messageFirst: Int64, messageCount: Int64, atMs: Int64
    ) throws {
        var insert = statements.insertIdempotency
        insert.bind(1, key)
        insert.bind(2, digest)
        insert.bind(3, messageFirst)
        insert.bind(4, messageCount)
        insert.bind(5, atMs)
        try insert.run()
    }

    /// Adds to the sums of a day.
    public func addDailyCount(
        day: Int64, hour: Int64, status: Int64, tradeMode: String, count: Int64,
        dutiableFen: Int64, taxFen: Int64
    ) throws {
        var put = statements.addDailyCount
        put.bind(1, day)
        put.bind(2, hour)
        put.bind(3, status)
        put.bind(4, tradeMode)
        put.bind(5, count)
        put.bind(6, dutiableFen)
        put.bind(7, taxFen)
        try put.run()
    }

    static func document(_ select: HotStatement, orderNo: String) -> DocumentRow {
        DocumentRow(
            orderNo: orderNo, kind: select.int(0), party: select.text(1), number: select.text(2),
            status: select.int(3), messageID: select.int(4), slot: select.int(5),
            declarationID: select.int(6))
    }

    static func declaration(_ select: HotStatement) -> DeclarationRow {
        var row = DeclarationRow(
            id: select.int(0), orderNo: select.text(1), ebpCode: select.text(2),
            status: select.int(3))
        row.recipient = select.text(4)
        row.tradeMode = select.text(5)
        row.customsCode = select.text(6)
        row.receivedMs = select.int(7)
        row.waitsUntilMs = select.int(8)
        row.missing = select.int(9)
        row.dutiableFen = select.int(10)
        row.dutyFen = select.int(11)
        row.vatFen = select.int(12)
        row.consumptionFen = select.int(13)
        row.buyer = select.text(14)
        row.year = select.int(15)
        row.assureCode = select.text(16)
        row.history = select.blob(17)
        row.risk = select.blob(18)
        row.isExport = select.int(19) != 0
        row.lineTaxes = select.blob(20)
        row.summaryID = select.int(21)
        return row
    }

    /// The first eight bytes of a digest.
    private static func key(_ digest: [UInt8]) -> Int64 {
        digest.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}
