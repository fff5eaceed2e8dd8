/// An archive in the ustar format of POSIX, in memory: plain files, nothing else.
struct TarFile {
    /// One file of an archive.
    struct Entry: Hashable {
        /// At most 100 bytes of ASCII.
        var name: String
        var bytes: [UInt8]
    }

    private static let blockSize = 512

    /// The archive of these files, in their order, each as of that time.
    static func bytes(of entries: [Entry], atSeconds seconds: Int64) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(entries.reduce(2 * blockSize) { $0 + $1.bytes.count + 2 * blockSize })
        for entry in entries {
            out += header(entry, seconds)
            out += entry.bytes
            out += [UInt8](repeating: 0, count: padding(entry.bytes.count))
        }
        return out + [UInt8](repeating: 0, count: 2 * blockSize)
    }

    private static func padding(_ count: Int) -> Int {
        (blockSize - count % blockSize) % blockSize
    }

    private static func header(_ entry: Entry, _ seconds: Int64) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        put(String(entry.name.prefix(100)), at: 0)
        put("0000644\0", at: 100)
        put("0000000\0", at: 108)
        put("0000000\0", at: 116)
        put(octal(Int64(entry.bytes.count), 11) + "\0", at: 124)
        put(octal(max(0, seconds), 11) + "\0", at: 136)
        // The sum is taken with blanks in its own place.
        put("        0", at: 148)
        put("ustar\u{0}00", at: 257)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, 6) + "\0 ", at: 148)
        return block
    }

    private static func octal(_ value: Int64, _ width: Int) -> String {
        let digits = String(value, radix: 8)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// The files of an archive; nil where it is none, or has something other than plain files.
    static func entries(of bytes: [UInt8], countMax: Int) -> [Entry]? {
        var (entries, offset) = ([Entry](), 0)
        while offset + blockSize <= bytes.count {
            let block = bytes[offset..<offset + blockSize]
            if block.allSatisfy({ $0 == 0 }) { return entries }
            guard entries.count < countMax, isSound(block),
                let size = number(block.dropFirst(124).prefix(12)),
                block[block.startIndex + 156] == UInt8(ascii: "0"),
                size <= bytes.count - offset - blockSize
            else { return nil }
            let start = offset + blockSize
            entries.append(
                Entry(
                    name: String(decoding: block.prefix(100).prefix { $0 != 0 }, as: UTF8.self),
                    bytes: Array(bytes[start..<start + size])))
            offset = start + size + padding(size)
        }
        return nil
    }

    private static func isSound(_ block: ArraySlice<UInt8>) -> Bool {
        let start = block.startIndex
        let sum = block.enumerated().reduce(0) { sum, byte in
            sum + ((148..<156).contains(byte.offset) ? 32 : Int(byte.element))
        }
        return number(block[start + 148..<start + 156]) == sum
    }

    /// An octal number that ends at a zero or a blank.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        let digits = field.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }
        return Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
