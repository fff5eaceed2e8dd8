public import ZoneCore

/// An exact non-negative fraction. It is not reduced, so making one costs nothing.
public struct Ratio: Hashable, Sendable {
    /// The upper number, never negative.
    public let numerator: Int128
    /// The lower number, over 0.
    public let denominator: Int128

    /// Nothing.
    public static let zero = Ratio(0, over: 1)

    /// `numerator / denominator`; traps where the denominator is not over 0.
    public init(_ numerator: Int128, over denominator: Int128) {
        precondition(denominator > 0, "a ratio has a positive denominator")
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The number `digits[.digits]` with at most 9 digits before the point and 7 after it; nil for
    /// anything else.
    public init?(decimal text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, (1...9).contains(parts[0].utf8.count),
            (1...7).contains(parts.last?.utf8.count ?? 0) || parts.count == 1
        else { return nil }
        var numerator: Int128 = 0
        var denominator: Int128 = 1
        for (index, part) in parts.enumerated() {
            for byte in part.utf8 {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                numerator = numerator * 10 + Int128(byte - UInt8(ascii: "0"))
                if index == 1 { denominator *= 10 }
            }
        }
        self.init(numerator, over: denominator)
    }

    /// How many n-ths it is, where that is a whole number: 0.7 of 100 is 70.
    public func whole(of parts: Int64) -> Int64? {
        let (count, rest) = (numerator * Int128(parts))
            .quotientAndRemainder(dividingBy: denominator)
        return rest == 0 ? Int64(exactly: count) : nil
    }

    /// The fraction in lowest terms.
    public var reduced: Ratio {
        var (large, small) = (denominator, numerator)
        while small != 0 { (large, small) = (small, large % small) }
        return Ratio(numerator / large, over: denominator / large)
    }

    /// `n/d` in lowest terms, or `n` where it is whole.
    public var fractionText: String {
        let lowest = reduced
        return lowest.denominator == 1
            ? text(lowest.numerator) : text(lowest.numerator) + "/" + text(lowest.denominator)
    }

    /// The decimal number, where it has at most ten digits after the point; else the fraction in
    /// lowest terms.
    public var exactText: String {
        let lowest = reduced
        var (scale, digits): (Int128, Int) = (1, 0)
        while digits <= 10 {
            if scale % lowest.denominator == 0 {
                return decimalText(lowest.numerator * (scale / lowest.denominator), digits)
            }
            (scale, digits) = (scale * 10, digits + 1)
        }
        return fractionText
    }

    private func decimalText(_ units: Int128, _ digits: Int) -> String {
        let all = text(units)
        if digits == 0 { return all }
        let padding = String(repeating: "0", count: max(0, digits + 1 - all.utf8.count))
        let padded = padding + all
        return padded.dropLast(digits) + "." + padded.suffix(digits)
    }

    private func text(_ number: Int128) -> String {
        Int64(exactly: number).map { String($0) } ?? String(number)
    }

    /// As yuan in fen, rounded as told.
    public func fen(_ rounding: Rounding) -> Fen {
        if numerator == 0 { return .zero }
        switch rounding {
        case .halfUp:
            let doubled = 2 * denominator
            return Fen(Int64((200 * numerator + denominator) / doubled))
        case .down:
            return Fen(Int64(100 * numerator / denominator))
        }
    }
}

/// How an exact amount becomes whole fen. Chosen by name wherever it happens.
public enum Rounding: Sendable, CaseIterable {
    /// Half a fen and more counts as one: 0.005 yuan is 1 fen, 0.00499 is none.
    case halfUp
    /// Parts of a fen are dropped.
    case down
}
