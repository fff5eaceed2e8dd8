/// The tables of enterprises and of overseas warehouses.
///
/// Events are only added: triggers refuse every change and deletion. `enterprise`, `enterprise_role`
/// and `overseas_warehouse` say what the events amount to, for lists and for what has to be unique;
/// the transaction that adds an event writes them. Numbers of events grow over all enterprises, so
/// the highest names a state of all of them.
enum EnterpriseSchema {
    static let sql = """
        CREATE TABLE enterprise (
            code TEXT PRIMARY KEY CHECK (length(code) = 18),
            -- Of the version that stands: no two enterprises that stand have the same.
            customs_code TEXT UNIQUE CHECK (length(customs_code) = 10),
            name TEXT NOT NULL,
            name_en TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'in-review', 'returned',
                'approved', 'suspended', 'ended')),
            -- Of the version that waits for or has a reviewer.
            review_state TEXT CHECK (review_state IN ('submitted', 'in-review')),
            review_since_ms INTEGER,
            review_version INTEGER,
            review_department TEXT,
            reviewer TEXT,
            CHECK ((review_state IS NULL) = (review_since_ms IS NULL)),
            CHECK ((review_state IS NULL) = (review_version IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX enterprise_review ON enterprise (review_since_ms, code)
            WHERE review_state IS NOT NULL;

        -- What is asked for (by what is under review) or may be done (by what stands).
        CREATE TABLE enterprise_role (
            enterprise TEXT NOT NULL REFERENCES enterprise (code),
            role TEXT NOT NULL,
            is_approved INTEGER NOT NULL CHECK (is_approved IN (0, 1)),
            last_day INTEGER CHECK (last_day IS NULL OR is_approved = 1),
            PRIMARY KEY (enterprise, role, is_approved)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX enterprise_role_end ON enterprise_role (last_day, enterprise, role)
            WHERE last_day IS NOT NULL;

        CREATE TABLE enterprise_event (
            id INTEGER PRIMARY KEY,
            enterprise TEXT NOT NULL REFERENCES enterprise (code) DEFERRABLE INITIALLY DEFERRED,
            seq INTEGER NOT NULL CHECK (seq > 0),
            at_ms INTEGER NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            department TEXT NOT NULL,
            act TEXT NOT NULL CHECK (json_valid(act)),
            UNIQUE (enterprise, seq)
        ) STRICT;

        CREATE TABLE enterprise_document (
            id INTEGER PRIMARY KEY,
            enterprise TEXT NOT NULL REFERENCES enterprise (code),
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            type TEXT NOT NULL CHECK (type IN ('application/pdf', 'image/png', 'image/jpeg')),
            byte_count INTEGER NOT NULL CHECK (byte_count > 0),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            content BLOB NOT NULL CHECK (length(content) = byte_count),
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            UNIQUE (enterprise, digest)
        ) STRICT;

        CREATE TABLE overseas_warehouse (
            code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 64),
            operator TEXT NOT NULL CHECK (length(operator) = 18),
            country TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('registered', 'filed', 'accepted', 'refused',
                'closed')),
            content TEXT NOT NULL CHECK (json_valid(content))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX overseas_warehouse_operator ON overseas_warehouse (operator, code);

        CREATE TABLE overseas_warehouse_event (
            code TEXT NOT NULL REFERENCES overseas_warehouse (code),
            seq INTEGER NOT NULL CHECK (seq > 0),
            act TEXT NOT NULL,
            state TEXT NOT NULL,
            content TEXT NOT NULL CHECK (json_valid(content)),
            reason TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (code, seq)
        ) STRICT, WITHOUT ROWID;
        """
        + ["enterprise_event", "enterprise_document", "overseas_warehouse_event"].map(guardRows)
        .joined()

    /// Triggers that refuse to change or delete rows of a table.
    private static func guardRows(of table: String) -> String {
        ["UPDATE", "DELETE"].map { verb in
            """

            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
            BEGIN SELECT raise(ABORT, 'rows of enterprises are never changed'); END;
            """
        }.joined()
    }
}
