import ArgumentParser
import Foundation
import Logging
import ZoneCore
import ZoneServer
import ZoneServices
import ZoneTraffic

/// Fills a zone with a day of synthetic traffic, then serves it.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills a zone with a day of realistic synthetic traffic and serves it.",
        discussion: "All firms, people and parcels are invented. The same seed makes the same day.")

    @OptionGroup var options: ZoneOptions
    @Option(help: "Declarations of the day.")
    var count = 5_000
    @Option(help: "Seed of the traffic.")
    var seed: UInt64 = 20_260_701
    @Flag(help: "Fill and stop; do not serve.")
    var fillOnly = false

    func run() async throws {
        var logger = Logger(label: "pilotzone")
        tuneMemory()
        logger.logLevel = .notice
        let clock = DemoClock()
        var settings = ZoneSettings(databasePath: options.database)
        let folder = URL(fileURLWithPath: options.database).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        settings.secret = try zoneSecret(besides: options.database)
        try options.addWitnesses(to: &settings)
        let zone = try Zone(settings: settings, clock: { clock.now }, logger: logger)
        if try zone.figures().declarationCount == 0 {
            try await fill(zone, clock)
        } else {
            say("The zone in \(options.database) holds a day already.")
        }
        clock.finish()
        if fillOnly { return await zone.close() }
        try await serve(zone: zone, settings: options.server, logger: logger) { port in
            say("PilotZone: http://\(options.host):\(port)/")
        }
    }

    /// Yesterday's traffic, message by message, each at its own time of that day.
    private func fill(_ zone: Zone, _ clock: DemoClock) async throws {
        let day = Zone.systemClock().day.adding(days: -1)
        var traffic = TrafficOptions()
        traffic.faultsPer10000 = 300
        let generator = TrafficGenerator(
            seed: seed, day: day, buyerCount: 200_000, options: traffic)
        var guarantors: Set<String> = []
        for index in 0..<count {
            guarantors.insert(generator.inventory(of: generator.declaration(at: index)).assureCode)
        }
        for code in guarantors.sorted() {
            try await zone.setGuarantee(
                GuaranteeAccount(assureCode: code, limit: Fen(500_000_000), used: .zero))
        }
        let midnightMs = Int64(day.number) * 86_400_000 - Timestamp.chinaOffsetMs
        clock.set(Timestamp(ms: midnightMs))
        try registerFirms(generator.firms, in: zone)
        let plan = generator.day(count: count)
        var next = 0
        // Messages of one minute go in side by side, as they would arrive.
        while next < plan.messages.count {
            let minute = plan.messages[next].arrivalMs / 60_000
            var end = next
            while end < plan.messages.count, plan.messages[end].arrivalMs / 60_000 == minute {
                end += 1
            }
            clock.set(Timestamp(ms: midnightMs + Int64(minute) * 60_000))
            try await submit(plan, next..<end, to: zone)
            next = end
        }
        say("Filled \(options.database) with \(count) declarations of \(day).")
    }

    private func submit(_ plan: TrafficDay, _ range: Range<Int>, to zone: Zone) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (position, index) in range.enumerated() {
                if position >= 64 { try await group.next() }
                group.addTask {
                    var bytes: [UInt8] = []
                    plan.append(plan.messages[index], to: &bytes)
                    _ = try await zone.submit([bytes], idempotencyKey: nil)
                }
            }
            try await group.waitForAll()
        }
    }
}
