import GRDB
import ZoneCore

extension StatisticsSums {
    /// Adds them to the stored ones; a sum that became zero goes.
    func write(to db: Database) throws {
        let put = try db.cachedStatement(
            sql: """
                INSERT INTO statistics_cell VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (period, dimension, value, mode, measure)
                DO UPDATE SET amount = amount + excluded.amount
                """)
        let drop = try db.cachedStatement(
            sql: """
                DELETE FROM statistics_cell WHERE period = ? AND dimension = ? AND value = ?
                AND mode = ? AND measure = ? AND amount = 0
                """)
        for (place, amount) in amounts {
            let key = place.key
            let arguments: StatementArguments = [
                place.period.description, key.dimension.rawValue, key.value, key.mode,
                key.measure.text,
            ]
            try put.execute(arguments: arguments + [amount])
            if amount < 0 { try drop.execute(arguments: arguments) }
        }
        for (day, ids) in serials {
            try db.execute(
                sql: """
                    INSERT INTO statistics_day VALUES (?, ?, ?) ON CONFLICT (day) DO UPDATE
                    SET first_id = min(first_id, excluded.first_id),
                        last_id = max(last_id, excluded.last_id)
                    """, arguments: [day.number, ids.lowerBound, ids.upperBound])
        }
    }
}
