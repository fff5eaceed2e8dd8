/// The tables of pilot measures. A measure's content never changes once it is more than a draft; what was done with it is
/// only added.
enum MeasureSchema {
    static let sql = """
        CREATE TABLE measure (
            id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 80),
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            content TEXT NOT NULL,
            -- The signed file that it came in, with its key; empty for one that was written here.
            package TEXT NOT NULL,
            signer TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('draft', 'staged', 'adopted', 'rolledBack')),
            from_day INTEGER,
            to_day INTEGER,
            known_day INTEGER,
            -- The place among adopted ones: rules are laid over one another in this order.
            adoption INTEGER UNIQUE,
            step_count INTEGER NOT NULL CHECK (step_count > 0),
            CHECK ((known_day IS NOT NULL) = (adoption IS NOT NULL)),
            CHECK ((state IN ('adopted', 'rolledBack')) = (adoption IS NOT NULL)),
            CHECK (state = 'draft' OR from_day IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER measure_stays BEFORE UPDATE OF digest, content, package, signer ON measure
        WHEN old.state <> 'draft' AND (new.digest <> old.digest OR new.content <> old.content
            OR new.package <> old.package OR new.signer <> old.signer)
        BEGIN SELECT raise(ABORT, 'a measure that is no draft does not change'); END;
        CREATE TRIGGER measure_remains BEFORE DELETE ON measure
        BEGIN SELECT raise(ABORT, 'measures remain'); END;

        -- digest: the content that the step was about. result: what it gave, as JSON; empty for none.
        CREATE TABLE measure_step (
            id INTEGER PRIMARY KEY,
            measure TEXT NOT NULL REFERENCES measure (id),
            kind TEXT NOT NULL,
            detail TEXT NOT NULL,
            digest TEXT NOT NULL,
            passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
            result BLOB NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX measure_step_of ON measure_step (measure, id);
        CREATE TRIGGER measure_step_no_update BEFORE UPDATE ON measure_step
        BEGIN SELECT raise(ABORT, 'measure_step is append-only'); END;
        CREATE TRIGGER measure_step_no_delete BEFORE DELETE ON measure_step
        BEGIN SELECT raise(ABORT, 'measure_step is append-only'); END;
        """
}
