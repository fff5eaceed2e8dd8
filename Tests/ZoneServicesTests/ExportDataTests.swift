import Testing
import ZoneCore

@testable import ZoneServices

@Suite struct ExportDataTests {
    let trade = TradeMessages()

    private func released(_ bodies: [[UInt8]]) async throws -> TestZone {
        let test = try await TestZone()
        for body in bodies { _ = try await test.submit(body) }
        return test
    }

    @Test func aReleasedListGivesItsLinesAndWhatWasPaidForIt() async throws {
        let test = try await released(try trade.export("N1") + [try trade.list("N2")])
        let day = test.clock.now.day
        let lines = try #require(try test.zone.refundLines(of: trade.shop, days: day...day))
        // The second list waits for its documents and is no export yet.
        #expect(lines.map(\.list) == [trade.platform + ":N1"])
        #expect(lines[0].amount == Fixed5(300) && lines[0].quantity == Fixed5(10))
        #expect(lines[0].exportedOn == day && lines[0].releasedOn == day)
        #expect(lines[0].invtNo.count >= 18 && lines[0].summaryID == nil)
        let entries = try #require(try test.zone.forexEntries(of: trade.shop, days: day...day))
        #expect(entries.map(\.state) == [.equal])
        #expect(entries[0].payments.map(\.payNo) == ["PN1"])
        #expect(entries[0].declared == [ForexEntry.Sum(currency: "142", amount: Fixed5(300))])
        #expect(try test.zone.refundLines(of: "other", days: day...day) == [])
        try await test.remove()
    }

    @Test func periodsTakeTheDaysTheListsCameIn() async throws {
        let test = try await released(try trade.export("N1"))
        let first = test.clock.now.day
        test.clock.advance(days: 1)
        for body in try trade.export("N2") { _ = try await test.submit(body) }
        test.clock.advance(days: 1)
        for body in try trade.export("N3") { _ = try await test.submit(body) }
        func lists(_ days: ClosedRange<Day>) throws -> [String] {
            try test.zone.forexEntries(of: trade.shop, days: days)?.map {
                String($0.list.suffix(2))
            } ?? []
        }
        #expect(try lists(first...first.adding(days: 2)) == ["N1", "N2", "N3"])
        #expect(try lists(first.adding(days: 1)...first.adding(days: 1)) == ["N2"])
        #expect(try lists(first.adding(days: -9)...first.adding(days: -1)).isEmpty)
        #expect(try lists(first.adding(days: 3)...first.adding(days: 9)).isEmpty)
        try await test.remove()
    }

    @Test func aSimplifiedListIsMarkedAsNotRefundable() {
        for (flag, isRefundable) in [("A", false), ("B", true)] {
            var list = ExportInventory(
                submission: Submission(guid: "", kind: .new, appTime: "", isDraft: false))
            list.statisticsFlag = flag
            list.lines = [ExportInventory.Line()]
            let lines = refundLines(
                list, invtNo: "1", releasedOn: Day(number: 0), summaryID: nil)
            #expect(lines.map(\.isRefundable) == [isRefundable])
        }
    }

    @Test func whatCameInIsComparedByCurrency() throws {
        func state(_ amounts: [(String, Int64)]) -> ForexEntry.State? {
            let submission = Submission(guid: "", kind: .new, appTime: "", isDraft: false)
            var list = ExportInventory(submission: submission)
            var line = ExportInventory.Line()
            (line.currency, line.totalPrice) = ("502", Fixed5(100))
            list.lines = [line, line]
            let proceeds = amounts.map { currency, amount in
                var proceeds = Proceeds(submission: submission)
                (proceeds.currency, proceeds.charge) = (currency, Fixed5(amount))
                return proceeds
            }
            return forexEntry(
                list, invtNo: "", releasedOn: Day(number: 0), proceeds: proceeds)?.state
        }
        #expect(state([]) == ForexEntry.State.none)
        #expect(state([("502", 150), ("502", 50)]) == .equal)
        #expect(state([("502", 199)]) == .differs)
        #expect(state([("142", 200)]) == .otherCurrency)
        #expect(state([("502", 200), ("142", 1)]) == .otherCurrency)
        #expect(state([("502", Int64.max / 100_000), ("502", 1)]) == nil)
    }
}
