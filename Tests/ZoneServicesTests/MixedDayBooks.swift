import Testing
import ZoneCore
import ZoneServices
import ZoneStore

/// The zone's books after the day.
struct MixedDayBooks {
    let path: String
    /// The limit of a person's year, from the rule book.
    let yearlyMax: Fen

    func check(guaranteeUsed: Int64) throws {
        var (held, taxes): (Int64, Int64) = (0, 0)
        var (listed, open): (Int64, Int) = (0, 0)
        try forEachDeclaration(path) { row in
            if !row.buyer.isEmpty {
                held += row.dutiableFen
                taxes += row.taxFen
            }
            if row.summaryID > 0 { listed += row.dutiableFen }
            if row.isExport, row.summaryID == 0, row.status == 899 { open += 1 }
        }
        let history = try StoredHistory(path: path)
        var (used, limitBroken) = (Int64(0), 0)
        try history.forEachAllowance { _, _, fen in
            used += fen
            if fen < 0 || fen > yearlyMax.count { limitBroken += 1 }
        }
        print(
            "mixed day: allowances \(used) fen, declarations hold \(held); \(limitBroken) over the limit"
        )
        print("mixed day: guarantees \(guaranteeUsed) fen, taxes \(taxes)")
        // What is used of all years is what the declarations hold, and no year is over its limit.
        #expect(used == held)
        #expect(limitBroken == 0)
        #expect(taxes == guaranteeUsed)
        var summed: Int64 = 0
        var lists = 0
        try history.forEachSummary { row in
            let view = SummaryDeclarationSum(row)
            summed += view.fen
            lists += view.lists
        }
        var openRows = 0
        try history.forEachSummaryOpen { _ in openRows += 1 }
        var stockBelowZero = 0
        var lots = 0
        try history.forEachStockLot { _, lot in
            lots += 1
            if [lot.free, lot.held, lot.gone].contains(where: { $0 < 0 }) { stockBelowZero += 1 }
        }
        print("mixed day: \(lots) lots of stock, \(stockBelowZero) below zero")
        #expect(stockBelowZero == 0 && lots > 0)
        print("mixed day: \(lists) lists in summaries, \(summed) fen; the lists hold \(listed)")
        #expect(summed == listed && lists > 0)
        #expect(openRows == 0)
        history.close()
        // Simplified lists (A) stay outside of summaries.
        #expect(open > 0)
    }
}

/// Total of a summary declaration, and how many lists it has.
private struct SummaryDeclarationSum {
    var fen: Int64 = 0
    var lists: Int

    init(_ row: SummaryRow) {
        lists = Int(row.listCount)
        var from = ByteReader(row.content)
        for _ in 0..<from.integer() * 2 { _ = from.text() }
        _ = (from.integer(), from.integer())
        for _ in 0..<from.integer() { _ = from.integer() }
        for _ in 0..<from.integer() {
            for _ in 0..<3 { _ = from.text() }
            _ = from.integer()
            fen += from.integer() / 1000
            for _ in 0..<from.integer() * 2 { _ = from.integer() }
        }
    }
}
