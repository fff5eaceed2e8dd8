import Foundation
import Testing
import ZoneCore
import ZoneRules
import ZoneServices
import ZoneTraffic

/// The declaring enterprise's grade decides how often its declarations are inspected, and history keeps it.
@Suite struct CreditInspectionTests {
    private static let day = Day(year: 2026, month: 7, day: 1)!
    private static let number = "B20260701000000001"

    /// A secret by which the day's first declaration is inspected at a grade D, and by nothing else.
    private static func secret() throws -> [UInt8] {
        let limits = try RuleBook.bundled().rules(on: day).risk.limits
        let control = try #require(limits.controlRate)
        let watched = try #require(limits.inspectionRate(of: .c))
        let discredited = try #require(limits.inspectionRate(of: .d))
        return try #require(
            (UInt8.min...UInt8.max).lazy.map { [$0] + Array(repeating: 1, count: 31) }
                .first { secret in
                    let sample = ControlSample(secret: secret, day: day)
                    let draw = sample.creditDraw(number)
                    return draw.isBelow(discredited) && !draw.isBelow(watched)
                        && !sample.contains(number, rate: control)
                        && sample.draws(number).quality.parts > 1 << 31
                })
    }

    /// A zone whose agents are registered and on a list, after its first declaration.
    private func zone(
        registered: Bool = true, on list: CreditList? = nil
    ) async throws -> (TestZone, DeclarationView, RiskView) {
        let probe = try await TestZone()
        let index = try await probe.releasable()
        try await probe.remove()
        let secret = try Self.secret()
        let test = try await TestZone { $0.secret = secret }
        for (place, agent) in test.traffic.firms.agents.prefix(90).enumerated() where registered {
            let code = EnterpriseServiceTests.credit("91440300MA27XW1\(10 + place)")
            try register(code, agent.code, in: test.zone)
            guard let list else { continue }
            try test.zone.list(
                CreditListing(
                    id: "l", list: list, from: Self.day, known: Self.day, reason: "r", source: "s"),
                code, by: "officer")
        }
        let messages = test.messages(index)
        for kind in ZoneTraffic.DocumentKind.clearing {
            _ = try await test.submit(try #require(messages[kind]))
        }
        let view = try #require(try test.zone.declaration(test.id(index)))
        #expect(view.preNo == Self.number)
        return (test, view, try #require(try test.zone.risk(of: test.id(index))))
    }

    private func register(_ code: SocialCreditCode, _ customsCode: String, in zone: Zone) throws {
        let filing = EnterpriseFiling(
            customsCode: customsCode, name: "云港报关有限公司\(customsCode)", address: "一号路1号",
            contactName: "张三", contactPhone: "0571", roles: [.declarant], qualifications: [])
        try zone.saveFiling(filing, of: code, by: "firm", submits: true)
        try zone.actOnEnterprise(code, .take, by: "officer", department: "commerce")
        try zone.actOnEnterprise(
            code, .approve(.declarant, from: zone.today, until: nil), by: "officer",
            department: "commerce")
    }

    /// All of it comes out the same from history; then a draft with another factor for grade D.
    @Test func aDiscreditedFirmIsInspectedAndHistoryKeepsTheGrade() async throws {
        let (test, view, risk) = try await zone(on: .black)
        #expect(view.status != 800)
        let last = try #require(view.timeline.last)
        #expect(last.zh.contains("随机抽查") && !last.zh.contains("信用"))
        #expect(risk.grade == .d && risk.isDrawnByCredit && !risk.isControl)
        // What is recorded later changes nothing of what was decided.
        let code = EnterpriseServiceTests.credit("91440300MA27XW110")
        try test.zone.unlist("l", code, reason: "over", by: "officer")
        await test.zone.close()
        let report = try Recomputation(databasePath: test.databasePath).run()
        #expect(report.different == 0, "\(report.differences)")
        let draft = test.folder.appending(path: "draft")
        let path = "parameters/credit/inspection-rate-d.yaml"
        let file = draft.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let text = try #require(RuleBookFiles.bundled().texts[path])
        try Data(text.replacing("\"20\"", with: "\"3\"").utf8).write(to: file)
        let run = try SimulationRun(
            SimulationPlan(
                databasePath: test.databasePath, draftPath: draft.path, days: Self.day...Self.day))
        #expect(try run.run().changed == 1)
        #expect(try run.changes(page: 0).map(\.after.status) == [800])
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test(arguments: [(nil, CreditGrade.b), (CreditList.red, .a)])
    func atABetterGradeTheSameDrawPasses(list: CreditList?, grade: CreditGrade) async throws {
        let (test, view, risk) = try await zone(on: list)
        #expect(view.status == 800)
        #expect(risk.grade == grade && !risk.isDrawnByCredit)
        try await test.remove()
    }

    @Test func aFirmThatTheZoneDoesNotKnowHasNoGrade() async throws {
        let (test, view, risk) = try await zone(registered: false)
        #expect(view.status == 800)
        #expect(risk.grade == nil && !risk.isDrawnByCredit)
        try await test.remove()
    }
}
