/// Hashed keys, each with the numbers of the names that have it.
///
/// The upper bits of a key choose a bucket, the lower 32 are kept. The lowest two say how many names
/// a key may have: a key with more says too little and is dropped.
struct KeyTable: Sendable {
    private let bits: Int
    private var starts: [UInt32]
    private var marks: [UInt32]
    private var names: [UInt32]

    /// How many names a key of each class may have.
    static let nameCountMax = [Int.max, 256, 32, 8]

    /// The bytes that the table takes.
    var byteCount: Int { 4 * (starts.count + marks.count + names.count) }

    /// A table of those keys; `names[i]` has `keys[i]`.
    init(keys: [UInt64], names given: [UInt32]) {
        bits = max(1, Int.bitWidth - (keys.count / 6).leadingZeroBitCount)
        var starts = [UInt32](repeating: 0, count: (1 << bits) + 1)
        for key in keys { starts[Int(key >> UInt64(64 - bits)) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        var next = starts
        var pairs = [UInt64](repeating: 0, count: keys.count)
        for (key, name) in zip(keys, given) {
            let bucket = Int(key >> UInt64(64 - bits))
            pairs[Int(next[bucket])] = key << 32 | UInt64(name)
            next[bucket] += 1
        }
        self.starts = [0]
        self.starts.reserveCapacity(starts.count)
        marks = []
        names = []
        marks.reserveCapacity(keys.count)
        names.reserveCapacity(keys.count)
        for bucket in 0..<(1 << bits) {
            let range = Int(starts[bucket])..<Int(starts[bucket + 1])
            Self.sort(&pairs, range)
            append(pairs, range)
            self.starts.append(UInt32(marks.count))
        }
    }

    private static func sort(_ pairs: inout [UInt64], _ range: Range<Int>) {
        guard range.count <= 24 else { return pairs[range].sort() }
        for index in range.dropFirst() {
            let pair = pairs[index]
            var place = index
            while place > range.lowerBound, pairs[place - 1] > pair {
                pairs[place] = pairs[place - 1]
                place -= 1
            }
            pairs[place] = pair
        }
    }

    /// Appends one bucket without pairs that are there twice and without keys that have too many.
    private mutating func append(_ pairs: [UInt64], _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let mark = UInt32(pairs[index] >> 32)
            let first = marks.count
            while index < range.upperBound, UInt32(pairs[index] >> 32) == mark {
                let name = UInt32(truncatingIfNeeded: pairs[index])
                if marks.count == first || names[names.count - 1] != name {
                    marks.append(mark)
                    names.append(name)
                }
                index += 1
            }
            let count = marks.count - first
            if count > Self.nameCountMax[Int(mark & 3)] {
                marks.removeLast(count)
                names.removeLast(count)
            }
        }
    }

    /// Calls `body` with each name that has the key.
    @inline(__always)
    func forEach(_ key: UInt64, _ body: (Int) -> Void) {
        let bucket = Int(key >> UInt64(64 - bits))
        let mark = UInt32(truncatingIfNeeded: key)
        for index in Int(starts[bucket])..<Int(starts[bucket + 1]) where marks[index] == mark {
            body(Int(names[index]))
        }
    }
}
