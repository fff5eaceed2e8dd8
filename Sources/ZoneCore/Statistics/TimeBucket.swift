/// A span of durations, sixteen to each doubling: what a histogram needs to give percentiles that are at most a
/// sixteenth too high, with some hundreds of counters for anything from a millisecond to decades.
public struct TimeBucket: Hashable, Comparable, Sendable {
    /// 0 on; a longer duration never has a lower number.
    public let number: Int64

    /// Longest duration that is told apart: about 34 years.
    public static let msMax: Int64 = 1 << 40

    /// The bucket of that number; nil where there is none.
    public init?(number: Int64) {
        guard number >= 0, number <= TimeBucket(ms: Self.msMax).number else { return nil }
        self.number = number
    }

    /// The bucket of a duration. A negative one (a clock that was set back) counts as none at all.
    public init(ms: Int64) {
        let ms = min(max(0, ms), Self.msMax)
        guard ms >= 16 else {
            number = ms
            return
        }
        let exponent = Int64(63 - ms.leadingZeroBitCount)
        number = (exponent - 3) * 16 + (ms >> (exponent - 4)) & 15
    }

    /// The longest duration in it, ms.
    public var upperMs: Int64 {
        guard number >= 16 else { return number }
        let exponent = number / 16 + 3
        return ((17 + number % 16) << (exponent - 4)) - 1
    }

    /// Orders by duration.
    public static func < (left: TimeBucket, right: TimeBucket) -> Bool {
        left.number < right.number
    }

    /// The smallest duration that at least `percent` of 100 do not exceed, rounded up to its bucket's end: never too
    /// low, and too high by less than a sixteenth. Nil without durations.
    public static func percentile(_ percent: Int64, of counts: [TimeBucket: Int64]) -> Int64? {
        let total = counts.values.reduce(0, +)
        guard total > 0, (1...100).contains(percent) else { return nil }
        // The rank is rounded up: of ten durations the 95th percentile is the tenth.
        var rest = (total * percent + 99) / 100
        for (bucket, count) in counts.sorted(by: { $0.key < $1.key }) {
            rest -= count
            if rest <= 0 { return bucket.upperMs }
        }
        return nil
    }
}
