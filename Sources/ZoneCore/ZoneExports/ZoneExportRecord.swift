/// What an enterprise registers of one line of an export list that it has no purchase invoice for: the six fields that the
/// rule book lists under `zone-export.recorded-fields`, and where the goods were bought.
public struct ZoneExportRecord: Hashable, Sendable {
    public var exportDate: Day
    public var goodsName: String
    public var unit: String
    public var quantity: Fixed5
    public var unitPrice: Fixed5
    /// In the currency of the list's line.
    public var amount: Fixed5
    public var currency: String
    /// Of whom the goods were bought; not one of the six.
    public var seller: String
    /// When they were bought; not one of the six.
    public var purchaseDate: Day

    /// A record with all its parts.
    public init(
        exportDate: Day, goodsName: String, unit: String, quantity: Fixed5, unitPrice: Fixed5,
        amount: Fixed5, currency: String, seller: String, purchaseDate: Day
    ) {
        self.exportDate = exportDate
        self.goodsName = goodsName
        self.unit = unit
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.amount = amount
        self.currency = currency
        self.seller = seller
        self.purchaseDate = purchaseDate
    }
}
