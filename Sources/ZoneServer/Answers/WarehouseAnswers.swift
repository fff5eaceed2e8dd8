import ZoneCore
import ZoneServices

/// An account of stock.
struct StockAccountAnswer: Encodable {
    var code: String
    var kind: String
    var owner: String
    var name: String
    var registeredAt: String

    init(_ view: WarehouseView) {
        code = view.code
        kind = view.kind.name
        owner = view.owner
        name = view.name
        registeredAt = view.registeredAt.iso8601
    }
}

/// A page of accounts.
struct StockAccountListAnswer: Encodable {
    var warehouses: [StockAccountAnswer]
    var nextAfter: String?
}

/// An item with its three stocks and its lots; quantities are decimal texts in the unit.
struct StockAnswer: Encodable {
    struct Lot: Encodable {
        var lot: String
        var expires: String?
        var free: String
        var held: String
    }

    var account: String
    var item: String
    var unit: String
    var book: String
    var declared: String
    var physical: String?
    var difference: String?
    var lots: [Lot]

    init(_ view: StockView) {
        account = view.key.account
        item = view.key.item
        unit = view.key.unit
        book = view.book.description
        declared = view.declared.description
        physical = view.physical?.description
        difference = view.difference?.rawValue
        lots = view.lots.map {
            Lot(
                lot: $0.lot, expires: expiryText($0.expires),
                free: Fixed5(units: $0.free).description, held: Fixed5(units: $0.held).description)
        }
    }
}

/// The last day of a lot; nil without one.
func expiryText(_ expires: Int64) -> String? {
    expires == StockLot.neverExpires ? nil : Day(number: Int32(clamping: expires)).description
}

/// A page of items.
struct StockListAnswer: Encodable {
    var items: [StockAnswer]
    var nextAfter: String?
}

/// A posting: a quantity that left one side of a lot and entered another.
struct PostingAnswer: Encodable {
    var id: Int64
    var at: String
    var item: String
    var unit: String
    var lot: String
    var from: String
    var to: String
    var quantity: String
    var declared: String
    var cause: String
    var reference: String
    var reason: String
    var by: String

    init(_ view: PostingView) {
        let posting = view.posting
        id = view.id
        at = view.at.iso8601
        item = posting.key.item
        unit = posting.key.unit
        lot = posting.lot
        from = posting.from.name
        to = posting.to.name
        quantity = Fixed5(units: posting.quantity).description
        declared = Fixed5(units: posting.declared).description
        cause = posting.cause
        reference = posting.reference
        reason = posting.reason
        by = posting.actor
    }
}

extension StockSide {
    /// Its name in the API.
    var name: String {
        switch self {
        case .outside: "outside"
        case .free: "free"
        case .held: "held"
        case .gone: "gone"
        }
    }
}

/// A page of postings.
struct PostingListAnswer: Encodable {
    var postings: [PostingAnswer]
    var nextAfter: String?
}

/// A difference between the three stocks of an item.
struct DiscrepancyAnswer: Encodable {
    var id: Int64
    var account: String
    var item: String
    var unit: String
    var owner: String
    var book: String
    var declared: String
    var physical: String?
    var difference: String?
    var since: String
    var closed: String?
    var due: String
    var overdue: Bool

    init(_ view: DiscrepancyView, today: Day) {
        id = view.id
        account = view.key.account
        item = view.key.item
        unit = view.key.unit
        owner = view.owner
        book = view.book.description
        declared = view.declared.description
        physical = view.physical?.description
        difference = view.difference?.rawValue
        since = view.since.iso8601
        closed = view.closed?.iso8601
        due = view.due.description
        overdue = view.closed == nil && today > view.due
    }
}

/// A page of differences.
struct DiscrepancyListAnswer: Encodable {
    var discrepancies: [DiscrepancyAnswer]
    var nextAfter: String?
}

/// A gate pass with what happened at the gates.
struct GatePassAnswer: Encodable {
    struct Event: Encodable {
        var at: String
        var gate: String
        var outcome: String
        var by: String
    }

    var id: String
    var account: String
    var direction: String
    var vehicle: String
    var seals: [String]
    var declarationNumbers: [Int64]
    var movements: [String]
    var issuedAt: String
    var expiresAt: String
    var usedAt: String?
    var by: String
    var events: [Event]

    init(_ pass: GatePass, _ events: [GateEvent]) {
        id = pass.id
        account = pass.account
        direction = pass.isOut ? "out" : "in"
        vehicle = pass.vehicle
        seals = pass.seals
        declarationNumbers = pass.declarations
        movements = pass.movements
        issuedAt = pass.issuedAt.iso8601
        expiresAt = pass.expiresAt.iso8601
        usedAt = pass.usedAt?.iso8601
        by = pass.actor
        self.events = events.map {
            Event(
                at: $0.at.iso8601, gate: $0.gate, outcome: $0.outcome.rawValue, by: $0.actor)
        }
    }
}

/// A page of gate passes, without their events.
struct GatePassListAnswer: Encodable {
    var passes: [GatePassAnswer]
    var nextAfter: String?
}
