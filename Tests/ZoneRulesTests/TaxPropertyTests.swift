import Testing
import ZoneCore
import ZoneRules

@Suite struct TaxPropertyTests {
    static let goods: [(hs: String, unit: String)] = [
        ("2106909090", "035"), ("0409000000", "035"), ("2204290000", "095"),
        ("2208300000", "095"), ("2203000000", "095"), ("3304990029", "036"),
        ("9102210090", "008"),
    ]

    static func randomInventory(_ random: inout SplitMix64) -> Inventory {
        let lines = (1...Int32.random(in: 1...9, using: &random)).map { gnum in
            let goods = goods[Int.random(in: 0..<goods.count, using: &random)]
            var line = Example.line(goods.hs, price: "0", unit: goods.unit, gnum: gnum)
            line.totalPrice = Fixed5(units: Int64.random(in: 0...50_000_000, using: &random))
            line.qty1 = Fixed5(units: Int64.random(in: 1...10_000_000, using: &random))
            return line
        }
        var inventory = Example.inventory(lines)
        inventory.freight = Fixed5(units: Int64.random(in: 0...5_000_000, using: &random))
        inventory.insuredFee = Fixed5(units: Int64.random(in: 0...500_000, using: &random))
        return inventory
    }

    @Test func linesAddUpToTheList() {
        var random = SplitMix64(seed: 20_260_101)
        for draw in 0..<2_000 {
            let inventory = Self.randomInventory(&random)
            let tax = assessTax(inventory, allowanceUsed: .zero, rules: Example.rules)
            let units = tax.lines.reduce(0) { $0 + $1.dutiable.units }
            #expect(units == tax.dutiable.units, "draw \(draw)")
            let goods = inventory.lines.reduce(0) { $0 + $1.totalPrice.units }
            #expect(units == goods + inventory.freight.units + inventory.insuredFee.units)
            let total = tax.lines.reduce(Fen.zero) { $0 + $1.total }
            #expect(total == tax.total, "draw \(draw)")
            for line in tax.lines { #expect(line.dutiable >= .zero && line.amounts.vat >= .zero) }
        }
    }

    @Test func taxNeverFallsWhenThePriceRises() {
        var random = SplitMix64(seed: 20_260_102)
        for goods in Self.goods {
            var line = Example.line(goods.hs, price: "0", qty: "3", unit: goods.unit)
            var price: Int64 = 0
            var before = Fen.zero
            while price < 500_000_000 {
                line.totalPrice = Fixed5(units: price)
                let tax = assessTax(
                    Example.inventory([line]), allowanceUsed: .zero, rules: Example.rules)
                #expect(tax.total >= before, "\(goods.hs) at \(line.totalPrice)")
                before = tax.total
                price += Int64.random(in: 1...1_000_000, using: &random)
            }
        }
    }

    @Test func roundingIsWithinHalfAFenOfTheExactTax() {
        var random = SplitMix64(seed: 20_260_103)
        for draw in 0..<2_000 {
            let inventory = Self.randomInventory(&random)
            let tax = assessTax(inventory, allowanceUsed: .zero, rules: Example.rules)
            for line in tax.lines {
                guard let base = line.base else { continue }
                for (exact, fen) in [
                    (base.vat, line.amounts.vat), (base.consumption, line.amounts.consumption),
                ] {
                    let doubled = 200 * exact.numerator - 2 * Int128(fen.count) * exact.denominator
                    #expect(
                        doubled >= -exact.denominator && doubled < exact.denominator,
                        "draw \(draw)")
                }
            }
        }
    }

    @Test func allowanceAndRouteFollowTheDutiableValue() {
        var random = SplitMix64(seed: 20_260_104)
        for _ in 0..<2_000 {
            let inventory = Self.randomInventory(&random)
            let used = Fen(Int64.random(in: 0...2_700_000, using: &random))
            let tax = assessTax(inventory, allowanceUsed: used, rules: Example.rules)
            if tax.route == .generalTrade {
                #expect(tax.total == .zero && tax.limits.allowance == .zero)
                #expect(tax.limits.isOverYear || tax.limits.isOverTransaction)
            } else {
                #expect(used + tax.limits.allowance <= Fen(2_600_000))
                #expect(tax.limits.allowance == tax.dutiable.fen)
            }
        }
    }
}
