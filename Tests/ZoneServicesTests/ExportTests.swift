import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTraffic

/// Exports from the first message to the last.
@Suite struct ExportTests {
    let trade = TradeMessages()

    private func submit(_ test: TestZone, _ bodies: [[UInt8]]) async throws -> [Int] {
        var statuses: [Int] = []
        for body in bodies {
            let answer = try await test.submit(body)
            #expect(answer.verdict == .valid, "\(answer.findings)")
            statuses += answer.documents.map(\.status)
        }
        return statuses
    }

    private func view(_ test: TestZone, _ number: String) throws -> DeclarationView {
        try #require(try test.zone.declaration(trade.platform + ":" + number))
    }

    /// Receipts of everybody, as short lines.
    private func receipts(_ test: TestZone) throws -> [String] {
        try test.zone.receipts(for: nil, after: nil, countMax: 1000).receipts.map {
            let status = $0.fields["returnStatus"] ?? $0.fields["decState"] ?? $0.fields["status"]
            return "\($0.message.prefix(6)) \(status ?? "")"
        }
    }

    /// List release, arrival, loading, departure, and the summary declaration of the month.
    @Test func retailExportIsSummedUp() async throws {
        let test = try await TestZone()
        #expect(try await submit(test, trade.export("N1")) == [120, 120, 399, 800])
        #expect(try await submit(test, trade.export("N2")) == [120, 120, 399, 800])
        let numbers = try ["N1", "N2"].map { try view(test, $0).invtNo }
        #expect(numbers[0] == "46002026E000000001")
        #expect(try await submit(test, [try trade.arrival("A1", ["N1", "N2"])]) == [399])
        #expect(try await submit(test, [try trade.manifest("M1", ["N1", "N2"])]) == [120])
        #expect(try await submit(test, [try trade.departure("D1", ["N1", "N2"])]) == [399])
        #expect(try view(test, "N1").status == 899)
        #expect(try await submit(test, [try trade.summary("S1", numbers)]) == [399])
        let again = try trade.summary("S2", numbers)
        #expect(try await submit(test, [again]) == [100])
        let lines = try receipts(test)
        #expect(lines.filter { $0 == "CEB604 899" }.count == 2)
        #expect(lines.filter { $0.hasPrefix("CEB792") }.count == 1)
        #expect(
            lines.suffix(5) == ["CEB702 2", "CEB702 399", "CEB792 A", "CEB702 2", "CEB702 100"])
        let page = try test.zone.receipts(for: nil, after: nil, countMax: 1000)
        let result = try #require(page.receipts.first { $0.message == "CEB792Message" })
        #expect(result.fields["SummaryResultList[2]/invtNo"] == numbers[1])
        #expect(result.fields["SummaryResultList[2]/gseqno"] == "1")
        #expect(result.fields["netWeight"] == "4")
        for message in try test.zone.receiptMessages(page) {
            let report = checkMessage(message)
            #expect(report.verdict == .valid, "\(report.message ?? "") \(report.findings)")
        }
        try await test.remove()
    }

    /// Whatever the order of arrival, the list is released when all are there.
    @Test(arguments: [[3, 0, 1, 2], [2, 3, 1, 0], [1, 2, 0, 3], [0, 3, 2, 1]])
    func orderOfArrivalDoesNotMatter(order: [Int]) async throws {
        let test = try await TestZone()
        let bodies = try trade.export("N1")
        _ = try await submit(test, order.map { bodies[$0] })
        #expect(try view(test, "N1").status == 800)
        #expect(try view(test, "N1").timeline.map(\.status).suffix(2) == [120, 800])
        try await test.remove()
    }

    /// Receipt-of-payment data is waited for until 2024-12-14 only.
    @Test(arguments: [("2024-12-14", 2), ("2024-12-15", 800)])
    func receiptOfPaymentIsNeededUntil(day: String, status: Int) async throws {
        let test = try await TestZone()
        let days = try #require(Day(day)).number - test.clock.now.day.number
        test.clock.advance(days: Int64(days))
        let bodies = try trade.export("N1")
        _ = try await submit(test, [bodies[0], bodies[2], bodies[3]])
        let view = try view(test, "N1")
        #expect(view.status == status)
        #expect(view.missing.map(\.kind) == (status == 2 ? [.proceeds] : []))
        try await test.remove()
    }

    /// Every difference is in the one rejection.
    @Test func differencesAreAllNamed() async throws {
        let test = try await TestZone()
        let bodies = [
            try trade.order("N1") { $0["ebcCode"] = "4403160AB9" },
            try trade.proceeds("N1") { $0["charge"] = "299" },
            try trade.waybill("N1") { $0["packNo"] = "2" },
        ]
        for body in bodies { _ = try await test.submit(body) }
        let answer = try await test.submit(try trade.list("N1"))
        #expect(answer.documents[0].status == 100)
        for code in ["match.ebcCode", "match.charge", "match.packNo"] {
            #expect(answer.documents[0].info.contains(code))
        }
        try await test.remove()
    }

    /// B2B by list up to the ceiling; over it, or with a licence, by ordinary declaration.
    @Test func channelOfB2B() async throws {
        let test = try await TestZone()
        var trade = trade
        for (mode, number) in [("9710", "B1"), ("9810", "W1")] {
            trade.tradeMode = mode
            trade.statisticsFlag = "A"
            #expect(try await submit(test, trade.export(number)).last == 800)
        }
        let licensed = try trade.list("B2") { $0["licenseNo"] = "26-AA-100001" }
        let bodies = [try trade.order("B2"), try trade.waybill("B2"), licensed]
        #expect(try await submit(test, bodies).last == 100)
        #expect(try view(test, "B2").timeline.last?.info.contains("channel.declaration") == true)
        // An order to a firm does not go with a list to consumers.
        var retail = trade
        retail.tradeMode = "9610"
        _ = try await submit(test, [try trade.order("B3"), try retail.waybill("B3")])
        #expect(try await submit(test, [try retail.list("B3")]) == [100])
        try await test.remove()
    }

    /// Goods over the ceiling go by ordinary declaration that cites the order; it is compared with the order as it is.
    @Test func ordinaryDeclarationCitesItsOrder() async throws {
        let test = try await TestZone()
        var trade = trade
        trade.tradeMode = "9710"
        var declaration = OrdinaryDeclaration(
            entryId: "460020260000000001", customsCode: "4600", tradeMode: "9710",
            agentCode: trade.agent, ebcCode: trade.shop,
            documents: [.init(code: OrdinaryDeclaration.orderDocumentCode, number: "B1")],
            lines: [
                .init(
                    gnum: 1, gcode: "6911101900", qty: "10", unit: "011", price: "30",
                    totalPrice: "300", currency: "142")
            ])
        #expect(test.zone.faults(of: declaration).isEmpty)
        #expect(try test.zone.submit(declaration).outcome == "waiting")
        _ = try await test.submit(try trade.order("B1"))
        let number = declaration.entryId
        #expect(try test.zone.ordinaryDeclaration(number)?.outcome == "matched")
        declaration.lines[0].qty = "9"
        declaration.tradeMode = "9810"
        let view = try test.zone.submit(declaration)
        #expect(view.outcome == "mismatched")
        #expect(view.differences.map(\.code).contains("match.orderType"))
        #expect(view.differences.contains { $0.declared == "9" && $0.ordered == "10" })
        declaration.documents = []
        declaration.lines[0].gcode = "x"
        #expect(test.zone.faults(of: declaration).map(\.field) == ["documents", "lines[1].gcode"])
        try await test.remove()
    }

    /// A waybill number serves one list; a cancelled list gives it up.
    @Test func waybillNumberServesOneList() async throws {
        let test = try await TestZone()
        _ = try await submit(test, trade.export("N1"))
        let other = try trade.list("N2") { $0["logisticsNo"] = "LN1" }
        #expect(try await submit(test, [other]) == [-504015])
        let waiting = try trade.list("N3")
        _ = try await submit(test, [waiting])
        let cancel = try trade.cancelExport("X1", invtNo: view(test, "N3").invtNo)
        #expect(try await submit(test, [cancel]) == [399])
        #expect(try await submit(test, [cancel]) == [399])
        #expect(try view(test, "N3").status == 0)
        let third = try trade.list("N4") { $0["logisticsNo"] = "LN3" }
        #expect(try await submit(test, [third]) == [2])
        // Released goods are not cancelled.
        let late = try trade.cancelExport("X2", invtNo: view(test, "N1").invtNo)
        #expect(try await submit(test, [late]) == [-623005])
        #expect(
            try await submit(test, [try trade.cancelExport("X3", invtNo: "46002026E000009999")])
                == [-623003])
        try await test.remove()
    }

    /// Once its goods were released a list stays as it is; the answer says why, and what can be done.
    @Test func aReleasedListIsNotChanged() async throws {
        let test = try await TestZone()
        let bodies = try trade.export("N1")
        _ = try await submit(test, bodies)
        let before = try view(test, "N1")
        #expect(before.status == 800)
        for (place, kind) in ["2", "3"].enumerated() {
            let body = try trade.list("N1") {
                $0["appType"] = kind
                $0["appTime"] = "2026070110000\(place)"
                $0["netWeight"] = "1"
            }
            let answer = try await test.submit(body)
            #expect(answer.documents.map(\.status) == [-621012])
            let info = answer.documents.first?.info ?? ""
            #expect(info.contains("放行") && info.contains("CEB213"), "\(info)")
        }
        let after = try view(test, "N1")
        #expect(after.status == 800 && after.timeline.count == before.timeline.count)
        #expect(after.exportInventory == before.exportInventory)
        // One that was rejected may be changed and is decided anew.
        for body in try trade.export("N2").dropLast() { _ = try await test.submit(body) }
        #expect(try await submit(test, [try trade.list("N2") { $0["packNo"] = "2" }]) == [100])
        let change = try trade.list("N2") {
            $0["appType"] = "2"
            $0["appTime"] = "20260701100000"
        }
        #expect(try await submit(test, [change]) == [800])
        try await test.remove()
    }

    /// A notice that can't be true is rejected with every parcel that is the cause.
    @Test func noticesHaveToBeTrue() async throws {
        let test = try await TestZone()
        _ = try await submit(test, trade.export("N1"))
        _ = try await submit(test, [try trade.order("N2"), try trade.waybill("N2")])
        #expect(try await submit(test, [try trade.arrival("A1", ["N1", "N8", "N9"])]) == [100])
        let info = try #require(
            try test.zone.receipts(for: nil, after: nil, countMax: 1000).receipts.last
        ).fields["returnInfo"]
        #expect(info?.contains("LN8") == true && info?.contains("LN9") == true)
        #expect(try await submit(test, [try trade.departure("D1", ["N1"])]) == [100])
        #expect(try await submit(test, [try trade.manifest("M1", ["N2"])]) == [100])
        #expect(try await submit(test, [try trade.arrival("A2", ["N1"])]) == [399])
        // Hangzhou and eleven others check first and record every step; Shenzhen's 5300 does not.
        #expect(try await submit(test, [try trade.departure("D2", ["N1"])]) == [100])
        #expect(try await submit(test, [try trade.manifest("M2", ["N1"])]) == [120])
        #expect(try await submit(test, [try trade.departure("D3", ["N1"])]) == [399])
        #expect(try await submit(test, [try trade.departure("D4", ["N1"])]) == [100])
        try await test.remove()
    }

    /// Parts of a split request are worked on when all are there, whatever their order.
    @Test func splitSummary() async throws {
        let test = try await TestZone()
        _ = try await submit(test, try trade.export("N1") + trade.export("N2"))
        let numbers = try ["N1", "N2"].map { try view(test, $0).invtNo }
        let second = try trade.summary("S1", [numbers[1]], part: (2, 2))
        #expect(try await submit(test, [second]) == [2])
        let first = try trade.summary("S1", [numbers[0]], part: (1, 2))
        #expect(try await submit(test, [first]) == [399])
        #expect(try receipts(test).suffix(3) == ["CEB702 399", "CEB702 399", "CEB792 A"])
        // By period: nothing is left to sum up.
        let period = try trade.summary("S2", []) {
            $0["startTime"] = "20260701000000"
            $0["endTime"] = "20260731235959"
        }
        #expect(try await submit(test, [period]) == [100])
        _ = try await submit(test, trade.export("N3"))
        let later = try trade.summary("S3", []) {
            $0["startTime"] = "20260701000000"
            $0["endTime"] = "20260731235959"
        }
        #expect(try await submit(test, [later]) == [399])
        try await test.remove()
    }

    /// A synthetic batch: clean messages, all released, and all the same when it is decided again.
    @Test func batchesReplay() async throws {
        let test = try await TestZone()
        let declarations = test.traffic.declarations(at: 0..<100)
        for kind in ExportKind.allCases {
            var body: [UInt8] = []
            #expect(test.traffic.append(kind, of: declarations, to: &body) == 100)
            let answer = try await test.submit(body)
            #expect(
                answer.verdict == .valid && answer.findings.isEmpty, "\(answer.findings.prefix(3))")
            if kind == .list { #expect(answer.documents.allSatisfy { $0.status == 800 }) }
        }
        let shop = test.traffic.firms.shops[declarations[0].cast.shop].code
        #expect(try test.zone.summariesDue(ebcCode: shop, countMax: 10).map(\.dueDay).count == 1)
        // Every other flow, then all of it again.
        _ = try await submit(test, trade.export("N1"))
        let invtNo = try view(test, "N1").invtNo
        _ = try await submit(
            test,
            [
                try trade.arrival("A1", ["N1"]), try trade.manifest("M1", ["N1"]),
                try trade.departure("D1", ["N1"]), try trade.departure("D2", ["N1"]),
                try trade.summary("S1", [invtNo]),
                try trade.returnExport("E1", number: "N1", invtNo: invtNo),
                try trade.tallyReturn("E1", number: "N1", invtNo: invtNo),
            ])
        _ = try await submit(test, [try trade.order("N2"), try trade.list("N2")])
        let waiting = try view(test, "N2")
        let act = DeclarationAct(event: .officer(.refer), reason: "look", officer: "officer 7")
        #expect(try await test.zone.act(act, on: waiting.id) == .done(300))
        _ = try await submit(test, [try trade.cancelExport("X1", invtNo: waiting.invtNo)])
        let track = try #require(try test.zone.parcels(logisticsNo: "LN1").first)
        #expect(
            track.steps.map(\.kind) == [
                .waybill, .declared, .released, .arrived, .loaded, .departed, .returned,
            ])
        await test.zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
        #expect(report.compared > 500)
        try FileManager.default.removeItem(at: test.folder)
    }

    /// Goods come back within a year, at most what went out, tallied by the site.
    @Test func exportReturn() async throws {
        let test = try await TestZone()
        _ = try await submit(test, trade.export("N1"))
        let invtNo = try view(test, "N1").invtNo
        let early = try trade.returnExport("E0", number: "N1", invtNo: invtNo)
        #expect(try await submit(test, [early]) == [-625004])
        _ = try await submit(
            test,
            [
                try trade.arrival("A1", ["N1"]), try trade.manifest("M1", ["N1"]),
                try trade.departure("D1", ["N1"]),
            ])
        let part = try trade.returnExport("E1", number: "N1", invtNo: invtNo, qty: "4")
        #expect(try await submit(test, [part]) == [120])
        let tooMuch = try trade.returnExport("E2", number: "N1", invtNo: invtNo, qty: "7")
        #expect(try await submit(test, [tooMuch]) == [100])
        let tally = try trade.tallyReturn("E1", number: "N1", invtNo: invtNo)
        #expect(try await submit(test, [tally]) == [399])
        #expect(try receipts(test).suffix(3) == ["CEB216 2", "CEB216 399", "CEB214 800"])
        test.clock.advance(days: 366)
        let late = try trade.returnExport("E3", number: "N1", invtNo: invtNo, qty: "1")
        #expect(try await submit(test, [late]) == [100])
        try await test.remove()
    }
}
