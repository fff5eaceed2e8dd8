/// The tables of inspections, their findings and reports of major issues.
///
/// What was planned, found, run and reported is only added; a finding's row keeps where it stands now, and every step that
/// brought it there is a row of `finding_step`, written in the same transaction.
enum InspectionSchema {
    static let sql = """
        CREATE TABLE inspection (
            id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
            title TEXT NOT NULL CHECK (title <> ''),
            scope TEXT NOT NULL CHECK (scope <> ''),
            basis TEXT NOT NULL,
            lead TEXT NOT NULL CHECK (lead <> ''),
            members TEXT NOT NULL,
            from_day INTEGER NOT NULL,
            to_day INTEGER NOT NULL CHECK (to_day >= from_day),
            state TEXT NOT NULL CHECK (state IN ('planned', 'underway', 'concluded', 'cancelled')),
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE inspection_step (
            id INTEGER PRIMARY KEY,
            inspection TEXT NOT NULL REFERENCES inspection (id),
            step TEXT NOT NULL,
            note TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX inspection_step_of ON inspection_step (inspection, id);

        CREATE TABLE finding (
            id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
            inspection TEXT NOT NULL REFERENCES inspection (id),
            title_zh TEXT NOT NULL CHECK (title_zh <> ''),
            title_en TEXT NOT NULL CHECK (title_en <> ''),
            basis TEXT NOT NULL,
            severity TEXT NOT NULL CHECK (severity IN ('minor', 'major')),
            department TEXT NOT NULL CHECK (department <> ''),
            test TEXT NOT NULL CHECK (test <> ''),
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'rectified', 'closed')),
            due INTEGER NOT NULL,
            recurrence_count INTEGER NOT NULL CHECK (recurrence_count >= 0),
            step_count INTEGER NOT NULL CHECK (step_count > 0),
            last_run INTEGER NOT NULL,
            next_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX finding_next ON finding (next_ms);
        CREATE INDEX finding_inspection ON finding (inspection, id);
        CREATE INDEX finding_state ON finding (state, id);

        CREATE TABLE finding_step (
            id INTEGER PRIMARY KEY,
            finding TEXT NOT NULL REFERENCES finding (id),
            kind TEXT NOT NULL,
            detail TEXT NOT NULL,
            run INTEGER NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX finding_step_of ON finding_step (finding, id);

        -- One row a run. Cases that are those of an earlier run of the finding are kept there: same_as names it.
        CREATE TABLE finding_run (
            id INTEGER PRIMARY KEY,
            finding TEXT NOT NULL REFERENCES finding (id),
            at_ms INTEGER NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            verdict TEXT NOT NULL CHECK (verdict IN ('passed', 'failed', 'undecided')),
            case_count INTEGER NOT NULL CHECK (case_count >= 0),
            note TEXT NOT NULL,
            same_as INTEGER REFERENCES finding_run (id),
            cases BLOB NOT NULL,
            CHECK ((verdict = 'failed') = (case_count > 0))
        ) STRICT;
        CREATE INDEX finding_run_of ON finding_run (finding, id);

        CREATE TABLE major_issue_report (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            recipient TEXT NOT NULL CHECK (recipient <> ''),
            issue_count INTEGER NOT NULL,
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            content BLOB NOT NULL
        ) STRICT;
        """
        + ["inspection_step", "finding_step", "finding_run", "major_issue_report"].map { table in
            ["UPDATE", "DELETE"].map { verb in
                """

                CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                BEGIN SELECT raise(ABORT, '\(table) is append-only'); END;
                """
            }.joined()
        }.joined()
}
