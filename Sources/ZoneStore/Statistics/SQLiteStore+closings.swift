import Foundation
import GRDB
public import ZoneCore

/// A period as it was closed.
public struct ClosingRow: Hashable, Sendable {
    /// 0 before it was written.
    public var id: Int64
    public var period: StatisticsPeriod
    /// 1 preliminary, 2 final.
    public var vintage: Int64
    /// Declarations up to this serial are in it.
    public var folded: Int64
    /// Reported figures up to this row are in it.
    public var givenID: Int64
    public var actor: String
    public var atMs: Int64
    /// Its figures as JSON, and the SHA-256 of it in hexadecimal.
    public var figures: [UInt8]
    public var digest: String

    /// A row that is to be written.
    public init(
        period: StatisticsPeriod, vintage: Int64, actor: String, atMs: Int64, figures: [UInt8],
        digest: String
    ) {
        (id, folded, givenID) = (0, 0, 0)
        (self.period, self.vintage, self.actor, self.atMs) = (period, vintage, actor, atMs)
        (self.figures, self.digest) = (figures, digest)
    }
}

/// Closed periods.
extension SQLiteStore {
    /// The closings of a period, preliminary first.
    public func closings(_ period: StatisticsPeriod) throws -> [ClosingRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, period, vintage, folded, given_id, actor, at_ms, figures, digest
                    FROM statistics_closing WHERE period = ? ORDER BY vintage
                    """, arguments: [period.description]
            ).compactMap(Self.closing)
        }
    }

    /// All closings, newest first, without their figures.
    public func closings(countMax: Int) throws -> [ClosingRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, period, vintage, folded, given_id, actor, at_ms, x'', digest
                    FROM statistics_closing ORDER BY id DESC LIMIT ?
                    """, arguments: [countMax]
            ).compactMap(Self.closing)
        }
    }

    /// Closes a period: keeps its figures and a copy of its sums. False where it was closed so before, or the sums moved
    /// on since `folded`.
    public func close(_ row: ClosingRow, folded: Int64, givenID: Int64) throws -> Bool {
        try writeRows { db in
            let now = try Int64.fetchOne(db, sql: "SELECT folded FROM statistics_cursor")
            let given = try Int64.fetchOne(
                db, sql: "SELECT coalesce(max(id), 0) FROM statistics_given")
            let known = try Int64.fetchOne(
                db, sql: "SELECT max(vintage) FROM statistics_closing WHERE period = ?",
                arguments: [row.period.description])
            guard now == folded, given == givenID, known.map({ $0 < row.vintage }) ?? true else {
                return false
            }
            try db.execute(
                sql: "INSERT INTO statistics_closing VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    row.period.description, row.vintage, folded, givenID, row.actor, row.atMs,
                    Data(row.figures), row.digest,
                ])
            try db.execute(
                sql: """
                    INSERT INTO statistics_closed
                    SELECT ?, dimension, value, mode, measure, amount FROM statistics_cell
                    WHERE period = ?
                    """, arguments: [db.lastInsertedRowID, row.period.description])
            return true
        }
    }

    /// The number of the newest reported figure.
    public func newestGiven() throws -> Int64 {
        try read { db in
            try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM statistics_given") ?? 0
        }
    }

    /// What changed since a closing: sums then and now that differ.
    public func corrections(
        _ closing: ClosingRow, _ dimension: StatisticsDimension, countMax: Int
    ) throws -> [(key: StatisticsKey, closed: Int64, now: Int64)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT value, mode, measure, sum(closed), sum(now) FROM (
                        SELECT value, mode, measure, amount AS closed, 0 AS now
                        FROM statistics_closed WHERE closing_id = ? AND dimension = ?
                        UNION ALL
                        SELECT value, mode, measure, 0, amount
                        FROM statistics_cell WHERE period = ? AND dimension = ?)
                    GROUP BY value, mode, measure HAVING sum(closed) <> sum(now)
                    ORDER BY value, mode, measure LIMIT ?
                    """,
                arguments: [
                    closing.id, dimension.rawValue, closing.period.description, dimension.rawValue,
                    countMax,
                ]
            ).map { row in
                (
                    StatisticsKey(
                        dimension, row[0], mode: row[1], StatisticsMeasure(row[2] as String)),
                    row[3], row[4]
                )
            }
        }
    }

    private static func closing(_ row: Row) -> ClosingRow? {
        guard let period = StatisticsPeriod(row[1] as String) else { return nil }
        var closing = ClosingRow(
            period: period, vintage: row[2], actor: row[5], atMs: row[6], figures: bytes(row, 7),
            digest: row[8])
        closing.id = row[0]
        closing.folded = row[3]
        closing.givenID = row[4]
        return closing
    }
}
