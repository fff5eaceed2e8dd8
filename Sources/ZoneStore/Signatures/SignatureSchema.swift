/// The schema's step to signatures.
enum SignatureSchema {
    static let sql = """
        -- Certificates that enterprises sign by. A row says for whom and when; it never changes.
        CREATE TABLE certificate (
            id INTEGER PRIMARY KEY,
            fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 32),
            enterprise TEXT NOT NULL,
            serial TEXT NOT NULL,
            der BLOB NOT NULL,
            from_day INTEGER NOT NULL,
            until_day INTEGER NOT NULL CHECK (until_day >= from_day),
            suites TEXT NOT NULL,
            actor TEXT NOT NULL,
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX certificate_enterprise ON certificate (enterprise, id);
        CREATE TABLE certificate_revocation (
            certificate_id INTEGER PRIMARY KEY REFERENCES certificate (id),
            from_day INTEGER NOT NULL,
            reason TEXT NOT NULL,
            actor TEXT NOT NULL,
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER certificate_stays BEFORE UPDATE ON certificate
        BEGIN SELECT raise(ABORT, 'certificate is append-only'); END;
        CREATE TRIGGER certificate_remains BEFORE DELETE ON certificate
        BEGIN SELECT raise(ABORT, 'certificate is append-only'); END;
        CREATE TRIGGER certificate_revocation_stays BEFORE UPDATE ON certificate_revocation
        BEGIN SELECT raise(ABORT, 'certificate_revocation is append-only'); END;
        CREATE TRIGGER certificate_revocation_remains BEFORE DELETE ON certificate_revocation
        BEGIN SELECT raise(ABORT, 'certificate_revocation is append-only'); END;

        -- What became of a message's signature, where that was looked at: 0 missing, 1 invalid, 2 valid.
        CREATE TABLE message_signature (
            message_id INTEGER PRIMARY KEY REFERENCES message (id),
            outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 2),
            serial TEXT NOT NULL,
            suite TEXT NOT NULL,
            certificate_until_day INTEGER NOT NULL
        ) STRICT;
        """
}
