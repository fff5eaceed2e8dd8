import Testing
import ZoneCore
import ZoneServices

/// Exports without invoice: registration, correction, totals.
@Suite struct ZoneExportTests {
    let trade = TradeMessages()

    private func record(_ test: TestZone) throws -> ZoneExportRecord {
        let day = test.clock.now.day
        return ZoneExportRecord(
            exportDate: day, goodsName: "cup", unit: "011", quantity: Fixed5(10),
            unitPrice: Fixed5(30), amount: Fixed5(300), currency: "142", seller: "workshop",
            purchaseDate: day.adding(days: -5))
    }

    private func put(
        _ test: TestZone, _ record: ZoneExportRecord, _ number: String = "N1", reason: String = ""
    ) throws -> (view: ZoneExportView, isNew: Bool) {
        try test.zone.putZoneExport(
            record, list: trade.platform + ":" + number, gnum: 1, enterprise: trade.shop,
            reason: reason, by: "clerk")
    }

    private func released(_ numbers: [String]) async throws -> TestZone {
        let test = try await TestZone()
        for body in try numbers.flatMap(trade.export) { _ = try await test.submit(body) }
        return test
    }

    @Test func recordsAreAddedAndNeverChanged() async throws {
        let test = try await released(["N1"])
        var record = try record(test)
        #expect(try put(test, record).isNew)
        #expect(try !put(test, record).isNew)
        record.seller = "other workshop"
        #expect(throws: EnterpriseError.self) { try put(test, record) }
        #expect(try put(test, record, reason: "wrong seller").view.version == 2)
        let history = try test.zone.zoneExports(list: trade.platform + ":N1", gnum: 1)
        #expect(history.map(\.record.seller) == ["workshop", "other workshop"])
        try await test.remove()
    }

    /// All differences from the list are said at once, each with both values.
    @Test func recordsSayWhatTheListSays() async throws {
        let test = try await released(["N1"])
        var record = try record(test)
        record.quantity = Fixed5(9)
        record.amount = Fixed5(270)
        record.purchaseDate = record.exportDate.adding(days: 1)
        do {
            _ = try put(test, record)
            Issue.record("taken")
        } catch EnterpriseError.invalid(let problems) {
            #expect(problems.map(\.field) == ["quantity", "amount", "purchaseDate"])
            #expect(problems[0].en.contains("9") && problems[0].en.contains("10"))
        }
        try await test.remove()
    }

    @Test func onlyReleasedListsAreRegistered() async throws {
        let test = try await TestZone()
        _ = try await test.submit(try trade.list("N1"))
        let record = try record(test)
        #expect(throws: EnterpriseError.self) { try put(test, record) }
        #expect(throws: EnterpriseError.notFound) { try put(test, record, "N9") }
        try await test.remove()
    }

    /// Totals are the sums of the lists; income is the rule book's share of them; the exemption stays open.
    @Test func reportSaysTotalsAndRules() async throws {
        let test = try await released(["N1", "N2"])
        let record = try record(test)
        for number in ["N2", "N1"] { _ = try put(test, record, number) }
        let day = record.exportDate
        let report = try #require(
            try test.zone.zoneExportReport(of: trade.shop, days: day...day))
        #expect(report.records.map(\.list) == ["N1", "N2"].map { trade.platform + ":" + $0 })
        #expect(report.totals.map(\.amount) == [Fixed5(600)])
        #expect(report.totals.map(\.deemedIncome) == [Fixed5(24)])
        #expect(report.totals[0].incomeRule?.instrument == "国家税务总局公告2019年第36号")
        #expect(report.exemptions.map(\.outcome) == ["open"])
        #expect(report.exemptions.map(\.isVerified) == [false])
        #expect(report.exemptions[0].unknown.contains("refund-cancelled"))
        let other = try test.zone.zoneExportReport(
            of: trade.shop, days: day.adding(days: 1)...day.adding(days: 9))
        #expect(other?.records.isEmpty == true)
        try await test.remove()
    }

    /// A withdrawal is a further row; what was withdrawn counts for nothing and can be registered again with a reason.
    @Test func aRecordIsWithdrawnByAFurtherRow() async throws {
        let test = try await released(["N1"])
        let record = try record(test)
        func withdraw(_ reason: String) throws -> ZoneExportView {
            try test.zone.withdrawZoneExport(
                list: trade.platform + ":N1", gnum: 1, enterprise: trade.shop, reason: reason,
                by: "clerk")
        }
        #expect(throws: EnterpriseError.notFound) { try withdraw("none yet") }
        _ = try put(test, record)
        #expect(throws: EnterpriseError.self) { try withdraw("") }
        let view = try withdraw("an invoice was found")
        #expect(view.version == 2 && view.isWithdrawn && !view.isCounted)
        #expect(try withdraw("again").version == 2)
        let day = record.exportDate
        let report = try #require(
            try test.zone.zoneExportReport(of: trade.shop, days: day...day))
        #expect(report.records.count == 1 && report.totals.isEmpty && report.exemptions.isEmpty)
        let history = try test.zone.zoneExports(list: trade.platform + ":N1", gnum: 1)
        #expect(history.map(\.isWithdrawn) == [false, true])
        #expect(try put(test, record, reason: "the invoice was another's").view.version == 3)
        #expect(
            try test.zone.zoneExportReport(of: trade.shop, days: day...day)?.totals.count == 1)
        try await test.remove()
    }
}
