/// Proofs of RFC 9162, section 2.1, as lists of hashes.
///
/// They are made from complete subtrees, which `hash` is asked for, whatever they are kept in; a tree of any size asks for
/// the square of its height at most.
package enum MerkleProof {
    /// Most hashes of a proof: one for each level that a size may have, and one for the tree that a consistency proof
    /// begins at.
    package static let hashCountMax = Int.bitWidth

    /// That leaf `index` is one of the first `size` leaves (2.1.3.1).
    package static func inclusion(
        of index: Int, in size: Int, hash: (MerkleSubtree) throws -> MerkleHash
    ) rethrows -> [MerkleHash] {
        precondition(0 <= index && index < size, "no leaf of that tree")
        var siblings: [Range<Int>] = []
        var range = 0..<size
        while range.count > 1 {
            let (left, right) = split(range)
            (range, siblings) =
                left.contains(index) ? (left, siblings + [right]) : (right, siblings + [left])
        }
        return try siblings.reversed().map { try joined($0, hash) }
    }

    /// That the tree of `first` leaves is the beginning of the tree of `second` leaves (2.1.4.1); empty where there is
    /// nothing to prove: both are the same tree, or the first has no leaf.
    package static func consistency(
        from first: Int, to second: Int, hash: (MerkleSubtree) throws -> MerkleHash
    ) rethrows -> [MerkleHash] {
        precondition(0 <= first && first <= second, "the trees are in the wrong order")
        guard 0 < first, first < second else { return [] }
        var parts: [Range<Int>] = []
        var range = 0..<second
        while range.upperBound != first {
            let (left, right) = split(range)
            (range, parts) =
                first <= left.upperBound ? (left, parts + [right]) : (right, parts + [left])
        }
        // The first tree itself is known to whoever verifies; a part of it is not.
        if range.lowerBound > 0 { parts.append(range) }
        return try parts.reversed().map { try joined($0, hash) }
    }

    /// Where the tree over a range parts: behind the largest power of two that is less than its count.
    private static func split(_ range: Range<Int>) -> (left: Range<Int>, right: Range<Int>) {
        let level = Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount
        let middle = range.lowerBound + 1 << level
        return (range.lowerBound..<middle, middle..<range.upperBound)
    }

    private static func joined(
        _ range: Range<Int>, _ hash: (MerkleSubtree) throws -> MerkleHash
    ) rethrows -> MerkleHash {
        .joining(try MerkleSubtree.covering(range).map(hash))
    }
}
