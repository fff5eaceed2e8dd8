import Foundation
import Synchronization
import ZoneCore
import ZoneRules
import ZoneStore

/// One simulation: it is started once, says how far it is, can be cancelled, and gives its result in pages.
///
/// Changed declarations are written to a temporary file as they are found, so a draft that changes everything needs no more
/// memory than one that changes nothing; see ``Replay`` for the memory of the replay itself.
public final class SimulationRun: Sendable {
    /// What is asked.
    public let plan: SimulationPlan
    private let state = Mutex(State())
    private let isCancelled = Atomic<Bool>(false)
    private let done = Atomic<Int64>(0)
    private let spill: ChangeSpill

    private struct State: Sendable {
        var progress = SimulationProgress(done: 0, total: 0, state: .waiting)
        var report: SimulationReport?
        var failure: String?
    }

    /// Changed declarations of a page.
    public static let pageCount = ChangeSpill.pageCount

    /// A run that has not begun.
    public init(_ plan: SimulationPlan) throws {
        self.plan = plan
        spill = try ChangeSpill()
    }

    /// How far it is.
    public var progress: SimulationProgress {
        var progress = state.withLock { $0.progress }
        progress.done = done.load(ordering: .relaxed)
        return progress
    }

    /// The result; nil before the end.
    public var report: SimulationReport? { state.withLock { $0.report } }

    /// Why it failed; nil where it did not.
    public var failure: String? { state.withLock { $0.failure } }

    /// Ends it at the next step.
    public func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// A page of changed declarations in the order of their numbers, from 0 on; empty behind the last.
    public func changes(page: Int) throws -> [ChangedDeclaration] { try spill.page(page) }

    /// Runs on the calling thread.
    public func run() throws -> SimulationReport {
        do {
            let report = try simulate()
            state.withLock {
                $0.report = report
                $0.progress.state = .finished
            }
            return report
        } catch {
            state.withLock {
                $0.failure = "\(error)"
                $0.progress.state =
                    error as? ReplayError == .cancelled ? .cancelled : .failed
            }
            throw error
        }
    }

    private func simulate() throws -> SimulationReport {
        let history = try StoredHistory(path: plan.databasePath)
        defer { history.close() }
        state.withLock {
            $0.progress.total = history.lastMessage
            $0.progress.state = .replaying
        }
        let book = try RuleBook.load(overlay: URL(fileURLWithPath: plan.draftPath))
        let draft = DatedRules(book, knownOn: nil)
        let then = HistoryRules(history)
        let replay = try Replay(
            history, path: plan.databasePath, threadCount: plan.threadCount)
        let totals = PeriodTotals(days: plan.days)
        replay.settled = { totals.tally.add($0, $1, $2) }
        var parameters: [ChangedParameter]?
        try replay.run { step in
            let day = Timestamp(ms: step.atMs).day
            guard plan.days.contains(day) else { return try then.asTheyWere(step) }
            let rules = draft.rules(on: day)
            if parameters == nil {
                parameters = changedParameters(try then.asTheyWere(step), rules)
            }
            return rules
        } after: { _ in
            done.store(Int64(replay.messageCount), ordering: .relaxed)
            return !isCancelled.load(ordering: .relaxed)
        }
        guard !isCancelled.load(ordering: .relaxed) else { throw ReplayError.cancelled }
        state.withLock { $0.progress.state = .comparing }
        try compareOpen(replay, totals, then, draft)
        return totals.report(
            plan, replay, parameters: parameters ?? [])
    }

    /// Orders that were not let go: open ones, and those that came out differently.
    private func compareOpen(
        _ replay: Replay, _ totals: PeriodTotals, _ then: HistoryRules, _ draft: DatedRules
    ) throws {
        try replay.forEachOpen { row, listRow in
            let list = try replay.list(listRow)
            guard let stored = try replay.history.declaration(row.id) else { return }
            totals.tally.add(before: stored, after: row, list)
            let (before, after) = (Outcome(stored), Outcome(row))
            guard before.isNoticeablyOther(than: after) else { return }
            let isInPeriod = totals.count(row, before, after)
            try spill.append(
                ChangedDeclaration(
                    id: row.ebpCode + ":" + row.orderNo, receivedMs: row.receivedMs,
                    enterprise: list.ebcCode, origin: list.origin, isInPeriod: isInPeriod,
                    before: before, after: after, parameters: []))
        }
        try spill.finish()
    }
}

/// What a simulation adds up; one thread uses it.
private final class PeriodTotals {
    let days: ClosedRange<Day>
    var tally: SimulationTally
    private var changed = 0
    private var changedElsewhere = 0
    private var moves: [[Int]: Int] = [:]

    init(days: ClosedRange<Day>) {
        self.days = days
        tally = SimulationTally(days: days)
    }

    /// Counts a changed declaration, and says whether it arrived on the days of the draft.
    func count(_ row: DeclarationRow, _ before: Outcome, _ after: Outcome) -> Bool {
        guard days.contains(Timestamp(ms: row.receivedMs).day) else {
            changedElsewhere += 1
            return false
        }
        changed += 1
        moves[[before.status, after.status], default: 0] += 1
        return true
    }

    func report(
        _ plan: SimulationPlan, _ replay: Replay, parameters: [ChangedParameter]
    ) -> SimulationReport {
        SimulationReport(
            from: days.lowerBound.description, to: days.upperBound.description,
            messages: replay.messageCount,
            declarations: Int(replay.books.next.declaration - 1), changed: changed,
            changedElsewhere: changedElsewhere,
            totals: tally.totals, bySize: tally.bySize(plan.sizeBands), byOrigin: tally.origins,
            moves: moves.map {
                SimulationReport.Move(before: $0.key[0], after: $0.key[1], declarations: $0.value)
            }.sorted { ($0.before, $0.after) < ($1.before, $1.after) },
            parameters: parameters)
    }
}
