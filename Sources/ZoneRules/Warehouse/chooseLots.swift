public import ZoneCore

/// The lots to take a quantity from, first expired first out; those that are past their last day are left, and of lots
/// with one last day the name decides. Nil where they do not hold as much.
public func chooseLots(
    _ lots: [StockLot], quantity: Int64, on day: Day
) -> [(lot: StockLot, quantity: Int64)]? {
    guard quantity > 0 else { return nil }
    var rest = quantity
    var chosen: [(lot: StockLot, quantity: Int64)] = []
    for lot in lots.sorted(by: { ($0.expires, $0.lot) < ($1.expires, $1.lot) })
    where lot.free > 0 && lot.expires >= Int64(day.number) {
        let part = min(rest, lot.free)
        chosen.append((lot, part))
        rest -= part
        if rest == 0 { return chosen }
    }
    return nil
}

/// What is free of lots that are not past their last day, in hundred-thousandths of the unit.
public func freeStock(_ lots: [StockLot], on day: Day) -> Int64 {
    lots.reduce(0) { $1.expires >= Int64(day.number) ? $0 + $1.free : $0 }
}
