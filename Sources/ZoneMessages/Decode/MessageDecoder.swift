import ZoneCore

/// Decodes one message in one pass over its bytes: well-formedness, structure, types and forms together.
///
/// The budget that shapes this file: a message of 3 KB in 4 microseconds on one core. So names are compared
/// in place with the one that the grammar expects next, values stay where they are, and a path or a text
/// is made only for a finding. This is the one file of the module that works on unsafe pointers;
/// `bytes` is followed by `padding` zero bytes, so looking a few bytes ahead never leaves the buffer.
struct MessageDecoder {
    /// Zero bytes that must follow the message.
    static let padding = 16

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

    struct Attribute {
        var nameStart: Int
        var nameLength: Int
        var value: DecodedMessage.Slot
        var characterCount: Int
    }

    let bytes: UnsafePointer<UInt8>
    let end: Int
    let classes: UnsafePointer<UInt8>
    let names: UnsafePointer<UInt8>
    let particles: UnsafeBufferPointer<Grammar.Particle>
    let blocks: UnsafeBufferPointer<Grammar.Block>
    let grammar: Grammar
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
    var attributes: [Attribute] = []
    /// Where the prefix bound to each namespace stands, -1 where none is bound.
    var prefixStart: [Int] = Array(repeating: -1, count: 8)
    var prefixLength: [Int] = Array(repeating: 0, count: 8)
    /// How many bindings stood before the start tag now read.
    var bindingsBefore = 0
    var elementCount = 0
    var isStopped = false

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
        while ByteClass.isSpace(bytes[at]) { at += 1 }
        guard bytes[at] == UInt8(ascii: "<") else { return readStrayText() }
        switch bytes[at + 1] {
        case UInt8(ascii: "/"): closeElement()
        case UInt8(ascii: "!"):
            if isNext("<![CDATA[") { readStrayText() } else { readComment() }
        case UInt8(ascii: "?"): readInstruction()
        default: startElement()
        }
    }

    /// Opens the next element: by the fast way when it is the expected one, written plainly.
    private mutating func startElement() {
        elementCount += 1
        guard elementCount <= limits.elementCountMax else {
            return refuse("xml.tooMany", value: nil, expected: String(limits.elementCountMax))
        }
        let top = depth - 1
        guard frames[top].isSequence else { return startElementSlowly() }
        var candidate = frames[top].particle
        let last = particlesEnd(frames[top].block)
        if candidate < last, frames[top].count >= particles[Int(candidate)].occursMax {
            candidate += 1
        }
        while candidate < last {
            let length = plainNameLength(candidate)
            if length > 0 {
                let start = at + 1
                at = start + length + 1
                bindingsBefore = bindings.count
                return enter(candidate, nameStart: start, nameLength: length, isEmpty: false)
            }
            guard particles[Int(candidate)].occursMin == 0 || candidate == frames[top].particle
            else { break }
            candidate += 1
        }
        startElementSlowly()
    }

    /// The length of the qualified name at `at + 1` if it is exactly that of `candidate` followed by `>`, or 0.
    @inline(__always)
    private func plainNameLength(_ candidate: Int32) -> Int {
        let particle = UnsafePointer(particles.baseAddress! + Int(candidate))
        let namespace = Int(particle.pointee.namespace.rawValue)
        let prefix = prefixStart[namespace]
        guard prefix >= 0 else { return 0 }
        var here = at + 1
        let prefixCount = prefixLength[namespace]
        if prefixCount > 0 {
            guard Self.isSame(bytes + here, bytes + prefix, prefixCount) else { return 0 }
            here += prefixCount
            guard bytes[here] == UInt8(ascii: ":") else { return 0 }
            here += 1
        }
        let length = Int(particle.pointee.nameLength)
        guard Self.isSame(bytes + here, names + Int(particle.pointee.nameStart), length) else {
            return 0
        }
        here += length
        guard bytes[here] == UInt8(ascii: ">") else { return 0 }
        return here - at - 1
    }

    /// Compares `count` bytes eight at a time; up to seven bytes behind them must be readable.
    @inline(__always)
    static func isSame(
        _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        var offset = 0
        while count - offset >= 8 {
            guard
                left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            else { return false }
            offset += 8
        }
        guard count > offset else { return true }
        let difference =
            left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return difference << UInt64((8 - (count - offset)) * 8) == 0
    }

    @inline(__always)
    private func particlesEnd(_ block: Int32) -> Int32 {
        blocks[Int(block)].particles.upperBound
    }

    /// Takes an element whose particle is known: counts it, then reads its value or opens its block.
    /// `at` stands behind the start tag. The attributes, if any, are in `attributes`.
    mutating func enter(_ index: Int32, nameStart: Int, nameLength: Int, isEmpty: Bool) {
        let top = depth - 1
        let base = blocks[Int(frames[top].block)].particles.lowerBound
        let particle = particles[Int(index)]
        count(index, occursMax: particle.occursMax, base: base)
        if particle.block >= 0 {
            open(particle, nameStart: nameStart, nameLength: nameLength, isEmpty: isEmpty)
        } else {
            if !attributes.isEmpty { rejectAttributes() }
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
        _ particle: Grammar.Particle, nameStart: Int, nameLength: Int, isEmpty: Bool
    ) {
        guard depth < limits.depthMax else {
            return refuse("xml.tooDeep", value: nil, expected: String(limits.depthMax))
        }
        let top = depth - 1
        let parent = frames[top]
        let ordinal = particle.occursMax > 1 ? parent.count : 0
        pushFrame(
            block: particle.block, parent: parent.record, ordinal: ordinal, nameStart: nameStart,
            nameLength: nameLength)
        takeAttributes()
        let block = blocks[Int(particle.block)]
        switch block.content {
        case .simple: readSimpleContent(block, isEmpty: isEmpty)
        case .sequence, .choice, .open: if isEmpty { popFrame() }
        }
    }

    mutating func pushFrame(
        block: Int32, parent: Int32, ordinal: Int32, nameStart: Int, nameLength: Int
    ) {
        let range = blocks[Int(block)].particles
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
                slotBase: slotBase, isSequence: blocks[Int(block)].content == .sequence))
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
        let top = frames[depth - 1]
        guard readEndTag(nameStart: top.nameStart, nameLength: top.nameLength) else { return }
        popFrame()
    }

    /// Ends the innermost open element: says what it lacks.
    mutating func popFrame() {
        let frame = frames[depth - 1]
        let block = blocks[Int(frame.block)]
        let missing = block.required & ~frame.seen
        if missing != 0 { reportMissing(missing, in: block) }
        if case .choice(let least, _) = block.content, least > 0, frame.seen == 0 {
            report("structure.choiceEmpty", -1, value: nil, expected: nil)
        }
        depth -= 1
        dropBindings(to: frame.bindingCount)
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
            characterCount = skipPlainText()
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

    /// Moves over characters that stand for themselves; gives how many there were.
    @inline(__always)
    private mutating func skipPlainText() -> Int {
        let start = at
        var here = at
        var extra = 0
        let raw = UnsafeRawPointer(bytes)
        while true {
            let word = raw.loadUnaligned(fromByteOffset: here, as: UInt64.self)
            let special = Self.specialBytes(word)
            if special == 0 {
                here += 8
                continue
            }
            here += special.trailingZeroBitCount >> 3
            let kind = classes[Int(bytes[here])]
            if kind == ByteClass.plain {
                here += 1
            } else if kind == ByteClass.multibyte {
                repeat {
                    let length = ByteClass.sequenceLength(bytes, at: here)
                    if length == 0 {
                        at = here
                        return here - start - extra
                    }
                    here += length
                    extra += length - 1
                } while bytes[here] >= 0x80
            } else {
                break
            }
        }
        at = here
        return here - start - extra
    }
}

extension MessageDecoder {
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

    /// Decodes `bytes` by the grammar of `edition`; never throws: what is wrong becomes findings.
    static func decode(
        _ bytes: [UInt8], edition: Edition, limits: MessageLimits, checksForm: Bool
    ) -> DecodedMessage {
        var text = bytes
        text.reserveCapacity(bytes.count + padding)
        text.append(contentsOf: repeatElement(0, count: padding))
        var message = withDecoder(
            over: text, edition: edition, limits: limits, checksForm: checksForm
        ) { decoder in
            decoder.run()
            decoder.message.slots = Array(
                UnsafeBufferPointer(start: decoder.slots, count: decoder.slotCount))
            return decoder.message
        }
        message.text = text
        return message
    }

    /// The findings about one value as the value of the field `index`.
    static func findings(
        forField index: Int32, value: [UInt8], edition: Edition, limits: MessageLimits
    ) -> [Finding] {
        withDecoder(
            over: value + [UInt8](repeating: 0, count: padding), edition: edition,
            limits: limits, checksForm: true
        ) { decoder in
            var slot = DecodedMessage.Slot(start: 0, length: UInt32(value.count), number: .min)
            let count = value.count { $0 & 0xC0 != 0x80 }
            decoder.check(&slot, count, of: index)
            return decoder.message.findings
        }
    }

    /// Gives a decoder over `text`, whose last `padding` bytes are zero, to `body`.
    private static func withDecoder<T>(
        over text: [UInt8], edition: Edition, limits: MessageLimits, checksForm: Bool,
        _ body: (inout MessageDecoder) -> T
    ) -> T {
        let grammar = Grammar.of(edition)
        return text.withUnsafeBufferPointer { text in
            ByteClass.table.withUnsafeBufferPointer { classes in
                grammar.names.withUnsafeBufferPointer { names in
                    grammar.particles.withUnsafeBufferPointer { particles in
                        grammar.blocks.withUnsafeBufferPointer { blocks in
                            let frames = UnsafeMutablePointer<Frame>.allocate(
                                capacity: limits.depthMax + 1)
                            let capacity = text.count / 24 + 64
                            var decoder = MessageDecoder(
                                bytes: text.baseAddress!, end: text.count - padding,
                                classes: classes.baseAddress!, names: names.baseAddress!,
                                particles: particles, blocks: blocks, grammar: grammar,
                                limits: limits, checksForm: checksForm,
                                message: DecodedMessage(edition: edition), frames: frames,
                                slots: .allocate(capacity: capacity), slotCapacity: capacity)
                            defer {
                                frames.deallocate()
                                decoder.slots.deallocate()
                            }
                            return body(&decoder)
                        }
                    }
                }
            }
        }
    }
}
