/// Packs values into bytes: integers as variable-length numbers, texts with their length first.
public struct ByteWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// A writer with nothing written.
    public init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// A writer that goes on behind bytes that were written before; whoever gives them away lets it write in place.
    public init(after bytes: consuming [UInt8]) {
        self.bytes = bytes
    }

    /// Writes an integer; small ones of either sign take few bytes.
    public mutating func write(_ value: Int64) {
        var rest = UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Writes a text.
    public mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(Int64(utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }

    /// Forgets what was written, and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes bytes as they are, without their length.
    public mutating func write(raw run: ArraySlice<UInt8>) {
        bytes.append(contentsOf: run)
    }

    /// Writes a run of bytes.
    public mutating func write(_ run: [UInt8]) {
        write(Int64(run.count))
        bytes.append(contentsOf: run)
    }
}

/// Reads what ``ByteWriter`` wrote. Bytes that end too early read as zero and empty, and `isExhausted` says so.
public struct ByteReader {
    private let bytes: [UInt8]
    private var at = 0
    /// Whether more was asked for than there was.
    public private(set) var isExhausted = false

    /// A reader from the first byte on.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes were read.
    public var offset: Int { at }

    /// Whether everything was read.
    public var isAtEnd: Bool { at >= bytes.count }

    /// The next integer.
    public mutating func integer() -> Int64 {
        var (value, shift) = (UInt64(0), UInt64(0))
        while at < bytes.count, shift < 64 {
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(value & 1) }
            shift += 7
        }
        isExhausted = true
        return 0
    }

    /// The next text.
    public mutating func text() -> String {
        guard let range = run() else { return "" }
        return bytes.withUnsafeBufferPointer {
            String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
        }
    }

    /// The next run of bytes.
    public mutating func byteRun() -> [UInt8] {
        run().map { Array(bytes[$0]) } ?? []
    }

    /// Reads a count and then calls `body` as often; ends with the bytes, whatever the count says.
    mutating func repeating(_ body: (inout ByteReader) -> Void) {
        var rest = integer()
        while rest > 0, !isExhausted {
            body(&self)
            rest -= 1
        }
    }

    /// The next run of bytes where it lies; empty where there is none.
    public mutating func runSlice() -> ArraySlice<UInt8> {
        run().map { bytes[$0] } ?? []
    }

    /// What was read since `start`, an ``offset`` from before.
    public func slice(from start: Int) -> ArraySlice<UInt8> { bytes[start..<at] }

    /// Passes over the next run of bytes; false where there is none.
    public mutating func skipRun() -> Bool { run() != nil }

    private mutating func run() -> Range<Int>? {
        let count = integer()
        guard count >= 0, count <= Int64(bytes.count - at) else {
            isExhausted = true
            at = bytes.count
            return nil
        }
        defer { at += Int(count) }
        return at..<at + Int(count)
    }
}
