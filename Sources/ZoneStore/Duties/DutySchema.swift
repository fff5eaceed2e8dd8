/// The tables of duties to departments. What is delivered is read from the journal and the messages; nothing is copied.
enum DutySchema {
    static let sql = """
        CREATE TABLE duty_lane (
            duty TEXT PRIMARY KEY,
            delivered TEXT NOT NULL,
            acknowledged TEXT NOT NULL,
            judged TEXT NOT NULL,
            delivered_count INTEGER NOT NULL CHECK (delivered_count >= acknowledged_count),
            acknowledged_count INTEGER NOT NULL CHECK (acknowledged_count >= 0),
            late_count INTEGER NOT NULL,
            late_ms_max INTEGER NOT NULL,
            pending TEXT NOT NULL,
            attempt_count INTEGER NOT NULL,
            retry_ms INTEGER NOT NULL,
            problem TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Every delivery and acknowledgement. delivered_count: the duty's items delivered up to there, each once; 0 for a
        -- delivery of what was delivered before. late_count: those of its items that came too late.
        CREATE TABLE duty_delivery (
            id INTEGER PRIMARY KEY,
            duty TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            channel TEXT NOT NULL,
            from_seq INTEGER NOT NULL,
            from_index INTEGER NOT NULL,
            to_seq INTEGER NOT NULL,
            to_index INTEGER NOT NULL,
            item_count INTEGER NOT NULL,
            new_count INTEGER NOT NULL,
            late_count INTEGER NOT NULL,
            delivered_count INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX duty_delivery_duty ON duty_delivery (duty, id);
        CREATE INDEX duty_delivery_end ON duty_delivery (duty, to_seq, to_index) WHERE new_count > 0;
        CREATE TRIGGER duty_delivery_stays BEFORE UPDATE ON duty_delivery
        BEGIN SELECT raise(ABORT, 'duty_delivery is append-only'); END;

        -- Who got to see data of the person whom a declaration is about.
        CREATE TABLE person_access (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            declaration_id INTEGER NOT NULL,
            who TEXT NOT NULL,
            purpose TEXT NOT NULL,
            channel TEXT NOT NULL
        ) STRICT;
        CREATE INDEX person_access_declaration ON person_access (declaration_id, id);
        CREATE TRIGGER person_access_stays BEFORE UPDATE ON person_access
        BEGIN SELECT raise(ABORT, 'person_access is append-only'); END;
        """
}
