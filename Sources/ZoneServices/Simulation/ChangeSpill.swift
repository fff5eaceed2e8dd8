import Foundation
import Synchronization

/// Changed declarations in a temporary file, one JSON object a line, read again in pages. The file goes with it.
final class ChangeSpill: Sendable {
    private struct State: Sendable {
        var count = 0
        /// Where each page begins.
        var offsets: [UInt64] = []
        var waiting = Data()
        var writtenCount: UInt64 = 0
    }

    /// Declarations of a page.
    static let pageCount = 100
    /// Bytes held back before they are written.
    private static let waitingCountMax = 1 << 20

    private let url: URL
    private let state = Mutex(State())

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("simulation-" + UUID().uuidString + ".jsonl")
        try Data().write(to: url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func append(_ change: ChangedDeclaration) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(change) + Data([0x0A])
        try state.withLock { state in
            if state.count % Self.pageCount == 0 {
                state.offsets.append(state.writtenCount + UInt64(state.waiting.count))
            }
            state.count += 1
            state.waiting.append(line)
            if state.waiting.count >= Self.waitingCountMax { try write(&state) }
        }
    }

    /// Writes what was held back; only then are all pages there.
    func finish() throws {
        try state.withLock { try write(&$0) }
    }

    private func write(_ state: inout State) throws {
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: state.waiting)
        state.writtenCount += UInt64(state.waiting.count)
        state.waiting = Data()
    }

    /// The declarations of a page, from 0 on; empty where there is none.
    func page(_ number: Int) throws -> [ChangedDeclaration] {
        let range: Range<UInt64>? = state.withLock { state in
            guard state.offsets.indices.contains(number) else { return nil }
            let next = state.offsets.dropFirst(number + 1).first
            let end = min(next ?? state.writtenCount, state.writtenCount)
            return state.offsets[number]..<max(end, state.offsets[number])
        }
        guard let range else { return [] }
        let file = try FileHandle(forReadingFrom: url)
        defer { try? file.close() }
        try file.seek(toOffset: range.lowerBound)
        let data = try file.read(upToCount: Int(range.upperBound - range.lowerBound)) ?? Data()
        return try data.split(separator: 0x0A).map {
            try JSONDecoder().decode(ChangedDeclaration.self, from: $0)
        }
    }
}
