/// An exact signed fraction in lowest terms. Figures are computed in these and rounded once, when they are shown.
public struct Fraction: Hashable, Comparable, Sendable {
    /// The upper number.
    public let numerator: Int128
    /// The lower number, over 0.
    public let denominator: Int128

    public static let zero = Fraction(0)

    /// A whole number.
    public init(_ whole: Int64) {
        (numerator, denominator) = (Int128(whole), 1)
    }

    /// `numerator / denominator`; nil where the denominator is 0 or the fraction does not fit.
    public init?(_ numerator: Int128, over denominator: Int128) {
        guard denominator != 0, denominator != .min, numerator != .min else { return nil }
        var (large, small) = (
            Int128(max(abs(numerator), abs(denominator))),
            Int128(min(abs(numerator), abs(denominator)))
        )
        while small != 0 { (large, small) = (small, large % small) }
        let sign: Int128 = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / large
        self.denominator = sign * denominator / large
    }

    /// A decimal number with at most nine digits before and after the point; nil for anything else.
    public init?(decimal text: some StringProtocol) {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ (1...9).contains($0.utf8.count) }),
            let whole = Int64(parts[0]), parts[0].utf8.allSatisfy({ $0 >= 48 && $0 <= 57 })
        else { return nil }
        var (upper, lower) = (Int128(whole), Int128(1))
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let rest = Int64(parts[1])
            else { return nil }
            for _ in 0..<parts[1].utf8.count { lower *= 10 }
            upper = upper * lower + Int128(rest)
        }
        self.init(isNegative ? -upper : upper, over: lower)
    }

    /// Reads what ``text`` wrote; nil for anything else.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let upper = Int128(parts[0]),
            let lower = parts.count == 2 ? Int128(parts[1]) : 1
        else { return nil }
        self.init(upper, over: lower)
    }

    /// The sum; nil where it does not fit.
    public func plus(_ other: Fraction) -> Fraction? {
        let (left, a) = numerator.multipliedReportingOverflow(by: other.denominator)
        let (right, b) = other.numerator.multipliedReportingOverflow(by: denominator)
        let (upper, c) = left.addingReportingOverflow(right)
        let (lower, d) = denominator.multipliedReportingOverflow(by: other.denominator)
        return a || b || c || d ? nil : Fraction(upper, over: lower)
    }

    /// The difference; nil where it does not fit.
    public func minus(_ other: Fraction) -> Fraction? { plus(other.negated) }

    /// The product; nil where it does not fit.
    public func times(_ other: Fraction) -> Fraction? {
        let (upper, a) = numerator.multipliedReportingOverflow(by: other.numerator)
        let (lower, b) = denominator.multipliedReportingOverflow(by: other.denominator)
        return a || b ? nil : Fraction(upper, over: lower)
    }

    /// The quotient; nil for a division by nothing and where it does not fit.
    public func divided(by other: Fraction) -> Fraction? {
        guard other.numerator != 0 else { return nil }
        return Fraction(other.denominator, over: other.numerator).flatMap(times)
    }

    /// The same below zero.
    public var negated: Fraction { Fraction(unchecked: -numerator, denominator) }

    private init(unchecked numerator: Int128, _ denominator: Int128) {
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// Orders by value.
    public static func < (left: Fraction, right: Fraction) -> Bool {
        guard let difference = left.minus(right) else {
            // Only fractions that are far apart do not fit: their whole parts decide.
            return left.numerator / left.denominator < right.numerator / right.denominator
        }
        return difference.numerator < 0
    }

    /// `n/d`, or `n` where it is whole.
    public var text: String {
        denominator == 1 ? String(numerator) : "\(numerator)/\(denominator)"
    }

    /// In decimals, half rounded away from zero; as a fraction where it is too long for that.
    public func decimal(_ digits: Int) -> String {
        var scale: Int128 = 1
        for _ in 0..<max(0, min(digits, 12)) { scale *= 10 }
        let (scaled, a) = abs(numerator).multipliedReportingOverflow(by: 2 * scale)
        let (raised, b) = scaled.addingReportingOverflow(denominator)
        let (twice, c) = denominator.multipliedReportingOverflow(by: 2)
        guard !a, !b, !c else { return text }
        let units = raised / twice
        let sign = numerator < 0 && units > 0 ? "-" : ""
        guard scale > 1 else { return sign + String(units) }
        let rest = String(units % scale)
        let width = String(scale).utf8.count - 1
        return sign + String(units / scale) + "."
            + String(repeating: "0", count: width - rest.utf8.count) + rest
    }
}
