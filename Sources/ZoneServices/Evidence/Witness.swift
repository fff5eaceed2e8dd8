import Foundation
import ZoneTrust

/// What a witness remembers of a zone: the newest head that it found to continue all before, as it was signed.
public struct WitnessMemory: Codable, Equatable, Sendable {
    /// The zone's public key, kept from the first look on.
    public var key: String
    /// The signed note of the head; empty before the first.
    public var head: String

    /// Nothing seen yet of the zone with this key.
    public init(key: String) {
        self.key = key
        head = ""
    }
}

/// Why a witness does not sign. Each but ``unreadable`` and ``otherKey`` proves, with what the witness keeps, that the zone
/// showed two trees.
public enum WitnessRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// The zone's answer is not what it should be.
    case unreadable(String)
    /// The zone has another key than at the first look.
    case otherKey(known: String, found: String)
    /// The head is not signed by the zone's key.
    case notSigned(key: String)
    /// The zone shows fewer leaves than before.
    case shrunk(before: Int, now: Int)
    /// Two roots of one size.
    case forked(size: Int, before: String, now: String)
    /// The proof does not lead from the old root to the new one.
    case inconsistent(before: Int, now: Int)

    /// Whether the zone is shown to keep two trees.
    public var isSplitView: Bool {
        switch self {
        case .unreadable, .otherKey, .notSigned: false
        case .shrunk, .forked, .inconsistent: true
        }
    }

    public var description: String {
        switch self {
        case .unreadable(let what):
            "综试区的答复无法读取：\(what) / the zone's answer can't be read: \(what)"
        case .otherKey(let known, let found):
            "综试区的密钥变了：此前 \(known)，现在 \(found) / the zone has another key: \(known) before, \(found) now"
        case .notSigned(let key):
            "树头没有 \(key) 的有效签名 / the head has no good signature of \(key)"
        case .shrunk(let before, let now):
            "拒绝签名：此前有 \(before) 个叶子，现在只有 \(now) 个 / refused: \(before) leaves before, \(now) now"
        case .forked(let size, let before, let now):
            "拒绝签名：\(size) 个叶子有两个树根 \(before) 和 \(now) / refused: two roots of \(size) leaves, \(before) and \(now)"
        case .inconsistent(let before, let now):
            "拒绝签名：\(now) 个叶子的树不以此前 \(before) 个叶子的树开头 / refused: the tree of \(now) leaves does not begin with that of \(before)"
        }
    }
}

/// A department that looks at a zone's heads and signs those that continue what it saw before.
public struct Witness: Sendable {
    private let signer: NoteSigner

    /// A witness with a secret of 32 bytes and a name; nil where either can't be one.
    public init?(secret: [UInt8], name: String) {
        guard let signer = NoteSigner(seed: secret, kind: .cosignature, name: name) else {
            return nil
        }
        self.signer = signer
    }

    /// Its public key, as the operator of the zone and verifiers have to know it.
    public var key: String { signer.key.description }

    /// From which size to which a proof is needed to go on to this head; nil where none is.
    public func proofNeeded(
        for head: String, after memory: WitnessMemory
    ) throws(WitnessRefusal) -> (from: Int, to: Int)? {
        let (_, new) = try checkpoint(head, memory.key)
        guard !memory.head.isEmpty else { return nil }
        let (_, old) = try checkpoint(memory.head, memory.key)
        guard new.size >= old.size else { throw .shrunk(before: old.size, now: new.size) }
        guard new.size > old.size else {
            guard new.root == old.root else {
                throw .forked(
                    size: old.size, before: Base64.text(old.root.bytes),
                    now: Base64.text(new.root.bytes))
            }
            return nil
        }
        return (old.size, new.size)
    }

    /// What to remember after this head. It has to be kept before ``sign(_:at:)`` gives a signature away, so that no
    /// crash makes the witness sign two trees.
    public func look(
        at head: String, proof: EvidenceConsistency?, after memory: WitnessMemory
    ) throws(WitnessRefusal) -> WitnessMemory {
        var next = memory
        if let (from, to) = try proofNeeded(for: head, after: memory) {
            let (_, old) = try checkpoint(memory.head, memory.key)
            let (_, new) = try checkpoint(head, memory.key)
            let texts = proof?.proof.prefix(MerkleProof.hashCountMax + 1) ?? []
            let hashes = texts.compactMap { Base64.bytes($0).flatMap { MerkleHash($0) } }
            guard hashes.count == texts.count,
                MerkleProof.isConsistent(
                    first: from, root: old.root, second: to, root: new.root, proof: hashes)
            else { throw .inconsistent(before: from, now: to) }
        }
        next.head = head
        return next
    }

    /// The size of the remembered head, and the signature over it as a line of a note.
    public func sign(
        _ memory: WitnessMemory, at seconds: Int64
    ) throws -> (size: Int, line: String) {
        let (note, checkpoint) = try checkpoint(memory.head, memory.key)
        return (checkpoint.size, try signer.sign(note.text, at: seconds).line)
    }

    private func checkpoint(
        _ head: String, _ key: String
    ) throws(WitnessRefusal) -> (SignedNote, Checkpoint) {
        guard let zone = NoteKey(key), zone.kind == .note else { throw .unreadable("key \(key)") }
        guard let note = SignedNote(head), let checkpoint = Checkpoint(note.text),
            checkpoint.origin == zone.name
        else { throw .unreadable("head") }
        guard note.signatures.contains(where: { zone.isSigned(note.text, by: $0) }) else {
            throw .notSigned(key: key)
        }
        return (note, checkpoint)
    }
}
