import ZoneMessages
import ZoneStore

/// A decided order as a replay has it at a moment: what has to be equal to what is stored, so that it can be let go.
struct DecidedOrder: Sendable {
    var orderNo: String
    var rows: [DocumentRow]
    /// The last change of the books when it was looked at.
    var change: Int
    var declarations: [DeclarationRow] = []
    /// Waybills of it that are in memory; those that are stored otherwise are left out once it was compared.
    var waybills: [(key: WaybillKey, waybill: MemoryBooks.StoredWaybill)] = []
    /// Its declared lists, where somebody wants to be told of them.
    var lists: [(row: DeclarationRow, trader: ListTrader)] = []
    /// What its dossier held, to be freed by the thread that compares.
    var documents: [TradeDocument] = []
    /// How many of its lists were declared.
    var declaredCount = 0

    /// This order with the waybills that are stored as they are here; nil where a row is stored otherwise.
    func compared(with history: StoredHistory) throws(StoreError) -> DecidedOrder? {
        guard try history.holds(rows, orderNo: orderNo) else { return nil }
        for declaration in declarations {
            guard try history.holds(declaration) else { return nil }
        }
        var equal = self
        equal.waybills = []
        equal.documents = []
        for (key, waybill) in waybills {
            let stored = try history.waybill(
                logisticsNo: key.logisticsNo, logisticsCode: key.logisticsCode)
            guard stored?.orderNo == waybill.orderNo, stored?.signedMs == waybill.signedMs else {
                continue
            }
            equal.waybills.append((key, waybill))
        }
        return equal
    }
}
