import Foundation
public import ZoneCore
import ZoneRules
import ZoneStore

/// The zone's rule book with measures in it. Adoption and rollback change it while the zone runs, on the writer's thread;
/// the row, the step and the book that decides from then on are one transaction.
extension Zone {
    /// The files of the rule book in force, without one measure or with all.
    func ruleFiles(without id: String? = nil) throws -> RuleBookFiles {
        try ruleDesk.own.adopting(Self.adopted(try store.adoptedMeasures().filter { $0.id != id }))
    }

    /// What is laid over the zone's own book, in the order in which it was adopted.
    static func adopted(_ rows: [MeasureRow]) -> [AdoptedRules] {
        rows.compactMap { row in
            guard let from = row.from, let known = row.known,
                let measure = try? JSONDecoder().decode(
                    Measure.self, from: Data(row.content.utf8))
            else { return nil }
            return AdoptedRules(
                name: row.id, rules: MeasureRules(files: measure.rules),
                term: .init(from: from, to: row.to, known: known))
        }
    }

    /// Adopts a staged measure: its preconditions are checked once more, its rules go into the zone's book with the staged
    /// days, and what is decided from now on is decided under that book.
    public func adopt(_ id: String, by actor: String) async throws {
        try requireActor(actor)
        guard let view = try measure(id) else { throw MeasureError.notFound }
        guard view.state.next(on: .adopt) != nil else { throw notAllowed(view.state, .adopt) }
        guard let from = view.from, from >= today else {
            throw MeasureError.invalid([
                FilingProblem(
                    field: "from", value: view.from?.description ?? "", zh: "待采用日期已过，请重新安排。",
                    en: "The staged day is over; stage it anew.")
            ])
        }
        let results = try checkPreconditions(of: id, by: actor)
        let open = results.filter { $0.verdict != CheckVerdict.passed.rawValue }
        guard open.isEmpty else {
            throw MeasureError.invalid(
                open.map {
                    FilingProblem(
                        field: "preconditions", value: $0.check,
                        zh: "采用条件不满足（\($0.verdict)，\($0.caseCount)例）。\($0.gap)",
                        en:
                            "A precondition does not hold: \($0.verdict), \($0.caseCount) cases. \($0.gap)"
                    )
                })
        }
        let known = today
        try await changeRules(id, .adopt, by: actor) { row in
            guard row.digest == view.digest, row.from == from else { throw MeasureError.conflict }
            row.known = known
            let days = "\(from) - \(row.to?.description ?? "")"
            return (.adopted, days)
        }
    }

    /// Takes an adopted measure out of the rule book again: from today on the book is what it would be without it. Days on
    /// which it was in force keep it.
    public func rollBack(_ id: String, reason: String, by actor: String) async throws {
        let problems = wordProblems("reason", reason) + wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw MeasureError.invalid(problems) }
        let last = today.adding(days: -1)
        try await changeRules(id, .rollBack, by: actor) { row in
            row.to = min(row.to ?? last, last)
            return (.rolledBack, reason)
        }
    }

    /// Changes the row and the rule book; `change` sets the days and says what is told of it.
    private func changeRules(
        _ id: String, _ step: MeasureState.Step, by actor: String,
        _ change: @escaping @Sendable (inout MeasureRow) throws -> (MeasureEventKind, String)
    ) async throws {
        let zone = self
        try await perform { writer, cache in
            guard var row = try zone.store.measure(id) else { throw MeasureError.notFound }
            guard let next = row.state.next(on: step) else {
                throw zone.notAllowed(row.state, step)
            }
            let (kind, detail) = try change(&row)
            row.state = next
            // The book is made from what will be stored, before anything is.
            var rows = try zone.store.adoptedMeasures().filter { $0.id != id }
            let place = rows.firstIndex { ($0.adoption ?? 0) > (row.adoption ?? .max) }
            rows.insert(row, at: place ?? rows.count)
            let (files, book) = try zone.ruleErrors {
                let files = try zone.ruleDesk.own.adopting(Self.adopted(rows))
                return (files, try RuleBook(files: files))
            }
            let basis = zone.basis(of: files)
            let (made, known) = (row, try zone.store.measure(id))
            let stored = try zone.store.changeMeasure(id) { now in
                guard now == known else { throw MeasureError.conflict }
                var written = zone.change(made, kind, detail, by: actor)
                written.basis = (basis, files.packed)
                return written
            }
            guard let basisID = stored?.basisID else { throw MeasureError.notFound }
            zone.ruleDesk.change(book, basisID: basisID)
            zone.creditDesk.forgetAll()
            cache.forget()
        }
    }

    /// Takes a measure out of the books of a zone that does not run: for one that does not fit the program's rule book.
    public static func rollBackMeasure(
        _ id: String, databasePath: String, reason: String, by actor: String, at now: Timestamp
    ) throws {
        let store = try SQLiteStore(path: databasePath, cacheByteCount: 8 << 20)
        defer { try? store.close() }
        let last = now.day.adding(days: -1)
        let changed = try store.changeMeasure(id) { known in
            guard var row = known else { throw MeasureError.notFound }
            guard let next = row.state.next(on: .rollBack) else {
                throw MeasureError.notAllowed(
                    step: MeasureState.Step.rollBack.rawValue, state: row.state.en)
            }
            (row.state, row.to) = (next, min(row.to ?? last, last))
            let kind = MeasureEventKind.rolledBack
            return MeasureChange(
                row: row,
                step: MeasureStepRow(
                    kind.name, reason, digest: row.digest, actor: actor, atMs: now.ms),
                event: AuditRow(
                    atMs: now.ms, kind: kind.rawValue, actor: actor, subject: id,
                    detail: String(reason.prefix(500))))
        }
        guard changed != nil else { throw MeasureError.notFound }
    }
}
