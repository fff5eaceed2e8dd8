import ZoneCore

/// Decodes one message in one pass over its bytes: well-formedness, structure, types and forms together.
///
/// The budget that shapes this file: a message of 3 KB in 4 microseconds on one core. So names are compared
/// in place with the one that the grammar expects next, values stay where they are, and a path or a text
/// is made only for a finding. The MessageDecoder files are the only ones that work on unsafe pointers;
/// `bytes` is followed by `padding` zero bytes, so looking a few bytes ahead never leaves the buffer.
struct MessageDecoder {
    /// Zero bytes that must follow the message.
    static let padding = 32

    /// An element that is open.
    struct Frame {
        var block: Int32
        /// The particle last matched; before the first, the first element.
        var particle: Int32
        var count: Int32
        var record: Int32
        /// The element's name as written, to be met again in its end tag.
        var nameStart: Int
        var nameLength: Int
        /// How many namespace bindings stood before this element's own.
        var bindingCount: Int
        var seen: UInt128
        var slotBase: Int
        var isSequence: Bool
    }

    struct Binding {
        var prefixStart: Int
        var prefixLength: Int
        var namespace: Namespace
    }

    /// How names of a namespace begin: the prefix and its colon, at most eight bytes, as one number.
    struct Prefix {
        var word: UInt64
        var mask: UInt64
        /// Length with the colon.
        var count: Int

        /// No name begins with it, as no word is 1 under the mask 0.
        static let none = Prefix(word: 1, mask: 0, count: 0)
    }

    struct Attribute {
        var nameStart: Int
        var nameLength: Int
        /// Length of its prefix; -1 where it has none.
        var prefixLength: Int
        var value: DecodedMessage.Slot
        var characterCount: Int
    }

    let bytes: UnsafePointer<UInt8>
    let end: Int
    let tables: DecoderTables
    let classes: UnsafePointer<UInt8>
    let names: UnsafePointer<UInt8>
    let keys: UnsafePointer<DecoderTables.FieldKey>
    let particles: UnsafePointer<Grammar.Particle>
    let blocks: UnsafePointer<Grammar.Block>
    let limits: MessageLimits
    let checksForm: Bool

    var message: DecodedMessage
    var at = 0
    /// The open elements, outermost first; room for `depthMax` of them.
    let frames: UnsafeMutablePointer<Frame>
    /// How many elements are open.
    var depth = 0
    /// The values so far; grown by `pushFrame` only, so that storing one is a plain store.
    var slots: UnsafeMutablePointer<DecodedMessage.Slot>
    var slotCount = 0
    var slotCapacity: Int
    var bindings: [Binding] = []
    /// How many of `bindings` there are.
    var bindingCount = 0
    /// The attributes of the start tag now read; room for `attributeCountMax` of them.
    let attributes: UnsafeMutablePointer<Attribute>
    var attributeCount = 0
    /// By namespace, what its names begin with.
    let prefixes: UnsafeMutablePointer<Prefix>
    /// How many bindings stood before the start tag now read.
    var bindingsBefore = 0
    /// Values of type xs:ID so far.
    var ids: [String] = []
    var elementCount = 0
    var isStopped = false

    var grammar: Grammar { tables.grammar }

    init(
        bytes: UnsafePointer<UInt8>, end: Int, tables: DecoderTables, limits: MessageLimits,
        checksForm: Bool, frames: UnsafeMutablePointer<Frame>,
        prefixes: UnsafeMutablePointer<Prefix>, attributes: UnsafeMutablePointer<Attribute>,
        slots: UnsafeMutablePointer<DecodedMessage.Slot>, slotCapacity: Int
    ) {
        (self.bytes, self.end, self.tables) = (bytes, end, tables)
        (self.limits, self.checksForm) = (limits, checksForm)
        (self.frames, self.prefixes, self.attributes) = (frames, prefixes, attributes)
        (self.slots, self.slotCapacity) = (slots, slotCapacity)
        classes = ByteClass.classes
        names = tables.names
        keys = tables.keys
        particles = tables.particles
        blocks = tables.blocks
        message = DecodedMessage(edition: tables.grammar.edition)
        message.records.reserveCapacity(end / 256 + 8)
    }

    /// Hands the message over without a copy.
    mutating func takeMessage() -> DecodedMessage {
        var taken = DecodedMessage(edition: message.edition)
        swap(&taken, &message)
        return taken
    }

    // MARK: Content

    /// Reads the whole message.
    mutating func run() {
        guard readProlog() else { return }
        startRoot()
        while depth > 0, !isStopped { readContent() }
        guard !isStopped else { return }
        readMisc()
        if at < end, !isStopped { malformed("content after the root element", "the end") }
    }

    /// Reads one piece of the innermost open element's content.
    private mutating func readContent() {
        let start = at
        if frames[depth - 1].isSequence { readPlainFields() } else { skipSpace() }
        if at > start, blocks[Int(frames[depth - 1].block)].isEmpty { reportText(from: start) }
        guard !isStopped else { return }
        guard bytes[at] == UInt8(ascii: "<") else { return readStrayText() }
        switch bytes[at + 1] {
        case UInt8(ascii: "/"): closeElement()
        case UInt8(ascii: "!"):
            if isNext("<![CDATA[") { readStrayText() } else { readComment() }
        case UInt8(ascii: "?"): readInstruction()
        default: startElement()
        }
    }

    @inline(__always)
    mutating func skipSpace() {
        while ByteClass.isSpace(bytes[at]) { at += 1 }
    }

    /// Reads the innermost element's children as long as each is the field that the grammar expects next,
    /// written without attributes, references or comments. Stops before anything else.
    private mutating func readPlainFields() {
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
            else { return }
            let candidate = expectedField(frame, last, bytes + (nameStart &+ prefix.count))
            guard candidate < last else { return }
            let key = keys + Int(candidate)
            let nameLength = prefix.count &+ Int(key.pointee.nameLength)
            let start = nameStart &+ nameLength &+ 1
            let (stop, characterCount) = Self.plainTextEnd(bytes, start)
            guard bytes[stop] == UInt8(ascii: "<"), bytes[stop &+ 1] == UInt8(ascii: "/"),
                bytes[stop &+ 2 &+ nameLength] == UInt8(ascii: ">"),
                Self.isSame(bytes + (stop &+ 2), bytes + nameStart, nameLength)
            else { return }
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

    /// The field whose name and `>` stand at `name`, of those that may come next, or `last`.
    @inline(__always)
    private mutating func expectedField(
        _ frame: UnsafeMutablePointer<Frame>, _ last: Int32, _ name: UnsafePointer<UInt8>
    ) -> Int32 {
        let word = UnsafeRawPointer(name).loadUnaligned(as: UInt64.self)
        let current = frame.pointee.particle
        var candidate = current
        while candidate < last {
            let key = keys + Int(candidate)
            let isFull = candidate == current && frame.pointee.count >= key.pointee.occursMax
            if word & key.pointee.mask == key.pointee.word, !isFull, key.pointee.isField {
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
    private mutating func expectedParticle(_ frame: UnsafeMutablePointer<Frame>, _ last: Int32) -> Int32 {
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
        guard length <= 8
            || Self.isSame(
                written + 8, names + (Int(particle.pointee.nameStart) + 8), length - 8)
        else { return false }
        return written[length] == UInt8(ascii: ">") || ByteClass.isSpace(written[length])
    }

    /// Opens the next element: by the fast way when it is the expected one, written plainly.
    private mutating func startElement() {
        elementCount += 1
        guard elementCount <= limits.elementCountMax else {
            return refuse("xml.tooMany", value: nil, expected: String(limits.elementCountMax))
        }
        let frame = frames + (depth - 1)
        guard frame.pointee.isSequence else { return startElementSlowly() }
        let last = blocks[Int(frame.pointee.block)].particles.upperBound
        let candidate = expectedParticle(frame, last)
        guard candidate < last, !particles[Int(candidate)].isWildcard else {
            return startElementSlowly()
        }
        let prefix = prefixes[Int(particles[Int(candidate)].namespace.rawValue)]
        let start = at
        let length = prefix.count + Int(particles[Int(candidate)].nameLength)
        bindingsBefore = bindingCount
        at = start + 1 + length
        var isEmpty = false
        if bytes[at] == UInt8(ascii: ">") {
            at += 1
        } else {
            guard let ending = readAttributes() else { return }
            // Bindings of its own may give the name another meaning.
            guard bindingCount == bindingsBefore else {
                dropBindings(to: bindingsBefore)
                at = start
                return startElementSlowly()
            }
            isEmpty = ending
        }
        enter(candidate, nameStart: start + 1, nameLength: length, isEmpty: isEmpty)
        attributeCount = 0
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

    /// Takes an element whose particle is known: counts it, then reads its value or opens its block.
    /// `at` stands behind the start tag. The attributes, if any, are in `attributes`.
    mutating func enter(_ index: Int32, nameStart: Int, nameLength: Int, isEmpty: Bool) {
        let top = depth - 1
        let base = blocks[Int(frames[top].block)].particles.lowerBound
        let particle = particles + Int(index)
        count(index, occursMax: particle.pointee.occursMax, base: base)
        if particle.pointee.block >= 0 {
            open(particle, nameStart: nameStart, nameLength: nameLength, isEmpty: isEmpty)
        } else {
            if attributeCount > 0 { rejectAttributes() }
            readField(
                index, slot: Int(index - base), nameStart: nameStart, nameLength: nameLength,
                isEmpty: isEmpty)
        }
    }

    /// Counts one more of a particle, and says when it is one too many.
    @inline(__always)
    private mutating func count(_ index: Int32, occursMax: Int32, base: Int32) {
        let top = depth - 1
        let bit: UInt128 = 1 << UInt128(index - base)
        guard frames[top].isSequence else {
            frames[top].seen |= bit
            frames[top].count += 1
            return
        }
        let isBehind = index < frames[top].particle
        if index == frames[top].particle {
            frames[top].count += 1
        } else if !isBehind {
            frames[top].particle = index
            frames[top].count = 1
        }
        if isBehind ? frames[top].seen & bit != 0 : frames[top].count == occursMax &+ 1 {
            report("structure.repeated", index, value: nil, expected: "\(occursMax)")
        }
        frames[top].seen |= bit
    }

    private mutating func open(
        _ particle: UnsafePointer<Grammar.Particle>, nameStart: Int, nameLength: Int,
        isEmpty: Bool
    ) {
        guard depth < limits.depthMax else {
            return refuse("xml.tooDeep", value: nil, expected: String(limits.depthMax))
        }
        let parent = frames + (depth - 1)
        let ordinal = particle.pointee.occursMax > 1 ? parent.pointee.count : 0
        let block = blocks + Int(particle.pointee.block)
        pushFrame(
            block: particle.pointee.block, parent: parent.pointee.record, ordinal: ordinal, nameStart: nameStart,
            nameLength: nameLength)
        if attributeCount > 0 || block.pointee.firstElement > block.pointee.particles.lowerBound {
            takeAttributes()
        }
        switch block.pointee.content {
        case .simple: readSimpleContent(block.pointee, isEmpty: isEmpty)
        case .sequence, .choice, .open: if isEmpty { popFrame() }
        }
    }

    mutating func pushFrame(
        block: Int32, parent: Int32, ordinal: Int32, nameStart: Int, nameLength: Int
    ) {
        let range = blocks[Int(block)].particles
        let content = blocks[Int(block)].content
        let record = DecodedMessage.Record(
            block: block, parent: parent, slotBase: Int32(slotCount), ordinal: ordinal)
        message.records.append(record)
        reserveSlots(range.count)
        (slots + slotCount).initialize(repeating: .none, count: range.count)
        let slotBase = slotCount
        slotCount += range.count
        (frames + depth).initialize(
            to: Frame(
                block: block, particle: blocks[Int(block)].firstElement, count: 0,
                record: Int32(message.records.count - 1), nameStart: nameStart,
                nameLength: nameLength, bindingCount: bindingsBefore, seen: 0,
                slotBase: slotBase, isSequence: content.isSequence && !blocks[Int(block)].isEmpty))
        depth += 1
    }

    private mutating func reserveSlots(_ count: Int) {
        guard slotCount + count > slotCapacity else { return }
        slotCapacity = max(slotCapacity * 2, slotCount + count)
        let larger = UnsafeMutablePointer<DecodedMessage.Slot>.allocate(capacity: slotCapacity)
        larger.moveInitialize(from: slots, count: slotCount)
        slots.deallocate()
        slots = larger
    }

    /// Meets the end tag of the innermost open element.
    private mutating func closeElement() {
        let top = frames + (depth - 1)
        guard readEndTag(nameStart: top.pointee.nameStart, nameLength: top.pointee.nameLength)
        else { return }
        popFrame()
    }

    /// Ends the innermost open element: says what it lacks.
    mutating func popFrame() {
        let frame = frames + (depth - 1)
        let block = blocks + Int(frame.pointee.block)
        let missing = block.pointee.required & ~frame.pointee.seen
        if missing != 0 { reportMissing(missing, in: block.pointee) }
        if case .choice(let least, _) = block.pointee.content, least > 0, frame.pointee.seen == 0 {
            report("structure.choiceEmpty", -1, value: nil, expected: nil)
        }
        depth -= 1
        if bindingCount > frame.pointee.bindingCount {
            dropBindings(to: frame.pointee.bindingCount)
        }
    }

    /// Reads `</name>`; false and stopped when something else stands there.
    @inline(__always)
    mutating func readEndTag(nameStart: Int, nameLength: Int) -> Bool {
        var here = at + 2
        guard Self.isSame(bytes + here, bytes + nameStart, nameLength) else {
            malformed("end tag \(nameAt(at + 2))", "</\(text(nameStart, nameLength))>")
            return false
        }
        here += nameLength
        while ByteClass.isSpace(bytes[here]) { here += 1 }
        guard bytes[here] == UInt8(ascii: ">") else {
            malformed("end tag \(nameAt(at + 2))", "</\(text(nameStart, nameLength))>")
            return false
        }
        at = here + 1
        return true
    }

    // MARK: Values

    /// Reads the text of a field up to and with its end tag, and checks it.
    private mutating func readField(
        _ index: Int32, slot: Int, nameStart: Int, nameLength: Int, isEmpty: Bool
    ) {
        var value = DecodedMessage.Slot(start: UInt32(at), length: 0, number: .min)
        var characterCount = 0
        if !isEmpty {
            let start = at
            (at, characterCount) = Self.plainTextEnd(bytes, at)
            if bytes[at] == UInt8(ascii: "<"), bytes[at + 1] == UInt8(ascii: "/") {
                value = DecodedMessage.Slot(
                    start: UInt32(start), length: UInt32(at - start), number: .min)
            } else {
                at = start
                (value, characterCount) = readRewrittenText(inField: index)
                if isStopped { return }
            }
            guard readEndTag(nameStart: nameStart, nameLength: nameLength) else { return }
        }
        check(&value, characterCount, of: index)
        slots[frames[depth - 1].slotBase + slot] = value
    }

    private mutating func readSimpleContent(_ block: Grammar.Block, isEmpty: Bool) {
        let frame = frames[depth - 1]
        var value = DecodedMessage.Slot(start: UInt32(at), length: 0, number: .min)
        var characterCount = 0
        if !isEmpty {
            (value, characterCount) = readRewrittenText(inField: -1)
            guard !isStopped, readEndTag(nameStart: frame.nameStart, nameLength: frame.nameLength) else {
                return
            }
        }
        checkType(&value, characterCount, type: block.textType, index: -1)
        popFrame()
    }

    /// The end of the run of characters from `start` on that stand for themselves, and how many they are.
    ///
    /// Static, as a call of a method that does not mutate copies the decoder.
    @inline(__always)
    private static func plainTextEnd(
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
}

extension MessageDecoder {
    /// The top bit of each byte of `word` that is zero; above the lowest there may be false alarms.
    @inline(__always)
    static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    /// The top bit of each byte of `word` that may not stand for itself: control, `<`, `&`, `]`, not ASCII.
    /// The lowest set bit is always right; higher ones may be false alarms.
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
