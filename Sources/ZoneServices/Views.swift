public import ZoneCore

/// What the zone answers to one submitted message.
public struct MessageAnswer: Sendable {
    /// Number of the message in the zone; its place in the journal of messages.
    public var id: Int64
    /// The message's name, such as `CEB311Message`; nil when unknown.
    public var name: String?
    /// The message's own guid, when it could be read.
    public var guid: String?
    /// Valid, invalid, or could not check.
    public var verdict: Verdict
    /// True when the very same message had been submitted before: the answer is the earlier one.
    public var isRepeated: Bool
    /// Everything that is wrong with it, of all layers.
    public var findings: [Finding]
    /// The first answer for each document in it.
    public var documents: [DocumentAnswer]
    /// When it was received.
    public var receivedAt: Timestamp
}

/// The first answer for one document of a message.
public struct DocumentAnswer: Sendable {
    /// What kind of document it is.
    public var kind: DocumentKind
    /// Its business key as text: `ebpCode:orderNo`, `payCode:payTransactionId`, `logisticsCode:logisticsNo`.
    public var key: String
    /// Receipt status code: 2, 100, 120, 800, ... or a negative error code.
    public var status: Int
    /// Receipt text.
    public var info: String
    /// The declaration it belongs to, `ebpCode:orderNo`; nil when not known yet (a waybill without its list).
    public var declarationID: String?
}

/// A declaration with everything the declarant may see of it.
public struct DeclarationView: Sendable {
    /// `ebpCode:orderNo`.
    public var id: String
    /// Current receipt status code.
    public var status: Int
    /// Pre-entry number.
    public var preNo: String
    /// List number; empty until the list was accepted.
    public var invtNo: String
    /// The import list itself, when it has arrived.
    public var inventory: Inventory?
    /// The export list, when it has arrived.
    public var exportInventory: ExportInventory?
    /// Which documents have arrived, with the status of each.
    public var documents: [DocumentAnswer]
    /// Documents still missing, and from whom they are expected.
    public var missing: [MissingDocument]
    /// Until when it waits for them; nil when it does not wait.
    public var waitsUntil: Timestamp?
    /// What happened, oldest first.
    public var timeline: [TimelineEntry]
    /// Tax, when it was computed.
    public var tax: TaxView?
    /// Why it stands still and what to do; nil where it goes on by itself.
    public var hold: HoldView?
}

/// A document a declaration waits for.
public struct MissingDocument: Sendable {
    /// Which kind.
    public var kind: DocumentKind
    /// The code of the enterprise that has to send it.
    public var from: String
}

/// One thing that happened to a declaration.
public struct TimelineEntry: Sendable {
    /// When.
    public var at: Timestamp
    /// Receipt status code after it.
    public var status: Int
    /// Receipt text in the grammar of the standard.
    public var info: String
    /// The reason in plain Chinese; empty where the receipt text says it all.
    public var zh: String
    /// The reason in plain English.
    public var en: String
    /// The standard, article or rule behind it.
    public var source: String
}

/// Tax of a declaration, with how it was computed.
public struct TaxView: Sendable {
    /// Tax bill number.
    public var taxNo: String
    /// Dutiable value.
    public var dutiable: Fen
    /// Customs duty.
    public var duty: Fen
    /// Value added tax.
    public var valueAddedTax: Fen
    /// Consumption tax.
    public var consumptionTax: Fen
    /// The enterprise whose guarantee covers it.
    public var assureCode: String
    /// Each step of the computation with its source, one line a step.
    public var trace: [String]
}

/// One receipt, as JSON and XML give it.
public struct ReceiptView: Sendable {
    /// Place in the journal; pull on from here.
    public var cursor: String
    /// The message it is, such as `CEB622Message`.
    public var message: String
    /// Its fields by element name, in no order.
    public var fields: [String: String]
}

/// A page of receipts.
public struct ReceiptPage: Sendable {
    /// Receipts, oldest first.
    public var receipts: [ReceiptView]
    /// Where to go on; the same as asked with when there are none.
    public var nextCursor: String
    /// Whether more are waiting.
    public var hasMore: Bool
}

/// A line of the list of declarations.
public struct DeclarationSummary: Sendable {
    /// `ebpCode:orderNo`.
    public var id: String
    /// Current receipt status code.
    public var status: Int
    /// List number; empty until accepted.
    public var invtNo: String
    /// Supervision mode.
    public var tradeMode: String
    /// Dutiable value.
    public var dutiable: Fen
    /// All taxes together.
    public var tax: Fen
    /// When the list arrived.
    public var receivedAt: Timestamp
    /// Cursor of the next older one.
    public var cursor: Int64
}

/// Figures of the zone for pages and metrics.
public struct ZoneFigures: Sendable {
    /// Declarations by receipt status code.
    public var declarationsByStatus: [Int: Int]
    /// Messages received since the store was made.
    public var messageCount: Int
    /// Declarations since the store was made.
    public var declarationCount: Int
    /// Taxes of released declarations.
    public var tax: Fen
    /// Dutiable value of released declarations.
    public var dutiable: Fen
    /// Declarations received by hour of the newest day, 24 numbers.
    public var byHour: [Int]
    /// The newest day with a declaration.
    public var day: Day?
    /// Messages waiting in the intake queue now.
    public var queueDepth: Int
    /// Most messages the queue holds.
    public var queueDepthMax: Int
    /// Counters since start: documents, refused documents, batches, commits, repeated messages.
    public var counters: [String: Int]
}

/// A guarantor's account.
public struct GuaranteeAccount: Sendable {
    /// The firm's code.
    public var assureCode: String
    /// What it has put up.
    public var limit: Fen
    /// What is taken by taxes not yet paid.
    public var used: Fen

    /// An account with all its parts.
    public init(assureCode: String, limit: Fen, used: Fen) {
        self.assureCode = assureCode
        self.limit = limit
        self.used = used
    }
}
