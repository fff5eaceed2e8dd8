import ZoneCore
import ZoneStore

/// What a session met and changed in the warehouse ledger: each account, item and list is read once, and what was
/// posted is written by ``flush(to:atMs:)``.
struct StockWork {
    var accounts: [String: StockAccountRow?] = [:]
    var lots: [StockKey: [StockLot]] = [:]
    var holds: [Int64: [StockHold]] = [:]
    private var newAccounts: [StockAccountRow] = []
    private var postings: [StockPosting] = []
    private var records: [StockRecordRow] = []
    private var requests: [(account: String, id: String, content: [UInt8])] = []

    mutating func register(_ account: StockAccountRow) {
        accounts[account.code] = account
        newAccounts.append(account)
    }

    mutating func keep(_ posting: StockPosting) { postings.append(posting) }

    mutating func keep(_ record: StockRecordRow) { records.append(record) }

    mutating func keep(account: String, id: String, content: [UInt8]) {
        requests.append((account, id, content))
    }

    /// Writes everything in the order in which it came.
    func flush(to books: some ClearanceBooks, atMs: Int64) throws {
        for account in newAccounts { try books.insert(account) }
        for posting in postings { try books.post(posting, atMs: atMs) }
        for record in records { try books.insert(record, atMs: atMs) }
        for request in requests {
            try books.putStockRequest(
                account: request.account, id: request.id, content: request.content)
        }
    }
}
