import ZoneCore

/// What the decoder reads of a grammar and of the code lists: plain memory, made once and kept for
/// ever.
///
/// Without it every field would retain and release arrays that never change.
final class DecoderTables: Sendable {
    /// What the fast way asks of a particle.
    struct FieldKey {
        /// The first eight bytes of the name; those beyond its end are masked out.
        var word: UInt64
        var mask: UInt64
        var nameStart: Int32
        var nameLength: Int32
        var occursMax: Int32
        var lengthMin: Int32
        var lengthMax: Int32
        var isOptional: Bool
        /// An element in the namespace of its block's elements.
        var isPlain: Bool
        /// One of them without a block of its own.
        var isField: Bool
        /// Nothing but its length is to be checked.
        var isLengthOnly: Bool
    }

    /// The URI of a namespace.
    struct URI {
        var start: UnsafePointer<UInt8>
        var count: Int
        var namespace: Namespace
    }

    let grammar: Grammar
    let rootCount: Int
    let uriCount: Int
    private let keptNames: Kept<UInt8>
    private let keptKeys: Kept<FieldKey>
    private let keptParticles: Kept<Grammar.Particle>
    private let keptBlocks: Kept<Grammar.Block>
    private let keptRoots: Kept<Grammar.Root>
    private let keptURIs: Kept<URI>
    private let keptCodes: Kept<CodeSet>

    var names: UnsafePointer<UInt8> { keptNames.pointer }
    var keys: UnsafePointer<FieldKey> { keptKeys.pointer }
    var particles: UnsafePointer<Grammar.Particle> { keptParticles.pointer }
    var blocks: UnsafePointer<Grammar.Block> { keptBlocks.pointer }
    var roots: UnsafePointer<Grammar.Root> { keptRoots.pointer }
    var uris: UnsafePointer<URI> { keptURIs.pointer }
    /// By number of the list in `CodeLists.standard`.
    var codes: UnsafePointer<CodeSet> { keptCodes.pointer }

    static func of(_ edition: Edition) -> DecoderTables {
        switch edition {
        case .e202205: newest
        case .e2018_113: older
        }
    }

    private static let newest = DecoderTables(Grammar.of(.e202205))
    private static let older = DecoderTables(Grammar.of(.e2018_113))

    private init(_ grammar: Grammar) {
        self.grammar = grammar
        keptNames = Kept(grammar.names)
        keptParticles = Kept(grammar.particles)
        keptBlocks = Kept(grammar.blocks)
        keptKeys = Kept(
            grammar.blocks.flatMap { block in
                block.particles.map { Self.key(grammar, Int($0), in: block) }
            })
        keptRoots = Kept(grammar.roots)
        rootCount = grammar.roots.count
        keptURIs = Kept(
            Namespace.known.map { uri, namespace in
                let padding = [UInt8](repeating: 0, count: MessageDecoder.padding)
                return URI(
                    start: Kept(Array(uri.utf8) + padding).pointer, count: uri.utf8.count,
                    namespace: namespace)
            })
        uriCount = Namespace.known.count
        keptCodes = Kept(CodeLists.standard.lists.map { CodeSet($0.packed) })
    }

    private static func key(
        _ grammar: Grammar, _ index: Int, in block: Grammar.Block
    ) -> FieldKey {
        let particle = grammar.particles[index]
        let count = min(Int(particle.nameLength), 8)
        let start = Int(particle.nameStart)
        let type = particle.type
        let isPlain =
            !particle.isWildcard && !particle.isAttribute && particle.namespace == block.namespace
        return FieldKey(
            word: word(grammar.names[start..<start + count]),
            mask: count == 8 ? .max : (1 << UInt64(count * 8)) - 1,
            nameStart: particle.nameStart, nameLength: particle.nameLength,
            occursMax: particle.occursMax, lengthMin: type.lengthMin, lengthMax: type.lengthMax,
            isOptional: particle.occursMin == 0,
            isPlain: isPlain, isField: isPlain && particle.block < 0,
            isLengthOnly: type.kind == .string && !type.isCollapsed && particle.valueStart < 0
                && particle.form == .none)
    }

    /// At most eight bytes as a little-endian number, as a load from memory gives them.
    static func word(_ bytes: some BidirectionalCollection<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Memory that is written once and never freed. Kept as an address, because tasks may share that and not a pointer.
struct Kept<Element>: Sendable {
    private let address: UInt

    init(_ values: [Element]) {
        let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(values.count, 1))
        copy.initialize(from: values, count: values.count)
        address = UInt(bitPattern: copy)
    }

    var pointer: UnsafePointer<Element> { UnsafePointer(bitPattern: address)! }
}

extension ByteClass {
    /// `table` as plain memory.
    static var classes: UnsafePointer<UInt8> { keptTable.pointer }
    /// `base64Table` as plain memory.
    static var base64Letters: UnsafePointer<UInt8> { keptBase64Table.pointer }

    private static let keptTable = Kept(ByteClass.table)
    private static let keptBase64Table = Kept(ByteClass.base64Table)
}

/// The codes of a list in an open hash table.
struct CodeSet {
    private let slots: UnsafePointer<UInt64>
    private let shift: UInt64
    private let mask: Int

    /// `codes` are packed big end first and are never zero.
    init(_ codes: [UInt64]) {
        var bits: UInt64 = 2
        while 1 << bits < codes.count * 4 { bits += 1 }
        let size = 1 << Int(bits)
        let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        slots.initialize(repeating: 0, count: size)
        (shift, mask) = (64 - bits, size - 1)
        self.slots = UnsafePointer(slots)
        for code in codes {
            var place = Int((code &* Self.multiplier) >> shift)
            while slots[place] != 0 { place = (place + 1) & mask }
            slots[place] = code
        }
    }

    private static var multiplier: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    @inline(__always)
    func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count > 0, bytes.count <= 8 else { return false }
        var code: UInt64 = 0
        for byte in bytes { code = code << 8 | UInt64(byte) }
        guard code != 0 else { return false }
        var place = Int((code &* Self.multiplier) >> shift)
        while slots[place] != 0 {
            if slots[place] == code { return true }
            place = (place + 1) & mask
        }
        return false
    }
}

extension MessageDecoder {
    /// Decodes `bytes` by the grammar of `edition`; never throws: what is wrong becomes findings.
    static func decode(
        _ bytes: [UInt8], edition: Edition, limits: MessageLimits, checksForm: Bool
    ) -> DecodedMessage {
        let text = padded(bytes)
        var message = withDecoder(
            over: text, edition: edition, limits: limits, checksForm: checksForm
        ) { decoder in
            decoder.run()
            decoder.message.slots = Array(
                UnsafeBufferPointer(start: decoder.slots, count: decoder.slotCount))
            return decoder.takeMessage()
        }
        message.text = text
        return message
    }

    /// The findings about one value as the value of the field `index`.
    static func findings(
        forField index: Int32, value: [UInt8], edition: Edition, limits: MessageLimits
    ) -> [Finding] {
        withDecoder(
            over: padded(value), edition: edition, limits: limits, checksForm: true
        ) { decoder in
            var slot = DecodedMessage.Slot(start: 0, length: UInt32(value.count), number: .min)
            let count = value.count { $0 & 0xC0 != 0x80 }
            decoder.check(&slot, count, of: index)
            return decoder.message.findings
        }
    }

    /// The bytes with the zero bytes behind them that the scanner needs.
    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        let count = bytes.count
        return [UInt8](unsafeUninitializedCapacity: count + padding) { text, initialized in
            bytes.withUnsafeBufferPointer { _ = text.initialize(fromContentsOf: $0) }
            text[count...].initialize(repeating: 0)
            initialized = count + padding
        }
    }

    /// Gives a decoder over `text`, whose last `padding` bytes are zero, to `body`.
    private static func withDecoder<T>(
        over text: [UInt8], edition: Edition, limits: MessageLimits, checksForm: Bool,
        _ body: (inout MessageDecoder) -> T
    ) -> T {
        text.withUnsafeBufferPointer { text in
            let memory = DecoderMemory.take(for: limits)
            var decoder = MessageDecoder(
                bytes: text.baseAddress!, end: text.count - padding,
                tables: DecoderTables.of(edition), limits: limits, checksForm: checksForm,
                memory: memory)
            defer {
                decoder.freeSlots()
                memory.giveBack()
            }
            return body(&decoder)
        }
    }
}
