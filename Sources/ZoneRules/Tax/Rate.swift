/// A rate between 0 and 1 in whole parts of 100,000: 13% is 13,000 parts.
public struct Rate: Hashable, Comparable, Sendable {
    /// Parts of 100,000, within 0...100,000.
    public let parts: Int64

    /// How many parts make one.
    public static let partsPerOne: Int64 = 100_000
    /// Nothing.
    public static let zero = Rate(unchecked: 0)
    /// The whole.
    public static let one = Rate(unchecked: partsPerOne)

    /// Nil outside 0...100,000 parts.
    public init?(parts: Int64) {
        guard (0...Self.partsPerOne).contains(parts) else { return nil }
        self.parts = parts
    }

    /// Nil where the number is over one or has more than five digits after the point.
    public init?(_ number: Ratio) {
        guard let parts = number.whole(of: Self.partsPerOne) else { return nil }
        self.init(parts: parts)
    }

    private init(unchecked parts: Int64) {
        self.parts = parts
    }

    /// Orders by size.
    public static func < (left: Rate, right: Rate) -> Bool { left.parts < right.parts }
}
