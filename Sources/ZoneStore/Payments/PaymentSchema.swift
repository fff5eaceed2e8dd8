/// The schema's step to payment data on demand.
enum PaymentSchema {
    static let sql = """
        -- Where platforms are asked. The newest approved one of a platform counts; a row is judged once.
        CREATE TABLE payment_address (
            id INTEGER PRIMARY KEY,
            platform TEXT NOT NULL,
            url TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('filed', 'approved', 'refused')),
            filed_by TEXT NOT NULL,
            filed_ms INTEGER NOT NULL,
            reviewed_by TEXT NOT NULL,
            reviewed_ms INTEGER,
            reason TEXT NOT NULL,
            CHECK ((state = 'filed') = (reviewed_ms IS NULL))
        ) STRICT;
        CREATE INDEX payment_address_platform ON payment_address (platform, id);

        CREATE TABLE payment_request (
            id INTEGER PRIMARY KEY,
            session TEXT NOT NULL UNIQUE,
            platform TEXT NOT NULL,
            order_no TEXT NOT NULL,
            origin TEXT NOT NULL CHECK (origin IN ('officer', 'rule', 'sample')),
            reason TEXT NOT NULL,
            actor TEXT NOT NULL,
            made_ms INTEGER NOT NULL,
            due_ms INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'answered', 'dead')),
            attempt_count INTEGER NOT NULL,
            next_ms INTEGER NOT NULL,
            problem TEXT NOT NULL,
            taken_ms INTEGER,
            answered_ms INTEGER,
            message_id INTEGER REFERENCES message (id),
            refusal_count INTEGER NOT NULL,
            finding_count INTEGER NOT NULL,
            conclusion TEXT NOT NULL,
            reviewed_by TEXT NOT NULL,
            reviewed_ms INTEGER,
            CHECK ((state = 'answered') = (answered_ms IS NOT NULL AND message_id IS NOT NULL))
        ) STRICT;
        -- One question at a time about an order.
        CREATE UNIQUE INDEX payment_request_open ON payment_request (platform, order_no)
            WHERE state <> 'answered';
        CREATE INDEX payment_request_order ON payment_request (order_no, platform);
        CREATE INDEX payment_request_platform ON payment_request (platform, id);
        CREATE INDEX payment_request_next ON payment_request (next_ms) WHERE state = 'waiting';
        CREATE INDEX payment_request_state ON payment_request (state, id);
        CREATE INDEX payment_request_due ON payment_request (due_ms) WHERE state <> 'answered';
        CREATE INDEX payment_request_review ON payment_request (id)
            WHERE finding_count > 0 AND reviewed_ms IS NULL;

        CREATE TABLE payment_finding (
            request_id INTEGER NOT NULL REFERENCES payment_request (id),
            number INTEGER NOT NULL,
            kind TEXT NOT NULL,
            order_no TEXT NOT NULL,
            field TEXT NOT NULL,
            uploaded TEXT NOT NULL,
            declared TEXT NOT NULL,
            PRIMARY KEY (request_id, number)
        ) STRICT, WITHOUT ROWID;

        -- What happened to requests and addresses, by whom.
        CREATE TABLE payment_event (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            kind TEXT NOT NULL,
            actor TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL
        ) STRICT;
        CREATE INDEX payment_event_at ON payment_event (at_ms);
        CREATE INDEX payment_event_subject ON payment_event (subject, id);
        CREATE TRIGGER payment_event_stays BEFORE UPDATE ON payment_event
        BEGIN SELECT raise(ABORT, 'payment_event is append-only'); END;
        CREATE TRIGGER payment_event_remains BEFORE DELETE ON payment_event
        BEGIN SELECT raise(ABORT, 'payment_event is append-only'); END;
        CREATE TRIGGER payment_finding_stays BEFORE UPDATE ON payment_finding
        BEGIN SELECT raise(ABORT, 'payment_finding is append-only'); END;
        CREATE TRIGGER payment_finding_remains BEFORE DELETE ON payment_finding
        BEGIN SELECT raise(ABORT, 'payment_finding is append-only'); END;

        -- How far the journal was looked through for lists whose payment is asked for.
        CREATE TABLE payment_selection (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            place TEXT NOT NULL
        ) STRICT;
        """
}
