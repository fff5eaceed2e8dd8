import Foundation
import Synchronization
import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneServices
import ZoneTraffic

/// A zone in a folder of its own, with a clock that stands where the test puts it.
final class TestZone: Sendable {
    let zone: Zone
    let folder: URL
    let traffic: TrafficGenerator
    let clock: TestClock

    init(
        buyerCount: Int = 1_000_000, guaranteeFen: Int64 = 10_000_000_000,
        change: (inout ZoneSettings) -> Void = { _ in }
    ) async throws {
        let day = Day(year: 2026, month: 7, day: 1)!
        traffic = TrafficGenerator(seed: 42, day: day, buyerCount: buyerCount)
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var settings = ZoneSettings(databasePath: folder.appending(path: "zone.sqlite").path)
        settings.cacheByteCount = 8 << 20
        change(&settings)
        let clock = TestClock(Timestamp(ms: Int64(day.number) * 86_400_000))
        self.clock = clock
        zone = try Zone(settings: settings, clock: { clock.now })
        if guaranteeFen > 0 {
            for firm in traffic.firms.shops + traffic.firms.carriers {
                try await zone.setGuarantee(
                    GuaranteeAccount(
                        assureCode: firm.code, limit: Fen(guaranteeFen), used: .zero))
            }
        }
    }

    /// The zone's books, opened again after the zone was closed.
    func reopened(change: (inout ZoneSettings) -> Void = { _ in }) throws -> Zone {
        var settings = ZoneSettings(databasePath: folder.appending(path: "zone.sqlite").path)
        change(&settings)
        return try Zone(settings: settings, clock: { [clock] in clock.now })
    }

    /// The documents of one declaration as messages, by kind.
    func messages(_ index: Int) -> [ZoneTraffic.DocumentKind: [UInt8]] {
        let declaration = traffic.declaration(at: index)
        var messages: [ZoneTraffic.DocumentKind: [UInt8]] = [:]
        for kind in ZoneTraffic.DocumentKind.clearing {
            messages[kind] = traffic.message(kind, of: declaration)
        }
        return messages
    }

    /// The declaration's id in the zone.
    func id(_ index: Int) -> String {
        let order = traffic.order(of: traffic.declaration(at: index))
        return order.ebpCode + ":" + order.orderNo
    }

    /// The first declaration from `start` on whose goods are all in the tariff table: it is released.
    func releasable(from start: Int = 0) async throws -> Int {
        for index in start..<start + 50 {
            let all = messages(index)
            let bodies = ZoneTraffic.DocumentKind.clearing.compactMap { all[$0] }
            // In a dry run each message is on its own session, so one body after the other is really sent.
            for body in bodies { _ = try await zone.submit([body], idempotencyKey: nil) }
            if try zone.declaration(id(index))?.status == 800 { return index }
        }
        return -1
    }

    func submit(_ body: [UInt8]) async throws -> MessageAnswer {
        try await zone.submit([body], idempotencyKey: nil)[0]
    }

    func remove() async throws {
        await zone.close()
        try FileManager.default.removeItem(at: folder)
    }
}

/// A folder with the rule book that comes with the program, one file of it changed.
func changedRuleBook(_ path: String, change: (String) -> String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    for (name, text) in RuleBookFiles.bundled().texts {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data((name == path ? change(text) : text).utf8).write(to: file)
    }
    return folder.path
}

/// A clock that a test sets.
final class TestClock: Sendable {
    private let time: Mutex<Timestamp>
    /// Where it stood at first.
    let start: Timestamp

    init(_ time: Timestamp) {
        start = time
        self.time = Mutex(time)
    }

    var now: Timestamp { time.withLock { $0 } }

    func advance(ms: Int64) {
        time.withLock { $0 = Timestamp(ms: $0.ms + ms) }
    }

    func advance(days: Int64) {
        time.withLock { $0 = Timestamp(ms: $0.ms + days * 86_400_000) }
    }
}

extension [UInt8] {
    /// The bytes with one text in place of another, wherever it stands.
    func replacing(_ old: String, with new: String) -> [UInt8] {
        Array(String(decoding: self, as: UTF8.self).replacing(old, with: new).utf8)
    }
}
