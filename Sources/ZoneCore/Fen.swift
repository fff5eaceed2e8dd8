/// An amount of money in whole fen (1/100 yuan).
public struct Fen: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How many fen.
    public var count: Int64

    /// Nothing.
    public static let zero = Fen(0)

    /// That many fen.
    public init(_ count: Int64) {
        self.count = count
    }

    /// Orders by value.
    public static func < (left: Fen, right: Fen) -> Bool { left.count < right.count }
    /// The sum; traps on overflow, which no lawful amount reaches.
    public static func + (left: Fen, right: Fen) -> Fen { Fen(left.count + right.count) }
    /// The difference; traps on overflow, which no lawful amount reaches.
    public static func - (left: Fen, right: Fen) -> Fen { Fen(left.count - right.count) }
    /// Adds in place.
    public static func += (left: inout Fen, right: Fen) { left = left + right }

    /// Yuan with two fraction digits: `12.05`.
    public var description: String {
        let magnitude = count.magnitude
        let fraction = magnitude % 100
        return (count < 0 ? "-" : "") + String(magnitude / 100) + (fraction < 10 ? ".0" : ".")
            + String(fraction)
    }

    /// The same amount in units of 0.00001 yuan.
    public var fixed5: Fixed5 { Fixed5(units: count * 1000) }
}
