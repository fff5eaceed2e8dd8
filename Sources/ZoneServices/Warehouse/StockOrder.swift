public import ZoneCore
import ZoneStore

/// What is to be done with the stock of an account; comes from its owner, the warehouse or an officer.
public struct StockOrder: Hashable, Sendable {
    /// What is done.
    public enum Kind: String, CaseIterable, Sendable {
        /// The account is registered; `item` is its owner, `unit` its kind and `reference` its name.
        case register
        /// Goods enter the book.
        case inbound
        /// The book is corrected, up or down, with a reason.
        case adjustment
        /// Goods go over to another account.
        case transfer
        /// Goods of an overseas warehouse were sold.
        case sale
        /// An inbound declaration, or its correction.
        case declared
        /// The warehouse counted.
        case count
        /// The warehouse scanned goods in, or out (below zero).
        case scan
    }

    public var account: String
    /// The sender's own id of it: 1 to 64 characters.
    public var id: String
    public var kind: Kind
    public var item = ""
    public var unit = ""
    /// The lot; empty where none is told apart, or where any may be taken.
    public var lot = ""
    /// Last day of the lot; nil without one.
    public var expires: Day?
    public var quantity = Fixed5.zero
    /// Of a transfer: the account that the goods go over to.
    public var toAccount = ""
    public var reference = ""
    public var reason = ""
    public var actor: String

    /// An order that says nothing yet.
    public init(account: String, id: String, kind: Kind, actor: String) {
        self.account = account
        self.id = id
        self.kind = kind
        self.actor = actor
    }

    var key: StockKey { StockKey(account: account, item: item, unit: unit) }
}

/// What became of an order.
public enum StockOutcome: Hashable, Sendable {
    /// It is done; false where it was before.
    case done(isNew: Bool)
    /// There is no such account, or not of that kind.
    case unknownAccount(String)
    /// There is another order under that id, or the lot has another last day.
    case conflict
    /// There is less than is asked for.
    case notEnough(free: Fixed5, wanted: Fixed5)
}

extension StockOrder {
    /// The first field that has a value that can't be, and what is expected there; nil where all can be.
    public var problem: (field: String, expected: String)? {
        let sizes = 1...Zone.stockTextByteCountMax
        let words = "\(sizes.lowerBound)...\(sizes.upperBound) bytes"
        guard isCreditID(id) else { return ("id", "1...64 A-Z a-z 0-9 . - _") }
        for (field, text) in [("by", actor), ("item", item)] {
            guard sizes.contains(text.utf8.count) else { return (field, words) }
        }
        for (field, text) in [
            ("unit", unit), ("lot", lot), ("to", toAccount), ("reference", reference),
            ("reason", reason),
        ] {
            guard text.utf8.count <= sizes.upperBound else {
                return (field, "0...\(sizes.upperBound) bytes")
            }
        }
        if kind == .register {
            guard StockAccountKind(name: unit) != nil else { return ("kind", "bonded, overseas") }
            guard (1...64).contains(account.utf8.count) else { return ("code", "1...64 bytes") }
            return reference.isEmpty ? ("name", words) : nil
        }
        guard !unit.isEmpty else { return ("unit", words) }
        guard kind == .count || quantity != .zero else { return ("quantity", "not 0") }
        let mayFall = kind == .adjustment || kind == .declared || kind == .scan
        guard mayFall || quantity >= .zero else { return ("quantity", ">= 0") }
        guard quantity.units.magnitude <= UInt64(StockLot.quantityMax) else {
            return ("quantity", "<= \(Fixed5(units: StockLot.quantityMax))")
        }
        guard kind != .adjustment || !reason.isEmpty else { return ("reason", words) }
        return nil
    }

    var packed: [UInt8] {
        var out = ByteWriter(capacity: 128)
        for text in [id, kind.rawValue, item, unit, lot, toAccount, reference, reason, actor] {
            out.write(text)
        }
        out.write(expires.map { Int64($0.number) } ?? StockLot.neverExpires)
        out.write(quantity.units)
        return out.bytes
    }

    init?(account: String, packed: [UInt8]) {
        var from = ByteReader(packed)
        let id = from.text()
        guard let kind = Kind(rawValue: from.text()) else { return nil }
        self.init(account: account, id: id, kind: kind, actor: "")
        item = from.text()
        unit = from.text()
        lot = from.text()
        toAccount = from.text()
        reference = from.text()
        reason = from.text()
        actor = from.text()
        let last = from.integer()
        expires = last == StockLot.neverExpires ? nil : Day(number: Int32(clamping: last))
        quantity = Fixed5(units: from.integer())
    }
}
