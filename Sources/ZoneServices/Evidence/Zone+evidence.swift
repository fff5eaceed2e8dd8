import ZoneStore
import ZoneTrust

/// Evidence of what the zone said, for others to hold against it.
extension Zone {
    /// The zone's public key with its name; nil for a zone without a secret.
    public var evidenceKey: String? { signer?.key.description }

    /// The newest head; nil while there is no event, and for a zone without a secret.
    public func evidenceHead() throws -> EvidenceHead? {
        try store.evidenceHead().flatMap(head)
    }

    /// The head of exactly so many leaves; nil where there is none.
    public func evidenceHead(of size: Int) throws -> EvidenceHead? {
        try store.evidenceHead(size: Int64(size)).flatMap(head)
    }

    /// The witnesses that the operator named, each with the size it signed last, and when by its clock.
    public func witnesses() throws -> [(key: String, size: Int?, atSeconds: Int64?)] {
        try settings.witnesses.map { key in
            let last = try store.newestCosignature(of: key.description)
            return (key.description, last.map { Int($0.size) }, last?.atSeconds)
        }
    }

    /// What proves the receipt with this cursor; nil where there is none, and for a zone without a secret.
    ///
    /// Against the first head that covers it and has a witness; until there is one, against that of its own
    /// transaction; where that was signed by no key or an earlier one, against the newest.
    public func evidence(of cursor: ReceiptCursor) throws -> EvidenceFile? {
        guard let signer, let index = try evidenceLeaf(of: cursor) else { return nil }
        let heads = [
            try store.cosignedHead(beyond: Int64(index)),
            try store.evidenceHead(beyond: Int64(index)), try store.evidenceHead(),
        ]
        guard let head = try heads.compactMap({ $0 }).compactMap(signed).first else { return nil }
        let tree = EvidenceTree(store: store)
        let proof = try MerkleProof.inclusion(of: index, in: head.size, hash: tree.hash)
        guard let content = try tree.content(index), let leaf = EvidenceLeaf(content) else {
            return nil
        }
        return EvidenceFile(
            format: EvidenceFile.format, receipt: String(decoding: try leaf.receipt, as: UTF8.self),
            leaf: Base64.text(content), index: index,
            proof: proof.map { Base64.text($0.bytes) }, head: head.note.description,
            key: signer.key.description, witnesses: head.witnesses.map(\.description))
    }

    /// The leaf of a receipt.
    public func evidenceLeaf(of cursor: ReceiptCursor) throws -> Int? {
        guard cursor.index > 0 else { return nil }
        guard let head = try store.evidenceHead(journalSeq: cursor.seq) else { return nil }
        let before = try store.evidenceHead(upTo: head.size - 1)
        guard let found = try store.journal(cursor.seq, after: before?.journalSeq ?? 0),
            cursor.index <= found.row.count
        else { return nil }
        let leaf = (before?.size ?? 0) + found.eventsBefore + Int64(cursor.index) - 1
        return Int(leaf)
    }

    /// That a leaf is in the tree of so many leaves, or of all; nil where there is no such leaf or tree.
    public func evidenceProof(of index: Int, in size: Int?) throws -> EvidenceProof? {
        let whole = Int(try store.evidenceHead()?.size ?? 0)
        let size = size ?? whole
        guard 0 <= index, index < size, size <= whole else { return nil }
        let tree = EvidenceTree(store: store)
        let proof = try MerkleProof.inclusion(of: index, in: size, hash: tree.hash)
        guard let content = try tree.content(index) else { return nil }
        return EvidenceProof(
            index: index, size: size, leaf: Base64.text(content),
            leafHash: Base64.text(MerkleHash.leaf(content).bytes),
            proof: proof.map { Base64.text($0.bytes) })
    }

    /// That the tree of `from` leaves is the beginning of that of `to` leaves; nil where there are no such trees.
    public func evidenceConsistency(from: Int, to: Int) throws -> EvidenceConsistency? {
        let whole = Int(try store.evidenceHead()?.size ?? 0)
        guard 0 <= from, from <= to, to <= whole else { return nil }
        let tree = EvidenceTree(store: store)
        let proof = try MerkleProof.consistency(from: from, to: to, hash: tree.hash)
        return EvidenceConsistency(
            from: from, to: to, proof: proof.map { Base64.text($0.bytes) })
    }

    /// Keeps what a witness signed: a signature line of a note, over the head of so many leaves.
    public func cosign(size: Int, line: String) async throws {
        guard let signature = NoteSignature(line: line) else { throw CosignatureRefusal.malformed }
        guard let key = settings.witnesses.first(where: { $0.claims(signature) }) else {
            throw CosignatureRefusal.unknownWitness
        }
        guard let row = try store.evidenceHead(size: Int64(size)), let note = try signed(row)?.note
        else {
            throw CosignatureRefusal.unknownHead
        }
        guard key.isSigned(note.text, by: signature), let seconds = signature.cosignedAtSeconds
        else { throw CosignatureRefusal.wrongSignature }
        let cosignature = EvidenceCosignatureRow(
            size: Int64(size), witness: key.description, atSeconds: seconds,
            signature: Array(signature.bytes.dropFirst(8)))
        try await perform { [store] _, _ in try store.keep(cosignature) }
    }

    private func head(_ row: EvidenceHeadRow) throws -> EvidenceHead? {
        try signed(row).map { head in
            EvidenceHead(
                size: head.size, root: Base64.text(row.root), atMs: row.atMs,
                note: head.note.description, witnesses: head.witnesses.map(\.name))
        }
    }

    /// A head as note, and whose co-signatures it has.
    private struct SignedHead {
        var size: Int
        var note: SignedNote
        var witnesses: [NoteKey]
    }

    /// A head as it was signed; nil where it was made without a key, or with another than the zone has now.
    private func signed(_ row: EvidenceHeadRow) throws -> SignedHead? {
        guard let signer, let root = MerkleHash(row.root) else { return nil }
        let text = Checkpoint(
            origin: signer.key.name, size: Int(row.size), root: root, atMs: row.atMs
        ).description
        let own = NoteSignature(
            name: signer.key.name, keyID: signer.key.id, bytes: row.signature)
        guard signer.key.isSigned(text, by: own) else { return nil }
        // Also those of witnesses that the operator names no more.
        let others = try store.cosignatures(size: row.size).compactMap { row in
            NoteKey(row.witness).map { (key: $0, signature: row.signature(of: $0)) }
        }
        return SignedHead(
            size: Int(row.size),
            note: SignedNote(text: text, signatures: [own] + others.map(\.signature)),
            witnesses: others.map(\.key))
    }
}
