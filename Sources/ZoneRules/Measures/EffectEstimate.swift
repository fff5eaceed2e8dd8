/// How much more a share changed in one group than in another: difference in differences of four shares, with an interval
/// by the method of variance estimates recovery over Wilson's intervals (95 %).
///
/// A figure for people to look at: nothing is decided by it, so it is computed in `Double`. It is an effect only as far as
/// both groups would have moved alike without the measure, which no figure can show.
public struct EffectEstimate: Hashable, Sendable {
    public let treatedBefore: WilsonInterval
    public let treatedAfter: WilsonInterval
    public let controlBefore: WilsonInterval
    public let controlAfter: WilsonInterval

    /// Fewest declarations of each of the four: below, nothing is estimated.
    public static let countMin = 30

    /// An estimate from four shares.
    public init(
        treatedBefore: WilsonInterval, treatedAfter: WilsonInterval,
        controlBefore: WilsonInterval, controlAfter: WilsonInterval
    ) {
        (self.treatedBefore, self.treatedAfter) = (treatedBefore, treatedAfter)
        (self.controlBefore, self.controlAfter) = (controlBefore, controlAfter)
    }

    /// The effect and its bounds, -2...2; nil where one of the four is too small.
    public var effect: (value: Double, low: Double, high: Double)? {
        let all = [treatedAfter, treatedBefore, controlAfter, controlBefore]
        let signs = [1.0, -1, -1, 1]
        guard all.allSatisfy({ $0.total >= Self.countMin }) else { return nil }
        var (value, below, above) = (0.0, 0.0, 0.0)
        for (interval, sign) in zip(all, signs) {
            let share = interval.share ?? 0
            value += sign * share
            let (down, up) = (share - interval.low, interval.high - share)
            below += sign > 0 ? down * down : up * up
            above += sign > 0 ? up * up : down * down
        }
        return (value, max(-2, value - below.squareRoot()), min(2, value + above.squareRoot()))
    }
}
