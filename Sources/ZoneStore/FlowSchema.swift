/// The schema's step to every flow of a zone: exports, returns, parcels, summaries and officers' acts.
enum FlowSchema {
    static let sql = """
        -- Any kind of document; what happened to a parcel lies under the parcel's own key.
        CREATE TABLE any_document (
            order_no TEXT NOT NULL,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 99),
            party TEXT NOT NULL,
            number TEXT NOT NULL,
            status INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            declaration_id INTEGER NOT NULL,
            PRIMARY KEY (order_no, kind, party, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO any_document SELECT * FROM document;
        DROP TABLE document;
        ALTER TABLE any_document RENAME TO document;

        ALTER TABLE declaration ADD COLUMN is_export INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE declaration ADD COLUMN line_taxes BLOB NOT NULL DEFAULT x'';
        ALTER TABLE declaration ADD COLUMN summary_id INTEGER NOT NULL DEFAULT 0;

        -- Kinds: 1 to 3 as before, 4 an act on a declaration (message_first: its number, assure_code: the act), 5 and
        -- more others; detail is packed by kind.
        CREATE TABLE any_step (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            basis_id INTEGER NOT NULL REFERENCES basis (id),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 99),
            message_first INTEGER NOT NULL,
            item_count INTEGER NOT NULL,
            assure_code TEXT NOT NULL,
            limit_fen INTEGER NOT NULL,
            detail BLOB NOT NULL
        ) STRICT;
        INSERT INTO any_step SELECT *, x'' FROM step;
        DROP TABLE step;
        ALTER TABLE any_step RENAME TO step;

        -- Released export lists that are to be summed up until the end of a day, by the day and the firm.
        CREATE TABLE summary_open (
            due_day INTEGER NOT NULL,
            ebc_code TEXT NOT NULL,
            declaration_id INTEGER NOT NULL,
            released_ms INTEGER NOT NULL,
            PRIMARY KEY (due_day, ebc_code, declaration_id)
        ) STRICT, WITHOUT ROWID;

        -- A summary declaration made of lists; lines are packed.
        CREATE TABLE summary (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            ebc_code TEXT NOT NULL,
            request TEXT NOT NULL,
            list_count INTEGER NOT NULL CHECK (list_count > 0),
            content BLOB NOT NULL
        ) STRICT;
        """
}
