/// What a byte means inside character data.
enum ByteClass {
    /// An ASCII character that stands for itself.
    static let plain: UInt8 = 0
    /// Part of a character of several bytes.
    static let multibyte: UInt8 = 1
    /// `<`
    static let lessThan: UInt8 = 2
    /// `&`
    static let ampersand: UInt8 = 3
    /// `\r`, which XML reads as a line feed.
    static let carriageReturn: UInt8 = 4
    /// `]`, which may begin `]]>`.
    static let bracket: UInt8 = 5
    /// A control character that XML forbids; also the zero bytes after the end.
    static let forbidden: UInt8 = 6

    /// The class of each byte.
    static let table: [UInt8] = (0...255).map { byte in
        switch UInt8(byte) {
        case 0x80...: multibyte
        case UInt8(ascii: "<"): lessThan
        case UInt8(ascii: "&"): ampersand
        case UInt8(ascii: "\r"): carriageReturn
        case UInt8(ascii: "]"): bracket
        case 0x09, 0x0A: plain
        case ..<0x20: forbidden
        default: plain
        }
    }

    /// Length of the well-formed UTF-8 sequence at `at` that stands for a character XML allows, or 0.
    ///
    /// `bytes` must be followed by at least three readable bytes.
    @inline(__always)
    static func sequenceLength(_ bytes: UnsafePointer<UInt8>, at: Int) -> Int {
        let lead = bytes[at]
        let second = bytes[at + 1]
        switch lead {
        case 0xC2...0xDF:
            return second & 0xC0 == 0x80 ? 2 : 0
        case 0xE0...0xEF:
            guard second & 0xC0 == 0x80, bytes[at + 2] & 0xC0 == 0x80 else { return 0 }
            if lead == 0xE0, second < 0xA0 { return 0 }
            if lead == 0xED, second > 0x9F { return 0 }
            if lead == 0xEF, second == 0xBF, bytes[at + 2] >= 0xBE { return 0 }
            return 3
        case 0xF0...0xF4:
            guard second & 0xC0 == 0x80, bytes[at + 2] & 0xC0 == 0x80,
                bytes[at + 3] & 0xC0 == 0x80
            else { return 0 }
            if lead == 0xF0, second < 0x90 { return 0 }
            if lead == 0xF4, second > 0x8F { return 0 }
            return 4
        default:
            return 0
        }
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Whether the byte may stand in an XML name; every byte of a longer character may.
    @inline(__always)
    static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2D, 0x2E, 0x3A, 0x80...: true
        default: false
        }
    }

    /// Whether the byte may begin an XML name.
    static func isNameStart(_ byte: UInt8) -> Bool {
        isName(byte) && !(0x30...0x39).contains(byte) && byte != 0x2D && byte != 0x2E
    }
}
