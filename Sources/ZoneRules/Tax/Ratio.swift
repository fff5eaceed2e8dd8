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

    /// As yuan in fen, rounded as told.
    public func fen(_ rounding: Rounding) -> Fen {
        if numerator == 0 { return .zero }
        switch rounding {
        case .halfUp:
            let doubled = 2 * denominator
            return Fen(Int64((200 * numerator + denominator) / doubled))
        }
    }
}

/// How an exact amount becomes whole fen. Chosen by name wherever it happens.
public enum Rounding: Sendable, CaseIterable {
    /// Half a fen and more counts as one: 0.005 yuan is 1 fen, 0.00499 is none.
    case halfUp
}
