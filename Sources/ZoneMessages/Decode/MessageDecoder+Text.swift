import ZoneCore

/// Character data that does not stand for itself: references, CDATA, comments, instructions.
extension MessageDecoder {
    /// Reads one character (or one reference, CDATA end, line end) at `at` into the arena.
    ///
    /// Gives how many characters it stands for, or nil when the message is not well-formed there.
    mutating func appendCharacter(inAttribute: Bool) -> Int? {
        let byte = bytes[at]
        switch classes[Int(byte)] {
        case ByteClass.multibyte:
            let length = ByteClass.sequenceLength(bytes, at: at)
            guard length > 0 else {
                stopAtBadBytes(at)
                return nil
            }
            for offset in 0..<length { message.arena.append(bytes[at + offset]) }
            at += length
        case ByteClass.lessThan:
            malformed("\"<\"", inAttribute ? "&lt; in an attribute" : "text")
            return nil
        case ByteClass.ampersand:
            return readReference()
        case ByteClass.carriageReturn:
            at += bytes[at + 1] == 0x0A ? 2 : 1
            message.arena.append(inAttribute ? 0x20 : 0x0A)
        case ByteClass.bracket:
            if !inAttribute, bytes[at + 1] == byte, bytes[at + 2] == UInt8(ascii: ">") {
                malformed("\"]]>\" in text", "]]&gt;")
                return nil
            }
            message.arena.append(byte)
            at += 1
        case ByteClass.forbidden:
            stopAtBadBytes(at)
            return nil
        default:
            message.arena.append(inAttribute && (byte == 0x0A || byte == 0x09) ? 0x20 : byte)
            at += 1
        }
        return 1
    }

    private mutating func readReference() -> Int? {
        let start = at
        var here = at + 1
        while ByteClass.isName(bytes[here]) || bytes[here] == UInt8(ascii: "#") { here += 1 }
        guard bytes[here] == UInt8(ascii: ";") else {
            malformed(nameAt(start), "&name; or &#number;")
            return nil
        }
        let name = text(start + 1, here - start - 1)
        guard let scalar = Self.character(of: name) else {
            at = start
            isStopped = true
            message.completeness = .malformed
            add(
                "xml.entity", path: currentPath(), field: "", value: "&\(name);",
                expected: "amp lt gt quot apos #number")
            return nil
        }
        message.arena.append(contentsOf: String(scalar).utf8)
        at = here + 1
        return 1
    }

    /// The character of a predefined entity or a character reference, if XML allows it.
    private static func character(of name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let isHex = digits.hasPrefix("x")
            let zeros = isHex ? digits.dropFirst() : digits
            // Any number of zeros may stand first.
            let body = zeros.drop { $0 == "0" }
            guard let first = body.first, first.isHexDigit,
                let value = UInt32(body, radix: isHex ? 16 : 10),
                let scalar = Unicode.Scalar(value)
            else { return nil }
            switch value {
            case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: return scalar
            default: return nil
            }
        }
    }

    /// Reads a field's text that holds references, CDATA, comments or line ends; stops before its
    /// end tag.
    ///
    /// Child elements are a finding and are skipped. `index` is the field's particle, -1 for a
    /// block's text.
    mutating func readRewrittenText(
        inField index: Int32
    ) -> (value: DecodedMessage.Slot, characterCount: Int) {
        // The field's text must be one run of the arena, so what a skipped child leaves there is
        // cut off.
        let start = message.arena.count
        var count = 0
        while !isStopped {
            guard bytes[at] == UInt8(ascii: "<") else {
                guard let added = appendCharacter(inAttribute: false) else { break }
                count += added
                continue
            }
            switch bytes[at + 1] {
            case UInt8(ascii: "/"):
                return (arenaSlot(from: start), count)
            case UInt8(ascii: "!"):
                if isNext("<![CDATA[") { count += readCharacterData() } else { readComment() }
            case UInt8(ascii: "?"): readInstruction()
            default:
                let kept = message.arena.count
                let before = bindingCount
                guard let tag = readStartTag() else { break }
                let local = text(tag.localStart, tag.localLength)
                report("structure.childInField", index, value: local, expected: nil)
                if !tag.isEmpty {
                    skipElement(nameStart: tag.nameStart, nameLength: tag.nameLength)
                }
                attributeCount = 0
                dropBindings(to: before)
                message.arena.removeLast(message.arena.count - kept)
            }
        }
        return (.none, 0)
    }

    /// Reads a CDATA section into the arena; gives its number of characters.
    mutating func readCharacterData() -> Int {
        guard let close = find("]]>", from: at + 9) else {
            malformed("CDATA", "]]>")
            return 0
        }
        at += 9
        var count = 0
        while at < close {
            let byte = bytes[at]
            switch classes[Int(byte)] {
            case ByteClass.multibyte:
                let length = ByteClass.sequenceLength(bytes, at: at)
                guard length > 0 else {
                    stopAtBadBytes(at)
                    return count
                }
                for offset in 0..<length { message.arena.append(bytes[at + offset]) }
                at += length
            case ByteClass.carriageReturn:
                at += bytes[at + 1] == 0x0A ? 2 : 1
                message.arena.append(0x0A)
            case ByteClass.forbidden:
                stopAtBadBytes(at)
                return count
            default:
                message.arena.append(byte)
                at += 1
            }
            count += 1
        }
        at = close + 3
        return count
    }

    /// Text where only elements belong: white space is nothing, anything else a finding.
    mutating func readStrayText() {
        let start = message.arena.count
        let from = at
        if isNext("<![CDATA[") {
            _ = readCharacterData()
        } else {
            while bytes[at] != UInt8(ascii: "<"), !isStopped {
                guard appendCharacter(inAttribute: false) != nil else { return }
            }
        }
        let isBlank = message.arena[start...].allSatisfy(ByteClass.isSpace)
        message.arena.removeLast(message.arena.count - start)
        guard !isStopped, depth > 0 else { return }
        let block = blocks[Int(frames[depth - 1].block)]
        guard !block.isMixed, !isBlank || block.isEmpty else { return }
        reportText(from: from)
    }

    /// Says that the text from `start` on does not belong into the innermost open element.
    mutating func reportText(from start: Int) {
        add(
            "structure.text", path: currentPath(), field: openBlockName,
            value: text(start, min(at - start, 200)))
    }

    /// Reads a comment, or stops at other declarations.
    mutating func readComment() {
        guard isNext("<!--") else {
            if isNext("<!DOCTYPE") { return refuse("xml.dtd", value: nil, expected: nil) }
            return malformed(nameAt(at), "<!--")
        }
        guard let close = find("--", from: at + 4) else { return malformed("comment", "-->") }
        guard bytes[close + 2] == UInt8(ascii: ">") else {
            at = close
            return malformed("\"--\" in a comment", "-->")
        }
        guard passOver(from: at + 4, to: close) else { return }
        at = close + 3
    }

    /// Reads a processing instruction.
    mutating func readInstruction() {
        let nameStart = at + 2
        var here = nameStart
        while ByteClass.isName(bytes[here]) {
            guard let length = nameCharacterLength(here) else { return }
            here += length
        }
        let target = text(nameStart, here - nameStart)
        guard here > nameStart, ByteClass.isNameStart(bytes[nameStart]),
            target.lowercased() != "xml", !target.contains(":"),
            ByteClass.isSpace(bytes[here]) || (bytes[here] == UInt8(ascii: "?")),
            let close = find("?>", from: here),
            ByteClass.isSpace(bytes[here]) || close == here
        else { return malformed(nameAt(at), "a processing instruction") }
        guard passOver(from: here, to: close) else { return }
        at = close + 2
    }

    /// Checks that bytes nobody needs are characters XML allows.
    private mutating func passOver(from start: Int, to close: Int) -> Bool {
        var here = start
        while here < close {
            switch classes[Int(bytes[here])] {
            case ByteClass.multibyte:
                let length = ByteClass.sequenceLength(bytes, at: here)
                guard length > 0 else {
                    stopAtBadBytes(here)
                    return false
                }
                here += length
            case ByteClass.forbidden:
                stopAtBadBytes(here)
                return false
            default: here += 1
            }
        }
        return true
    }
}
