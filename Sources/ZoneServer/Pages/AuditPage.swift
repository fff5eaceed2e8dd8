import ZoneCore
import ZoneServices

/// The fixed texts of the page of the evidence.
struct AuditText: Sendable {
    var title: String
    var lead: String
    var none: String
    var head: String
    var key: String
    var size: String
    var root: String
    var signed: String
    var witnesses: String
    var noWitnesses: String
    var witness: String
    var seen: String
    var unseen: String
    var at: String
    var never: String
    var search: String
    var cursor: String
    var cursorHint: String
    var show: String
    var notFound: String
    var leaf: String
    var leafHash: String
    var path: String
    var tree: String
    var file: String
    var howTo: String

    /// The table of a language.
    static func of(_ language: Language) -> AuditText { language == .zh ? zh : en }

    private static let zh = AuditText(
        title: "存证审计",
        lead: "综试区发出的每份回执都是一棵哈希树的叶子，树头随每次入库签名。见证方只签与此前一致的树头，因此谁也看不到两棵不同的树。",
        none: "尚无签名的树头：还没有回执，或本综试区没有密钥。", head: "最新树头", key: "综试区公钥",
        size: "叶子数", root: "树根（SHA-256）", signed: "签名时间", witnesses: "见证方",
        noWitnesses: "没有见证方。启动时用 --witness 指定其公钥。", witness: "公钥", seen: "已见证至",
        unseen: "尚未见证", at: "见证方时间", never: "从未", search: "查找回执的证明", cursor: "回执的位置",
        cursorHint: "回执页“位置”一列，如 12.3", show: "查找", notFound: "没有这份回执。", leaf: "叶子序号",
        leafHash: "叶子哈希", path: "到树根的路径", tree: "树的叶子数", file: "下载证据文件",
        howTo: "离线核验：pilotzone verify --key 公钥 文件")
    private static let en = AuditText(
        title: "Audit",
        lead:
            "Every receipt of the zone is a leaf of a hash tree whose head is signed with each "
            + "transaction. Witnesses sign only heads that continue what they saw before, so nobody "
            + "is shown another tree.",
        none: "There is no signed head: no receipt yet, or the zone has no key.",
        head: "Newest head", key: "Public key of the zone", size: "Leaves", root: "Root (SHA-256)",
        signed: "Signed at", witnesses: "Witnesses",
        noWitnesses: "There are no witnesses. Name their public keys with --witness at the start.",
        witness: "Public key", seen: "Signed up to", unseen: "Not signed yet",
        at: "By its clock", never: "never", search: "Find a receipt's proof",
        cursor: "Place of the receipt",
        cursorHint: "From the column Place of the page of receipts, such as 12.3",
        show: "Find", notFound: "There is no such receipt.", leaf: "Number of the leaf",
        leafHash: "Hash of the leaf", path: "Way to the root", tree: "Leaves of the tree",
        file: "Download the evidence", howTo: "Check it offline: pilotzone verify --key KEY FILE")
}

/// The newest head, how far witnesses are, and one receipt's proof. Hashes only: what a leaf says comes with its receipt.
struct AuditPage {
    struct Head {
        var key: String
        var size: String
        var root: String
        var signed: String
    }

    struct WitnessRow {
        var key: String
        var seen: String
        var unseen: String
        var at: String
    }

    struct Found {
        var index: String
        var size: String
        var leafHash: String
        var path: [String]
        var fileURL: String
    }

    var text: AuditText
    var formLanguage: String?
    var receipt: String
    /// None or one, as a template wants it.
    var heads: [Head]
    var hasNoHead: Bool
    var witnesses: [WitnessRow]
    var hasNoWitness: Bool
    var found: [Found]
    var isNotFound: Bool

    init(
        key: String?, head: EvidenceHead?,
        witnesses: [(key: String, size: Int?, atSeconds: Int64?)], receipt: String?,
        proof: EvidenceProof?, visit: Visit
    ) {
        let text = AuditText.of(visit.language)
        self.text = text
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
        let cursor = receipt ?? ""
        self.receipt = cursor
        heads =
            head.map { head in
                [
                    Head(
                        key: key ?? "", size: countText(head.size), root: head.root,
                        signed: clockText(Timestamp(ms: head.atMs)))
                ]
            } ?? []
        hasNoHead = heads.isEmpty
        self.witnesses = witnesses.map { witness in
            WitnessRow(
                key: witness.key, seen: countText(witness.size ?? 0),
                unseen: countText(max(0, (head?.size ?? 0) - (witness.size ?? 0))),
                at: witness.atSeconds.map { seconds in
                    clockText(
                        Timestamp(
                            ms: min(max(seconds, 0), Timestamp.writable.upperBound / 1000) * 1000))
                } ?? text.never)
        }
        hasNoWitness = witnesses.isEmpty
        found =
            proof.map { proof in
                [
                    Found(
                        index: countText(proof.index), size: countText(proof.size),
                        leafHash: proof.leafHash, path: proof.proof,
                        fileURL: "/v1/receipts/\(cursor.percentEncoded())/evidence")
                ]
            } ?? []
        isNotFound = receipt != nil && found.isEmpty
    }
}
