/// The fast way: elements written plainly, in the order that the grammar expects.
///
/// Nearly all of a message is read here, eight bytes at a time; whatever is out of the ordinary is
/// left to the other files.
extension MessageDecoder {
    /// Reads the innermost element's children as long as each is the field that the grammar expects
    /// next, written without attributes, references or comments; stops before anything else. True
    /// when it met the plain start tag of a block and opened that.
    mutating func readPlainFields() -> Bool {
        let frame = frames + (depth - 1)
        let block = blocks + Int(frame.pointee.block)
        let (base, last) = (block.pointee.particles.lowerBound, block.pointee.particles.upperBound)
        let values = slots + (frame.pointee.slotBase - Int(base))
        let prefix = prefixes[Int(block.pointee.namespace.rawValue)]
        var gap = (start: at, length: 0)
        while true {
            skipSpace(like: &gap)
            let nameStart = at + 1
            let name = UnsafeRawPointer(bytes + nameStart)
            guard bytes[at] == UInt8(ascii: "<"), elementCount < limits.elementCountMax,
                name.loadUnaligned(as: UInt64.self) & prefix.mask == prefix.word
            else { return false }
            let candidate = expectedChild(frame, last, bytes + (nameStart &+ prefix.count))
            guard candidate < last else { return false }
            let key = keys + Int(candidate)
            let nameLength = prefix.count &+ Int(key.pointee.nameLength)
            let start = nameStart &+ nameLength &+ 1
            guard key.pointee.isField else {
                elementCount &+= 1
                bindingsBefore = bindingCount
                at = start
                enter(candidate, nameStart: nameStart, nameLength: nameLength, isEmpty: false)
                return true
            }
            let (stop, characterCount) = Self.plainTextEnd(bytes, start)
            guard bytes[stop] == UInt8(ascii: "<"), bytes[stop &+ 1] == UInt8(ascii: "/"),
                bytes[stop &+ 2 &+ nameLength] == UInt8(ascii: ">"),
                Self.isSame(bytes + (stop &+ 2), bytes + nameStart, nameLength)
            else { return false }
            at = stop &+ 3 &+ nameLength
            elementCount &+= 1
            let isAgain = candidate == frame.pointee.particle
            frame.pointee.count = isAgain ? frame.pointee.count &+ 1 : 1
            frame.pointee.particle = candidate
            frame.pointee.seen |= 1 &<< UInt128(truncatingIfNeeded: candidate &- base)
            let value = values + Int(candidate)
            value.pointee = DecodedMessage.Slot(
                start: UInt32(truncatingIfNeeded: start),
                length: UInt32(truncatingIfNeeded: stop &- start), number: .min)
            if !key.pointee.isLengthOnly || characterCount < Int(key.pointee.lengthMin)
                || characterCount > Int(key.pointee.lengthMax)
            {
                check(&value.pointee, characterCount, of: candidate)
            }
        }
    }

    /// Moves over white space; that between siblings is mostly the same each time.
    @inline(__always)
    private mutating func skipSpace(like gap: inout (start: Int, length: Int)) {
        if bytes[at &+ gap.length] == UInt8(ascii: "<"),
            Self.isSame(bytes + at, bytes + gap.start, gap.length)
        {
            at &+= gap.length
        } else {
            gap.start = at
            skipSpace()
            gap.length = at &- gap.start
        }
    }

    /// The child whose name and `>` stand at `name`, of those that may come next, or `last`.
    @inline(__always)
    private mutating func expectedChild(
        _ frame: UnsafeMutablePointer<Frame>, _ last: Int32, _ name: UnsafePointer<UInt8>
    ) -> Int32 {
        let word = UnsafeRawPointer(name).loadUnaligned(as: UInt64.self)
        let current = frame.pointee.particle
        var candidate = current
        while candidate < last {
            let key = keys + Int(candidate)
            let isFull = candidate == current && frame.pointee.count >= key.pointee.occursMax
            if word & key.pointee.mask == key.pointee.word, !isFull, key.pointee.isPlain {
                let length = Int(key.pointee.nameLength)
                let isSame =
                    length <= 8
                    || Self.isSame(name + 8, names + (Int(key.pointee.nameStart) &+ 8), length &- 8)
                if isSame, name[length] == UInt8(ascii: ">") { return candidate }
            }
            guard key.pointee.isOptional || candidate == current else { return last }
            candidate &+= 1
        }
        return last
    }

    /// The particle whose plain start tag stands at `at`, of those that may come next, or `last`.
    mutating func expectedParticle(_ frame: UnsafeMutablePointer<Frame>, _ last: Int32)
        -> Int32
    {
        var candidate = frame.pointee.particle
        let current = candidate
        if candidate < last,
            frame.pointee.count >= particles[Int(candidate)].occursMax
        {
            candidate += 1
        }
        while candidate < last {
            if isPlainStartTag(candidate) { return candidate }
            guard particles[Int(candidate)].occursMin == 0 || candidate == current else {
                return last
            }
            candidate += 1
        }
        return last
    }

    /// Likewise, of a choice that may have one more child.
    mutating func chosenParticle(
        _ frame: UnsafeMutablePointer<Frame>, _ last: Int32
    ) -> Int32 {
        let block = blocks + Int(frame.pointee.block)
        guard case .choice(_, let most) = block.pointee.content, frame.pointee.count < most else {
            return last
        }
        return (block.pointee.firstElement..<last).first { isPlainStartTag($0) } ?? last
    }

    /// Whether `<`, the name of `candidate` as now prefixed, and `>` or white space stand at `at`.
    @inline(__always)
    private mutating func isPlainStartTag(_ candidate: Int32) -> Bool {
        let particle = particles + Int(candidate)
        let prefix = prefixes + Int(particle.pointee.namespace.rawValue)
        let raw = UnsafeRawPointer(bytes + (at + 1))
        guard
            raw.loadUnaligned(as: UInt64.self) & prefix.pointee.mask == prefix.pointee.word
        else { return false }
        let name = raw + prefix.pointee.count
        let key = keys + Int(candidate)
        guard name.loadUnaligned(as: UInt64.self) & key.pointee.mask == key.pointee.word else {
            return false
        }
        let length = Int(particle.pointee.nameLength)
        let written = bytes + (at + 1 + prefix.pointee.count)
        guard
            length <= 8
                || Self.isSame(
                    written + 8, names + (Int(particle.pointee.nameStart) + 8), length - 8)
        else { return false }
        return written[length] == UInt8(ascii: ">") || ByteClass.isSpace(written[length])
    }

    /// Reads the rest of a start tag that has one attribute, of those that the grammar gives to `block`, written after
    /// one space and without space around it; gives whether the element is empty. Nil, with nothing read, where it is
    /// written in any other way, and where reading stopped.
    mutating func readOnlyAttribute(of block: Int32) -> Bool? {
        guard block >= 0, bytes[at] == UInt8(ascii: " ") else { return nil }
        let own = blocks + Int(block)
        let (start, nameStart) = (at, at &+ 1)
        let name = bytes + nameStart
        let word = UnsafeRawPointer(name).loadUnaligned(as: UInt64.self)
        var candidate = own.pointee.particles.lowerBound
        while candidate < own.pointee.firstElement {
            let key = keys + Int(candidate)
            let length = Int(key.pointee.nameLength)
            if word & key.pointee.mask == key.pointee.word, name[length] == UInt8(ascii: "="),
                name[length &+ 1] == UInt8(ascii: "\""),
                length <= 8
                    || Self.isSame(name + 8, names + (Int(key.pointee.nameStart) &+ 8), length &- 8)
            {
                return readOnlyAttribute(candidate, nameStart: nameStart, nameLength: length)
            }
            candidate &+= 1
        }
        at = start
        return nil
    }

    private mutating func readOnlyAttribute(
        _ candidate: Int32, nameStart: Int, nameLength: Int
    ) -> Bool? {
        let valueStart = nameStart &+ nameLength &+ 2
        let stop = Self.plainValueEnd(bytes, valueStart, quote: UInt8(ascii: "\""))
        guard bytes[stop] == UInt8(ascii: "\"") else { return nil }
        let isEmpty = bytes[stop &+ 1] == UInt8(ascii: "/")
        let close = isEmpty ? stop &+ 2 : stop &+ 1
        guard bytes[close] == UInt8(ascii: ">") else { return nil }
        let value = DecodedMessage.Slot(
            start: UInt32(truncatingIfNeeded: valueStart),
            length: UInt32(truncatingIfNeeded: stop &- valueStart), number: .min)
        attributes.initialize(
            to: Attribute(
                nameStart: nameStart, nameLength: nameLength, prefixLength: -1, value: value,
                characterCount: stop &- valueStart))
        attributeCount = 1
        attributeParticle = candidate
        at = close &+ 1
        return isEmpty
    }

    /// Where the run of ASCII characters of an attribute's value ends that stand for themselves.
    static func plainValueEnd(
        _ bytes: UnsafePointer<UInt8>, _ start: Int, quote: UInt8
    ) -> Int {
        let raw = UnsafeRawPointer(bytes)
        let quotes = UInt64(quote) &* 0x0101_0101_0101_0101
        var here = start
        while true {
            let word = raw.loadUnaligned(fromByteOffset: here, as: UInt64.self)
            let special = specialBytes(word) | zeroBytes(word ^ quotes)
            if special == 0 {
                here &+= 8
                continue
            }
            here &+= special.trailingZeroBitCount >> 3
            guard bytes[here] == UInt8(ascii: "]") else { return here }
            here &+= 1
        }
    }

    /// Compares `count` bytes eight at a time; up to seven bytes behind them must be readable.
    @inline(__always)
    static func isSame(
        _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        var offset = 0
        while count &- offset > 8 {
            guard
                left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            else { return false }
            offset &+= 8
        }
        guard count > offset else { return true }
        let difference =
            left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return difference &<< UInt64(truncatingIfNeeded: (8 &- (count &- offset)) &* 8) == 0
    }

    /// The end of the run of characters from `start` on that stand for themselves, and how many
    /// they are.
    ///
    /// Static, as a call of a method that does not mutate copies the decoder.
    @inline(__always)
    static func plainTextEnd(
        _ bytes: UnsafePointer<UInt8>, _ start: Int
    ) -> (end: Int, characterCount: Int) {
        var here = start
        var extra = 0
        let raw = UnsafeRawPointer(bytes)
        while true {
            let special = specialBytes(raw.loadUnaligned(fromByteOffset: here, as: UInt64.self))
            if special == 0 {
                here += 8
                continue
            }
            here += special.trailingZeroBitCount >> 3
            while bytes[here] >= 0x80 {
                if ByteClass.isUsualCharacter(
                    raw.loadUnaligned(fromByteOffset: here, as: UInt32.self))
                {
                    here &+= 3
                    extra &+= 2
                    continue
                }
                let length = ByteClass.sequenceLength(bytes, at: here)
                if length == 0 { return (here, here - start - extra) }
                here += length
                extra += length - 1
            }
            switch bytes[here] {
            case UInt8(ascii: "]") where bytes[here + 1] != UInt8(ascii: "]"): here += 1
            case UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "]"), 0x0B...0x1F, ..<0x09:
                return (here, here - start - extra)
            default: here += 1
            }
        }
    }
    /// The top bit of each byte of `word` that is zero; above the lowest there may be false alarms.
    @inline(__always)
    static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    /// The top bit of each byte of `word` that may not stand for itself: control, `<`, `&`, `]`,
    /// not ASCII. The lowest set bit is always right; higher ones may be false alarms.
    @inline(__always)
    static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let control = word &- ones &* 0x20
        let less = word ^ (ones &* 0x3C)
        let ampersand = word ^ (ones &* 0x26)
        let bracket = word ^ (ones &* 0x5D)
        let found =
            (control & ~word) | ((less &- ones) & ~less) | ((ampersand &- ones) & ~ampersand)
            | ((bracket &- ones) & ~bracket) | word
        return found & tops
    }
}
