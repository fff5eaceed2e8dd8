public import ZoneCore

/// A price a unit on a logarithmic scale: 256 steps double it. Integer arithmetic only, within one
/// hundredth of the exact logarithm, so that it is the same everywhere.
public struct LogPrice: Hashable, Comparable, Sendable {
    /// Steps above 0.00001 yuan a unit.
    public var steps: Int16

    /// Steps that double a price.
    public static let stepsPerDoubling = 256

    /// That many steps.
    public init(steps: Int16) {
        self.steps = steps
    }

    /// The price a unit; nil unless amount and quantity are over 0.
    public init?(total: Fixed5, quantity: Fixed5) {
        guard total.units > 0, quantity.units > 0 else { return nil }
        let one = Self.steps(of: UInt64(Fixed5.unitsPerOne))
        steps = Int16(
            Self.steps(of: UInt64(total.units)) - Self.steps(of: UInt64(quantity.units)) + one)
    }

    /// Orders by price.
    public static func < (left: LogPrice, right: LogPrice) -> Bool { left.steps < right.steps }

    /// The price in fen, within one percent.
    public var fen: Fen {
        let doublings = Int(steps) >> 8
        let target = Int(steps) & 255
        let mantissa = (0..<256).last { Self.fraction($0) <= target } ?? 0
        let units = doublings >= 0 ? Int128(256 + mantissa) << Int128(min(doublings, 62)) : 0
        return Fen(Int64(clamping: units / 256 / 1000))
    }

    /// 256 times the logarithm to the base of two; `value` over 0.
    static func steps(of value: UInt64) -> Int {
        let doublings = 63 - value.leadingZeroBitCount
        let mantissa =
            doublings >= 8 ? value >> UInt64(doublings - 8) : value << UInt64(8 - doublings)
        return doublings * 256 + fraction(Int(mantissa & 255))
    }

    /// 256 · log2(1 + m / 256): a straight line with a parabola on it.
    private static func fraction(_ m: Int) -> Int { m + (m * (256 - m) * 88) >> 16 }
}
