import GRDBSQLite

/// What SQLite said no to.
public struct StoreError: Error, CustomStringConvertible, Sendable {
    /// SQLite's extended result code.
    public let code: Int32
    /// SQLite's words, and the statement.
    public let description: String
}

/// A prepared statement of the write path, bound without boxing or allocating a value.
///
/// Short values are copied into memory of the statement's own, longer ones by SQLite. Only the writer uses it, under the
/// store's lock; handles are kept as addresses because a pointer can't be said to move between threads, which these may.
struct HotStatement: Sendable {
    private let handleAddress: UInt
    private let connectionAddress: UInt
    private let scratchAddress: UInt
    private let sql: String
    /// Bytes used by the row being bound; every use of a statement is a copy that begins with none.
    private var scratchCount = 0

    private var handle: OpaquePointer? { OpaquePointer(bitPattern: handleAddress) }
    private var connection: OpaquePointer? { OpaquePointer(bitPattern: connectionAddress) }
    private var scratch: UnsafeMutableRawPointer? {
        UnsafeMutableRawPointer(bitPattern: scratchAddress)
    }

    /// Bytes of short values that one row may have.
    private static let scratchCountMax = 4096

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
        scratchAddress = UInt(
            bitPattern: UnsafeMutableRawPointer.allocate(
                byteCount: Self.scratchCountMax, alignment: 1))
        self.sql = sql
    }

    /// Gives the statement back to SQLite; it can't be used after it.
    func finalize() {
        sqlite3_finalize(handle)
        scratch?.deallocate()
    }

    func bind(_ index: Int32, _ value: Int64) {
        sqlite3_bind_int64(handle, index, value)
    }

    mutating func bind(_ index: Int32, _ value: String) {
        var value = value
        value.withUTF8 { bind(index, UnsafeRawBufferPointer($0), isText: true) }
    }

    mutating func bind(_ index: Int32, _ value: [UInt8]) {
        value.withUnsafeBytes { bind(index, $0, isText: false) }
    }

    private mutating func bind(_ index: Int32, _ bytes: UnsafeRawBufferPointer, isText: Bool) {
        var start = bytes.baseAddress
        var copying: sqlite3_destructor_type? = Self.transient
        if let base = bytes.baseAddress, let scratch,
            scratchCount + bytes.count <= Self.scratchCountMax
        {
            let own = scratch + scratchCount
            own.copyMemory(from: base, byteCount: bytes.count)
            scratchCount += bytes.count
            (start, copying) = (UnsafeRawPointer(own), nil)
        } else if bytes.isEmpty {
            // A null pointer would bind NULL instead of the empty value.
            (start, copying) = (scratch.map { UnsafeRawPointer($0) }, nil)
        }
        if isText {
            sqlite3_bind_text(
                handle, index, start?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
                copying)
        } else {
            sqlite3_bind_blob64(handle, index, start, UInt64(bytes.count), copying)
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

    /// Whether a column holds this text, without making one of it.
    func holds(_ column: Int32, _ text: String) -> Bool {
        guard let bytes = sqlite3_column_text(handle, column) else { return text.isEmpty }
        let count = Int(sqlite3_column_bytes(handle, column))
        var text = text
        return text.withUTF8 { $0.elementsEqual(UnsafeBufferPointer(start: bytes, count: count)) }
    }

    /// Whether a column holds these bytes.
    func holds(_ column: Int32, _ bytes: [UInt8]) -> Bool {
        let count = Int(sqlite3_column_bytes(handle, column))
        guard let start = sqlite3_column_blob(handle, column) else { return bytes.isEmpty }
        return bytes.elementsEqual(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// SQLite's word for "copy it".
    private static var transient: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
