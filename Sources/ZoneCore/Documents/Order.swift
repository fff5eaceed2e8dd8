/// What every submitted document says about its own submission.
public struct Submission: Hashable, Sendable {
    /// The record's GUID, 36 characters.
    public var guid: String
    /// New, change or delete.
    public var kind: Kind
    /// When the enterprise reported it, `YYYYMMDDhhmmss`.
    public var appTime: String
    /// True for a draft (appStatus 1): it is kept and not processed.
    public var isDraft: Bool

    /// appType of the standard.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// 新增
        case new = 1
        /// 变更
        case change = 2
        /// 删除
        case delete = 3
    }

    /// A submission with all its parts.
    public init(guid: String, kind: Kind, appTime: String, isDraft: Bool) {
        self.guid = guid
        self.kind = kind
        self.appTime = appTime
        self.isDraft = isDraft
    }
}

/// An import order (CEB311), in the standard's order of fields. Money in yuan (currency 142).
public struct Order: Hashable, Sendable {
    public var submission: Submission
    public var orderNo = ""
    public var ebpCode = ""
    public var ebcCode = ""
    public var goodsValue = Fixed5.zero
    public var freight = Fixed5.zero
    public var discount = Fixed5.zero
    public var taxTotal = Fixed5.zero
    public var acturalPaid = Fixed5.zero
    public var currency = ""
    public var buyerName = ""
    public var buyerTelephone = ""
    public var buyerIdNumber = ""
    public var payCode = ""
    public var payTransactionId = ""
    public var consignee = ""
    public var consigneeTelephone = ""
    public var consigneeAddress = ""
    public var lines: [Line] = []

    /// One line of an order.
    public struct Line: Hashable, Sendable {
        public var gnum: Int32
        public var itemNo: String
        public var qty: Fixed5
        public var unit: String
        public var price: Fixed5
        public var totalPrice: Fixed5
        public var currency: String
        public var country: String

        /// A line with all its parts.
        public init(
            gnum: Int32, itemNo: String, qty: Fixed5, unit: String, price: Fixed5,
            totalPrice: Fixed5, currency: String, country: String
        ) {
            self.gnum = gnum
            self.itemNo = itemNo
            self.qty = qty
            self.unit = unit
            self.price = price
            self.totalPrice = totalPrice
            self.currency = currency
            self.country = country
        }
    }

    /// An order with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}
