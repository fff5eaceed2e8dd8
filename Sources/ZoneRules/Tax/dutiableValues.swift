import ZoneCore

/// The dutiable value of a list and of each line; the lines together are exactly the list.
struct DutiableValues {
    var total: Fixed5
    var lines: [LineTax]
}

/// The most a list may be worth for the arithmetic to stay exact: a billion yuan, in units of
/// 0.00001.
private let unitsMax: Int128 = 1_000_000_000 * 100_000

/// Spreads freight and insurance over the lines by their price, or nil where an amount is negative
/// or the list is worth over a billion yuan. Where all prices are 0 the last line takes everything.
func dutiableValues(of inventory: Inventory) -> DutiableValues? {
    var goods: Int128 = 0
    for line in inventory.lines {
        guard line.totalPrice.units >= 0 else { return nil }
        goods += Int128(line.totalPrice.units)
    }
    guard inventory.freight.units >= 0, inventory.insuredFee.units >= 0 else { return nil }
    let extra = Int128(inventory.freight.units) + Int128(inventory.insuredFee.units)
    guard goods + extra <= unitsMax else { return nil }
    var lines: [LineTax] = []
    lines.reserveCapacity(inventory.lines.count)
    var rest = extra
    for (index, line) in inventory.lines.enumerated() {
        let price = Int128(line.totalPrice.units)
        var share: Int128 = 0
        if index == inventory.lines.count - 1 {
            share = rest
        } else if extra > 0, goods > 0 {
            share = extra * price / goods
        }
        rest -= share
        let dutiable = Fixed5(units: Int64(price + share))
        lines.append(LineTax(gnum: line.gnum, dutiable: dutiable))
    }
    return DutiableValues(total: Fixed5(units: Int64(goods + extra)), lines: lines)
}
