import Crypto
public import ZoneCore

/// The day's random control sample, which nobody can steer and anybody can check.
///
/// Before the day the zone publishes ``commitment``: SHA-256 of a secret seed and the day. A
/// declaration is in the sample where the first four bytes of HMAC-SHA256(seed, its number), as a
/// share of all, are below the rate. After the day the seed is published: it has to fit the
/// commitment, and with it the draw of every number can be computed again (``verify``,
/// ``contains(_:rate:)``). The number is given by the zone, so no firm chooses it, and a trial run
/// draws nothing, so no firm can look ahead.
///
/// Inspection by credit draws from the same seed under a label of its own (``creditDraw(_:)``): it can be
/// checked in the same way, and what it selects says nothing of the control sample, whose rate is one for
/// all.
public struct ControlSample: Sendable {
    /// The secret of the day, 32 bytes; published after the day.
    public let seed: [UInt8]
    /// The day it is for.
    public let day: Day
    private let key: HMAC<SHA256>

    /// The sample of a day with its seed.
    public init(seed: [UInt8], day: Day) {
        self.seed = seed
        self.day = day
        key = HMAC<SHA256>(key: SymmetricKey(data: seed))
    }

    /// The sample of a day whose seed comes from the zone's secret. One day's seed tells nothing of
    /// another's.
    public init(secret: [UInt8], day: Day) {
        let text = Array("control-sample ".utf8) + Array(day.compact.utf8)
        let seed = HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: secret))
        self.init(seed: Array(seed), day: day)
    }

    /// SHA-256 of the seed followed by the day as eight digits. Published before the day.
    public var commitment: [UInt8] { Self.commit(seed: seed, day: day) }

    /// The commitment to a seed for a day.
    public static func commit(seed: [UInt8], day: Day) -> [UInt8] {
        Array(SHA256.hash(data: seed + Array(day.compact.utf8)))
    }

    /// Whether a published seed is the one that was committed to.
    public static func verify(commitment: [UInt8], seed: [UInt8], day: Day) -> Bool {
        commit(seed: seed, day: day) == commitment
    }

    /// Whether the declaration of that number is in a sample of that rate.
    public func contains(_ number: String, rate: Rate) -> Bool {
        draws(number).control.isBelow(rate)
    }

    /// The draws of a declaration.
    public func draws(_ number: String) -> SampleDraws {
        var mac = key
        var number = number
        number.withUTF8 { mac.update(data: UnsafeRawBufferPointer($0)) }
        return mac.finalize().withUnsafeBytes { bytes in
            SampleDraws(
                control: SampleDraw(bytes.loadUnaligned(as: UInt32.self).bigEndian),
                quality: SampleDraw(
                    bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self).bigEndian))
        }
    }
}

extension ControlSample {
    private static let creditLabel = Array("credit-inspection ".utf8)
    private static let paymentLabel = Array("payment-data ".utf8)

    /// The draw that the inspection rate of the declaring enterprise's grade is held against: the first
    /// four bytes of HMAC-SHA256 of the label `credit-inspection `, and the declaration's number.
    public func creditDraw(_ number: String) -> SampleDraw { draw(Self.creditLabel, number) }

    /// The draw that the share of lists is held against whose payment data is asked for: the same under the label
    /// `payment-data `.
    public func paymentDraw(_ number: String) -> SampleDraw { draw(Self.paymentLabel, number) }

    private func draw(_ label: [UInt8], _ number: String) -> SampleDraw {
        var mac = key
        mac.update(data: label)
        var number = number
        number.withUTF8 { mac.update(data: UnsafeRawBufferPointer($0)) }
        return mac.finalize().withUnsafeBytes { bytes in
            SampleDraw(bytes.loadUnaligned(as: UInt32.self).bigEndian)
        }
    }
}

/// Two draws of one declaration that have nothing to do with each other.
public struct SampleDraws: Hashable, Sendable {
    /// For the control sample.
    public var control: SampleDraw
    /// For sampling by class of goods.
    public var quality: SampleDraw

    /// Both draws.
    public init(control: SampleDraw, quality: SampleDraw) {
        self.control = control
        self.quality = quality
    }
}

/// A number drawn evenly from 0 up to, not including, one, in parts of 2^32.
public struct SampleDraw: Hashable, Sendable {
    public var parts: UInt32

    /// That many parts.
    public init(_ parts: UInt32) {
        self.parts = parts
    }

    /// Whether it is below a rate. Below 1 all are, below 0 none.
    public func isBelow(_ rate: Rate) -> Bool {
        UInt64(parts) * UInt64(Rate.partsPerOne) < UInt64(rate.parts) << 32
    }
}
