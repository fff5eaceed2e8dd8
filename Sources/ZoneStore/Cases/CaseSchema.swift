/// The books of cases with steps: what happened, and beside it what that amounts to, for lists.
enum CaseSchema {
    static let sql =
        """
        CREATE TABLE case_record (
            book TEXT NOT NULL CHECK (book <> ''),
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            zone TEXT NOT NULL,
            title_zh TEXT NOT NULL,
            title_en TEXT NOT NULL,
            state TEXT NOT NULL,
            changed_ms INTEGER NOT NULL,
            PRIMARY KEY (book, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_record_zone ON case_record (book, zone, id);

        CREATE TABLE case_event (
            id INTEGER PRIMARY KEY,
            book TEXT NOT NULL,
            case_id TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq > 0),
            at_ms INTEGER NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            body TEXT NOT NULL CHECK (body <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            act TEXT NOT NULL CHECK (json_valid(act)),
            UNIQUE (book, case_id, seq),
            FOREIGN KEY (book, case_id) REFERENCES case_record (book, id)
                DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX case_event_at ON case_event (at_ms);

        CREATE TABLE case_document (
            id INTEGER PRIMARY KEY,
            book TEXT NOT NULL,
            case_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            type TEXT NOT NULL CHECK (type IN ('application/pdf', 'image/png', 'image/jpeg')),
            byte_count INTEGER NOT NULL CHECK (byte_count > 0),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            content BLOB NOT NULL CHECK (length(content) = byte_count),
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            UNIQUE (book, case_id, digest),
            FOREIGN KEY (book, case_id) REFERENCES case_record (book, id)
        ) STRICT;
        CREATE INDEX case_document_at ON case_document (at_ms);
        """ + ["case_event", "case_document"].map(guardRows).joined()

    /// Triggers that refuse to change or delete rows of a table.
    private static func guardRows(of table: String) -> String {
        ["UPDATE", "DELETE"].map { verb in
            """

            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
            BEGIN SELECT raise(ABORT, 'rows of cases are never changed'); END;
            """
        }.joined()
    }
}
