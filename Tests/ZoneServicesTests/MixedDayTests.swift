import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneStore
import ZoneTraffic

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
        let groups = max(1, Self.declarationCount / 200)
        for group in 0..<groups { try await day.send(group) }
        try await day.sumUp()
        print("mixed day: \(day.summary)")
        #expect(day.undetected.isEmpty, "undetected: \(day.undetected.prefix(5))")
        #expect(day.wronged.isEmpty, "refused though clean: \(day.wronged.prefix(5))")
        #expect(day.misjudged.isEmpty, "notices and requests: \(day.misjudged.prefix(5))")
        #expect(day.faultCount > 0 && day.cleanCount > 0 && day.returnCount > 0)
        let over = try test.zone.guarantees().filter { $0.used > $0.limit || $0.used < .zero }
        #expect(over.isEmpty)
        let used = try test.zone.guarantees().reduce(0) { $0 + $1.used.count }
        await test.zone.close()
        try Books(path: test.databasePath).check(guaranteeUsed: used)
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences.prefix(3))")
        try FileManager.default.removeItem(at: test.folder)
    }
}

/// Sends the day and keeps what it saw.
private struct MixedDay {
    private let test: TestZone
    private let generator: TrafficGenerator
    private(set) var cleanCount = 0
    private(set) var faultCount = 0
    private(set) var returnCount = 0
    private(set) var undetected: [String] = []
    private(set) var wronged: [String] = []
    private(set) var misjudged: [String] = []
    private var exporters: Set<String> = []

    var summary: String {
        "\(cleanCount) clean, \(faultCount) with a fault, \(returnCount) returned"
    }

    /// The firms that stand for taxes.
    var guarantors: [String] { (generator.firms.shops + generator.firms.carriers).map(\.code) }

    init(_ test: TestZone) {
        self.test = test
        var options = TrafficOptions()
        // Of imports; exports have a share of them, so that of all declarations it is two in a hundred.
        options.faultsPer10000 = 360
        options.castRunLength = 100
        generator = TrafficGenerator(
            seed: 93, day: test.clock.now.day,
            buyerCount: max(1000, MixedDayTests.declarationCount / 10), options: options)
    }

    /// A hundred imports and a hundred exports with all that follows.
    mutating func send(_ group: Int) async throws {
        let all = generator.declarations(at: group * 100..<(group + 1) * 100)
        let clean = all.filter { $0.fault == nil }
        var released: [String] = []
        if !clean.isEmpty {
            let answers = try await submit(
                ZoneTraffic.DocumentKind.clearing.map { kind in
                    body { generator.append(kind, of: clean, to: &$0) }
                })
            try judgeClean(clean, answers, &released)
        }
        for declaration in all where declaration.fault != nil {
            try await sendFaulty(declaration)
        }
        try await goBack(released.prefix(2))
        try await export(all, group)
    }

    private func body(_ write: (inout [UInt8]) -> Void) -> [UInt8] {
        var bytes: [UInt8] = []
        write(&bytes)
        return bytes
    }

    private func submit(_ bodies: [[UInt8]]) async throws -> [MessageAnswer] {
        var answers: [MessageAnswer] = []
        for body in bodies where !body.isEmpty { answers.append(try await test.submit(body)) }
        return answers
    }

    private mutating func judgeClean(
        _ clean: [SyntheticDeclaration], _ answers: [MessageAnswer], _ released: inout [String]
    ) throws {
        cleanCount += clean.count
        for answer in answers {
            for document in answer.documents where document.status < 0 || document.status == 100 {
                // The buyer's year is used up: that is no fault of the declaration.
                guard !document.info.contains("1313") else { continue }
                wronged.append("\(document.key): \(document.status) \(document.info)")
            }
        }
        for declaration in clean {
            let order = generator.order(of: declaration)
            let id = order.ebpCode + ":" + order.orderNo
            if try test.zone.declaration(id)?.status == 800 { released.append(id) }
        }
    }

    /// A declaration with a fault goes in messages of its own, as a fault of form may spoil the whole message.
    private mutating func sendFaulty(_ declaration: SyntheticDeclaration) async throws {
        faultCount += 1
        let answers = try await submit(
            ZoneTraffic.DocumentKind.clearing.map { kind in
                body { generator.append(kind, of: CollectionOfOne(declaration), to: &$0) }
            })
        let isRefused = answers.contains { answer in
            answer.verdict != .valid
                || answer.documents.contains { $0.status < 0 || $0.status == 100 }
        }
        let order = generator.order(of: declaration)
        let status = try test.zone.declaration(order.ebpCode + ":" + order.orderNo)?.status
        if !isRefused, status != 2 {
            undetected.append("\(declaration.index) \(declaration.fault!): \(status ?? -1)")
        }
    }

    /// Some released imports go back whole.
    private mutating func goBack(_ ids: some Sequence<String>) async throws {
        let trade = TradeMessages()
        for id in ids {
            guard let view = try test.zone.declaration(id), let list = view.inventory else {
                continue
            }
            returnCount += 1
            let number = "R\(returnCount)"
            let lines = list.lines.map { (gnum: $0.gnum, qty: $0.qty.description) }
            let body = try trade.returnImport(number, invtNo: view.invtNo, of: list, lines: lines)
            let answer = try await test.submit(body)
            if answer.documents.map(\.status) != [120] { misjudged.append("return \(number)") }
            let act = DeclarationAct(
                event: .goodsArrived, returnNo: number, reason: "seen", officer: "site 1")
            if try await test.zone.act(act, on: id) != .done(399) {
                misjudged.append("arrival of \(number)")
            }
        }
    }

    private mutating func export(_ all: [SyntheticDeclaration], _ group: Int) async throws {
        let faults: Set<Fault> = [
            .paymentAmountDiffers, .missingOrder, .missingWaybill, .badTime,
        ]
        _ = try await submit(
            ExportKind.allCases.map { kind in
                body { generator.append(kind, of: all, to: &$0) }
            })
        var parcels: [String] = []
        for declaration in all {
            let order = generator.order(of: declaration)
            let id = order.ebpCode + ":" + generator.exportOrderNo(of: declaration)
            let view = try test.zone.declaration(id)
            if let fault = declaration.fault, faults.contains(fault) {
                faultCount += 1
                if view?.status == 800 { undetected.append("export \(id) \(fault)") }
            } else {
                cleanCount += 1
                if view?.status == 800 {
                    parcels.append(generator.exportWaybillNo(of: declaration))
                    exporters.insert(order.ebcCode)
                } else {
                    wronged.append("export \(id): \(view?.status ?? -1)")
                }
            }
        }
        try await ship(parcels, all[0], group)
    }

    /// The parcels arrive, are loaded and leave; a notice with a parcel that nobody knows is refused.
    private mutating func ship(
        _ parcels: [String], _ declaration: SyntheticDeclaration, _ group: Int
    ) async throws {
        var trade = TradeMessages()
        trade.carrier = generator.firms.carriers[declaration.cast.carrier].code
        trade.agent = generator.firms.agents[declaration.cast.agent].code
        trade.customsCode = generator.options.directCustoms
        trade.waybillPrefix = ""
        let number = "G\(group)"
        let half = parcels.count / 2
        let notices: [(String, [UInt8], Int)] = [
            ("unknown parcel", try trade.arrival("U" + number, parcels + ["NONE"]), 100),
            ("too early", try trade.departure("E" + number, parcels), 100),
            ("arrival 1", try trade.arrival(number, Array(parcels[..<half]), part: (1, 2)), 399),
            ("arrival 2", try trade.arrival(number, Array(parcels[half...]), part: (2, 2)), 399),
            ("manifest", try trade.manifest(number, parcels), 120),
            ("departure", try trade.departure(number, parcels), 399),
        ]
        for (name, body, status) in notices {
            let answer = try await test.submit(body)
            if answer.documents.map(\.status) != [status] {
                misjudged.append("\(name) \(number): \(answer.documents.map(\.info))")
            }
        }
    }

    /// Each firm sums its month up, by period; a second time there is nothing left.
    mutating func sumUp() async throws {
        var trade = TradeMessages()
        trade.customsCode = generator.options.directCustoms
        for (number, shop) in exporters.sorted().enumerated() {
            trade.shop = shop
            for (round, status) in [(1, 399), (2, 100)] {
                let body = try trade.summary("S\(number)R\(round)", []) {
                    $0["startTime"] = "20260701000000"
                    $0["endTime"] = "20260731235959"
                }
                let answer = try await test.submit(body)
                if answer.documents.map(\.status) != [status] {
                    misjudged.append("summary of \(shop): \(answer.documents.map(\.info))")
                }
            }
        }
    }
}

/// The zone's books after the day.
private struct Books {
    let path: String

    func check(guaranteeUsed: Int64) throws {
        let store = try SQLiteStore(path: path)
        var (held, taxes): (Int64, Int64) = (0, 0)
        var (listed, open): (Int64, Int) = (0, 0)
        var before: Int64?
        while true {
            let page = try store.declarations(before: before, status: nil, countMax: 1000)
            for row in page {
                if !row.buyer.isEmpty {
                    held += row.dutiableFen
                    taxes += row.taxFen
                }
                if row.summaryID > 0 { listed += row.dutiableFen }
                if row.isExport, row.summaryID == 0, row.status == 899 { open += 1 }
            }
            guard let last = page.last else { break }
            before = last.id
        }
        try store.close()
        let history = try StoredHistory(path: path)
        var (used, limitBroken) = (Int64(0), 0)
        try history.forEachAllowance { _, _, fen in
            used += fen
            if fen < 0 || fen > 2_600_000 { limitBroken += 1 }
        }
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
