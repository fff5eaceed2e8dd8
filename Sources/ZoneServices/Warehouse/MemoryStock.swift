import ZoneCore
import ZoneStore

/// The warehouse ledger in memory, for replay.
struct MemoryStock {
    var accounts: [String: StockAccountRow] = [:]
    private(set) var lots: [StockKey: [StockLot]] = [:]
    private(set) var holds: [Int64: [StockHold]] = [:]
    var figures: [StockKey: StockFigures] = [:]
    var requests: [String: [UInt8]] = [:]

    /// Posts a movement; false and no change where a side would go below zero.
    mutating func post(_ posting: StockPosting) -> Bool {
        var known = lots[posting.key] ?? []
        guard known.post(posting) else { return false }
        if posting.declarationID > 0 {
            var held = holds[posting.declarationID] ?? []
            held.post(posting)
            held.removeAll { $0.held == 0 && $0.gone == 0 }
            holds[posting.declarationID] = held.isEmpty ? nil : held
        }
        lots[posting.key] = known
        figures[posting.key] = (figures[posting.key] ?? StockFigures()).after(posting)
        return true
    }
}

extension [StockLot] {
    /// Posts a movement of a lot, which is new where it is not there; false and no change where a side would go below
    /// zero.
    mutating func post(_ posting: StockPosting) -> Bool {
        let place = firstIndex { $0.lot >= posting.lot } ?? count
        let isKnown = place < count && self[place].lot == posting.lot
        let lot = isKnown ? self[place] : StockLot(lot: posting.lot, expires: posting.expires)
        guard let next = lot.after(posting) else { return false }
        if isKnown {
            self[place] = next
        } else {
            insert(next, at: place)
        }
        return true
    }
}

extension [StockHold] {
    /// Notes what a movement changes for its list's line.
    mutating func post(_ posting: StockPosting) {
        let known = firstIndex {
            $0.gnum == posting.gnum && $0.key == posting.key && $0.lot == posting.lot
        }
        if known == nil {
            append(
                StockHold(
                    gnum: posting.gnum, key: posting.key, lot: posting.lot,
                    expires: posting.expires, held: 0, gone: 0))
        }
        let place = known ?? count - 1
        self[place].held += posting.change(of: .held)
        self[place].gone += posting.change(of: .gone)
    }
}
