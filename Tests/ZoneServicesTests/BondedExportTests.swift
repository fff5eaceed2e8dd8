import Testing
import ZoneCore
import ZoneServices

/// Bonded exports take from their account book as imports do.
@Suite struct BondedExportTests {
    private static let book = "T4600W000001"

    private func trade(_ mode: String = "1210") -> TradeMessages {
        var trade = TradeMessages()
        trade.tradeMode = mode
        return trade
    }

    private func apply(
        _ test: TestZone, _ id: String, _ kind: StockOrder.Kind, _ quantity: Int64 = 0
    ) async throws {
        var order = StockOrder(account: Self.book, id: id, kind: kind, actor: "keeper")
        order.reference = "test"
        if kind == .register {
            (order.item, order.unit) = ("owner", "bonded")
        } else {
            (order.item, order.unit, order.quantity) = ("REC1", "011", Fixed5(quantity))
        }
        #expect(try await test.zone.apply(order) == .done(isNew: true))
    }

    /// A zone whose book has so many of the one item, declared as well.
    private func stocked(_ quantity: Int64, asked: Bool = false) async throws -> TestZone {
        let test = try await RegisterTests.makeZone(asked: asked)
        try await apply(test, "r", .register)
        for (id, kind) in [("i", StockOrder.Kind.inbound), ("d", .declared)] {
            try await apply(test, id, kind, quantity)
        }
        return test
    }

    private func view(_ test: TestZone, _ number: String) throws -> DeclarationView {
        try #require(try test.zone.declaration(trade().platform + ":" + number))
    }

    /// What the book has free and held of the item.
    private func expectStock(_ test: TestZone, free: Int64, held: Int64) throws {
        let lots = try test.zone.stockItems(of: Self.book, after: nil, countMax: 10).flatMap(\.lots)
        #expect(lots.reduce(0) { $0 + $1.free } == Fixed5(free).units)
        #expect(lots.reduce(0) { $0 + $1.held } == Fixed5(held).units)
        #expect(try test.zone.stockImbalances().isEmpty)
    }

    private func finish(_ test: TestZone) async throws {
        #expect(try test.zone.discrepancies(of: nil, countMax: 10).isEmpty)
        await test.zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
    }

    private func act(
        _ test: TestZone, _ event: ReturnStatus.Event, _ number: String
    ) async throws -> ActOutcome {
        try await test.zone.act(
            DeclarationAct(event: .officer(event), reason: "seen", officer: "officer 7"),
            on: trade().platform + ":" + number)
    }

    /// A list that waits for its documents takes nothing; a released one takes for good; one that the book does not cover
    /// is rejected with both figures.
    @Test func aReleasedListDeductsAndMoreThanThereIsIsRejected() async throws {
        let test = try await stocked(15)
        let bodies = try trade().export("N1")
        _ = try await test.submit(bodies[3])
        #expect(try view(test, "N1").status == 2)
        try expectStock(test, free: 15, held: 0)
        for body in bodies.dropLast() { _ = try await test.submit(body) }
        #expect(try view(test, "N1").status == 800)
        try expectStock(test, free: 5, held: 0)
        for body in try trade().export("N2") { _ = try await test.submit(body) }
        let second = try view(test, "N2")
        #expect(second.status == 100)
        #expect(second.timeline.last?.en.contains("item REC1: 5 free of 10 declared") == true)
        try expectStock(test, free: 5, held: 0)
        // The other bonded mode takes from the same book; a book that is not registered is not tracked.
        for body in try trade("1239").export("N3") { _ = try await test.submit(body) }
        #expect(try view(test, "N3").timeline.last?.info.contains("stock.short") == true)
        var other = try trade().export("N4")
        other[3] = try trade().list("N4") { $0["emsNo"] = "T4600W000002" }
        for body in other { _ = try await test.submit(body) }
        #expect(try view(test, "N4").status == 800)
        try expectStock(test, free: 5, held: 0)
        try await finish(test)
    }

    /// A list in review takes in advance; released it takes for good, rejected or cancelled it gives back.
    @Test func aListInReviewHoldsWhatItTakes() async throws {
        let test = try await stocked(30, asked: true)
        for number in ["N1", "N2", "N3"] {
            for body in try trade().export(number) { _ = try await test.submit(body) }
            #expect(try view(test, number).status == 300)
        }
        try expectStock(test, free: 0, held: 30)
        #expect(try await act(test, .release, "N1") == .done(800))
        try expectStock(test, free: 0, held: 20)
        #expect(try await act(test, .reject, "N2") == .done(100))
        try expectStock(test, free: 10, held: 10)
        let cancel = try trade().cancelExport("X3", invtNo: view(test, "N3").invtNo)
        #expect(try await test.submit(cancel).documents.map(\.status) == [399])
        try expectStock(test, free: 20, held: 0)
        try await finish(test)
    }

    /// Goods that come back into the special area (1261) are in the book again once they are tallied.
    @Test func returnedGoodsAreInTheBookAgain() async throws {
        let test = try await stocked(10)
        let trade = trade()
        for body in try trade.export("N1") { _ = try await test.submit(body) }
        for body in [
            try trade.arrival("A1", ["N1"]), try trade.manifest("M1", ["N1"]),
            try trade.departure("D1", ["N1"]),
        ] { _ = try await test.submit(body) }
        try expectStock(test, free: 0, held: 0)
        let invtNo = try view(test, "N1").invtNo
        let back = try trade.returnExport("E1", number: "N1", invtNo: invtNo, qty: "4")
        #expect(try await test.submit(back).documents.map(\.status) == [120])
        try expectStock(test, free: 0, held: 0)
        _ = try await test.submit(try trade.tallyReturn("E1", number: "N1", invtNo: invtNo))
        try expectStock(test, free: 4, held: 0)
        try await finish(test)
    }

    /// Lists of one item submitted side by side: as many are released as the book covers.
    @Test func concurrentListsNeverTakeMoreThanThereIs() async throws {
        let test = try await stocked(40)
        let numbers = (0..<9).map { "P\($0)" }
        var lists: [[UInt8]] = []
        for number in numbers {
            let bodies = try trade().export(number)
            for body in bodies.dropLast() { _ = try await test.submit(body) }
            lists.append(bodies[3])
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for body in lists { group.addTask { _ = try await test.submit(body) } }
            try await group.waitForAll()
        }
        let statuses = try numbers.map { try view(test, $0).status }
        #expect(statuses.count { $0 == 800 } == 4 && statuses.count { $0 == 100 } == 5)
        try expectStock(test, free: 0, held: 0)
        try await finish(test)
    }
}
