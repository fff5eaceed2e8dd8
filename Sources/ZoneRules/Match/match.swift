public import ZoneCore

/// Compares a declaration list with its order, payment and waybill, and lists every difference.
///
/// A document that is nil or a draft is missing. Fields that the order need not carry (payCode,
/// payTransactionId, itemNo) are compared where both sides carry them. Text is compared as it
/// stands, amounts and quantities by value. No allocation where everything agrees.
///
/// Source: 海关总署公告2018年第194号 (three documents); message standard 202205, CEB311 and CEB621.
public func match(
    _ inventory: Inventory, order: Order?, payment: Payment?, waybill: Waybill?
) -> MatchResult {
    var missing: DocumentSet = []
    if order?.submission.isDraft ?? true { missing.insert(.order) }
    if payment?.submission.isDraft ?? true { missing.insert(.payment) }
    if waybill?.submission.isDraft ?? true { missing.insert(.waybill) }
    guard missing.isEmpty, let order, let payment, let waybill else {
        return .waiting(missing: missing)
    }
    var comparison = Comparison()
    comparison.compareHeads(order, inventory)
    comparison.compareLines(order, inventory)
    comparison.compare(order, payment)
    comparison.compare(order, waybill)
    comparison.compare(inventory, waybill)
    return comparison.mismatches.isEmpty ? .matched : .mismatched(comparison.mismatches)
}
