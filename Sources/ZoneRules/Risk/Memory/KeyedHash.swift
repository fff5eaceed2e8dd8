/// SipHash-1-3: a hash that nobody can aim without the key, and that is the same on every machine.
struct KeyedHash {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64
    private var tail: UInt64 = 0
    private var count: UInt64 = 0

    /// A secret of the zone.
    struct Key: Hashable, Sendable {
        var first: UInt64
        var second: UInt64
    }

    init(_ key: Key) {
        v0 = key.first ^ 0x736f_6d65_7073_6575
        v1 = key.second ^ 0x646f_7261_6e64_6f6d
        v2 = key.first ^ 0x6c79_6765_6e65_7261
        v3 = key.second ^ 0x7465_6462_7974_6573
    }

    /// How many bytes were added.
    var byteCount: UInt64 { count }

    mutating func add(_ byte: UInt8) {
        tail |= UInt64(byte) << (8 * (count & 7))
        count += 1
        if count & 7 == 0 {
            v3 ^= tail
            round()
            v0 ^= tail
            tail = 0
        }
    }

    /// The hash of what was added.
    mutating func finish() -> UInt64 {
        let last = tail | (count & 0xFF) << 56
        v3 ^= last
        round()
        v0 ^= last
        v2 ^= 0xFF
        for _ in 0..<3 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
        v0 &+= v1
        v1 = (v1 << 13 | v1 >> 51) ^ v0
        v0 = v0 << 32 | v0 >> 32
        v2 &+= v3
        v3 = (v3 << 16 | v3 >> 48) ^ v2
        v0 &+= v3
        v3 = (v3 << 21 | v3 >> 43) ^ v0
        v2 &+= v1
        v1 = (v1 << 17 | v1 >> 47) ^ v2
        v2 = v2 << 32 | v2 >> 32
    }
}

extension KeyedHash {
    /// Adds a text as it stands, and an end mark.
    mutating func add(_ text: String) {
        withBytes(of: text) { hash, bytes in for byte in bytes { hash.add(byte) } }
        add(0xFF)
    }

    /// Adds the letters and digits of a text: what is between them, and the width and case of ASCII
    /// letters, makes no difference. So an address does not become another by a space or a comma.
    mutating func addFolded(_ text: String) {
        withBytes(of: text) { hash, bytes in
            var at = 0
            while at < bytes.count {
                let byte = bytes[at]
                if byte < 0x80 {
                    hash.addLetter(byte)
                    at += 1
                } else if at + 2 < bytes.count, byte == 0xE3, bytes[at + 1] == 0x80 {
                    at += 3  // U+3000...303F: spaces and punctuation of Chinese.
                } else if at + 2 < bytes.count, byte == 0xEF, (0xBC...0xBD).contains(bytes[at + 1])
                {
                    // U+FF00...FF7F: wide forms of ASCII from the exclamation mark on.
                    let narrow = Int(bytes[at + 2]) - (bytes[at + 1] == 0xBC ? 0x60 : 0x20)
                    if (0x21...0x7E).contains(narrow) { hash.addLetter(UInt8(narrow)) }
                    at += 3
                } else {
                    hash.add(byte)
                    at += 1
                }
            }
        }
    }

    /// Adds the last `countMax` digits of a text: a telephone number without its prefixes.
    mutating func addDigits(_ text: String, countMax: Int) {
        withBytes(of: text) { hash, bytes in
            let digits = bytes.count { (0x30...0x39).contains($0) }
            var skipped = max(0, digits - countMax)
            for byte in bytes where (0x30...0x39).contains(byte) {
                if skipped > 0 { skipped -= 1 } else { hash.add(byte) }
            }
        }
    }

    private mutating func addLetter(_ byte: UInt8) {
        switch byte {
        case 0x30...0x39, 0x61...0x7A: add(byte)
        case 0x41...0x5A: add(byte + 0x20)
        default: return
        }
    }

    /// Gives the bytes of a text without copying native ones.
    private mutating func withBytes(
        of text: String, _ body: (inout KeyedHash, UnsafeBufferPointer<UInt8>) -> Void
    ) {
        if text.utf8.withContiguousStorageIfAvailable({ body(&self, $0) }) == nil {
            Array(text.utf8).withUnsafeBufferPointer { body(&self, $0) }
        }
    }
}
