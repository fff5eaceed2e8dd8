import ZoneCore

/// Decodes one message in one pass over its bytes: well-formedness, structure, types and forms
/// together.
///
/// The budget that shapes this file: a signed message of 3 KB in less than ten microseconds on one
/// core. So names are compared in place with the one that the grammar expects next, values stay
/// where they are, and a path or a text is made only for a finding. The MessageDecoder files are
/// the only ones that work on unsafe pointers; `bytes` is followed by `padding` zero bytes, so
/// looking a few bytes ahead never leaves the buffer.
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

    /// How names of a namespace begin: the prefix and its colon, at most eight bytes, as one
    /// number.
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
    /// The values so far; grown by `pushFrame` only, so that storing one is a plain store. Few values stand in
    /// `firstSlots`, which are not the decoder's own to free.
    private let firstSlots: UnsafeMutablePointer<DecodedMessage.Slot>
    var slots: UnsafeMutablePointer<DecodedMessage.Slot>
    var slotCount = 0
    var slotCapacity: Int
    var bindings: [Binding] = []
    /// How many of `bindings` there are.
    var bindingCount = 0
    /// The attributes of the start tag now read; room for `attributeCountMax` of them.
    let attributes: UnsafeMutablePointer<Attribute>
    var attributeCount = 0
    /// The particle of the only attribute, where the fast way read it; -1 where it has yet to be found.
    var attributeParticle: Int32 = -1
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
        checksForm: Bool, memory: DecoderMemory
    ) {
        (self.bytes, self.end, self.tables) = (bytes, end, tables)
        (self.limits, self.checksForm) = (limits, checksForm)
        (frames, prefixes, attributes) = (memory.frames, memory.prefixes, memory.attributes)
        (firstSlots, slots, slotCapacity) = (memory.slots, memory.slots, DecoderMemory.slotCount)
        prefixes.initialize(repeating: Prefix.none, count: Namespace.count)
        classes = ByteClass.classes
        names = tables.names
        keys = tables.keys
        particles = tables.particles
        blocks = tables.blocks
        message = DecodedMessage(edition: tables.grammar.edition)
        message.records.reserveCapacity(end / 256 + 24)
        bindings.reserveCapacity(4)
        reserveSlots(end / 24)
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
        if frames[depth - 1].isSequence {
            guard !readPlainFields() else { return }
        } else {
            skipSpace()
        }
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

    /// Opens the next element: by the fast way when it is the expected one, written plainly.
    private mutating func startElement() {
        elementCount += 1
        guard elementCount <= limits.elementCountMax else {
            return refuse("xml.tooMany", value: nil, expected: String(limits.elementCountMax))
        }
        let frame = frames + (depth - 1)
        let last = blocks[Int(frame.pointee.block)].particles.upperBound
        let candidate =
            frame.pointee.isSequence ? expectedParticle(frame, last) : chosenParticle(frame, last)
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
            let block = particles[Int(candidate)].block
            guard let ending = readOnlyAttribute(of: block) ?? readAttributes() else { return }
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

    /// Takes an element whose particle is known: counts it, then reads its value or opens its
    /// block. `at` stands behind the start tag. The attributes, if any, are in `attributes`.
    mutating func enter(_ index: Int32, nameStart: Int, nameLength: Int, isEmpty: Bool) {
        let top = depth - 1
        let base = blocks[Int(frames[top].block)].particles.lowerBound
        let particle = particles + Int(index)
        let isWithin = count(index, occursMax: particle.pointee.occursMax, base: base)
        if particle.pointee.block >= 0, !isWithin {
            // Its fields would only take memory: a message of empty blocks could ask for much of it.
            attributeCount = 0
            if !isEmpty { skipElement(nameStart: nameStart, nameLength: nameLength) }
        } else if particle.pointee.block >= 0 {
            open(particle, nameStart: nameStart, nameLength: nameLength, isEmpty: isEmpty)
        } else {
            if attributeCount > 0 { rejectAttributes() }
            readField(
                index, slot: Int(index - base), nameStart: nameStart, nameLength: nameLength,
                isEmpty: isEmpty)
        }
    }

    /// Counts one more of a particle, and says when it is one too many; false from then on.
    @inline(__always)
    private mutating func count(_ index: Int32, occursMax: Int32, base: Int32) -> Bool {
        let top = depth - 1
        let bit: UInt128 = 1 << UInt128(index - base)
        guard frames[top].isSequence else {
            frames[top].seen |= bit
            frames[top].count += 1
            return true
        }
        let isBehind = index < frames[top].particle
        if index == frames[top].particle {
            frames[top].count += 1
        } else if !isBehind {
            frames[top].particle = index
            frames[top].count = 1
        }
        let isWithin = isBehind ? frames[top].seen & bit == 0 : frames[top].count <= occursMax
        if isBehind ? !isWithin : frames[top].count == occursMax &+ 1 {
            report("structure.repeated", index, value: nil, expected: "\(occursMax)")
        }
        frames[top].seen |= bit
        return isWithin
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
            block: particle.pointee.block, parent: parent.pointee.record, ordinal: ordinal,
            nameStart: nameStart,
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
        freeSlots()
        slots = larger
    }

    /// Frees the memory of values that went beyond the first; no value can be read after it.
    func freeSlots() {
        if slots != firstSlots { slots.deallocate() }
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
        guard let (read, characterCount) = readText(inField: index, isEmpty: isEmpty) else {
            return
        }
        if !isEmpty {
            guard readEndTag(nameStart: nameStart, nameLength: nameLength) else { return }
        }
        var value = read
        check(&value, characterCount, of: index)
        slots[frames[depth - 1].slotBase + slot] = value
    }

    /// Reads an element's text up to its end tag, in place where it stands for itself; nil where
    /// reading stopped. `index` is the field's particle, -1 for a block's text.
    private mutating func readText(
        inField index: Int32, isEmpty: Bool
    ) -> (value: DecodedMessage.Slot, characterCount: Int)? {
        let start = at
        guard !isEmpty else {
            return (DecodedMessage.Slot(start: UInt32(start), length: 0, number: .min), 0)
        }
        let (stop, characterCount) = Self.plainTextEnd(bytes, start)
        if bytes[stop] == UInt8(ascii: "<"), bytes[stop + 1] == UInt8(ascii: "/") {
            at = stop
            return (
                DecodedMessage.Slot(
                    start: UInt32(start), length: UInt32(stop - start), number: .min),
                characterCount
            )
        }
        let rewritten = readRewrittenText(inField: index)
        return isStopped ? nil : rewritten
    }

    private mutating func readSimpleContent(_ block: Grammar.Block, isEmpty: Bool) {
        let frame = frames[depth - 1]
        guard let (read, characterCount) = readText(inField: -1, isEmpty: isEmpty) else { return }
        if !isEmpty {
            guard readEndTag(nameStart: frame.nameStart, nameLength: frame.nameLength) else {
                return
            }
        }
        var value = read
        checkType(&value, characterCount, type: block.textType, index: -1)
        popFrame()
    }
}
