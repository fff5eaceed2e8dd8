import ZoneCore
import ZoneRules
import ZoneStore

/// What a line of an import list bears; kept with the declaration, so that a part that goes back is not taxed.
struct LineTax: Equatable {
    var gnum: Int32
    /// Dutiable value.
    var dutiable: Fixed5
    var dutyFen: Int64
    var vatFen: Int64
    var consumptionFen: Int64

    /// The lines of an assessment that is complete; nothing otherwise.
    static func pack(_ tax: TaxAssessment) -> [UInt8] {
        guard tax.issues.isEmpty else { return [] }
        var out = ByteWriter(capacity: tax.lines.count * 12)
        for line in tax.lines {
            out.write(Int64(line.gnum))
            out.write(line.dutiable.units)
            out.write(line.amounts.duty.count)
            out.write(line.amounts.vat.count)
            out.write(line.amounts.consumption.count)
        }
        return out.bytes
    }

    /// Calls `body` with the numbers of all lines, five a line, in the order of the tax bill (CEB816), which is also that
    /// in which they are packed.
    static func forEachNumber(in packed: [UInt8], _ body: (Int64) -> Void) {
        var from = ByteReader(packed)
        while !from.isAtEnd, !from.isExhausted { body(from.integer()) }
    }

    /// Takes away from each amount what `share` says of it.
    mutating func takeAway(_ share: (Int64) -> Int64) {
        dutiable = Fixed5(units: dutiable.units - share(dutiable.units))
        dutyFen -= share(dutyFen)
        vatFen -= share(vatFen)
        consumptionFen -= share(consumptionFen)
    }

    static func lines(_ packed: [UInt8]) -> [LineTax] {
        var from = ByteReader(packed)
        var lines: [LineTax] = []
        while !from.isAtEnd, !from.isExhausted {
            lines.append(
                LineTax(
                    gnum: Int32(truncatingIfNeeded: from.integer()),
                    dutiable: Fixed5(units: from.integer()),
                    dutyFen: from.integer(), vatFen: from.integer(),
                    consumptionFen: from.integer()))
        }
        return lines
    }
}
