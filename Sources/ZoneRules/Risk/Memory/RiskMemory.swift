import ZoneCore

/// Recent declarations, in memory, as far as risk rules ask for them. Bounded, and the same after
/// the same declarations in the same order: it is rebuilt by noting them again.
///
/// Its hashes are keyed with a secret of the zone, so that nobody outside can aim at them. What it
/// tells goes into ``RiskFacts``, which are kept with the decision.
///
/// Budget: 2 microseconds a declaration for `trace`, `addFacts` and `note` together.
public final class RiskMemory {
    private let key: KeyedHash.Key
    private var orders: OrderLog
    private var codePrices: PriceLog
    private var itemPrices: PriceLog

    /// How much is kept. Numbers of entries are rounded up to powers of two.
    public struct Limits: Hashable, Sendable {
        /// Orders; 80 bytes each. The oldest goes first.
        public var orderCountMax = 1 << 20
        /// HS codes with their prices; 150 bytes each.
        public var codeCountMax = 1 << 14
        /// Items of shops with their prices; 150 bytes each.
        public var itemCountMax = 1 << 16
        /// Orders of one buyer, address, telephone or payer that are looked at, the newest first. No
        /// count is over it, and none of distinct things over 16.
        public var visitMax = 32

        /// The usual limits.
        public init() {}
    }

    /// A memory with nothing in it. `secret` are at least 16 bytes that only the zone knows.
    public init(secret: [UInt8], limits: Limits = Limits()) {
        precondition(secret.count >= 16, "a secret of at least 16 bytes")
        func word(_ from: Int) -> UInt64 {
            secret[from..<from + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        key = KeyedHash.Key(first: word(0), second: word(8))
        orders = OrderLog(countMax: limits.orderCountMax, visitMax: limits.visitMax)
        codePrices = PriceLog(countMax: limits.codeCountMax)
        itemPrices = PriceLog(countMax: limits.itemCountMax)
    }

    /// How many declarations were noted and not taken back.
    public private(set) var noteCount: Int64 = 0
    private var uncommittedCount: Int64 = 0

    /// How many orders are kept.
    public var orderCount: Int { orders.count }

    /// What the memory would keep of a declaration.
    public func trace(of subject: RiskSubject) -> RiskTrace { RiskTrace(subject, key: key) }

    /// Adds what is known around a declaration that was not noted yet.
    public func addFacts(about trace: RiskTrace, _ limits: RiskLimits, to facts: inout RiskFacts) {
        facts.history = orders.history(of: trace, limits)
        facts.prices = prices(of: trace, limits)
    }

    private func prices(of trace: RiskTrace, _ limits: RiskLimits) -> [PriceFact]? {
        var facts: [PriceFact] = []
        var isComparable = false
        let countMin = Int(limits.priceSampleCountMin ?? .max)
        func compare(_ sample: PriceTrace.Sample?, gnum: Int32, isOfItem: Bool) {
            guard let sample,
                let spread = (isOfItem ? itemPrices : codePrices).spread(of: sample.key),
                spread.count >= countMin
            else { return }
            isComparable = true
            let fact = PriceFact(
                gnum: gnum, isOfItem: isOfItem, sampleCount: Int64(spread.count),
                price: sample.price, median: LogPrice(steps: spread.median),
                deviation: Int64(spread.deviation))
            if fact.distance >= LogPrice.stepsPerDoubling { facts.append(fact) }
        }
        for line in trace.prices {
            compare(line.code, gnum: line.gnum, isOfItem: false)
            compare(line.item, gnum: line.gnum, isOfItem: true)
        }
        return isComparable ? facts : nil
    }

    /// Fills an empty memory with what was kept of earlier declarations, in the order in which they
    /// were noted; numbers go on from the last. What has no number was not noted.
    public func restore(_ records: [RiskRecord]) {
        for record in records.filter({ $0.number > 0 }).sorted(by: { $0.number < $1.number }) {
            note(record.trace)
            commit()
            noteCount = record.number
        }
    }

    /// Remembers a declaration; until ``commit()`` it can be taken back.
    public func note(_ trace: RiskTrace) {
        noteCount += 1
        uncommittedCount += 1
        orders.note(trace)
        for line in trace.prices {
            if let sample = line.code { codePrices.note(sample) }
            if let sample = line.item { itemPrices.note(sample) }
        }
    }

    /// Keeps what was noted, as the transaction around it was kept.
    public func commit() {
        uncommittedCount = 0
        orders.commit()
        codePrices.commit()
        itemPrices.commit()
    }

    /// Takes back what was noted since the last commit, as the transaction around it failed.
    public func rollback() {
        noteCount -= uncommittedCount
        uncommittedCount = 0
        orders.rollback()
        codePrices.rollback()
        itemPrices.rollback()
    }
}
