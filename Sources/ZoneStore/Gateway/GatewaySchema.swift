/// The tables of the gateway. The messages themselves stay where they are.
enum GatewaySchema {
    static let sql = """
        CREATE TABLE gateway_lane (
            upstream TEXT PRIMARY KEY,
            last_message INTEGER NOT NULL,
            attempt_count INTEGER NOT NULL,
            failure_count INTEGER NOT NULL,
            due_ms INTEGER NOT NULL,
            taken_count INTEGER NOT NULL,
            problem TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Messages that were given up; with is_wanted they are tried again.
        CREATE TABLE gateway_dead_letter (
            upstream TEXT NOT NULL,
            message_id INTEGER NOT NULL REFERENCES message (id),
            at_ms INTEGER NOT NULL,
            problem TEXT NOT NULL,
            is_wanted INTEGER NOT NULL CHECK (is_wanted BETWEEN 0 AND 1),
            PRIMARY KEY (upstream, message_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE gateway_feed (
            upstream TEXT PRIMARY KEY,
            cursor TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Receipts of an upstream node, apart from the journal: the zone did not decide them.
        CREATE TABLE gateway_receipt (
            id INTEGER PRIMARY KEY,
            upstream TEXT NOT NULL,
            guid TEXT NOT NULL,
            message TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            fields BLOB NOT NULL,
            UNIQUE (upstream, guid)
        ) STRICT;
        """
}
