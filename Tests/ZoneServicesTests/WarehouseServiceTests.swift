import Foundation
import Testing
import ZoneCore
import ZoneServices
import ZoneStore
import ZoneTraffic

/// The warehouse ledger beneath the clearance.
@Suite struct WarehouseServiceTests {
    /// A released declaration of mode 1210, found before any book was registered.
    struct Bonded {
        var test: TestZone
        var index: Int
        var list: Inventory

        var book: String { list.emsNo }

        init() async throws {
            test = try await TestZone()
            var from = 0
            while true {
                let released = try await test.releasable(from: from)
                try #require(released >= 0)
                let list = test.traffic.inventory(of: test.traffic.declaration(at: released))
                if list.tradeMode == "1210", !list.emsNo.isEmpty {
                    (index, self.list) = (released, list)
                    return
                }
                from = released + 1
            }
        }

        func order(
            _ kind: StockOrder.Kind, _ line: Inventory.Line, id: String, _ quantity: Fixed5,
            change: (inout StockOrder) -> Void = { _ in }
        ) async throws -> StockOutcome {
            var order = StockOrder(account: book, id: id, kind: kind, actor: "keeper")
            order.item = line.itemRecordNo
            order.unit = line.unit
            order.quantity = quantity
            order.reason = "test"
            change(&order)
            #expect(order.problem == nil)
            return try await test.zone.apply(order)
        }

        func register() async throws {
            var order = StockOrder(account: book, id: "register", kind: .register, actor: "officer")
            order.item = "91330100MA27XW1R0X"
            order.unit = "bonded"
            order.reference = "Book"
            #expect(try await test.zone.apply(order) == .done(isNew: true))
        }

        /// Enough for so many of the list, in book and as declared.
        func stock(_ times: Int64) async throws {
            for (place, line) in list.lines.enumerated() {
                let quantity = Fixed5(units: line.qty.units * times)
                let lots: [StockOrder.Kind] = [.inbound, .declared]
                for kind in lots {
                    let id = "\(kind.rawValue)\(place)"
                    #expect(try await order(kind, line, id: id, quantity) == .done(isNew: true))
                }
            }
        }

        /// The documents of the list once more, under another order number.
        func bodies(_ number: String) -> [[UInt8]] {
            let all = test.messages(index)
            return ZoneTraffic.DocumentKind.clearing.compactMap { kind in
                all[kind]?.replacing(list.orderNo, with: number)
                    .replacing(list.logisticsNo, with: "W" + number)
                    .replacing(list.copNo, with: "C" + number)
            }
        }

        func view(_ number: String) throws -> DeclarationView {
            try #require(try test.zone.declaration(list.ebpCode + ":" + number))
        }

        func act(_ act: DeclarationAct.Event, _ number: String, of goods: String = "")
            async throws -> ActOutcome
        {
            try await test.zone.act(
                DeclarationAct(event: act, returnNo: goods, reason: "seen", officer: "officer 7"),
                on: list.ebpCode + ":" + number)
        }

        /// Sends the documents; a list that then waits for a person is released by one where `released` says so.
        func send(_ number: String, released: Bool = true) async throws -> DeclarationView {
            for body in bodies(number) { _ = try await test.submit(body) }
            if released, try view(number).status == 300 {
                #expect(try await act(.officer(.release), number) == .done(800))
            }
            return try view(number)
        }

        func items() throws -> [StockView] {
            try test.zone.stockItems(of: book, after: nil, countMax: 100)
        }

        /// What all items' free, held and book sum to, in times of the list.
        func expectBook(_ times: Int64, _ comment: Comment) throws {
            for (key, quantity) in wanted {
                let item = try #require(try items().first { $0.key == key })
                #expect(item.book.units == quantity * times, comment)
            }
            #expect(try test.zone.stockImbalances().isEmpty, comment)
        }

        var wanted: [StockKey: Int64] {
            list.lines.reduce(into: [:]) {
                $0[
                    StockKey(account: book, item: $1.itemRecordNo, unit: $1.unit), default: 0] +=
                    $1.qty.units
            }
        }

        func expectReplayed() async throws {
            await test.zone.close()
            let report = try Recomputation(databasePath: test.databasePath).run()
            #expect(report.different == 0, "\(report.differences)")
            try FileManager.default.removeItem(at: test.folder)
        }
    }

    @Test func aReleasedListDeductsAndMoreThanThereIsIsRejected() async throws {
        let bonded = try await Bonded()
        try await bonded.register()
        try await bonded.stock(2)
        try bonded.expectBook(2, "stocked")
        for number in ["STOCK1", "STOCK2"] {
            #expect(try await bonded.send(number).status == 800, "\(number)")
        }
        try bonded.expectBook(0, "two released")
        let third = try await bonded.send("STOCK3")
        #expect(third.status == 100)
        let said = try #require(third.timeline.last)
        #expect(said.info.contains("stock.short") && said.en.contains("0 free of"))
        // Goods come in and the list is sent again: it is taken.
        let line = bonded.list.lines[0]
        for line in bonded.list.lines {
            let id = "more\(line.gnum)"
            #expect(try await bonded.order(.inbound, line, id: id, line.qty) == .done(isNew: true))
        }
        #expect(line.qty > .zero)
        #expect(try await bonded.send("STOCK4").status == 800)
        try bonded.expectBook(0, "three released")
        try await bonded.expectReplayed()
    }

    /// Many lists of one item in one batch, submitted together: exactly as many are released as the book covers.
    @Test func concurrentListsNeverTakeMoreThanThereIs() async throws {
        let bonded = try await Bonded()
        try await bonded.register()
        try await bonded.stock(5)
        let numbers = (0..<12).map { "MANY\($0)" }
        for number in numbers {
            for body in bonded.bodies(number).dropLast() { _ = try await bonded.test.submit(body) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in numbers {
                let body = bonded.bodies(number)[3]
                group.addTask { _ = try await bonded.test.submit(body) }
            }
            try await group.waitForAll()
        }
        let statuses = try numbers.map {
            try bonded.test.zone.declaration(bonded.list.ebpCode + ":" + $0)?.status ?? 0
        }
        #expect(statuses.filter { $0 == 800 || $0 == 300 }.count == 5, "\(statuses)")
        #expect(statuses.filter { $0 == 100 }.count == 7, "\(statuses)")
        let free = try bonded.items().flatMap(\.lots).reduce(0) { $0 + $1.free }
        #expect(free == 0)
        #expect(try bonded.test.zone.stockImbalances().isEmpty)
        try await bonded.expectReplayed()
    }

    @Test func anUnknownBookIsNotTracked() async throws {
        let bonded = try await Bonded()
        #expect(try await bonded.send("FREE1").status == 800)
        #expect(try bonded.items().isEmpty)
        // Registered later, it does not take back what it never had.
        try await bonded.register()
        #expect(try bonded.items().isEmpty)
        try await bonded.expectReplayed()
    }

    /// Every order that takes goods, with one more than there is.
    @Test func noOrderTakesStockBelowZero() async throws {
        let bonded = try await Bonded()
        try await bonded.register()
        try await bonded.stock(1)
        let line = bonded.list.lines[0]
        let key = StockKey(account: bonded.book, item: line.itemRecordNo, unit: line.unit)
        let free = Fixed5(units: bonded.wanted[key] ?? 0)
        let more = Fixed5(units: free.units + 1)
        let short = StockOutcome.notEnough(free: free, wanted: more)
        #expect(
            try await bonded.order(.adjustment, line, id: "a", Fixed5(units: -more.units)) == short)
        var other = StockOrder(account: "OTHER", id: "r", kind: .register, actor: "o")
        (other.item, other.unit, other.reference) = ("owner", "overseas", "Far away")
        #expect(try await bonded.test.zone.apply(other) == .done(isNew: true))
        #expect(
            try await bonded.order(.transfer, line, id: "t", more) { $0.toAccount = "OTHER" }
                == short)
        #expect(
            try await bonded.order(.transfer, line, id: "t", free) { $0.toAccount = "NONE" }
                == .unknownAccount("NONE"))
        #expect(
            try await bonded.order(.scan, line, id: "s", Fixed5(-1))
                == .notEnough(free: .zero, wanted: Fixed5(1)))
        #expect(
            try await bonded.order(.transfer, line, id: "t", free) { $0.toAccount = "OTHER" }
                == .done(isNew: true))
        var sale = StockOrder(account: "OTHER", id: "x", kind: .sale, actor: "o")
        (sale.item, sale.unit, sale.quantity) = (line.itemRecordNo, line.unit, more)
        #expect(try await bonded.test.zone.apply(sale) == short)
        sale.quantity = free
        #expect(try await bonded.test.zone.apply(sale) == .done(isNew: true))
        #expect(try await bonded.test.zone.apply(sale) == .done(isNew: false))
        sale.quantity = Fixed5(1)
        #expect(try await bonded.test.zone.apply(sale) == .conflict)
        #expect(try bonded.test.zone.stockImbalances().isEmpty)
        try await bonded.expectReplayed()
    }

    @Test func discrepanciesOpenAndCloseByThemselves() async throws {
        let bonded = try await Bonded()
        let zone = bonded.test.zone
        try await bonded.register()
        let line = bonded.list.lines[0]
        func open() throws -> [DiscrepancyView] { try zone.discrepancies(of: nil, countMax: 10) }
        func all() throws -> [DiscrepancyView] {
            try zone.discrepancies(of: bonded.book, closed: true, countMax: 10)
        }
        _ = try await bonded.order(.inbound, line, id: "1", Fixed5(10))
        #expect(try open().map(\.difference) == [.bookOverDeclared])
        let first = try #require(try open().first)
        #expect(first.due == bonded.test.clock.now.day.adding(days: 15))
        #expect(first.owner == "91330100MA27XW1R0X")
        bonded.test.clock.advance(days: 1)
        _ = try await bonded.order(.declared, line, id: "2", Fixed5(10))
        #expect(try open().isEmpty)
        #expect(try all().map(\.closed) == [bonded.test.clock.now])
        _ = try await bonded.order(.count, line, id: "3", Fixed5(8))
        #expect(try open().map(\.difference) == [.shortage])
        bonded.test.clock.advance(days: 1)
        // A correction with a reason, and the declarant's correction, make all agree.
        _ = try await bonded.order(.adjustment, line, id: "4", Fixed5(-2))
        #expect(try open().map(\.difference) == [.bookUnderDeclared])
        _ = try await bonded.order(.declared, line, id: "5", Fixed5(-2))
        #expect(try open().isEmpty)
        #expect(try all().count == 2)
        try await bonded.expectReplayed()
    }

    /// How long a difference may stay is the rule book's, by the day on which it came up.
    @Test func theRuleBookSaysHowLongADifferenceMayStay() async throws {
        let book = try changedRuleBook("parameters/warehouse/discrepancy-days.yaml") { text in
            let next = text.split(separator: "values:\n").last.map(String.init) ?? ""
            return text
                + next.replacing("2014-02-10", with: "2026-07-02").replacing("15", with: "5")
        }
        let test = try await TestZone(guaranteeFen: 0) { $0.ruleBookPath = book }
        var due: [Day] = []
        for number in ["1", "2"] {
            var order = StockOrder(account: "B" + number, id: "r", kind: .register, actor: "o")
            (order.item, order.unit, order.reference) = ("owner", "bonded", "Book")
            _ = try await test.zone.apply(order)
            order = StockOrder(account: "B" + number, id: "i", kind: .inbound, actor: "o")
            (order.item, order.unit, order.quantity) = ("I", "011", Fixed5(1))
            #expect(try await test.zone.apply(order) == .done(isNew: true))
            due += try test.zone.discrepancies(of: "B" + number, countMax: 10).map(\.due)
            test.clock.advance(days: 1)
        }
        let first = test.clock.start.day
        #expect(due == [first.adding(days: 15), first.adding(days: 6)])
        try await test.remove()
    }

    @Test func aPassIsGoodOnceAndInTime() async throws {
        let bonded = try await Bonded()
        let zone = bonded.test.zone
        try await bonded.register()
        try await bonded.stock(2)
        for line in bonded.list.lines {
            _ = try await bonded.order(
                .count, line, id: "c\(line.gnum)",
                Fixed5(
                    units: 2
                        * (bonded.wanted[
                            StockKey(
                                account: bonded.book, item: line.itemRecordNo, unit: line.unit)]
                            ?? 0)))
        }
        #expect(try await bonded.send("GATE1").status == 800)
        #expect(
            try Set(zone.discrepancies(of: nil, countMax: 50).map(\.difference)) == [.surplus])
        func request(_ id: String, _ lists: [String]) -> GatePassRequest {
            GatePassRequest(
                id: id, account: bonded.book, isOut: true, vehicle: "浙A12345", seals: ["S1"],
                lists: lists.map { bonded.list.ebpCode + ":" + $0 }, movements: [], actor: "o")
        }
        let missing = request("p0", ["NOTHERE"])
        #expect(try zone.issuePass(missing) == .wrongList(missing.lists[0]))
        guard case .issued(let pass, isNew: true) = try zone.issuePass(request("p1", ["GATE1"]))
        else { throw CancellationError() }
        #expect(try zone.issuePass(request("p1", ["GATE1"])) == .issued(pass, isNew: false))
        #expect(try zone.issuePass(request("p1", [])) == .conflict)
        let twice = request("p2", ["GATE1"])
        #expect(try zone.issuePass(twice) == .wrongList(twice.lists[0]))
        #expect(try zone.usePass("p1", gate: "G1", by: "guard").outcome == .passed)
        #expect(try zone.usePass("p1", gate: "G1", by: "guard").outcome == .alreadyUsed)
        #expect(try zone.usePass("p9", gate: "G1", by: "guard").outcome == .notFound)
        #expect(try zone.discrepancies(of: nil, countMax: 50).isEmpty)
        #expect(try await bonded.send("GATE2").status == 800)
        _ = try zone.issuePass(request("p3", ["GATE2"]))
        bonded.test.clock.advance(days: 2)
        #expect(try zone.usePass("p3", gate: "G1", by: "guard").outcome == .expired)
        // The goods may leave with another.
        _ = try zone.issuePass(request("p4", ["GATE2"]))
        #expect(try zone.usePass("p4", gate: "G1", by: "guard").outcome == .passed)
        #expect(
            try zone.gatePass("p1")?.events.map(\.outcome) == [.passed, .alreadyUsed])
        #expect(try zone.discrepancies(of: nil, countMax: 50).isEmpty)
        try await bonded.expectReplayed()
    }

    /// A list in review holds stock; rejected it gives it back, and so do a released one's goods that come back.
    @Test func whatAListHoldsComesBack() async throws {
        let bonded = try await Bonded()
        let trade = TradeMessages()
        try await bonded.register()
        try await bonded.stock(1)
        for body in bonded.bodies("BACK1") {
            // Goods that the tariff table does not have: a person looks at the list.
            let code = bonded.list.lines[0].gcode
            _ = try await bonded.test.submit(body.replacing(code, with: "9999999999"))
        }
        let held = try bonded.view("BACK1")
        if held.status == 300 {
            #expect(try bonded.items().flatMap(\.lots).contains { $0.held > 0 })
            #expect(try await bonded.act(.officer(.reject), "BACK1") == .done(100))
        }
        #expect(try bonded.items().flatMap(\.lots).allSatisfy { $0.held == 0 })
        try bonded.expectBook(1, "rejected")
        let view = try await bonded.send("BACK2")
        #expect(view.status == 800)
        try bonded.expectBook(0, "released")
        let list = try #require(view.inventory)
        let lines = list.lines.map { (gnum: $0.gnum, qty: $0.qty.description) }
        let body = try trade.returnImport("R1", invtNo: view.invtNo, of: list, lines: lines)
        #expect(try await bonded.test.submit(body).documents.map(\.status) == [120])
        try bonded.expectBook(0, "on the way back")
        #expect(try await bonded.act(.goodsArrived, "BACK2", of: "R1") == .done(399))
        try bonded.expectBook(1, "back")
        let causes = try bonded.test.zone.stockPostings(
            of: bonded.book, after: 0, countMax: 500
        ).map(\.posting.cause)
        #expect(Set(causes).isSuperset(of: ["inbound", "list", "release", "return"]))
        try await bonded.expectReplayed()
    }

    /// A released list of mode 9810 fills the overseas warehouse that it names.
    @Test func exportsFillOverseasWarehouses() async throws {
        let test = try await TestZone()
        var trade = TradeMessages()
        trade.tradeMode = "9810"
        trade.statisticsFlag = "A"
        var order = StockOrder(
            account: trade.platform, id: "r", kind: .register, actor: "officer")
        (order.item, order.unit, order.reference) = ("owner", "overseas", "Far away")
        #expect(try await test.zone.apply(order) == .done(isNew: true))
        for body in try trade.export("B1") { _ = try await test.submit(body) }
        let view = try #require(try test.zone.declaration(trade.platform + ":B1"))
        let items = try test.zone.stockItems(of: trade.platform, after: nil, countMax: 10)
        #expect(view.status == 800, "\(view.timeline)")
        #expect(items.map(\.book) == [Fixed5(10)])
        #expect(items.allSatisfy { $0.book == $0.declared && $0.difference == nil })
        await test.zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
        try FileManager.default.removeItem(at: test.folder)
    }
}
