import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// One transaction's work on the books: every document of a batch meets what is stored, is decided, and is written once.
///
/// Reads are cached and writes are held back until `flush`, so an order whose four documents come in one
/// batch costs one read and one write of each row, and a dry run is a session that is not flushed.
struct ClearanceSession<Books: ClearanceBooks> {
    let books: Books
    let rules: Rules
    /// What the registers of enterprises and overseas warehouses say.
    let registers: Registers
    /// What follows from how firms stand, as far as it was asked.
    var partyEffects: PartyEffects
    let now: Timestamp
    var next: SQLiteStore.NextNumbers

    /// Whether marked documents are answered as they ask.
    let isSandbox: Bool
    let cache: DossierCache
    /// Dossiers that this session met; what changed in them is written by `flush`.
    private(set) var touched: [Dossier] = []
    var allowances: [BuyerYear: Int64] = [:]
    var allowanceUses: [AllowanceUse] = []
    var guarantees: [String: GuaranteeRow?] = [:]
    var guaranteeUses: [String: Int64] = [:]
    var waybills: [WaybillKey: WaybillChange] = [:]
    var outboxes: [Outbox] = []
    private(set) var messages: [MessageRow] = []
    /// What became of the signatures of messages of this session; nobody looked where there is none.
    private var signatures: [Int64: SignatureRow] = [:]
    /// Whether those of earlier messages are asked for.
    var asksForSignatures = false
    /// Of the document that is being taken: its message's number and its place there.
    private(set) var serial: Int64 = 0
    /// Lists that are to be summed up, or are not any more, and what they were summed up into.
    var summaryOpen: [SummaryOpenRow: Bool] = [:]
    var summaries: [SummaryRow] = []
    /// What this session met and changed in the warehouse ledger.
    var stock = StockWork()
    /// Index of each message by its digest, and of each outbox by its recipient.
    private var messageIndices: [[UInt8]: Int] = [:]
    private var outboxIndices: [String: Int] = [:]
    /// Idempotency keys first seen in this transaction, with the digest of their body.
    var idempotencyKeys: [String: [UInt8]] = [:]

    init(
        books: Books, rules: Rules, registers: Registers = Registers(), now: Timestamp,
        next: SQLiteStore.NextNumbers,
        isSandbox: Bool = false, cache: DossierCache = DossierCache()
    ) {
        self.isSandbox = isSandbox
        self.cache = cache
        self.books = books
        self.rules = rules
        self.registers = registers
        partyEffects = PartyEffects(rules)
        self.now = now
        self.next = next
    }

    // MARK: Messages

    /// Takes one message: what became of the same message before, or of each document in it.
    mutating func take(_ message: PreparedMessage) throws -> MessageOutcome {
        if let known = messageIndices[message.digest] {
            let earlier = messages[known]
            return MessageOutcome(
                id: earlier.id, receivedAt: now, isRepeated: true,
                documents: DocumentOutcome.unpack(earlier.answer))
        }
        if let known = try books.message(digest: message.digest) {
            return MessageOutcome(
                id: known.id, receivedAt: Timestamp(ms: known.receivedMs), isRepeated: true,
                documents: DocumentOutcome.unpack(known.answer))
        }
        let id = next.message
        next.message += 1
        var documents: [DocumentOutcome] = []
        if message.documents.isEmpty, message.verdict != .valid {
            addFormatReceipt(message)
        }
        documents.reserveCapacity(message.documents.count)
        let outbox = outboxIndex(message.recipient)
        if let signature = message.signature { signatures[id] = signature.row(messageID: id) }
        for document in message.documents {
            documents.append(try take(document, messageID: id, outbox: outbox))
        }
        messageIndices[message.digest] = messages.count
        messages.append(
            MessageRow(
                id: id, receivedMs: now.ms, name: message.name ?? "", guid: message.guid ?? "",
                recipient: message.recipient, verdict: message.verdict.stored,
                digest: message.digest, byteCount: Int64(message.byteCount),
                compressed: message.compressed, answer: DocumentOutcome.pack(documents),
                findings: FindingRecord.pack(message.findings)))
        return MessageOutcome(id: id, receivedAt: now, isRepeated: false, documents: documents)
    }

    /// A message that could not be taken apart is answered by CEB900 with its findings.
    private mutating func addFormatReceipt(_ message: PreparedMessage) {
        let faults = message.findings.filter { $0.severity == .error }
        let info = faults.map { "[\($0.code)] \($0.path) \($0.zh)" }.joined(separator: "; ")
        outboxes[outboxIndex(message.recipient)].add(
            JournalEvent(
                receipt: 900, status: -1, info: String(info.prefix(4000)),
                texts: [message.envelopeID, message.name ?? "Unknown"]))
    }

    /// What became of the signature of a message; nil where nobody looked.
    func signature(messageID: Int64) throws -> SignatureRow? {
        if let known = signatures[messageID] { return known }
        return asksForSignatures ? try books.signature(messageID: messageID) : nil
    }

    // MARK: Documents

    private mutating func take(
        _ prepared: PreparedDocument, messageID: Int64, outbox: Int
    ) throws -> DocumentOutcome {
        let document = prepared.document
        serial = messageID * 100 + prepared.slot
        guard prepared.faults.isEmpty else {
            let info = prepared.faults.map { "[\($0.code)] \($0.path): \($0.zh)" }
            return refuse(
                prepared, EPortCode.invalid(document.kind), detail: info.joined(separator: "; "),
                outbox)
        }
        if isSandbox, let outcome = play(prepared, outbox) { return outcome }
        switch document {
        case .inventory(let list):
            return try takeList(list, prepared, messageID: messageID, outbox: outbox)
        case .exportInventory(let list):
            return try takeList(list, prepared, messageID: messageID, outbox: outbox)
        case .status(let status):
            return try takeStatus(status, prepared, outbox)
        case .order, .payment, .waybill, .exportOrder, .proceeds, .exportWaybill:
            return try takeDocument(prepared, messageID: messageID, outbox: outbox)
        case .cancellation(let request):
            return try takeCancellation(request, prepared, messageID: messageID, outbox: outbox)
        case .goodsReturn(let request):
            return try takeReturn(request, prepared, messageID: messageID, outbox: outbox)
        case .notice(let notice):
            return try takeNotice(notice, prepared, messageID: messageID, outbox: outbox)
        case .summary(let request):
            return try takeSummary(request, prepared, messageID: messageID, outbox: outbox)
        }
    }

    /// Answers a document with an error code; nothing of it is stored but its message and this event.
    mutating func refuse(
        _ prepared: PreparedDocument, _ code: Int, detail: String, _ outbox: Int
    ) -> DocumentOutcome {
        let words = CodeLists.standard.entry(String(code), in: "eportError")?.zh ?? ""
        let text = words.replacing("[*]", with: "[\(prepared.document.key)]") + " " + detail
        let info = String(text.prefix(1000))
        add(prepared, statuses: [Int64(code)], info: info, to: outbox)
        return DocumentOutcome(code, info: info)
    }

    /// The outbox of a recipient.
    mutating func outboxIndex(_ recipient: String) -> Int {
        if let known = outboxIndices[recipient] { return known }
        outboxIndices[recipient] = outboxes.count
        outboxes.append(Outbox(recipient: recipient))
        return outboxes.count - 1
    }

    /// The dossier of an order number, read on first use.
    mutating func dossier(_ orderNo: String) throws -> Dossier {
        let dossier: Dossier
        if let known = cache.dossier(orderNo) {
            dossier = known
        } else {
            dossier = Dossier(
                orderNo: orderNo, rows: try books.documents(orderNo: orderNo))
            cache.keep(dossier)
        }
        if !dossier.isTouched {
            dossier.isTouched = true
            touched.append(dossier)
        }
        return dossier
    }

    // MARK: The one write

    /// Writes everything that changed.
    mutating func flush(causedBy messageID: Int64) throws {
        for message in messages {
            try books.insert(message)
            if let signature = signatures[message.id] { try books.insert(signature) }
        }
        // In the order of keys, so that neighbours on a page are written together.
        touched.sort { $0.orderNo < $1.orderNo }
        for dossier in touched {
            for entry in dossier.entries {
                if entry.isChanged { try books.put(entry.row) }
                if let work = entry.work, work.isChanged { try books.put(work.row) }
            }
        }
        try flushShared()
        try stock.flush(to: books, atMs: now.ms)
        for (row, isOpen) in summaryOpen { try isOpen ? books.put(row) : books.delete(row) }
        for summary in summaries { try books.insert(summary) }
        for outbox in outboxes {
            for run in outbox.runs {
                try books.appendJournal(
                    seq: next.journal, atMs: now.ms, recipient: outbox.recipient,
                    messageID: messageID, count: run.count, events: run.writer.bytes)
                next.journal += 1
            }
        }
        try flushCounts()
    }

    /// How many receipts this session's events become.
    var receiptCount: Int {
        outboxes.reduce(0) { $0 + $1.runs.reduce(0) { $0 + Int($1.count) } }
    }

    /// Moves changed declarations from the sums they were in to those they are in now.
    private func flushCounts() throws {
        // A transaction meets a handful of keys, and neighbours share theirs: a list beats a table.
        var counts: [(key: DailyCountKey, sum: DailyCountSum)] = []
        func count(_ row: CountedDeclaration, by sign: Int64) {
            let hour = (row.receivedMs + Timestamp.chinaOffsetMs) / 3_600_000
            let key = DailyCountKey(
                day: hour / 24, hour: hour % 24, status: row.status,
                tradeMode: row.isExport ? "E" + row.tradeMode : row.tradeMode)
            let index = counts.firstIndex { $0.key == key } ?? counts.count
            if index == counts.count { counts.append((key, DailyCountSum())) }
            counts[index].sum.declarations += sign
            counts[index].sum.dutiableFen += sign * row.dutiableFen
            counts[index].sum.taxFen += sign * row.taxFen
        }
        for dossier in touched {
            for entry in dossier.entries {
                guard let work = entry.work, work.isChanged else { continue }
                if let counted = work.counted { count(counted, by: -1) }
                count(work.toCount, by: 1)
            }
        }
        for (key, sum) in counts {
            try books.addDailyCount(
                day: key.day, hour: key.hour, status: key.status, tradeMode: key.tradeMode,
                count: sum.declarations, dutiableFen: sum.dutiableFen, taxFen: sum.taxFen)
        }
    }

    /// Allowances, guarantees and waybill numbers: the invariants that requests share.
    private func flushShared() throws {
        for use in allowanceUses {
            guard
                try books.useAllowance(
                    use.fen, buyer: use.buyer, year: use.year, limitFen: use.limitFen)
            else { throw SharedInvariantError.allowance }
        }
        for (code, fen) in guaranteeUses where fen != 0 {
            guard try books.useGuarantee(fen, assureCode: code) else {
                throw SharedInvariantError.guarantee
            }
        }
        for (key, change) in waybills {
            switch change {
            case .known: continue
            case .put(let orderNo):
                try books.putWaybill(
                    logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode,
                    orderNo: orderNo)
            case .signed(let orderNo, let atMs):
                try books.putWaybill(
                    logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode,
                    orderNo: orderNo)
                try books.signWaybill(
                    logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode, atMs: atMs)
            case .deleted:
                try books.deleteWaybill(
                    logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode)
            }
        }
    }
}

/// The store refused what the pure stages had decided: another writer came between. The batch is tried again.
enum SharedInvariantError: Error {
    case allowance, guarantee, stock
}

extension Verdict {
    /// As stored in a message row.
    var stored: Int64 {
        switch self {
        case .valid: 0
        case .invalid: 1
        case .unchecked: 2
        }
    }

    init(stored: Int64) {
        self = stored == 0 ? .valid : stored == 1 ? .invalid : .unchecked
    }
}
