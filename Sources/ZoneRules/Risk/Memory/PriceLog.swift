/// The last 32 prices of each key, for the keys that were met last. A full log overwrites the key
/// that came first.
struct PriceLog: Sendable {
    private struct Entry: Sendable {
        var samples = SIMD32<Int16>(repeating: .max)
        var key: UInt64 = 0
        /// Number of the key before this one in its bucket; 0 for none.
        var previous: UInt32 = 0
        var count: UInt8 = 0
        /// The place that the next price takes.
        var place: UInt8 = 0
    }

    /// Prices that are kept of a key.
    static let sampleCountMax = 32
    /// Keys that are looked at for one at most.
    private static let visitMax = 16

    private let countMax: Int
    private var entries: [Entry] = []
    private var buckets: [UInt32]
    /// Number of the newest key; the first is 1.
    private var newest: UInt32 = 0
    private var changes: [Change] = []

    private enum Change {
        /// A price took a place; what was there.
        case added(slot: Int, old: Entry)
        /// A key came; what it overwrote, nil where nothing.
        case came(old: Entry?)
    }

    /// `countMax` is rounded up to a power of two.
    init(countMax: Int) {
        self.countMax = 1 << (Int.bitWidth - (max(2, countMax) - 1).leadingZeroBitCount)
        buckets = Array(repeating: 0, count: self.countMax)
    }

    /// How many keys are kept.
    var count: Int { entries.count }

    /// Adds a price as the newest of its key.
    mutating func note(_ sample: PriceTrace.Sample) {
        let slot = find(sample.key) ?? come(sample.key)
        changes.append(.added(slot: slot, old: entries[slot]))
        let place = Int(entries[slot].place)
        entries[slot].samples[place] = sample.price.steps
        entries[slot].place = UInt8((place + 1) % Self.sampleCountMax)
        entries[slot].count = min(entries[slot].count + 1, UInt8(Self.sampleCountMax))
    }

    private mutating func come(_ key: UInt64) -> Int {
        precondition(newest < .max, "four thousand million keys")
        newest += 1
        let slot = slot(newest)
        var entry = Entry()
        entry.key = key
        entry.previous = buckets[bucket(key)]
        buckets[bucket(key)] = newest
        if slot < entries.count {
            changes.append(.came(old: entries[slot]))
            entries[slot] = entry
        } else {
            changes.append(.came(old: nil))
            entries.append(entry)
        }
        return slot
    }

    /// Keeps what was noted since the last commit.
    mutating func commit() {
        changes.removeAll(keepingCapacity: true)
    }

    /// Takes back what was noted since the last commit.
    mutating func rollback() {
        while let change = changes.popLast() {
            switch change {
            case .added(let slot, let old): entries[slot] = old
            case .came(let old):
                let slot = slot(newest)
                buckets[bucket(entries[slot].key)] = entries[slot].previous
                newest -= 1
                if let old { entries[slot] = old } else { entries.removeLast() }
            }
        }
    }

    /// Count, median and median distance of the prices of a key; nil where none is known.
    func spread(of key: UInt64) -> (count: Int, median: Int16, deviation: Int16)? {
        guard let slot = find(key) else { return nil }
        let count = Int(entries[slot].count)
        let median = Self.middle(entries[slot].samples, count)
        var distances = SIMD32<Int16>(repeating: .max)
        for place in 0..<count { distances[place] = abs(entries[slot].samples[place] - median) }
        return (count, median, Self.middle(distances, count))
    }

    /// The lower median of the first `count` numbers; the others have to be the greatest there is.
    private static func middle(_ numbers: SIMD32<Int16>, _ count: Int) -> Int16 {
        let rank = Int16((count - 1) / 2)
        let (one, none) = (SIMD32<Int16>(repeating: 1), SIMD32<Int16>())
        for place in 0..<count {
            let number = numbers[place]
            let below = none.replacing(with: one, where: numbers .< number).wrappedSum()
            if below > rank { continue }
            let upTo = none.replacing(with: one, where: numbers .<= number).wrappedSum()
            if rank < upTo { return number }
        }
        return 0
    }

    private func slot(_ number: UInt32) -> Int { Int(number - 1) & (countMax - 1) }

    private func bucket(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key) & (countMax - 1) }

    private func find(_ key: UInt64) -> Int? {
        var number = buckets[bucket(key)]
        for _ in 0..<Self.visitMax {
            guard number > 0, number <= newest, Int(newest - number) < entries.count else {
                return nil
            }
            if entries[slot(number)].key == key { return slot(number) }
            number = entries[slot(number)].previous
        }
        return nil
    }
}
