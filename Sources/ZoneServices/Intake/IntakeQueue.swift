import Foundation
import Synchronization
import ZoneStore

/// The bounded queue between requests and the one writer, and the writer's thread.
///
/// Requests wait behind the transaction that is running and share the next one, so the cost of a durable
/// write is spread over whatever arrived meanwhile; nothing ever waits for a batch to fill.
final class IntakeQueue: Sendable {
    /// One request's messages and whom to tell.
    struct Submission: Sendable {
        var messages: [PreparedMessage]
        var idempotencyKey: String?
        var isDryRun = false
        /// Told the outcome; nil for work that tells it itself.
        var continuation: CheckedContinuation<Result<[MessageOutcome], SubmitError>, Never>?
        /// Work of another kind, on the writer's thread between two transactions.
        var work: (@Sendable (DossierCache) -> Void)?

        var documentCount: Int { messages.reduce(1) { $0 + $1.documents.count } }
        var byteCount: Int { messages.reduce(0) { $0 + $1.compressed.count } }
    }

    private struct State: Sendable {
        var waiting: [Submission] = []
        var documentCount = 0
        var byteCount = 0
        var isStopping = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let stopped = DispatchSemaphore(value: 0)
    private let settings: ZoneSettings

    init(settings: ZoneSettings) {
        self.settings = settings
    }

    /// How many documents wait now.
    var depth: Int { state.withLock { $0.documentCount } }

    /// Puts a submission in the queue, or says at once why not.
    func submit(
        _ messages: [PreparedMessage], idempotencyKey: String?, isDryRun: Bool
    ) async -> Result<[MessageOutcome], SubmitError> {
        await withCheckedContinuation { continuation in
            let submission = Submission(
                messages: messages, idempotencyKey: idempotencyKey, isDryRun: isDryRun,
                continuation: continuation, work: nil)
            let refusal: SubmitError? = state.withLock { state in
                guard !state.isStopping else { return .stopped }
                let count = submission.documentCount
                let bytes = submission.byteCount
                let isFull =
                    state.documentCount + count > settings.queueDocumentCountMax
                    || state.byteCount + bytes > settings.queueByteCountMax
                // A submission larger than the whole queue is still taken when nothing waits.
                guard !isFull || state.waiting.isEmpty else {
                    return .queueFull(retryAfterSeconds: 1)
                }
                state.waiting.append(submission)
                state.documentCount += count
                state.byteCount += bytes
                return nil
            }
            if let refusal {
                continuation.resume(returning: .failure(refusal))
            } else {
                signal.signal()
            }
        }
    }

    /// Runs `work` on the writer's thread, in its turn; throws when the queue has stopped.
    func perform<T: Sendable>(
        _ work: @escaping @Sendable (DossierCache) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isStopping = state.withLock { state in
                guard !state.isStopping else { return true }
                state.documentCount += 1
                state.waiting.append(
                    Submission(
                        messages: [], idempotencyKey: nil, continuation: nil,
                        work: { cache in continuation.resume(with: Result { try work(cache) }) }))
                return false
            }
            if isStopping {
                continuation.resume(throwing: SubmitError.stopped)
            } else {
                signal.signal()
            }
        }
    }

    /// Starts the writer: `makeCache` makes its memory, on its thread; `process` gets batches in order of arrival; `between`
    /// runs between two of them once every `intervalMs`, however busy the zone is, and is told whether nothing waits.
    func start(
        intervalMs: Int, makeCache: @escaping @Sendable () -> DossierCache,
        process: @escaping @Sendable ([Submission], DossierCache) -> Void,
        between: @escaping @Sendable (DossierCache, _ isQuiet: Bool) -> Void
    ) {
        let thread = Thread { [self] in
            let cache = makeCache()
            var due = DispatchTime.now() + .milliseconds(intervalMs)
            while true {
                let isQuiet = signal.wait(timeout: due) == .timedOut
                let batch = take()
                if !batch.isEmpty { process(batch, cache) }
                if DispatchTime.now() >= due {
                    between(cache, isQuiet)
                    due = .now() + .milliseconds(intervalMs)
                }
                if batch.isEmpty, state.withLock({ $0.isStopping && $0.waiting.isEmpty }) { break }
            }
            stopped.signal()
        }
        thread.name = "zone writer"
        thread.start()
    }

    /// Takes what waits, up to one transaction's worth.
    private func take() -> [Submission] {
        state.withLock { state in
            var count = 0
            var documents = 0
            while count < state.waiting.count, documents < settings.batchDocumentCountMax {
                documents += state.waiting[count].documentCount
                count += 1
            }
            let batch = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(count)
            state.documentCount -= documents
            state.byteCount -= batch.reduce(0) { $0 + $1.byteCount }
            return batch
        }
    }

    /// Refuses new submissions, lets the writer finish what waits, and returns when it has stopped.
    func stop() async {
        state.withLock { $0.isStopping = true }
        signal.signal()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            Thread.detachNewThread { [self] in
                stopped.wait()
                // The next one who asks finds it stopped too.
                stopped.signal()
                continuation.resume()
            }
        }
    }
}
