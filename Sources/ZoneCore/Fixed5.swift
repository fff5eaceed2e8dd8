/// A decimal number with five fraction digits, as the standard's type N19,5, kept as whole units of 0.00001.
///
/// Amounts, quantities, prices and weights of messages are of this type; no `Double` or `Decimal`
/// ever holds one. Range: ±92,233,720,368,547.75807.
public struct Fixed5: Hashable, Sendable {
    /// Units of 0.00001.
    public var units: Int64

    /// How many units make one.
    public static let unitsPerOne: Int64 = 100_000
    /// Nothing.
    public static let zero = Fixed5(units: 0)

    /// A number of units of 0.00001.
    public init(units: Int64) {
        self.units = units
    }

    /// A whole number; `one` must be within ±92,233,720,368,547.
    public init(_ one: Int64) {
        self.units = one * Self.unitsPerOne
    }

    /// Yuan as fen, rounded half up (away from zero).
    public var fen: Fen {
        let half: Int64 = units < 0 ? -500 : 500
        return Fen((units + half) / 1000)
    }

    /// The product rounded half up to five digits, or nil when it does not fit.
    public func times(_ other: Fixed5) -> Fixed5? {
        let product = Int128(units) * Int128(other.units)
        let half: Int128 = product < 0 ? -50_000 : 50_000
        guard let units = Int64(exactly: (product + half) / 100_000) else { return nil }
        return Fixed5(units: units)
    }

    /// The sum, or nil when it does not fit.
    public func plus(_ other: Fixed5) -> Fixed5? {
        let (sum, overflow) = units.addingReportingOverflow(other.units)
        return overflow ? nil : Fixed5(units: sum)
    }

    /// The difference, or nil when it does not fit.
    public func minus(_ other: Fixed5) -> Fixed5? {
        let (difference, overflow) = units.subtractingReportingOverflow(other.units)
        return overflow ? nil : Fixed5(units: difference)
    }
}

extension Fixed5: Comparable {
    /// Orders by value.
    public static func < (left: Fixed5, right: Fixed5) -> Bool { left.units < right.units }
}

extension Fixed5: CustomStringConvertible {
    /// The shortest decimal text: `12`, `0.5`, `-3.00001`.
    public var description: String {
        let magnitude = units.magnitude
        let whole = magnitude / 100_000
        var text = (units < 0 ? "-" : "") + String(whole)
        var fraction = magnitude % 100_000
        if fraction > 0 {
            var digits = 5
            while fraction % 10 == 0 {
                fraction /= 10
                digits -= 1
            }
            let tail = String(fraction)
            text += "." + String(repeating: "0", count: digits - tail.utf8.count) + tail
        }
        return text
    }

    /// Reads `[+-]digits[.digits]`; nil for anything else, for over five fraction digits and out of range.
    public init?(_ text: some StringProtocol) {
        var units: Int64 = 0
        var fractionDigits = -1
        var digitSeen = false
        var isNegative = false
        for (offset, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where offset == 0: isNegative = true
            case UInt8(ascii: "+") where offset == 0: break
            case UInt8(ascii: ".") where fractionDigits < 0: fractionDigits = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digitSeen = true
                if fractionDigits >= 5 {
                    guard byte == UInt8(ascii: "0") else { return nil }
                    continue
                }
                if fractionDigits >= 0 { fractionDigits += 1 }
                let (ten, high) = units.multipliedReportingOverflow(by: 10)
                let (sum, higher) = ten.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
                guard !high, !higher else { return nil }
                units = sum
            default: return nil
            }
        }
        guard digitSeen else { return nil }
        for _ in max(0, fractionDigits)..<5 {
            let (ten, high) = units.multipliedReportingOverflow(by: 10)
            guard !high else { return nil }
            units = ten
        }
        self.units = isNegative ? -units : units
    }
}
