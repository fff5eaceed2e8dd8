import CZstd
import Synchronization

/// Compresses message bytes for the store; messages of a hundred like documents shrink about twentyfold.
public enum Compression {
    /// The compressed bytes. Fast level: message bytes are written once and seldom read.
    /// Short runs stay as they are behind a zero byte, with which no frame of zstd begins.
    public static func compress(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= plainCountMax else { return [0] + bytes }
        let bound = ZSTD_compressBound(bytes.count)
        let context = compressing.take()
        defer { compressing.giveBack(context) }
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            let size = ZSTD_compressCCtx(
                context, output.baseAddress, bound, bytes, bytes.count, 1)
            precondition(ZSTD_isError(size) == 0, "zstd refused a buffer of its own bound")
            count = size
        }
    }

    /// Bytes below which compressing saves less than it costs.
    private static let plainCountMax = 1024

    private static let compressing = ContextPool(create: ZSTD_createCCtx) { ZSTD_freeCCtx($0) }
    private static let decompressing = ContextPool(create: ZSTD_createDCtx) { ZSTD_freeDCtx($0) }

    /// The original bytes, or nil when `bytes` is not what ``compress(_:)`` made or is larger than `countMax`.
    public static func decompress(_ bytes: [UInt8], countMax: Int) -> [UInt8]? {
        if bytes.first == 0 { return bytes.count - 1 <= countMax ? Array(bytes[1...]) : nil }
        let size = ZSTD_getFrameContentSize(bytes, bytes.count)
        guard size <= UInt64(countMax) else { return nil }
        let context = decompressing.take()
        defer { decompressing.giveBack(context) }
        var isRight = true
        let result = [UInt8](unsafeUninitializedCapacity: Int(size)) { output, count in
            let written = ZSTD_decompressDCtx(
                context, output.baseAddress, Int(size), bytes, bytes.count)
            isRight = ZSTD_isError(written) == 0
            count = isRight ? written : 0
        }
        return isRight ? result : nil
    }
}

/// Working memory of zstd, kept for the next message instead of made for each: making one asks the processor for its
/// features, which costs more than a message where the machine is a virtual one. As many as ever worked at a time, and no
/// more than a few.
private struct ContextPool: Sendable, ~Copyable {
    private let kept = Mutex<[UInt]>([])
    private let create: @Sendable () -> OpaquePointer?
    private let free: @Sendable (OpaquePointer?) -> Void
    private static let countMax = 8

    init(
        create: @escaping @Sendable () -> OpaquePointer?,
        free: @escaping @Sendable (OpaquePointer?) -> Void
    ) {
        self.create = create
        self.free = free
    }

    func take() -> OpaquePointer? {
        let address = kept.withLock { $0.popLast() }
        return address.flatMap { OpaquePointer(bitPattern: $0) } ?? create()
    }

    func giveBack(_ context: OpaquePointer?) {
        let isKept = kept.withLock { kept in
            guard kept.count < Self.countMax else { return false }
            kept.append(UInt(bitPattern: context))
            return true
        }
        if !isKept { free(context) }
    }
}
