import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// What lists take from, give back to and bring to the warehouse ledger.
///
/// A list whose book is not registered costs one look at it a batch and is not tracked.
extension ClearanceSession {
    /// The account of that code, read on first use.
    mutating func stockAccount(_ code: String) throws -> StockAccountRow? {
        if let known = stock.accounts[code] { return known }
        let account = try books.stockAccount(code)
        stock.accounts[code] = .some(account)
        return account
    }

    /// The lots of an item, read on first use.
    mutating func stockLots(_ key: StockKey) throws -> [StockLot] {
        if let known = stock.lots[key] { return known }
        let lots = try books.stockLots(key)
        stock.lots[key] = lots
        return lots
    }

    /// Posts a movement; false and no change where a side would go below zero.
    mutating func post(_ posting: StockPosting) throws -> Bool {
        var lots = try stockLots(posting.key)
        guard lots.post(posting) else { return false }
        if posting.declarationID > 0 {
            var holds = try stockHolds(posting.declarationID)
            holds.post(posting)
            stock.holds[posting.declarationID] = holds
        }
        stock.lots[posting.key] = lots
        stock.keep(posting)
        return true
    }

    private mutating func stockHolds(_ declarationID: Int64) throws -> [StockHold] {
        if let known = stock.holds[declarationID] { return known }
        let holds = try books.stockHolds(declarationID)
        stock.holds[declarationID] = holds
        return holds
    }

    private mutating func isTracked(_ list: some DeclaredList) throws -> Bool {
        guard !list.emsNo.isEmpty, list.tradeMode == "1210" || list.tradeMode == "1239" else {
            return false
        }
        return try stockAccount(list.emsNo)?.kind == .bonded
    }

    // MARK: Bonded goods, into the country and out of it

    /// Deducts what a list that is not rejected takes of its book: in advance, and for good where it is released. One
    /// that its book does not cover is rejected with every item that is missing.
    mutating func deduct(
        _ list: some DeclaredList, of work: DeclarationWork, for decision: inout Decision
    ) throws {
        guard decision.status != .rejected, decision.status != .submitting, try isTracked(list)
        else { return }
        try giveBackStock(work.row.id, list)
        let reasons = try missingStock(list)
        guard reasons.isEmpty else {
            decision = Decision(status: .rejected, reasons: reasons)
            return
        }
        for line in list.stockLines where line.qty > .zero {
            let key = StockKey(account: list.emsNo, item: line.item, unit: line.unit)
            let chosen = chooseLots(
                try stockLots(key), quantity: line.qty.units, on: now.day)
            for (lot, quantity) in chosen ?? [] {
                var posting = StockPosting(
                    key, lot: lot.lot, expires: lot.expires, from: .free, to: .held,
                    quantity: quantity, cause: "list")
                posting.declarationID = work.row.id
                posting.gnum = Int64(line.gnum)
                try require(post(posting))
            }
        }
        if decision.status == .released { try deductForGood(list, of: work) }
    }

    /// Every item of which the book has less than a list asks for.
    private mutating func missingStock(_ list: some DeclaredList) throws -> [Reason] {
        var wanted: [(key: StockKey, quantity: Int64)] = []
        for line in list.stockLines where line.qty > .zero {
            let key = StockKey(account: list.emsNo, item: line.item, unit: line.unit)
            let place = wanted.firstIndex { $0.key == key } ?? wanted.count
            if place == wanted.count { wanted.append((key, 0)) }
            let (sum, overflow) = wanted[place].quantity.addingReportingOverflow(line.qty.units)
            wanted[place].quantity = overflow ? .max : sum
        }
        var reasons: [Reason] = []
        for (key, quantity) in wanted {
            let free = freeStock(try stockLots(key), on: now.day)
            guard free < quantity else { continue }
            let (has, asks) = (Fixed5(units: free), Fixed5(units: quantity))
            reasons.append(
                Reason(
                    code: "stock.short",
                    zh: "账册\(key.account)项号\(key.item)可用数量\(has)小于申报数量\(asks)（单位\(key.unit)）",
                    en: "account book \(key.account), item \(key.item): \(has) free of \(asks) "
                        + "declared (unit \(key.unit))",
                    source: "warehouse ledger: emsNo, itemRecordNo"))
        }
        return reasons
    }

    /// Makes what a released list deducted in advance final.
    mutating func deductForGood(_ list: some DeclaredList, of work: DeclarationWork) throws {
        guard try isTracked(list) else { return }
        for hold in try stockHolds(work.row.id) where hold.held > 0 {
            var posting = hold.posting(
                from: .held, to: .gone, quantity: hold.held, cause: "release", of: work.row.id)
            posting.declared = -hold.held
            try require(post(posting))
        }
    }

    /// Gives back all that a list holds.
    mutating func giveBackStock(_ declarationID: Int64, _ document: TradeDocument) throws {
        guard let list = document.declaredList else { return }
        try giveBackStock(declarationID, list)
    }

    private mutating func giveBackStock(
        _ declarationID: Int64, _ list: some DeclaredList
    ) throws {
        guard declarationID > 0, try isTracked(list) else { return }
        for hold in try stockHolds(declarationID) {
            if hold.held > 0 {
                try require(
                    post(
                        hold.posting(
                            from: .held, to: .free, quantity: hold.held, cause: "giveBack",
                            of: declarationID)))
            }
            if hold.gone > 0 {
                var posting = hold.posting(
                    from: .gone, to: .free, quantity: hold.gone, cause: "giveBack",
                    of: declarationID)
                posting.declared = hold.gone
                try require(post(posting))
            }
        }
    }

    /// Takes goods back that were returned, into the lots that they came from, last to expire first.
    mutating func takeBackStock(_ request: GoodsReturn, _ located: LocatedList) throws {
        guard let list = located.document.declaredList, try isTracked(list) else { return }
        let id = located.work.row.id
        for line in request.lines {
            var rest = line.qty.units
            let holds = try stockHolds(id).filter { $0.gnum == Int64(line.gnum) && $0.gone > 0 }
            for hold in holds.sorted(by: { ($0.expires, $0.lot) > ($1.expires, $1.lot) })
            where rest > 0 {
                let part = min(rest, hold.gone)
                rest -= part
                var posting = hold.posting(
                    from: .gone, to: .free, quantity: part, cause: "return", of: id)
                posting.declared = part
                try require(post(posting))
            }
        }
    }

    // MARK: Overseas warehouses

    /// Brings the goods of a released list of mode 9810 to its overseas warehouse, where that is registered.
    mutating func fillOverseas(_ list: ExportInventory, of work: DeclarationWork) throws {
        guard list.tradeMode == "9810", try stockAccount(list.party)?.kind == .overseas,
            History.entries(work.row.history).count(where: { $0.status == 800 }) == 1
        else { return }
        for line in list.lines where line.qty > .zero {
            let item = [line.itemNo, line.itemRecordNo, line.gcode].first { !$0.isEmpty }
            var posting = StockPosting(
                StockKey(account: list.party, item: item ?? "", unit: line.unit),
                from: .outside, to: .free, quantity: line.qty.units, cause: "export")
            posting.declared = line.qty.units
            posting.reference = DeclarationNumbers.invtNo(work.row)
            try require(post(posting))
        }
    }

    func require(_ isPosted: Bool) throws {
        guard isPosted else { throw SharedInvariantError.stock }
    }
}

extension StockHold {
    /// A movement of what is held.
    fileprivate func posting(
        from: StockSide, to: StockSide, quantity: Int64, cause: String, of declarationID: Int64
    ) -> StockPosting {
        var posting = StockPosting(
            key, lot: lot, expires: expires, from: from, to: to, quantity: quantity, cause: cause)
        posting.declarationID = declarationID
        posting.gnum = gnum
        return posting
    }
}
