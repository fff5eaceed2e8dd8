import ZoneCore
import ZoneMessages
import ZoneStore

/// The documents of one order number during one transaction: read once, changed here, written once.
///
/// A class, because a session looks at the same dossier from several documents of a batch.
final class Dossier {
    /// A stored document; its typed form is kept where it came with this very batch.
    struct Entry {
        var row: DocumentRow
        var document: ImportDocument?
        var isChanged: Bool
        /// The declaration of a list, once it was looked at.
        var work: DeclarationWork?
    }

    let orderNo: String
    private(set) var entries: [Entry]
    /// Whether the running session has it among those to be written.
    var isTouched = false

    init(orderNo: String, rows: [DocumentRow]) {
        self.orderNo = orderNo
        entries = rows.map { Entry(row: $0, document: nil, isChanged: false) }
    }

    /// The index of a document by its key.
    func index(_ kind: DocumentKind, party: String, number: String = "") -> Int? {
        entries.firstIndex {
            $0.row.kind == Int64(kind.rawValue) && $0.row.party == party && $0.row.number == number
        }
    }

    /// Puts a document in place of the one with its key, or adds it.
    func put(_ row: DocumentRow, _ document: ImportDocument?, at index: Int?) {
        if let index {
            entries[index].row = row
            entries[index].document = document
            entries[index].isChanged = true
        } else {
            entries.append(Entry(row: row, document: document, isChanged: true))
        }
    }

    /// Keeps the declaration of the list at `index`.
    func keep(_ work: DeclarationWork, at index: Int) {
        entries[index].work = work
    }

    /// What was written is from now on what is stored.
    func settle() {
        isTouched = false
        for index in entries.indices {
            entries[index].isChanged = false
            entries[index].work?.settle()
        }
    }

    /// Sets the status of a document.
    func setStatus(_ status: Int64, at index: Int) {
        entries[index].row.status = status
        entries[index].isChanged = true
    }

    /// Indices of documents of a kind that count: stored, not withdrawn, not drafts, not refused.
    private func live(_ kind: DocumentKind) -> [Entry] {
        entries.filter {
            $0.row.kind == Int64(kind.rawValue)
                && $0.row.status == Int64(ReturnStatus.stored.rawValue)
        }
    }

    /// Indices of all lists of this order number.
    var listIndices: [Int] {
        entries.indices.filter { entries[$0].row.kind == Int64(DocumentKind.inventory.rawValue) }
    }

    /// The list at `index`.
    func list(at index: Int) -> Inventory {
        if case .inventory(let list) = entries[index].document { return list }
        return PackedDocument.inventory(entries[index].row.record)
    }

    /// The order, payment and waybill that belong to a list, of those that arrived.
    func related(to list: Inventory) -> (order: Order?, payment: Payment?, waybill: Waybill?) {
        let order = live(.order).first { $0.row.party == list.ebpCode }.map(\.order)
        var payment: Payment?
        for entry in live(.payment) where entry.row.party == list.ebpCode {
            let candidate = entry.payment
            if payment == nil || candidate.payTransactionId == order?.payTransactionId {
                payment = candidate
            }
        }
        let waybill = live(.waybill).first {
            $0.row.party == list.logisticsCode && $0.row.number == list.logisticsNo
        }.map(\.waybill)
        return (order, payment, waybill)
    }
}

extension Dossier.Entry {
    fileprivate var order: Order {
        if case .order(let order) = document { return order }
        return PackedDocument.order(row.record)
    }

    fileprivate var payment: Payment {
        if case .payment(let payment) = document { return payment }
        return PackedDocument.payment(row.record)
    }

    fileprivate var waybill: Waybill {
        if case .waybill(let waybill) = document { return waybill }
        return PackedDocument.waybill(row.record)
    }
}

/// A declaration during one transaction: its row as it was, as it is now, and the last thing said of it.
final class DeclarationWork {
    /// The row before this transaction; nil when it is new.
    private(set) var original: DeclarationRow?
    var row: DeclarationRow
    var isChanged = false
    /// Statuses whose receipts are not in the outbox yet.
    var unsaid: [Int64] = []
    private(set) var lastEntry: TimelineEntry?

    init(_ row: DeclarationRow, isNew: Bool) {
        self.row = row
        original = isNew ? nil : row
        lastEntry = isNew ? nil : History.entries(row.history).last
    }

    /// What was written is from now on what is stored.
    func settle() {
        original = row
        isChanged = false
    }

    /// Adds to the history.
    func note(_ entry: TimelineEntry) {
        History.append(entry, to: &row.history)
        lastEntry = entry
        isChanged = true
    }
}

/// The dossiers that the writer met last, so that the four documents of an order that come in four messages cost one
/// read. Only the writer changes what they hold, and it forgets all of them when a transaction fails.
struct DossierCache {
    private var young: [String: Dossier] = [:]
    private var old: [String: Dossier] = [:]
    /// Most dossiers of one generation; two are kept.
    static let countMax = 8_000

    /// The dossier of an order number, if it is known.
    mutating func dossier(_ orderNo: String) -> Dossier? {
        if let known = young[orderNo] { return known }
        guard let known = old[orderNo] else { return nil }
        keep(known)
        return known
    }

    /// Keeps a dossier; the oldest generation goes when there are too many.
    mutating func keep(_ dossier: Dossier) {
        if young.count >= Self.countMax {
            old = young
            young = [:]
        }
        young[dossier.orderNo] = dossier
    }

    /// Forgets everything.
    mutating func forget() {
        young = [:]
        old = [:]
    }
}
