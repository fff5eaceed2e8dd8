/// An export declaration list (CEB603). Weights in kilograms, prices FOB in each line's currency.
public struct ExportInventory: Hashable, Sendable {
    public var submission: Submission
    public var customsCode = ""
    public var ebpCode = ""
    public var orderNo = ""
    public var logisticsCode = ""
    public var logisticsNo = ""
    public var copNo = ""
    public var preNo = ""
    public var invtNo = ""
    public var portCode = ""
    /// `YYYYMMDD`.
    public var ieDate = ""
    /// A simplified, B to be summed up into declarations.
    public var statisticsFlag = ""
    public var agentCode = ""
    public var ebcCode = ""
    public var ownerCode = ""
    public var emsNo = ""
    /// 9610 retail, 1210 and 1239 from a special area, 9710 to a business, 9810 to an overseas warehouse.
    public var tradeMode = ""
    public var trafMode = ""
    public var billNo = ""
    public var licenseNo = ""
    public var country = ""
    public var destinationPort = ""
    public var freight = Fixed5.zero
    public var insuredFee = Fixed5.zero
    public var packNo: Int32 = 0
    public var grossWeight = Fixed5.zero
    public var netWeight = Fixed5.zero
    public var lines: [Line] = []

    /// One line of a declaration list.
    public struct Line: Hashable, Sendable {
        public var gnum: Int32 = 0
        public var itemNo = ""
        public var itemRecordNo = ""
        /// HS code of ten digits; of a simplified list the first four or six of them.
        public var gcode = ""
        public var gname = ""
        public var country = ""
        public var currency = ""
        public var qty = Fixed5.zero
        public var qty1 = Fixed5.zero
        public var qty2: Fixed5?
        public var unit = ""
        public var unit1 = ""
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

    /// Who the order is filed under; see ``exportParty(ebpCode:ebcCode:)``.
    public var party: String { exportParty(ebpCode: ebpCode, ebcCode: ebcCode) }
}
