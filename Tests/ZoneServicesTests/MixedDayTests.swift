import Foundation
import Testing
import ZoneCore
import ZoneServices
import ZoneStore

/// A day of every flow in one zone with seeded faults: nothing wrong passes, nothing right is refused, and the books add up.
///
/// 2,000 declarations in the tests; `scripts/mixed-day` asks for more by PILOTZONE_MIXED_DAY.
@Suite struct MixedDayTests {
    static var declarationCount: Int {
        ProcessInfo.processInfo.environment["PILOTZONE_MIXED_DAY"].flatMap { Int($0) } ?? 2000
    }

    @Test func everyFlowInOneDay() async throws {
        let test = try await TestZone(guaranteeFen: 0)
        var day = MixedDay(test)
        for code in day.guarantors {
            try await test.zone.setGuarantee(
                GuaranteeAccount(assureCode: code, limit: Fen(500_000_000_000), used: .zero))
        }
        let groups = max(1, Self.declarationCount / MixedDay.groupSize)
        try await day.prepare(groups)
        for group in 0..<groups { try await day.send(group) }
        try await day.sumUp()
        print("mixed day: \(day.summary)")
        check("faults found as expected", day.undetected, of: day.faultCount)
        check("clean ones accepted", day.wronged, of: day.cleanCount)
        check("notices and requests", day.misjudged, of: day.noticeCount)
        check("refused at the yearly limit", day.wrongLimits, of: day.yearLimitCount)
        #expect(day.faultCount > 0 && day.cleanCount > 0 && day.noticeCount > 0)
        try checkReceipts(test.zone, test.databasePath)
        try day.checkStock(groups)
        let guarantees = try test.zone.guarantees()
        let over = guarantees.filter { $0.used > $0.limit || $0.used < .zero }
        check("guarantees within their limits", over.map(\.assureCode), of: guarantees.count)
        let used = guarantees.reduce(0) { $0 + $1.used.count }
        await test.zone.close()
        try MixedDayBooks(path: test.databasePath, yearlyMax: day.yearlyMax)
            .check(guaranteeUsed: used)
        let report = try Recomputation(databasePath: test.databasePath).run()
        check("computed again, different", report.differences.map { "\($0)" }, of: groups)
        #expect(report.different == 0)
        try FileManager.default.removeItem(at: test.folder)
    }

    /// One line a check: what it is, how many of how many are wrong.
    private func check(_ name: String, _ wrong: [String], of count: Int) {
        print("mixed day: \(name): \(wrong.count) wrong of \(count)")
        #expect(wrong.isEmpty, "\(name): \(wrong.prefix(5))")
    }

    /// Serial and status of a list that a receipt tells; what ends a cancelled list is its request's receipt.
    private func told(_ receipt: ReceiptView) -> (Int, Int16)? {
        guard let status = receipt.fields["returnStatus"].flatMap({ Int16($0) }) else { return nil }
        switch receipt.message {
        case "CEB622Message", "CEB604Message":
            guard status >= 0, let number = receipt.fields["preNo"] else { return nil }
            return Int(number.suffix(9)).map { ($0, status) }
        case "CEB624Message", "CEB606Message":
            guard status == 399, let number = receipt.fields["invtNo"] else { return nil }
            return Int(number.suffix(9)).map { ($0, 0) }
        default: return nil
        }
    }

    /// The last receipt of each list says the status that its declaration has; two bytes a declaration are kept.
    private func checkReceipts(_ zone: Zone, _ path: String) throws {
        var last: [Int16] = []
        var cursor: ReceiptCursor?
        var receiptCount = 0
        while true {
            let page = try zone.receipts(for: nil, after: cursor, countMax: 1000)
            receiptCount += page.receipts.count
            for receipt in page.receipts {
                guard let (serial, status) = told(receipt) else { continue }
                while last.count <= serial { last.append(-1) }
                last[serial] = status
            }
            guard page.hasMore else { break }
            cursor = ReceiptCursor(page.nextCursor)
        }
        var missing: [String] = []
        let count = try forEachDeclaration(path) { row in
            let told = Int(row.id) < last.count ? Int64(last[Int(row.id)]) : -1
            if told != row.status, missing.count < 1000 {
                missing.append("\(row.orderNo): \(row.status), told \(told)")
            }
        }
        print("mixed day: \(receiptCount) receipts")
        check("final receipts of declarations", missing, of: count)
    }
}

/// Every declaration of a database, a page at a time; how many there are.
@discardableResult func forEachDeclaration(
    _ path: String, _ body: (DeclarationRow) -> Void
) throws -> Int {
    let store = try SQLiteStore(path: path)
    var (count, before): (Int, Int64?) = (0, nil)
    while true {
        let page = try store.declarations(before: before, status: nil, countMax: 1000)
        for row in page { body(row) }
        count += page.count
        guard let last = page.last else { break }
        before = last.id
    }
    try store.close()
    return count
}
