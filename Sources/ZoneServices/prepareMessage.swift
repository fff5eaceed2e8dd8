import Crypto
import ZoneCore
import ZoneMessages
import ZoneStore

/// A message after everything that needs no other document: decoded, checked, compressed, hashed.
///
/// Made in the request's own task, so that many are made at a time; the writer only matches, decides and stores.
struct PreparedMessage: Sendable {
    var name: String?
    var guid: String?
    /// The transmitting enterprise's code; its receipts go there.
    var recipient: String
    var verdict: Verdict
    var findings: [Finding]
    var documents: [PreparedDocument]
    /// The envelope's own message id, when it came in one.
    var envelopeID: String
    var digest: [UInt8]
    var byteCount: Int
    var compressed: [UInt8]
    /// What became of its signature; nil where nobody looked, and in history.
    var signature: SignatureOutcome?

    /// The answer, from what became of the message.
    func answer(_ outcome: MessageOutcome) -> MessageAnswer {
        MessageAnswer(
            id: outcome.id, name: name, guid: guid, verdict: verdict,
            isRepeated: outcome.isRepeated, findings: findings,
            documents: zip(documents, outcome.documents).map { $0.document.answer($1) },
            receivedAt: outcome.receivedAt)
    }
}

/// A document of a message with what is wrong with it.
struct PreparedDocument: Sendable {
    var document: TradeDocument
    /// Its place among the message's documents.
    var slot: Int64
    /// Errors of this document.
    var faults: [Finding]
    /// Under which the store keeps it.
    let key: (orderNo: String, party: String, number: String)
    /// What its receipts say, packed; nil where that names a number which it gets only when it is taken.
    let receipt: PackedTexts?

    init(document: TradeDocument, slot: Int64, faults: [Finding]) {
        self.document = document
        self.slot = slot
        self.faults = faults
        key = document.storeKey
        receipt = document.kind.isNumbered ? nil : PackedTexts(document, serial: 0)
    }
}

/// What the receipts of a document say, as the journal has it: the guid, then the texts of ``ReceiptFields``.
struct PackedTexts: Sendable {
    let count: Int
    let bytes: [UInt8]

    init(_ document: TradeDocument, serial: Int64) {
        let texts = document.receiptTexts(serial: serial)
        var out = ByteWriter(capacity: 128)
        out.write(document.submission.guid)
        for text in texts { out.write(text) }
        count = texts.count + 1
        bytes = out.bytes
    }
}

/// A message opened: the one in the envelope where it came in one.
struct OpenedMessage {
    var read: ReadMessage
    /// Id and sender that the envelope names.
    var envelope: (id: String, sender: String)?

    /// Decodes and checks a message, and the one in it where it is an envelope.
    init(_ bytes: [UInt8], limits: MessageLimits) {
        read = readMessage(bytes, limits: limits)
        guard read.decoded.family == .envelope, let payload = read.decoded.envelopePayload() else {
            return
        }
        envelope = (
            read.decoded.envelopeField("CopMsgId") ?? "",
            read.decoded.envelopeField("SenderId") ?? ""
        )
        let outer = read.findings
        read = readMessage(payload, limits: limits)
        read.findings += outer
    }

    /// The documents in it; none where its structure is not sound.
    var documents: [PlacedDocument] {
        read.isSound(in: .structure) ? read.decoded.documents() : []
    }
}

/// Decodes and checks one message; never fails: what is wrong becomes findings.
func prepareMessage(
    _ bytes: [UInt8], settings: ZoneSettings, signatures: SignatureSource = .none
) -> PreparedMessage {
    PreparedMessage(
        bytes, digest: Array(SHA256.hash(data: bytes)), compressed: Compression.compress(bytes),
        byteCountMax: settings.messageByteCountMax, signatures: signatures)
}

extension PreparedMessage {
    /// Decodes and checks a message whose digest and compressed bytes are known.
    init(
        _ bytes: [UInt8], digest: [UInt8], compressed: [UInt8], byteCountMax: Int,
        signatures: SignatureSource
    ) {
        self.init(
            recipient: "", verdict: .unchecked, findings: [], documents: [], envelopeID: "",
            digest: digest, byteCount: bytes.count, compressed: compressed)
        var limits = MessageLimits()
        limits.byteCountMax = byteCountMax
        guard bytes.first(where: { $0 != 0x20 && $0 != 0x0A }) != UInt8(ascii: "{") else {
            let report = checkMessage(bytes, options: CheckOptions(limits: limits))
            name = report.message
            verdict = report.verdict
            findings = report.findings
            return
        }
        fill(from: OpenedMessage(bytes, limits: limits), signatures)
    }

    private mutating func fill(from opened: OpenedMessage, _ signatures: SignatureSource) {
        let read = opened.read
        if let envelope = opened.envelope { (envelopeID, recipient) = envelope }
        name = read.decoded.name
        guid = read.decoded.rootValue("guid")
        findings = read.findings
        verdict = read.verdict
        if let sender = read.decoded.transmitter { recipient = sender }
        let placed = opened.documents
        findings += signatureFindings(opened, placed, signatures)
        if verdict == .valid, findings.contains(where: { $0.severity == .error }) {
            verdict = .invalid
        }
        let faults = findings.filter { $0.severity == .error }
        documents = placed.enumerated().map { slot, placed in
            PreparedDocument(
                document: placed.document, slot: Int64(slot),
                faults: faults.isEmpty ? [] : Self.faults(faults, of: placed.path))
        }
    }

    /// Verifies the signature of a message that somebody sends to be decided on, or takes over what was found then.
    private mutating func signatureFindings(
        _ opened: OpenedMessage, _ placed: [PlacedDocument], _ signatures: SignatureSource
    ) -> [Finding] {
        switch signatures {
        case .none: return []
        case .kept(let findings): return findings
        case .check(let check, let policy):
            let decoded = opened.read.decoded
            guard decoded.completeness == .complete, let name, let sender = decoded.transmitter
            else { return [] }
            let outcome = check.outcome(of: decoded.utf8, transmitter: sender)
            signature = outcome
            let isDraft = placed.allSatisfy(\.document.submission.isDraft)
            return outcome.findings(
                in: name, policy: isDraft && outcome.isMissing ? .checked : policy)
        }
    }

    /// The faults of a document are those under its block and those of the message around it.
    private static func faults(_ faults: [Finding], of path: String) -> [Finding] {
        // CEB311Message/Order[2]/OrderHead belongs to the document CEB311Message/Order[2].
        let parts = path.split(separator: "/")
        let document = parts.prefix(2).joined(separator: "/")
        return faults.filter { finding in
            let own = finding.path.split(separator: "/").prefix(2).joined(separator: "/")
            return own == document || !own.contains("[")
        }
    }
}
