import ZoneCore
import ZoneMessages
import ZoneStore

/// What became of some declarations, in numbers.
public struct OutcomeSum: Hashable, Sendable, Encodable {
    public var declarations: Int64 = 0
    /// Released or closed (800, 899).
    public var released: Int64 = 0
    /// Rejected (100).
    public var refused: Int64 = 0
    /// In the hands of an officer who looks at papers (300).
    public var underReview: Int64 = 0
    /// Goods looked at or held (500 to 600).
    public var inspected: Int64 = 0
    /// Waiting for documents (2).
    public var waiting: Int64 = 0
    /// Anything else: drafts, withdrawn, sent back.
    public var other: Int64 = 0
    /// Taxes of those released, fen.
    public var dutyFen: Int64 = 0
    public var vatFen: Int64 = 0
    public var consumptionFen: Int64 = 0
    /// From the list's arrival to its outcome, all of those released or refused together, ms.
    public var waitedMs: Int64 = 0

    /// Adds a declaration, or takes it out with a sign of -1.
    mutating func add(_ row: DeclarationRow, _ sign: Int64) {
        declarations += sign
        switch ReturnStatus(rawValue: UInt16(clamping: row.status)) {
        case .released, .closed:
            released += sign
            dutyFen += sign * row.dutyFen
            vatFen += sign * row.vatFen
            consumptionFen += sign * row.consumptionFen
            waitedMs += sign * (History.lastMs(row.history) - row.receivedMs)
        case .rejected:
            refused += sign
            waitedMs += sign * (History.lastMs(row.history) - row.receivedMs)
        case .underReview: underReview += sign
        case .inspection, .detainedForClearance, .detainedForSmuggling, .detainedForLegal,
            .handedOver, .detainedOtherwise, .suspended:
            inspected += sign
        case .submitting: waiting += sign
        default: other += sign
        }
    }

    static func += (sum: inout OutcomeSum, more: OutcomeSum) {
        sum.declarations += more.declarations
        sum.released += more.released
        sum.refused += more.refused
        sum.underReview += more.underReview
        sum.inspected += more.inspected
        sum.waiting += more.waiting
        sum.other += more.other
        sum.dutyFen += more.dutyFen
        sum.vatFen += more.vatFen
        sum.consumptionFen += more.consumptionFen
        sum.waitedMs += more.waitedMs
    }
}

/// The same declarations under the rules of the time and under the draft.
public struct OutcomePair: Hashable, Sendable, Encodable {
    public var before = OutcomeSum()
    public var after = OutcomeSum()

    static func += (pair: inout OutcomePair, more: OutcomePair) {
        pair.before += more.before
        pair.after += more.after
    }
}

/// Totals by enterprise and origin of the declarations that arrived on some days, while a simulation runs.
struct SimulationTally {
    private let receivedMs: Range<Int64>
    private var byEnterprise: [String: OutcomePair] = [:]
    private var byOrigin: [String: OutcomePair] = [:]

    init(days: ClosedRange<Day>) {
        func midnightMs(_ day: Day) -> Int64 {
            Int64(day.number) * 86_400_000 - Timestamp.chinaOffsetMs
        }
        receivedMs = midnightMs(days.lowerBound)..<midnightMs(days.upperBound.adding(days: 1))
    }

    /// Adds a declaration as it is stored and as it came out under the draft.
    mutating func add(before: DeclarationRow, after: DeclarationRow, _ list: ListTrader) {
        guard receivedMs.contains(after.receivedMs) else { return }
        var pair = OutcomePair()
        pair.before.add(before, 1)
        pair.after.add(after, 1)
        add(pair, list)
    }

    /// Adds a declaration that came out as it is stored; takes it out with a sign of -1.
    mutating func add(_ row: DeclarationRow, _ list: ListTrader, _ sign: Int64) {
        guard receivedMs.contains(row.receivedMs) else { return }
        var sum = OutcomeSum()
        sum.add(row, sign)
        add(OutcomePair(before: sum, after: sum), list)
    }

    private mutating func add(_ pair: OutcomePair, _ list: ListTrader) {
        byEnterprise[list.ebcCode, default: OutcomePair()] += pair
        byOrigin[list.origin, default: OutcomePair()] += pair
    }

    /// All together.
    var totals: OutcomePair { byOrigin.values.reduce(into: OutcomePair()) { $0 += $1 } }

    /// By country of origin, by its code.
    var origins: [SimulationReport.Group] {
        byOrigin.sorted { $0.key < $1.key }.map {
            SimulationReport.Group(name: $0.key, totals: $0.value)
        }
    }

    /// By the size of the enterprise: how many declarations of it there are, in bands that begin at 1 and `bounds`.
    func bySize(_ bounds: [Int64]) -> [SimulationReport.Group] {
        let starts = [1] + bounds.filter { $0 > 1 }.sorted()
        var groups = starts.indices.map { index in
            let end = index + 1 < starts.count ? "-\(starts[index + 1] - 1)" : " or more"
            return SimulationReport.Group(
                name: "\(starts[index])\(end)", enterprises: 0, totals: OutcomePair())
        }
        for pair in byEnterprise.values where pair.before.declarations > 0 {
            let index = starts.lastIndex { $0 <= pair.before.declarations } ?? 0
            groups[index].enterprises? += 1
            groups[index].totals += pair
        }
        return groups
    }
}

/// Whose list it is, and where its goods come from: what totals are grouped by.
struct ListTrader: Sendable {
    var ebcCode = ""
    /// The country of its most valuable line; of equals the first.
    var origin = ""

    init(_ document: TradeDocument) {
        switch document {
        case .inventory(let list):
            ebcCode = list.ebcCode
            origin = Self.origin(list.lines) { ($0.totalPrice, $0.country) }
        case .exportInventory(let list):
            ebcCode = list.ebcCode
            origin = Self.origin(list.lines) { ($0.totalPrice, $0.country) }
        default: break
        }
    }

    private static func origin<Line>(
        _ lines: [Line], _ read: (Line) -> (total: Fixed5, country: String)
    ) -> String {
        var best: (total: Fixed5, country: String)?
        for line in lines {
            let own = read(line)
            if own.total > best?.total ?? Fixed5(units: .min) { best = own }
        }
        return best?.country ?? ""
    }
}
