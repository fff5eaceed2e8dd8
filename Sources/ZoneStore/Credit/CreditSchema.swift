import GRDB

/// The tables of enterprise credit.
///
/// Rows are only added: an answer and an early end are rows of their own, triggers refuse every change
/// and deletion. Rows cluster by enterprise, so that its file is one range of each table. `known`,
/// `opened` and `day` are days since 1970-01-01 by the zone's clock; `actor` says who, `at_ms` when.
enum CreditSchema {
    static let tables = [
        "credit_event", "credit_case", "credit_answer", "credit_listing", "credit_listing_end",
    ]

    static let sql =
        """
        CREATE TABLE credit_event (
            enterprise TEXT NOT NULL CHECK (length(enterprise) = 18),
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            kind TEXT NOT NULL,
            happened INTEGER NOT NULL,
            known INTEGER NOT NULL CHECK (known >= happened),
            evidence TEXT NOT NULL,
            note TEXT NOT NULL,
            supersedes TEXT,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (enterprise, id),
            FOREIGN KEY (enterprise, supersedes) REFERENCES credit_event (enterprise, id)
        ) STRICT, WITHOUT ROWID;

        -- Disputes and repairs.
        CREATE TABLE credit_case (
            enterprise TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('dispute', 'repair')),
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            event TEXT NOT NULL,
            opened INTEGER NOT NULL,
            answer_by INTEGER,
            ground TEXT NOT NULL,
            evidence TEXT NOT NULL,
            rectified INTEGER,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (enterprise, kind, id),
            FOREIGN KEY (enterprise, event) REFERENCES credit_event (enterprise, id),
            CHECK ((rectified IS NOT NULL) = (kind = 'repair'))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE credit_answer (
            enterprise TEXT NOT NULL,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            day INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            reason TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (enterprise, kind, id),
            FOREIGN KEY (enterprise, kind, id) REFERENCES credit_case (enterprise, kind, id),
            CHECK (
                kind = 'dispute' AND outcome IN ('upheld', 'withdrawn')
                OR kind = 'repair' AND outcome IN ('lifted', 'refused'))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE credit_listing (
            enterprise TEXT NOT NULL CHECK (length(enterprise) = 18),
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            list TEXT NOT NULL CHECK (list IN ('red', 'black')),
            from_day INTEGER NOT NULL,
            to_day INTEGER CHECK (to_day >= from_day),
            known INTEGER NOT NULL,
            reason TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source <> ''),
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (enterprise, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX credit_listing_list ON credit_listing (list, enterprise, id);

        CREATE TABLE credit_listing_end (
            enterprise TEXT NOT NULL,
            id TEXT NOT NULL,
            day INTEGER NOT NULL,
            reason TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (enterprise, id),
            FOREIGN KEY (enterprise, id) REFERENCES credit_listing (enterprise, id)
        ) STRICT, WITHOUT ROWID;
        """ + tables.map(guardRows).joined()

    /// Triggers that refuse to change or delete rows of a table.
    private static func guardRows(of table: String) -> String {
        ["UPDATE", "DELETE"].map { verb in
            """

            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
            BEGIN SELECT raise(ABORT, 'rows of credit are never changed'); END;
            """
        }.joined()
    }
}
