import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices

/// A flow as files: `steps.txt`, the messages it sends, and `receipts.txt` with the receipts that were approved.
///
/// Steps, one a line: `sandbox`; `guarantee CODE YUAN`; `send FILE`; `days N`; `wait STATUS NUMBER` until the document of
/// that number gets a receipt of that status by itself; `act EVENT DECLARATION [RETURN]`; `book CODE` registers an account
/// book, `inbound CODE ITEM UNIT QUANTITY` brings goods to it, `stock CODE ITEM UNIT QUANTITY` is what has to be free then.
struct Scenario {
    let folder: URL

    static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/scenarios")
    }

    static var all: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    init(_ name: String) {
        folder = Self.root.appending(path: name)
    }

    init(_ folder: URL) {
        self.folder = folder
    }

    /// What a run brought.
    struct Outcome {
        /// One receipt a line: message, status, what it is about, text.
        var receipts: [String] = []
        /// Names of messages sent and received.
        var messages: Set<String> = []
        /// What documents were told of themselves; states of tax bills and declarations are none of these.
        var statuses: Set<Int> = []
    }

    /// Takes every step on a new zone.
    func run() async throws -> Outcome {
        let steps = try String(contentsOf: folder.appending(path: "steps.txt"), encoding: .utf8)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: " ").map(String.init) }
        let isSandbox = steps.contains(["sandbox"])
        let test = try await TestZone(guaranteeFen: 0) {
            $0.isSandbox = isSandbox
            $0.sweepIntervalMs = 2
        }
        var outcome = Outcome()
        for step in steps { try await take(step, test, &outcome) }
        let page = try test.zone.receipts(for: nil, after: nil, countMax: 5000)
        for message in try test.zone.receiptMessages(page) {
            let report = checkMessage(message)
            #expect(
                report.verdict == .valid, "\(report.message ?? "") \(report.findings.prefix(2))")
        }
        for receipt in page.receipts {
            outcome.messages.insert(receipt.message)
            if let number = receipt.fields["returnStatus"].flatMap({ Int($0) }) {
                outcome.statuses.insert(number)
            }
            let line = [
                String(receipt.message.prefix(6)), Self.status(of: receipt),
                Self.about(receipt) ?? "-",
                receipt.fields["returnInfo"] ?? "",
            ]
            outcome.receipts.append(line.joined(separator: " ").replacing("\n", with: " "))
        }
        outcome.receipts = outcome.receipts.map { $0.trimmingCharacters(in: .whitespaces) }
        await test.zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences.prefix(3))")
        try FileManager.default.removeItem(at: test.folder)
        return outcome
    }

    private static func status(of receipt: ReceiptView) -> String {
        receipt.fields["returnStatus"] ?? receipt.fields["decState"] ?? receipt.fields["status"]
            ?? ""
    }

    /// The number of the document that a receipt is about.
    private static func about(_ receipt: ReceiptView) -> String? {
        [
            "orderNo", "copNo", "coElNo", "logisticsNo", "payTransactionId", "payNo", "taxNo",
            "declSeqNo",
        ].lazy.compactMap { receipt.fields[$0] }.first
    }

    private func take(_ step: [String], _ test: TestZone, _ outcome: inout Outcome) async throws {
        switch step.first {
        case "sandbox": break
        case "guarantee":
            let fen = Fen((Int64(step[2]) ?? 0) * 100)
            try await test.zone.setGuarantee(
                GuaranteeAccount(assureCode: step[1], limit: fen, used: .zero))
        case "send":
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: step[1])))
            let answer = try await test.submit(bytes)
            if let name = answer.name { outcome.messages.insert(name) }
        case "days": test.clock.advance(days: Int64(step[1]) ?? 0)
        case "wait":
            while !(try test.zone.receipts(for: nil, after: nil, countMax: 5000)).receipts.contains(
                where: { Self.status(of: $0) == step[1] && Self.about($0) == step[2] })
            {
                await Task.yield()
            }
        case "act":
            let event = try #require(DeclarationAct.Event(rawValue: step[1]))
            let act = DeclarationAct(
                event: event, returnNo: step.count > 3 ? step[3] : "", reason: "scenario",
                officer: "officer 7")
            let result = try await test.zone.act(act, on: step[2])
            guard case .done = result else {
                Issue.record("\(step.joined(separator: " ")): \(result)")
                return
            }
        case "book":
            try await apply(test, step[1], "register", .register) {
                $0.item = "owner"
                $0.unit = "bonded"
                $0.reference = "Book"
            }
        case "inbound":
            try await apply(test, step[1], UUID().uuidString, .inbound) {
                $0.item = step[2]
                $0.unit = step[3]
                $0.quantity = Fixed5(step[4]) ?? .zero
                $0.reference = "scenario"
            }
        case "stock":
            let items = try test.zone.stockItems(of: step[1], after: nil, countMax: 100)
            let item = items.first { $0.key.item == step[2] && $0.key.unit == step[3] }
            let free = item?.lots.reduce(0) { $0 + $1.free }
            #expect(free == Fixed5(step[4])?.units, "\(step.joined(separator: " "))")
        default: Issue.record("no step: \(step)")
        }
    }

    private func apply(
        _ test: TestZone, _ account: String, _ id: String, _ kind: StockOrder.Kind,
        change: (inout StockOrder) -> Void
    ) async throws {
        var order = StockOrder(account: account, id: id, kind: kind, actor: "keeper")
        change(&order)
        #expect(order.problem == nil)
        #expect(try await test.zone.apply(order) == .done(isNew: true))
    }
}

@Suite struct ScenarioTests {
    @Test(.timeLimit(.minutes(5)), arguments: Scenario.all)
    func receiptsAreThoseApproved(_ name: String) async throws {
        let scenario = Scenario(name)
        let outcome = try await scenario.run()
        let approved = try String(
            contentsOf: scenario.folder.appending(path: "receipts.txt"), encoding: .utf8
        ).split(separator: "\n").map(String.init)
        #expect(outcome.receipts == approved)
    }

    /// All messages of the standard are sent or received, and every status is reached.
    @Test(.timeLimit(.minutes(5))) func everyMessageAndStatus() async throws {
        var messages: Set<String> = []
        var statuses: Set<Int> = []
        for name in Scenario.all {
            let outcome = try await Scenario(name).run()
            messages.formUnion(outcome.messages)
            statuses.formUnion(outcome.statuses)
        }
        let standard = Set(
            [
                303, 304, 311, 312, 403, 404, 411, 412, 505, 506, 507, 508, 509, 510, 511, 512,
                513, 514, 603, 604, 605, 606, 607, 608, 621, 622, 623, 624, 625, 626, 213, 214,
                215, 216, 701, 702, 711, 712, 792, 816, 818, 900,
            ].map { "CEB\($0)Message" })
        #expect(standard.count == 42)
        #expect(standard.subtracting(messages).sorted() == [])
        let all = Set(ReturnStatus.allCases.compactMap(\.code))
        #expect(all.subtracting(statuses).sorted() == [])
    }
}
