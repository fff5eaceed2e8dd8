import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// The documents of one order number during one transaction: read once, changed here, written once.
///
/// A class, because a session looks at the same dossier from several documents of a batch.
final class Dossier {
    /// A stored document; its typed form is kept where it came while the dossier was known.
    final class Entry {
        var row: DocumentRow
        /// Nil until somebody asks for it; then read from its message.
        var document: TradeDocument?
        fileprivate(set) var isChanged: Bool
        /// The declaration of a list, once it was looked at.
        fileprivate(set) var work: DeclarationWork?
        var isList: Bool { DocumentKind(rawValue: UInt8(row.kind))?.isList ?? false }

        init(_ row: consuming DocumentRow, _ document: TradeDocument?, isChanged: Bool) {
            self.row = row
            self.document = document
            self.isChanged = isChanged
        }
    }

    let orderNo: String
    private(set) var entries: [Entry]
    /// Whether the running session has it among those to be written.
    var isTouched = false

    init(orderNo: String, rows: [DocumentRow]) {
        self.orderNo = orderNo
        entries = rows.map { Entry($0, nil, isChanged: false) }
    }

    /// The index of a document by its key.
    func index(_ kind: DocumentKind, party: String, number: String = "") -> Int? {
        entries.firstIndex {
            $0.row.kind == Int64(kind.rawValue) && $0.row.party == party && $0.row.number == number
        }
    }

    /// Puts a document in place of the one with its key, or adds it; gives its index. Entries stay in the order of the
    /// store's key, so that a decision does not depend on whether the dossier was read or remembered.
    @discardableResult
    func put(_ row: consuming DocumentRow, _ document: TradeDocument?, at index: Int?) -> Int {
        if let index {
            entries[index].row = row
            entries[index].document = document
            entries[index].isChanged = true
            return index
        }
        let entry = Entry(row, document, isChanged: true)
        let place = entries.firstIndex { entry.row.isBefore($0.row) } ?? entries.count
        entries.insert(entry, at: place)
        return place
    }

    /// The rows that belong to a platform's declaration of this order number: its own, waybills, and what was asked later.
    func own(of party: String) -> [DocumentRow] {
        entries.map(\.row).filter {
            $0.party == party || $0.kind == Int64(DocumentKind.waybill.rawValue)
                || $0.kind >= Int64(DocumentKind.cancellation.rawValue)
        }
    }

    /// Keeps the declaration of the list at `index`.
    func keep(_ work: DeclarationWork, at index: Int) {
        entries[index].work = work
    }

    /// What was written is from now on what is stored.
    func settle() {
        isTouched = false
        for entry in entries {
            entry.isChanged = false
            entry.work?.settle()
        }
    }

    /// Whether nothing is waited for: it has a list, and every list was decided; a parcel's has its list.
    var isDecided: Bool {
        guard StoreKey.isOrder(orderNo) else { return claim != nil || entries.isEmpty }
        var hasList = false
        for entry in entries where entry.isList {
            let state = ReturnStatus(rawValue: UInt16(clamping: entry.row.status))
            guard state != .submitting, state != .saved else { return false }
            hasList = true
        }
        return hasList
    }

    /// Sets the status of a document.
    func setStatus(_ status: Int64, at index: Int) {
        entries[index].row.status = status
        entries[index].isChanged = true
    }

    /// Indices of all lists of this order number.
    var listIndices: [Int] { entries.indices.filter { entries[$0].isList } }

    /// In a parcel's dossier: the row of the list that has the waybill number; nil while none has.
    var claim: Entry? {
        entries.first {
            $0.row.kind == Int64(DocumentKind.exportInventory.rawValue)
                && $0.row.status != Int64(ReturnStatus.withdrawn.rawValue)
        }
    }

    /// Rows of a kind that count: neither drafts nor withdrawn.
    func live(_ kind: DocumentKind) -> [Entry] {
        entries.filter {
            $0.row.kind == Int64(kind.rawValue)
                && $0.row.status != Int64(ReturnStatus.withdrawn.rawValue)
                && $0.row.status != Int64(ReturnStatus.saved.rawValue)
        }
    }

    /// Which of the documents that belong to a list have not arrived; known from the rows alone.
    func missing(for list: Inventory) -> DocumentSet {
        var missing: DocumentSet = [.order, .payment, .waybill]
        for entry in entries where isRelated(entry, to: list) {
            switch DocumentKind(rawValue: UInt8(entry.row.kind)) {
            case .order: missing.remove(.order)
            case .payment: missing.remove(.payment)
            case .waybill: missing.remove(.waybill)
            default: continue
            }
        }
        return missing
    }

    /// Whether an entry is the order, a payment or the waybill that a list names, and counts.
    private func isRelated(_ entry: Entry, to list: Inventory) -> Bool {
        guard entry.row.status == Int64(ReturnStatus.stored.rawValue) else { return false }
        return switch DocumentKind(rawValue: UInt8(entry.row.kind)) {
        case .order, .payment: entry.row.party == list.ebpCode
        case .waybill:
            entry.row.party == list.logisticsCode && entry.row.number == list.logisticsNo
        default: false
        }
    }

    /// The order, payment and waybill that belong to a list, of those that arrived; `read` gives an entry's document.
    func related(
        to list: Inventory, read: (Entry) throws -> TradeDocument
    ) rethrows -> (order: Order?, payment: Payment?, waybill: Waybill?) {
        var related: (order: Order?, payment: Payment?, waybill: Waybill?)
        var payments: [TradeDocument] = []
        for entry in entries where isRelated(entry, to: list) {
            let document = try read(entry)
            switch document {
            case .order(let order): related.order = order
            case .payment: payments.append(document)
            case .waybill(let waybill): related.waybill = waybill
            default: continue
            }
        }
        // Of several payments the one that the order names.
        for case .payment(let payment) in payments
        where related.payment == nil || payment.payTransactionId == related.order?.payTransactionId
        {
            related.payment = payment
            if payment.payTransactionId == related.order?.payTransactionId { break }
        }
        return related
    }
}

extension Dossier {
    /// The order and the receipt of payment that belong to an export list, of those that arrived.
    func related(
        to list: ExportInventory, read: (Entry) throws -> TradeDocument
    ) rethrows -> (order: ExportOrder?, proceeds: Proceeds?) {
        var order: ExportOrder?
        var proceeds: Proceeds?
        for entry in entries
        where entry.row.status == Int64(ReturnStatus.stored.rawValue)
            && entry.row.party == list.party
        {
            switch DocumentKind(rawValue: UInt8(entry.row.kind)) {
            case .exportOrder:
                if case .exportOrder(let document) = try read(entry) { order = document }
            case .proceeds:
                if proceeds == nil, case .proceeds(let document) = try read(entry) {
                    proceeds = document
                }
            default: continue
            }
        }
        return (order, proceeds)
    }
}

/// A declaration during one transaction: its row as it was, as it is now, and the last thing said of it.
final class DeclarationWork {
    /// What the daily figures count of it as it is stored; nil when it is new.
    private(set) var counted: CountedDeclaration?
    var row: DeclarationRow
    var isChanged = false
    /// Statuses whose receipts are not in the outbox yet.
    var unsaid: [Int64] = []
    private(set) var lastEntry: TimelineEntry?

    init(_ row: DeclarationRow, isNew: Bool) {
        self.row = row
        counted = isNew ? nil : CountedDeclaration(row)
        lastEntry = isNew ? nil : History.entries(row.history).last
    }

    /// What was written is from now on what is stored.
    func settle() {
        guard isChanged || counted == nil else { return }
        counted = toCount
        isChanged = false
    }

    /// What the daily figures count of it as it is now. The row is not copied.
    var toCount: CountedDeclaration { CountedDeclaration(row) }

    /// Adds to the history.
    func note(_ entry: TimelineEntry) {
        History.append(entry, to: &row.history)
        lastEntry = entry
        isChanged = true
    }
}

/// What the daily figures count of a declaration.
struct CountedDeclaration {
    var receivedMs: Int64
    var status: Int64
    var isExport: Bool
    var tradeMode: String
    var dutiableFen: Int64
    var taxFen: Int64

    @inline(__always)
    init(_ row: DeclarationRow) {
        receivedMs = row.receivedMs
        status = row.status
        isExport = row.isExport
        tradeMode = row.tradeMode
        dutiableFen = row.dutiableFen
        taxFen = row.taxFen
    }
}

/// The undecided dossiers that the writer met last, so that the four documents of an order that come in four messages
/// cost one read. Only the writer changes what they hold, and it forgets all of them when a transaction fails.
final class DossierCache {
    private var young: [String: Dossier] = [:]
    private var old: [String: Dossier] = [:]
    /// Contents of documents that came earlier.
    let received = ReceivedDocuments()
    /// Where the sessions have their declarations screened.
    let risk: RiskDesk
    /// Dossiers of one generation after which the next begins; two are kept.
    private let countMax: Int

    init(countMax: Int = 4_000, risk: RiskDesk = RiskDesk()) {
        self.countMax = countMax
        self.risk = risk
    }

    /// The dossier of an order number, if it is known.
    func dossier(_ orderNo: String) -> Dossier? {
        if let known = young[orderNo] { return known }
        guard let known = old[orderNo] else { return nil }
        keep(known)
        return known
    }

    /// Keeps a dossier at least until ``settle(_:)``.
    func keep(_ dossier: Dossier) {
        young[dossier.orderNo] = dossier
    }

    /// After the commit: what was written is what is stored. Decided dossiers go, and with a full generation the one
    /// before it; never in between, because a session must not meet two dossiers of one order.
    func settle(_ touched: [Dossier]) {
        risk.commit()
        for dossier in touched {
            dossier.settle()
            guard dossier.isDecided else { continue }
            young[dossier.orderNo] = nil
            old[dossier.orderNo] = nil
        }
        if young.count >= countMax {
            old = young
            young = [:]
        }
    }

    /// Forgets everything.
    func forget() {
        risk.rollback()
        young = [:]
        old = [:]
    }
}
