import Synchronization

/// Where a decoder keeps what it needs while it runs: one run of memory, kept for the next message.
///
/// A message of 3 KB is decoded in a few microseconds; five allocations of some kilobytes each were a tenth of that.
struct DecoderMemory {
    private let base: UnsafeMutableRawPointer
    private let limits: (depth: Int, attributes: Int)

    /// Values that fit without another allocation: those of a dozen documents.
    static let slotCount = 1024
    /// Runs kept, each of about 30 KB; as many as ever decode at a time here, and no more than a few.
    private static let idleCountMax = 8
    private static let idle = Mutex<[UInt]>([])
    private static let usual = MessageLimits()

    private static func frameBytes(_ depth: Int) -> Int {
        (depth + 1) * MemoryLayout<MessageDecoder.Frame>.stride
    }
    private static func attributeBytes(_ count: Int) -> Int {
        count * MemoryLayout<MessageDecoder.Attribute>.stride
    }
    private static let prefixBytes =
        Namespace.count * MemoryLayout<MessageDecoder.Prefix>.stride

    /// Memory for a decoder of these limits; only that of the usual limits is kept.
    static func take(for limits: MessageLimits) -> DecoderMemory {
        let sizes = (depth: limits.depthMax, attributes: limits.attributeCountMax)
        let known = isUsual(sizes) ? idle.withLock { $0.popLast() } : nil
        let base =
            known.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
            ?? .allocate(
                byteCount: frameBytes(sizes.depth) + attributeBytes(sizes.attributes)
                    + prefixBytes + slotCount * MemoryLayout<DecodedMessage.Slot>.stride,
                alignment: 16)
        return DecoderMemory(base: base, limits: sizes)
    }

    /// Keeps the memory for the next message, or frees it.
    func giveBack() {
        let isKept =
            Self.isUsual(limits)
            && Self.idle.withLock { idle in
                guard idle.count < Self.idleCountMax else { return false }
                idle.append(UInt(bitPattern: base))
                return true
            }
        if !isKept { base.deallocate() }
    }

    private static func isUsual(_ sizes: (depth: Int, attributes: Int)) -> Bool {
        sizes == (usual.depthMax, usual.attributeCountMax)
    }

    // The frames first, as only they need an alignment of 16.
    var frames: UnsafeMutablePointer<MessageDecoder.Frame> {
        base.assumingMemoryBound(to: MessageDecoder.Frame.self)
    }
    var attributes: UnsafeMutablePointer<MessageDecoder.Attribute> {
        (base + Self.frameBytes(limits.depth))
            .assumingMemoryBound(to: MessageDecoder.Attribute.self)
    }
    var prefixes: UnsafeMutablePointer<MessageDecoder.Prefix> {
        (base + Self.frameBytes(limits.depth) + Self.attributeBytes(limits.attributes))
            .assumingMemoryBound(to: MessageDecoder.Prefix.self)
    }
    var slots: UnsafeMutablePointer<DecodedMessage.Slot> {
        (base + Self.frameBytes(limits.depth) + Self.attributeBytes(limits.attributes)
            + Self.prefixBytes).assumingMemoryBound(to: DecodedMessage.Slot.self)
    }
}
