/// The tables of reported figures and of closed periods. Rows are only added.
enum StatisticsPeriodSchema {
    static let sql = """
        -- Figures that somebody reported: of the zone (subject empty) or of an enterprise. The newest counts.
        CREATE TABLE statistics_given (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            period TEXT NOT NULL,
            subject TEXT NOT NULL,
            value TEXT NOT NULL,
            evidence TEXT NOT NULL,
            actor TEXT NOT NULL,
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX statistics_given_name ON statistics_given (name, period, subject, id);

        -- A period as it was when it was closed: 1 preliminary, 2 final.
        CREATE TABLE statistics_closing (
            id INTEGER PRIMARY KEY,
            period TEXT NOT NULL,
            vintage INTEGER NOT NULL CHECK (vintage BETWEEN 1 AND 2),
            folded INTEGER NOT NULL,
            given_id INTEGER NOT NULL,
            actor TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            figures BLOB NOT NULL,
            digest TEXT NOT NULL,
            UNIQUE (period, vintage)
        ) STRICT;

        CREATE TABLE statistics_closed (
            closing_id INTEGER NOT NULL REFERENCES statistics_closing (id),
            dimension INTEGER NOT NULL,
            value TEXT NOT NULL,
            mode TEXT NOT NULL,
            measure TEXT NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (closing_id, dimension, value, mode, measure)
        ) STRICT, WITHOUT ROWID;

        """
        + ["statistics_given", "statistics_closing", "statistics_closed"].map {
            """
            CREATE TRIGGER \($0)_stays BEFORE UPDATE ON \($0)
            BEGIN SELECT raise(ABORT, '\($0) is append-only'); END;
            CREATE TRIGGER \($0)_remains BEFORE DELETE ON \($0)
            BEGIN SELECT raise(ABORT, '\($0) is append-only'); END;

            """
        }.joined()
}
