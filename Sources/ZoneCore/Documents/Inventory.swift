/// An import declaration list (CEB621). Money in yuan (currency 142), weights in kilograms.
public struct Inventory: Hashable, Sendable {
    public var submission: Submission
    public var orderNo = ""
    public var ebpCode = ""
    public var ebcCode = ""
    public var logisticsNo = ""
    public var logisticsCode = ""
    public var copNo = ""
    public var preNo = ""
    public var assureCode = ""
    public var emsNo = ""
    public var invtNo = ""
    public var customsCode = ""
    public var portCode = ""
    public var buyerIdNumber = ""
    public var buyerName = ""
    public var buyerTelephone = ""
    public var consigneeAddress = ""
    public var agentCode = ""
    /// 9610 direct purchase, 1210 bonded, 1239 bonded A.
    public var tradeMode = ""
    public var country = ""
    public var freight = Fixed5.zero
    public var insuredFee = Fixed5.zero
    public var currency = ""
    public var grossWeight = Fixed5.zero
    public var netWeight = Fixed5.zero
    public var lines: [Line] = []

    /// One line of a declaration list.
    public struct Line: Hashable, Sendable {
        public var gnum: Int32 = 0
        public var itemNo = ""
        /// The item's number in the bonded account book; empty where there is none.
        public var itemRecordNo = ""
        /// HS code, ten digits.
        public var gcode = ""
        public var gname = ""
        public var country = ""
        public var currency = ""
        public var qty = Fixed5.zero
        public var unit = ""
        public var qty1 = Fixed5.zero
        public var unit1 = ""
        public var qty2: Fixed5?
        public var unit2 = ""
        public var price = Fixed5.zero
        public var totalPrice = Fixed5.zero

        /// An empty line.
        public init() {}
    }

    /// A list with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}
