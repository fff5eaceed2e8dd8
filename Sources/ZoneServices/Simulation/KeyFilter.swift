/// A set of keys that may say yes where it should say no, and never no where it should say yes.
///
/// 16 MiB whatever it holds: of ten million keys it is wrong about one question in fifty.
struct KeyFilter {
    private var words = [UInt64](repeating: 0, count: 1 << 21)

    mutating func insert(_ key: some Hashable) {
        let (one, other) = Self.bits(of: key)
        words[one >> 6] |= 1 << UInt64(one & 63)
        words[other >> 6] |= 1 << UInt64(other & 63)
    }

    /// False where the key was certainly not inserted.
    func mayHold(_ key: some Hashable) -> Bool {
        let (one, other) = Self.bits(of: key)
        return words[one >> 6] & (1 << UInt64(one & 63)) != 0
            && words[other >> 6] & (1 << UInt64(other & 63)) != 0
    }

    /// Two of its 2^27 bits.
    private static func bits(of key: some Hashable) -> (Int, Int) {
        let hash = UInt(bitPattern: key.hashValue)
        return (Int(hash & (1 << 27 - 1)), Int(hash >> 32 & (1 << 27 - 1)))
    }
}
