import ZoneCore
import ZoneRules
import ZoneStore

/// What owners, warehouses and officers do with stock.
extension ClearanceSession {
    /// Does it, where there is as much; an order that was done before is not done again.
    mutating func apply(_ order: StockOrder) throws -> StockOutcome {
        if let known = try books.stockRequest(account: order.account, id: order.id) {
            return known == order.packed ? .done(isNew: false) : .conflict
        }
        let outcome = try carryOut(order)
        if case .done = outcome {
            stock.keep(account: order.account, id: order.id, content: order.packed)
        }
        return outcome
    }

    private mutating func carryOut(_ order: StockOrder) throws -> StockOutcome {
        let account = try stockAccount(order.account)
        if order.kind == .register { return register(order, account) }
        guard let account else { return .unknownAccount(order.account) }
        switch order.kind {
        case .register: return .conflict
        case .inbound: return try enter(order)
        case .adjustment:
            return order.quantity > .zero
                ? try enter(order) : try take(order, -order.quantity.units, to: .outside)
        case .transfer: return try transfer(order)
        case .sale:
            guard account.kind == .overseas else { return .unknownAccount(order.account) }
            return try take(order, order.quantity.units, to: .gone)
        case .declared: return record(order, .declared)
        case .count: return record(order, .counted)
        case .scan:
            let there = try books.stockFigures(order.key).physical ?? 0
            guard there + order.quantity.units >= 0 else {
                return .notEnough(
                    free: Fixed5(units: there), wanted: Fixed5(units: -order.quantity.units))
            }
            return record(order, .scanned)
        }
    }

    private mutating func register(
        _ order: StockOrder, _ known: StockAccountRow?
    ) -> StockOutcome {
        guard known == nil, let kind = StockAccountKind(name: order.unit) else { return .conflict }
        stock.register(
            StockAccountRow(
                code: order.account, kind: kind, owner: order.item, name: order.reference,
                actor: order.actor, atMs: now.ms))
        return .done(isNew: true)
    }

    private mutating func enter(_ order: StockOrder) throws -> StockOutcome {
        let expires = order.expires.map { Int64($0.number) } ?? StockLot.neverExpires
        let known = try stockLots(order.key).first { $0.lot == order.lot }
        if let known, known.expires != expires { return .conflict }
        let posting = StockPosting(
            order.key, lot: order.lot, expires: expires, from: .outside, to: .free,
            quantity: order.quantity.units, cause: order.kind.rawValue
        ).signed(order)
        return try post(posting) ? .done(isNew: true) : .conflict
    }

    /// Takes goods of the named lot, or else of any, first expired first; what leaves the zone's hands is declared.
    private mutating func take(
        _ order: StockOrder, _ quantity: Int64, to side: StockSide
    ) throws -> StockOutcome {
        guard let chosen = try choose(order, quantity) else {
            return try notEnough(order, quantity)
        }
        for (lot, part) in chosen {
            var posting = StockPosting(
                order.key, lot: lot.lot, expires: lot.expires, from: .free, to: side,
                quantity: part, cause: order.kind.rawValue
            ).signed(order)
            if side == .gone { posting.declared = -part }
            try require(post(posting))
        }
        return .done(isNew: true)
    }

    private mutating func transfer(_ order: StockOrder) throws -> StockOutcome {
        guard order.toAccount != order.account, try stockAccount(order.toAccount) != nil else {
            return .unknownAccount(order.toAccount)
        }
        guard let chosen = try choose(order, order.quantity.units) else {
            return try notEnough(order, order.quantity.units)
        }
        let target = StockKey(account: order.toAccount, item: order.item, unit: order.unit)
        let there = try stockLots(target)
        for (lot, _) in chosen {
            if let known = there.first(where: { $0.lot == lot.lot }), known.expires != lot.expires {
                return .conflict
            }
        }
        for (lot, part) in chosen {
            var leaves = StockPosting(
                order.key, lot: lot.lot, expires: lot.expires, from: .free, to: .outside,
                quantity: part, cause: order.kind.rawValue
            ).signed(order)
            leaves.declared = -part
            var enters = StockPosting(
                target, lot: lot.lot, expires: lot.expires, from: .outside, to: .free,
                quantity: part, cause: order.kind.rawValue
            ).signed(order)
            enters.declared = part
            try require(post(leaves))
            try require(post(enters))
        }
        return .done(isNew: true)
    }

    /// Lots for an order: the named one whatever its last day; of any, a correction may take what is past its last day.
    private mutating func choose(
        _ order: StockOrder, _ quantity: Int64
    ) throws -> [(lot: StockLot, quantity: Int64)]? {
        var lots = try stockLots(order.key)
        if !order.lot.isEmpty { lots.removeAll { $0.lot != order.lot } }
        let anyDay = order.kind == .adjustment || !order.lot.isEmpty
        return chooseLots(lots, quantity: quantity, on: anyDay ? Day(number: 0) : now.day)
    }

    private mutating func notEnough(
        _ order: StockOrder, _ quantity: Int64
    ) throws -> StockOutcome {
        let lots = try stockLots(order.key).filter {
            order.lot.isEmpty || $0.lot == order.lot
        }
        let anyDay = order.kind == .adjustment || !order.lot.isEmpty
        let free = freeStock(lots, on: anyDay ? Day(number: 0) : now.day)
        return .notEnough(free: Fixed5(units: free), wanted: Fixed5(units: quantity))
    }

    private mutating func record(
        _ order: StockOrder, _ kind: StockRecordRow.Kind
    ) -> StockOutcome {
        stock.keep(
            StockRecordRow(
                key: order.key, kind: kind, amount: order.quantity.units,
                reference: order.reference, reason: order.reason, actor: order.actor))
        return .done(isNew: true)
    }
}

extension StockPosting {
    /// The movement with what an order says of it.
    fileprivate func signed(_ order: StockOrder) -> StockPosting {
        var posting = self
        posting.reference = order.reference
        posting.reason = order.reason
        posting.actor = order.actor
        return posting
    }
}
