import GRDBSQLite

/// What SQLite said no to.
public struct StoreError: Error, CustomStringConvertible, Sendable {
    /// SQLite's extended result code.
    public let code: Int32
    /// SQLite's words, and the statement.
    public let description: String
}

/// A prepared statement of the write path, bound without boxing a value.
///
/// Texts and blobs are copied by SQLite. Only the writer uses it, under the store's lock; the handles are kept as
/// addresses because a pointer can't be said to move between threads, which SQLite's may.
struct HotStatement: Sendable {
    private let handleAddress: UInt
    private let connectionAddress: UInt
    private let sql: String

    private var handle: OpaquePointer? { OpaquePointer(bitPattern: handleAddress) }
    private var connection: OpaquePointer? { OpaquePointer(bitPattern: connectionAddress) }

    init(_ sql: String, on connection: OpaquePointer) throws(StoreError) {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else {
            throw StoreError(
                code: code, description: String(cString: sqlite3_errmsg(connection)) + ": " + sql)
        }
        handleAddress = UInt(bitPattern: statement)
        connectionAddress = UInt(bitPattern: connection)
        self.sql = sql
    }

    /// Gives the statement back to SQLite; it can't be used after it.
    func finalize() {
        sqlite3_finalize(handle)
    }

    func bind(_ index: Int32, _ value: Int64) {
        sqlite3_bind_int64(handle, index, value)
    }

    func bind(_ index: Int32, _ value: String) {
        // A null pointer would bind NULL instead of the empty text.
        guard !value.isEmpty else {
            sqlite3_bind_text(handle, index, "", 0, Self.transient)
            return
        }
        var value = value
        value.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { text in
                _ = sqlite3_bind_text(
                    handle, index, text.baseAddress, Int32(text.count), Self.transient)
            }
        }
    }

    func bind(_ index: Int32, _ value: [UInt8]) {
        if value.isEmpty {
            sqlite3_bind_zeroblob(handle, index, 0)
        } else {
            value.withUnsafeBytes { bytes in
                _ = sqlite3_bind_blob64(
                    handle, index, bytes.baseAddress, UInt64(bytes.count), Self.transient)
            }
        }
    }

    /// True when a row is there to be read.
    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let code = sqlite3_extended_errcode(connection)
            let words = String(cString: sqlite3_errmsg(connection))
            sqlite3_reset(handle)
            throw StoreError(code: code, description: words + ": " + sql)
        }
    }

    /// Runs a statement that gives no rows, and makes it ready for the next time. Gives how many rows it changed.
    @discardableResult
    func run() throws(StoreError) -> Int {
        _ = try step()
        let changes = Int(sqlite3_changes64(connection))
        sqlite3_reset(handle)
        return changes
    }

    func reset() {
        sqlite3_reset(handle)
    }

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// SQLite's word for "copy it".
    private static var transient: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
