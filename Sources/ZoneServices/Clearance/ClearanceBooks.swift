import ZoneCore
import ZoneStore

/// What a clearance session reads and writes: the books of the zone, and nothing else.
///
/// Two kinds of books exist. ``WriteTransaction`` is one transaction over the zone's file: the intake works on it.
/// ``MemoryBooks`` keeps the same in memory: history is replayed on it. The session is generic over its books, so
/// neither pays for the other.
protocol ClearanceBooks: AnyObject {
    // The one read.
    func documents(orderNo: String) throws -> [DocumentRow]
    func messageBytes(_ id: Int64) throws -> [UInt8]?
    func message(digest: [UInt8]) throws -> (id: Int64, receivedMs: Int64, answer: [UInt8])?
    func declaration(_ id: Int64) throws -> DeclarationRow?
    func overdueDeclarations(atMs: Int64, countMax: Int64) throws -> [DeclarationRow]
    func allowanceUsed(buyer: String, year: Int64) throws -> Int64
    func guarantee(_ assureCode: String) throws -> GuaranteeRow?
    func waybillOrder(logisticsNo: String, logisticsCode: String) throws -> String?
    func summaryOpen(
        ebcCode: String, dueDays: ClosedRange<Int64>, countMax: Int64
    ) throws -> [SummaryOpenRow]
    func stockAccount(_ code: String) throws -> StockAccountRow?
    func stockLots(_ key: StockKey) throws -> [StockLot]
    func stockHolds(_ declarationID: Int64) throws -> [StockHold]
    func stockFigures(_ key: StockKey) throws -> StockFigures
    func signature(messageID: Int64) throws -> SignatureRow?
    func stockRequest(account: String, id: String) throws -> [UInt8]?

    // The one write.
    func insert(_ message: MessageRow) throws
    func insert(_ signature: SignatureRow) throws
    func put(_ document: DocumentRow) throws
    func put(_ declaration: DeclarationRow) throws
    func putWaybill(logisticsNo: String, logisticsCode: String, orderNo: String) throws
    func signWaybill(logisticsNo: String, logisticsCode: String, atMs: Int64) throws
    func deleteWaybill(logisticsNo: String, logisticsCode: String) throws
    /// False and no change when the total would leave 0 to the limit.
    func useAllowance(_ fen: Int64, buyer: String, year: Int64, limitFen: Int64) throws -> Bool
    /// False and no change when the guarantor's account does not cover it.
    func useGuarantee(_ fen: Int64, assureCode: String) throws -> Bool
    func put(_ row: SummaryOpenRow) throws
    func delete(_ row: SummaryOpenRow) throws
    func insert(_ row: SummaryRow) throws
    func insert(_ row: StockAccountRow) throws
    /// Throws when a side of the lot would go below zero.
    func post(_ posting: StockPosting, atMs: Int64) throws
    /// Throws when less than nothing would be there.
    func insert(_ record: StockRecordRow, atMs: Int64) throws
    func putStockRequest(account: String, id: String, content: [UInt8]) throws
    func appendJournal(
        seq: Int64, atMs: Int64, recipient: String, messageID: Int64, count: Int64,
        events: [UInt8]) throws
    func addDailyCount(
        day: Int64, hour: Int64, status: Int64, tradeMode: String, count: Int64,
        dutiableFen: Int64, taxFen: Int64) throws
}

extension WriteTransaction: ClearanceBooks {}
