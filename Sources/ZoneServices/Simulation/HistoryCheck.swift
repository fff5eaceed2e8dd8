import Foundation
import Synchronization
import ZoneStore

/// Compares what a replay makes with what is stored, on a thread and a connection of its own, so that the thread that
/// decides waits for no read of it.
///
/// Work is handed over a step at a time and done in that order. Orders that are as they are stored come back through
/// ``takeEqual()``, some steps later: whoever takes them has to see whether they changed since.
final class HistoryCheck: Sendable {
    /// A step's rows, and the orders that were decided in it.
    struct Work: Sendable {
        var step: Replay.Step
        var orders: [DecidedOrder]
        /// What nobody needs any more: freed here, while the thread that decides goes on.
        var used: [DecidedOrder]
    }

    private struct State: Sendable {
        var comparison: BookComparison?
        var waiting: [Work] = []
        var equal: [DecidedOrder] = []
        var failure: StoreError?
        var isStopping = false
    }

    /// Steps that may wait; who hands over more waits itself.
    private static let waitingCountMax = 64

    private let history: StoredHistory
    private let state: Mutex<State>
    private let room = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)
    private let emptied = DispatchSemaphore(value: 0)

    /// Begins. With a comparison each step's messages and rows of the journal are compared, too.
    init(_ history: StoredHistory, comparison: BookComparison?) {
        self.history = history
        state = Mutex(State(comparison: comparison))
        for _ in 0..<Self.waitingCountMax { room.signal() }
        let thread = Thread { [self] in work() }
        thread.name = "check"
        thread.start()
    }

    /// Hands a step over.
    func add(_ work: consuming Work) {
        room.wait()
        let work = work
        state.withLock { $0.waiting.append(work) }
        filled.signal()
    }

    /// The orders found equal since the last time.
    func takeEqual() throws(StoreError) -> [DecidedOrder] {
        let (equal, failure) = state.withLock { state in
            let equal = state.equal
            state.equal = []
            return (equal, state.failure)
        }
        if let failure { throw failure }
        return equal
    }

    /// Waits until everything that was handed over is done, and gives the comparison. The thread ends.
    func finish() throws(StoreError) -> BookComparison? {
        stop()
        emptied.wait()
        let (comparison, failure) = state.withLock { ($0.comparison, $0.failure) }
        if let failure { throw failure }
        return comparison
    }

    /// Lets the thread end once nothing waits.
    func stop() {
        state.withLock { $0.isStopping = true }
        filled.signal()
    }

    private func work() {
        defer { emptied.signal() }
        var comparison = state.withLock { $0.comparison }
        while true {
            filled.wait()
            let work: Work? = state.withLock { state in
                state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
            guard let work else {
                guard state.withLock({ $0.isStopping }) else { continue }
                state.withLock { $0.comparison = comparison }
                return
            }
            do throws(StoreError) {
                try comparison?.compare(work.step)
                var equal: [DecidedOrder] = []
                for order in work.orders {
                    if let order = try order.compared(with: history) { equal.append(order) }
                }
                state.withLock { $0.equal += equal }
            } catch {
                state.withLock { $0.failure = $0.failure ?? error }
            }
            room.signal()
        }
    }
}
