import Foundation
import Synchronization
public import ZoneCore
import ZoneRules

/// The simulations that people ask a running zone for: one at a time, the last few are kept.
///
/// They read the zone's file and never write it. Their results go when the process ends.
public final class Simulations: Sendable {
    /// Simulations kept; the oldest ended one makes room.
    public static let keptCountMax = 10
    /// Files of one draft, and bytes of all of them together.
    public static let draftFileCountMax = 50
    public static let draftByteCountMax = 512 << 10

    private let databasePath: String
    private let kept = Mutex<[Kept]>([])
    private let lastID = Atomic<Int>(0)

    private struct Kept: Sendable {
        var id: Int
        var run: SimulationRun
    }

    init(databasePath: String) {
        self.databasePath = databasePath
    }

    /// Begins a simulation of a draft; its files replace those of the same path in the rule book
    /// that comes with the program. Gives its number. `onEnd` is told when it ended, on its thread.
    public func start(
        files: [String: String], days: ClosedRange<Day>,
        onEnd: (@Sendable (SimulationRun) -> Void)? = nil
    ) throws(SimulationRefusal) -> Int {
        guard !files.isEmpty, files.count <= Self.draftFileCountMax,
            files.values.reduce(0, { $0 + $1.utf8.count }) <= Self.draftByteCountMax
        else {
            throw .draftSize(
                fileCountMax: Self.draftFileCountMax, byteCountMax: Self.draftByteCountMax)
        }
        try check(files)
        let run: SimulationRun
        let folder: URL
        do {
            folder = try Self.write(files)
            run = try SimulationRun(
                SimulationPlan(databasePath: databasePath, draftPath: folder.path, days: days))
        } catch {
            throw .failed("\(error)")
        }
        let id = lastID.add(1, ordering: .relaxed).newValue
        let isTaken = kept.withLock { kept in
            guard !kept.contains(where: { $0.run.isUnderWay }) else { return false }
            if kept.count >= Self.keptCountMax { kept.removeFirst() }
            kept.append(Kept(id: id, run: run))
            return true
        }
        guard isTaken else {
            try? FileManager.default.removeItem(at: folder)
            throw .busy
        }
        Thread.detachNewThread {
            // What went wrong is kept by the run.
            _ = try? run.run()
            onEnd?(run)
            try? FileManager.default.removeItem(at: folder)
        }
        return id
    }

    /// Throws everything that is wrong with a draft.
    private func check(_ files: [String: String]) throws(SimulationRefusal) {
        let draft = RuleBookFiles(texts: files)
        let problems = checkRuleBook(RuleBookFiles.bundled().overlaid(by: draft))
        let strangers = files.keys.sorted().filter { !RuleBookFiles.isPath($0) }
            .map { "\($0): no path of a rule book" }
        guard problems.isEmpty, strangers.isEmpty else {
            throw .draft(strangers + problems.map(\.description))
        }
    }

    private static func write(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("draft-" + UUID().uuidString)
        for (path, text) in files {
            let url = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return folder
    }

    /// The simulation of that number; nil where it was never there or made room.
    public subscript(id: Int) -> SimulationRun? {
        kept.withLock { $0.first { $0.id == id }?.run }
    }

    /// All that are kept, newest first.
    public var all: [(id: Int, run: SimulationRun)] {
        kept.withLock { $0.reversed().map { ($0.id, $0.run) } }
    }

    /// Ends those under way; the zone is being closed.
    func stop() {
        for (_, run) in all { run.cancel() }
    }
}

/// Why a simulation was not begun.
public enum SimulationRefusal: Error, Hashable, Sendable {
    /// No file, too many, or too large.
    case draftSize(fileCountMax: Int, byteCountMax: Int)
    /// The draft is no rule book; everything that is wrong with it.
    case draft([String])
    /// Another one is under way.
    case busy
    /// It could not be set up.
    case failed(String)
}

extension SimulationRun {
    /// Whether it has not ended yet.
    var isUnderWay: Bool {
        switch progress.state {
        case .waiting, .replaying, .comparing: true
        case .finished, .cancelled, .failed: false
        }
    }
}
