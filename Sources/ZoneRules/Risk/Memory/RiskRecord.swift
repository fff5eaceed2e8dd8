import ZoneCore

/// What is kept with a decision: the facts it rested on, and what the memory keeps of it. With the
/// facts the decision can be made again; with the trace the memory can be filled again.
public struct RiskRecord: Hashable, Sendable {
    /// The place of the decision in the order of all that were remembered, from 1 on; 0 where
    /// only the facts are kept, as of exports.
    public var number: Int64
    public var facts: RiskFacts
    public var trace: RiskTrace

    /// A record with all its parts.
    public init(number: Int64, facts: RiskFacts, trace: RiskTrace) {
        self.number = number
        self.facts = facts
        self.trace = trace
    }

    /// Adds the record to those of earlier decisions; about 130 bytes for a declaration of two
    /// lines.
    public func append(to packed: inout [UInt8]) {
        let record = self.packed
        var out = FactWriter(packed)
        out.bytes.reserveCapacity(packed.count + record.count + 2)
        out.write(Int64(record.count))
        out.bytes.append(contentsOf: record)
        packed = out.bytes
    }

    /// The records of a declaration, one a decision that remembered it, the oldest first.
    public static func records(in packed: [UInt8]) -> [RiskRecord] {
        var from = FactReader(packed)
        var records: [RiskRecord] = []
        while from.isSound, !from.isAtEnd {
            if let record = RiskRecord(packed: from.run()) { records.append(record) }
        }
        return records
    }

    /// The record as bytes.
    public var packed: [UInt8] {
        var out = FactWriter(capacity: 160)
        out.write(number)
        facts.write(to: &out)
        trace.write(to: &out)
        return out.bytes
    }

    /// Reads what ``packed`` wrote; nil for anything else.
    public init?(packed: [UInt8]) {
        var from = FactReader(packed)
        number = from.integer()
        guard let facts = RiskFacts(from: &from), let trace = RiskTrace(from: &from),
            from.isSound, from.isAtEnd
        else { return nil }
        self.facts = facts
        self.trace = trace
    }
}

extension RiskTrace {
    fileprivate func write(to out: inout FactWriter) {
        out.write(Int64(day.number))
        out.write(Int64(fen))
        for link in Link.allCases { out.write(word: self[link]) }
        out.write(Int64(shop))
        out.write(Int64(prices.count))
        for line in prices {
            out.write(Int64(line.gnum))
            for sample in [line.code, line.item] {
                out.write(optional: sample) { out, sample in
                    out.write(word: sample.key)
                    out.write(Int64(sample.price.steps))
                }
            }
        }
    }

    fileprivate init?(from: inout FactReader) {
        day = Day(number: Int32(clamping: from.integer()))
        fen = UInt32(clamping: from.integer())
        keys = SIMD4<UInt64>()
        for link in Link.allCases { keys[link.rawValue] = from.word() }
        shop = UInt32(clamping: from.integer())
        let lines = from.list(countMax: Self.lineCountMax) { from in
            PriceTrace(
                gnum: Int32(clamping: from.integer()), code: Self.sample(&from),
                item: Self.sample(&from))
        }
        guard let lines else { return nil }
        prices = lines
    }

    private static func sample(_ from: inout FactReader) -> PriceTrace.Sample? {
        from.optional { from in
            let key = from.word()
            return PriceTrace.Sample(
                key: key, price: LogPrice(steps: Int16(clamping: from.integer())))
        }
    }
}
