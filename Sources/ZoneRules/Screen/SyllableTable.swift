/// The syllables of one romanisation. A syllable of at most eight letters is packed into a number,
/// its first letter in the lowest byte.
struct SyllableTable: Sendable {
    private var keys: [UInt64]
    private var values: [UInt16]
    private let mask: Int

    /// The longest syllable that is looked for, in letters.
    static let lengthMax = 6

    /// An empty table for at most half of `1 << bits` spellings.
    init(bits: Int) {
        keys = [UInt64](repeating: 0, count: 1 << bits)
        values = [UInt16](repeating: 0, count: 1 << bits)
        mask = (1 << bits) - 1
    }

    /// The syllable that is spelt so.
    subscript(packed: UInt64) -> UInt16? {
        var slot = Self.hash(packed) & mask
        while keys[slot] != 0 {
            if keys[slot] == packed { return values[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Adds a spelling; the first meaning of a spelling stays.
    mutating func add(_ packed: UInt64, _ syllable: UInt16) {
        var slot = Self.hash(packed) & mask
        while keys[slot] != 0 {
            if keys[slot] == packed { return }
            slot = (slot + 1) & mask
        }
        keys[slot] = packed
        values[slot] = syllable
    }

    private static func hash(_ packed: UInt64) -> Int {
        Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }

    static func packed(_ letters: some StringProtocol) -> UInt64 {
        letters.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Appends the syllables of `letters[range]` to `syllables`, the longest first; false and
    /// nothing appended where the letters are not made of syllables.
    func split(
        _ letters: [UInt8], _ range: Range<Int>, into syllables: inout [UInt16]
    ) -> Bool {
        if range.isEmpty { return true }
        guard syllables.count < FoldedName.syllableCountMax else { return false }
        var packed: UInt64 = 0
        var found = SIMD8<UInt16>(repeating: .max)
        let longest = min(Self.lengthMax, range.count)
        for length in 0..<longest {
            packed |= UInt64(letters[range.lowerBound + length]) << UInt64(8 * length)
            found[length] = self[packed] ?? .max
        }
        for length in stride(from: longest, to: 0, by: -1) where found[length - 1] != .max {
            syllables.append(found[length - 1])
            if split(letters, range.lowerBound + length..<range.upperBound, into: &syllables) {
                return true
            }
            syllables.removeLast()
        }
        return false
    }
}
