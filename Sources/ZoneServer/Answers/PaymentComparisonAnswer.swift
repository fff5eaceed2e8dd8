import ZoneServices

/// An upload of payment data beside the payment documents of its orders.
struct PaymentComparisonAnswer: Encodable {
    struct Difference: Encodable {
        var field: String
        var uploaded: String
        var declared: String
    }

    struct Order: Encodable {
        var orderNo: String
        var state: String
        var differences: [Difference]
    }

    var sessionID: String
    var certNo: String
    var signature: String
    var signedText: String
    var orders: [Order]

    init(_ comparison: PaymentComparison) {
        sessionID = comparison.sessionID
        certNo = comparison.certNo
        signature = comparison.signature.rawValue
        signedText = comparison.signedText
        orders = comparison.orders.map { order in
            Order(
                orderNo: order.orderNo, state: order.state.rawValue,
                differences: order.differences.map {
                    Difference(field: $0.field, uploaded: $0.uploaded, declared: $0.declared)
                })
        }
    }
}
