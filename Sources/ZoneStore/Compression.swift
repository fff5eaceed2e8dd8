import CZstd
import Synchronization

/// Compresses message bytes for the store; messages of a hundred like documents shrink about twentyfold.
public enum Compression {
    /// The compressed bytes. Fast level: message bytes are written once and seldom read.
    /// Short runs stay as they are behind a zero byte, with which no frame of zstd begins.
    public static func compress(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= plainCountMax else { return [0] + bytes }
        let bound = ZSTD_compressBound(bytes.count)
        let context = takeContext()
        defer { giveBack(context) }
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            let size = ZSTD_compressCCtx(
                context, output.baseAddress, bound, bytes, bytes.count, 1)
            precondition(ZSTD_isError(size) == 0, "zstd refused a buffer of its own bound")
            count = size
        }
    }

    /// Bytes below which compressing saves less than it costs.
    private static let plainCountMax = 1024

    /// Working memory of zstd, kept for the next message instead of made
    /// for each. As many as ever worked at a time, and no more than a few.
    private static let contexts = Mutex<[UInt]>([])
    private static let contextCountMax = 8

    private static func takeContext() -> OpaquePointer? {
        let address = contexts.withLock { $0.popLast() }
        return address.flatMap { OpaquePointer(bitPattern: $0) } ?? ZSTD_createCCtx()
    }

    private static func giveBack(_ context: OpaquePointer?) {
        let isKept = contexts.withLock { contexts in
            guard contexts.count < contextCountMax else { return false }
            contexts.append(UInt(bitPattern: context))
            return true
        }
        if !isKept { ZSTD_freeCCtx(context) }
    }

    /// The original bytes, or nil when `bytes` is not what ``compress(_:)`` made or is larger than `countMax`.
    public static func decompress(_ bytes: [UInt8], countMax: Int) -> [UInt8]? {
        if bytes.first == 0 { return bytes.count - 1 <= countMax ? Array(bytes[1...]) : nil }
        let size = ZSTD_getFrameContentSize(bytes, bytes.count)
        guard size <= UInt64(countMax) else { return nil }
        var isRight = true
        let result = [UInt8](unsafeUninitializedCapacity: Int(size)) { output, count in
            let written = ZSTD_decompress(output.baseAddress, Int(size), bytes, bytes.count)
            isRight = ZSTD_isError(written) == 0
            count = isRight ? written : 0
        }
        return isRight ? result : nil
    }
}
