import Foundation
import Testing
import ZoneCore
import ZoneServices
import ZoneTraffic

@Suite struct SimulationTests {
    private static let day = Day(year: 2026, month: 7, day: 1)!

    /// The rule book as it is changes nothing, and the totals are those of the zone.
    @Test func theSameRulesChangeNothing() async throws {
        let test = try await TestZone(buyerCount: 60)
        try await test.sendDay(count: 300)
        let figures = try test.zone.figures()
        await test.zone.close()
        let folder = test.folder.appending(path: "nothing")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let run = try SimulationRun(
            SimulationPlan(
                databasePath: test.databasePath, draftPath: folder.path,
                days: Self.day...Self.day.adding(days: 1)))
        let report = try run.run()
        #expect(report.changed == 0 && report.changedElsewhere == 0)
        #expect(report.totals.before == report.totals.after)
        #expect(report.totals.after.declarations == Int64(figures.declarationCount))
        #expect(
            report.totals.after.released == Int64(figures.declarationsByStatus[800] ?? 0))
        #expect(
            report.totals.after.dutyFen + report.totals.after.vatFen
                + report.totals.after.consumptionFen == figures.tax.count)
        #expect(run.progress.state == .finished && run.progress.done == run.progress.total)
        #expect(try run.changes(page: 0).isEmpty)
        try FileManager.default.removeItem(at: test.folder)
    }

    /// A lower limit refuses exactly the lists over it, and taxes single goods over it fully.
    @Test func aLowerLimitChangesExactlyWhatIsOverIt() async throws {
        let test = try await TestZone()
        try await test.sendDay(count: 400)
        let large = try test.listsOver(yuan: 1200)
        await test.zone.close()
        let draft = try test.draft(limitYuan: 1200, from: "2026-01-01", known: "2026-01-01")
        let run = try SimulationRun(
            SimulationPlan(
                databasePath: test.databasePath, draftPath: draft.path,
                days: Self.day...Self.day.adding(days: 1)))
        let report = try run.run()
        var changes: [ChangedDeclaration] = []
        while true {
            let page = try run.changes(page: changes.count / SimulationRun.pageCount)
            changes += page
            if page.count < SimulationRun.pageCount { break }
        }
        let refused = changes.filter { $0.after.status == 100 }
        #expect(Set(refused.map(\.id)) == large.several && large.several.count > 10)
        #expect(Set(changes.map(\.id)).subtracting(large.several).isSubset(of: large.single))
        #expect(changes.count == report.changed && report.changedElsewhere == 0)
        #expect(report.moves.reduce(0) { $0 + $1.declarations } == report.changed)
        #expect(report.totals.after.refused - report.totals.before.refused == refused.count)
        #expect(report.parameters.map(\.id) == ["retail-import.transaction-value-max"])
        for groups in [report.bySize, report.byOrigin] {
            #expect(
                groups.reduce(0) { $0 + $1.totals.after.refused } == report.totals.after.refused)
        }
        try FileManager.default.removeItem(at: test.folder)
    }

    /// Outside its days the draft is not asked.
    @Test func theDraftDecidesOnItsDaysOnly() async throws {
        let test = try await TestZone()
        try await test.sendDay(count: 100)
        await test.zone.close()
        let draft = try test.draft(limitYuan: 1, from: "2026-01-01", known: "2026-01-01")
        let later = Self.day.adding(days: 10)
        let report = try SimulationRun(
            SimulationPlan(
                databasePath: test.databasePath, draftPath: draft.path, days: later...later)
        ).run()
        #expect(report.changed == 0 && report.totals.before.declarations == 0)
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func aCancelledRunSaysSo() async throws {
        let test = try await TestZone()
        try await test.sendDay(count: 50)
        await test.zone.close()
        let run = try SimulationRun(
            SimulationPlan(
                databasePath: test.databasePath, draftPath: test.folder.path,
                days: Self.day...Self.day))
        run.cancel()
        #expect(throws: ReplayError.cancelled) { try run.run() }
        #expect(run.progress.state == .cancelled && run.report == nil)
        try FileManager.default.removeItem(at: test.folder)
    }
}

extension TestZone {
    var databasePath: String { folder.appending(path: "zone.sqlite").path }

    /// Sends the day's messages, several side by side.
    func sendDay(count: Int) async throws {
        let plan = traffic.day(count: count)
        var next = 0
        while next < plan.messages.count {
            let end = min(next + 8, plan.messages.count)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for message in plan.messages[next..<end] {
                    group.addTask {
                        var body: [UInt8] = []
                        plan.append(message, to: &body)
                        _ = try await self.submit(body)
                    }
                }
                try await group.waitForAll()
            }
            next = end
        }
    }

    /// Declarations that passed and are worth more: of several goods, and of one single piece.
    func listsOver(yuan: Int64) throws -> (several: Set<String>, single: Set<String>) {
        var several: Set<String> = []
        var single: Set<String> = []
        for summary in try zone.declarations(before: nil, status: nil, countMax: 10_000)
        where summary.status == 300 || summary.status == 800 {
            guard let list = try zone.declaration(summary.id)?.inventory else { continue }
            let value = list.lines.reduce(list.freight.units + list.insuredFee.units) {
                $0 + $1.totalPrice.units
            }
            guard value > yuan * 100_000 else { continue }
            if list.lines.count == 1, list.lines[0].qty == Fixed5(1) {
                single.insert(summary.id)
            } else {
                several.insert(summary.id)
            }
        }
        return (several, single)
    }

    /// A folder with a draft of the transaction limit: the one in force, and another value.
    func draft(limitYuan: Int, from: String, known: String) throws -> URL {
        let path = "parameters/retail-import/transaction-value-max.yaml"
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let own = root.appending(path: "Sources/ZoneRules/Resources/" + path)
        let text = try String(contentsOf: own, encoding: .utf8)
        let folder = folder.appending(path: "draft-\(limitYuan)")
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let value = """
              - from: \(from)
                known: \(known)\(from < known ? "\n    retroactive: true" : "")
                value: "\(limitYuan)"
                source:
                  instrument: "a draft of a test"
                  article: "none"
                verified: false
                note: "not a law"

            """
        try Data((text + value).utf8).write(to: file)
        return folder
    }
}
