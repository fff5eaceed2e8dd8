import Foundation
import Testing
import ZoneCore
import ZoneServices
import ZoneStore
import ZoneTraffic

/// The sums of declarations are those of a full recount, whatever happened in between.
@Suite struct StatisticsTests {
    let trade = TradeMessages()

    /// A zone whose statistics move only when the test says so.
    private func zone() async throws -> TestZone {
        try await TestZone { $0.statisticsIntervalMs = 3_600_000 }
    }

    private func submit(_ range: Range<Int>, to test: TestZone) async throws {
        for index in range {
            let all = test.messages(index)
            for kind in ZoneTraffic.DocumentKind.clearing {
                guard let body = all[kind] else { continue }
                _ = try await test.submit(body)
            }
            test.clock.advance(ms: 7_000_000)
        }
    }

    private func count(_ zone: Zone, _ period: String) throws -> Int64 {
        try zone.statisticsSums(
            StatisticsQuery(period: try #require(StatisticsPeriod(period)), dimension: .all)
        ).reduce(0) { $0 + ($1.key.measure.parsed.name == .count ? $1.amount : 0) }
    }

    @Test func sumsAreThoseOfARecount() async throws {
        let test = try await zone()
        try await submit(0..<30, to: test)
        #expect(try test.zone.statisticsState().folded == 0)
        try test.zone.foldStatistics()
        let state = try test.zone.statisticsState()
        #expect(state.folded == 30 && state.newest == 30 && state.dirtyCount == 0)
        #expect(try test.zone.statisticsDifferences() == [])
        #expect(try count(test.zone, "2026") == 30)
        #expect(try count(test.zone, "2026-07") == 30)
        let days = try (1...4).map { try count(test.zone, "2026-07-0\($0)") }
        #expect(days.reduce(0, +) == 30 && days[0] > 0 && days[1] > 0)
        try await test.remove()
    }

    /// A declaration that changes after it was counted is noted and counted anew.
    @Test func changesAreCountedAnew() async throws {
        let test = try await zone()
        let all = test.messages(0)
        _ = try await test.submit(try #require(all[.list]))
        try test.zone.foldStatistics()
        #expect(try status(test.zone, "2") == 1)
        for kind in ZoneTraffic.DocumentKind.clearing where kind != .list {
            guard let body = all[kind] else { continue }
            _ = try await test.submit(body)
        }
        #expect(try test.zone.statisticsState().dirtyCount > 0)
        #expect(try test.zone.statisticsDifferences() != [])
        try test.zone.foldStatistics()
        #expect(try status(test.zone, "2") == 0)
        #expect(try count(test.zone, "2026") == 1)
        #expect(try test.zone.statisticsDifferences() == [])
        try await test.remove()
    }

    private func status(_ zone: Zone, _ status: String) throws -> Int64 {
        try zone.statisticsSums(
            StatisticsQuery(period: try #require(StatisticsPeriod("2026")), dimension: .all)
        ).filter { $0.key.measure.text == "count.\(status)" }.reduce(0) { $0 + $1.amount }
    }

    /// Stopped between the claim of a slice and its fold, with changes in between, and started again.
    @Test func resumesAfterACrash() async throws {
        let test = try await zone()
        try await submit(0..<6, to: test)
        let late = test.messages(40)
        _ = try await test.submit(try #require(late[.list]))
        let path = test.folder.appending(path: "zone.sqlite").path
        await test.zone.close()
        let store = try SQLiteStore(path: path)
        let slice = try #require(try store.claimStatistics(countMax: 100))
        #expect(slice.new == 1...7)
        try store.close()
        let zone = try test.reopened { $0.statisticsIntervalMs = 3_600_000 }
        for kind in ZoneTraffic.DocumentKind.clearing where kind != .list {
            guard let body = late[kind] else { continue }
            _ = try await zone.submit([body], idempotencyKey: nil)
        }
        let state = try zone.statisticsState()
        #expect(state.folded == 0 && state.dirtyCount > 0)
        try zone.foldStatistics()
        #expect(try zone.statisticsState().dirtyCount == 0)
        #expect(try zone.statisticsDifferences() == [])
        await zone.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func exportsAreCountedByTheirOwnMode() async throws {
        let test = try await zone()
        for body in try ["N1", "N2"].flatMap(trade.export) { _ = try await test.submit(body) }
        try test.zone.foldStatistics()
        let sums = try test.zone.statisticsSums(
            StatisticsQuery(
                period: try #require(StatisticsPeriod("2026")), dimension: .enterprise))
        #expect(Set(sums.map(\.key.mode)).allSatisfy { $0.hasPrefix("E") })
        #expect(sums.filter { $0.key.measure.text == "count.800" }.map(\.amount) == [2])
        #expect(Set(sums.map(\.key.value)) == [trade.shop])
        #expect(try test.zone.statisticsDifferences() == [])
        try await test.remove()
    }
}
