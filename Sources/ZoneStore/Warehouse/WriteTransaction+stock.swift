public import ZoneCore

/// The warehouse ledger inside the intake's transaction.
extension WriteTransaction {
    /// The account of that code; nil when none is registered.
    public func stockAccount(_ code: String) throws -> StockAccountRow? {
        var select = statements.selectStockAccount
        defer { select.reset() }
        select.bind(1, code)
        guard try select.step(), let kind = StockAccountKind(rawValue: select.int(0)) else {
            return nil
        }
        return StockAccountRow(
            code: code, kind: kind, owner: select.text(1), name: select.text(2),
            actor: select.text(3), atMs: select.int(4))
    }

    /// The lots of an item, those that are used up too.
    public func stockLots(_ key: StockKey) throws -> [StockLot] {
        var select = statements.selectStockLots
        defer { select.reset() }
        select.bind(1, key.account)
        select.bind(2, key.item)
        select.bind(3, key.unit)
        var lots: [StockLot] = []
        while try select.step() {
            lots.append(
                StockLot(
                    lot: select.text(0), expires: select.int(1), free: select.int(2),
                    held: select.int(3), gone: select.int(4)))
        }
        return lots
    }

    /// What a list holds, by line and lot.
    public func stockHolds(_ declarationID: Int64) throws -> [StockHold] {
        let select = statements.selectStockHolds
        defer { select.reset() }
        select.bind(1, declarationID)
        var holds: [StockHold] = []
        while try select.step() {
            holds.append(
                StockHold(
                    gnum: select.int(0),
                    key: StockKey(
                        account: select.text(1), item: select.text(2), unit: select.text(3)),
                    lot: select.text(4), expires: select.int(5), held: select.int(6),
                    gone: select.int(7)))
        }
        return holds
    }

    /// Whether what was asked for under an id is there: nil when not, else its content.
    public func stockRequest(account: String, id: String) throws -> [UInt8]? {
        var select = statements.selectStockRequest
        defer { select.reset() }
        select.bind(1, account)
        select.bind(2, id)
        return try select.step() ? select.blob(0) : nil
    }

    /// Registers an account.
    public func insert(_ row: StockAccountRow) throws {
        var insert = statements.insertStockAccount
        insert.bind(1, row.code)
        insert.bind(2, row.kind.rawValue)
        insert.bind(3, row.owner)
        insert.bind(4, row.name)
        insert.bind(5, row.actor)
        insert.bind(6, row.atMs)
        try insert.run()
    }

    /// Posts a movement; throws, and nothing changes, when a side would go below zero.
    public func post(_ posting: StockPosting, atMs: Int64) throws {
        var insert = statements.insertStockPosting
        insert.bind(1, atMs)
        insert.bind(2, posting.key.account)
        insert.bind(3, posting.key.item)
        insert.bind(4, posting.key.unit)
        insert.bind(5, posting.lot)
        insert.bind(6, posting.expires)
        insert.bind(7, posting.from.rawValue)
        insert.bind(8, posting.to.rawValue)
        insert.bind(9, posting.quantity)
        insert.bind(10, posting.declared)
        insert.bind(11, posting.cause)
        insert.bind(12, posting.declarationID)
        insert.bind(13, posting.gnum)
        insert.bind(14, posting.reference)
        insert.bind(15, posting.reason)
        insert.bind(16, posting.actor)
        try insert.run()
    }

    /// Keeps what was asked for under an id.
    public func putStockRequest(account: String, id: String, content: [UInt8]) throws {
        var insert = statements.insertStockRequest
        insert.bind(1, account)
        insert.bind(2, id)
        insert.bind(3, content)
        try insert.run()
    }
}

extension WriteTransaction {
    /// The three stocks of an item; all nothing where it is not known.
    public func stockFigures(_ key: StockKey) throws -> StockFigures {
        var select = statements.selectStockFigures
        defer { select.reset() }
        select.bind(1, key.account)
        select.bind(2, key.item)
        select.bind(3, key.unit)
        guard try select.step() else { return StockFigures() }
        return StockFigures(
            book: select.int(0), declared: select.int(1),
            physical: select.int(2) < 0 ? nil : select.int(2))
    }

    /// Keeps what was recorded; throws, and nothing changes, when less than nothing would be there.
    public func insert(_ record: StockRecordRow, atMs: Int64) throws {
        var insert = statements.insertStockRecord
        insert.bind(1, atMs)
        insert.bind(2, record.key.account)
        insert.bind(3, record.key.item)
        insert.bind(4, record.key.unit)
        insert.bind(5, record.kind.rawValue)
        insert.bind(6, record.amount)
        insert.bind(7, record.reference)
        insert.bind(8, record.reason)
        insert.bind(9, record.actor)
        try insert.run()
    }
}
