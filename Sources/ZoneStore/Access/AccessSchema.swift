/// The schema's step to accounts, API clients, acts of two persons and the audit register.
enum AccessSchema {
    /// An API client may show a certificate instead of a token; its digest is then the fingerprint.
    static let clientCertificates =
        "ALTER TABLE api_client ADD COLUMN certificate BLOB NOT NULL DEFAULT x''"

    /// What came of an act that was confirmed: done, or failed with the reason. One that is confirmed and neither was
    /// cut off in the middle.
    static let actOutcomes = """
        CREATE TABLE pending_act_next (
            id INTEGER PRIMARY KEY,
            method TEXT NOT NULL,
            path TEXT NOT NULL,
            permission TEXT NOT NULL,
            body BLOB NOT NULL,
            requested_by TEXT NOT NULL,
            requested_ms INTEGER NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('waits', 'confirmed', 'refused', 'done', 'failed')),
            decided_by TEXT NOT NULL,
            decided_ms INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            CHECK (decided_by <> requested_by),
            CHECK ((state = 'waits') = (decided_by = ''))
        ) STRICT;
        INSERT INTO pending_act_next
            SELECT id, method, path, permission, body, requested_by, requested_ms, state, decided_by, decided_ms, ''
            FROM pending_act;
        DROP TABLE pending_act;
        ALTER TABLE pending_act_next RENAME TO pending_act;
        CREATE INDEX pending_act_waiting ON pending_act (id) WHERE state = 'waits';
        """

    /// Sessions by the digest of their cookie, so that a restart ends none and a copy of the books gives nobody one.
    static let sessions = """
        CREATE TABLE session (
            id BLOB PRIMARY KEY CHECK (length(id) = 32),
            account TEXT NOT NULL,
            is_federated INTEGER NOT NULL CHECK (is_federated IN (0, 1)),
            client TEXT NOT NULL,
            started_ms INTEGER NOT NULL,
            -- Of some minutes ago: a session that is used is written now and then.
            used_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Who an account's person is to an identity provider.
    static let subjects = "ALTER TABLE account ADD COLUMN subject TEXT NOT NULL DEFAULT ''"

    static let sql = """
        CREATE TABLE account (
            name TEXT PRIMARY KEY,
            role TEXT NOT NULL,
            codes TEXT NOT NULL,
            password TEXT NOT NULL,
            must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
            -- The sealed secret of one-time codes, empty without one, and the step of the last code that was used.
            totp BLOB NOT NULL,
            totp_step INTEGER NOT NULL,
            failed_count INTEGER NOT NULL CHECK (failed_count >= 0),
            locked_until_ms INTEGER NOT NULL,
            created_ms INTEGER NOT NULL,
            closed_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- An API token is kept as its SHA-256 only.
        CREATE TABLE api_client (
            name TEXT PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            role TEXT NOT NULL,
            codes TEXT NOT NULL,
            scopes TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            ends_ms INTEGER NOT NULL,
            revoked_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- An act that waits for a second person, who is never the first.
        CREATE TABLE pending_act (
            id INTEGER PRIMARY KEY,
            method TEXT NOT NULL,
            path TEXT NOT NULL,
            permission TEXT NOT NULL,
            body BLOB NOT NULL,
            requested_by TEXT NOT NULL,
            requested_ms INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waits', 'confirmed', 'refused')),
            decided_by TEXT NOT NULL,
            decided_ms INTEGER NOT NULL,
            CHECK (decided_by <> requested_by),
            CHECK ((state = 'waits') = (decided_by = ''))
        ) STRICT;
        CREATE INDEX pending_act_waiting ON pending_act (id) WHERE state = 'waits';

        CREATE TABLE audit_event (
            seq INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            kind TEXT NOT NULL,
            actor TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_event_subject ON audit_event (subject, seq);
        CREATE TRIGGER audit_event_stays BEFORE UPDATE ON audit_event
        BEGIN SELECT raise(ABORT, 'audit_event is append-only'); END;
        CREATE TRIGGER audit_event_remains BEFORE DELETE ON audit_event
        BEGIN SELECT raise(ABORT, 'audit_event is append-only'); END;
        """
}
