import Foundation
import GRDB
import ZoneCore

/// Pilot measures: each change is written with its step, its entry in the audit register and, where the rule book changes,
/// what is decided under from then on.
extension SQLiteStore {
    /// Changes a measure: `decide` sees it as it is, nil where there is none, and says what becomes of it; nil changes
    /// nothing. Returns the row as it is then, with the number of the basis where that changed.
    public func changeMeasure(
        _ id: String, _ decide: (MeasureRow?) throws -> MeasureChange?
    ) throws -> (row: MeasureRow, basisID: Int64?)? {
        try writeRows { db in
            let known = try fetchMeasure(id, db)
            guard var change = try decide(known) else { return nil }
            change.row.stepCount = (known?.stepCount ?? 0) + 1
            if change.row.known != nil, change.row.adoption == nil {
                change.row.adoption =
                    try Int64.fetchOne(
                        db, sql: "SELECT coalesce(max(adoption), 0) + 1 FROM measure")
            }
            try upsert(change.row, isNew: known == nil, db)
            let step = change.step
            try db.execute(
                sql: """
                    INSERT INTO measure_step
                        (measure, kind, detail, digest, passed, result, actor, at_ms)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, step.kind, step.detail, step.digest, step.hasPassed, Data(step.result),
                    step.actor, step.atMs,
                ])
            try insert(change.event, db)
            let basisID = try change.basis.map { try keepBasis($0.row, files: $0.files, db) }
            return (change.row, basisID)
        }
    }

    /// A measure by its id.
    public func measure(_ id: String) throws -> MeasureRow? {
        try read { try fetchMeasure(id, $0) }
    }

    /// Measures by id.
    public func measures(countMax: Int) throws -> [MeasureRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM measure ORDER BY id LIMIT ?", arguments: [countMax]
            ).map(measureRow)
        }
    }

    /// Measures that were adopted, in that order; those that were rolled back too, for they had their days.
    public func adoptedMeasures() throws -> [MeasureRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM measure WHERE adoption IS NOT NULL ORDER BY adoption"
            ).map(measureRow)
        }
    }

    /// The steps of a measure, newest first.
    public func measureSteps(_ id: String, countMax: Int) throws -> [MeasureStepRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM measure_step WHERE measure = ? ORDER BY id DESC LIMIT ?",
                arguments: [id, countMax]
            ).map { row in
                var step = MeasureStepRow(
                    row["kind"], row["detail"], digest: row["digest"], hasPassed: row["passed"],
                    result: [UInt8](row["result"] as Data), actor: row["actor"],
                    atMs: row["at_ms"])
                step.id = row["id"]
                return step
            }
        }
    }
}

private func fetchMeasure(_ id: String, _ db: Database) throws -> MeasureRow? {
    try Row.fetchOne(db, sql: "SELECT * FROM measure WHERE id = ?", arguments: [id])
        .map(measureRow)
}

private func upsert(_ row: MeasureRow, isNew: Bool, _ db: Database) throws {
    let mutable: StatementArguments = [
        row.digest, row.content, row.package, row.signer, row.actor, row.atMs, row.state.rawValue,
        row.from?.number, row.to?.number, row.known?.number, row.adoption, row.stepCount, row.id,
    ]
    try db.execute(
        sql: isNew
            ? """
            INSERT INTO measure (digest, content, package, signer, actor, at_ms, state, from_day,
                to_day, known_day, adoption, step_count, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
            : """
            UPDATE measure SET digest = ?, content = ?, package = ?, signer = ?, actor = ?,
                at_ms = ?, state = ?, from_day = ?, to_day = ?, known_day = ?, adoption = ?,
                step_count = ? WHERE id = ?
            """, arguments: mutable)
}

private func measureRow(_ row: Row) -> MeasureRow {
    func day(_ column: String) -> Day? {
        let number: Int32? = row[column]
        return number.map { Day(number: $0) }
    }
    var measure = MeasureRow(
        id: row["id"], digest: row["digest"], content: row["content"], package: row["package"],
        signer: row["signer"], actor: row["actor"], atMs: row["at_ms"])
    measure.state = MeasureState(rawValue: row["state"]) ?? .draft
    (measure.from, measure.to, measure.known) = (day("from_day"), day("to_day"), day("known_day"))
    measure.adoption = row["adoption"]
    measure.stepCount = row["step_count"]
    return measure
}
