import ZoneCore
import ZoneMessages

/// An order number of an upload with what the zone has of it.
struct DeclaredPayment {
    var orderNo: String
    var order: Order?
    var payment: Payment?
}

/// Everything in which an upload differs from what was declared, and from what was asked.
///
/// What one payment paid for several orders is held against the sum of all of them, where all are known. Names of goods are
/// not compared: the zone's order keeps the article's number only.
func paymentFindings(
    _ upload: PaymentUpload, asked orderNo: String, declared: [DeclaredPayment]
) -> [PaymentFinding] {
    var findings: [PaymentFinding] = []
    if !upload.orderNumbers.contains(orderNo) {
        findings.append(PaymentFinding(.notAbout, orderNo: orderNo, field: "orderNo"))
    }
    let isOnly = declared.count == 1
    for one in declared {
        if let payment = one.payment {
            findings += comparePayment(upload, payment, isOnly: isOnly).map {
                PaymentFinding(
                    .payment, orderNo: one.orderNo, field: $0.field, uploaded: $0.uploaded,
                    declared: $0.declared)
            }
        } else {
            findings.append(PaymentFinding(.noPayment, orderNo: one.orderNo))
        }
        if let order = one.order {
            findings += compareOrder(upload, order, isOnly: isOnly)
        } else {
            findings.append(PaymentFinding(.noOrder, orderNo: one.orderNo))
        }
    }
    if !isOnly {
        findings += compareSum(
            .payment, upload, of: declared.map { $0.payment?.amountPaid }, asked: orderNo)
        findings += compareSum(
            .order, upload, of: declared.map { $0.order?.acturalPaid }, asked: orderNo)
    }
    return findings
}

private func compareOrder(
    _ upload: PaymentUpload, _ order: Order, isOnly: Bool
) -> [PaymentFinding] {
    var pairs = [
        ("ebpCode", upload.head["ebpCode"] ?? "", order.ebpCode),
        ("currency", upload.head["currency"] ?? "", order.currency),
    ]
    // An order may be declared before it is paid; then it names neither.
    if !order.payCode.isEmpty {
        pairs.append(("payCode", upload.head["payCode"] ?? "", order.payCode))
    }
    if !order.payTransactionId.isEmpty {
        pairs.append(
            (
                "payTransactionId", upload.head["payTransactionId"] ?? "",
                order.payTransactionId
            ))
    }
    if isOnly {
        pairs.append(("totalAmount", upload.amountText, order.acturalPaid.description))
    }
    return pairs.filter { $0.1 != $0.2 }.map { field, uploaded, declared in
        PaymentFinding(
            .order, orderNo: order.orderNo, field: field, uploaded: uploaded, declared: declared)
    }
}

private func compareSum(
    _ kind: PaymentFinding.Kind, _ upload: PaymentUpload, of amounts: [Fixed5?],
    asked orderNo: String
) -> [PaymentFinding] {
    let known = amounts.compactMap { $0?.units }
    guard !known.isEmpty, known.count == amounts.count else { return [] }
    var (sum, isWhole) = (Int64(0), true)
    for units in known {
        let (next, isOverflow) = sum.addingReportingOverflow(units)
        (sum, isWhole) = (next, isWhole && !isOverflow)
    }
    let declared = isWhole ? Fixed5(units: sum).description : ""
    guard declared != upload.amountText else { return [] }
    return [
        PaymentFinding(
            kind, orderNo: orderNo, field: "totalAmount", uploaded: upload.amountText,
            declared: declared)
    ]
}

extension PaymentUpload {
    /// The sum as the zone writes sums; as it came where it is none.
    var amountText: String { totalAmount?.description ?? head["totalAmount"] ?? "" }
}
