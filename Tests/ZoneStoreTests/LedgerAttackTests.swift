import Foundation
import GRDBSQLite
import Testing
import ZoneCore
import ZoneStore

/// Raw statements against the warehouse ledger, past all code of the store: the database itself refuses them.
@Suite struct LedgerAttackTests {
    /// A lot of 10: 6 free, 3 held by list 7, 1 gone by it.
    private static func stocked() throws -> TemporaryStore {
        let temporary = try TemporaryStore()
        let key = StockKey(account: "B", item: "I", unit: "011")
        func posting(_ from: StockSide, _ to: StockSide, _ quantity: Int64) -> StockPosting {
            var posting = StockPosting(
                key, lot: "L", expires: 30_000, from: from, to: to, quantity: quantity,
                cause: "test")
            if from != .outside { (posting.declarationID, posting.gnum) = (7, 1) }
            return posting
        }
        try temporary.store.write { transaction, _ in
            try transaction.insert(
                StockAccountRow(
                    code: "B", kind: .bonded, owner: "owner", name: "Book", actor: "officer",
                    atMs: 1))
            try transaction.post(posting(.outside, .free, 10), atMs: 2)
            try transaction.post(posting(.free, .held, 4), atMs: 3)
            try transaction.post(posting(.held, .gone, 1), atMs: 4)
        }
        return temporary
    }

    private static let entry =
        "INSERT INTO stock_posting VALUES (%, 9, 'B', 'I', '011', 'L', 30000, "

    private static func post(
        _ from: Int, _ to: Int, _ quantity: Int, list: Int = 0, id: String = "NULL"
    ) -> String {
        entry.replacing("%", with: id)
            + "\(from), \(to), \(quantity), 0, 'raw', \(list), 1, '', '', '')"
    }

    static let attacks = [
        // Below zero, on each side.
        post(1, 0, 7), post(1, 2, 7), post(2, 3, 4, list: 7), post(3, 1, 2, list: 7),
        post(2, 1, 4, list: 7), post(2, 1, 1, list: 8),
        // No movement at all.
        post(1, 0, 0), post(1, 0, -1), post(0, 1, -1), post(1, 1, 1), post(1, 4, 1), post(-1, 1, 1),
        // Balances without a posting.
        "UPDATE stock_lot SET free = -1",
        "UPDATE stock_lot SET free = free + 1, entered = entered + 1",
        "UPDATE stock_lot SET free = free + 1, held = held - 1",
        "UPDATE stock_lot SET free = free + 10, entered = entered + 10, posting = 1",
        "UPDATE stock_lot SET free = free + 10, entered = entered + 10, posting = 99",
        "UPDATE stock_lot SET posting = posting + 1", "UPDATE stock_lot SET lot = 'M'",
        "UPDATE OR REPLACE stock_lot SET expires = 0", "DELETE FROM stock_lot",
        "INSERT INTO stock_lot VALUES ('B', 'I', '011', 'N', 0, 5, 5, 0, 0, 0)",
        "INSERT OR REPLACE INTO stock_lot VALUES ('B', 'I', '011', 'L', 30000, 0, 0, 0, 0, 0)",
        "UPDATE stock_item SET book = -1", "UPDATE stock_item SET book = book + 1",
        "UPDATE stock_item SET declared = declared + 1", "UPDATE stock_item SET physical = 5",
        "UPDATE stock_item SET item = 'J'", "DELETE FROM stock_item",
        "INSERT INTO stock_item VALUES ('B', 'J', '011', 5, 0, NULL, 1, 0, 0)",
        "INSERT OR REPLACE INTO stock_item VALUES ('B', 'I', '011', 0, 0, NULL, 1, 0, 0)",
        "UPDATE stock_hold SET held = 0", "UPDATE stock_hold SET gone = gone - 1",
        "DELETE FROM stock_hold",
        "INSERT INTO stock_hold VALUES (9, 1, 'B', 'I', '011', 'L', 30000, 3, 0, 0)",
        "INSERT OR REPLACE INTO stock_hold VALUES (7, 1, 'B', 'I', '011', 'L', 30000, 0, 0, 0)",
        // The ledger's past.
        "UPDATE stock_posting SET quantity = 1", "DELETE FROM stock_posting",
        post(0, 1, 5, id: "1").replacing("INSERT", with: "INSERT OR REPLACE"),
        // Less than nothing was never counted.
        "INSERT INTO stock_record VALUES (NULL, 9, 'B', 'I', '011', 3, -1, '', '', 'x')",
        "INSERT INTO stock_record VALUES (NULL, 9, 'B', 'I', '011', 2, -1, '', '', 'x')",
        "INSERT INTO stock_record VALUES (NULL, 9, 'B', 'I', '011', 4, 1, '', '', 'x')",
    ]

    @Test(arguments: attacks) func isRefusedAndChangesNothing(_ statement: String) throws {
        let temporary = try Self.stocked()
        let connection = try RawConnection(temporary.folder.appending(path: "zone.sqlite").path)
        let before = try connection.ledger()
        #expect(before.contains("B|I|011|L|30000|10|6|3|1|3"))
        #expect(connection.run(statement) == SQLITE_CONSTRAINT, "\(statement)")
        #expect(try connection.ledger() == before, "\(statement)")
        connection.close()
        try temporary.remove()
    }

    /// What the ledger allows it takes, also from outside: the attacks fail for what they do, not for where they come from.
    @Test(arguments: [
        (post(1, 0, 6), "B|I|011|L|30000|4|0|3|1|4"),
        (post(2, 1, 3, list: 7), "B|I|011|L|30000|10|9|0|1|4"),
        (post(0, 1, 5), "B|I|011|L|30000|15|11|3|1|4"),
    ])
    func aPostingWithinTheStockIsTaken(_ statement: String, lot: String) throws {
        let temporary = try Self.stocked()
        let connection = try RawConnection(temporary.folder.appending(path: "zone.sqlite").path)
        #expect(connection.run(statement) == SQLITE_OK)
        #expect(try connection.ledger().contains(lot))
        connection.close()
        #expect(try temporary.store.stockImbalances().isEmpty)
        try temporary.remove()
    }
}

/// A connection to a file that knows nothing of the store.
private struct RawConnection {
    private let handle: OpaquePointer

    init(_ path: String) throws {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil)
        self.handle = try #require(code == SQLITE_OK ? handle : nil)
        sqlite3_busy_timeout(self.handle, 10_000)
    }

    /// The primary result code of a statement.
    func run(_ sql: String) -> Int32 { sqlite3_exec(handle, sql, nil, nil, nil) & 0xFF }

    /// All rows of the ledger's tables, a line each.
    func ledger() throws -> [String] {
        try ["stock_lot", "stock_item", "stock_hold", "stock_posting", "stock_record"].flatMap {
            try rows("SELECT * FROM \($0)")
        }
    }

    private func rows(_ sql: String) throws -> [String] {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
        let statement = try #require(code == SQLITE_OK ? prepared : nil)
        defer { sqlite3_finalize(statement) }
        var lines: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            lines.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                }.joined(separator: "|"))
        }
        return lines
    }

    func close() { sqlite3_close_v2(handle) }
}
