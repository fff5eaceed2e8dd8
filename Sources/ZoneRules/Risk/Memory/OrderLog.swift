import ZoneCore

/// The newest orders, each linked to the one before it with the same hash bucket of buyer, address,
/// telephone and payer. A full log overwrites its oldest order; links to it then lead nowhere.
///
/// One cache line an order, four bytes a bucket and link. Nothing is ever deleted or probed for.
struct OrderLog: Sendable {
    private struct Entry: Sendable {
        var keys = SIMD4<UInt64>()
        /// Numbers of the orders before this one in the buckets of its keys; 0 for none.
        var previous = SIMD4<UInt32>()
        var day: Int32 = 0
        var fen: UInt32 = 0
        var shop: UInt32 = 0
    }

    /// Orders that are kept at most.
    let countMax: Int
    /// Orders that are looked at for one key at most.
    let visitMax: Int
    private var entries: [Entry]
    /// Number of the newest order of each bucket, by link; 0 for none.
    private var buckets: [[UInt32]]
    private(set) var count = 0
    /// Number of the newest order; the first is 1.
    private var newest: UInt32 = 0
    /// What the orders since the last commit overwrote; nil where the place was empty.
    private var overwritten: [Entry?] = []

    /// `countMax` is rounded up to a power of two.
    init(countMax: Int, visitMax: Int) {
        self.countMax = 1 << (Int.bitWidth - (max(2, countMax) - 1).leadingZeroBitCount)
        self.visitMax = visitMax
        entries = Array(repeating: Entry(), count: min(self.countMax, 1024))
        buckets = Array(repeating: Array(repeating: 0, count: entries.count), count: 4)
    }

    /// Adds an order as the newest.
    mutating func note(_ trace: RiskTrace) {
        if newest == .max || (count == entries.count && count < countMax) { rebuild() }
        overwritten.append(count == entries.count ? entries[slot(newest &+ 1)] : nil)
        if count < entries.count { count += 1 }
        put(
            Entry(
                keys: trace.keys, day: trace.day.number, fen: trace.fen, shop: trace.shop))
    }

    private mutating func put(_ order: Entry) {
        newest += 1
        let at = slot(newest)
        entries[at] = order
        for link in 0..<4 {
            let bucket = Int(truncatingIfNeeded: order.keys[link]) & (entries.count - 1)
            entries[at].previous[link] = buckets[link][bucket]
            buckets[link][bucket] = newest
        }
    }

    /// Keeps what was noted since the last commit.
    mutating func commit() {
        overwritten.removeAll(keepingCapacity: true)
    }

    /// Takes back what was noted since the last commit.
    mutating func rollback() {
        while let old = overwritten.popLast() {
            let at = slot(newest)
            let order = entries[at]
            for link in 0..<4 {
                let bucket = Int(truncatingIfNeeded: order.keys[link]) & (entries.count - 1)
                buckets[link][bucket] = order.previous[link]
            }
            newest -= 1
            entries[at] = old ?? Entry()
            if old == nil { count -= 1 }
        }
    }

    private func slot(_ number: UInt32) -> Int { Int(number) & (entries.count - 1) }

    private func isKept(_ number: UInt32) -> Bool {
        number > 0 && number <= newest && Int(newest - number) < count
    }

    /// Doubles the places, up to the limit, and counts from 1 again.
    private mutating func rebuild() {
        let orders = (0..<count).map { entries[slot(newest - UInt32(count - 1 - $0))] }
        let places = min(countMax, max(entries.count, count * 2))
        entries = Array(repeating: Entry(), count: places)
        buckets = Array(repeating: Array(repeating: 0, count: places), count: 4)
        newest = 0
        for order in orders { put(order) }
    }

    // MARK: History

    /// What the log knows around an order that is not in it yet.
    func history(of order: RiskTrace, _ limits: RiskLimits) -> OrderHistory {
        var history = OrderHistory()
        addBuyer(of: order, limits, to: &history)
        let since = order.day.number - limits.ringDays + 1
        history.addressBuyerCount = buyerCount(.address, order, since: since)
        history.telephoneBuyerCount = buyerCount(.telephone, order, since: since)
        history.payerBuyerCount = buyerCount(.payer, order, since: since)
        return history
    }

    private func addBuyer(
        of order: RiskTrace, _ limits: RiskLimits, to history: inout OrderHistory
    ) {
        var telephones = DistinctKeys(order[.telephone])
        var addresses = DistinctKeys(order[.address])
        var payers = DistinctKeys(order[.payer])
        var (knowsTelephone, knowsAddress) = (false, false)
        let splitSince = order.day.number - limits.splittingDays + 1
        visit(.buyer, order, since: order.day.number - limits.identityDays + 1) { entry in
            let address = entry.keys[RiskTrace.Link.address.rawValue]
            let telephone = entry.keys[RiskTrace.Link.telephone.rawValue]
            history.buyerOrderCount += 1
            telephones.add(telephone)
            addresses.add(address)
            payers.add(entry.keys[RiskTrace.Link.payer.rawValue])
            knowsTelephone = knowsTelephone || telephone == order[.telephone]
            knowsAddress = knowsAddress || address == order[.address]
            if entry.day >= splitSince, entry.shop == order.shop || address == order[.address] {
                history.linkedOrderCount += 1
                history.linkedValue += Fen(Int64(entry.fen))
            }
        }
        history.telephoneCount = telephones.count
        history.addressCount = addresses.count
        history.payerCount = payers.count
        history.isElsewhere = history.buyerOrderCount > 0 && !knowsTelephone && !knowsAddress
    }

    private func buyerCount(
        _ link: RiskTrace.Link, _ order: RiskTrace, since: Int32
    ) -> Int64 {
        var buyers = DistinctKeys(order[.buyer])
        visit(link, order, since: since) { buyers.add($0.keys[RiskTrace.Link.buyer.rawValue]) }
        return order[link] == 0 ? 0 : buyers.count
    }

    /// Calls `body` with the kept orders that share a key, newest first, within the limit of visits.
    private func visit(
        _ link: RiskTrace.Link, _ order: RiskTrace, since: Int32, _ body: (Entry) -> Void
    ) {
        let key = order[link]
        guard key != 0 else { return }
        var number = buckets[link.rawValue][Int(truncatingIfNeeded: key) & (entries.count - 1)]
        var visits = 0
        while isKept(number), visits < visitMax {
            let entry = entries[slot(number)]
            if entry.day < since { return }
            if entry.keys[link.rawValue] == key { body(entry) }
            visits += 1
            number = entry.previous[link.rawValue]
        }
    }
}

/// Up to 16 different keys; 0 is none. One key, which is the usual case, takes no memory.
struct DistinctKeys {
    private var first: UInt64
    private var others: [UInt64] = []

    init(_ first: UInt64) {
        self.first = first
    }

    var count: Int64 { first == 0 ? 0 : Int64(others.count) + 1 }

    mutating func add(_ key: UInt64) {
        if key == first || key == 0 { return }
        if first == 0 {
            first = key
        } else if others.count < 15, !others.contains(key) {
            others.append(key)
        }
    }
}
