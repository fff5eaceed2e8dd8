/// One item of one account, in one unit: what stock is counted by.
public struct StockKey: Hashable, Sendable {
    /// A bonded account book's number (emsNo), or an overseas warehouse's code.
    public var account: String
    /// The item's number in the book (itemRecordNo), or the firm's own item number.
    public var item: String
    /// Code of the unit.
    public var unit: String

    /// A key with all its parts.
    public init(account: String, item: String, unit: String) {
        self.account = account
        self.item = item
        self.unit = unit
    }
}

/// What an account of stock is.
public enum StockAccountKind: Int64, CaseIterable, Sendable {
    /// A bonded account book.
    case bonded = 1
    /// An overseas warehouse.
    case overseas = 2

    /// Its name in the API.
    public var name: String { self == .bonded ? "bonded" : "overseas" }

    /// The kind of that name.
    public init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

/// Where goods of an item can stand. A posting moves a quantity from one side to another, so the sides of an item
/// always sum to zero.
public enum StockSide: Int64, CaseIterable, Sendable {
    /// Outside of the account; the only side that may be below zero.
    case outside = 0
    /// In stock and free.
    case free = 1
    /// In stock, deducted in advance by a list (预扣).
    case held = 2
    /// Deducted (实扣): released, or sold.
    case gone = 3
}
