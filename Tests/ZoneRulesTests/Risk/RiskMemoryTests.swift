import Testing
import ZoneCore
import ZoneRules

@Suite struct RiskMemoryTests {
    /// A trade of few buyers, addresses and items, so that they meet again.
    static func order(_ random: inout SplitMix64, _ place: Int) -> RiskSubject {
        func pick(_ count: Int, _ random: inout SplitMix64) -> Int {
            Int.random(in: 0..<count, using: &random)
        }
        var order = RiskSubject(
            day: RiskExample.day.adding(days: place / 40),
            value: Fen(Int64(pick(500_000, &random))))
        order.buyerID = "B\(pick(12, &random))"
        order.address = pick(8, &random) == 0 ? "" : "路\(pick(10, &random))号"
        order.telephone = "140\(10_000_000 + pick(10, &random))"
        order.payerID = "P\(pick(10, &random))"
        order.shop = "S\(pick(3, &random))"
        order.lines = (0..<pick(3, &random)).map { line in
            var line = Example.line(
                ["2106909090", "3304990029"][pick(2, &random)],
                price: String(1 + pick(900, &random)), gnum: Int32(line + 1))
            line.itemNo = "I\(pick(4, &random))"
            return line
        }
        return order
    }

    static func limits(_ orderCountMax: Int, visitMax: Int = 1000) -> RiskMemory.Limits {
        var limits = RiskMemory.Limits()
        limits.orderCountMax = orderCountMax
        limits.codeCountMax = 4
        limits.itemCountMax = 8
        limits.visitMax = visitMax
        return limits
    }

    /// What the memory has to tell, from a plain list of orders.
    static func history(of order: RiskSubject, _ earlier: [RiskSubject]) -> OrderHistory {
        var history = OrderHistory()
        func within(_ days: Int, _ other: RiskSubject) -> Bool {
            other.day > order.day.adding(days: -days)
        }
        let own = earlier.filter { $0.buyerID == order.buyerID && within(90, $0) }
        let linked = own.filter {
            within(3, $0) && ($0.shop == order.shop || $0.address == order.address)
        }
        func distinct(_ texts: [String]) -> Int64 {
            Int64(Set(texts.filter { !$0.isEmpty }).count)
        }
        func buyers(_ path: KeyPath<RiskSubject, String>) -> Int64 {
            guard !order[keyPath: path].isEmpty else { return 0 }
            let same = earlier.filter {
                $0[keyPath: path] == order[keyPath: path] && within(30, $0)
            }
            return distinct(same.map(\.buyerID) + [order.buyerID])
        }
        history.linkedOrderCount = Int64(linked.count)
        history.linkedValue = linked.reduce(.zero) { $0 + $1.value }
        history.buyerOrderCount = Int64(own.count)
        history.telephoneCount = distinct(own.map(\.telephone) + [order.telephone])
        history.addressCount = distinct(own.map(\.address) + [order.address])
        history.payerCount = distinct(own.map(\.payerID) + [order.payerID])
        history.isElsewhere =
            !own.isEmpty && !own.contains { $0.telephone == order.telephone }
            && !own.contains { $0.address == order.address }
        history.addressBuyerCount = buyers(\.address)
        history.telephoneBuyerCount = buyers(\.telephone)
        history.payerBuyerCount = buyers(\.payerID)
        return history
    }

    @Test(arguments: [1 << 14, 64])
    func itTellsWhatAPlainListTells(_ countMax: Int) {
        var random = SplitMix64(seed: 20_260_104)
        let example = RiskExample(limits: Self.limits(countMax))
        var earlier: [RiskSubject] = []
        for place in 0..<3000 {
            let order = Self.order(&random, place)
            let facts = example.facts(order)
            #expect(facts.history == Self.history(of: order, earlier.suffix(countMax)), "\(place)")
            example.take(order)
            earlier.append(order)
            #expect(example.memory.orderCount == min(place + 1, countMax))
        }
    }

    @Test(arguments: [1 << 14, 64])
    func whatIsTakenBackLeavesNothing(_ countMax: Int) {
        var random = SplitMix64(seed: 20_260_105)
        let kept = RiskExample(limits: Self.limits(countMax))
        let tried = RiskExample(limits: Self.limits(countMax))
        for place in 0..<2000 {
            let order = Self.order(&random, place)
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                tried.memory.note(tried.memory.trace(of: Self.order(&random, place)))
            }
            tried.memory.rollback()
            #expect(tried.facts(order) == kept.facts(order), "\(place)")
            #expect(tried.memory.orderCount == kept.memory.orderCount)
            tried.take(order)
            kept.take(order)
        }
    }

    @Test func theSameOrdersMakeTheSameMemory() {
        var random = SplitMix64(seed: 20_260_106)
        let orders = (0..<1500).map { Self.order(&random, $0) }
        let limits = Self.limits(256, visitMax: 16)
        let (one, other) = (RiskExample(limits: limits), RiskExample(limits: limits))
        for order in orders {
            let bytes = [one, other].map { $0.facts(order).packed }
            #expect(bytes[0] == bytes[1])
            one.take(order)
            other.take(order)
        }
    }

    @Test func aMemoryIsFilledAgainFromItsRecords() throws {
        var random = SplitMix64(seed: 20_260_108)
        let limits = Self.limits(256)
        let old = RiskExample(limits: limits)
        var records: [RiskRecord] = []
        for place in 0..<600 {
            let order = Self.order(&random, place)
            let facts = old.facts(order)
            old.take(order)
            let record = RiskRecord(
                number: old.memory.noteCount, facts: facts, trace: old.memory.trace(of: order))
            let back = try #require(RiskRecord(packed: record.packed))
            #expect(back == record && back.packed == record.packed)
            records.append(back)
        }
        let new = RiskExample(limits: limits)
        new.memory.restore(records.shuffled(using: &random))
        #expect(new.memory.noteCount == 600)
        for place in 600..<700 {
            let order = Self.order(&random, place)
            #expect(new.facts(order) == old.facts(order))
        }
    }

    @Test func countsStopAtTheirLimits() {
        let example = RiskExample(limits: Self.limits(1024, visitMax: 32))
        for index in 0..<100 {
            var order = RiskExample.subject(buyer: "B\(index)")
            order.address = "仓库路1号"
            example.take(order)
        }
        var order = RiskExample.subject(buyer: "B1000")
        order.address = "仓库路1号"
        #expect(example.facts(order).history?.addressBuyerCount == 16)
    }

    @Test func pricesAreComparedWithTheirMedian() throws {
        let example = RiskExample()
        func facts(_ price: Int64) -> [PriceFact]? {
            example.facts(RiskExample.subject(buyer: "B", value: price)).prices
        }
        for index in 0..<11 {
            #expect(facts(1000) == nil, "\(index) prices are too few")
            example.take(RiskExample.subject(buyer: "B\(index)", value: 96 + Int64(index)))
        }
        example.take(RiskExample.subject(buyer: "B11", value: 107))
        #expect(facts(101) == [])
        #expect(facts(197) == [])
        let fact = try #require(facts(1000)?.first)
        #expect(fact.sampleCount == 12)
        #expect(!fact.isOfItem)
        #expect((10_000...10_200).contains(fact.median.fen.count))
        #expect((5...12).contains(fact.deviation), "about three percent")
    }

    @Test func onlyTheLastPricesCount() throws {
        let example = RiskExample()
        for index in 0..<64 {
            example.take(
                RiskExample.subject(buyer: "B\(index)", value: index < 32 ? 100 : 1000))
        }
        #expect(example.facts(RiskExample.subject(buyer: "C", value: 1000)).prices == [])
        let fact = example.facts(RiskExample.subject(buyer: "C", value: 100)).prices?.first
        #expect(fact?.deviation == 0)
    }

    @Test func logarithmsOfPricesAreNearlyExact() throws {
        var random = SplitMix64(seed: 20_260_107)
        for draw in 0..<20_000 {
            let total = Fixed5(units: Int64.random(in: 1_000...1_000_000_000_000, using: &random))
            let quantity = Fixed5(units: Int64.random(in: 1_000...100_000_000, using: &random))
            let price = try #require(LogPrice(total: total, quantity: quantity))
            let exact = Double(total.units) / Double(quantity.units) * 100
            guard exact >= 1000, exact < 1e9 else { continue }
            let ratio = Double(price.fen.count) / exact
            #expect((0.98...1.02).contains(ratio), "draw \(draw): \(total) / \(quantity)")
        }
        #expect(LogPrice(total: .zero, quantity: Fixed5(1)) == nil)
        #expect(LogPrice(total: Fixed5(1), quantity: Fixed5(units: -1)) == nil)
        #expect(LogPrice(total: Fixed5(units: .max), quantity: Fixed5(units: 1)) != nil)
        #expect(LogPrice(total: Fixed5(units: 1), quantity: Fixed5(units: .max)) != nil)
    }
}
