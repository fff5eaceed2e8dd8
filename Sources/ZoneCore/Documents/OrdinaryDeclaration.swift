/// An ordinary customs declaration of a B2B export that cites its order: what of it the zone holds against the order.
public struct OrdinaryDeclaration: Hashable, Sendable, Codable {
    /// Number of the declaration (报关单号), 18 digits.
    public var entryId: String
    public var customsCode: String
    /// 9710 or 9810.
    public var tradeMode: String
    public var agentCode: String
    public var ebcCode: String
    /// Documents that go with it; the order under ``orderDocumentCode``.
    public var documents: [Document]
    public var lines: [Line]

    /// A document that goes with the declaration.
    public struct Document: Hashable, Sendable, Codable {
        public var code: String
        public var number: String

        /// A document with all its parts.
        public init(code: String, number: String) {
            self.code = code
            self.number = number
        }
    }

    /// A line; amounts are decimal texts with at most five fraction digits.
    public struct Line: Hashable, Sendable, Codable {
        public var gnum: Int32
        /// HS code, ten digits.
        public var gcode: String
        public var qty: String
        public var unit: String
        public var price: String
        public var totalPrice: String
        public var currency: String

        /// A line with all its parts.
        public init(
            gnum: Int32, gcode: String, qty: String, unit: String, price: String,
            totalPrice: String, currency: String
        ) {
            self.gnum = gnum
            self.gcode = gcode
            self.qty = qty
            self.unit = unit
            self.price = price
            self.totalPrice = totalPrice
            self.currency = currency
        }
    }

    /// A declaration with all its parts.
    public init(
        entryId: String, customsCode: String, tradeMode: String, agentCode: String,
        ebcCode: String, documents: [Document], lines: [Line]
    ) {
        self.entryId = entryId
        self.customsCode = customsCode
        self.tradeMode = tradeMode
        self.agentCode = agentCode
        self.ebcCode = ebcCode
        self.documents = documents
        self.lines = lines
    }

    /// The code under which a declaration cites an order or a booking note.
    ///
    /// Source: guide of the Foshan zone platform (eckey.cn 215044); seen there, not in an announcement.
    public static let orderDocumentCode = "10000004"

    /// The number of the order that it cites; nil where it cites none or several.
    public var orderNo: String? {
        let orders = documents.filter { $0.code == Self.orderDocumentCode }
        return orders.count == 1 ? orders[0].number : nil
    }
}
