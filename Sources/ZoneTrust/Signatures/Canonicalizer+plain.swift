/// The stretch that nearly all of a message is: bare tags, and text that stands for itself. Over unsafe pointers and by
/// words of eight bytes, as reading a message is much of what its signature costs; whatever is not plain is left to the
/// rest of the reader, errors too.
extension Canonicalizer {
    /// A name of a bare start tag that was read before, under the namespaces of now.
    struct KnownName {
        var start: Int
        var count: Int
        /// Which of the known names came after it the last time: messages repeat themselves.
        var next = 0
    }

    /// Most names that are known at a time.
    private static let knownNameCountMax = 256

    /// Passes plain tags and text below the children of the root; stops at the first place that is not plain.
    mutating func passPlain() {
        guard signatureDepth == nil, open.count > 1 else { return }
        let bytes = bytes
        at = bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return at }
            return passPlain(start, from: at)
        }
    }

    private mutating func passPlain(_ start: UnsafePointer<UInt8>, from first: Int) -> Int {
        var place = Self.endOfText(start, from: first)
        while start[place] == UInt8(ascii: "<") {
            if start[place + 1] == UInt8(ascii: "/") {
                guard open.count > 1, let next = passEndTag(start, at: place) else { return place }
                place = Self.endOfText(start, from: next)
                continue
            }
            guard open.count > 1, open.count < limits.depthMax,
                let count = passName(start, at: place + 1)
            else { return place }
            let name = place + 1..<place + 1 + count
            place = Self.endOfText(start, from: name.upperBound + 1)
            if isEndTag(start, at: place, of: name) {
                place = Self.endOfText(start, from: place + count + 3)
            } else {
                open.append(
                    OpenElement(
                        name: name, bindingCount: bindings.count,
                        xmlAttributeCount: xmlAttributes.count))
            }
        }
        return place
    }

    /// The place behind an end tag that is plain and right, and leaves the namespaces as they are.
    @inline(__always)
    private mutating func passEndTag(_ start: UnsafePointer<UInt8>, at place: Int) -> Int? {
        let element = open[open.count - 1]
        guard isEndTag(start, at: place, of: element.name),
            element.bindingCount == bindings.count,
            element.xmlAttributeCount == xmlAttributes.count
        else { return nil }
        open.removeLast()
        return place + element.name.count + 3
    }

    @inline(__always)
    private func isEndTag(
        _ start: UnsafePointer<UInt8>, at place: Int, of name: Range<Int>
    ) -> Bool {
        place + name.count < end && start[place] == UInt8(ascii: "<")
            && start[place + 1] == UInt8(ascii: "/")
            && start[place + 2 + name.count] == UInt8(ascii: ">")
            && Self.isSame(start + place + 2, start + name.lowerBound, name.count)
    }

    /// How many bytes the name has of a start tag without attributes; nil where it has any, where the prefix has no meaning,
    /// and where it may be one of a signature.
    @inline(__always)
    private mutating func passName(_ start: UnsafePointer<UInt8>, at place: Int) -> Int? {
        if lastName < knownNames.count {
            let guess = knownNames[lastName].next
            let known = knownNames[guess]
            if place + known.count < end, start[place + known.count] == UInt8(ascii: ">"),
                Self.isSame(start + place, start + known.start, known.count)
            {
                lastName = guess
                return known.count
            }
        }
        return learnName(start, at: place)
    }

    @inline(never)
    private mutating func learnName(_ start: UnsafePointer<UInt8>, at place: Int) -> Int? {
        guard let name = Self.plainName(start, from: place), isBound(name.prefix) else {
            return nil
        }
        let count = name.range.count
        var number = 0
        while number < knownNames.count,
            knownNames[number].count != count
                || !Self.isSame(start + place, start + knownNames[number].start, count)
        { number += 1 }
        if number == knownNames.count {
            if number == Self.knownNameCountMax { forgetNames() }
            number = knownNames.count
            knownNames.append(KnownName(start: place, count: count))
        }
        if lastName < knownNames.count { knownNames[lastName].next = number }
        lastName = number
        return count
    }

    /// What was bound may be so no longer.
    mutating func forgetNames() {
        knownNames.removeAll(keepingCapacity: true)
        lastName = 0
    }

    private static func plainName(_ start: UnsafePointer<UInt8>, from first: Int) -> Name? {
        var place = first
        var name = Name(range: first..<first, colon: nil)
        guard isNameStart(start[place]) else { return nil }
        while isNameByte(start[place]) { place += 1 }
        if start[place] == UInt8(ascii: ":") {
            name.colon = place
            place += 1
            guard isNameStart(start[place]) else { return nil }
            while isNameByte(start[place]) { place += 1 }
        }
        guard start[place] == UInt8(ascii: ">") else { return nil }
        name.range = first..<place
        return name.local.count == signatureNameCount ? nil : name
    }

    // MARK: Bytes

    /// Where the text ends that stands for itself.
    @inline(__always)
    private static func endOfText(_ start: UnsafePointer<UInt8>, from first: Int) -> Int {
        var place = first
        while true {
            let stops = stopsOfText(
                UnsafeRawPointer(start).loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    .littleEndian)
            guard stops != 0 else {
                place += 8
                continue
            }
            place += stops.trailingZeroBitCount / 8
            switch start[place] {
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"): place += 1
            case 0xEF:
                // It begins full-width signs, and the two characters that XML forbids.
                guard !(start[place + 1] == 0xBF && start[place + 2] >= 0xBE) else { return place }
                place += 1
            default: return place
            }
        }
    }

    /// The highest bit of each byte of text that needs a look, up to the first at least: controls, `&`, `<`, `>`, 0xEF.
    @inline(__always)
    private static func stopsOfText(_ word: UInt64) -> UInt64 {
        let control = (word &- 0x2020_2020_2020_2020) & ~word
        // `<` and `>` are one bit apart.
        let angle = (word | 0x0202_0202_0202_0202) ^ 0x3E3E_3E3E_3E3E_3E3E
        let ampersand = word ^ 0x2626_2626_2626_2626
        let rare = word ^ 0xEFEF_EFEF_EFEF_EFEF
        return (control | zeros(angle) | zeros(ampersand) | zeros(rare)) & 0x8080_8080_8080_8080
    }

    /// Marks the bytes that are zero by their highest bit; up to the first it is exact.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word
    }

    @inline(__always)
    private static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    @inline(__always)
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: isNameStart(byte)
        }
    }

    /// Whether so many bytes are the same; there are eight more behind both.
    @inline(__always)
    private static func isSame(
        _ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        let (one, other) = (UnsafeRawPointer(one), UnsafeRawPointer(other))
        var offset = 0
        while offset < count {
            let difference =
                one.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
                ^ other.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            let left = count &- offset
            guard (left >= 8 ? difference : difference &<< UInt64(64 &- 8 &* left)) == 0 else {
                return false
            }
            offset &+= 8
        }
        return true
    }
}
