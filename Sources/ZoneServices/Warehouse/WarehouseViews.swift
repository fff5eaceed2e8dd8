public import ZoneCore
import ZoneStore

/// A registered account of stock.
public struct WarehouseView: Hashable, Sendable {
    public var code: String
    public var kind: StockAccountKind
    public var owner: String
    public var name: String
    public var registeredAt: Timestamp

    init(_ row: StockAccountRow) {
        code = row.code
        kind = row.kind
        owner = row.owner
        name = row.name
        registeredAt = Timestamp(ms: row.atMs)
    }
}

/// An item with its three stocks and its lots.
public struct StockView: Hashable, Sendable {
    public var key: StockKey
    public var book: Fixed5
    public var declared: Fixed5
    /// Nil until the warehouse counted.
    public var physical: Fixed5?
    public var difference: StockDifference?
    public var lots: [StockLot]

    init(_ row: StockItemRow) {
        let figures = row.figures
        key = row.key
        book = Fixed5(units: figures.book)
        declared = Fixed5(units: figures.declared)
        physical = figures.physical.map { Fixed5(units: $0) }
        difference = StockDifference(
            book: figures.book, declared: figures.declared, physical: figures.physical)
        lots = row.lots
    }
}

/// A posting with its number and time.
public struct PostingView: Hashable, Sendable {
    public var id: Int64
    public var at: Timestamp
    public var posting: StockPosting
}

/// A difference between the three stocks of an item, with what they are now.
public struct DiscrepancyView: Hashable, Sendable {
    public var id: Int64
    public var key: StockKey
    public var owner: String
    public var book: Fixed5
    public var declared: Fixed5
    public var physical: Fixed5?
    /// Nil once the stocks agree.
    public var difference: StockDifference?
    public var since: Timestamp
    public var closed: Timestamp?
    /// The last day to clear it up; a setting of the operator.
    public var due: Day

    init(_ row: StockDiscrepancyRow, dayCount: Int) {
        let figures = row.figures
        id = row.id
        key = row.key
        owner = row.owner
        book = Fixed5(units: figures.book)
        declared = Fixed5(units: figures.declared)
        physical = figures.physical.map { Fixed5(units: $0) }
        difference = StockDifference(
            book: figures.book, declared: figures.declared, physical: figures.physical)
        since = Timestamp(ms: row.sinceMs)
        closed = row.closedMs.map { Timestamp(ms: $0) }
        due = since.day.adding(days: dayCount)
    }
}
