import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTraffic

/// An export with one thing wrong, and what has to come of it.
enum ExportFault: CaseIterable {
    case packagesDiffer, sellerDiffers, needsDeclaration, notSimplified, prohibitedGoods
    case carrierSuspended, stockShort, waybillTaken

    /// The status, and the code that says why; empty where the status itself does.
    var expected: (status: Int, code: String) {
        switch self {
        case .packagesDiffer: (100, "match.packNo")
        case .sellerDiffers: (100, "match.ebcCode")
        case .needsDeclaration: (100, "channel.declaration")
        case .notSimplified: (100, "channel.simplified")
        case .prohibitedGoods: (300, "1200")
        case .carrierSuspended: (100, "party.suspended")
        case .stockShort: (100, "stock.short")
        case .waybillTaken: (-504015, "")
        }
    }
}

/// Account books, a suspended firm, and exports with faults, one a group.
extension MixedDay {
    /// The book of the bonded exports, which has exactly what they take; one that has nothing; a suspended carrier.
    private static let exportBook = "T4600W000001"
    private static let emptyBook = "T4600W000009"
    private static let suspended = "4403160AS4"
    /// The book of one of the traffic's bonded warehouses.
    private var importBook: String {
        (0..<500).lazy.map { generator.inventory(of: generator.declaration(at: $0)) }
            .first { $0.tradeMode == "1210" }?.emsNo ?? ""
    }

    /// Before the first message.
    func prepare(_ groups: Int) async throws {
        for book in [Self.exportBook, Self.emptyBook, importBook] {
            try await apply(book, .register) { ($0.item, $0.unit) = ("owner", "bonded") }
        }
        try await apply(Self.exportBook, .inbound) {
            ($0.item, $0.unit, $0.quantity) = ("REC1", "011", Fixed5(Int64(groups * 10)))
        }
        let code = EnterpriseServiceTests.credit("91440300MA27XW1R7")
        try RegisterTests.approve(test.zone, code, Self.suspended, .logistics)
        try test.zone.actOnEnterprise(
            code, .suspend(.logistics, reason: "lost parcels"), by: "officer",
            department: "commerce")
    }

    private func apply(
        _ account: String, _ kind: StockOrder.Kind, change: (inout StockOrder) -> Void
    ) async throws {
        var order = StockOrder(
            account: account, id: "\(kind.rawValue)\(stocked.count)", kind: kind, actor: "keeper")
        order.reference = "mixed day"
        change(&order)
        #expect(try await test.zone.apply(order) == .done(isNew: true))
    }

    /// Brings a million of each item of the import book, the first time that a list takes it.
    mutating func stock(_ declarations: [SyntheticDeclaration]) async throws {
        let book = importBook
        for declaration in declarations {
            let list = generator.inventory(of: declaration)
            guard list.emsNo == book else { continue }
            for line in list.lines {
                let item = line.itemRecordNo.isEmpty ? line.itemNo : line.itemRecordNo
                let key = StockKey(account: book, item: item, unit: line.unit)
                guard stocked.insert(key).inserted else { continue }
                try await apply(book, .inbound) {
                    ($0.item, $0.unit, $0.quantity) = (key.item, key.unit, Fixed5(1_000_000))
                }
            }
        }
    }

    /// After the day: the exports took all that their book had, and imports took from theirs.
    func checkStock(_ groups: Int) throws {
        let exports = try test.zone.stockItems(of: Self.exportBook, after: nil, countMax: 10)
        #expect(exports.map(\.book) == [.zero])
        let taken = try test.zone.stockPostings(of: Self.exportBook, after: 0, countMax: groups * 3)
            .filter { $0.posting.to == .gone }
        #expect(taken.count == groups)
        #expect(try test.zone.stockItems(of: Self.emptyBook, after: nil, countMax: 10).isEmpty)
        let imports = try test.zone.stockItems(of: importBook, after: nil, countMax: 1000)
        #expect(imports.flatMap(\.lots).contains { $0.gone > 0 })
        #expect(try test.zone.stockImbalances().isEmpty)
    }

    /// Sends an export with the group's fault.
    mutating func exportFault(_ group: Int) async throws {
        let fault = ExportFault.allCases[group % ExportFault.allCases.count]
        let number = "XF\(group)"
        var trade = TradeMessages()
        var order: TradeMessages.Change = { _ in }
        var waybill: TradeMessages.Change = { _ in }
        var list: TradeMessages.Change = { _ in }
        var line: TradeMessages.Fields = [:]
        switch fault {
        case .packagesDiffer: waybill = { $0["packNo"] = "2" }
        case .sellerDiffers: order = { $0["ebcCode"] = "4403160AB9" }
        case .needsDeclaration:
            (trade.tradeMode, trade.statisticsFlag) = ("9710", "A")
            list = { $0["licenseNo"] = "26-AA-100001" }
        case .notSimplified:
            trade.statisticsFlag = "A"
            list = { $0["licenseNo"] = "26-AA-100001" }
        case .prohibitedGoods: line = ["gname": "象牙雕件"]
        case .carrierSuspended: trade.carrier = Self.suspended
        case .stockShort:
            trade.tradeMode = "1210"
            list = { $0["emsNo"] = Self.emptyBook }
        case .waybillTaken: list = { $0["logisticsNo"] = "LV9610G\(group)" }
        }
        faultCount += 1
        for body in [
            try trade.order(number, change: order), try trade.proceeds(number),
            try trade.waybill(number, change: waybill),
        ] { _ = try await test.submit(body) }
        let answer = try await test.submit(try trade.list(number, line: line, change: list))
        let told = answer.documents.map { ($0.status, $0.info) }
        let (status, code) = fault.expected
        guard told.count == 1, told[0].0 == status, code.isEmpty || told[0].1.contains(code) else {
            undetected.append("export \(number) \(fault): \(told)")
            return
        }
        guard fault == .prohibitedGoods else { return }
        let risk = try test.zone.risk(of: trade.platform + ":" + number)
        if risk?.findings.map(\.rule) != ["state.export-prohibited"] {
            undetected.append("export \(number) \(fault): \(risk?.findings.map(\.rule) ?? [])")
        }
    }
}

extension Fault {
    /// Whether an export with this fault, of the traffic, came to its own finding and no other; nil where exports don't have
    /// the fault.
    func isFoundInExport(_ view: DeclarationView?, _ answers: [MessageAnswer]) -> Bool? {
        switch self {
        case .paymentAmountDiffers:
            view?.status == 100 && view?.timeline.last?.info.contains("match.charge") == true
        case .missingOrder: view?.status == 2 && view?.missing.map(\.kind) == [.exportOrder]
        case .missingWaybill: view?.status == 2 && view?.missing.map(\.kind) == [.exportWaybill]
        case .badTime:
            view?.status == 2 && view?.missing.map(\.kind) == [.exportOrder]
                && answers.flatMap(\.findings).contains {
                    $0.severity == .error && $0.layer == .form && $0.path.hasSuffix("/appTime")
                }
        default: nil
        }
    }
}
