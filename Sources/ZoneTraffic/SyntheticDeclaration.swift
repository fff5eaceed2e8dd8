public import ZoneCore

/// The kinds of messages that ZoneTraffic writes.
public enum DocumentKind: UInt8, Sendable, CaseIterable {
    /// CEB311
    case order
    /// CEB411
    case payment
    /// CEB511
    case waybill
    /// CEB621
    case list
    /// CEB513: the parcel was signed for, days later.
    case waybillStatus

    /// The four that clearance needs, in their natural order.
    public static let clearing: [DocumentKind] = [.order, .payment, .waybill, .list]

    /// `CEB311Message` and so on.
    public var messageName: String {
        switch self {
        case .order: "CEB311Message"
        case .payment: "CEB411Message"
        case .waybill: "CEB511Message"
        case .list: "CEB621Message"
        case .waybillStatus: "CEB513Message"
        }
    }
}

/// One declaration: an order, its payment, its waybill and its list, which match each other and
/// obey the standard's rules, except for what ``fault`` says.
///
/// A value of numbers: texts (names, identifiers) are computed from it by the ``TrafficGenerator``
/// that made it.
public struct SyntheticDeclaration: Sendable, Hashable {
    /// Its place in the traffic; everything follows from seed and index.
    public var index: Int
    public var fault: Fault?
    public var mode: Mode
    public var cast: Cast
    /// Number of the buyer, below the generator's `buyerCount`.
    public var buyer: Int
    /// True where the parcel goes to somebody else than the buyer.
    public var isGift: Bool
    public var lines: [Line]
    public var goodsValue: Fen
    public var freight: Fen
    public var discount: Fen
    public var taxTotal: Fen
    /// What the order says was paid: goods + freight + tax - discount.
    public var acturalPaid: Fen
    /// What the payment says was paid.
    public var amountPaid: Fen
    public var netWeightGram: Int
    public var grossWeightGram: Int
    /// Seconds from midnight (China) of the generator's day to what happened.
    public var orderedAt: Int
    public var paidAt: Int
    /// Seconds from midnight to when each document was reported, by ``DocumentKind``.
    public var reportedAt: ReportTimes
    /// Index whose order number is used: its own but for a duplicate.
    var orderIndex: Int

    /// Whether a document of that kind is ever sent.
    public func has(_ kind: DocumentKind) -> Bool {
        switch (kind, fault) {
        case (.order, .missingOrder), (.payment, .missingPayment), (.waybill, .missingWaybill):
            false
        default: true
        }
    }

    /// Mode of trade.
    public enum Mode: String, Sendable, CaseIterable {
        /// 9610 直购进口
        case direct = "9610"
        /// 1210 保税进口
        case bonded = "1210"
    }

    /// One line, the same in order and list.
    public struct Line: Sendable, Hashable {
        /// Place in ``Goods/catalogue``.
        public var goods: Int
        public var quantity: Int
        public var price: Fen
        public var totalPrice: Fen { Fen(price.count * Int64(quantity)) }
    }

    /// When each document was reported, in seconds from midnight.
    public struct ReportTimes: Sendable, Hashable {
        public var order: Int
        public var payment: Int
        public var waybill: Int
        public var list: Int
        public var waybillStatus: Int

        /// The time of that document.
        public subscript(kind: DocumentKind) -> Int {
            switch kind {
            case .order: order
            case .payment: payment
            case .waybill: waybill
            case .list: list
            case .waybillStatus: waybillStatus
            }
        }
    }
}
