/// Text, references, sections, comments and instructions.
extension Canonicalizer {
    /// Whether a byte of text stands for itself, whatever is around it.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "<") && byte != UInt8(ascii: "&")
            && byte != UInt8(ascii: ">") && byte != 0xEF
    }

    /// Reads text up to the next markup.
    mutating func readText() throws(XMLProblem) {
        while true {
            let start = at
            while Self.isPlain(bytes[at]) { at += 1 }
            record(start..<at)
            switch bytes[at] {
            case UInt8(ascii: "<"): return
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"):
                record(at..<at + 1)
                at += 1
            case UInt8(ascii: ">"):
                guard !(bytes[at - 1] == UInt8(ascii: "]") && bytes[at - 2] == UInt8(ascii: "]"))
                else { throw problem(.malformed) }
                record(at..<at + 1)
                replace(1, with: "&gt;")
            case UInt8(ascii: "\r"): readLineEnd()
            case UInt8(ascii: "&"):
                flush(to: at)
                let scalar = try readReference()
                pending = at
                write(scalar, inAttribute: false)
                if let part = openParts.last {
                    message.parts[part].text.append(contentsOf: String(scalar).utf8)
                }
            default: try passRareByte(recording: true)
            }
        }
    }

    /// A carriage return, alone or before a line feed, is a line feed.
    private mutating func readLineEnd() {
        flush(to: at)
        at += 1
        pending = at
        guard bytes[at] != UInt8(ascii: "\n") else { return }
        out.append(UInt8(ascii: "\n"))
        if let part = openParts.last { message.parts[part].text.append(UInt8(ascii: "\n")) }
    }

    /// Passes 0xEF, which may begin one of the two characters that XML forbids; refuses control characters and the end.
    mutating func passRareByte(recording: Bool) throws(XMLProblem) {
        guard bytes[at] == 0xEF else {
            throw problem(at >= end ? .malformed : .character)
        }
        guard !(bytes[at + 1] == 0xBF && bytes[at + 2] >= 0xBE) else { throw problem(.character) }
        if recording { record(at..<at + 1) }
        at += 1
    }

    private mutating func replace(_ count: Int, with text: StaticString) {
        flush(to: at)
        at += count
        pending = at
        put(text)
    }

    private mutating func record(_ range: Range<Int>) {
        guard let part = openParts.last else { return }
        message.parts[part].text.append(contentsOf: bytes[range])
    }

    mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { out.append(contentsOf: $0) }
    }

    /// The character that a reference stands for; `at` goes behind it.
    mutating func readReference() throws(XMLProblem) -> Unicode.Scalar {
        var name: [UInt8] = []
        var place = at + 1
        // The longest that has a meaning is &#x0010FFFF; leading zeros may make it longer.
        while bytes[place] != UInt8(ascii: ";") {
            guard name.count < 16, bytes[place] > 0x20 else { throw problem(.entity) }
            name.append(bytes[place])
            place += 1
        }
        let scalar: Unicode.Scalar? =
            switch String(decoding: name, as: UTF8.self) {
            case "lt": "<"
            case "gt": ">"
            case "amp": "&"
            case "quot": "\""
            case "apos": "'"
            default: try Self.numbered(name, problem(.entity))
            }
        guard let scalar, Self.isAllowed(scalar) else { throw problem(.character) }
        at = place + 1
        return scalar
    }

    private static func numbered(
        _ name: [UInt8], _ unknown: XMLProblem
    ) throws(XMLProblem) -> Unicode.Scalar? {
        guard name.first == UInt8(ascii: "#"), name.count > 1 else { throw unknown }
        let isHex = name[1] == UInt8(ascii: "x")
        var value: UInt32 = 0
        let digits = name.dropFirst(isHex ? 2 : 1)
        guard !digits.isEmpty else { throw unknown }
        for digit in digits {
            guard let worth = Character(Unicode.Scalar(digit)).hexDigitValue,
                isHex || worth < 10
            else { throw unknown }
            value = min(value * (isHex ? 16 : 10) + UInt32(worth), 0x11_0000)
        }
        return Unicode.Scalar(value)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    /// Writes a character as canonical text or within a value in quotes.
    mutating func write(_ scalar: Unicode.Scalar, inAttribute: Bool) {
        switch scalar {
        case "&": put("&amp;")
        case "<": put("&lt;")
        case ">" where !inAttribute: put("&gt;")
        case "\"" where inAttribute: put("&quot;")
        case "\t" where inAttribute: put("&#x9;")
        case "\n" where inAttribute: put("&#xA;")
        case "\r": put("&#xD;")
        default: out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    /// A CDATA section is text.
    mutating func readSection() throws(XMLProblem) {
        flush(to: at)
        at += 9
        pending = at
        while !isNext("]]>") {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\r"): readLineEnd()
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                record(at..<at + 1)
                flush(to: at)
                write(Unicode.Scalar(byte), inAttribute: false)
                at += 1
                pending = at
            default:
                try passCharacter()
                record(at - 1..<at)
            }
        }
        flush(to: at)
        at += 3
        pending = at
    }

    /// A comment is left out.
    mutating func skipComment() throws(XMLProblem) {
        flush(to: at)
        at += 4
        while !isNext("--") { try passCharacter() }
        guard bytes[at + 2] == UInt8(ascii: ">") else { throw problem(.malformed) }
        at += 3
        pending = at
    }

    /// An instruction is written with one space before its data.
    mutating func readInstruction() throws(XMLProblem) {
        flush(to: at)
        at += 2
        let target = try readName()
        guard target.colon == nil,
            String(decoding: bytes[target.range], as: UTF8.self).lowercased() != "xml"
        else { throw problem(.malformed) }
        put("<?")
        out.append(contentsOf: bytes[target.range])
        if Self.isSpace(bytes[at]) {
            while Self.isSpace(bytes[at]) { at += 1 }
            if !isNext("?>") { out.append(UInt8(ascii: " ")) }
        } else if !isNext("?>") {
            throw problem(.malformed)
        }
        pending = at
        while !isNext("?>") {
            if bytes[at] == UInt8(ascii: "\r") {
                flush(to: at)
                if bytes[at + 1] != UInt8(ascii: "\n") { out.append(UInt8(ascii: "\n")) }
                at += 1
                pending = at
            } else {
                try passCharacter()
            }
        }
        at += 2
        flush(to: at)
    }

    /// Passes a byte of a comment or an instruction.
    private mutating func passCharacter() throws(XMLProblem) {
        let byte = bytes[at]
        if (byte >= 0x20 && byte != 0xEF) || Self.isSpace(byte) {
            at += 1
        } else {
            try passRareByte(recording: false)
        }
    }
}
