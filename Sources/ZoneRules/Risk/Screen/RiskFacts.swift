public import ZoneCore

/// What is known around a declaration when it is screened. Everything here is a number or a name of
/// a list entry, so it can be kept with the decision (``packed``) and the decision made again.
///
/// Nil means: nobody could tell. A rule that needs it is then not evaluated.
public struct RiskFacts: Hashable, Sendable {
    /// Recent orders around the buyer.
    public var history: OrderHistory?
    /// The buyer's year with this declaration.
    public var yearAfter: Fen?
    /// Lines whose price is at least twice, or at most half, the median of recent ones; nil where
    /// there were too few to compare any line with.
    public var prices: [PriceFact]?
    /// Names that are on a list of denied parties; empty where none is, nil without a list.
    public var parties: [PartyFact]?
    /// The signature of the message.
    public var signature: SignatureFact?
    /// Whether the same content came before under another message.
    public var isReplayed: Bool?
    /// For how many more days the sender's certificate is valid; negative where it has ended.
    public var certificateDayCount: Int64?
    /// How many messages the sender submitted within the last minute.
    public var submissionCount: Int64?
    /// Draws that neither firm nor officer can steer.
    public var draws: SampleDraws?
    /// The credit of the declaring enterprise when it was decided, with the draw for it.
    public var credit: CreditFact?

    /// Facts of which nothing is known.
    public init() {}
}

/// The grade that a decision went by, and the draw that the grade's inspection rate is held against.
public struct CreditFact: Hashable, Sendable {
    /// The grade of the declaring enterprise, as known when it was decided.
    public var grade: CreditGrade
    /// A draw of its own, which neither firm nor officer can steer.
    public var draw: SampleDraw

    /// A fact with all its parts.
    public init(grade: CreditGrade, draw: SampleDraw) {
        self.grade = grade
        self.draw = draw
    }
}

/// What became of checking a message's signature.
public enum SignatureFact: UInt8, Sendable, CaseIterable {
    /// The message has none.
    case missing
    /// It does not belong to the content or to a known certificate.
    case invalid
    /// It is good.
    case valid
}

/// Recent orders around a buyer, this one included where a count is of distinct things. Counts stop
/// at the limits of ``RiskMemory``.
public struct OrderHistory: Hashable, Sendable {
    /// Earlier orders of the buyer within the splitting window from this shop or to this address.
    public var linkedOrderCount: Int64 = 0
    /// What those are worth together.
    public var linkedValue = Fen.zero
    /// Earlier orders of the buyer within the identity window.
    public var buyerOrderCount: Int64 = 0
    /// Telephones, addresses and payers of the buyer within the identity window.
    public var telephoneCount: Int64 = 0
    public var addressCount: Int64 = 0
    public var payerCount: Int64 = 0
    /// Whether the buyer's earlier orders had neither this telephone nor this address.
    public var isElsewhere = false
    /// Buyers with this address, telephone and payer within the ring window.
    public var addressBuyerCount: Int64 = 0
    public var telephoneBuyerCount: Int64 = 0
    public var payerBuyerCount: Int64 = 0

    /// No orders.
    public init() {}
}

/// A price that stands out, in the measure of ``LogPrice``.
public struct PriceFact: Hashable, Sendable {
    /// The line's number.
    public var gnum: Int32
    /// Whether it was compared with the same item of the same shop; else with the same HS code.
    public var isOfItem: Bool
    /// How many prices it was compared with.
    public var sampleCount: Int64
    public var price: LogPrice
    /// Median of the recent prices, and the median distance from it.
    public var median: LogPrice
    public var deviation: Int64

    /// A fact with all its parts.
    public init(
        gnum: Int32, isOfItem: Bool, sampleCount: Int64, price: LogPrice, median: LogPrice,
        deviation: Int64
    ) {
        self.gnum = gnum
        self.isOfItem = isOfItem
        self.sampleCount = sampleCount
        self.price = price
        self.median = median
        self.deviation = deviation
    }

    /// How far the price is from the median.
    public var distance: Int64 { abs(Int64(price.steps) - Int64(median.steps)) }
}

/// A name of the declaration that is on a list of denied parties.
public struct PartyFact: Hashable, Sendable {
    /// Whose name it is.
    public var role: Role
    /// The entry of the list.
    public var entry: String
    /// How sure the match is, 0...100.
    public var score: Int64

    /// Whose name was found.
    public enum Role: UInt8, Sendable, CaseIterable {
        case buyer, payer, consignee
    }

    /// A hit with all its parts.
    public init(role: Role, entry: String, score: Int64) {
        self.role = role
        self.entry = entry
        self.score = score
    }
}
