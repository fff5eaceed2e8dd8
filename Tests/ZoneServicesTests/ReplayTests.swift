import Foundation
import Testing
import ZoneCore
import ZoneServices
import ZoneStore
import ZoneTraffic

/// What the zone decided over SQLite is decided again over memory, and has to be the same.
@Suite struct ReplayTests {
    /// Random traffic with faults, changes, deletions, repetitions, short accounts and used-up years, over days.
    @Test(arguments: [UInt64(1), 2, 3])
    func randomTrafficComesOutTheSame(_ seed: UInt64) async throws {
        let test = try await TestZone(guaranteeFen: 4_000_000, change: { $0.sweepIntervalMs = 2 })
        var traffic = ReplayTraffic(seed: seed)
        try await traffic.send(to: test.zone, test.clock, groups: 60)
        await test.zone.close()
        try expectEqual(test, "seed \(seed)")
        // A restart changes nothing, nor what comes after it. The figures are asked after it: before
        // the close another look at overdue lists may come between.
        let again = try test.reopened()
        try expectUnchanged(test, again.figures(), "seed \(seed)")
        try await traffic.send(to: again, test.clock, groups: 30)
        await again.close()
        let report = try expectEqual(test, "seed \(seed), after a restart")
        #expect(report.messages > 200 && report.declarations > 100)
        try FileManager.default.removeItem(at: test.folder)
    }

    @discardableResult
    private func expectEqual(_ test: TestZone, _ label: String) throws -> RecomputeReport {
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(label): \(report.differences)")
        #expect(report.compared == report.equal && report.compared > 1000, "\(label)")
        return report
    }

    /// A draft that says what the rule book says changes nothing, and adds up to the zone's figures.
    private func expectUnchanged(
        _ test: TestZone, _ figures: ZoneFigures, _ label: String
    ) throws {
        let draft = try test.draft(limitYuan: 5000, from: "2026-01-01", known: "2026-01-01")
        let first = test.clock.start.day
        let plan = SimulationPlan(
            databasePath: test.databasePath, draftPath: draft.path,
            days: first...test.clock.now.day)
        let report = try SimulationRun(plan).run()
        #expect(report.changed == 0 && report.changedElsewhere == 0, "\(label)")
        #expect(report.totals.before == report.totals.after, "\(label)")
        let sum = report.totals.after
        #expect(sum.declarations == figures.declarationCount, "\(label)")
        #expect(sum.refused == figures.declarationsByStatus[100] ?? 0, "\(label)")
        #expect(
            sum.dutyFen + sum.vatFen + sum.consumptionFen == figures.tax.count, "\(label)")
    }

    /// A comparison that can't fail proves nothing.
    @Test func booksThatWereTamperedWithAreFound() async throws {
        let test = try await TestZone()
        let index = try await test.releasable()
        try #require(index >= 0)
        await test.zone.close()
        let store = try SQLiteStore(path: test.databasePath)
        var row = try #require(try store.declaration(1))
        row.vatFen += 1
        try store.write { transaction, _ in try transaction.put(row) }
        try store.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 1)
        #expect(report.differences.first?.contains("declaration") == true)
        try FileManager.default.removeItem(at: test.folder)
    }

    /// A value that became known later and reaches back touches exactly the lists over it, from the day it is known.
    @Test func aRetroactiveChangeListsWhatItTouches() async throws {
        let test = try await TestZone()
        try await test.sendDay(count: 200)
        let large = try test.listsOver(yuan: 1500)
        await test.zone.close()
        let draft = try test.draft(limitYuan: 1500, from: "2026-06-01", known: "2026-09-01")
        var run = Recomputation(databasePath: test.databasePath)
        run.ruleBookPath = draft.path
        run.known = Day("2026-08-31")
        #expect(try run.run().shouldHaveBeen?.touched == 0)
        run.known = Day("2026-09-01")
        run.listedCountMax = 1000
        let later = try #require(try run.run().shouldHaveBeen)
        #expect(later.touched == later.declarations.count)
        let refused = later.declarations.filter { $0.after.status == 100 }
        #expect(Set(refused.map(\.id)) == large.several)
        #expect(!refused.isEmpty)
        let others = later.declarations.filter { $0.after.status != 100 }
        #expect(Set(others.map(\.id)).isSubset(of: large.single))
        #expect(
            later.declarations.allSatisfy {
                $0.parameters.map(\.id) == ["retail-import.transaction-value-max"]
            })
        try FileManager.default.removeItem(at: test.folder)
    }
}

/// Random messages of a seed: each group a few submissions side by side, with time going on between groups.
struct ReplayTraffic {
    private let generator: TrafficGenerator
    private var random: SplitMix64
    private var nextIndex = 0
    private var sent: [[UInt8]] = []
    private var late: [[UInt8]] = []

    init(seed: UInt64) {
        var options = TrafficOptions()
        options.faultsPer10000 = 2000
        options.castRunLength = 4
        generator = TrafficGenerator(
            seed: seed, day: Day(year: 2026, month: 7, day: 1)!, platforms: 2, buyerCount: 30,
            options: options)
        random = SplitMix64(seed: seed)
    }

    mutating func send(to zone: Zone, _ clock: TestClock, groups: Int) async throws {
        for number in 0..<groups {
            var bodies = next()
            if number % 20 == 19 {
                clock.advance(days: Int64(random.below(9)))
                let firm = generator.firms.shops[random.below(generator.firms.shops.count)]
                try await zone.setGuarantee(
                    GuaranteeAccount(
                        assureCode: firm.code,
                        limit: Fen(Int64(4_000_000 + random.below(9_000_000))),
                        used: .zero))
                bodies += late
                late = []
            }
            await withTaskGroup(of: Void.self) { group in
                for body in bodies {
                    group.addTask { _ = try? await zone.submit([body], idempotencyKey: nil) }
                }
            }
        }
    }

    /// The next declarations' messages in any order, and some that were sent, otherwise.
    private mutating func next() -> [[UInt8]] {
        let declarations = generator.declarations(at: nextIndex..<nextIndex + 4)
        nextIndex += 4
        var bodies: [[UInt8]] = []
        for kind in ZoneTraffic.DocumentKind.clearing {
            var body: [UInt8] = []
            generator.append(kind, of: declarations, to: &body)
            if random.below(10) == 0 { late.append(body) } else { bodies.append(body) }
        }
        sent += bodies
        for _ in 0..<2 where random.below(2) == 0 {
            let body = sent[random.below(sent.count)]
            let type = 1 + random.below(3)
            bodies.append(
                body.replacing(
                    "<ceb:appType>1</ceb:appType>", with: "<ceb:appType>\(type)</ceb:appType>"
                )
                .withNewGuids("R\(nextIndex)\(type)"))
        }
        if random.below(5) == 0 { bodies.append(sent[random.below(sent.count)]) }
        if random.below(10) == 0 { bodies.append(Array("not a message \(nextIndex)".utf8)) }
        if random.below(3) == 0 {
            var body: [UInt8] = []
            generator.append(.waybillStatus, of: declarations, to: &body)
            late.append(body)
        }
        return bodies
    }
}
