import ZoneCore

/// What a price a unit is measured by, and how unit codes of customs count it.
///
/// Source: 海关计量单位代码 (codes/units.tsv): 035 千克, 036 克, 095 升, 096 毫升, 020 片, 010 张, 011 件,
/// 007 个, 008 只.
enum Measure {
    case gram
    case millilitre
    case sheet
    case piece

    /// How many of the measure one unit of that code is; nil for codes that do not count it.
    func count(inOne unit: String) -> Int64? {
        switch self {
        case .gram: unit == "035" ? 1000 : unit == "036" ? 1 : nil
        case .millilitre: unit == "095" ? 1000 : unit == "096" ? 1 : nil
        case .sheet: unit == "020" || unit == "010" ? 1 : nil
        case .piece: unit == "011" || unit == "007" || unit == "008" ? 1 : nil
        }
    }
}

/// Goods whose price can be spread over a measure.
protocol MeasuredGoods {
    /// How much of `measure` the goods hold, in units of 0.00001, over 0; nil where that is not
    /// known.
    func quantity(by measure: Measure) -> Int128?
}

extension Inventory.Line: MeasuredGoods {
    /// How much of `measure` the line holds, in units of 0.00001: from the first statutory
    /// quantity, else the second, else the declared one. Nil where none of them counts it or it is
    /// not over 0.
    func quantity(by measure: Measure) -> Int128? {
        let (quantity, count): (Fixed5, Int64)
        if let first = measure.count(inOne: unit1) {
            (quantity, count) = (qty1, first)
        } else if let qty2, let second = measure.count(inOne: unit2) {
            (quantity, count) = (qty2, second)
        } else if let declared = measure.count(inOne: unit) {
            (quantity, count) = (qty, declared)
        } else {
            return nil
        }
        return quantity.units > 0 ? Int128(quantity.units) * Int128(count) : nil
    }
}

extension Ratio {
    /// Whether `dutiable` spread over `quantity` (units of 0.00001) is this many yuan a unit or
    /// more.
    func isReached(by dutiable: Fixed5, over quantity: Int128) -> Bool {
        Int128(dutiable.units) * denominator >= numerator * quantity
    }
}
