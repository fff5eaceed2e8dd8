/// A person's year.
struct BuyerYear: Hashable, Comparable {
    var buyer: String
    var year: Int64

    static func < (left: BuyerYear, right: BuyerYear) -> Bool {
        (left.buyer, left.year) < (right.buyer, right.year)
    }
}

/// Changes of allowances that are durable but not in the `allowance` table yet.
///
/// Buyers come in no order, so writing each change to its place would write a page a declaration, half of everything
/// written. A change is appended to `allowance_change` instead and remembered here; once there are enough, they are folded
/// into the table in the order of buyers, a slice a transaction, so that one page written takes many. `allowance_fold`
/// says how far that is, in the same transaction, so a restart finds what was folded and what was not.
struct AllowanceLedger {
    /// The sum of changes of a person's year, and the limit that the last to take was held against.
    private struct Pending {
        var fen: Int64
        var limitFen: Int64
    }

    /// Since the running fold began.
    private var young: [BuyerYear: Pending] = [:]
    /// Being folded: those not folded yet, and their keys in order, the first last.
    private var old: [BuyerYear: Pending] = [:]
    private var order: [BuyerYear] = []
    /// Totals met in the running transaction.
    private var totals: [BuyerYear: Int64] = [:]
    private var nextSeq: Int64 = 1
    /// Changes up to here are old ones; the rows up to `deletedSeq` are gone.
    private var foldedSeq: Int64 = 0
    private var deletedSeq: Int64 = 0
    private var changeCount = 0

    /// Years with changes at which a fold begins.
    private let youngCountMax: Int
    /// Fewest years folded, and rows deleted after it, by one transaction; it folds twice what it changed.
    static let sliceCountMin = 64
    static let deletedCountMax: Int64 = 2_000

    /// What the store remembers of changes not folded.
    init(_ statements: WriteStatements, youngCountMax: Int) throws(StoreError) {
        self.youngCountMax = youngCountMax
        let fold = statements.selectAllowanceFold
        defer { fold.reset() }
        var cursor: BuyerYear?
        var isDone = true
        if try fold.step() {
            foldedSeq = fold.int(0)
            cursor = BuyerYear(buyer: fold.text(1), year: fold.int(2))
            isDone = fold.int(3) == 1
        }
        let changes = statements.selectAllowanceChanges
        defer { changes.reset() }
        deletedSeq = foldedSeq
        nextSeq = foldedSeq + 1
        while try changes.step() {
            let seq = changes.int(0)
            nextSeq = max(nextSeq, seq + 1)
            let key = BuyerYear(buyer: changes.text(1), year: changes.int(2))
            let change = (fen: changes.int(3), limitFen: changes.int(4))
            if seq > foldedSeq {
                Self.add(change.fen, change.limitFen, to: key, of: &young)
            } else {
                deletedSeq = min(deletedSeq, seq - 1)
                if !isDone, cursor.map({ $0 < key }) ?? true {
                    Self.add(change.fen, change.limitFen, to: key, of: &old)
                }
            }
        }
        order = old.keys.sorted(by: >)
    }

    /// What a person used of the year, in fen.
    mutating func used(_ key: BuyerYear, _ statements: WriteStatements) throws(StoreError) -> Int64
    {
        if let known = totals[key] { return known }
        var select = statements.selectAllowance
        defer { select.reset() }
        select.bind(1, key.buyer)
        select.bind(2, key.year)
        var total = try select.step() ? select.int(0) : 0
        if let pending = old[key] { total += pending.fen }
        if let pending = young[key] { total += pending.fen }
        totals[key] = total
        return total
    }

    /// Takes `fen` (gives back, when negative); false and no change when the total would leave 0...`limitFen`. What was
    /// used before under a higher limit may be given back.
    mutating func use(
        _ fen: Int64, of key: BuyerYear, limitFen: Int64, _ statements: WriteStatements
    ) throws(StoreError) -> Bool {
        let total = try used(key, statements) + fen
        guard total >= 0, fen < 0 || total <= limitFen else { return false }
        totals[key] = total
        var insert = statements.insertAllowanceChange
        insert.bind(1, nextSeq)
        insert.bind(2, key.buyer)
        insert.bind(3, key.year)
        insert.bind(4, fen)
        insert.bind(5, limitFen)
        try insert.run()
        nextSeq += 1
        changeCount += 1
        Self.add(fen, limitFen, to: key, of: &young)
        return true
    }

    private static func add(
        _ fen: Int64, _ limitFen: Int64, to key: BuyerYear, of table: inout [BuyerYear: Pending]
    ) {
        var pending = table[key] ?? Pending(fen: 0, limitFen: 0)
        pending.fen += fen
        // What is given back was held against the limit of its own day.
        if fen > 0 { pending.limitFen = limitFen }
        table[key] = pending
    }

    /// The last work of a transaction: folds the next slice, then deletes rows that were folded.
    mutating func fold(_ statements: WriteStatements) throws(StoreError) {
        totals.removeAll(keepingCapacity: true)
        let count = max(Self.sliceCountMin, 2 * changeCount)
        guard changeCount > 0 else { return }
        changeCount = 0
        if order.isEmpty, deletedSeq == foldedSeq, young.count >= youngCountMax {
            (old, young) = (young, [:])
            order = old.keys.sorted(by: >)
            foldedSeq = nextSeq - 1
        }
        if !order.isEmpty {
            try foldSlice(count, statements)
        } else if deletedSeq < foldedSeq {
            deletedSeq = min(foldedSeq, deletedSeq + Self.deletedCountMax)
            let delete = statements.deleteAllowanceChanges
            delete.bind(1, deletedSeq)
            try delete.run()
        }
    }

    private mutating func foldSlice(
        _ count: Int, _ statements: WriteStatements
    ) throws(StoreError) {
        var last = BuyerYear(buyer: "", year: 0)
        for _ in 0..<min(count, order.count) {
            last = order.removeLast()
            guard let pending = old.removeValue(forKey: last), pending.fen != 0 else { continue }
            // An INSERT has to meet the CHECK before a conflict is looked for, so giving back is an UPDATE.
            var put = pending.fen > 0 ? statements.useAllowance : statements.giveBackAllowance
            put.bind(1, last.buyer)
            put.bind(2, last.year)
            put.bind(3, pending.fen)
            if pending.fen > 0 { put.bind(4, pending.limitFen) }
            guard try put.run() == 1 else {
                throw StoreError(code: 0, description: "allowance without a row given back")
            }
        }
        var mark = statements.putAllowanceFold
        mark.bind(1, foldedSeq)
        mark.bind(2, last.buyer)
        mark.bind(3, last.year)
        mark.bind(4, order.isEmpty ? 1 : 0)
        try mark.run()
    }
}
