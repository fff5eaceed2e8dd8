import Foundation
import GRDB

extension SQLiteStore {
    /// Keeps what the program decides under from now on, and gives its number; the newest one's where that says the same.
    /// `files` are the rule book's, compressed.
    public func keep(_ basis: BasisRow, files: [UInt8]) throws -> Int64 {
        try writeRows { try keepBasis(basis, files: files, $0) }
    }
}

/// The same within a transaction.
func keepBasis(_ basis: BasisRow, files: [UInt8], _ db: Database) throws -> Int64 {
    let row = try Row.fetchOne(
        db,
        sql: """
            SELECT id, program, rule_book, message_byte_count_max FROM basis
            ORDER BY id DESC LIMIT 1
            """)
    if let row, row[1] == basis.program, bytes(row, 2) == basis.ruleBook,
        row[3] == basis.messageByteCountMax
    {
        return row[0]
    }
    try db.execute(
        sql: "INSERT OR IGNORE INTO rule_book VALUES (?, ?)",
        arguments: [Data(basis.ruleBook), Data(files)])
    try db.execute(
        sql: "INSERT INTO basis VALUES (NULL, ?, ?, ?, ?)",
        arguments: [
            basis.sinceMs, basis.program, Data(basis.ruleBook), basis.messageByteCountMax,
        ])
    return db.lastInsertedRowID
}
