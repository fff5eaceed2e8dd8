public import ZoneCore

/// What the warehouse or a declarant recorded of an item besides the book.
public struct StockRecordRow: Hashable, Sendable {
    /// What was recorded.
    public enum Kind: Int64, Sendable {
        /// An inbound declaration, or its correction: adds to the declared stock.
        case declared = 1
        /// A count: what there is.
        case counted = 2
        /// A scan: what came in, or went out when below zero.
        case scanned = 3
    }

    public var key: StockKey
    public var kind: Kind
    /// In hundred-thousandths of the unit.
    public var amount: Int64
    public var reference: String
    public var reason: String
    public var actor: String

    /// A record with all its parts.
    public init(
        key: StockKey, kind: Kind, amount: Int64, reference: String, reason: String, actor: String
    ) {
        self.key = key
        self.kind = kind
        self.amount = amount
        self.reference = reference
        self.reason = reason
        self.actor = actor
    }
}

/// The three stocks of an item, in hundred-thousandths of the unit.
public struct StockFigures: Hashable, Sendable {
    public var book: Int64
    public var declared: Int64
    /// Nil until the warehouse counted or scanned.
    public var physical: Int64?

    /// Three stocks.
    public init(book: Int64 = 0, declared: Int64 = 0, physical: Int64? = nil) {
        self.book = book
        self.declared = declared
        self.physical = physical
    }

    /// The stocks after a posting.
    public func after(_ posting: StockPosting) -> StockFigures {
        var next = self
        next.book += posting.change(of: .free) + posting.change(of: .held)
        next.declared += posting.declared
        return next
    }

    /// The stocks after a record.
    public func after(_ record: StockRecordRow) -> StockFigures {
        var next = self
        switch record.kind {
        case .declared: next.declared += record.amount
        case .counted: next.physical = record.amount
        case .scanned: next.physical = (physical ?? 0) + record.amount
        }
        return next
    }
}
