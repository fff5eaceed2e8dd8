import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The tree of the evidence for those who check it: heads, proofs, co-signatures, and a receipt's file.
///
/// Hashes tell nothing of what was said, so they are for everybody; the content of a leaf only comes with its receipt.
struct EvidenceRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/evidence/key", use: key)
        router.get("/v1/evidence/head", use: head)
        router.get("/v1/evidence/proof", use: proof)
        router.get("/v1/evidence/consistency", use: consistency)
        router.post("/v1/evidence/cosignatures", use: cosign)
        router.get("/v1/receipts/{cursor}/evidence", use: file)
        router.get("/audit", use: page)
    }

    @Sendable func key(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let key = zone.evidenceKey else { throw Problem.notFound }
        return jsonResponse(
            EvidenceKeyAnswer(
                algorithm: "Ed25519", key: key, witnesses: try zone.witnesses().map(\.key)))
    }

    @Sendable func head(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let head = try zone.evidenceHead() else { throw Problem.notFound }
        return jsonResponse(EvidenceHeadAnswer(head))
    }

    @Sendable func proof(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        guard let index = try query.size("index") else {
            throw Problem.parameterInvalid(name: "index", expected: "0...")
        }
        guard let proof = try zone.evidenceProof(of: index, in: try query.size("size")) else {
            throw Problem.notFound
        }
        return jsonResponse(EvidenceProofAnswer(proof))
    }

    @Sendable func consistency(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let query = Query(request)
        guard let from = try query.size("from"), let to = try query.size("to"), from <= to else {
            throw Problem.parameterInvalid(name: "from, to", expected: "0 <= from <= to")
        }
        guard let proof = try zone.evidenceConsistency(from: from, to: to) else {
            throw Problem.notFound
        }
        return jsonResponse(proof)
    }

    /// Whoever holds a witness's key may sign; the signature says who it is.
    @Sendable func cosign(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: CosignatureBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax,
            shape: #"{"size": integer, "signature": "— name base64"}"#)
        do {
            try await zone.cosign(size: body.size, line: body.signature)
        } catch let refusal as CosignatureRefusal {
            throw Problem(refusal)
        }
        guard let head = try zone.evidenceHead(of: body.size) else { throw Problem.failed }
        return jsonResponse(EvidenceHeadAnswer(head), status: .created)
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let receipt = try Query(request).text("receipt", lengthMax: 40)
        let leaf = try receipt.flatMap { ReceiptCursor($0) }.flatMap(zone.evidenceLeaf)
        let page = AuditPage(
            key: zone.evidenceKey, head: try zone.evidenceHead(), witnesses: try zone.witnesses(),
            receipt: receipt, proof: try leaf.flatMap { try zone.evidenceProof(of: $0, in: nil) },
            visit: visit)
        return Templates.response(page, template: "audit", title: page.text.title, visit: visit)
    }

    @Sendable func file(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let cursor = ReceiptCursor(try context.parameter("cursor")),
            let file = try zone.evidence(of: cursor)
        else { throw Problem.notFound }
        try context.checkOwner(try zone.receiptOwners(cursor))
        return response(
            try file.bytes, type: "application/json",
            headers: [
                .contentDisposition: "attachment; filename=\"evidence-\(cursor).json\"",
                .cacheControl: "private, no-cache",
            ])
    }
}

extension Query {
    /// A number of leaves.
    fileprivate func size(_ name: String) throws(Problem) -> Int? {
        try number(name, in: 0...Int64(1) << 53).map { Int($0) }
    }
}

extension Problem {
    init(_ refusal: CosignatureRefusal) {
        self =
            switch refusal {
            case .malformed: .valueRefused(name: "signature", expected: "— name base64")
            case .unknownWitness:
                .valueRefused(
                    name: "signature", expected: "cosignature/v1 (pilotzone serve --witness KEY)")
            case .unknownHead: .valueRefused(name: "size", expected: "/v1/evidence/head")
            case .wrongSignature:
                .valueRefused(name: "signature", expected: "cosignature/v1, Ed25519")
            }
    }
}

/// What a witness sends.
struct CosignatureBody: Decodable {
    var size: Int
    var signature: String
}

/// The zone's key, and those of its witnesses.
struct EvidenceKeyAnswer: Encodable {
    var algorithm: String
    var key: String
    var witnesses: [String]
}

/// A head of the tree.
struct EvidenceHeadAnswer: Encodable {
    var size: Int
    var root: String
    var at: String
    var note: String
    var witnesses: [String]

    init(_ head: EvidenceHead) {
        size = head.size
        root = head.root
        at = Timestamp(ms: head.atMs).iso8601
        note = head.note
        witnesses = head.witnesses
    }
}

/// The way from a leaf to a root, without what the leaf says.
struct EvidenceProofAnswer: Encodable {
    var index: Int
    var size: Int
    var leafHash: String
    var proof: [String]

    init(_ proof: EvidenceProof) {
        index = proof.index
        size = proof.size
        leafHash = proof.leafHash
        self.proof = proof.proof
    }
}
