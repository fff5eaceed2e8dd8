/// The right edge of a growing tree: the hashes of the complete subtrees that its leaves make up, the largest first.
///
/// It is all that appending needs, one hash for each bit of the size, so a tree of any size goes on from some dozen hashes.
package struct MerkleFrontier: Hashable, Sendable {
    /// How many leaves the tree has.
    package private(set) var size: Int
    private var hashes: [MerkleHash]

    /// The edge of a tree without leaves.
    package init() {
        size = 0
        hashes = []
    }

    /// The edge of a tree that is kept elsewhere: `hash` is asked for its complete subtrees.
    package init(size: Int, hash: (MerkleSubtree) throws -> MerkleHash) rethrows {
        self.size = size
        hashes = try MerkleSubtree.covering(0..<size).map(hash)
    }

    /// The root of the tree as it is now.
    package var root: MerkleHash { .joining(hashes) }

    /// Appends a leaf.
    package mutating func append(_ leaf: MerkleHash) {
        append(leaf) { _, _ in }
    }

    /// Appends a leaf; `complete` is told every subtree of more than one leaf that it completes, the smallest first.
    package mutating func append(
        _ leaf: MerkleHash, complete: (MerkleSubtree, MerkleHash) throws -> Void
    ) rethrows {
        var hash = leaf
        var subtree = MerkleSubtree(level: 0, index: size)
        var left = hashes.count
        while subtree.index & 1 == 1 {
            left -= 1
            hash = .node(hashes[left], hash)
            subtree = MerkleSubtree(level: subtree.level + 1, index: subtree.index >> 1)
            try complete(subtree, hash)
        }
        hashes.removeSubrange(left...)
        hashes.append(hash)
        size += 1
    }
}
