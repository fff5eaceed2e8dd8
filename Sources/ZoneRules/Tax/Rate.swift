import ZoneCore

/// A rate between 0 and 10 in whole parts of 100,000: 13% is 13,000 parts. General duties of the
/// tariff go beyond one; shares and taxes on a composition price do not.
public struct Rate: Hashable, Comparable, Sendable {
    /// Parts of 100,000, within 0...1,000,000.
    public let parts: Int64

    /// How many parts make one.
    public static let partsPerOne: Int64 = 100_000
    /// The most parts a rate has.
    public static let partsMax: Int64 = 10 * partsPerOne
    /// Nothing.
    public static let zero = Rate(unchecked: 0)
    /// The whole.
    public static let one = Rate(unchecked: partsPerOne)

    /// Nil outside 0...1,000,000 parts.
    public init?(parts: Int64) {
        guard (0...Self.partsMax).contains(parts) else { return nil }
        self.parts = parts
    }

    /// Nil where the number is over ten or has more than five digits after the point.
    public init?(_ number: Ratio) {
        guard let parts = number.whole(of: Self.partsPerOne) else { return nil }
        self.init(parts: parts)
    }

    private init(unchecked parts: Int64) {
        self.parts = parts
    }

    /// Orders by size.
    public static func < (left: Rate, right: Rate) -> Bool { left.parts < right.parts }

    /// The rate times a factor, rounded down to a whole part, at most the whole.
    func scaled(by factor: Fixed5) -> Rate {
        let scaled = Int128(parts) * Int128(factor.units) / Int128(Fixed5.unitsPerOne)
        return Rate(unchecked: Int64(min(max(0, scaled), Int128(Self.partsPerOne))))
    }

    /// The share of an amount.
    func of(_ amount: Fixed5) -> Ratio {
        Ratio(
            Int128(parts) * Int128(amount.units),
            over: Int128(Self.partsPerOne) * Int128(Fixed5.unitsPerOne))
    }
}

extension Rate: CustomStringConvertible {
    /// In percent: `13%`, `0.7%`.
    public var description: String { "\(Fixed5(units: parts * 100))%" }
}
