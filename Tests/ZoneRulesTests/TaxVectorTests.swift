import Foundation
import Testing
import ZoneCore
import ZoneRules

/// The vectors that research left in ../shared; skipped, and said so, where they are not there.
@Suite struct TaxVectorTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        var id: String
        var regime: String
        var day: Day
        var inputs: [String: String]
        var expected: [String: String]
        var testDescription: String { id }
    }

    static let vectors: [Vector] = {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let url = root.deletingLastPathComponent()
            .appendingPathComponent("shared/reference/tax_vectors.tsv")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            print("skipped: no \(url.path)")
            return []
        }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count > 4, let day = Day(cells[2]) else { return nil }
            return Vector(
                id: String(cells[0]), regime: String(cells[1]), day: day,
                inputs: object(cells[3]), expected: object(cells[4]))
        }
    }()

    private static func object(_ json: Substring) -> [String: String] {
        let parsed = try? JSONSerialization.jsonObject(with: Data(json.utf8))
        return (parsed as? [String: Any] ?? [:]).mapValues { "\($0)" }
    }

    private static func rows(_ regimes: String...) -> [Vector] {
        vectors.filter { regimes.contains($0.regime) }
    }

    private func rate(_ text: String?) throws -> Rate {
        try #require(Ratio(decimal: text ?? "0").flatMap { Rate($0) })
    }

    private func expect(_ base: TaxBase, _ vector: Vector) {
        let (duty, consumption, vat) = (base.duty, base.consumption, base.vat)
        let fen = [duty, consumption, vat].map { $0.fen(.halfUp) }
        let expected = vector.expected
        #expect(expected["duty"].map { $0 == "\(fen[0])" } ?? true)
        #expect(expected["consumption_tax"].map { $0 == "\(fen[1])" } ?? true)
        #expect(expected["vat"].map { $0 == "\(fen[2])" } ?? true)
        if let price = expected["composition_price"] {
            #expect(price == "\(base.composition.fen(.halfUp))")
        }
        if let exact = expected["total_exact"] {
            let total = sum(sum(duty.reduced, consumption.reduced), vat.reduced)
            let text =
                total.denominator == 1
                ? "\(total.numerator)" : "\(total.numerator)/\(total.denominator)"
            #expect(text == exact)
        }
    }

    private func sum(_ left: Ratio, _ right: Ratio) -> Ratio {
        Ratio(
            left.numerator * right.denominator + right.numerator * left.denominator,
            over: left.denominator * right.denominator
        ).reduced
    }

    /// A row of the tariff that bears the taxes the vector names, and a unit to count it by.
    private func goods(of vector: Vector) -> (hs: String, qty: String, unit: String) {
        let inputs = vector.inputs
        let byPiece = inputs["pieces"].map { ($0, "020") }
        let measure = inputs["net_g"].map { ($0, "036") } ?? inputs["net_ml"].map { ($0, "096") }
        let (qty, unit) =
            measure ?? byPiece
            ?? (inputs["qty"] ?? "1", inputs["ct_specific_per_unit"] == nil ? "036" : "095")
        if let hs = inputs["hs10"] { return (hs, qty, unit) }
        let hs =
            switch (inputs["ct_advalorem"], inputs["vat"]) {
            case ("0.15", _): byPiece == nil ? "3304990029" : "3304990041"
            case ("0.10", _): "2204290000"
            case ("0.20", _): "2208300000"
            case (_, "0.09"): "0409000000"
            case (_, _): "2106909090"
            }
        return (hs, qty, unit)
    }

    @Test(arguments: rows("cbec_retail_import")) func composite(_ vector: Vector) throws {
        let (hs, qty, unit) = goods(of: vector)
        let line = Example.line(hs, price: vector.inputs["goods"] ?? "", qty: qty, unit: unit)
        let inventory = Example.inventory(
            [line], freight: vector.inputs["freight"] ?? "0",
            insurance: vector.inputs["insurance"] ?? "0")
        let rules = Example.book.rules(on: vector.day)
        let tax = assessTax(inventory, allowanceUsed: .zero, rules: rules)
        #expect(tax.route == .composite)
        #expect("\(tax.dutiable.fen)" == vector.expected["dutiable"])
        #expect("\(tax.total)" == vector.expected["total"])
        let base = try #require(tax.lines[0].base)
        #expect(try base.vatRate == rate(vector.inputs["vat"]))
        expect(base, vector)
    }

    @Test(arguments: rows("cbec_retail_route").filter { $0.inputs["event"] == nil })
    func route(_ vector: Vector) throws {
        let value = try #require(Fixed5(vector.inputs["dutiable"] ?? "")).fen
        let used = try #require(Fixed5(vector.inputs["annual_used"] ?? "")).fen
        let check = checkLimits(
            value: value, isSingleItem: vector.inputs["items"] == "1", allowanceUsed: used,
            rules: Example.book.rules(on: vector.day))
        let names: [TaxRoute: String] = [
            .composite: "cbec", .fullTax: "cbec_full_tax", .generalTrade: "general_trade",
        ]
        #expect(names[check.route] == vector.expected["route"])
        if let after = vector.expected["annual_after"] {
            #expect("\(used + check.allowance)" == after)
        }
    }

    @Test(arguments: rows("cbec_full_tax")) func fullTax(_ vector: Vector) throws {
        let line = Example.line(
            vector.inputs["hs10"] ?? "", price: vector.inputs["cif"] ?? "", unit: "008")
        let tax = assessTax(
            Example.inventory([line]), allowanceUsed: .zero,
            rules: Example.book.rules(on: vector.day))
        #expect(tax.route == .fullTax)
        #expect("\(tax.total)" == vector.expected["total"])
        expect(try #require(tax.lines[0].base), vector)
    }

    @Test(arguments: rows("general_trade")) func generalTradeFormula(_ vector: Vector) throws {
        let specific = vector.inputs["ct_specific_per_unit"] ?? "0"
        let base = TaxBase(
            dutiable: try #require(Fixed5(vector.inputs["cif"] ?? "")),
            dutyRate: try rate(vector.inputs["duty"]),
            consumptionRate: try rate(vector.inputs["ct_advalorem"]),
            specificPerLitre: try #require(Fixed5(specific)),
            litres: try #require(Fixed5(vector.inputs["qty"] ?? "0")),
            vatRate: try rate(vector.inputs["vat"]), share: .one)
        expect(base, vector)
    }
}
