import ZoneCore

/// Appending the parts of a message; no `String` is made on the way.
extension [UInt8] {
    @inline(__always)
    mutating func put(_ text: StaticString) {
        append(
            contentsOf: UnsafeBufferPointer(
                start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    mutating func put(_ bytes: [UInt8]) {
        append(contentsOf: bytes)
    }

    /// A decimal number with leading zeros up to `width` digits (at most 20 digits in all).
    mutating func put(_ value: Int, width: Int = 1) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value.magnitude
            var first = 20
            while rest > 0 || first > 20 - width {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                first -= 1
                digits[first] = 0x30 + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[first..<20]))
        }
    }

    /// Yuan: `12` or `12.05`. Amounts of this module are never negative.
    mutating func put(_ amount: Fen) {
        let (yuan, fen) = amount.count.quotientAndRemainder(dividingBy: 100)
        put(Int(yuan))
        if fen > 0 {
            append(0x2E)
            put(Int(fen), width: 2)
        }
    }

    /// Thousandths as a decimal number: grams as kilograms, millilitres as litres.
    mutating func put(thousandths: Int) {
        put(thousandths / 1000)
        if thousandths % 1000 > 0 {
            append(0x2E)
            put(thousandths % 1000, width: 3)
        }
    }

    /// The last `count` hexadecimal digits of the number, in capitals.
    mutating func put(hex value: UInt64, count: Int) {
        var shift = count * 4
        while shift > 0 {
            shift -= 4
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 0x0F
            append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
    }

    /// A version 4 UUID in capitals, 36 characters.
    mutating func put(uuid high: UInt64, _ low: UInt64) {
        put(hex: high >> 32, count: 8)
        append(0x2D)
        put(hex: high >> 16, count: 4)
        append(0x2D)
        put(hex: (high & 0x0FFF) | 0x4000, count: 4)
        append(0x2D)
        put(hex: (low >> 48) & 0x3FFF | 0x8000, count: 4)
        append(0x2D)
        put(hex: low, count: 12)
    }

    /// One Chinese character, chosen by any number, of a table of characters of three bytes each.
    mutating func put(character draw: Int, of table: [UInt8]) {
        let start = draw % (table.count / 3) * 3
        append(contentsOf: table[start..<start + 3])
    }

    /// The text of what `write` appends.
    static func text(_ write: (inout [UInt8]) -> Void) -> String {
        var bytes: [UInt8] = []
        write(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
