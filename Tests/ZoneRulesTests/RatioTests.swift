import Testing
import ZoneCore
import ZoneRules

@Suite struct RatioTests {
    @Test(arguments: [
        ("0", 0, 1), ("0.7", 7, 10), ("0.2227", 2227, 10_000),
        ("2.6576767", 26_576_767, 10_000_000), ("26000", 26_000, 1), ("0.10", 1, 10),
    ])
    func readsDecimals(_ text: String, _ numerator: Int, _ denominator: Int) {
        let ratio = Ratio(decimal: text)?.reduced
        #expect(ratio == Ratio(Int128(numerator), over: Int128(denominator)).reduced)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "-1", "+1", "1e3", "1,000", "1.2.3", "1234567890", "0.12345678", "五",
    ])
    func refusesOther(_ text: String) {
        #expect(Ratio(decimal: text) == nil)
    }

    @Test(arguments: [
        ("0.00499", 0), ("0.005", 1), ("0.01499", 1), ("0.015", 2), ("0.99499", 99),
        ("0.995", 100), ("0", 0), ("12.34", 1234),
    ])
    func roundsHalfUp(_ text: String, _ fen: Int) throws {
        #expect(try #require(Ratio(decimal: text)).fen(.halfUp) == Fen(Int64(fen)))
    }

    @Test func ratesAreFrom0To10() {
        #expect(Rate(parts: -1) == nil)
        #expect(Rate(parts: 1_000_001) == nil)
        #expect(Rate(parts: 100_000) == .one)
        #expect(Ratio(decimal: "0.000001").flatMap { Rate($0) } == nil)
        #expect(Ratio(decimal: "0.13").flatMap { Rate($0) }?.description == "13%")
    }
}
