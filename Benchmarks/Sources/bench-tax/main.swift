import Foundation
import ZoneCore
import ZoneRules

/// Times the composite tax of retail imports on one core, a pass at a time, as the driver asks: it reads lines and answers
/// each with seconds and the taxes of all in fen. `scripts/bench-tax` is the driver.
///
/// Usage: bench-tax FILE COUNT; the inputs are written to FILE: VAT and consumption tax in percent, value in fen.

/// Goods with the same formula and different rates: bath salts, honey, wine.
let goods = [
    (code: "3307300000", vat: 13, consumption: 0), (code: "0409000000", vat: 9, consumption: 0),
    (code: "2204290000", vat: 13, consumption: 10),
]
let count = Int(CommandLine.arguments[2]) ?? 0
let day = Day(year: 2026, month: 7, day: 1)!
let rules = try RuleBook.bundled().rules(on: day)

/// The same inputs each time.
struct Random {
    private var state: UInt64 = 20_261_127

    mutating func below(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
    }
}

var random = Random()
var lists: [Inventory] = []
var inputs: [String] = []
let submission = Submission(guid: "", kind: .new, appTime: "", isDraft: false)
for _ in 0..<count {
    let good = goods[Int(random.below(UInt64(goods.count)))]
    let fen = Int64(random.below(499_999)) + 1
    var line = Inventory.Line()
    line.gnum = 1
    line.gcode = good.code
    line.qty = Fixed5(1)
    line.unit = "035"
    line.qty1 = Fixed5(1)
    line.unit1 = "035"
    line.price = Fixed5(units: fen * 1000)
    line.totalPrice = line.price
    var list = Inventory(submission: submission)
    list.tradeMode = "1210"
    list.lines = [line]
    lists.append(list)
    inputs.append("\(good.vat) \(good.consumption) \(fen)")
}
try inputs.joined(separator: "\n").write(
    toFile: CommandLine.arguments[1], atomically: true, encoding: .utf8)
print("ready")
fflush(nil)
while readLine() == "run" {
    var total: Int64 = 0
    let (seconds, attoseconds) = ContinuousClock().measure {
        for list in lists {
            total += assessTax(list, allowanceUsed: .zero, rules: rules).total.count
        }
    }.components
    print("\(Double(seconds) + Double(attoseconds) / 1e18) \(total)")
    fflush(nil)
}
