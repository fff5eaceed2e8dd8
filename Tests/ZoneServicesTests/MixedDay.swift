import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneServices
import ZoneTraffic

/// Sends the day and keeps what it saw.
struct MixedDay {
    /// Declarations of a group: a hundred imports and as many exports.
    static let groupSize = 200
    let test: TestZone
    let generator: TrafficGenerator
    let yearlyMax: Fen
    var cleanCount = 0
    var faultCount = 0
    private(set) var returnCount = 0
    /// Notices and requests sent.
    var noticeCount = 0
    /// Lists refused as over their buyer's year, and those of them that were not over it.
    private(set) var yearLimitCount = 0
    private(set) var wrongLimits: [String] = []
    var undetected: [String] = []
    private(set) var wronged: [String] = []
    var misjudged: [String] = []
    private var exporters: Set<String> = []
    /// Items of the registered import book that have their stock.
    var stocked: Set<StockKey> = []

    var summary: String {
        "\(cleanCount) clean, \(faultCount) with a fault, \(returnCount) returned, \(yearLimitCount) over a year"
    }

    /// The firms that stand for taxes.
    var guarantors: [String] { (generator.firms.shops + generator.firms.carriers).map(\.code) }

    init(_ test: TestZone) {
        self.test = test
        let rules = try? RuleBook.bundled().rules(on: test.clock.now.day)
        yearlyMax = rules?.yearlyValueMax ?? .zero
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
        try await stock(all)
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
        try await otherFlows(group)
        try await exportFault(group)
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

    /// Whether the year's total that the refusal names is over the rule book's limit.
    private func isOverYear(_ document: DocumentAnswer) -> Bool {
        guard
            let text = document.info.split(separator: "totalPrice：").last?
                .split(separator: " ").first
        else { return false }
        let yuan = Double(text.filter { $0 != "," }) ?? 0
        return Int64((yuan * 100).rounded()) > yearlyMax.count
    }

    private mutating func judgeClean(
        _ clean: [SyntheticDeclaration], _ answers: [MessageAnswer], _ released: inout [String]
    ) throws {
        cleanCount += clean.count
        for answer in answers {
            for document in answer.documents where document.status < 0 || document.status == 100 {
                // The buyer's year is used up: that is no fault of the declaration.
                if document.info.contains("[Code:1313;") {
                    yearLimitCount += 1
                    if !isOverYear(document) { wrongLimits.append(document.info) }
                    continue
                }
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
        let order = generator.order(of: declaration)
        let status = try test.zone.declaration(order.ebpCode + ":" + order.orderNo)?.status
        if let fault = declaration.fault, !fault.isFound(in: answers, status) {
            let told = answers.flatMap { answer in
                answer.findings.map(\.path) + answer.documents.map { "\($0.status) \($0.info)" }
            }
            undetected.append("\(declaration.index) \(fault): \(status ?? -1) \(told)")
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
            noticeCount += 2
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
        let answers = try await submit(
            ExportKind.allCases.map { kind in
                body { generator.append(kind, of: all, to: &$0) }
            })
        var parcels: [String] = []
        for declaration in all {
            let order = generator.order(of: declaration)
            let id = order.ebpCode + ":" + generator.exportOrderNo(of: declaration)
            let view = try test.zone.declaration(id)
            if let fault = declaration.fault, let isFound = fault.isFoundInExport(view, answers) {
                faultCount += 1
                if !isFound {
                    let told = view?.timeline.last?.info ?? ""
                    undetected.append("export \(id) \(fault): \(view?.status ?? -1) \(told)")
                }
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
        noticeCount += notices.count
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
                noticeCount += 1
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

extension Fault {
    /// Whether the zone found this fault, by its own finding or status and no other.
    fileprivate func isFound(in answers: [MessageAnswer], _ status: Int?) -> Bool {
        let documents = answers.flatMap(\.documents)
        switch expectation.outcome {
        case .unreadable:
            return answers.contains { $0.verdict != .valid && $0.documents.isEmpty }
                && !documents.contains { $0.kind == .inventory }
        case .invalid(let layer):
            return answers.flatMap(\.findings).contains { finding in
                finding.severity == .error && finding.layer == layer
                    && finding.path.hasSuffix(expectation.element.map { "/" + $0 } ?? "")
            }
        case .mismatch:
            return documents.contains { document in
                guard document.status == 100 else { return false }
                return expectation.customsCode.map { document.info.contains("Code:\($0);") }
                    ?? document.info.contains("match.\(expectation.element ?? "")")
            }
        case .waits: return status == 2
        case .overLimit: return documents.contains { $0.info.contains("-621005") }
        case .duplicate: return documents.contains { $0.kind == .order && $0.status < 0 }
        }
    }
}
