internal import Crypto

/// A hash of the tree of RFC 9162: SHA-256 with a prefix that tells leaves from nodes, so that neither passes for the other.
package struct MerkleHash: Hashable, Sendable {
    private let value: SIMD32<UInt8>

    package static let byteCount = 32

    /// The hash with these bytes; nil where they are not 32.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var value = SIMD32<UInt8>()
        for (index, byte) in bytes.enumerated() { value[index] = byte }
        self.value = value
    }

    private init(_ hasher: SHA256) {
        value = hasher.finalize().withUnsafeBytes { $0.loadUnaligned(as: SIMD32<UInt8>.self) }
    }

    package var bytes: [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

    /// Of a tree without leaves.
    package static let empty = MerkleHash(SHA256())

    /// Of a leaf: `SHA-256(0x00 || content)`.
    package static func leaf(_ content: [UInt8]) -> MerkleHash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0x00)) { hasher.update(bufferPointer: $0) }
        content.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return MerkleHash(hasher)
    }

    /// Of a node: `SHA-256(0x01 || left || right)`.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0x01)) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: left.value) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: right.value) { hasher.update(bufferPointer: $0) }
        return MerkleHash(hasher)
    }
}
