import Foundation
import GRDB
import Synchronization
public import ZoneCore

/// A declaration with the place of its list.
public struct StatisticsSource: Sendable {
    public var declaration: DeclarationRow
    /// The list's row; nil where the store has none.
    public var list: DocumentRow?
}

/// Work for one step of the statistics.
public struct StatisticsSlice: Sendable {
    /// Serials of new declarations; nil where there are none.
    public var new: ClosedRange<Int64>?
    /// Declarations that changed after they were claimed, each once.
    public var changed: [Int64]
    /// The last note of a change in it; 0 without.
    public var lastNote: Int64
}

/// Sums of declarations, kept by a job that takes slices.
///
/// A slice of serials is claimed first, in a transaction of its own; from then on each change of one of them is noted by
/// the transaction that makes it. So the slice can be read beside the writer, and whatever changes meanwhile is counted
/// again by a later step. Sums, facts, cursor and notes change in one transaction: a crash loses at most a step.
extension SQLiteStore {
    /// Claims up to `countMax` new declarations and gathers as many noted changes; nil where nothing is to be done.
    public func claimStatistics(countMax: Int) throws -> StatisticsSlice? {
        let slice = try read { try Self.slice($0, countMax: countMax) }
        guard let new = slice.new else { return slice.changed.isEmpty ? nil : slice }
        try writeRows { db in
            statisticsClaim.store(new.upperBound, ordering: .releasing)
            try db.execute(
                sql: "UPDATE statistics_cursor SET claimed = max(claimed, ?)",
                arguments: [new.upperBound])
        }
        return slice
    }

    private static func slice(_ db: Database, countMax: Int) throws -> StatisticsSlice {
        let (claimed, folded) = try cursor(db)
        let newest = try newest(db)
        // What was claimed before a crash is taken first.
        let last = claimed > folded ? claimed : min(newest, folded + Int64(countMax))
        let notes = try Row.fetchAll(
            db,
            sql: """
                SELECT seq, declaration_id FROM statistics_dirty ORDER BY seq LIMIT ?
                """, arguments: [countMax])
        return StatisticsSlice(
            new: last > folded ? folded + 1...last : nil,
            changed: Set(notes.map { $0[1] as Int64 }).filter { $0 <= folded }.sorted(),
            lastNote: notes.last.map { $0[0] } ?? 0)
    }

    private static func cursor(_ db: Database) throws -> (claimed: Int64, folded: Int64) {
        let row = try Row.fetchOne(db, sql: "SELECT claimed, folded FROM statistics_cursor")
        return row.map { ($0[0], $0[1]) } ?? (0, 0)
    }

    private static func newest(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM declaration") ?? 0
    }

    /// The highest claimed serial, as the file says.
    static func statisticsClaim(_ db: Database) throws -> Int64 { try cursor(db).claimed }

    /// How far the sums are.
    public func statisticsState(dirtyCountMax: Int = 1_000_000) throws -> StatisticsState {
        try read { db in
            StatisticsState(
                folded: try Self.cursor(db).folded, newest: try Self.newest(db),
                dirtyCount: try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM (SELECT 1 FROM statistics_dirty LIMIT ?)",
                    arguments: [dirtyCountMax]) ?? 0)
        }
    }

    /// Declarations of these serials, each with its list's place. `listKinds` are the kinds of import and export lists.
    public func statisticsSources(
        _ ids: some Collection<Int64>, listKinds: (importing: Int64, exporting: Int64)
    ) throws -> [StatisticsSource] {
        try read { db in
            let columns = WriteStatements.declarationColumns
            return try ids.compactMap { id in
                let row = try db.cachedStatement(
                    sql: "SELECT \(columns) FROM declaration WHERE id = ?")
                guard let declaration = try Row.fetchOne(row, arguments: [id]).map(declarationRow)
                else { return nil }
                let kind = declaration.isExport ? listKinds.exporting : listKinds.importing
                let list = try db.cachedStatement(
                    sql: """
                        SELECT status, message_id, slot FROM document
                        WHERE order_no = ? AND kind = ? AND party = ? AND number = ''
                        """)
                let found = try Row.fetchOne(
                    list, arguments: [declaration.orderNo, kind, declaration.ebpCode])
                return StatisticsSource(
                    declaration: declaration,
                    list: found.map {
                        DocumentRow(
                            orderNo: declaration.orderNo, kind: kind, party: declaration.ebpCode,
                            number: "", status: $0[0], messageID: $0[1], slot: $0[2],
                            declarationID: id)
                    })
            }
        }
    }

    /// Brings the sums to what these facts of a slice say.
    public func fold(_ facts: [StatisticsFact], of slice: StatisticsSlice) throws {
        try writeRows { db in
            var sums = StatisticsSums()
            for fact in facts {
                let old = try Self.fact(fact.declarationID, db)
                guard old != fact else { continue }
                if let old { sums.add(old, by: -1) }
                sums.add(fact, by: 1)
                try db.cachedStatement(
                    sql: "INSERT OR REPLACE INTO statistics_fact VALUES (?, ?, ?)"
                ).execute(arguments: [
                    fact.declarationID, fact.day.number, Data(fact.packed),
                ])
            }
            try sums.write(to: db)
            if let new = slice.new {
                try db.execute(
                    sql: "UPDATE statistics_cursor SET folded = ?", arguments: [new.upperBound])
            }
            try db.execute(
                sql: "DELETE FROM statistics_dirty WHERE seq <= ?", arguments: [slice.lastNote])
        }
    }

    /// All stored sums; for comparing them with a recount.
    public func statisticsAmounts() throws -> [StatisticsSums.Place: Int64] {
        try read { db in
            var amounts: [StatisticsSums.Place: Int64] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM statistics_cell")
            while let row = try rows.next() {
                guard let period = StatisticsPeriod(row[0] as String),
                    let dimension = StatisticsDimension(rawValue: row[1])
                else { continue }
                let key = StatisticsKey(
                    dimension, row[2], mode: row[3], StatisticsMeasure(row[4] as String))
                amounts[StatisticsSums.Place(period: period, key: key)] = row[5]
            }
            return amounts
        }
    }

    private static func fact(_ id: Int64, _ db: Database) throws -> StatisticsFact? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT day, content FROM statistics_fact WHERE declaration_id = ?"),
            arguments: [id]
        ).map {
            StatisticsFact(
                declarationID: id, day: Day(number: $0[0]), packed: bytes($0, 1))
        }
    }
}
