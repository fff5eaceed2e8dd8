import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// The zone's books in one SQLite file: one writer, any number of readers.
///
/// Durable by `synchronous = FULL`: when ``write(_:)`` returns, the rows survive the loss of power.
public final class SQLiteStore: Sendable {
    private let pool: DatabasePool
    /// A connection of its own, so that the log is copied while the writer goes on.
    private let copier: DatabaseQueue
    private let writer: Mutex<WriterState>
    private let unfoldedYearCountMax: Int
    /// The highest declaration that the statistics claimed: a change of one up to it is noted.
    let statisticsClaim: Atomic<Int64>

    /// What belongs to the writer's connection; touched only inside `write`.
    private struct WriterState: Sendable {
        var next: NextNumbers
        var statements: WriteStatements?
        /// Nil while a transaction has it, and after one that failed: then it is read anew.
        var allowances: AllowanceLedger?
        /// Makes the evidence of what is appended to the journal; nil until the zone has begun it.
        var sealing: (any JournalSealing)?
        /// Pages written to the log since it was last copied into the file.
        var logPageCount = 0

        /// Hands the ledger over, so that there is one holder and nothing is copied.
        mutating func takeAllowances(
            _ statements: WriteStatements, youngCountMax: Int
        ) throws(StoreError) -> AllowanceLedger {
            guard let known = allowances else {
                return try AllowanceLedger(statements, youngCountMax: youngCountMax)
            }
            allowances = nil
            return known
        }
    }

    /// The next free numbers, kept in memory because there is one writer.
    public struct NextNumbers: Sendable {
        /// Of messages.
        public var message: Int64 = 1
        /// Of declarations.
        public var declaration: Int64 = 1
        /// Of the journal.
        public var journal: Int64 = 1
        /// Of summary declarations.
        public var summary: Int64 = 1

        /// Those of books in which nothing is.
        public init() {}

        init(message: Int64, declaration: Int64, journal: Int64, summary: Int64) {
            self.message = message
            self.declaration = declaration
            self.journal = journal
            self.summary = summary
        }
    }

    /// Opens the file, makes or upgrades its schema, and checks that writes will be durable.
    ///
    /// - Parameters:
    ///   - cacheByteCount: memory for the writer's page cache.
    ///   - unfoldedYearCountMax: persons' years whose changes are remembered before they are folded into their table.
    public init(
        path: String, cacheByteCount: Int = 256 << 20, unfoldedYearCountMax: Int = 50_000
    ) throws {
        self.unfoldedYearCountMax = unfoldedYearCountMax
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.execute(
                sql:
                    "PRAGMA cache_size = \(-cacheByteCount / 1024 / (db.configuration.readonly ? 8 : 1))"
            )
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        try Self.setPageSize(path: path)
        pool = try DatabasePool(path: path, configuration: configuration)
        try DatabaseMigrator.zone.migrate(pool)
        copier = try DatabaseQueue(path: path)
        try copier.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        let next = try pool.writeWithoutTransaction { db in
            // GRDB sets NORMAL for WAL after prepareDatabase; a receipt must outlive a power cut.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            let level = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            precondition(level == 2, "SQLite does not sync fully")
            return try Self.nextNumbers(db)
        }
        statisticsClaim = Atomic(try pool.read(Self.statisticsClaim))
        writer = Mutex(WriterState(next: next))
    }

    private static func setPageSize(path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA page_size = 4096; VACUUM")
        }
        try queue.close()
    }

    private static func nextNumbers(_ db: Database) throws -> NextNumbers {
        func next(_ table: String, _ column: String) throws -> Int64 {
            try Int64.fetchOne(db, sql: "SELECT coalesce(max(\(column)), 0) + 1 FROM \(table)") ?? 1
        }
        return NextNumbers(
            message: try next("message", "id"), declaration: try next("declaration", "id"),
            journal: try next("journal", "seq"), summary: try next("summary", "id"))
    }

    /// Runs `body` in one immediate transaction and commits it durably; rolls back when it throws.
    ///
    /// The numbers taken from `next` are kept only when the transaction was committed, and so is the place that its
    /// rows of the journal got in the evidence. Blocks the calling
    /// thread, so it belongs to a thread of its own.
    public func write<T: Sendable>(
        _ body: (WriteTransaction, inout NextNumbers) throws -> T
    ) throws -> T {
        try writer.withLock { state in
            var (next, sealing) = (state.next, state.sealing)
            let result = try pool.writeWithoutTransaction { db -> T in
                let statements = try state.statements ?? Self.statements(of: db)
                state.statements = statements
                let transaction = WriteTransaction(
                    statements,
                    try state.takeAllowances(statements, youngCountMax: unfoldedYearCountMax),
                    statisticsClaim: statisticsClaim.load(ordering: .acquiring))
                var result: T?
                try db.inTransaction(.immediate) {
                    result = try body(transaction, &next)
                    try transaction.finish(&sealing)
                    return .commit
                }
                state.allowances = transaction.allowances
                var (written, highest) = (Int32(0), Int32(0))
                sqlite3_db_status(
                    db.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &written, &highest, 1)
                state.logPageCount += Int(written)
                guard let result else {
                    throw StoreError(code: SQLITE_INTERNAL, description: "no result")
                }
                return result
            }
            (state.next, state.sealing) = (next, sealing)
            return result
        }
    }

    /// From now on every transaction that appends to the journal is sealed before it is committed.
    public func begin(_ sealing: some JournalSealing) {
        writer.withLock { $0.sealing = sealing }
    }

    /// Runs `body` in one immediate transaction on plain rows and commits it durably; for what is rare and apart from
    /// the intake. Blocks the calling thread until the writer is free.
    func writeRows<T: Sendable>(_ body: (Database) throws -> T) throws -> T {
        try writer.withLock { _ in
            try pool.writeWithoutTransaction { db in
                var result: T?
                try db.inTransaction(.immediate) {
                    result = try body(db)
                    return .commit
                }
                guard let result else {
                    throw StoreError(code: SQLITE_INTERNAL, description: "no result")
                }
                return result
            }
        }
    }

    /// Prepares the statements of the writer's connection.
    private static func statements(of db: Database) throws -> WriteStatements {
        guard let connection = db.sqliteConnection else {
            throw StoreError(code: SQLITE_MISUSE, description: "the connection is closed")
        }
        return try WriteStatements(on: connection)
    }

    /// Pages written to the log since it was last copied into the file.
    public var logPageCount: Int {
        writer.withLock { $0.logPageCount }
    }

    /// Copies what the write-ahead log holds into the file, except what a reader still needs, while writes go on.
    public func copyLog() {
        copier.writeWithoutTransaction { db in
            _ = sqlite3_wal_checkpoint_v2(
                db.sqliteConnection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        }
    }

    /// Copies the rest of the log between two writes, so that the next begins it anew; short after ``copyLog()``.
    public func finishLog() {
        writer.withLock { state in
            pool.writeWithoutTransaction { db in
                _ = sqlite3_wal_checkpoint_v2(
                    db.sqliteConnection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            }
            state.logPageCount = 0
        }
    }

    /// Runs `body` on a consistent snapshot.
    func read<T>(_ body: (Database) throws -> T) throws -> T {
        try pool.read(body)
    }

    /// Closes the file. The store can't be used after it.
    public func close() throws {
        writer.withLock { state in
            state.statements?.finalize()
            state.statements = nil
        }
        try copier.close()
        try pool.close()
    }
}
