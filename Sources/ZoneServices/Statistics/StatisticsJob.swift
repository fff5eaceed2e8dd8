import Foundation
import Logging
import Synchronization
import ZoneCore
import ZoneRules
import ZoneStore

/// Adds declarations to the statistics, beside the writer: a small slice each interval, and larger ones one after the
/// other while nothing is submitted.
final class StatisticsJob: Sendable {
    private let store: SQLiteStore
    private let rules: RuleDesk
    private let logger: Logger
    private let queue = DispatchQueue(label: "zone statistics", qos: .utility)
    private let isStopping = Atomic<Bool>(false)
    /// One step at a time, whoever asks.
    private let turn = Mutex(())

    /// Declarations of a step while messages arrive, and while none do.
    private static let busyCountMax = 500
    private static let quietCountMax = 2_000

    init(store: SQLiteStore, rules: RuleDesk, logger: Logger) {
        self.store = store
        self.rules = rules
        self.logger = logger
    }

    /// Runs until ``stop()``; `activity` gives a number that changes when something is submitted.
    func start(intervalMs: Int, activity: @escaping @Sendable () -> Int) {
        queue.asyncAfter(deadline: .now() + .milliseconds(intervalMs)) { [weak self] in
            guard let self, !isStopping.load(ordering: .acquiring) else { return }
            tick(activity)
            start(intervalMs: intervalMs, activity: activity)
        }
    }

    /// Returns when no step runs and none will.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        queue.sync {}
    }

    private func tick(_ activity: () -> Int) {
        do {
            var count = Self.busyCountMax
            var isLeft = true
            while isLeft, !isStopping.load(ordering: .acquiring) {
                let before = activity()
                isLeft = try step(countMax: count)
                guard activity() == before else { return }
                count = Self.quietCountMax
            }
        } catch {
            logger.error("statistics stand still", metadata: ["error": "\(error)"])
        }
    }

    /// Takes a slice; false where nothing was left to take.
    func step(countMax: Int) throws -> Bool {
        try turn.withLock { _ in
            guard let slice = try store.claimStatistics(countMax: countMax) else { return false }
            let reader = StatisticsReader(store: store, ruleBook: rules.book)
            var facts = try reader.facts(of: slice.changed)
            if let new = slice.new { facts += try reader.facts(of: new) }
            try store.fold(facts, of: slice)
            return true
        }
    }

    /// Takes all there is, in at most that many steps; false where more is left.
    func finish(stepCountMax: Int = 1_000_000) throws -> Bool {
        for _ in 0..<stepCountMax {
            guard try step(countMax: Self.quietCountMax) else { return true }
        }
        return false
    }

    /// The sums made anew from all declarations; what the stored ones have to be.
    func recount() throws -> StatisticsSums {
        var sums = StatisticsSums()
        let newest = try store.statisticsState().newest
        for first in stride(from: 1, through: newest, by: Self.quietCountMax) {
            let last = min(newest, first + Int64(Self.quietCountMax) - 1)
            let reader = StatisticsReader(store: store, ruleBook: rules.book)
            for fact in try reader.facts(of: first...last) { sums.add(fact, by: 1) }
        }
        return sums
    }
}
