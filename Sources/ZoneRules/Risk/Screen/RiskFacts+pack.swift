import ZoneCore

/// Facts as bytes, to be kept with the decision that used them. The same facts give the same bytes.
extension RiskFacts {
    private static let format: UInt8 = 1
    /// Entries of a list that are read at most.
    private static let countMax = 10_000

    /// The facts as bytes.
    public var packed: [UInt8] {
        var out = FactWriter(capacity: 48)
        out.bytes.append(Self.format)
        out.write(optional: history) { out, history in history.write(to: &out) }
        out.write(optional: yearAfter) { out, fen in out.write(fen.count) }
        out.write(optional: prices) { out, prices in
            out.write(Int64(prices.count))
            for price in prices { price.write(to: &out) }
        }
        out.write(optional: parties) { out, parties in
            out.write(Int64(parties.count))
            for party in parties {
                out.write(Int64(party.role.rawValue))
                out.write(party.entry)
                out.write(party.score)
            }
        }
        out.write(optional: signature) { out, fact in out.write(Int64(fact.rawValue)) }
        out.write(optional: isReplayed) { out, fact in out.write(fact ? 1 : 0) }
        out.write(optional: certificateDayCount) { out, days in out.write(days) }
        out.write(optional: submissionCount) { out, count in out.write(count) }
        out.write(optional: draws) { out, draws in
            out.write(Int64(draws.control.parts))
            out.write(Int64(draws.quality.parts))
        }
        return out.bytes
    }

    /// Reads what ``packed`` wrote; nil for anything else.
    public init?(packed: [UInt8]) {
        var from = FactReader(packed)
        guard from.byte() == Self.format else { return nil }
        history = from.optional { OrderHistory(from: &$0) }
        yearAfter = from.optional { Fen($0.integer()) }
        prices = from.optional { from in from.list(countMax: Self.countMax) { PriceFact(from: &$0) }
        }
        parties = from.optional { from in
            from.list(countMax: Self.countMax) { from in
                let role = PartyFact.Role(rawValue: UInt8(clamping: from.integer()))
                let entry = from.text()
                let score = from.integer()
                return role.map { PartyFact(role: $0, entry: entry, score: score) }
            }
        }
        signature = from.optional { SignatureFact(rawValue: UInt8(clamping: $0.integer())) }
        isReplayed = from.optional { $0.integer() == 1 }
        certificateDayCount = from.optional { $0.integer() }
        submissionCount = from.optional { $0.integer() }
        draws = from.optional { from in
            let control = SampleDraw(UInt32(clamping: from.integer()))
            return SampleDraws(
                control: control, quality: SampleDraw(UInt32(clamping: from.integer())))
        }
        guard from.isSound, from.isAtEnd else { return nil }
    }
}

extension OrderHistory {
    fileprivate func write(to out: inout FactWriter) {
        for count in [
            linkedOrderCount, linkedValue.count, buyerOrderCount, telephoneCount, addressCount,
            payerCount, isElsewhere ? 1 : 0, addressBuyerCount, telephoneBuyerCount,
            payerBuyerCount,
        ] { out.write(count) }
    }

    fileprivate init(from: inout FactReader) {
        linkedOrderCount = from.integer()
        linkedValue = Fen(from.integer())
        buyerOrderCount = from.integer()
        telephoneCount = from.integer()
        addressCount = from.integer()
        payerCount = from.integer()
        isElsewhere = from.integer() == 1
        addressBuyerCount = from.integer()
        telephoneBuyerCount = from.integer()
        payerBuyerCount = from.integer()
    }
}

extension PriceFact {
    fileprivate func write(to out: inout FactWriter) {
        out.write(Int64(gnum))
        out.write(isOfItem ? 1 : 0)
        out.write(sampleCount)
        out.write(Int64(price.steps))
        out.write(Int64(median.steps))
        out.write(deviation)
    }

    fileprivate init?(from: inout FactReader) {
        gnum = Int32(clamping: from.integer())
        isOfItem = from.integer() == 1
        sampleCount = from.integer()
        price = LogPrice(steps: Int16(clamping: from.integer()))
        median = LogPrice(steps: Int16(clamping: from.integer()))
        deviation = from.integer()
    }
}

/// Writes facts: integers as variable-length numbers, texts with their length first.
struct FactWriter {
    var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func write(_ value: Int64) {
        var rest = UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ text: String) {
        write(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write<Value>(
        optional value: Value?, _ body: (inout FactWriter, Value) -> Void
    ) {
        bytes.append(value == nil ? 0 : 1)
        if let value { body(&self, value) }
    }
}

/// Reads what ``FactWriter`` wrote; what does not fit makes it unsound.
struct FactReader {
    private let bytes: [UInt8]
    private var at = 0
    private(set) var isSound = true

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { at == bytes.count }

    mutating func byte() -> UInt8 {
        guard at < bytes.count else {
            isSound = false
            return 0
        }
        defer { at += 1 }
        return bytes[at]
    }

    mutating func integer() -> Int64 {
        var (value, shift) = (UInt64(0), UInt64(0))
        while isSound, shift < 64 {
            let byte = byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(value & 1) }
            shift += 7
        }
        isSound = false
        return 0
    }

    mutating func text() -> String {
        let count = integer()
        guard isSound, count >= 0, count <= Int64(bytes.count - at) else {
            isSound = false
            return ""
        }
        defer { at += Int(count) }
        return String(decoding: bytes[at..<at + Int(count)], as: UTF8.self)
    }

    mutating func optional<Value>(_ body: (inout FactReader) -> Value?) -> Value? {
        switch byte() {
        case 0: return nil
        case 1:
            let value = body(&self)
            if value == nil { isSound = false }
            return isSound ? value : nil
        default:
            isSound = false
            return nil
        }
    }

    mutating func list<Value>(
        countMax: Int, _ body: (inout FactReader) -> Value?
    ) -> [Value]? {
        let count = integer()
        guard isSound, count >= 0, count <= Int64(countMax) else { return nil }
        var values: [Value] = []
        for _ in 0..<count {
            guard isSound, let value = body(&self) else { return nil }
            values.append(value)
        }
        return values
    }
}
