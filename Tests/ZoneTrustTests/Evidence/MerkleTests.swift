import Testing
import ZoneTrust

@Suite struct MerkleTests {
    /// The eight leaves of the reference tree of Certificate Transparency, and its root at each size.
    static let referenceLeaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6f),
    ]
    static let referenceRoots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func rootsOfTheReferenceTree() {
        var frontier = MerkleFrontier()
        #expect(frontier.root.hex == Self.referenceRoots[0])
        for (leaf, root) in zip(Self.referenceLeaves, Self.referenceRoots.dropFirst()) {
            frontier.append(.leaf(leaf))
            #expect(frontier.root.hex == root)
        }
    }

    /// A leaf can't pass for a node: the content that a node hashes gives another hash as a leaf.
    @Test func leavesAndNodesAreApart() {
        let (left, right) = (MerkleHash.leaf([1]), MerkleHash.leaf([2]))
        #expect(MerkleHash.leaf(left.bytes + right.bytes) != .node(left, right))
        #expect(MerkleHash.node(left, right) != .node(right, left))
        #expect(MerkleHash(Array(repeating: 0, count: 31)) == nil)
        #expect(MerkleHash(left.bytes) == left)
    }

    static let sizeMax = 200
    static let leaves: [[UInt8]] = (0..<sizeMax).map { [UInt8($0), UInt8($0 / 3)] }

    static let tree: KeptTree = {
        var tree = KeptTree()
        for leaf in leaves { tree.append(.leaf(leaf)) }
        return tree
    }()

    /// Roots and both proofs of all sizes are those of the recursion, and verify.
    @Test func agreesWithTheRecursionAtEverySize() throws {
        let roots = (0...Self.sizeMax).map { NaiveTree.root(Self.leaves.prefix($0)) }
        for size in 1...Self.sizeMax {
            let leaves = Self.leaves.prefix(size)
            let frontier = try MerkleFrontier(size: size, hash: Self.tree.hash)
            #expect(frontier.root == roots[size])
            for index in 0..<size {
                let proof = try MerkleProof.inclusion(of: index, in: size, hash: Self.tree.hash)
                if size % 7 == 0 || size < 20 {
                    #expect(proof == NaiveTree.path(index, leaves))
                }
                #expect(
                    MerkleProof.isIncluded(
                        .leaf(leaves[index]), at: index, in: size, root: roots[size],
                        proof: proof))
            }
            for first in 0...size {
                let proof = try MerkleProof.consistency(
                    from: first, to: size, hash: Self.tree.hash)
                if first > 0, size % 7 == 0 || size < 20 {
                    #expect(proof == NaiveTree.subproof(first, leaves, true))
                }
                #expect(
                    MerkleProof.isConsistent(
                        first: first, root: roots[first], second: size, root: roots[size],
                        proof: proof))
            }
        }
    }

    /// A tree that goes on from its kept edge ends as the one that was never interrupted.
    @Test func goesOnFromItsEdge() throws {
        for size in 0..<Self.sizeMax {
            var frontier = try MerkleFrontier(size: size, hash: Self.tree.hash)
            for leaf in Self.leaves[size...] { frontier.append(.leaf(leaf)) }
            #expect(frontier == Self.tree.frontier)
        }
    }

    /// Of sizes to 70, every bit of leaf, root and proof, each other place and size, and a hash more or less.
    @Test func everyFlippedBitOfAnInclusionIsRefused() throws {
        for size in [1, 2, 3, 7, 8, 9, 33, 64, 70] {
            let root = NaiveTree.root(Self.leaves.prefix(size))
            for index in Set([0, 1, size / 2, size - 2, size - 1]) where 0..<size ~= index {
                let leaf = MerkleHash.leaf(Self.leaves[index])
                let proof = try MerkleProof.inclusion(of: index, in: size, hash: Self.tree.hash)
                func holds(
                    _ leaf: MerkleHash, _ index: Int, _ size: Int, _ root: MerkleHash,
                    _ proof: [MerkleHash]
                ) -> Bool {
                    MerkleProof.isIncluded(leaf, at: index, in: size, root: root, proof: proof)
                }
                #expect(holds(leaf, index, size, root, proof))
                for bit in 0..<256 {
                    #expect(!holds(leaf.flipped(bit: bit), index, size, root, proof))
                    #expect(!holds(leaf, index, size, root.flipped(bit: bit), proof))
                    for place in proof.indices {
                        var changed = proof
                        changed[place] = changed[place].flipped(bit: bit)
                        #expect(!holds(leaf, index, size, root, changed))
                    }
                }
                for other in -1...size where other != index {
                    #expect(!holds(leaf, other, size, root, proof))
                }
                #expect(!holds(leaf, index, index, root, proof))
                #expect(!holds(leaf, index, size, root, proof + [root]))
                #expect(proof.isEmpty || !holds(leaf, index, size, root, proof.dropLast()))
                #expect(proof.isEmpty || !holds(leaf, index, size, root, Array(proof.dropFirst())))
            }
        }
    }

    @Test func everyFlippedBitOfAConsistencyProofIsRefused() throws {
        let pairs = [(1, 2), (1, 8), (3, 7), (4, 7), (6, 8), (8, 9), (32, 33), (33, 70), (64, 70)]
        for (first, second) in pairs {
            let old = NaiveTree.root(Self.leaves.prefix(first))
            let new = NaiveTree.root(Self.leaves.prefix(second))
            let proof = try MerkleProof.consistency(
                from: first, to: second, hash: Self.tree.hash)
            func holds(_ old: MerkleHash, _ new: MerkleHash, _ proof: [MerkleHash]) -> Bool {
                MerkleProof.isConsistent(
                    first: first, root: old, second: second, root: new, proof: proof)
            }
            #expect(holds(old, new, proof))
            for bit in 0..<256 {
                #expect(!holds(old.flipped(bit: bit), new, proof))
                #expect(!holds(old, new.flipped(bit: bit), proof))
                for place in proof.indices {
                    var changed = proof
                    changed[place] = changed[place].flipped(bit: bit)
                    #expect(!holds(old, new, changed))
                }
            }
            #expect(!holds(old, new, []))
            #expect(!holds(old, new, proof + [new]))
            #expect(!holds(old, new, proof.dropLast()))
            #expect(!holds(new, old, proof))
        }
    }

    /// What takes no proof: the same tree twice, and the empty one before any.
    @Test func casesWithoutAProof() {
        let (one, two) = (MerkleHash.leaf([1]), MerkleHash.leaf([2]))
        func holds(
            _ first: Int, _ old: MerkleHash, _ second: Int, _ new: MerkleHash,
            _ proof: [MerkleHash] = []
        ) -> Bool {
            MerkleProof.isConsistent(
                first: first, root: old, second: second, root: new, proof: proof)
        }
        #expect(holds(5, one, 5, one))
        #expect(!holds(5, one, 5, two))
        #expect(!holds(5, one, 5, one, [two]))
        #expect(holds(0, .empty, 5, one))
        #expect(!holds(0, two, 5, one))
        #expect(!holds(0, .empty, 5, one, [two]))
        #expect(!holds(6, one, 5, two))
        #expect(!holds(-1, one, 5, two))
        #expect(!MerkleProof.isIncluded(one, at: 0, in: 0, root: .empty, proof: []))
        #expect(!MerkleProof.isIncluded(one, at: -1, in: 1, root: one, proof: []))
    }

    /// Random trees, places and tampers; the seed is in the name of the failure.
    @Test(arguments: 0..<20)
    func randomTampersAreRefused(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let roots = (0...Self.sizeMax).map { NaiveTree.root(Self.leaves.prefix($0)) }
        for _ in 0..<5_000 {
            let size = Int.random(in: 2...Self.sizeMax, using: &random)
            let index = Int.random(in: 0..<size, using: &random)
            var leaf = MerkleHash.leaf(Self.leaves[index])
            var root = roots[size]
            var proof = try MerkleProof.inclusion(of: index, in: size, hash: Self.tree.hash)
            var place = index
            let slot = Int.random(in: 0..<proof.count, using: &random)
            switch Int.random(in: 0..<7, using: &random) {
            case 0: leaf = leaf.flipped(bit: Int.random(in: 0..<256, using: &random))
            case 1: root = root.flipped(bit: Int.random(in: 0..<256, using: &random))
            case 2:
                proof[slot] = proof[slot].flipped(bit: Int.random(in: 0..<256, using: &random))
            case 3: proof.remove(at: slot)
            case 4: proof.insert(roots[Int.random(in: 0..<size, using: &random)], at: slot)
            case 5: place = (index + Int.random(in: 1..<size, using: &random)) % size
            default:
                root = roots[(size + 1 + Int.random(in: 0..<size, using: &random)) % (size + 1)]
            }
            if root == roots[size], place == index, leaf == .leaf(Self.leaves[index]),
                proof == (try MerkleProof.inclusion(of: index, in: size, hash: Self.tree.hash))
            {
                continue
            }
            #expect(
                !MerkleProof.isIncluded(leaf, at: place, in: size, root: root, proof: proof),
                "seed \(seed), size \(size), index \(index)")
        }
    }

    /// A proof of a very large tree asks for few subtrees, none of them twice.
    @Test func proofsOfLargeTreesAskForLittle() {
        let size = 100_000_000
        var asked: [MerkleSubtree] = []
        let proof = MerkleProof.inclusion(of: 12_345_678, in: size) { subtree in
            asked.append(subtree)
            return .leaf([UInt8(subtree.level)])
        }
        #expect(proof.count == 27)
        #expect(Set(asked).count == asked.count)
        #expect(asked.count < 40)
        #expect(asked.allSatisfy { $0.leaves.upperBound <= size })
    }
}
