import GRDB
public import ZoneCore

/// A figure that somebody reported.
public struct GivenRow: Hashable, Sendable {
    /// 0 before it was written.
    public var id: Int64
    public var name: String
    public var period: StatisticsPeriod
    /// An enterprise; empty for the zone.
    public var subject: String
    /// A decimal number.
    public var value: String
    /// Where it can be checked.
    public var evidence: String
    public var actor: String
    public var atMs: Int64

    /// A row with all its parts.
    public init(
        id: Int64 = 0, name: String, period: StatisticsPeriod, subject: String, value: String,
        evidence: String, actor: String, atMs: Int64
    ) {
        (self.id, self.name, self.period, self.subject) = (id, name, period, subject)
        (self.value, self.evidence, self.actor, self.atMs) = (value, evidence, actor, atMs)
    }
}

/// What figures are made of.
extension SQLiteStore {
    /// Sums of a period: those now, or those of a closing.
    public func statisticsSums(
        _ query: StatisticsQuery, closing: Int64? = nil
    ) throws -> [StatisticsSum] {
        let table = closing == nil ? "statistics_cell" : "statistics_closed"
        let column = closing == nil ? "period" : "closing_id"
        let period: any DatabaseValueConvertible = closing ?? query.period.description
        let measure = query.measure?.rawValue
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT value, mode, measure, amount FROM \(table)
                    WHERE \(column) = ? AND dimension = ? AND (? IS NULL OR value = ?)
                        AND (? IS NULL OR measure = ? OR measure GLOB ? || '.*')
                    ORDER BY value, mode, measure LIMIT ?
                    """,
                arguments: [
                    period, query.dimension.rawValue, query.value, query.value, measure, measure,
                    measure, query.countMax,
                ]
            ).map {
                StatisticsSum(
                    key: StatisticsKey(
                        query.dimension, $0[0], mode: $0[1], StatisticsMeasure($0[2] as String)),
                    amount: $0[3])
            }
        }
    }

    /// The values of a dimension with the most declarations, and how many values there are.
    public func statisticsTop(
        _ query: StatisticsQuery, closing: Int64? = nil
    ) throws -> (values: [String], total: Int) {
        let table = closing == nil ? "statistics_cell" : "statistics_closed"
        let column = closing == nil ? "period" : "closing_id"
        let period: any DatabaseValueConvertible = closing ?? query.period.description
        return try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT value, count(*) OVER () FROM \(table)
                    WHERE \(column) = ? AND dimension = ? AND measure GLOB 'count.*'
                    GROUP BY value ORDER BY sum(amount) DESC, value LIMIT ?
                    """, arguments: [period, query.dimension.rawValue, query.countMax])
            return (rows.map { $0[0] }, rows.first.map { $0[1] } ?? 0)
        }
    }

    /// Adds a reported figure.
    public func add(_ row: GivenRow) throws {
        try writeRows { db in
            try db.execute(
                sql: "INSERT INTO statistics_given VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    row.name, row.period.description, row.subject, row.value, row.evidence,
                    row.actor, row.atMs,
                ])
        }
    }

    /// What was reported under a name for a period, up to a row's number: the newest of each subject, by subject.
    public func given(
        _ name: String, _ period: StatisticsPeriod, upTo id: Int64 = .max, countMax: Int = 100_000
    ) throws -> [GivenRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT max(id), name, period, subject, value, evidence, actor, at_ms
                    FROM statistics_given WHERE name = ? AND period = ? AND id <= ?
                    GROUP BY subject ORDER BY subject LIMIT ?
                    """, arguments: [name, period.description, id, countMax]
            ).compactMap { row in
                StatisticsPeriod(row[2] as String).map {
                    GivenRow(
                        id: row[0], name: row[1], period: $0, subject: row[3], value: row[4],
                        evidence: row[5], actor: row[6], atMs: row[7])
                }
            }
        }
    }

    /// Facts behind a serial, of declarations received in these days, in at most `scanMax` rows; with them the last serial
    /// that was looked at, nil at the end.
    public func statisticsFacts(
        _ days: ClosedRange<Day>, after id: Int64, scanMax: Int
    ) throws -> (facts: [StatisticsFact], last: Int64?) {
        try read { db in
            let range = try Row.fetchOne(
                db,
                sql: """
                    SELECT min(first_id), max(last_id) FROM statistics_day
                    WHERE day BETWEEN ? AND ?
                    """, arguments: [days.lowerBound.number, days.upperBound.number])
            guard let first: Int64 = range?[0], let last: Int64 = range?[1] else {
                return ([], nil)
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT declaration_id, day, content FROM statistics_fact
                    WHERE declaration_id BETWEEN ? AND ? ORDER BY declaration_id LIMIT ?
                    """, arguments: [max(id + 1, first), last, scanMax])
            let facts = rows.map {
                StatisticsFact(
                    declarationID: $0[0], day: Day(number: $0[1]), packed: bytes($0, 2))
            }.filter { days.contains($0.day) }
            return (facts, rows.count < scanMax ? nil : rows.last.map { $0[0] })
        }
    }
}
