import Synchronization

/// A clock that stands until a test moves it.
final class HandClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private struct State {
        var now = Duration.zero
        var nextID = 0
        var sleepers: [Int: (due: Duration, wake: CheckedContinuation<Void, any Error>)] = [:]
        /// Sleepers that were cancelled before they slept.
        var cancelled: Set<Int> = []
        var watchers: [(due: Duration, seen: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var now: Instant { Instant(offset: state.withLock { $0.now }) }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wake in
                let isCancelled = state.withLock { state -> Bool in
                    guard state.cancelled.remove(id) == nil else { return true }
                    state.sleepers[id] = (deadline.offset, wake)
                    state.watchers.removeAll { watcher in
                        guard watcher.due == deadline.offset else { return false }
                        watcher.seen.resume()
                        return true
                    }
                    return false
                }
                if isCancelled { wake.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.wake.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock and wakes whoever is due.
    func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now += duration
            let due = state.sleepers.filter { $0.value.due <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.wake)
        }
        for sleeper in woken { sleeper.resume() }
    }

    /// Returns once somebody sleeps until that time.
    func waitForSleeper(due: Duration) async {
        await withCheckedContinuation { seen in
            let isThere = state.withLock { state -> Bool in
                guard !state.sleepers.values.contains(where: { $0.due == due }) else {
                    return true
                }
                state.watchers.append((due, seen))
                return false
            }
            if isThere { seen.resume() }
        }
    }
}
