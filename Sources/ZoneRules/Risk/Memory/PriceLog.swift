/// The last 32 prices of each key, for the keys that were met last. A full log overwrites the key
/// that came first.
struct PriceLog: Sendable {
    private struct Entry: Sendable {
        var key: UInt64 = 0
        /// Number of the key before this one in its bucket; 0 for none.
        var previous: UInt32 = 0
        var count: UInt8 = 0
        /// The place that the next price takes among the arrivals.
        var place: UInt8 = 0
    }

    /// Prices that are kept of a key.
    static let sampleCountMax = 32
    /// Keys that are looked at for one at most.
    private static let visitMax = 16

    private let countMax: Int
    private var entries: [Entry] = []
    /// 32 prices a key, in the order in which they came, around.
    private var arrivals: [Int16] = []
    /// The same prices from the lowest on.
    private var sorted: [Int16] = []
    private var buckets: [UInt32]
    /// Number of the newest key; the first is 1.
    private var newest: UInt32 = 0
    private var changes: [Change] = []

    private enum Change {
        /// A price took a place; the price that was there, nil where the place was free.
        case added(slot: Int, old: Int16?)
        /// A key took a free slot.
        case came
        /// A key took the slot of another.
        case replaced(old: Entry, arrivals: [Int16], sorted: [Int16])
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
        let place = slot * Self.sampleCountMax + Int(entries[slot].place)
        let count = Int(entries[slot].count)
        let isFull = count == Self.sampleCountMax
        let old = isFull ? arrivals[place] : nil
        changes.append(.added(slot: slot, old: old))
        if let old { remove(old, from: slot, count) }
        insert(sample.price.steps, into: slot, isFull ? count - 1 : count)
        arrivals[place] = sample.price.steps
        entries[slot].place = (entries[slot].place + 1) % UInt8(Self.sampleCountMax)
        if !isFull { entries[slot].count += 1 }
    }

    private mutating func insert(_ price: Int16, into slot: Int, _ count: Int) {
        let first = slot * Self.sampleCountMax
        var at = first + count
        while at > first, sorted[at - 1] > price {
            sorted[at] = sorted[at - 1]
            at -= 1
        }
        sorted[at] = price
    }

    private mutating func remove(_ price: Int16, from slot: Int, _ count: Int) {
        let first = slot * Self.sampleCountMax
        var at = first
        while at < first + count - 1, sorted[at] != price { at += 1 }
        while at < first + count - 1 {
            sorted[at] = sorted[at + 1]
            at += 1
        }
    }

    private mutating func come(_ key: UInt64) -> Int {
        precondition(newest < .max, "four thousand million keys")
        newest += 1
        let slot = slot(newest)
        let entry = Entry(key: key, previous: buckets[bucket(key)])
        buckets[bucket(key)] = newest
        if slot < entries.count {
            changes.append(
                .replaced(
                    old: entries[slot], arrivals: Array(arrivals[places(slot)]),
                    sorted: Array(sorted[places(slot)])))
            entries[slot] = entry
        } else {
            changes.append(.came)
            entries.append(entry)
            arrivals += repeatElement(0, count: Self.sampleCountMax)
            sorted += repeatElement(0, count: Self.sampleCountMax)
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
            case .added(let slot, let old): takeBack(slot, old)
            case .came:
                leave()
                entries.removeLast()
                arrivals.removeLast(Self.sampleCountMax)
                sorted.removeLast(Self.sampleCountMax)
            case .replaced(let old, let oldArrivals, let oldSorted):
                let slot = leave()
                entries[slot] = old
                arrivals.replaceSubrange(places(slot), with: oldArrivals)
                sorted.replaceSubrange(places(slot), with: oldSorted)
            }
        }
    }

    private mutating func takeBack(_ slot: Int, _ old: Int16?) {
        let last = (Int(entries[slot].place) + Self.sampleCountMax - 1) % Self.sampleCountMax
        let place = slot * Self.sampleCountMax + last
        let count = Int(entries[slot].count)
        remove(arrivals[place], from: slot, count)
        if let old {
            insert(old, into: slot, count - 1)
            arrivals[place] = old
        } else {
            entries[slot].count -= 1
        }
        entries[slot].place = UInt8(last)
    }

    /// Takes the newest key out of its bucket.
    @discardableResult
    private mutating func leave() -> Int {
        let slot = slot(newest)
        buckets[bucket(entries[slot].key)] = entries[slot].previous
        newest -= 1
        return slot
    }

    /// Count, lower median and lower median distance from it of the prices of a key; nil where none
    /// is known.
    func spread(of key: UInt64) -> (count: Int, median: Int16, deviation: Int16)? {
        guard let slot = find(key) else { return nil }
        let count = Int(entries[slot].count)
        let (first, rank) = (slot * Self.sampleCountMax, (count - 1) / 2)
        let median = sorted[first + rank]
        // From the median outwards: the nearer of the next below and the next above, rank times.
        var (below, above) = (first + rank - 1, first + rank + 1)
        var distance: Int16 = 0
        for _ in 0..<rank {
            let down = below >= first ? median - sorted[below] : .max
            let up = above < first + count ? sorted[above] - median : .max
            distance = min(down, up)
            if down <= up { below -= 1 } else { above += 1 }
        }
        return (count, median, distance)
    }

    private func places(_ slot: Int) -> Range<Int> {
        slot * Self.sampleCountMax..<(slot + 1) * Self.sampleCountMax
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
