import Foundation
import Testing
import ZoneCore
import ZoneStore
import ZoneTraffic
import ZoneTrust

@testable import ZoneServices

/// The tree of the evidence is the journal's, whatever happens to the process.
@Suite struct EvidenceTreeTests {
    private static let secret = [UInt8](repeating: 7, count: 32)

    private func send(_ indices: Range<Int>, of test: TestZone, to zone: Zone) async throws {
        for index in indices {
            let messages = test.messages(index)
            for kind in ZoneTraffic.DocumentKind.clearing {
                guard let message = messages[kind] else { continue }
                _ = try await zone.submit([message], idempotencyKey: nil)
            }
        }
    }

    /// Holds every head and every stored subtree against a tree made of the journal's events one by one.
    private func expectTreeOfJournal(_ store: SQLiteStore, _ label: Comment) throws {
        let rows = try store.journal(from: 0, recipient: nil, eventCount: .max)
        var frontier = MerkleFrontier()
        var heads: [EvidenceHeadRow] = []
        var nodes: [MerkleHash] = []
        while let head = try store.evidenceHead(beyond: heads.last?.size ?? 0) {
            heads.append(head)
        }
        var rest = heads[...]
        for row in rows {
            for (index, event) in row.events.enumerated() {
                let leaf = EvidenceLeaf(
                    seq: row.seq, index: Int64(index), atMs: row.atMs, recipient: row.recipient,
                    messageID: row.messageID, event: event)
                #expect(EvidenceLeaf(leaf.content) == leaf, label)
                frontier.append(.leaf(leaf.content)) { subtree, hash in
                    if subtree.level == 8 { nodes.append(hash) }
                }
            }
            guard let head = rest.first, head.journalSeq == row.seq else { continue }
            #expect(head.size == Int64(frontier.size), label)
            #expect(head.root == frontier.root.bytes, label)
            rest = rest.dropFirst()
        }
        #expect(rest.isEmpty, label)
        #expect(heads.last.map { Int($0.size) } ?? 0 == frontier.size, label)
        #expect(heads.last?.journalSeq == rows.last?.seq, label)
        let stored = try store.evidenceHashes(level: 1, places: 0..<10_000)
        #expect(stored == nodes.map(\.bytes), label)
    }

    @Test func everyEventIsALeafAndEveryHeadIsSigned() async throws {
        let test = try await TestZone(change: { $0.secret = Self.secret })
        try await send(0..<60, of: test, to: test.zone)
        try expectTreeOfJournal(test.zone.store, "one run")
        let signer = try #require(NoteSigner(zoneSecret: Self.secret))
        var (size, count) = (Int64(0), 0)
        while let head = try test.zone.store.evidenceHead(beyond: size) {
            let checkpoint = Checkpoint(
                origin: signer.key.name, size: Int(head.size),
                root: try #require(MerkleHash(head.root)), atMs: head.atMs)
            let signature = NoteSignature(
                name: signer.key.name, keyID: signer.key.id, bytes: head.signature)
            #expect(signer.key.isSigned(checkpoint.description, by: signature))
            (size, count) = (head.size, count + 1)
        }
        // A message a transaction, four a declaration.
        #expect(count >= 240 && size > 300)
        try await test.remove()
    }

    /// Closed and opened again and again, the tree goes on as if it had never been.
    @Test func restartsContinueTheTree() async throws {
        let test = try await TestZone(change: { $0.secret = Self.secret })
        try await send(0..<7, of: test, to: test.zone)
        await test.zone.close()
        for round in 1...6 {
            let zone = try test.reopened()
            try await send(round * 7..<round * 7 + 7, of: test, to: zone)
            try expectTreeOfJournal(zone.store, "round \(round)")
            await zone.close()
        }
        try FileManager.default.removeItem(at: test.folder)
    }

    /// The power fails at any byte of the log: what is left of the journal and of the tree belong together.
    @Test func aCrashLosesNoPartOfATransaction() async throws {
        let test = try await TestZone(guaranteeFen: 0, change: { $0.secret = Self.secret })
        try await send(0..<20, of: test, to: test.zone)
        let path = test.folder.appending(path: "zone.sqlite").path
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        try #require(log.count > 1 << 20)
        var sizes = Set<Int64>()
        for step in 0...40 {
            let copy = test.folder.appending(path: "crash-\(step).sqlite").path
            try file.write(to: URL(fileURLWithPath: copy))
            // Not at the bounds of pages: a page that was written in part is there as well.
            let count = step == 40 ? log.count : log.count * step / 40 + 13 * step
            try log.prefix(count).write(to: URL(fileURLWithPath: copy + "-wal"))
            let store = try SQLiteStore(path: copy, cacheByteCount: 1 << 20)
            try expectTreeOfJournal(store, "\(count) of \(log.count) bytes")
            _ = try EvidenceSealer(store: store, signer: nil)
            sizes.insert(try store.evidenceHead()?.size ?? 0)
            try store.close()
        }
        #expect(sizes.count > 10)
        try await test.remove()
    }

    /// Books whose journal was written by a program without evidence get it when they are opened.
    @Test func anOlderJournalIsSealed() async throws {
        let test = try await TestZone(guaranteeFen: 0)
        await test.zone.close()
        let path = test.folder.appending(path: "zone.sqlite").path
        let store = try SQLiteStore(path: path, cacheByteCount: 1 << 20)
        let event = JournalEvent(receipt: 312, status: 2, texts: ["G", "E", "C", "O"])
        var packed = ByteWriter()
        event.pack(into: &packed)
        for _ in 0..<600 {
            try store.write { (transaction, next) throws in
                try transaction.appendJournal(
                    seq: next.journal, atMs: 1, recipient: "R", messageID: 1, count: 1,
                    events: packed.bytes)
                next.journal += 1
            }
        }
        #expect(try store.evidenceHead() == nil)
        try store.close()
        let zone = try test.reopened()
        try expectTreeOfJournal(zone.store, "sealed when opened")
        #expect(try zone.store.evidenceHead()?.size == 600)
        await zone.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    /// A journal that was changed does not fit the stored tree, and the zone says so instead of going on.
    @Test func aChangedJournalIsFound() async throws {
        let test = try await TestZone(change: { $0.secret = Self.secret })
        try await send(0..<3, of: test, to: test.zone)
        let rows = try test.zone.store.journal(from: 0, recipient: nil, eventCount: .max)
        let size = try #require(try test.zone.store.evidenceHead()).size
        let guid = Data(try #require(rows.last?.events.last?.texts.first).utf8)
        await test.zone.close()
        try tamper(test) { bytes in
            var place = bytes.startIndex
            while let found = bytes[place...].firstRange(of: guid) {
                bytes[found.lowerBound] ^= 1
                place = found.upperBound
            }
        }
        #expect(throws: EvidenceError.treeDamaged(size: size)) { _ = try test.reopened() }
        try FileManager.default.removeItem(at: test.folder)
    }

    /// Changes the bytes of the books of a closed zone.
    private func tamper(_ test: TestZone, _ change: (inout Data) -> Void) throws {
        let file = test.folder.appending(path: "zone.sqlite")
        // All of the log into the file, and what is left of the log away.
        let store = try SQLiteStore(path: file.path, cacheByteCount: 1 << 20)
        store.finishLog()
        try store.close()
        for end in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: file.path + end)
        }
        var bytes = try Data(contentsOf: file)
        change(&bytes)
        try bytes.write(to: file)
    }

    /// An audit finds every change, and says where it is; without one it finds nothing.
    @Test func anAuditSaysWhatWasChanged() async throws {
        let test = try await TestZone(change: { $0.secret = Self.secret })
        try await send(0..<60, of: test, to: test.zone)
        let rows = try test.zone.store.journal(from: 0, recipient: nil, eventCount: .max)
        let head = try #require(try test.zone.store.evidenceHead())
        let key = try #require(test.zone.evidenceKey)
        await test.zone.close()
        let whole = try EvidenceAudit(databasePath: test.databasePath, key: key)
        #expect(whole.faultCount == 0, "\(whole.faults)")
        #expect(whole.leafCount == Int(head.size) && whole.headCount >= 240)
        // Another key did not sign any of it.
        let other = try #require(NoteSigner(seed: Self.secret, kind: .note)).key.description
        let foreign = try EvidenceAudit(databasePath: test.databasePath, key: other)
        #expect(foreign.faultCount == whole.headCount)
        #expect(foreign.faults.count == EvidenceAudit.faultCountMax)
        #expect(throws: EvidenceError.keyMalformed("x")) {
            try EvidenceAudit(databasePath: test.databasePath, key: "x")
        }
        let guid = Data(try #require(rows[5].events.last?.texts.first).utf8)
        let root = Data(head.root)
        try tamper(test) { bytes in
            for wanted in [guid, root] {
                var place = bytes.startIndex
                while let found = bytes[place...].firstRange(of: wanted) {
                    bytes[found.lowerBound] ^= 1
                    place = found.upperBound
                }
            }
        }
        let changed = try EvidenceAudit(databasePath: test.databasePath, key: key)
        let words = changed.faults.map(\.en)
        #expect(words.contains { $0.hasPrefix("at row ") })
        #expect(words.contains { $0.hasPrefix("leaves 0...255 ") })
        #expect(words.contains { $0.hasPrefix("the head of \(head.size) leaves has no good") })
        #expect(changed.faultCount == 3)
        try FileManager.default.removeItem(at: test.folder)
    }

    /// Whatever byte of a row is changed, its leaves are others or can't be made.
    @Test func noByteOfTheJournalCanBeChangedUnseen() async throws {
        let test = try await TestZone(change: { $0.secret = Self.secret })
        try await send(0..<10, of: test, to: test.zone)
        let (_, rows) = try test.zone.store.journal(holding: 0..<Int64.max)
        @Sendable func leaves(_ row: PackedJournalRow) throws -> [MerkleHash] {
            var hashes: [MerkleHash] = []
            try EvidenceLeaf.forEach(in: row) { hashes.append(.leaf($0)) }
            return hashes
        }
        let wholes = try rows.map(leaves)
        let count = Tampers.count(or: 100_000)
        let tally = try await Tampers.attempt(count, seed: 20_261_128) { random in
            let index = random.below(rows.count)
            var row = rows[index]
            switch random.below(12) {
            case 0:
                row.recipient = String(
                    decoding: tampered(Array(row.recipient.utf8), &random), as: UTF8.self)
            case 1: row.atMs += Int64(random.below(1 << 40)) - (1 << 39)
            case 2: row.messageID ^= Int64(random.below(1 << 20))
            case 3: row.seq ^= Int64(random.below(1 << 20))
            case 4: row.count += Int64(random.below(5)) - 2
            case 5: row.events = rows[random.below(rows.count)].events
            default: row.events = tampered(row.events, &random)
            }
            guard (try? leaves(row)) == wholes[index] else { return .noticed }
            // Another way to write the same number says the same.
            let events = JournalEvent.unpack(row.events)
            row.events = rows[index].events
            return row == rows[index] && events == JournalEvent.unpack(row.events)
                ? .same : .unnoticed("row \(row.seq): \(row) \(events)")
        }
        #expect(tally.unnoticed == [])
        #expect(tally.noticed + tally.same == count && tally.noticed > count / 2)
        try await test.remove()
    }
}
