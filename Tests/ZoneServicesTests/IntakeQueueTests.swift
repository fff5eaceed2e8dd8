import Synchronization
import Testing

@testable import ZoneServices

@Suite struct IntakeQueueTests {
    /// Counts how often the queue worked between two batches.
    private final class Between: Sendable {
        private let kept = Mutex(0)
        var count: Int { kept.withLock { $0 } }

        func note() { kept.withLock { $0 += 1 } }
    }

    /// Overdue lists are looked for in a zone that is never quiet, too.
    @Test func theWorkBetweenBatchesDoesNotWaitForQuiet() async throws {
        var settings = ZoneSettings(databasePath: "")
        settings.batchDocumentCountMax = 1
        let queue = IntakeQueue(settings: settings)
        let between = Between()
        // Both wait before the writer starts, so that nothing is quiet between them; the first outlasts the interval.
        async let first = queue.perform { _ in
            let start = ContinuousClock.now
            while ContinuousClock.now - start < .milliseconds(2) {}
            return between.count
        }
        while queue.depth < 1 { await Task.yield() }
        async let second = queue.perform { _ in between.count }
        while queue.depth < 2 { await Task.yield() }
        queue.start(
            intervalMs: 1, makeCache: { DossierCache() },
            process: { batch, cache in for submission in batch { submission.work?(cache) } },
            between: { _, _ in between.note() })
        #expect(try await first == 0)
        #expect(try await second == 1)
        await queue.stop()
    }
}
