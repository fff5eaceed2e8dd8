import ZoneTrust

/// RFC 9162, section 2.1, word for word by recursion over the leaves: what the fast tree is held against.
enum NaiveTree {
    /// MTH(D_n).
    static func root(_ leaves: ArraySlice<[UInt8]>) -> MerkleHash {
        guard leaves.count > 1, let first = leaves.indices.first else {
            return leaves.first.map(MerkleHash.leaf) ?? .empty
        }
        let k = split(leaves.count)
        return .node(root(leaves[first..<first + k]), root(leaves[(first + k)...]))
    }

    /// PATH(m, D_n).
    static func path(_ m: Int, _ leaves: ArraySlice<[UInt8]>) -> [MerkleHash] {
        guard leaves.count > 1 else { return [] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return m < k
            ? path(m, leaves[..<middle]) + [root(leaves[middle...])]
            : path(m - k, leaves[middle...]) + [root(leaves[..<middle])]
    }

    /// SUBPROOF(m, D_n, b); PROOF(m, D_n) is SUBPROOF(m, D_n, true).
    static func subproof(_ m: Int, _ leaves: ArraySlice<[UInt8]>, _ b: Bool) -> [MerkleHash] {
        guard m != leaves.count else { return b ? [] : [root(leaves)] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return m <= k
            ? subproof(m, leaves[..<middle], b) + [root(leaves[middle...])]
            : subproof(m - k, leaves[middle...], false) + [root(leaves[..<middle])]
    }

    /// The largest power of two less than n.
    private static func split(_ n: Int) -> Int {
        var k = 1
        while k * 2 < n { k *= 2 }
        return k
    }
}

/// A tree that keeps every complete subtree as it was told of it.
struct KeptTree {
    private(set) var frontier = MerkleFrontier()
    private(set) var hashes: [MerkleSubtree: MerkleHash] = [:]

    mutating func append(_ leaf: MerkleHash) {
        hashes[MerkleSubtree(level: 0, index: frontier.size)] = leaf
        frontier.append(leaf) { hashes[$0] = $1 }
    }

    func hash(_ subtree: MerkleSubtree) throws -> MerkleHash {
        guard let hash = hashes[subtree] else { throw Missing(subtree: subtree) }
        return hash
    }

    struct Missing: Error {
        let subtree: MerkleSubtree
    }
}

extension MerkleHash {
    /// The hash with one of its 256 bits turned.
    func flipped(bit: Int) -> MerkleHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return MerkleHash(bytes) ?? self
    }

    var hex: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
