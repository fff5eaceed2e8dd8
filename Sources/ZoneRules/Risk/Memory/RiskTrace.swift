public import ZoneCore

/// What ``RiskMemory`` keeps of one declaration: hashes of its buyer, address, telephone, payer and
/// shop, its value and its prices. It holds no name, number or address.
public struct RiskTrace: Hashable, Sendable {
    public var day: Day
    /// Whole fen, at most 42,949,672.95 yuan.
    var fen: UInt32
    /// Keys by ``Link``; 0 where the declaration has none.
    var keys: SIMD4<UInt64>
    var shop: UInt32
    var prices: [PriceTrace]

    /// What orders are linked by: the place of its key.
    enum Link: Int, CaseIterable {
        case buyer, address, telephone, payer
    }

    subscript(link: Link) -> UInt64 { keys[link.rawValue] }
}

/// What is kept of one line's price.
struct PriceTrace: Hashable, Sendable {
    var gnum: Int32
    /// Price by statutory unit, under the HS code.
    var code: Sample?
    /// Price by declared unit, under shop and item.
    var item: Sample?

    struct Sample: Hashable, Sendable {
        var key: UInt64
        var price: LogPrice
    }
}

extension RiskTrace {
    /// Nothing of a declaration but its day: of exports the memory keeps nothing.
    public init(on day: Day) {
        self.init(day: day, fen: 0, keys: SIMD4(), shop: 0, prices: [])
    }

    /// How many lines of a declaration are kept prices of.
    static let lineCountMax = 100

    init(_ subject: RiskSubject, key: KeyedHash.Key) {
        day = subject.day
        fen = UInt32(clamping: subject.value.count)
        let buyer = Self.hash(key, 1) { $0.addFolded(subject.buyerID) }
        let address = Self.hash(key, 2) { $0.addFolded(subject.address) }
        let telephone = Self.hash(key, 3) { $0.addDigits(subject.telephone, countMax: 11) }
        let payer = Self.hash(key, 4) { $0.addFolded(subject.payerID) }
        keys = SIMD4(buyer, address, telephone, payer)
        let shop = Self.hash(key, 5) { $0.add(subject.shop) }
        self.shop = UInt32(truncatingIfNeeded: shop)
        prices = []
        let lines = subject.lines.prefix(Self.lineCountMax)
        prices.reserveCapacity(lines.count)
        for line in lines {
            var trace = PriceTrace(gnum: line.gnum)
            if let price = LogPrice(total: line.totalPrice, quantity: line.qty1) {
                let key = Self.hash(key, 6) { hash in
                    hash.add(line.gcode)
                    hash.add(line.unit1)
                }
                trace.code = .init(key: key, price: price)
            }
            if !line.itemNo.isEmpty,
                let price = LogPrice(total: line.totalPrice, quantity: line.qty)
            {
                let key = Self.hash(key, 7) { hash in
                    hash.add(subject.shop)
                    hash.add(line.itemNo)
                    hash.add(line.unit)
                }
                trace.item = .init(key: key, price: price)
            }
            prices.append(trace)
        }
    }

    /// The hash of what `body` adds, under a number that keeps kinds apart; 0 where it adds nothing.
    private static func hash(
        _ key: KeyedHash.Key, _ kind: UInt8, _ body: (inout KeyedHash) -> Void
    ) -> UInt64 {
        var hash = KeyedHash(key)
        hash.add(kind)
        body(&hash)
        return hash.byteCount == 1 ? 0 : max(1, hash.finish())
    }
}
