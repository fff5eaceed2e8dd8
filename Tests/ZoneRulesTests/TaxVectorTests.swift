import Foundation
import Testing
import ZoneCore
import ZoneRules

/// The vectors that research left in ../shared; skipped, and said so, where they are not there.
/// And our own, which `scripts/tax-vectors` computed from the formulas of the law in fractions.
@Suite struct TaxVectorTests {
    static let sharedVectors: [TaxVector] = {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let urls = [root, root.deletingLastPathComponent()].map {
            $0.deletingLastPathComponent().appending(path: "shared/reference/tax_vectors.tsv")
        }
        for url in urls {
            if let text = try? String(contentsOf: url, encoding: .utf8) {
                return TaxVector.rows(of: text)
            }
        }
        return []
    }()

    static let ownVectors: [TaxVector] = {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/tax-vectors.jsonl")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return TaxVector.lines(of: text)
    }()

    @Test(arguments: TaxRegime.allCases) func ownVectorsPass(_ regime: TaxRegime) {
        let vectors = Self.ownVectors.filter { $0.question.regime == regime }
        #expect(vectors.count >= 30)
        for vector in vectors { vector.check() }
    }

    /// Enough of them, each once, and days on both sides of the changes of law.
    @Test func ownVectorsAreMany() {
        let ids = Set(Self.ownVectors.map(\.id))
        #expect(ids.count == Self.ownVectors.count && ids.count >= 300)
        let days = Set(Self.ownVectors.map(\.question.day))
        for change in ["2016-10-01", "2018-05-01", "2019-01-01", "2019-04-01", "2024-12-01"] {
            let first = Example.day(change)
            #expect(days.contains(first) && days.contains(first.adding(days: -1)), "\(change)")
        }
    }

    @Test(
        .enabled(if: !sharedVectors.isEmpty, "skipped: needs ../shared/reference/tax_vectors.tsv"),
        arguments: sharedVectors)
    func sharedVectorsPass(_ vector: TaxVector) { vector.check() }

    /// The path of declarations gives the same taxes as the question about the same goods.
    @Test(
        .enabled(if: !sharedVectors.isEmpty, "skipped: needs ../shared/reference/tax_vectors.tsv"),
        arguments: sharedVectors.filter { $0.question.regime == .retailImport })
    func declarationsAreTaxedAlike(_ vector: TaxVector) throws {
        func input(_ name: String) -> String? {
            let value = vector.question.inputs.first { $0.name == name }?.value
            if case .text(let text) = value { return text }
            return nil
        }
        let byPiece = input("pieces").map { ($0, "020") }
        let measure = input("net_g").map { ($0, "036") } ?? input("net_ml").map { ($0, "096") }
        let perUnit = input("ct_specific_per_unit")
        let (qty, unit) =
            measure ?? byPiece ?? (input("qty") ?? "1", perUnit == nil ? "036" : "095")
        let hs =
            switch (input("ct_advalorem"), input("vat")) {
            case ("0.15", _), ("0.30", _): byPiece == nil ? "3304990029" : "3304990041"
            case ("0.10", _): "2204290000"
            case ("0.20", _): "2208300000"
            case (_, "0.09"), (_, "0.10"), (_, "0.11"): "0409000000"
            case (_, _): "2106909090"
            }
        let line = Example.line(
            input("hs10") ?? hs, price: input("goods") ?? "", qty: qty, unit: unit)
        let inventory = Example.inventory(
            [line], freight: input("freight") ?? "0", insurance: input("insurance") ?? "0")
        let tax = assessTax(
            inventory, allowanceUsed: .zero, rules: Example.book.rules(on: vector.question.day))
        #expect(tax.issues.isEmpty)
        #expect(vector.expected["total"] == .text("\(tax.total)"))
        #expect(vector.expected["vat"] == .text("\(tax.vat)"))
        #expect(vector.expected["consumption_tax"] == .text("\(tax.consumption)"))
        #expect(
            vector.expected["total_exact"] == tax.lines[0].base.map { .text($0.total.fractionText) }
        )
    }
}
