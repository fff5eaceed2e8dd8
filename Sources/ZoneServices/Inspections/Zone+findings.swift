import Foundation
import Synchronization
public import ZoneCore
import ZoneStore

/// Findings: opened by a failing test, closed by a passing one, opened again by the same test.
extension Zone {
    /// Runs a check as somebody asks; nothing is stored. One check runs at a time.
    public func run(_ call: CheckCall) throws -> CheckOutcome {
        let problems = call.problems(at: "test")
        guard problems.isEmpty else { throw InspectionError.invalid(problems) }
        return try inTurn { try outcome(of: call) }
    }

    /// Opens a finding: its test runs at once and has to fail. False where the very same finding is there.
    public func open(_ request: FindingRequest, by actor: String) throws -> Bool {
        var problems = request.problems(on: today) + wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw InspectionError.invalid(problems) }
        guard let inspection = try store.inspection(request.inspection) else {
            problems = [
                FilingProblem(
                    field: "inspection", value: request.inspection, zh: "没有该督查。",
                    en: "There is no such inspection.")
            ]
            throw InspectionError.invalid(problems)
        }
        let (now, test) = (now, try text(request.test))
        if let known = try store.finding(request.id), known.test == test {
            // The same again: what its test says by now does not matter.
            guard known.titleZh == request.titleZh, known.inspection == request.inspection else {
                throw InspectionError.conflict
            }
            return false
        }
        guard inspection.state == .underway else {
            throw InspectionError.notAllowed(
                step: "finding", state: "\(inspection.state.zh) \(inspection.state.en)")
        }
        let outcome = try inTurn { try self.outcome(of: request.test) }
        guard outcome.verdict == .failed else {
            throw InspectionError.invalid([
                FilingProblem(
                    field: "test", value: request.test.check,
                    zh: "该检查未发现问题\(outcome.gap.isEmpty ? "" : "（\(outcome.gap)）")，不能立项。",
                    en: "The test finds nothing\(outcome.gap.isEmpty ? "" : " (\(outcome.gap))"), "
                        + "so there is no finding.")
            ])
        }
        var row = FindingRow(
            id: request.id, inspection: request.inspection, titleZh: request.titleZh,
            titleEn: request.titleEn, basis: request.basis, severity: request.severity,
            department: request.department, test: test, due: request.due, actor: actor,
            atMs: now.ms)
        row.nextMs = now.ms + settings.inspections.recheckMs
        let event = audit(
            .findingOpened, actor, request.id, "\(outcome.caseCount): \(request.titleEn)")
        let run = try runRow(outcome, of: request.id, by: actor)
        guard let isNew = try store.add(row, run: run, event: event) else {
            throw InspectionError.conflict
        }
        return isNew
    }

    /// The department says that a finding is put right. Its test decides when it runs next.
    public func rectify(
        _ id: String, what: String, evidence: String, by actor: String
    ) throws -> FindingView {
        let problems =
            wordProblems("what", what) + wordProblems("evidence", evidence)
            + wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw InspectionError.invalid(problems) }
        let detail = "\(what) (\(evidence))"
        return try change(id, .rectify) { row in
            row.nextMs = now.ms
            return ("rectified", detail, audit(.findingRectified, actor, id, detail), actor)
        }
    }

    /// Moves the deadline of an open finding.
    public func extend(
        _ id: String, to due: Day, reason: String, by actor: String
    ) throws -> FindingView {
        var problems = wordProblems("reason", reason) + wordProblems("by", actor, countMax: 200)
        if due < today || due.number - today.number > 3_660 {
            problems.append(
                FilingProblem(
                    field: "due", value: due.description, zh: "应在\(today)起十年以内。",
                    en: "From \(today) on, within ten years."))
        }
        guard problems.isEmpty else { throw InspectionError.invalid(problems) }
        return try change(id, .extend) { row in
            let detail = "\(row.due) -> \(due): \(reason)"
            row.due = due
            return ("extended", detail, audit(.findingExtended, actor, id, detail), actor)
        }
    }

    private func change(
        _ id: String, _ event: FindingEvent,
        _ make: (inout FindingRow) -> (kind: String, detail: String, event: AuditRow, actor: String)
    ) throws -> FindingView {
        let changed = try store.change(finding: id) { known in
            guard let next = known.state.next(on: event) else {
                throw InspectionError.notAllowed(
                    step: event == .rectify ? "rectify" : "extend",
                    state: "\(known.state.zh) \(known.state.en)")
            }
            var row = known
            row.state = next
            let made = make(&row)
            let step = InspectionStepRow(
                made.kind, made.detail, actor: made.actor, atMs: made.event.atMs)
            return .init(row: row, steps: [step], events: [made.event])
        }
        guard let changed else { throw InspectionError.notFound }
        return FindingView(changed, settings.inspections.escalation, today: today)
    }

    /// Runs the test of a finding again; what follows from it is written with it.
    public func recheck(_ id: String, by actor: String) throws -> FindingView {
        let problems = wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw InspectionError.invalid(problems) }
        return try inTurn { try recheckNow(id, by: actor) }
    }

    /// How often a run is made again because something was said of the finding meanwhile.
    private static let attemptCountMax = 3

    private func recheckNow(_ id: String, by actor: String) throws -> FindingView {
        for _ in 0..<Self.attemptCountMax {
            guard let before = try store.finding(id) else { throw InspectionError.notFound }
            guard let call = try? JSONDecoder().decode(CheckCall.self, from: Data(before.test.utf8))
            else { throw InspectionError.notFound }
            var outcome = CheckOutcome()
            if call.problems(at: "test").isEmpty {
                outcome = try self.outcome(of: call)
            } else {
                // A check of another release of the program.
                outcome.gap = "this program has no such check"
            }
            let run = try runRow(outcome, of: id, by: actor)
            let changed = try store.change(finding: id, run: run) { known in
                guard known.stepCount == before.stepCount else { return nil }
                return consequence(of: outcome, for: known, by: actor)
            }
            if let changed {
                return FindingView(changed, settings.inspections.escalation, today: today)
            }
        }
        throw InspectionError.busy
    }

    /// What a run does to a finding. A run that changes nothing is kept as a run and makes no step.
    private func consequence(
        of outcome: CheckOutcome, for known: FindingRow, by actor: String
    ) -> SQLiteStore.FindingChange {
        let verdict = outcome.verdict
        var row = known
        row.nextMs = now.ms + settings.inspections.recheckMs
        row.state = known.state.next(on: .run(verdict)) ?? known.state
        let detail = "\(verdict.rawValue) \(outcome.caseCount) \(outcome.gap)"
        let kind: (step: String, event: InspectionEventKind)? =
            switch (known.state, row.state) {
            case (.rectified, .closed): ("closed", .findingClosed)
            case (.rectified, .open): ("returned", .findingReturned)
            case (.closed, .open): ("reopened", .findingReopened)
            default: actor == Self.schedule ? nil : ("run", .findingRun)
            }
        guard let kind else { return .init(row: row, steps: [], events: []) }
        if kind.event == .findingReopened {
            row.recurrenceCount += 1
            // The deadline was for the first time; the department has as long again.
            let days = max(1, known.due.number - Timestamp(ms: known.atMs).day.number)
            row.due = today.adding(days: Int(days))
        }
        let step = InspectionStepRow(kind.step, detail, actor: actor, atMs: now.ms)
        return .init(
            row: row, steps: [step], events: [audit(kind.event, actor, known.id, detail)])
    }

    /// Whose name stands under what the zone does by itself.
    static let schedule = "schedule"
    /// Most tests that one look runs.
    public static let recheckCountMax = 20

    /// Runs the tests that are due, those due first first, at most some; returns how many. A test that can't be run takes
    /// no other with it.
    @discardableResult
    public func recheckFindings() throws -> Int {
        let due = try store.findingsToRun(byMs: now.ms, countMax: Self.recheckCountMax)
        var failure: (any Error)?
        for row in due {
            do {
                _ = try inTurn { try recheckNow(row.id, by: Self.schedule) }
            } catch InspectionError.busy {
                return 0
            } catch { failure = error }
        }
        if let failure { throw failure }
        return due.count
    }

    private func outcome(of call: CheckCall) throws -> CheckOutcome {
        guard let check = ZoneCheck.named(call.check) else { throw InspectionError.notFound }
        return try check.run(self, call.values)
    }

    /// One check at a time, so that a scan of the books takes no more than one core and one reader.
    func inTurn<T>(_ body: () throws -> T) throws -> T {
        guard !isChecking.exchange(true, ordering: .acquiring) else { throw InspectionError.busy }
        defer { isChecking.store(false, ordering: .releasing) }
        return try body()
    }

    private func text(_ call: CheckCall) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(call), as: UTF8.self)
    }

    private func runRow(
        _ outcome: CheckOutcome, of id: String, by actor: String
    ) throws -> FindingRunRow {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return FindingRunRow(
            finding: id, atMs: now.ms, actor: actor, verdict: outcome.verdict,
            caseCount: outcome.caseCount, note: String(outcome.gap.prefix(1_000)),
            cases: [UInt8](try encoder.encode(outcome.cases)))
    }
}
