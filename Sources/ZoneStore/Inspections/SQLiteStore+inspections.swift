import Foundation
import GRDB
public import ZoneCore

/// Inspections and findings. Whatever changes one is written with its step and its entry in the audit register, in one
/// transaction.
extension SQLiteStore {
    /// Adds an inspection; false where the very same one is there, nil where another one has its id.
    public func add(_ row: InspectionRow, event: AuditRow) throws -> Bool? {
        try writeRows { db in
            if var known = try fetchInspection(row.id, db) {
                (known.state, known.atMs, known.actor) = (row.state, row.atMs, row.actor)
                return known == row ? false : nil
            }
            try db.execute(
                sql: "INSERT INTO inspection VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    row.id, row.title, row.scope, row.basis, row.lead, row.members,
                    row.from.number, row.to.number, row.state.rawValue, row.actor, row.atMs,
                ])
            try insert(event, db)
            return true
        }
    }

    /// Takes a step of an inspection; `decide` gives the state after it, or throws.
    public func step(
        inspection id: String, _ step: InspectionStepRow, event: AuditRow,
        _ decide: (InspectionRow?) throws -> InspectionState
    ) throws {
        try writeRows { db in
            let state = try decide(try fetchInspection(id, db))
            try db.execute(
                sql: "UPDATE inspection SET state = ? WHERE id = ?",
                arguments: [state.rawValue, id])
            try db.execute(
                sql: """
                    INSERT INTO inspection_step (inspection, step, note, actor, at_ms)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [id, step.kind, step.detail, step.actor, step.atMs])
            try insert(event, db)
        }
    }

    /// An inspection by its id.
    public func inspection(_ id: String) throws -> InspectionRow? {
        try read { try fetchInspection(id, $0) }
    }

    /// Inspections, those that begin last first.
    public func inspections(countMax: Int) throws -> [InspectionRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM inspection ORDER BY from_day DESC, id LIMIT ?",
                arguments: [countMax]
            ).map(inspectionRow)
        }
    }

    /// The steps of an inspection, oldest first.
    public func inspectionSteps(_ id: String, countMax: Int) throws -> [InspectionStepRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM inspection_step WHERE inspection = ? ORDER BY id LIMIT ?",
                arguments: [id, countMax]
            ).map {
                InspectionStepRow($0["step"], $0["note"], actor: $0["actor"], atMs: $0["at_ms"])
            }
        }
    }

    /// Adds a finding with the first run of its test; false where the very same one is there, nil where another one has
    /// its id or there is no such inspection that is under way.
    public func add(
        _ row: FindingRow, run: FindingRunRow, event: AuditRow
    ) throws -> Bool? {
        try writeRows { db in
            if let known = try fetchFinding(row.id, db) {
                return known.test == row.test && known.titleZh == row.titleZh
                    && known.titleEn == row.titleEn && known.inspection == row.inspection
                    && known.department == row.department ? false : nil
            }
            guard try fetchInspection(row.inspection, db)?.state == .underway else { return nil }
            try db.execute(
                sql: """
                    INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1, 0, ?)
                    """,
                arguments: [
                    row.id, row.inspection, row.titleZh, row.titleEn, row.basis,
                    row.severity.rawValue, row.department, row.test, row.actor, row.atMs,
                    row.state.rawValue, row.due.number, row.nextMs,
                ])
            let number = try insert(run, db)
            try db.execute(
                sql: "UPDATE finding SET last_run = ? WHERE id = ?", arguments: [number, row.id])
            let step = InspectionStepRow(
                "opened", row.titleEn, run: number, actor: row.actor, atMs: row.atMs)
            try insert(step, of: row.id, db)
            try insert(event, db)
            return true
        }
    }

    /// What a change of a finding writes.
    public struct FindingChange: Sendable {
        public var row: FindingRow
        public var steps: [InspectionStepRow]
        public var events: [AuditRow]

        /// A change with its parts.
        public init(row: FindingRow, steps: [InspectionStepRow], events: [AuditRow]) {
            (self.row, self.steps, self.events) = (row, steps, events)
        }
    }

    /// Changes a finding: `decide` sees it as it is and says what becomes of it; nil changes nothing. A run is kept with
    /// it. Returns whether anything was written.
    public func change(
        finding id: String, run: FindingRunRow? = nil,
        _ decide: (FindingRow) throws -> FindingChange?
    ) throws -> FindingRow? {
        try writeRows { db in
            guard let known = try fetchFinding(id, db), var change = try decide(known) else {
                return nil
            }
            var number: Int64 = 0
            if let run { number = try insert(run, db) }
            for var step in change.steps {
                step.run = number
                try insert(step, of: id, db)
            }
            for event in change.events { try insert(event, db) }
            change.row.stepCount = known.stepCount + change.steps.count
            if number > 0 { change.row.lastRun = number }
            try db.execute(
                sql: """
                    UPDATE finding SET state = ?, due = ?, recurrence_count = ?, step_count = ?,
                        last_run = ?, next_ms = ? WHERE id = ?
                    """,
                arguments: [
                    change.row.state.rawValue, change.row.due.number, change.row.recurrenceCount,
                    change.row.stepCount, change.row.lastRun, change.row.nextMs, id,
                ])
            return change.row
        }
    }
}

/// The inspection of that id.
private func fetchInspection(_ id: String, _ db: Database) throws -> InspectionRow? {
    try Row.fetchOne(db, sql: "SELECT * FROM inspection WHERE id = ?", arguments: [id])
        .map(inspectionRow)
}

/// The finding of that id.
private func fetchFinding(_ id: String, _ db: Database) throws -> FindingRow? {
    try Row.fetchOne(db, sql: "SELECT * FROM finding WHERE id = ?", arguments: [id])
        .map(findingRow)
}

/// Keeps a run and gives its number; cases of the newest run that kept any are not kept twice.
private func insert(_ run: FindingRunRow, _ db: Database) throws -> Int64 {
    let last = try Row.fetchOne(
        db,
        sql: """
            SELECT id, cases FROM finding_run WHERE finding = ? AND same_as IS NULL
            ORDER BY id DESC LIMIT 1
            """, arguments: [run.finding])
    let isSame = last.map { bytes($0, 1) == run.cases } ?? false
    let sameAs: Int64? = isSame ? last?[0] : nil
    try db.execute(
        sql: """
            INSERT INTO finding_run (finding, at_ms, actor, verdict, case_count, note, same_as, cases)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
        arguments: [
            run.finding, run.atMs, run.actor, run.verdict.rawValue, run.caseCount, run.note,
            sameAs, Data(isSame ? [] : run.cases),
        ])
    return db.lastInsertedRowID
}

private func insert(_ step: InspectionStepRow, of finding: String, _ db: Database) throws {
    try db.execute(
        sql: """
            INSERT INTO finding_step (finding, kind, detail, run, actor, at_ms)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
        arguments: [finding, step.kind, step.detail, step.run, step.actor, step.atMs])
}

private func inspectionRow(_ row: Row) -> InspectionRow {
    let (from, to) = (Day(number: row["from_day"]), Day(number: row["to_day"]))
    var inspection = InspectionRow(
        id: row["id"], title: row["title"], scope: row["scope"], basis: row["basis"],
        lead: row["lead"], members: row["members"], days: from...max(from, to),
        actor: row["actor"], atMs: row["at_ms"])
    inspection.state = InspectionState(rawValue: row["state"]) ?? .planned
    return inspection
}

func findingRow(_ row: Row) -> FindingRow {
    var finding = FindingRow(
        id: row["id"], inspection: row["inspection"], titleZh: row["title_zh"],
        titleEn: row["title_en"], basis: row["basis"],
        severity: FindingSeverity(rawValue: row["severity"]) ?? .major,
        department: row["department"], test: row["test"], due: Day(number: row["due"]),
        actor: row["actor"], atMs: row["at_ms"])
    finding.state = FindingState(rawValue: row["state"]) ?? .open
    finding.recurrenceCount = row["recurrence_count"]
    finding.stepCount = row["step_count"]
    finding.lastRun = row["last_run"]
    finding.nextMs = row["next_ms"]
    return finding
}
