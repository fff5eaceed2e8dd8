import Foundation
import Testing
import ZoneCore
import ZoneStore
import ZoneTraffic
import ZoneTrust

@testable import ZoneServices

/// Files of evidence: each receipt has one, it holds offline, and nothing in it can be changed.
@Suite struct EvidenceFileTests {
    private static let secret = [UInt8](repeating: 9, count: 32)
    private static let witness = Witness(secret: [UInt8](repeating: 5, count: 32), name: "tax")!

    private func zone(declarations: Int) async throws -> TestZone {
        let test = try await TestZone(change: {
            $0.secret = Self.secret
            let isTaken = $0.addWitness(Self.witness.key)
            #expect(isTaken)
        })
        for index in 0..<declarations {
            let messages = test.messages(index)
            for kind in ZoneTraffic.DocumentKind.clearing {
                guard let message = messages[kind] else { continue }
                _ = try await test.zone.submit([message], idempotencyKey: nil)
            }
        }
        _ = try await test.zone.submit([Array("<broken".utf8)], idempotencyKey: nil)
        return test
    }

    private func files(_ zone: Zone) throws -> [EvidenceFile] {
        let page = try zone.receipts(for: nil, after: nil, countMax: 10_000)
        return try page.receipts.map { receipt in
            let cursor = try #require(ReceiptCursor(receipt.cursor))
            let file = try #require(try zone.evidence(of: cursor))
            let message = try zone.receiptMessages(
                ReceiptPage(receipts: [receipt], nextCursor: "", hasMore: false))
            #expect(message == [Array(file.receipt.utf8)])
            return file
        }
    }

    private func look(_ zone: Zone) async throws {
        let head = try #require(try zone.evidenceHead())
        var memory = WitnessMemory(key: try #require(zone.evidenceKey))
        memory = try Self.witness.look(at: head.note, proof: nil, after: memory)
        let (size, line) = try Self.witness.sign(memory, at: 1_795_822_800)
        try await zone.cosign(size: size, line: line)
    }

    /// Of every kind of receipt there is in the journal, with and without a witness.
    @Test func everyReceiptProvesItself() async throws {
        let test = try await zone(declarations: 12)
        let key = try #require(test.zone.evidenceKey)
        let before = try files(test.zone)
        let kinds = Set(try before.map { EvidenceCheck(try $0.bytes, key: key).receipt?.message })
        #expect(kinds.isSuperset(of: ["CEB312Message", "CEB622Message", "CEB900Message"]))
        for (index, file) in before.enumerated() {
            #expect(file.index == index)
            let check = EvidenceCheck(try file.bytes, key: key)
            #expect(check.verdict == .valid, "\(check.faults)")
            #expect(check.receipt.map { file.receipt.contains($0.message) } == true)
            let demanding = EvidenceCheck(
                try file.bytes, key: key, witnesses: [Self.witness.key])
            #expect(demanding.verdict == .unknown)
            #expect(demanding.faults.map(\.place) == ["witnesses"])
        }
        try await look(test.zone)
        for file in try files(test.zone) {
            let check = EvidenceCheck(try file.bytes, key: key, witnesses: [Self.witness.key])
            #expect(check.verdict == .valid, "\(check.faults)")
            #expect(check.witnesses.map(\.name) == ["tax"])
            #expect(check.witnesses.map(\.atSeconds) == [1_795_822_800])
        }
        try await test.remove()
    }

    /// Without the key nobody can say whose it is; with another key it is not the zone's.
    @Test func trustComesFromOutside() async throws {
        let test = try await zone(declarations: 1)
        let file = try files(test.zone)[0]
        #expect(EvidenceCheck(try file.bytes, key: nil).verdict == .unknown)
        let other = try #require(NoteSigner(seed: Self.secret, kind: .note)).key.description
        #expect(EvidenceCheck(try file.bytes, key: other).verdict == .invalid)
        #expect(EvidenceCheck(Array("{}".utf8), key: other).verdict == .unknown)
        #expect(EvidenceCheck([], key: other).verdict == .unknown)
        var later = file
        later.format = "pilotzone-evidence/2"
        #expect(EvidenceCheck(try later.bytes, key: file.key).verdict == .unknown)
        try await test.remove()
    }

    /// All faults at once, each with its place.
    @Test func everyFaultIsListed() async throws {
        let test = try await zone(declarations: 1)
        try await look(test.zone)
        let all = try files(test.zone)
        var file = all[0]
        file.receipt = all[2].receipt
        file.index += 1
        file.witnesses = []
        let check = EvidenceCheck(try file.bytes, key: file.key)
        #expect(check.verdict == .invalid)
        #expect(check.faults.map(\.place) == ["receipt", "head", "proof"])
        #expect(check.faults.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty })
        try await test.remove()
    }

    /// Parts of one file in another, and random bytes anywhere: none passes.
    @Test func noTamperPasses() async throws {
        let test = try await zone(declarations: 3)
        try await look(test.zone)
        let key = try #require(test.zone.evidenceKey)
        let all = try files(test.zone)
        let (one, two) = (all[1], all[all.count - 2])
        let swaps: [(inout EvidenceFile) -> Void] = [
            { $0.receipt = two.receipt }, { $0.leaf = two.leaf }, { $0.index = two.index },
            { $0.proof = two.proof }, { $0.proof.removeLast() }, { $0.proof.append($0.proof[0]) },
            { $0.witnesses = [] }, { $0.witnesses.append("x") }, { $0.key = Self.witness.key },
            { $0.head = $0.head.replacing("time 1", with: "time 2") },
            { $0.index = -1 }, { $0.index = .max }, { $0.proof = [] },
        ]
        for (number, swap) in swaps.enumerated() {
            var file = one
            swap(&file)
            #expect(EvidenceCheck(try file.bytes, key: key).verdict == .invalid, "swap \(number)")
        }
        let wholes = try all.map { (file: $0, bytes: try $0.bytes) }
        let count = Tampers.count(or: 5_000)
        let tally = try await Tampers.attempt(count, seed: 20_261_127) { random in
            let whole = wholes[random.below(wholes.count)]
            let bytes = tampered(whole.bytes, &random)
            guard EvidenceCheck(bytes, key: key).verdict == .valid else { return .noticed }
            // Another white space between the members says the same.
            let file = try JSONDecoder().decode(EvidenceFile.self, from: Data(bytes))
            return file == whole.file
                ? .same
                : .unnoticed("\(String(decoding: bytes, as: UTF8.self))")
        }
        #expect(tally.unnoticed == [])
        #expect(tally.noticed + tally.same == count && tally.noticed > count / 2)
        try await test.remove()
    }

    /// A leaf that says there is more than it holds, at no time that can be written, or of a receipt that is none.
    @Test func hostileLeavesAreRefusedAtOnce() async throws {
        let test = try await zone(declarations: 1)
        let file = try files(test.zone)[0]
        func packed(_ integers: [Int64]) -> [UInt8] {
            var writer = ByteWriter()
            for integer in integers { writer.write(integer) }
            return writer.bytes
        }
        let hostile: [[Int64]] = [
            [1, 1, 0, 1, 0, 1, 312, .max, 2, 0], [1, 1, 0, 1, 0, 1, 312, 1, 2, 0, .max],
            [1, 1, 0, 1, 0, 1, 312, 1, 2, 0, 0, .max], [1, 1, 0, .max, 0, 1, 312, 1, 2, 0, 0, 0],
            [1, 1, 0, .min, 0, 1, 312, 1, 2, 0, 0, 0], [1, 1, .max, 1, 0, 1, 312, 1, 2, 0, 0, 0],
            [1, .max, 0, 1, 0, 1, .max, 1, .min, 0, 0, 0], [1, 1, 0, 1, .max], [.min], [],
            [1, 1, 0, 1, 0, 1, 816, 1, .min, 0, 0, 4, .min, .min, .max, .min],
        ]
        for integers in hostile {
            var forged = file
            forged.leaf = Base64.text(packed(integers))
            #expect(EvidenceCheck(try forged.bytes, key: file.key).verdict == .invalid)
        }
        try await test.remove()
    }

    @Test func onlyGoodCosignaturesAreTaken() async throws {
        let test = try await zone(declarations: 1)
        let zone = test.zone
        let head = try #require(try zone.evidenceHead())
        let memory = try Self.witness.look(
            at: head.note, proof: nil, after: WitnessMemory(key: try #require(zone.evidenceKey)))
        let (size, line) = try Self.witness.sign(memory, at: 7)
        await #expect(throws: CosignatureRefusal.malformed) {
            try await zone.cosign(size: size, line: "x")
        }
        await #expect(throws: CosignatureRefusal.unknownHead) {
            try await zone.cosign(size: size + 1, line: line)
        }
        let stranger = Witness(secret: [UInt8](repeating: 6, count: 32), name: "tax")
        let strange = try #require(try stranger?.sign(memory, at: 7).line)
        await #expect(throws: CosignatureRefusal.unknownWitness) {
            try await zone.cosign(size: size, line: strange)
        }
        let earlier = try #require(try zone.store.evidenceHead(beyond: 0))
        await #expect(throws: CosignatureRefusal.wrongSignature) {
            try await zone.cosign(size: Int(earlier.size), line: line)
        }
        try await zone.cosign(size: size, line: line)
        #expect(try zone.evidenceHead()?.witnesses == ["tax"])
        #expect(try zone.witnesses().map(\.size) == [size])
        try await test.remove()
    }

    /// A zone that lost its secret signs by another key from then on, and that proves the old receipts as well.
    @Test func anotherSecretProvesOldReceipts() async throws {
        let test = try await zone(declarations: 1)
        let old = try #require(test.zone.evidenceKey)
        await test.zone.close()
        var settings = ZoneSettings(databasePath: test.databasePath)
        settings.secret = [UInt8](repeating: 10, count: 32)
        let zone = try Zone(settings: settings, clock: { [clock = test.clock] in clock.now })
        let key = try #require(zone.evidenceKey)
        let first = ReceiptCursor(seq: 1, index: 1)
        #expect(key != old)
        #expect(try zone.evidence(of: first) == nil)
        _ = try await zone.submit([Array("<other".utf8)], idempotencyKey: nil)
        let file = try #require(try zone.evidence(of: first))
        #expect(EvidenceCheck(try file.bytes, key: key).verdict == .valid)
        #expect(EvidenceCheck(try file.bytes, key: old).verdict == .invalid)
        await zone.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    /// What a witness signed stays good when the operator names it no more.
    @Test func aWitnessThatLeftIsStillInTheFile() async throws {
        let test = try await zone(declarations: 1)
        let key = try #require(test.zone.evidenceKey)
        try await look(test.zone)
        await test.zone.close()
        var settings = ZoneSettings(databasePath: test.databasePath)
        settings.secret = Self.secret
        let zone = try Zone(settings: settings, clock: { [clock = test.clock] in clock.now })
        let file = try #require(try zone.evidence(of: ReceiptCursor(seq: 1, index: 1)))
        let check = EvidenceCheck(try file.bytes, key: key, witnesses: [Self.witness.key])
        #expect(check.verdict == .valid, "\(check.faults)")
        await zone.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    /// Proofs by number, and what has none.
    @Test func proofsAreAskedForByNumber() async throws {
        let test = try await zone(declarations: 2)
        let head = try #require(try test.zone.evidenceHead())
        let root = try #require(Base64.bytes(head.root).flatMap { MerkleHash($0) })
        for index in 0..<head.size {
            let proof = try #require(try test.zone.evidenceProof(of: index, in: nil))
            let leaf = try #require(Base64.bytes(proof.leaf))
            #expect(
                MerkleProof.isIncluded(
                    .leaf(leaf), at: index, in: proof.size, root: root,
                    proof: proof.proof.compactMap { Base64.bytes($0).flatMap { MerkleHash($0) } }))
        }
        #expect(try test.zone.evidenceProof(of: head.size, in: nil) == nil)
        #expect(try test.zone.evidenceProof(of: 0, in: head.size + 1) == nil)
        #expect(try test.zone.evidenceProof(of: -1, in: nil) == nil)
        #expect(try test.zone.evidenceConsistency(from: 2, to: 1) == nil)
        #expect(try test.zone.evidenceConsistency(from: 0, to: head.size + 1) == nil)
        #expect(try test.zone.evidence(of: ReceiptCursor(seq: 1, index: 0)) == nil)
        #expect(try test.zone.evidence(of: ReceiptCursor(seq: 1, index: 400)) == nil)
        #expect(try test.zone.evidence(of: ReceiptCursor(seq: 9_999, index: 1)) == nil)
        try await test.remove()
    }
}

@Suite struct WitnessTests {
    private let zone = NoteSigner(seed: Array(1...32), kind: .note)!
    private let witness = Witness(secret: Array(2...33), name: "customs")!

    private func head(_ size: Int, _ root: MerkleHash) throws -> String {
        let text = Checkpoint(origin: zone.key.name, size: size, root: root, atMs: 5).description
        return SignedNote(text: text, signatures: [try zone.sign(text)]).description
    }

    private func root(_ leaves: ClosedRange<UInt8>) -> MerkleHash {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(.leaf([leaf])) }
        return frontier.root
    }

    private func consistency(_ from: Int, _ to: Int) -> EvidenceConsistency {
        let proof = MerkleProof.consistency(from: from, to: to) { subtree in
            let leaves = subtree.leaves
            return root(UInt8(leaves.lowerBound + 1)...UInt8(leaves.upperBound))
        }
        return EvidenceConsistency(from: from, to: to, proof: proof.map { Base64.text($0.bytes) })
    }

    @Test func followsATreeThatGrows() throws {
        var memory = WitnessMemory(key: zone.key.description)
        for (before, now) in [(0, 3), (3, 3), (3, 8), (8, 13)] {
            let head = try head(now, root(1...UInt8(now)))
            let needed = try witness.proofNeeded(for: head, after: memory)
            #expect((needed?.from == before) == (before > 0 && now > before))
            memory = try witness.look(at: head, proof: consistency(before, now), after: memory)
            let (size, line) = try witness.sign(memory, at: 99)
            #expect(size == now)
            let key = try #require(NoteKey(witness.key))
            let note = try #require(SignedNote(head))
            #expect(key.isSigned(note.text, by: try #require(NoteSignature(line: line))))
        }
    }

    @Test func refusesTwoTrees() throws {
        let memory = try witness.look(
            at: head(8, root(1...8)), proof: nil, after: WitnessMemory(key: zone.key.description))
        func refusal(_ head: String, _ proof: EvidenceConsistency?) -> WitnessRefusal? {
            do {
                _ = try witness.look(at: head, proof: proof, after: memory)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal(try head(7, root(1...7)), nil) == .shrunk(before: 8, now: 7))
        let forked = try #require(refusal(try head(8, root(2...9)), nil))
        #expect(forked.isSplitView)
        let proof = consistency(8, 13)
        #expect(refusal(try head(13, root(1...13)), proof) == nil)
        let inconsistent = WitnessRefusal.inconsistent(before: 8, now: 13)
        #expect(refusal(try head(13, root(2...14)), proof) == inconsistent)
        #expect(refusal(try head(13, root(1...13)), nil) == inconsistent)
        #expect(refusal(try head(13, root(1...13)), consistency(7, 13)) == inconsistent)
    }

    @Test func refusesWhatTheZoneDidNotSign() throws {
        let memory = WitnessMemory(key: zone.key.description)
        let other = NoteSigner(seed: Array(3...34), kind: .note, name: zone.key.name)!
        let text = Checkpoint(
            origin: zone.key.name, size: 1, root: .leaf([1]), atMs: 5
        ).description
        let forged = SignedNote(text: text, signatures: [try other.sign(text)]).description
        #expect(throws: WitnessRefusal.notSigned(key: zone.key.description)) {
            _ = try witness.look(at: forged, proof: nil, after: memory)
        }
        #expect(throws: WitnessRefusal.unreadable("head")) {
            _ = try witness.look(at: "x", proof: nil, after: memory)
        }
    }
}
