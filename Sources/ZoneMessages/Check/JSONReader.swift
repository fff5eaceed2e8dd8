/// A JSON document with numbers kept as written, which the payment data interface prescribes digit
/// by digit.
struct JSONReader {
    indirect enum Value {
        case object([Member])
        case array([Value])
        case string(String)
        case number(String)
        case bool(Bool)
        case null
    }

    struct Member {
        var name: String
        var value: Value
        /// Where the value stands in the document: signatures are over the very bytes.
        var range: Range<Int>
    }

    /// Most members of one object: names are compared with each other, and no object of the interface has twenty.
    static let memberCountMax = 128

    private let bytes: [UInt8]
    private let depthMax: Int
    private var at = 0
    /// What is not well-formed, with the byte where it stands.
    private(set) var fault: String?

    init(_ bytes: [UInt8], depthMax: Int) {
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        self.depthMax = depthMax
    }

    /// The one value of the document, or nil and a `fault`.
    mutating func readDocument() -> Value? {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            fault = "not UTF-8"
            return nil
        }
        let value = readValue(depth: 0)
        skipSpace()
        if value != nil, at < bytes.count { return fail("the end") }
        return value
    }

    /// The bytes of a place in the document.
    func bytes(_ range: Range<Int>) -> [UInt8] { Array(bytes[range]) }

    private mutating func fail<T>(_ expected: String) -> T? {
        if fault == nil { fault = "expected \(expected) at byte \(at)" }
        return nil
    }

    private mutating func skipSpace() {
        while at < bytes.count, ByteClass.isSpace(bytes[at]) { at += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func readValue(depth: Int) -> Value? {
        guard depth < depthMax else { return fail("at most \(depthMax) levels") }
        skipSpace()
        guard at < bytes.count else { return fail("a value") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return readObject(depth: depth)
        case UInt8(ascii: "["): return readArray(depth: depth)
        case UInt8(ascii: "\""): return readString().map { .string($0) }
        case UInt8(ascii: "t"): return readWord("true", .bool(true))
        case UInt8(ascii: "f"): return readWord("false", .bool(false))
        case UInt8(ascii: "n"): return readWord("null", .null)
        default: return readNumber()
        }
    }

    private mutating func readWord(_ word: String, _ value: Value) -> Value? {
        guard bytes[at...].starts(with: word.utf8) else { return fail(word) }
        at += word.utf8.count
        return value
    }

    private mutating func readObject(depth: Int) -> Value? {
        at += 1
        var members: [Member] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            guard members.count < Self.memberCountMax else {
                return fail("at most \(Self.memberCountMax) members in an object")
            }
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), let name = readString(),
                take(UInt8(ascii: ":"))
            else { return fail("a name, a colon and a value") }
            skipSpace()
            let start = at
            guard let value = readValue(depth: depth + 1) else {
                return fail("a name, a colon and a value")
            }
            guard !members.contains(where: { $0.name == name }) else {
                return fail("each name once (\(name))")
            }
            members.append(Member(name: name, value: value, range: start..<at))
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? .object(members) : fail("}")
    }

    private mutating func readArray(depth: Int) -> Value? {
        at += 1
        var items: [Value] = []
        if take(UInt8(ascii: "]")) { return .array(items) }
        repeat {
            guard let value = readValue(depth: depth + 1) else { return nil }
            items.append(value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? .array(items) : fail("]")
    }

    private mutating func readNumber() -> Value? {
        let start = at
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
        let integerStart = at
        skipDigits()
        let integerCount = at - integerStart
        guard integerCount > 0, integerCount == 1 || bytes[integerStart] != 0x30 else {
            return fail("a value")
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            guard skipDigits() else { return fail("a digit") }
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < bytes.count, bytes[at] == 0x2B || bytes[at] == 0x2D { at += 1 }
            guard skipDigits() else { return fail("a digit") }
        }
        return .number(String(decoding: bytes[start..<at], as: UTF8.self))
    }

    @discardableResult
    private mutating func skipDigits() -> Bool {
        let start = at
        while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
        return at > start
    }

    private mutating func readString() -> String? {
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = readEscape() else { return fail("an escape") }
                text.append(contentsOf: String(scalar).utf8)
            case ..<0x20: return fail("no control character")
            default: text.append(byte)
            }
        }
        return fail("\"")
    }

    private mutating func readEscape() -> Unicode.Scalar? {
        guard at < bytes.count else { return nil }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(byte)
        case UInt8(ascii: "u"):
            guard let unit = readUnit() else { return nil }
            guard (0xD800...0xDBFF).contains(unit) else { return Unicode.Scalar(unit) }
            guard bytes[at...].starts(with: "\\u".utf8) else { return nil }
            at += 2
            guard let low = readUnit(), (0xDC00...0xDFFF).contains(low) else { return nil }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        default: return nil
        }
    }

    private mutating func readUnit() -> UInt32? {
        guard at + 4 <= bytes.count,
            bytes[at..<at + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
        else { return nil }
        defer { at += 4 }
        return UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    }
}
