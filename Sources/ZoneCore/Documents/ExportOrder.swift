/// An export order or an overseas-warehouse booking note (CEB303), in the standard's order of fields.
public struct ExportOrder: Hashable, Sendable {
    public var submission: Submission
    /// E retail export, B export to a business, W booking note of an overseas warehouse.
    public var orderType = ""
    public var orderNo = ""
    public var ebpCode = ""
    public var ebpName = ""
    public var ebcCode = ""
    /// FOB, in the order's currency.
    public var goodsValue = Fixed5.zero
    public var freight = Fixed5.zero
    public var currency = ""
    public var lines: [Line] = []

    /// One line of an order.
    public struct Line: Hashable, Sendable {
        public var gnum: Int32 = 0
        public var itemNo = ""
        public var itemName = ""
        public var unit = ""
        public var currency = ""
        public var qty = Fixed5.zero
        public var price = Fixed5.zero
        public var totalPrice = Fixed5.zero

        /// An empty line.
        public init() {}
    }

    /// An order with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}

/// A receipt of payment for an export (收款单, CEB403).
public struct Proceeds: Hashable, Sendable {
    public var submission: Submission
    public var ebpCode = ""
    public var ebcCode = ""
    public var orderNo = ""
    public var payCode = ""
    public var payNo = ""
    /// What was received, in `currency`.
    public var charge = Fixed5.zero
    public var currency = ""
    /// `YYYYMMDDhhmmss`.
    public var accountingDate = ""

    /// A receipt with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}

/// An export waybill (CEB505). It names no order: the list does. Weight in kilograms.
public struct ExportWaybill: Hashable, Sendable {
    public var submission: Submission
    public var logisticsCode = ""
    public var logisticsNo = ""
    public var freight = Fixed5.zero
    public var insuredFee = Fixed5.zero
    public var currency = ""
    public var grossWeight = Fixed5.zero
    public var packNo: Int32 = 0
    public var ebcCode = ""

    /// A waybill with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}

/// Who an export order is filed under: its platform, or its firm where the platform has no code ("无").
///
/// Source: message standard 202205, CEB303 ebpCode.
public func exportParty(ebpCode: String, ebcCode: String) -> String {
    ebpCode == "无" ? ebcCode : ebpCode
}
