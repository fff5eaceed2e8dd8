/// A complete subtree: the `2^level` leaves from `index * 2^level` on. Once complete, it never changes.
package struct MerkleSubtree: Hashable, Sendable {
    package var level: Int
    package var index: Int

    package init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }

    /// The leaves below it.
    package var leaves: Range<Int> { index << level..<(index + 1) << level }

    /// The complete subtrees that make up a range, the largest first.
    ///
    /// The range is one that a tree splits into: it begins at a multiple of a power of two that is not less than its
    /// count. So one subtree follows for each bit of the count.
    static func covering(_ range: Range<Int>) -> [MerkleSubtree] {
        var subtrees: [MerkleSubtree] = []
        var lower = range.lowerBound
        while lower < range.upperBound {
            let level = Int.bitWidth - 1 - (range.upperBound - lower).leadingZeroBitCount
            subtrees.append(MerkleSubtree(level: level, index: lower >> level))
            lower += 1 << level
        }
        return subtrees
    }
}

extension MerkleHash {
    /// Of all leaves below subtrees that follow each other, the largest first; of none the hash of the empty tree.
    static func joining(_ subtrees: [MerkleHash]) -> MerkleHash {
        guard var hash = subtrees.last else { return .empty }
        for left in subtrees.dropLast().reversed() { hash = .node(left, hash) }
        return hash
    }
}
