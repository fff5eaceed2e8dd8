import Synchronization
import ZoneCore
import ZoneServices

/// The time of the day being filled in; the machine's time once it is over.
final class DemoClock: Sendable {
    private let standing = Mutex<Timestamp?>(nil)

    /// The time now.
    var now: Timestamp { standing.withLock { $0 } ?? Zone.systemClock() }

    /// Stands still at a time.
    func set(_ time: Timestamp) {
        standing.withLock { $0 = time }
    }

    /// Goes with the machine from here on.
    func finish() {
        standing.withLock { $0 = nil }
    }
}
