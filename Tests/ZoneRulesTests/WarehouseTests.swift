import Testing
import ZoneCore
import ZoneRules

@Suite struct WarehouseTests {
    private static let key = StockKey(account: "T1", item: "1001", unit: "011")

    static let differences: [(Int64, Int64, Int64?, StockDifference?)] = [
        (5, 5, nil, nil), (5, 5, 5, nil), (6, 5, nil, .bookOverDeclared),
        (6, 5, 6, .bookOverDeclared), (4, 5, 5, .bookUnderDeclared), (5, 5, 6, .surplus),
        (5, 5, 4, .shortage), (0, -1, nil, .bookOverDeclared), (0, 0, 0, nil),
    ]

    @Test(arguments: differences)
    func aDifferenceHasOneClass(
        book: Int64, declared: Int64, physical: Int64?, expected: StockDifference?
    ) {
        #expect(
            StockDifference(book: book, declared: declared, physical: physical) == expected)
    }

    @Test func firstExpiredGoesFirstAndPastItsDayStays() throws {
        let day = Day(number: 100)
        let lots = [
            StockLot(lot: "b", expires: 200, free: 5), StockLot(lot: "a", expires: 200, free: 5),
            StockLot(lot: "c", expires: 100, free: 2), StockLot(lot: "d", expires: 99, free: 9),
            StockLot(lot: "", expires: StockLot.neverExpires, free: 3, held: 7),
        ]
        #expect(freeStock(lots, on: day) == 15)
        let chosen = try #require(chooseLots(lots, quantity: 9, on: day))
        #expect(chosen.map(\.lot.lot) == ["c", "a", "b"])
        #expect(chosen.map(\.quantity) == [2, 5, 2])
        #expect(chooseLots(lots, quantity: 15, on: day)?.count == 4)
        #expect(chooseLots(lots, quantity: 16, on: day) == nil)
        #expect(chooseLots(lots, quantity: 0, on: day) == nil)
    }

    /// Random postings: the sides sum to zero after each, no side is ever below zero, and the totals do not depend on
    /// the order of those that were made.
    @Test(arguments: [UInt64(1), 2, 3])
    func sidesSumToZeroAndNeverFallBelow(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var lot = StockLot(lot: "", expires: StockLot.neverExpires)
        var made: [StockPosting] = []
        var refused = 0
        for _ in 0..<5_000 {
            let sides = StockSide.allCases
            let from = sides[Int.random(in: 0..<4, using: &random)]
            let to = sides[Int.random(in: 0..<4, using: &random)]
            let posting = StockPosting(
                Self.key, from: from, to: to,
                quantity: Int64.random(in: -1...1000, using: &random), cause: "test")
            guard let next = lot.after(posting) else {
                refused += 1
                continue
            }
            lot = next
            made.append(posting)
            #expect(sides.reduce(0) { $0 + posting.change(of: $1) } == 0)
            #expect(lot.free >= 0 && lot.held >= 0 && lot.gone >= 0)
            let outside = made.reduce(0) { $0 + $1.change(of: .outside) }
            #expect(outside + lot.free + lot.held + lot.gone == 0, "seed \(seed)")
        }
        #expect(made.count > 500 && refused > 500)
        made.shuffle(using: &random)
        for (side, amount) in [(StockSide.free, lot.free), (.held, lot.held), (.gone, lot.gone)] {
            #expect(made.reduce(0) { $0 + $1.change(of: side) } == amount, "seed \(seed)")
        }
    }

    @Test func aSideHasAnUpperBound() {
        var lot = StockLot(lot: "", expires: 0)
        lot.free = StockLot.quantityMax
        for quantity in [Int64(1), .max] {
            let posting = StockPosting(
                Self.key, from: .outside, to: .free, quantity: quantity, cause: "test")
            #expect(lot.after(posting) == nil)
        }
    }
}
