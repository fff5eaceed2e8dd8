import Foundation
import GRDB

/// The table of ordinary declarations that cite an order.
enum EntrySchema {
    static let sql = """
        CREATE TABLE ordinary_declaration (
            entry_id TEXT PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            order_no TEXT NOT NULL,
            content BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ordinary_declaration_order ON ordinary_declaration (order_no);
        """
}

/// An ordinary declaration as it was submitted.
public struct EntryRow: Hashable, Sendable {
    public var entryID: String
    public var atMs: Int64
    public var orderNo: String
    /// As JSON.
    public var content: [UInt8]

    /// A row with all its parts.
    public init(entryID: String, atMs: Int64, orderNo: String, content: [UInt8]) {
        self.entryID = entryID
        self.atMs = atMs
        self.orderNo = orderNo
        self.content = content
    }
}

extension SQLiteStore {
    /// Keeps an ordinary declaration, in place of the one with its number.
    public func put(_ row: EntryRow) throws {
        try writeRows { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO ordinary_declaration VALUES (?, ?, ?, ?)",
                arguments: [row.entryID, row.atMs, row.orderNo, Data(row.content)])
        }
    }

    /// An ordinary declaration by its number; nil where there is none.
    public func ordinaryDeclaration(_ entryID: String) throws -> EntryRow? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT entry_id, at_ms, order_no, content FROM ordinary_declaration
                    WHERE entry_id = ?
                    """, arguments: [entryID]
            ).map {
                EntryRow(entryID: $0[0], atMs: $0[1], orderNo: $0[2], content: bytes($0, 3))
            }
        }
    }
}
