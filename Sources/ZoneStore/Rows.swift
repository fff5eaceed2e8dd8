/// A stored document, or what happened to a parcel. Its content lies with its message.
public struct DocumentRow: Hashable, Sendable {
    /// The order it belongs to; of a parcel, notice or summary its own key, which no order number can be.
    public var orderNo: String
    /// Which kind of document; the numbers are those of the services' kinds.
    public var kind: Int64
    /// The platform's code; the logistics firm's for a waybill.
    public var party: String
    /// What tells two of a kind apart: payment transaction, waybill number; empty for order and list.
    public var number: String
    /// Its receipt status code.
    public var status: Int64
    /// The message it came with, and its place among that message's documents from 0 on.
    public var messageID: Int64
    public var slot: Int64
    /// The declaration it belongs to; 0 while unknown.
    public var declarationID: Int64

    /// A row with all its parts.
    public init(
        orderNo: String, kind: Int64, party: String, number: String, status: Int64,
        messageID: Int64, slot: Int64, declarationID: Int64
    ) {
        self.orderNo = orderNo
        self.kind = kind
        self.party = party
        self.number = number
        self.status = status
        self.messageID = messageID
        self.slot = slot
        self.declarationID = declarationID
    }

    /// Whether it comes before another document of its order in the store: by kind, party, number, bytewise.
    public func isBefore(_ other: DocumentRow) -> Bool {
        if kind != other.kind { return kind < other.kind }
        if party != other.party { return party.utf8.lexicographicallyPrecedes(other.party.utf8) }
        return number.utf8.lexicographicallyPrecedes(other.number.utf8)
    }
}

/// A declaration: the life of one list. Its id is the serial of its numbers.
public struct DeclarationRow: Hashable, Sendable {
    public var id: Int64
    public var orderNo: String
    public var ebpCode: String
    public var status: Int64
    /// Whom its receipts go to.
    public var recipient: String
    public var tradeMode: String
    public var customsCode: String
    public var receivedMs: Int64
    /// Until when it waits for documents; 0 when it does not.
    public var waitsUntilMs: Int64
    /// Bits of the document kinds it waits for.
    public var missing: Int64
    public var dutiableFen: Int64
    public var dutyFen: Int64
    public var vatFen: Int64
    public var consumptionFen: Int64
    public var buyer: String
    public var year: Int64
    public var assureCode: String
    /// Packed history of its statuses.
    public var history: [UInt8]
    /// What risk screening knew and keeps, packed, one record a decision that was no rejection.
    public var risk: [UInt8]
    /// Whether it is an export.
    public var isExport: Bool
    /// What each line bears, packed, from release on; empty where nothing is taxed.
    public var lineTaxes: [UInt8]
    /// The summary declaration that it went into; 0 while in none.
    public var summaryID: Int64

    /// A declaration that just arrived.
    public init(id: Int64, orderNo: String, ebpCode: String, status: Int64) {
        self.id = id
        self.orderNo = orderNo
        self.ebpCode = ebpCode
        self.status = status
        recipient = ""
        tradeMode = ""
        customsCode = ""
        receivedMs = 0
        waitsUntilMs = 0
        missing = 0
        dutiableFen = 0
        dutyFen = 0
        vatFen = 0
        consumptionFen = 0
        buyer = ""
        year = 0
        assureCode = ""
        history = []
        risk = []
        isExport = false
        lineTaxes = []
        summaryID = 0
    }

    /// All taxes together.
    public var taxFen: Int64 { dutyFen + vatFen + consumptionFen }
}

/// A message as received.
public struct MessageRow: Sendable {
    public var id: Int64
    public var receivedMs: Int64
    /// Empty when unknown.
    public var name: String
    public var guid: String
    /// Whom its receipts go to: the transmitting enterprise.
    public var recipient: String
    /// 0 valid, 1 invalid, 2 unchecked.
    public var verdict: Int64
    /// SHA-256 of its bytes.
    public var digest: [UInt8]
    public var byteCount: Int64
    /// Its bytes, compressed.
    public var compressed: [UInt8]
    /// Packed first outcomes of its documents.
    public var answer: [UInt8]
    /// Packed findings; empty when there are none.
    public var findings: [UInt8]

    /// A message with all its parts.
    public init(
        id: Int64, receivedMs: Int64, name: String, guid: String, recipient: String,
        verdict: Int64, digest: [UInt8], byteCount: Int64, compressed: [UInt8],
        answer: [UInt8], findings: [UInt8]
    ) {
        self.id = id
        self.receivedMs = receivedMs
        self.name = name
        self.guid = guid
        self.recipient = recipient
        self.verdict = verdict
        self.digest = digest
        self.byteCount = byteCount
        self.compressed = compressed
        self.answer = answer
        self.findings = findings
    }
}

/// A row of the journal: the events of one batch for one recipient.
public struct JournalRow: Sendable {
    public var seq: Int64
    public var atMs: Int64
    public var recipient: String
    public var messageID: Int64
    public var events: [JournalEvent]
}

/// What a guarantor has put up and used.
public struct GuaranteeRow: Hashable, Sendable {
    public var assureCode: String
    public var limitFen: Int64
    public var usedFen: Int64

    /// A row with all its parts.
    public init(assureCode: String, limitFen: Int64, usedFen: Int64) {
        self.assureCode = assureCode
        self.limitFen = limitFen
        self.usedFen = usedFen
    }
}

/// One transaction that decided or set something. All of them in order, with the messages, are the zone's history.
public struct StepRow: Hashable, Sendable {
    /// Its place in the order; 0 before it was written.
    public var id: Int64
    public var atMs: Int64
    /// Under which rule book and settings: see ``BasisRow``.
    public var basisID: Int64
    public var deed: Deed

    /// What was done.
    public enum Deed: Hashable, Sendable {
        /// Messages from that number on were taken.
        case batch(messageFirst: Int64, messageCount: Int64)
        /// Lists that waited too long were looked at, at most so many.
        case sweep(countMax: Int64)
        /// An operator set what a guarantor has put up.
        case guarantee(assureCode: String, limitFen: Int64)
        /// An officer or a site acted on a declaration; `event` names the act, `detail` is packed.
        case act(declarationID: Int64, event: String, detail: [UInt8])
        /// Somebody changed the stock of an account; `detail` is packed.
        case stock(account: String, detail: [UInt8])
        /// What the registers say from here on: that of enterprises as after the event of that number; `detail` has the
        /// overseas warehouses that changed, packed.
        case registers(revision: Int64, detail: [UInt8])
    }

    /// A step that is to be written.
    public init(id: Int64 = 0, atMs: Int64, basisID: Int64, deed: Deed) {
        self.id = id
        self.atMs = atMs
        self.basisID = basisID
        self.deed = deed
    }
}

/// What a run of the program decided under.
public struct BasisRow: Hashable, Sendable {
    /// 0 before it was written.
    public var id: Int64
    public var sinceMs: Int64
    /// Name and version of the program.
    public var program: String
    /// SHA-256 of the rule book's packed files.
    public var ruleBook: [UInt8]
    /// Largest message, bytes.
    public var messageByteCountMax: Int64

    /// A basis that is to be written.
    public init(
        id: Int64 = 0, sinceMs: Int64, program: String, ruleBook: [UInt8],
        messageByteCountMax: Int64
    ) {
        self.id = id
        self.sinceMs = sinceMs
        self.program = program
        self.ruleBook = ruleBook
        self.messageByteCountMax = messageByteCountMax
    }
}
