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

    /// Whether each byte is one of the 64 letters of base64: 1 or 0.
    static let base64Table: [UInt8] = (0...255).map { byte in
        switch UInt8(byte) {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F: 1
        default: 0
        }
    }

    /// Whether the four bytes, little endian, begin with a character of three bytes that can't be
    /// ill-formed: one with a lead from E1 to EC, which nearly every Chinese character has.
    @inline(__always)
    static func isUsualCharacter(_ word: UInt32) -> Bool {
        word & 0xC0C0 &<< 8 == 0x8080 &<< 8 && (word & 0xFF) &- 0xE1 < 0x0C
    }

    /// Length of the well-formed UTF-8 sequence at `at` that stands for a character XML allows, or
    /// 0.
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
        byte <= 0x20 && (1 << UInt64(byte)) & spaces != 0
    }

    /// Whether the byte may stand in an XML name; of longer characters it is asked once they are
    /// read.
    @inline(__always)
    static func isName(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte < 64 ? lowNames : highNames) >> UInt64(byte & 63) & 1 == 1
    }

    /// Whether the byte may begin an XML name.
    static func isNameStart(_ byte: UInt8) -> Bool {
        isName(byte) && !(0x30...0x39).contains(byte) && byte != 0x2D && byte != 0x2E
    }

    /// Bit i: byte i is white space.
    private static var spaces: UInt64 { 1 << 0x20 | 1 << 0x0A | 1 << 0x0D | 1 << 0x09 }
    /// Bit i: byte i is one of `-.0123456789:`.
    private static var lowNames: UInt64 { 0x07FF_6000_0000_0000 }
    /// Bit i: byte 64 + i is a letter or `_`.
    private static var highNames: UInt64 { 0x07FF_FFFE_87FF_FFFE }
}
