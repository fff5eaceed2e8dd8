import Foundation
import ZoneTrust

/// What a file of evidence proves, found out with nothing but the file and public keys.
public struct EvidenceCheck: Sendable {
    /// What can be said of it.
    public enum Verdict: String, Sendable {
        /// The zone said this, and whoever was asked for has seen it.
        case valid
        /// Something in the file contradicts something else in it.
        case invalid
        /// Nothing contradicts, but something that would be needed is missing.
        case unknown
    }

    /// One thing that is wrong or missing: where, and in both languages what.
    public struct Fault: Equatable, Sendable {
        public var place: String
        public var zh: String
        public var en: String
        /// Whether it contradicts, and is not only missing.
        public var isContradiction: Bool
    }

    public private(set) var faults: [Fault] = []
    /// What the leaf says, once it was read: the receipt's message and its fields by name.
    public private(set) var receipt: ReceiptView?
    /// When the zone signed, in milliseconds since 1970.
    public private(set) var signedAtMs: Int64?
    /// The witnesses whose signature holds, with the second that each says it signed.
    public private(set) var witnesses: [(name: String, atSeconds: Int64)] = []
    /// The zone's key that the file names.
    public private(set) var key: String?

    public var verdict: Verdict {
        faults.isEmpty ? .valid : faults.contains(where: \.isContradiction) ? .invalid : .unknown
    }

    /// Checks a file; `key` is the zone's public key and `witnesses` those that have to have signed, each as
    /// `name+id+base64`. Without `key` nobody can say whose the file is.
    public init(_ bytes: [UInt8], key trusted: String?, witnesses demanded: [String] = []) {
        guard bytes.count <= EvidenceFile.byteCountMax,
            let file = try? JSONDecoder().decode(EvidenceFile.self, from: Data(bytes))
        else {
            miss(
                "file", "不是证据文件（JSON，不超过 \(EvidenceFile.byteCountMax) 字节）",
                "not a file of evidence (JSON, at most \(EvidenceFile.byteCountMax) bytes)")
            return
        }
        guard file.format == EvidenceFile.format else {
            miss(
                "format", "格式为 \(file.format)，本程序只认 \(EvidenceFile.format)",
                "format is \(file.format); this program knows \(EvidenceFile.format)")
            return
        }
        let leaf = checkLeaf(file)
        let checkpoint = checkHead(file, trusted, demanded)
        if let leaf, let checkpoint { checkProof(file, leaf, checkpoint) }
    }

    /// Whether the receipt follows from the leaf; gives the leaf's content.
    private mutating func checkLeaf(_ file: EvidenceFile) -> [UInt8]? {
        guard let content = Base64.bytes(file.leaf) else {
            contradict("leaf", "不是规范的base64", "not base64 as it is written here")
            return nil
        }
        guard let leaf = EvidenceLeaf(content), let made = try? leaf.receipt else {
            contradict(
                "leaf", "不是格式 \(EvidenceLeaf.format) 的事件，无法据此生成回执",
                "no event of format \(EvidenceLeaf.format); no receipt can be made of it")
            return content
        }
        receipt = leaf.view
        let said = Array(file.receipt.utf8)
        if made != said {
            let place = zip(made, said).prefix { $0 == $1 }.count
            func part(_ bytes: [UInt8]) -> String {
                String(decoding: bytes.dropFirst(max(0, place - 30)).prefix(60), as: UTF8.self)
            }
            contradict(
                "receipt",
                "第 \(place) 字节起与叶子不符：回执为“\(part(said))”，叶子为“\(part(made))”",
                "differs from the leaf at byte \(place): the receipt has “\(part(said))”, the leaf “\(part(made))”"
            )
        }
        return content
    }

    /// Whether the head is signed, by whom, and whether those are the ones who have to.
    private mutating func checkHead(
        _ file: EvidenceFile, _ trusted: String?, _ demanded: [String]
    ) -> Checkpoint? {
        guard let note = SignedNote(file.head), let checkpoint = Checkpoint(note.text) else {
            contradict("head", "不是签名的树头", "no signed head of a tree")
            return nil
        }
        signedAtMs = checkpoint.atMs
        key = file.key
        if let zone = NoteKey(file.key), zone.kind == .note {
            if zone.name != checkpoint.origin {
                contradict(
                    "head", "树属于 \(checkpoint.origin)，密钥属于 \(zone.name)",
                    "the tree is of \(checkpoint.origin), the key of \(zone.name)")
            }
            let own = note.signatures.first { zone.claims($0) }
            if own.map({ zone.isSigned(note.text, by: $0) }) != true {
                contradict("head", "没有 \(zone.name) 的有效签名", "no good signature of \(zone.name)")
            }
        } else {
            contradict("key", "不是综试区的公钥：\(file.key)", "no public key of a zone: \(file.key)")
        }
        checkTrust(file, trusted)
        checkWitnesses(file, note, demanded)
        return checkpoint
    }

    private mutating func checkTrust(_ file: EvidenceFile, _ trusted: String?) {
        guard let trusted else {
            miss(
                "key", "未给出综试区公钥，无法断定是谁的；文件所称：\(file.key)，用 --key 给出所信任的公钥",
                "without the zone's public key nobody can say whose it is; the file names \(file.key); give the key you trust with --key"
            )
            return
        }
        if trusted != file.key {
            contradict(
                "key", "文件的公钥为 \(file.key)，所信任的为 \(trusted)",
                "the file's key is \(file.key), the trusted one \(trusted)")
        }
    }

    /// Every signature of the note has to be one that holds; a signature by nobody known proves nothing and may hide
    /// something.
    private mutating func checkWitnesses(
        _ file: EvidenceFile, _ note: SignedNote, _ demanded: [String]
    ) {
        let keys = file.witnesses.compactMap { NoteKey($0) }.filter { $0.kind == .cosignature }
        if keys.count != file.witnesses.count {
            contradict("witnesses", "含有不是见证方公钥的项", "has an entry that is no witness's public key")
        }
        for signature in note.signatures where NoteKey(file.key)?.claims(signature) != true {
            guard let key = keys.first(where: { $0.claims(signature) }),
                key.isSigned(note.text, by: signature), let seconds = signature.cosignedAtSeconds
            else {
                contradict(
                    "head", "\(signature.name) 的见证签名无效",
                    "the co-signature of \(signature.name) is wrong")
                continue
            }
            witnesses.append((key.name, seconds))
        }
        for key in keys where !note.signatures.contains(where: { key.claims($0) }) {
            contradict(
                "witnesses", "列出了 \(key.name)，但没有其签名", "\(key.name) is listed and has not signed")
        }
        for key in demanded where !file.witnesses.contains(key) {
            miss(
                "witnesses", "要求的见证方尚未签名：\(key)", "a demanded witness has not signed: \(key)")
        }
    }

    private mutating func checkProof(
        _ file: EvidenceFile, _ leaf: [UInt8], _ checkpoint: Checkpoint
    ) {
        let proof = file.proof.prefix(MerkleProof.hashCountMax + 1).compactMap {
            Base64.bytes($0).flatMap { MerkleHash($0) }
        }
        guard proof.count == file.proof.count, proof.count <= MerkleProof.hashCountMax else {
            contradict(
                "proof", "不是至多 \(MerkleProof.hashCountMax) 个SHA-256哈希",
                "not at most \(MerkleProof.hashCountMax) hashes of SHA-256")
            return
        }
        guard
            MerkleProof.isIncluded(
                .leaf(leaf), at: file.index, in: checkpoint.size, root: checkpoint.root,
                proof: proof)
        else {
            contradict(
                "proof",
                "第 \(file.index) 个叶子经此路径得不到 \(checkpoint.size) 个叶子的树根 \(Base64.text(checkpoint.root.bytes))",
                "leaf \(file.index) does not lead to the root \(Base64.text(checkpoint.root.bytes)) of \(checkpoint.size) leaves"
            )
            return
        }
    }

    private mutating func contradict(_ place: String, _ zh: String, _ en: String) {
        faults.append(Fault(place: place, zh: zh, en: en, isContradiction: true))
    }

    private mutating func miss(_ place: String, _ zh: String, _ en: String) {
        faults.append(Fault(place: place, zh: zh, en: en, isContradiction: false))
    }
}

extension EvidenceLeaf {
    /// The receipt that the event becomes, as fields.
    var view: ReceiptView {
        let place = ReceiptCursor(seq: seq, index: Int(index) + 1)
        return ReceiptRendering.view(
            event, seq: seq, atMs: atMs, index: Int(index), cursor: place)
    }

    /// The receipt that the event becomes, as a message of its own.
    var receipt: [UInt8] {
        get throws {
            let view = view
            return try ReceiptRendering.message(view.message, [view])
        }
    }
}
