/// A movement of goods: a quantity that leaves one side of a lot and enters another.
public struct StockPosting: Hashable, Sendable {
    public var key: StockKey
    /// The lot; empty where none is told apart.
    public var lot: String
    /// Last day of the lot in days since 1970-01-01; ``StockLot/neverExpires`` without one.
    public var expires: Int64
    public var from: StockSide
    public var to: StockSide
    /// In hundred-thousandths of the unit; above zero.
    public var quantity: Int64
    /// What it changes in the declared stock, in the same parts.
    public var declared: Int64
    /// What it comes from, such as `list` or `inbound`.
    public var cause: String
    /// The list and its line that it is for; 0 where it is for none.
    public var declarationID: Int64
    public var gnum: Int64
    /// The paper it rests on, and why.
    public var reference: String
    public var reason: String
    /// Who; empty for the clearance itself.
    public var actor: String

    /// A posting that rests on nothing yet.
    public init(
        _ key: StockKey, lot: String = "", expires: Int64 = StockLot.neverExpires,
        from: StockSide, to: StockSide, quantity: Int64, cause: String
    ) {
        self.key = key
        self.lot = lot
        self.expires = expires
        self.from = from
        self.to = to
        self.quantity = quantity
        self.cause = cause
        declared = 0
        declarationID = 0
        gnum = 0
        reference = ""
        reason = ""
        actor = ""
    }

    /// What it changes on a side, in hundred-thousandths of the unit.
    public func change(of side: StockSide) -> Int64 {
        (side == to ? quantity : 0) - (side == from ? quantity : 0)
    }
}

/// The stock of one lot, in hundred-thousandths of the unit. `entered` is what came from outside; it is always the sum
/// of the other three.
public struct StockLot: Hashable, Sendable {
    /// Stands for no last day.
    public static let neverExpires: Int64 = 9_999_999

    public var lot: String
    public var expires: Int64
    public var free: Int64
    public var held: Int64
    public var gone: Int64
    public var entered: Int64 { free + held + gone }

    /// A lot with its sides.
    public init(lot: String, expires: Int64, free: Int64 = 0, held: Int64 = 0, gone: Int64 = 0) {
        self.lot = lot
        self.expires = expires
        self.free = free
        self.held = held
        self.gone = gone
    }

    /// The lot after a posting; nil where a side would go below zero or out of range.
    public func after(_ posting: StockPosting) -> StockLot? {
        guard posting.quantity > 0, posting.from != posting.to else { return nil }
        var next = self
        for (side, part) in [
            (StockSide.free, \StockLot.free), (.held, \.held), (.gone, \.gone),
        ] {
            let (sum, overflow) = self[keyPath: part].addingReportingOverflow(
                posting.change(of: side))
            guard !overflow, sum >= 0, sum <= Self.quantityMax else { return nil }
            next[keyPath: part] = sum
        }
        return next
    }

    /// Most that stands on a side: 10^12 of the unit.
    public static let quantityMax: Int64 = 100_000_000_000_000_000
}

/// What a line of a list holds of a lot.
public struct StockHold: Hashable, Sendable {
    public var gnum: Int64
    public var key: StockKey
    public var lot: String
    public var expires: Int64
    public var held: Int64
    public var gone: Int64

    /// A hold with all its parts.
    public init(
        gnum: Int64, key: StockKey, lot: String, expires: Int64, held: Int64, gone: Int64
    ) {
        self.gnum = gnum
        self.key = key
        self.lot = lot
        self.expires = expires
        self.held = held
        self.gone = gone
    }
}
