import CZstd

/// Compresses message bytes for the store; messages of a hundred like documents shrink about twentyfold.
public enum Compression {
    /// The compressed bytes. Fast level: message bytes are written once and seldom read.
    public static func compress(_ bytes: [UInt8]) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            let size = ZSTD_compress(output.baseAddress, bound, bytes, bytes.count, 1)
            precondition(ZSTD_isError(size) == 0, "zstd refused a buffer of its own bound")
            count = size
        }
    }

    /// The original bytes, or nil when `bytes` is not what ``compress(_:)`` made or is larger than `countMax`.
    public static func decompress(_ bytes: [UInt8], countMax: Int) -> [UInt8]? {
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
