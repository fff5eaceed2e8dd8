/// The tables of history: what decisions rested on besides messages, in the order in which it came; enough to decide all of
/// it again. Rows are only added.
enum HistorySchema {
    static let sql = """
        -- A rule book as it was read: its files, packed and compressed.
        CREATE TABLE rule_book (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            files BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Under what a run of the program decided.
        CREATE TABLE basis (
            id INTEGER PRIMARY KEY,
            since_ms INTEGER NOT NULL,
            program TEXT NOT NULL,
            rule_book BLOB NOT NULL REFERENCES rule_book (digest),
            message_byte_count_max INTEGER NOT NULL
        ) STRICT;

        -- One row a transaction that decided or set something: a batch of messages (1), a look at overdue lists (2), an
        -- operator's change of a guarantee (3). item_count: the batch's messages; most lists of the look.
        CREATE TABLE step (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            basis_id INTEGER NOT NULL REFERENCES basis (id),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
            message_first INTEGER NOT NULL,
            item_count INTEGER NOT NULL,
            assure_code TEXT NOT NULL,
            limit_fen INTEGER NOT NULL
        ) STRICT;
        """
}
