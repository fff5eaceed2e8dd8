/// A small seeded generator (SplitMix64) whose draws never change between releases of Swift.
///
/// `Int.random(in:using:)` is not used: how it consumes a generator is not promised, and the same
/// seed must give the same bytes for ever.
public struct SplitMix64: Sendable {
    private var state: UInt64

    /// The same seed gives the same draws.
    public init(seed: UInt64) {
        self.state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SplitMix64.mixed(state)
    }

    /// A number in `0..<bound`; `bound` is positive.
    public mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True `share` times of `whole`.
    mutating func chance(_ share: Int, of whole: Int) -> Bool {
        below(whole) < share
    }

    /// The finalizer of SplitMix64: a bijection of 64-bit numbers, so that different inputs never
    /// collide.
    static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Independent uses of randomness; each draws from a stream of its own, so that adding a draw to
/// one leaves the others as they were.
enum Stream: UInt64 {
    case goods = 0x01
    case cast = 0x02
    case fault = 0x03
    case late = 0x04
    case number = 0x05
    case firms = 0x06
    case buyer = 0x07
    case tag = 0x08
    case delay = 0x09
    case orderGuid = 0x10
    case paymentGuid = 0x11
    case waybillGuid = 0x12
    case statusGuid = 0x13
    case listGuid = 0x14
    case messageGuid = 0x20
    case exportGuid = 0x21
}
