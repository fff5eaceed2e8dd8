import Testing
import ZoneCore
import ZoneRules

@Suite struct TraceTests {
    private func trace(_ line: Inventory.Line) -> [TaxStep] {
        let inventory = Example.inventory([line])
        return assessTax(inventory, allowanceUsed: .zero, rules: Example.rules)
            .trace(for: inventory, rules: Example.rules)
    }

    @Test func everyFigureNamesItsParameterDayAndSource() throws {
        let steps = trace(Example.line("3304990029", price: "425", qty: "20", unit: "036"))
        let used = steps.compactMap { $0.citation?.parameter }
        #expect(
            used == [
                .transactionValueMax, .yearlyValueMax, .dutyRate, .cosmeticsPerGramMin,
                .cosmetics, .vatStandard, .taxedShare, .taxRoundingHalfUp, .taxRoundingHalfUp,
                .taxRoundingHalfUp,
            ])
        for citation in steps.compactMap(\.citation) where citation.parameter != nil {
            #expect(citation.from != nil && citation.known != nil)
            #expect(!citation.instrument.isEmpty && !citation.article.isEmpty)
        }
        let vat = try #require(steps.first { $0.citation?.parameter == .vatStandard })
        #expect(vat.value == "13%" && vat.citation?.from == Day("2019-04-01"))
        #expect(steps.last?.value == "98.00")
    }

    @Test(arguments: [
        ("2204290000", "095", [ParameterID.wine]),
        ("2208300000", "095", [.spirits, .spiritsPerLitre]),
        ("2203000000", "095", [.beerThreshold, .beerPerLitreHigh]),
        ("3304990039", "096", [.cosmeticsPerMillilitreMin, .cosmetics]),
        ("3304990041", "020", [.cosmeticsPerPieceMin, .cosmetics]),
        ("2106909090", "035", []),
    ])
    func consumptionTaxNamesItsFigures(_ hs: String, _ unit: String, _ ids: [ParameterID]) {
        let used = trace(Example.line(hs, price: "90", unit: unit)).compactMap {
            $0.citation?.parameter
        }
        let others: Set<ParameterID> = [
            .transactionValueMax, .yearlyValueMax, .dutyRate, .taxedShare, .vatStandard,
            .taxRoundingHalfUp,
        ]
        #expect(used.filter { !others.contains($0) } == ids)
    }

    @Test func anUntaxedLineSaysSo() {
        let steps = trace(Example.line("9999999999", price: "90"))
        #expect(steps.contains { $0.en == "not taxed" && $0.value == "9999999999" })
    }
}
