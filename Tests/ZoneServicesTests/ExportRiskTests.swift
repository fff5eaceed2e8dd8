import Foundation
import Testing
import ZoneCore
import ZoneRules
import ZoneServices

/// Exports are screened when they are decided, and come out the same when they are decided again.
@Suite struct ExportRiskTests {
    let trade = TradeMessages()

    private func view(_ test: TestZone, _ number: String) throws -> DeclarationView {
        try #require(try test.zone.declaration(trade.platform + ":" + number))
    }

    private func send(
        _ test: TestZone, _ number: String, line: [String: String] = [:]
    ) async throws -> DeclarationView {
        for body in try trade.export(number).dropLast() { _ = try await test.submit(body) }
        _ = try await test.submit(try trade.list(number, line: line))
        return try view(test, number)
    }

    private func expectReplayed(_ test: TestZone) async throws {
        await test.zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func prohibitedGoodsAreHeldForAPerson() async throws {
        let test = try await TestZone(guaranteeFen: 0)
        #expect(try await send(test, "N1").status == 800)
        let held = try await send(test, "N2", line: ["gname": "象牙雕件"])
        #expect(held.status == 300)
        let said = try #require(held.timeline.last)
        #expect(said.zh.contains("国家安全审核") && !said.info.contains("象牙"))
        let risk = try #require(try test.zone.risk(of: trade.platform + ":N2"))
        #expect(risk.findings.map(\.rule) == ["state.export-prohibited"])
        #expect(risk.findings[0].zh.contains("象牙") && risk.action == "hold")
        #expect(risk.notEvaluated.contains("state.denied-party"))
        #expect(try test.zone.risk(of: trade.platform + ":N1")?.findings.isEmpty == true)
        #expect(test.zone.riskCounts.all.declarationCount == 2)
        // An officer looked and lets it go.
        let act = DeclarationAct(event: .officer(.release), reason: "resin", officer: "officer 7")
        #expect(try await test.zone.act(act, on: trade.platform + ":N2") == .done(800))
        try await expectReplayed(test)
    }

    /// A day's control sample draws exports too; what was drawn is kept, so that the same are inspected again.
    @Test func theControlSampleDrawsExports() async throws {
        let book = try changedRuleBook("parameters/risk/control-rate.yaml") {
            $0.replacing("\"0.005\"", with: "\"0.5\"")
        }
        let secret = Array(repeating: UInt8(7), count: 32)
        let test = try await TestZone(guaranteeFen: 0) {
            $0.ruleBookPath = book
            $0.secret = secret
        }
        var statuses: [Int] = []
        for number in 0..<40 { statuses.append(try await send(test, "N\(number)").status) }
        let drawn = statuses.count { $0 == 500 }
        #expect((8...32).contains(drawn) && statuses.count { $0 == 800 } == 40 - drawn)
        #expect(test.zone.riskCounts.control.declarationCount == drawn)
        let first = try #require(statuses.firstIndex(of: 500))
        let view = try view(test, "N\(first)")
        #expect(view.timeline.last?.info.contains("risk.inspection") == true)
        #expect(try test.zone.risk(of: view.id)?.isControl == true)
        // A restart goes on with the same draws, and exports left nothing in the memory of orders.
        await test.zone.close()
        var settings = ZoneSettings(databasePath: test.databasePath)
        settings.ruleBookPath = book
        settings.secret = secret
        let again = try Zone(settings: settings, clock: { [clock = test.clock] in clock.now })
        for body in try trade.export("M1") {
            _ = try await again.submit([body], idempotencyKey: nil)
        }
        #expect([500, 800].contains(try again.declaration(trade.platform + ":M1")?.status ?? 0))
        await again.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
        try FileManager.default.removeItem(at: test.folder)
    }
}
