import GRDB
public import ZoneCore

/// A page's row of an account's items.
public struct StockItemRow: Hashable, Sendable {
    public var key: StockKey
    public var figures: StockFigures
    public var lots: [StockLot]
}

/// A difference between the three stocks of an item, with what they are now.
public struct StockDiscrepancyRow: Hashable, Sendable {
    public var id: Int64
    public var key: StockKey
    public var owner: String
    public var figures: StockFigures
    public var sinceMs: Int64
    /// Nil while it is open.
    public var closedMs: Int64?
}

/// A posting as it is stored.
public struct StoredPosting: Hashable, Sendable {
    public var id: Int64
    public var atMs: Int64
    public var posting: StockPosting
}

extension SQLiteStore {
    /// Accounts behind a code, by code.
    public func stockAccounts(after code: String, countMax: Int) throws -> [StockAccountRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM stock_account WHERE code > ? ORDER BY code LIMIT ?",
                arguments: [code, countMax]
            ).map(account)
        }
    }

    /// The account of that code.
    public func stockAccount(_ code: String) throws -> StockAccountRow? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM stock_account WHERE code = ?", arguments: [code]
            ).map(account)
        }
    }

    /// Items of an account, or of all, behind a key, with at most 200 lots each that hold something.
    public func stockItems(
        of account: String?, after key: StockKey, countMax: Int
    ) throws -> [StockItemRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM stock_item
                    WHERE (account, item, unit) > (?1, ?2, ?3) AND (?4 IS NULL OR account = ?4)
                    ORDER BY account, item, unit LIMIT ?5
                    """,
                arguments: [key.account, key.item, key.unit, account, countMax]
            ).map { row in
                let key = stockKey(row)
                let lots = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT * FROM stock_lot
                        WHERE account = ? AND item = ? AND unit = ? AND free + held > 0
                        ORDER BY expires, lot LIMIT 200
                        """, arguments: [key.account, key.item, key.unit]
                ).map {
                    StockLot(
                        lot: $0["lot"], expires: $0["expires"], free: $0["free"],
                        held: $0["held"], gone: $0["gone"])
                }
                return StockItemRow(key: key, figures: figures(row), lots: lots)
            }
        }
    }

    /// Postings of an account behind a number.
    public func stockPostings(
        of account: String, after id: Int64, countMax: Int
    ) throws -> [StoredPosting] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM stock_posting WHERE account = ? AND id > ? ORDER BY id LIMIT ?",
                arguments: [account, id, countMax]
            ).map(posting)
        }
    }

    /// Differences of an account, or of all, behind a number; only those that are open unless `closed` too.
    public func stockDiscrepancies(
        of account: String?, closed: Bool, after id: Int64, countMax: Int
    ) throws -> [StockDiscrepancyRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT d.id, d.account, d.item, d.unit, d.since_ms, d.closed_ms, a.owner,
                        i.book, i.declared, i.physical
                    FROM stock_discrepancy d
                    JOIN stock_item i ON i.account = d.account AND i.item = d.item
                        AND i.unit = d.unit
                    JOIN stock_account a ON a.code = d.account
                    WHERE d.id > ?1 AND (?2 IS NULL OR d.account = ?2)
                        AND (?3 OR d.closed_ms IS NULL)
                    ORDER BY d.id LIMIT ?4
                    """, arguments: [id, account, closed, countMax]
            ).map { row in
                StockDiscrepancyRow(
                    id: row["id"], key: stockKey(row), owner: row["owner"],
                    figures: figures(row), sinceMs: row["since_ms"], closedMs: row["closed_ms"])
            }
        }
    }

    /// What all sides of every item sum to, and whether each item's book is the sum of its lots: empty where the ledger
    /// balances, else the items where it does not.
    public func stockImbalances() throws -> [StockKey] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT i.account, i.item, i.unit FROM stock_item i
                    LEFT JOIN (
                        SELECT account, item, unit, sum(free + held) AS book,
                            sum(entered - free - held - gone) AS rest
                        FROM stock_lot GROUP BY account, item, unit
                    ) l ON l.account = i.account AND l.item = i.item AND l.unit = i.unit
                    WHERE i.book <> coalesce(l.book, 0) OR coalesce(l.rest, 0) <> 0
                    """
            ).map(stockKey)
        }
    }
}

private func stockKey(_ row: Row) -> StockKey {
    StockKey(account: row["account"], item: row["item"], unit: row["unit"])
}

private func figures(_ row: Row) -> StockFigures {
    StockFigures(book: row["book"], declared: row["declared"], physical: row["physical"])
}

private func account(_ row: Row) -> StockAccountRow {
    StockAccountRow(
        code: row["code"], kind: StockAccountKind(rawValue: row["kind"]) ?? .bonded,
        owner: row["owner"], name: row["name"], actor: row["actor"], atMs: row["at_ms"])
}

private func posting(_ row: Row) -> StoredPosting {
    var posting = StockPosting(
        stockKey(row), lot: row["lot"], expires: row["expires"],
        from: StockSide(rawValue: row["from_side"]) ?? .outside,
        to: StockSide(rawValue: row["to_side"]) ?? .outside, quantity: row["quantity"],
        cause: row["cause"])
    posting.declared = row["declared"]
    posting.declarationID = row["declaration_id"]
    posting.gnum = row["gnum"]
    posting.reference = row["reference"]
    posting.reason = row["reason"]
    posting.actor = row["actor"]
    return StoredPosting(id: row["id"], atMs: row["at_ms"], posting: posting)
}
