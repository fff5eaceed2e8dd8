import Testing
import ZoneStore

/// Counts events instead of hashing them; its "root" is the number of leaves.
private struct CountingSealer: JournalSealing {
    var size: Int64 = 0
    var refuses = false

    mutating func seal(_ rows: [PackedJournalRow], atMs: Int64) throws -> SealedRows? {
        guard let last = rows.last else { return nil }
        if refuses { throw CancellationError() }
        size += rows.reduce(0) { $0 + $1.count }
        let root = [UInt8](repeating: UInt8(truncatingIfNeeded: size), count: 32)
        return SealedRows(
            nodes: [EvidenceNodeRow(level: 1, place: size, hash: root)],
            head: EvidenceHeadRow(
                size: size, journalSeq: last.seq, atMs: atMs, root: root, signature: []))
    }
}

@Suite struct EvidenceStoreTests {
    private func append(
        _ store: SQLiteStore, count: Int64, thenFail: Bool = false
    ) throws {
        try store.write { (transaction, next) throws in
            try transaction.appendJournal(
                seq: next.journal, atMs: 7, recipient: "R", messageID: 1, count: count,
                events: [])
            next.journal += 1
            if thenFail { throw CancellationError() }
        }
    }

    @Test func everyTransactionThatAppendsIsSealed() throws {
        let temporary = try TemporaryStore()
        temporary.store.begin(CountingSealer())
        try append(temporary.store, count: 3)
        try temporary.store.write { (_, _) throws in }
        try append(temporary.store, count: 2)
        let heads = try [0, 3].map { try temporary.store.evidenceHead(beyond: $0) }
        #expect(heads.map { $0?.size } == [3, 5])
        #expect(heads.map { $0?.journalSeq } == [1, 2])
        #expect(try temporary.store.evidenceHead()?.atMs == 7)
        #expect(try temporary.store.evidenceHead(beyond: 5) == nil)
        #expect(try temporary.store.evidenceHead(upTo: 4)?.size == 3)
        #expect(try temporary.store.evidenceHead(journalSeq: 2)?.size == 5)
        #expect(try temporary.store.evidenceHashes(level: 1, places: 0..<9).count == 2)
        try temporary.remove()
    }

    /// A transaction that fails leaves neither journal nor evidence, and the next goes on where the last good one ended.
    @Test func whatIsRolledBackIsNotSealed() throws {
        let temporary = try TemporaryStore()
        temporary.store.begin(CountingSealer())
        try append(temporary.store, count: 3)
        #expect(throws: CancellationError.self) {
            try append(temporary.store, count: 100, thenFail: true)
        }
        try append(temporary.store, count: 2)
        #expect(try temporary.store.evidenceHead()?.size == 5)
        #expect(try temporary.store.evidenceHead()?.journalSeq == 2)
        try temporary.remove()
    }

    /// Nothing is kept that could not be sealed.
    @Test func whatCanNotBeSealedIsRolledBack() throws {
        let temporary = try TemporaryStore()
        temporary.store.begin(CountingSealer(refuses: true))
        #expect(throws: CancellationError.self) { try append(temporary.store, count: 3) }
        #expect(
            try temporary.store.journal(from: 0, recipient: nil, eventCount: 10).isEmpty)
        try temporary.remove()
    }

    /// Rows of a program that made no evidence are sealed once, in order.
    @Test func theRestIsSealedLater() throws {
        let temporary = try TemporaryStore()
        for _ in 0..<1_200 { try append(temporary.store, count: 1) }
        temporary.store.begin(CountingSealer())
        try temporary.store.sealRest(atMs: 9)
        #expect(try temporary.store.evidenceHead(beyond: 0)?.size == 500)
        #expect(try temporary.store.evidenceHead()?.journalSeq == 1_200)
        try temporary.store.sealRest(atMs: 10)
        #expect(try temporary.store.evidenceHead()?.atMs == 9)
        let held = try temporary.store.journal(holding: 700..<703)
        #expect(held.first == 700)
        #expect(held.rows.map(\.seq) == [701, 702, 703])
        try temporary.remove()
    }

    @Test func evidenceIsAppendOnly() throws {
        let temporary = try TemporaryStore()
        temporary.store.begin(CountingSealer())
        try append(temporary.store, count: 3)
        let row = EvidenceCosignatureRow(
            size: 3, witness: "w", atSeconds: 1, signature: [UInt8](repeating: 1, count: 64))
        try temporary.store.keep(row)
        var other = row
        other.atSeconds = 2
        try temporary.store.keep(other)
        #expect(try temporary.store.cosignatures(size: 3) == [row])
        #expect(try temporary.store.newestCosignature(of: "w") == row)
        #expect(try temporary.store.cosignedHead(beyond: 2)?.size == 3)
        #expect(try temporary.store.cosignedHead(beyond: 3) == nil)
        // A head that is not there can't be signed.
        other.size = 4
        #expect(throws: (any Error).self) { try temporary.store.keep(other) }
        try temporary.remove()
    }
}
