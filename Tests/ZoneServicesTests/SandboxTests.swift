import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTraffic

/// Markers in test data choose the answer, in a sandbox and nowhere else.
@Suite struct SandboxTests {
    let trade = TradeMessages()

    /// A message of each kind whose own number is `number`.
    private func messages(
        _ test: TestZone, _ number: String
    ) throws -> [(receipt: Int, bytes: [UInt8])] {
        let list = try #require(test.list(0))
        var messages: [(Int, [UInt8])] = [
            (312, test.messages(0)[.order]!.setting("orderNo", to: number)),
            (412, test.messages(0)[.payment]!.setting("payTransactionId", to: number)),
            (512, test.messages(0)[.waybill]!.setting("logisticsNo", to: number)),
            (622, test.messages(0)[.list]!.setting("copNo", to: number)),
            (
                514,
                test.traffic.message(.waybillStatus, of: test.traffic.declaration(at: 0))
                    .setting("logisticsNo", to: number)
            ),
            (304, try trade.order(number)),
            (404, try trade.proceeds("N1") { $0["payNo"] = number }),
            (506, try trade.waybill("N1") { $0["logisticsNo"] = number }),
            (604, try trade.list("N1") { $0["copNo"] = number }),
            (606, try trade.cancelExport(number, invtNo: "46002026E000000001")),
            (624, try trade.cancelImport(number, invtNo: "46122026I000000001", of: list)),
            (508, try trade.arrival(number, ["N1"])), (608, try trade.manifest(number, ["N1"])),
            (510, try trade.departure(number, ["N1"])),
            (712, try trade.tally(number, [(trade.carrier, "L1")])),
            (216, try trade.tallyReturn(number, number: "N1", invtNo: "46002026E000000001")),
            (702, try trade.summary(number, ["46002026E000000001"])),
            (214, try trade.returnExport(number, number: "N1", invtNo: "46002026E000000001")),
        ]
        messages.append(
            (
                626,
                try trade.returnImport(
                    number, invtNo: "46122026I000000001", of: list,
                    lines: [(gnum: 1, qty: "1")])
            ))
        return messages
    }

    /// Every status that the standard gives a receipt is reached on it, and on no other.
    @Test func everyStatusOfEveryReceipt() async throws {
        let test = try await TestZone { $0.isSandbox = true }
        var reached: Set<Int> = []
        for status in ReturnStatus.allCases where status != .withdrawn {
            for (receipt, bytes) in try messages(test, "X-T\(status.rawValue)") {
                let answer = try await test.submit(bytes)
                #expect(answer.verdict == .valid, "\(receipt): \(answer.findings)")
                let own = answer.documents.first?.status
                if status.receipts.contains(receipt) {
                    #expect(own == Int(status.rawValue), "CEB\(receipt)")
                    reached.insert(Int(status.rawValue))
                } else {
                    #expect((own ?? 0) < 0, "CEB\(receipt) \(status.rawValue)")
                }
            }
        }
        #expect(reached == Set(ReturnStatus.allCases.compactMap(\.code)))
        // What was answered is what the receipts are, and they are sound.
        let page = try test.zone.receipts(for: nil, after: nil, countMax: 2000)
        #expect(!page.hasMore && page.receipts.count > 400)
        for message in try test.zone.receiptMessages(page) {
            let report = checkMessage(message)
            #expect(
                report.verdict == .valid, "\(report.message ?? "") \(report.findings.prefix(2))")
        }
        #expect(Set(page.receipts.map(\.message)).count == 19)
        await test.zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func everyErrorCode() async throws {
        let test = try await TestZone { $0.isSandbox = true }
        let codes = try #require(CodeLists.standard.list("eportError")).entries.map(\.code)
        #expect(codes.count == 159)
        for code in codes {
            let answer = try await test.submit(try trade.order("X-E" + code.dropFirst()))
            #expect(answer.documents.first?.status == Int(code))
        }
        try await test.remove()
    }

    /// Elsewhere a marker is a part of a number like any other.
    @Test func markersMeanNothingOutside() async throws {
        let test = try await TestZone()
        let answer = try await test.submit(try trade.order("X-T100"))
        #expect(answer.documents.first?.status == 120)
        try await test.remove()
    }

    /// A report names what was met, and a changed one is not believed.
    @Test func certificationIsSigned() async throws {
        let test = try await TestZone {
            $0.isSandbox = true
            $0.secret = [UInt8](repeating: 7, count: 32)
        }
        _ = try await test.submit(try trade.order("N1"))
        func report() throws -> (SignedReport, Certification) {
            let signed = try #require(
                try test.zone.certification(of: trade.platform, role: .exportPlatform))
            let report = try JSONDecoder().decode(
                Certification.self, from: Data(signed.report.utf8))
            return (signed, report)
        }
        let (_, first) = try report()
        #expect(!first.isComplete && first.messages == 1 && first.invalidMessages == 0)
        #expect(first.cases.filter { $0.cursor != nil }.map(\.status) == [2, 120])
        for marker in ["T4", "T100", "E301013"] {
            _ = try await test.submit(try trade.order("X-" + marker))
        }
        let (signed, second) = try report()
        #expect(second.isComplete)
        let key = try #require(test.zone.reportKey)
        #expect(signed.isSigned(by: key))
        var forged = signed
        forged.report = signed.report.replacing(trade.platform, with: trade.shop)
        #expect(!forged.isSigned(by: key))
        #expect(!signed.isSigned(by: [UInt8](repeating: 1, count: 32)))
        try await test.remove()
    }
}

extension TestZone {
    /// The list of a declaration of the traffic, typed.
    fileprivate func list(_ index: Int) -> Inventory? {
        traffic.inventory(of: traffic.declaration(at: index))
    }
}

extension [UInt8] {
    /// The message with another text in every element of that name.
    fileprivate func setting(_ element: String, to text: String) -> [UInt8] {
        let (start, end) = ("<ceb:\(element)>", "</ceb:\(element)>")
        var parts = String(decoding: self, as: UTF8.self).components(separatedBy: start)
        for index in parts.indices.dropFirst() {
            guard let close = parts[index].range(of: end) else { continue }
            parts[index] = text + parts[index][close.lowerBound...]
        }
        return Array(parts.joined(separator: start).utf8)
    }
}
