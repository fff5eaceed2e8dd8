import Foundation
public import ZoneCore
import ZoneRules
import ZoneStore

/// A precondition with what its check found.
public struct PreconditionResult: Codable, Hashable, Sendable {
    public var check: String
    public var parameters: [String: String]
    public var verdict: String
    public var caseCount: Int
    public var gap: String
    /// The first cases.
    public var cases: [CheckCase]
}

/// From a draft to the rule book and back.
extension Zone {
    /// Runs the preconditions of a measure and keeps what they found.
    public func checkPreconditions(of id: String, by actor: String) throws -> [PreconditionResult] {
        try requireActor(actor)
        guard let view = try measure(id), let measure = view.measure else {
            throw MeasureError.notFound
        }
        let results = try preconditions(measure)
        let hasPassed = results.allSatisfy { $0.verdict == CheckVerdict.passed.rawValue }
        try step(id, .check, .checked, by: actor) { row in
            guard row.digest == view.digest else { throw MeasureError.conflict }
            let failed = results.count { $0.verdict != CheckVerdict.passed.rawValue }
            return change(
                row, .checked, "\(results.count) checks, \(failed) not passed", passed: hasPassed,
                result: try encoded(results), by: actor)
        }
        return results
    }

    private func preconditions(_ measure: Measure) throws -> [PreconditionResult] {
        do {
            return try measure.preconditions.map { call in
                let outcome = try run(call)
                return PreconditionResult(
                    check: call.check, parameters: call.parameters,
                    verdict: outcome.verdict.rawValue, caseCount: outcome.caseCount,
                    gap: outcome.gap, cases: Array(outcome.cases.prefix(20)))
            }
        } catch InspectionError.busy { throw MeasureError.busy }
    }

    /// Begins a simulation of a measure on this zone's own history, as if it had been in force on those days. What comes of
    /// it is kept with the measure. Gives the simulation's number.
    public func simulate(
        _ id: String, days: ClosedRange<Day>, by actor: String
    ) throws -> Int {
        try requireActor(actor)
        guard let view = try measure(id), let measure = view.measure else {
            throw MeasureError.notFound
        }
        guard view.state.next(on: .simulate) != nil else { throw notAllowed(view.state, .simulate) }
        // What else the zone's book has otherwise than the program's is part of the draft.
        let files = try ruleFiles(without: id)
        let term = MeasureRules.Term(from: days.lowerBound, to: nil, known: days.lowerBound)
        let draft = try ruleErrors {
            files.overlaid(by: try MeasureRules(files: measure.rules).overlay(onto: files, term))
        }
        let bundled = RuleBookFiles.bundled().texts
        let changed = draft.texts.filter { bundled[$0.key] != $0.value }
        do {
            return try simulations.start(files: changed, days: days) { [weak self] run in
                self?.keep(run, of: view, days, by: actor)
            }
        } catch {
            throw MeasureError(error)
        }
    }

    /// Keeps the result of a simulation; where that fails the measure stays without one, and can't be staged.
    private func keep(
        _ run: SimulationRun, of view: MeasureView, _ days: ClosedRange<Day>, by actor: String
    ) {
        guard let report = run.report, let result = try? encoded(report) else { return }
        let detail =
            "\(days.lowerBound) - \(days.upperBound): \(report.declarations) declarations, "
            + "\(report.changed) changed"
        try? step(view.id, .simulate, .simulated, by: actor) { row in
            guard row.digest == view.digest else { throw MeasureError.conflict }
            return change(row, .simulated, detail, result: result, by: actor)
        }
    }

    /// Stages a measure for adoption from a day on: its preconditions held and it was simulated, both as it is now.
    public func stage(
        _ id: String, from: Day, to: Day?, reason: String, by actor: String
    ) throws {
        var problems = wordProblems("reason", reason) + wordProblems("by", actor, countMax: 200)
        if from < today || from.number - today.number > 3_660 {
            problems.append(
                FilingProblem(
                    field: "from", value: from.description, zh: "应在\(today)起十年以内。",
                    en: "From \(today) on, within ten years."))
        }
        if let to, to < from {
            problems.append(
                FilingProblem(
                    field: "to", value: to.description, zh: "不得早于\(from)。",
                    en: "Not before \(from)."))
        }
        guard let view = try measure(id) else { throw MeasureError.notFound }
        if view.newest(.checked)?.hasPassed != true {
            problems.append(
                FilingProblem(
                    field: "preconditions", value: "", zh: "采用条件尚未检查或未全部满足。",
                    en: "The preconditions were not checked, or not all of them hold."))
        }
        if view.newest(.simulated) == nil {
            problems.append(
                FilingProblem(
                    field: "simulation", value: "", zh: "尚未在本区历史数据上模拟。",
                    en: "It was not simulated on this zone's history."))
        }
        guard problems.isEmpty else { throw MeasureError.invalid(problems) }
        try step(id, .stage, .staged, by: actor) { row in
            guard row.digest == view.digest else { throw MeasureError.conflict }
            var row = row
            (row.from, row.to) = (from, to)
            let days = "\(from) - \(to?.description ?? "")"
            return change(row, .staged, "\(days): \(reason)", by: actor)
        }
    }

    /// Takes a staged measure back to its draft.
    public func unstage(_ id: String, reason: String, by actor: String) throws {
        let problems = wordProblems("reason", reason) + wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw MeasureError.invalid(problems) }
        try step(id, .unstage, .unstaged, by: actor) { row in
            change(row, .unstaged, reason, by: actor)
        }
    }

    /// Takes a step in a transaction of its own; `make` says what it writes.
    private func step(
        _ id: String, _ step: MeasureState.Step, _ kind: MeasureEventKind, by actor: String,
        _ make: (MeasureRow) throws -> MeasureChange
    ) throws {
        let changed = try store.changeMeasure(id) { known in
            guard let known else { throw MeasureError.notFound }
            guard let next = known.state.next(on: step) else {
                throw notAllowed(known.state, step)
            }
            var change = try make(known)
            change.row.state = next
            return change
        }
        guard changed != nil else { throw MeasureError.notFound }
    }

    func notAllowed(_ state: MeasureState, _ step: MeasureState.Step) -> MeasureError {
        .notAllowed(step: step.rawValue, state: "\(state.zh) \(state.en)")
    }

    func requireActor(_ actor: String) throws {
        let problems = wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty else { throw MeasureError.invalid(problems) }
    }

    private func encoded(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }

    /// What `body` gives, with what is wrong with rules as fields.
    func ruleErrors<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as RuleBookError {
            throw MeasureError.invalid(
                error.problems.map {
                    FilingProblem(
                        field: "rules", value: $0.place, zh: "规则有误：\($0.description)",
                        en: $0.description)
                })
        } catch let error as AdoptedRulesError {
            throw MeasureError.invalid(
                error.problems.map {
                    FilingProblem(
                        field: "rules", value: error.name, zh: "与已采用的举措冲突：\($0.description)",
                        en: "against an adopted measure: \($0.description)")
                })
        }
    }
}
