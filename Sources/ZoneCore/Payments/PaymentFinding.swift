/// Something in a platform's payment data that is not as it was declared; for the officer of risk.
public struct PaymentFinding: Hashable, Sendable {
    /// What is not the same.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A field of the upload and of the order's payment document.
        case payment
        /// A field of the upload and of the order.
        case order
        /// The zone has no payment document of an order of the upload.
        case noPayment
        /// The zone has no order of that number.
        case noOrder
        /// The order that was asked about is not in the upload.
        case notAbout
    }

    public var kind: Kind
    public var orderNo: String
    /// Name in the upload, such as `totalAmount`; empty where it is about a whole document.
    public var field: String
    public var uploaded: String
    public var declared: String

    /// A finding with all its parts.
    public init(
        _ kind: Kind, orderNo: String, field: String = "", uploaded: String = "",
        declared: String = ""
    ) {
        self.kind = kind
        self.orderNo = orderNo
        self.field = field
        self.uploaded = uploaded
        self.declared = declared
    }
}

extension PaymentFinding.Kind {
    /// In Chinese.
    public var zh: String {
        switch self {
        case .payment: "上传数据与支付单不一致"
        case .order: "上传数据与订单不一致"
        case .noPayment: "没有该订单的支付单"
        case .noOrder: "没有该订单"
        case .notAbout: "上传数据中没有所询问的订单"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .payment: "the upload differs from the payment document"
        case .order: "the upload differs from the order"
        case .noPayment: "there is no payment document of the order"
        case .noOrder: "there is no such order"
        case .notAbout: "the upload is not about the order that was asked for"
        }
    }
}
