import ZoneStore
import ZoneTrust

/// The complete subtrees of the stored tree, for proofs.
///
/// A subtree of less than 256 leaves is made from the journal again, any other from the stored hashes of the level below
/// it. Both are read in blocks of 256 and remembered, so a proof in a tree of any size reads a few blocks: one for each
/// eight levels, and one more each at the right edge.
final class EvidenceTree {
    private struct Block: Hashable {
        var level: Int
        var place: Int
    }

    private let store: SQLiteStore
    private var blocks: [Block: [MerkleHash]] = [:]
    /// Content of the leaves that were read, by number.
    private(set) var contents: [Int: [UInt8]] = [:]

    init(store: SQLiteStore) {
        self.store = store
    }

    /// The hash of a complete subtree.
    func hash(_ subtree: MerkleSubtree) throws -> MerkleHash {
        let stored = subtree.level / EvidenceSealer.storedLevels
        let span = 1 << (subtree.level % EvidenceSealer.storedLevels)
        let first = subtree.index * span
        let width = 1 << EvidenceSealer.storedLevels
        let block = try hashes(of: Block(level: stored, place: first / width))
        var row = Array(block.dropFirst(first % width).prefix(span))
        guard row.count == span else {
            throw EvidenceError.nodeMissing(level: subtree.level, place: subtree.index)
        }
        while row.count > 1 {
            row = (0..<row.count / 2).map { .node(row[2 * $0], row[2 * $0 + 1]) }
        }
        return row[0]
    }

    /// The content of a leaf; nil where the journal ends before it.
    func content(_ leaf: Int) throws -> [UInt8]? {
        _ = try hashes(of: Block(level: 0, place: leaf >> EvidenceSealer.storedLevels))
        return contents[leaf]
    }

    private func hashes(of block: Block) throws -> [MerkleHash] {
        if let known = blocks[block] { return known }
        let width = 1 << EvidenceSealer.storedLevels
        let range = block.place * width..<(block.place + 1) * width
        let hashes = try block.level == 0 ? leaves(range) : nodes(block.level, range)
        blocks[block] = hashes
        return hashes
    }

    private func nodes(_ level: Int, _ range: Range<Int>) throws -> [MerkleHash] {
        try store.evidenceHashes(
            level: Int64(level), places: Int64(range.lowerBound)..<Int64(range.upperBound)
        ).compactMap { MerkleHash($0) }
    }

    private func leaves(_ range: Range<Int>) throws -> [MerkleHash] {
        let (first, rows) = try store.journal(
            holding: Int64(range.lowerBound)..<Int64(range.upperBound))
        var hashes: [MerkleHash] = []
        var number = Int(first)
        for row in rows {
            try EvidenceLeaf.forEach(in: row) { content in
                if range.contains(number) {
                    hashes.append(.leaf(content))
                    contents[number] = content
                }
                number += 1
            }
        }
        return hashes
    }
}
