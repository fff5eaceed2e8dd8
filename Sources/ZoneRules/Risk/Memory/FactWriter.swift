/// Writes facts: integers as variable-length numbers, texts with their length first.
struct FactWriter {
    var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Goes on after `bytes`.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func write(_ value: Int64) {
        var rest = UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Eight bytes, the lowest first.
    mutating func write(word: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
        }
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

    mutating func word() -> UInt64 {
        var word: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 8) { word |= UInt64(byte()) << UInt64(shift) }
        return word
    }

    mutating func text() -> String { String(decoding: run(), as: UTF8.self) }

    /// Bytes with their count first.
    mutating func run() -> [UInt8] {
        let count = integer()
        guard isSound, count >= 0, count <= Int64(bytes.count - at) else {
            isSound = false
            return []
        }
        defer { at += Int(count) }
        return Array(bytes[at..<at + Int(count)])
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
