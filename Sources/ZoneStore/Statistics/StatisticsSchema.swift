/// The tables of the statistics. They are made from declarations by a job of its own and could be made again from them.
enum StatisticsSchema {
    static let sql = """
        -- Sums by day, month and year. At most: values of the dimensions x modes x measures a period.
        CREATE TABLE statistics_cell (
            period TEXT NOT NULL,
            dimension INTEGER NOT NULL,
            value TEXT NOT NULL,
            mode TEXT NOT NULL,
            measure TEXT NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (period, dimension, value, mode, measure)
        ) STRICT, WITHOUT ROWID;

        -- What each declaration added to them.
        CREATE TABLE statistics_fact (
            declaration_id INTEGER PRIMARY KEY,
            day INTEGER NOT NULL,
            content BLOB NOT NULL
        ) STRICT;

        -- Where the declarations of a day lie.
        CREATE TABLE statistics_day (
            day INTEGER PRIMARY KEY,
            first_id INTEGER NOT NULL,
            last_id INTEGER NOT NULL
        ) STRICT;

        -- Declarations up to folded are in the sums. A change of one up to claimed is noted in statistics_dirty.
        CREATE TABLE statistics_cursor (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            claimed INTEGER NOT NULL,
            folded INTEGER NOT NULL,
            CHECK (folded BETWEEN 0 AND claimed)
        ) STRICT;
        INSERT INTO statistics_cursor VALUES (1, 0, 0);

        CREATE TABLE statistics_dirty (
            seq INTEGER PRIMARY KEY,
            declaration_id INTEGER NOT NULL
        ) STRICT;
        """
}
