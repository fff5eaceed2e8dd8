/// Verification, step by step as RFC 9162 says it. Nothing about the sizes or the proof is taken for granted.
extension MerkleProof {
    /// Whether `leaf` is number `index` of the tree of `size` leaves with this root (2.1.3.2).
    package static func isIncluded(
        _ leaf: MerkleHash, at index: Int, in size: Int, root: MerkleHash, proof: [MerkleHash]
    ) -> Bool {
        guard 0 <= index, index < size else { return false }
        var (fn, sn) = (index, size - 1)
        var hash = leaf
        for other in proof {
            guard sn != 0 else { return false }
            if fn & 1 == 1 || fn == sn {
                hash = .node(other, hash)
                skipLevelsWithoutSibling(&fn, &sn)
            } else {
                hash = .node(hash, other)
            }
            fn >>= 1
            sn >>= 1
        }
        return sn == 0 && hash == root
    }

    /// Whether the tree of `second` leaves with its root begins with the tree of `first` leaves with its (2.1.4.2).
    ///
    /// Two trees of one size have to have one root, and any tree begins with the empty one; neither takes a proof.
    package static func isConsistent(
        first: Int, root firstRoot: MerkleHash, second: Int, root secondRoot: MerkleHash,
        proof: [MerkleHash]
    ) -> Bool {
        guard 0 <= first, first <= second else { return false }
        guard first != second else { return proof.isEmpty && firstRoot == secondRoot }
        guard first != 0 else { return proof.isEmpty && firstRoot == .empty }
        let isPowerOfTwo = first & (first - 1) == 0
        let path = isPowerOfTwo ? [firstRoot] + proof : proof
        guard !proof.isEmpty, let start = path.first else { return false }
        var (fn, sn) = (first - 1, second - 1)
        let levels = (~fn).trailingZeroBitCount
        fn >>= levels
        sn >>= levels
        var (early, late) = (start, start)
        for other in path.dropFirst() {
            guard sn != 0 else { return false }
            if fn & 1 == 1 || fn == sn {
                early = .node(other, early)
                late = .node(other, late)
                skipLevelsWithoutSibling(&fn, &sn)
            } else {
                late = .node(late, other)
            }
            fn >>= 1
            sn >>= 1
        }
        return sn == 0 && early == firstRoot && late == secondRoot
    }

    /// Passes over the levels on which the last node of the tree has no sibling.
    private static func skipLevelsWithoutSibling(_ fn: inout Int, _ sn: inout Int) {
        while fn & 1 == 0, fn != 0 {
            fn >>= 1
            sn >>= 1
        }
    }
}
