import Foundation
import Testing
import ZoneCore
import ZoneServices

/// Clearance asks the registers of enterprises and of overseas warehouses, and decides the same again from history.
@Suite struct RegisterTests {
    let trade = TradeMessages()

    /// A zone whose rule book asks for registration, or the one that comes with the program.
    static func makeZone(asked: Bool = false) async throws -> TestZone {
        guard asked else { return try await TestZone(guaranteeFen: 0) }
        let book = try changedRuleBook("parameters/enterprise/register-asked.yaml") {
            $0.replacing("value: \"false\"", with: "value: \"true\"")
        }
        return try await TestZone(guaranteeFen: 0) { $0.ruleBookPath = book }
    }

    /// The firms of the trade, each with the role it acts in.
    private var firms: [(code: SocialCreditCode, customsCode: String, role: EnterpriseRole)] {
        [
            (trade.platform, EnterpriseRole.platform), (trade.shop, .seller),
            (trade.payer, .payer), (trade.carrier, .logistics), (trade.agent, .declarant),
        ].enumerated().map { place, firm in
            (EnterpriseServiceTests.credit("91440300MA27XW1R\(place)"), firm.0, firm.1)
        }
    }

    static func approve(
        _ zone: Zone, _ code: SocialCreditCode, _ customsCode: String, _ role: EnterpriseRole,
        until: Day? = nil
    ) throws {
        let kinds: [EnterpriseRole: String] = [
            .logistics: "express-licence", .payer: "payment-licence",
        ]
        let filing = EnterpriseFiling(
            customsCode: customsCode, name: "云港示例有限公司\(customsCode)", address: "一号路1号",
            contactName: "张三", contactPhone: "0571", roles: [role],
            qualifications: kinds[role].map { [.init(role: role, kind: $0, number: "E1")] } ?? [])
        try zone.saveFiling(filing, of: code, by: "firm", submits: true)
        try zone.actOnEnterprise(code, .take, by: "officer", department: "commerce")
        try zone.actOnEnterprise(
            code, .approve(role, from: zone.today, until: until), by: "officer",
            department: "commerce")
    }

    /// Sends an export; gives its status and what was said last.
    private func export(
        _ test: TestZone, _ number: String, mode: String = "9610"
    ) async throws -> (status: Int, info: String) {
        var trade = trade
        trade.tradeMode = mode
        if mode == "9810" { trade.statisticsFlag = "A" }
        for body in try trade.export(number) { _ = try await test.submit(body) }
        let view = try #require(try test.zone.declaration(trade.platform + ":" + number))
        return (view.status, view.timeline.last?.info ?? "")
    }

    /// All of it comes out the same when it is decided again.
    private func expectReplayed(_ test: TestZone) async throws {
        await test.zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
        #expect(report.declarations > 0)
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func firmsThatNeverFiledPassUnlessTheZoneAsks() async throws {
        let test = try await Self.makeZone()
        #expect(try await export(test, "N1").status == 800)
        try await expectReplayed(test)
    }

    @Test func aZoneThatAsksSendsThemToAPerson() async throws {
        let test = try await Self.makeZone(asked: true)
        let first = try await export(test, "N1")
        #expect(first.status == 300)
        for firm in firms {
            #expect(first.info.contains("\(firm.role.zh)\(firm.customsCode)"), "\(firm.role)")
        }
        #expect(first.info.contains("party.unregistered"))
        for firm in firms.dropLast() {
            try Self.approve(test.zone, firm.code, firm.customsCode, firm.role)
        }
        // The declarant alone is missing; then nobody is.
        let second = try await export(test, "N2")
        #expect(second.status == 300)
        #expect(second.info.contains(trade.agent) && !second.info.contains(trade.carrier))
        let last = try #require(firms.last)
        try Self.approve(test.zone, last.code, last.customsCode, last.role)
        #expect(try await export(test, "N3").status == 800)
        // The same firm in another role than its own.
        var other = trade
        other.shop = trade.carrier
        for body in try other.export("N4") { _ = try await test.submit(body) }
        let view = try #require(try test.zone.declaration(trade.platform + ":N4"))
        #expect(view.timeline.last?.info.contains("party.role-not-approved") == true)
        try await expectReplayed(test)
    }

    /// An ordinary declaration is looked up by the same rules, as of the day it came; replay has nothing to do with it.
    @Test func ordinaryDeclarationsAskTheRegistersAsListsDo() async throws {
        let test = try await Self.makeZone(asked: true)
        var trade = trade
        trade.tradeMode = "9710"
        let declaration = OrdinaryDeclaration(
            entryId: "460020260000000001", customsCode: "4600", tradeMode: "9710",
            agentCode: trade.agent, ebcCode: trade.shop,
            documents: [.init(code: OrdinaryDeclaration.orderDocumentCode, number: "B1")],
            lines: [
                .init(
                    gnum: 1, gcode: "6911101900", qty: "10", unit: "011", price: "30",
                    totalPrice: "300", currency: "142")
            ])
        let alone = try test.zone.submit(declaration)
        #expect(alone.remarks.map(\.code) == ["party.unregistered", "party.unregistered"])
        #expect(alone.remarks.allSatisfy { !$0.isRefusal })
        _ = try await test.submit(try trade.order("B1"))
        for firm in firms where firm.role == .seller || firm.role == .declarant {
            try Self.approve(test.zone, firm.code, firm.customsCode, firm.role)
        }
        let cited = try #require(try test.zone.ordinaryDeclaration(declaration.entryId))
        #expect(cited.outcome == "matched")
        #expect(cited.remarks.count == 1)
        #expect(cited.remarks.first?.zh.contains(trade.platform) == true)
        test.clock.advance(days: 1)
        try test.zone.actOnEnterprise(
            firms[1].code, .suspend(.seller, reason: "no answer"), by: "officer",
            department: "commerce")
        let before = try #require(try test.zone.ordinaryDeclaration(declaration.entryId))
        #expect(before.remarks.count == 1, "as of the day it came")
        let after = try test.zone.submit(declaration)
        #expect(after.remarks.map(\.code) == ["party.suspended", "party.unregistered"])
        #expect(after.remarks.map(\.isRefusal) == [true, false])
        #expect(after.remarks.allSatisfy { !$0.en.contains("no answer") })
        _ = try await export(test, "N1")
        try await expectReplayed(test)
    }

    @Test func whatTheZoneSuspendedOrThatIsOverIsRejected() async throws {
        let test = try await Self.makeZone()
        let carrier = firms[3]
        try Self.approve(
            test.zone, carrier.code, carrier.customsCode, carrier.role,
            until: test.zone.today.adding(days: 5))
        #expect(try await export(test, "N1").status == 800)
        try test.zone.actOnEnterprise(
            carrier.code, .suspend(.logistics, reason: "lost parcels"), by: "officer",
            department: "commerce")
        let suspended = try await export(test, "N2")
        #expect(suspended.status == 100)
        #expect(suspended.info.contains("party.suspended"))
        // Why it was suspended is told to the firm, not to those who trade with it.
        #expect(!suspended.info.contains("lost parcels"))
        let view = try #require(try test.zone.declaration(trade.platform + ":N2"))
        #expect(view.timeline.last?.en.contains(trade.carrier) == true)
        #expect(view.timeline.last?.en.contains("logisticsCode") == true)
        #expect(view.timeline.last?.source.contains("enterprise.clearance") == true)
        try test.zone.actOnEnterprise(
            carrier.code, .resume(.logistics, reason: "found"), by: "officer",
            department: "commerce")
        _ = try await test.submit(try trade.list("N2") { $0["appTime"] = "20260701100000" })
        #expect(try test.zone.declaration(trade.platform + ":N2")?.status == 800)
        test.clock.advance(days: 5)
        #expect(try await export(test, "N3").status == 800)
        test.clock.advance(days: 1)
        let over = try await export(test, "N4")
        #expect(over.status == 100 && over.info.contains("party.expired"))
        try await expectReplayed(test)
    }

    /// A zone that was started anew goes on from the same registers, and history says so.
    @Test func aRestartForgetsNothing() async throws {
        let test = try await Self.makeZone()
        let carrier = firms[3]
        try Self.approve(test.zone, carrier.code, carrier.customsCode, carrier.role)
        try test.zone.actOnEnterprise(
            carrier.code, .suspend(nil, reason: "r"), by: "officer", department: "commerce")
        #expect(try await export(test, "N1").status == 100)
        await test.zone.close()
        let zone = try test.reopened()
        for body in try trade.export("N2") {
            _ = try await zone.submit([body], idempotencyKey: nil)
        }
        #expect(try zone.declaration(trade.platform + ":N2")?.status == 100)
        await zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
        try FileManager.default.removeItem(at: test.folder)
    }

    /// Overseas warehouses had to be filed until 2024-12-14.
    @Test(arguments: [("2024-12-14", 100), ("2024-12-15", 800)])
    func overseasWarehouseHasToBeFiledUntil(day: String, status: Int) async throws {
        let test = try await Self.makeZone()
        let days = try #require(Day(day)).number - test.clock.now.day.number
        test.clock.advance(days: Int64(days))
        let unknown = try await export(test, "W1", mode: "9810")
        #expect(unknown.status == status, "\(unknown.info)")
        #expect(unknown.info.contains("warehouse.not-filed") == (status == 100))
        // What goes to no warehouse is not asked.
        #expect(try await export(test, "N1").status == 800)
        let operatorCode = EnterpriseServiceTests.credit("91440300MA27XW1R9")
        try Self.approve(test.zone, operatorCode, "4403160AB9", .overseasWarehouse)
        _ = try test.zone.putOverseasWarehouse(
            OverseasWarehouse(
                code: "HWC-1", name: "platform", country: "502", address: "1 Sample Road",
                areaM2: 1000, operatorCode: operatorCode.description, tenure: .leased),
            by: "clerk")
        #expect(try await export(test, "W2", mode: "9810").status == status)
        if status == 100 {
            for act in [WarehouseAct.file, .accept] {
                _ = try test.zone.actOnOverseasWarehouse("HWC-1", act, reason: "", by: "clerk")
            }
        }
        #expect(try await export(test, "W3", mode: "9810").status == 800)
        _ = try test.zone.actOnOverseasWarehouse("HWC-1", .close, reason: "given up", by: "clerk")
        let closed = try await export(test, "W4", mode: "9810")
        #expect(closed.status == 100 && closed.info.contains("warehouse.closed"))
        try await expectReplayed(test)
    }
}
