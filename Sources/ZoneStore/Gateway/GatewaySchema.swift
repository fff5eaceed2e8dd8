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

    /// What went up, by the receipts that will answer it; a message has as many rows as documents that can be named.
    static let documents = """
        CREATE TABLE gateway_document (
            upstream TEXT NOT NULL,
            answer TEXT NOT NULL,
            message_id INTEGER NOT NULL REFERENCES message (id),
            sent_ms INTEGER NOT NULL,
            -- 0 until the first receipt comes.
            answered_ms INTEGER NOT NULL,
            -- What the last receipt says.
            status INTEGER NOT NULL,
            PRIMARY KEY (upstream, answer, message_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX gateway_document_open ON gateway_document (upstream, message_id, sent_ms)
            WHERE answered_ms = 0;
        CREATE INDEX gateway_document_message ON gateway_document (message_id, upstream);

        -- What a receipt answers, and the message that had it; 0 where none is known that had.
        ALTER TABLE gateway_receipt ADD COLUMN answer TEXT NOT NULL DEFAULT '';
        ALTER TABLE gateway_receipt ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE gateway_receipt ADD COLUMN message_id INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX gateway_receipt_early ON gateway_receipt (upstream, answer)
            WHERE message_id = 0 AND answer <> '';
        """
}
