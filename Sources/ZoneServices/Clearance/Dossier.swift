import ZoneCore
import ZoneStore

/// The documents of one order number during one transaction: read once, changed here, written once.
struct Dossier {
    let orderNo: String
    private(set) var rows: [DocumentRow]
    private var changed: Set<Int> = []

    init(orderNo: String, rows: [DocumentRow]) {
        self.orderNo = orderNo
        self.rows = rows
    }

    /// The index of a document by its key.
    func index(_ kind: DocumentKind, party: String, number: String = "") -> Int? {
        rows.firstIndex {
            $0.kind == Int64(kind.rawValue) && $0.party == party && $0.number == number
        }
    }

    /// Puts a document in place of the one with its key, or adds it.
    mutating func put(_ row: DocumentRow) {
        let known = rows.firstIndex {
            $0.kind == row.kind && $0.party == row.party && $0.number == row.number
        }
        if let known {
            rows[known] = row
            changed.insert(known)
        } else {
            changed.insert(rows.count)
            rows.append(row)
        }
    }

    /// Documents to be written.
    var changes: [DocumentRow] { changed.map { rows[$0] } }

    /// Documents of a kind that count: stored, not withdrawn, not drafts, not refused.
    func live(_ kind: DocumentKind) -> [DocumentRow] {
        rows.filter {
            $0.kind == Int64(kind.rawValue) && $0.status == Int64(ReturnStatus.stored.rawValue)
        }
    }

    /// The list of a platform.
    func listRow(ebpCode: String) -> DocumentRow? {
        index(.inventory, party: ebpCode).map { rows[$0] }
    }

    /// All lists of this order number.
    var listRows: [DocumentRow] {
        rows.filter { $0.kind == Int64(DocumentKind.inventory.rawValue) }
    }

    /// The order, payment and waybill that belong to a list, of those that arrived.
    func related(to list: Inventory) -> (order: Order?, payment: Payment?, waybill: Waybill?) {
        let order = live(.order).first { $0.party == list.ebpCode }.map {
            PackedDocument.order($0.record)
        }
        let payments = live(.payment).filter { $0.party == list.ebpCode }
        var payment: Payment?
        for row in payments {
            let candidate = PackedDocument.payment(row.record)
            if payment == nil || candidate.payTransactionId == order?.payTransactionId {
                payment = candidate
            }
        }
        let waybill = live(.waybill).first {
            $0.party == list.logisticsCode && $0.number == list.logisticsNo
        }.map { PackedDocument.waybill($0.record) }
        return (order, payment, waybill)
    }
}
