import ZoneCore

/// The kinds of document that enterprises submit. The raw value is what the store keeps.
public enum DocumentKind: UInt8, Sendable, CaseIterable {
    /// CEB311, answered by CEB312.
    case order = 1
    /// CEB411, answered by CEB412.
    case payment = 2
    /// CEB511, answered by CEB512.
    case waybill = 3
    /// CEB621, answered by CEB622.
    case inventory = 4
    /// CEB513, answered by CEB514.
    case waybillStatus = 5
    /// CEB303, answered by CEB304.
    case exportOrder = 6
    /// CEB403, answered by CEB404.
    case proceeds = 7
    /// CEB505, answered by CEB506.
    case exportWaybill = 8
    /// CEB603, answered by CEB604.
    case exportInventory = 9
    /// CEB623, answered by CEB624.
    case cancellation = 10
    /// CEB605, answered by CEB606.
    case exportCancellation = 11
    /// CEB625, answered by CEB626.
    case goodsReturn = 12
    /// CEB213, answered by CEB214.
    case exportReturn = 13
    /// CEB507, answered by CEB508.
    case arrival = 14
    /// CEB607, answered by CEB608.
    case manifest = 15
    /// CEB509, answered by CEB510.
    case departure = 16
    /// CEB711, answered by CEB712.
    case tally = 17
    /// CEB215, answered by CEB216.
    case returnTally = 18
    /// CEB701, answered by CEB702.
    case summary = 19

    /// Number of the receipt that answers it.
    public var receipt: Int {
        switch self {
        case .order: 312
        case .payment: 412
        case .waybill: 512
        case .inventory: 622
        case .waybillStatus: 514
        case .exportOrder: 304
        case .proceeds: 404
        case .exportWaybill: 506
        case .exportInventory: 604
        case .cancellation: 624
        case .exportCancellation: 606
        case .goodsReturn: 626
        case .exportReturn: 214
        case .arrival: 508
        case .manifest: 608
        case .departure: 510
        case .tally: 712
        case .returnTally: 216
        case .summary: 702
        }
    }

    /// The message that answers it.
    public var receiptMessage: String { "CEB\(receipt)Message" }

    /// Whether its receipts name a number that it gets when it is taken.
    var isNumbered: Bool {
        switch self {
        case .order, .payment, .waybill, .waybillStatus, .exportOrder, .proceeds, .exportWaybill:
            false
        default: true
        }
    }

    /// Whether it is a declaration list.
    var isList: Bool { self == .inventory || self == .exportInventory }

    /// Where a document of this kind stands once it was taken: the standard's receipts of orders and lists say 120, those
    /// of waybills and notices of exports 399.
    var taken: ReturnStatus {
        switch self {
        case .order, .payment, .waybill, .waybillStatus, .exportOrder, .proceeds, .manifest,
            .inventory, .exportInventory, .goodsReturn, .exportReturn:
            .stored
        case .exportWaybill, .arrival, .departure, .tally, .returnTally, .cancellation,
            .exportCancellation, .summary:
            .settled
        }
    }
}

/// Keys under which the store keeps documents that belong to no order. They begin with a character that XML can't hold, so
/// no order number is one.
enum StoreKey {
    /// What happened to an export parcel: waybill, list, arrival, loading, departure.
    static func parcel(logisticsNo: String, logisticsCode: String) -> String {
        "\u{1}P\u{1}\(logisticsNo)\u{1}\(logisticsCode)"
    }

    /// The keys of all parcels with that number.
    static func parcels(logisticsNo: String) -> Range<String> {
        "\u{1}P\u{1}\(logisticsNo)\u{1}"..<"\u{1}P\u{1}\(logisticsNo)\u{2}"
    }

    /// The logistics firm of a parcel's key.
    static func logisticsCode(ofParcel key: String) -> String {
        key.lastIndex(of: "\u{1}").map { String(key[key.index(after: $0)...]) } ?? ""
    }

    /// The parts of a notice of parcels.
    static func notice(_ kind: DocumentKind, party: String, copNo: String) -> String {
        "\u{1}N\(kind.rawValue)\u{1}\(party)\u{1}\(copNo)"
    }

    /// The parts of a request for a summary.
    static func summary(agentCode: String, copNo: String) -> String {
        "\u{1}S\u{1}\(agentCode)\u{1}\(copNo)"
    }

    static func isOrder(_ key: String) -> Bool { key.utf8.first != 1 }
}
