import Foundation
import Synchronization
import ZoneStore

/// The messages of a history in order, decoded ahead by threads of their own.
///
/// Each thread claims the next run of messages, about a megabyte of them, and decodes it; at most so many runs as there is
/// room for are decoded or waiting. The reader takes them in order.
final class DecodedHistory: Sendable {
    /// A message as it is stored, and as it was prepared again from its bytes.
    struct Message: Sendable {
        var stored: MessageRow
        var prepared: PreparedMessage
    }

    private struct State: Sendable {
        var ready: [Int: Result<[Message], StoreError>] = [:]
        /// Runs that the reader is done with.
        var used: [[Message]] = []
        var runNext = 0
        var messageNext: Int64
        var isStopping = false
    }

    /// Bytes after which a run of messages ends, and most messages of one.
    private static let runByteCount: Int64 = 1 << 20
    private static let runMessageCountMax = 256
    /// Runs decoded or being decoded at a time, for each thread.
    private static let runsPerThread = 3

    private let history: StoredHistory
    private let byteCountMax: @Sendable (Int64) -> Int
    private let threadCount: Int
    private let state: Mutex<State>
    /// Begins at 0, because a semaphore may not end below what it began with.
    private let room = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)

    /// Begins to decode the messages from number `first` on. `byteCountMax` says how large a message could be when the one
    /// of that number was received.
    init(
        _ history: StoredHistory, from first: Int64 = 1, threadCount: Int,
        byteCountMax: @escaping @Sendable (Int64) -> Int
    ) {
        self.history = history
        self.threadCount = threadCount
        self.byteCountMax = byteCountMax
        state = Mutex(State(messageNext: first))
        for _ in 0..<threadCount * Self.runsPerThread { room.signal() }
        for number in 0..<threadCount {
            let thread = Thread { [self] in work() }
            thread.name = "decoder \(number)"
            thread.start()
        }
    }

    /// The next run of messages; empty at the end. Only one thread may ask.
    func nextRun(_ number: Int) throws(StoreError) -> [Message] {
        while true {
            if let run = state.withLock({ $0.ready.removeValue(forKey: number) }) {
                room.signal()
                return try run.get()
            }
            filled.wait()
        }
    }

    /// Takes back a run that the reader is done with: the threads that made it free it, while the reader goes on.
    func giveBack(_ run: consuming [Message]) {
        let run = run
        state.withLock { $0.used.append(run) }
    }

    /// Frees the runs that were given back.
    private func dropUsed() {
        let used = state.withLock { state in
            let used = state.used
            state.used = []
            return used
        }
        _ = consume used
    }

    /// Lets the threads end; what they decoded is dropped.
    func stop() {
        state.withLock { $0.isStopping = true }
        for _ in 0..<threadCount { room.signal() }
    }

    private func work() {
        while true {
            room.wait()
            dropUsed()
            guard let (number, rows) = claim() else { return }
            let run = rows.map { rows in rows.map { decode($0) } }
            let isEnd = (try? rows.get().isEmpty) ?? true
            state.withLock { $0.ready[number] = run }
            filled.signal()
            // The others find the end, too.
            if isEnd { return }
        }
    }

    /// The next run of rows and its number; nil when it is time to stop.
    private func claim() -> (Int, Result<[MessageRow], StoreError>)? {
        state.withLock { state in
            guard !state.isStopping else { return nil }
            let number = state.runNext
            state.runNext += 1
            do throws(StoreError) {
                let rows = try history.messages(
                    from: state.messageNext, countMax: Self.runMessageCountMax,
                    byteCountMax: Self.runByteCount)
                state.messageNext = rows.last.map { $0.id + 1 } ?? state.messageNext
                return (number, .success(rows))
            } catch {
                return (number, .failure(error))
            }
        }
    }

    private func decode(_ row: MessageRow) -> Message {
        let byteCountMax = byteCountMax(row.id)
        let bytes = Compression.decompress(row.compressed, countMax: Int(row.byteCount))
        var stored = row
        stored.compressed = []
        return Message(
            stored: stored,
            prepared: PreparedMessage(
                bytes ?? [], digest: row.digest, compressed: [], byteCountMax: byteCountMax,
                signatures: .kept(
                    FindingRecord.findings(row.findings).filter(\.isOfSignature))))
    }
}
