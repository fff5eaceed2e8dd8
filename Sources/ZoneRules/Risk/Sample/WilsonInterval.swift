/// A share with the range that holds the true one in 95 of 100 cases (Wilson's score interval).
///
/// A figure for people to look at: nothing is decided by it, so it is a `Double`.
public struct WilsonInterval: Hashable, Sendable {
    public var count: Int
    public var total: Int
    /// Bounds, 0...1; 0 and 1 where nothing was counted.
    public var low: Double
    public var high: Double

    /// The share of `count` in `total`.
    public init(_ count: Int, of total: Int) {
        precondition(count >= 0 && count <= total, "a share of a whole")
        self.count = count
        self.total = total
        guard total > 0 else {
            (low, high) = (0, 1)
            return
        }
        let (n, z) = (Double(total), 1.959963984540054)
        let p = Double(count) / n
        let centre = p + z * z / (2 * n)
        let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        low = count == 0 ? 0 : (centre - reach) / (1 + z * z / n)
        high = count == total ? 1 : (centre + reach) / (1 + z * z / n)
    }

    /// The share; nil where nothing was counted.
    public var share: Double? { total > 0 ? Double(count) / Double(total) : nil }
}
