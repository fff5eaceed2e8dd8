import Testing
import ZoneCore
import ZoneRules

@Suite struct ControlSampleTests {
    static let sample = ControlSample(secret: RiskExample.secret, day: RiskExample.day)

    static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { at in
            let start = hex.index(hex.startIndex, offsetBy: at)
            return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
        }
    }

    /// Values computed with OpenSSL: `sha256(seed || "20251114")` and HMAC-SHA256.
    @Test func anyoneCanComputeItAgain() {
        let seed = [UInt8](0..<32)
        let sample = ControlSample(seed: seed, day: RiskExample.day)
        #expect(sample.commitment == Self.bytes(KnownAnswers.commitment))
        let draws = sample.draws("B20251114000000001")
        #expect(draws.control.parts == KnownAnswers.control)
        #expect(draws.quality.parts == KnownAnswers.quality)
    }

    @Test func theSeedFitsItsCommitmentAndNoOther() {
        let (seed, day) = (Self.sample.seed, Self.sample.day)
        let commitment = ControlSample.commit(seed: seed, day: day)
        #expect(ControlSample.verify(commitment: commitment, seed: seed, day: day))
        #expect(!ControlSample.verify(commitment: commitment, seed: seed, day: day.adding(days: 1)))
        for at in seed.indices {
            var other = seed
            other[at] ^= 1
            #expect(!ControlSample.verify(commitment: commitment, seed: other, day: day))
        }
    }

    @Test func oneDaysSeedIsNotAnothers() {
        let next = ControlSample(secret: RiskExample.secret, day: RiskExample.day.adding(days: 1))
        #expect(next.seed != Self.sample.seed)
        #expect(next.draws("1") != Self.sample.draws("1"))
    }

    @Test(arguments: ["0", "0.005", "0.05", "0.5", "1"])
    func theShareIsTheRate(_ text: String) throws {
        let rate = try #require(Ratio(decimal: text).flatMap { Rate($0) })
        let count = (0..<20_000).count { Self.sample.contains("B\($0)", rate: rate) }
        let share = WilsonInterval(count, of: 20_000)
        let exact = Double(rate.parts) / 100_000
        #expect(share.low <= exact * 1.2 && exact * 0.8 <= share.high, "\(count)")
        if rate == .zero { #expect(count == 0) }
        if rate == .one { #expect(count == 20_000) }
    }

    @Test func theTwoDrawsAreIndependent() {
        let half = Rate(parts: 50_000) ?? .one
        let both = (0..<10_000).count {
            let draws = Self.sample.draws("N\($0)")
            return draws.control.isBelow(half) && draws.quality.isBelow(half)
        }
        #expect((2_300...2_700).contains(both))
    }
}

private enum KnownAnswers {
    static let commitment = "d6ed4bfbceb98a021bc4b9eb588f7fd207707ae377f1c5af9bab5ee9e854779c"
    static let control: UInt32 = 0x11516557
    static let quality: UInt32 = 0x72eb943d
}
