import GRDB
public import ZoneCore

extension SQLiteStore {
    /// Exports that came in during the days and stand at one of the statuses, oldest first.
    ///
    /// Serials grow with time, so the first and the last are found by halving, without an index.
    public func releasedExports(
        days: ClosedRange<Day>, statuses: [Int64], countMax: Int
    ) throws -> [DeclarationRow] {
        let first = try firstDeclaration(since: days.lowerBound)
        let end = try firstDeclaration(since: days.upperBound.adding(days: 1))
        let marks = databaseQuestionMarks(count: statuses.count)
        return try read { db in
            var arguments: StatementArguments = [first, end]
            arguments += StatementArguments(statuses)
            arguments += [countMax]
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT \(WriteStatements.declarationColumns) FROM declaration
                    WHERE id >= ? AND id < ? AND is_export = 1 AND status IN (\(marks))
                    ORDER BY id LIMIT ?
                    """, arguments: arguments
            ).map(declarationRow)
        }
    }

    /// The serial of the first declaration that came in on a day or later; behind the last where none did.
    private func firstDeclaration(since day: Day) throws -> Int64 {
        // A day begins at midnight in Beijing.
        let sinceMs = Int64(day.number) * 86_400_000 - 28_800_000
        return try read { db in
            var low = Int64(1)
            var high = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM declaration") ?? 0) + 1
            while low < high {
                let middle = low + (high - low) / 2
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT id, received_ms FROM declaration WHERE id >= ? ORDER BY id LIMIT 1
                        """, arguments: [middle])
                if let row, (row[1] as Int64) < sinceMs {
                    low = (row[0] as Int64) + 1
                } else {
                    high = middle
                }
            }
            return low
        }
    }
}
