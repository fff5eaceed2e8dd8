import GRDB

/// What declarations a scan of the books looks for.
public struct DeclarationScan: Sendable {
    public var statuses: [Int64]
    /// Received from this time on.
    public var fromMs: Int64 = 0
    /// Received up to this time.
    public var toMs: Int64 = .max
    /// Only these platforms' or shops' codes; nil for all.
    public var codes: [String]?
    /// Rows that one statement looks at: no reader stays longer than that.
    public static let sliceCount: Int64 = 50_000

    /// A scan for declarations in these statuses.
    public init(statuses: [Int64]) { self.statuses = statuses }
}

extension SQLiteStore {
    /// The highest declaration.
    public func newestDeclaration() throws -> Int64 {
        try read {
            try Int64.fetchOne($0, sql: "SELECT coalesce(max(id), 0) FROM declaration") ?? 0
        }
    }

    /// Declarations of one slice of numbers behind `after` that a scan looks for, by number.
    public func scan(_ scan: DeclarationScan, after: Int64) throws -> [DeclarationRow] {
        let codes = scan.codes ?? []
        let filter =
            scan.codes == nil
            ? "" : "AND ebp_code IN (\(codes.map { _ in "?" }.joined(separator: ", ")))"
        let statuses = scan.statuses.map(String.init).joined(separator: ", ")
        guard scan.codes?.isEmpty != true else { return [] }
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(WriteStatements.declarationColumns) FROM declaration
                    WHERE id > ? AND id <= ? AND status IN (\(statuses))
                        AND received_ms BETWEEN ? AND ? \(filter)
                    ORDER BY id
                    """,
                arguments: [after, after + DeclarationScan.sliceCount, scan.fromMs, scan.toMs]
                    + StatementArguments(codes)
            ).map(declarationRow)
        }
    }

    /// Declarations that wait for something since before a time, the longest first: an index has only those that wait.
    public func declarationsWaiting(
        untilMs: Int64, statuses: [Int64], countMax: Int
    ) throws -> [DeclarationRow] {
        let statuses = statuses.map(String.init).joined(separator: ", ")
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(WriteStatements.declarationColumns) FROM declaration
                    WHERE waits_until_ms > 0 AND waits_until_ms < ? AND status IN (\(statuses))
                    ORDER BY waits_until_ms LIMIT ?
                    """, arguments: [untilMs, countMax]
            ).map(declarationRow)
        }
    }

    /// Deliveries of a duty that held late items, made from a time on, newest first.
    public func lateDutyDeliveries(
        _ duty: String, fromMs: Int64, countMax: Int
    ) throws -> [(id: Int64, atMs: Int64, lateCount: Int64)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, at_ms, late_count FROM duty_delivery
                    WHERE at_ms >= ? AND duty = ? AND late_count > 0 ORDER BY at_ms DESC LIMIT ?
                    """, arguments: [fromMs, duty, countMax]
            ).map { ($0[0], $0[1], $0[2]) }
        }
    }
}
