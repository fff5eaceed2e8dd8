import Foundation
import Testing
import ZoneCore
import ZoneRules
import ZoneServices
import ZoneTraffic

@Suite struct RiskServiceTests {
    /// Sends the four documents of a declaration, each element of that name with another text.
    private func send(
        _ index: Int, _ element: String = "", _ text: String = "", of test: TestZone, to zone: Zone
    ) async throws -> DeclarationView {
        let messages = test.messages(index)
        for kind in ZoneTraffic.DocumentKind.clearing {
            let body = String(decoding: messages[kind] ?? [], as: UTF8.self)
            let pattern = try Regex("<ceb:\(element)>[^<]*</ceb:\(element)>")
            let changed = body.replacing(pattern, with: "<ceb:\(element)>\(text)</ceb:\(element)>")
            let bytes = Array((element.isEmpty ? body : changed).utf8)
            _ = try await zone.submit([bytes], idempotencyKey: nil)
        }
        return try #require(try zone.declaration(test.id(index)))
    }

    @Test func prohibitedGoodsAreNotReleasedWhateverTheirCode() async throws {
        let test = try await TestZone()
        let index = try await test.releasable()
        let view = try await send(index + 100, "gname", "活体蜥蜴", of: test, to: test.zone)
        #expect([300, 500].contains(view.status))
        let last = try #require(view.timeline.last)
        #expect(last.zh.contains("检疫审核"))
        #expect(last.en.contains("review for quarantine"))
        #expect(!last.info.contains("蜥蜴"))
        let counts = test.zone.riskCounts.all
        #expect(counts.hits[Int(RiskRuleID.prohibitedName.rawValue)] == 1)
        #expect(counts.declarationCount >= 2)
        let risk = try #require(try test.zone.risk(of: test.id(index + 100)))
        let finding = try #require(risk.findings.first)
        #expect(finding.rule == "biosafety.prohibited-name")
        #expect(finding.zh.contains("活体"))
        #expect(finding.source.contains("470"))
        #expect(risk.score >= 60 && risk.notEvaluated.contains("network.replay"))
        let safeties = test.zone.safeties(on: test.zone.today)
        #expect(safeties.map(\.id) == ["state", "network", "transaction", "biosafety", "quality"])
        let rule = safeties.flatMap(\.rules).first { $0.id == finding.rule }
        #expect(rule?.hitRate.count == 1 && rule?.coverage == "evaluated")
        try await test.remove()
    }

    @Test func aTrialRunRemembersNothingAndGivesNoThresholdAway() async throws {
        let test = try await TestZone()
        let messages = test.messages(3)
        for kind in [ZoneTraffic.DocumentKind.order, .payment, .waybill] {
            _ = try await test.submit(messages[kind]!)
        }
        let list = messages[.list]!
        let before = test.zone.riskCounts
        let named = list.replacing(
            "<ceb:gname>", with: "<ceb:gname>活体")
        #expect(try await test.zone.check([named])[0].documents.map(\.status) != [800])
        #expect(test.zone.riskCounts == before)
        try await test.remove()
    }

    @Test func whatWasRememberedIsThereAfterARestart() async throws {
        let test = try await TestZone { $0.secret = Array(repeating: 9, count: 32) }
        let address = "示范省云港市仓库路1号"
        for index in 0..<7 {
            _ = try await send(index, "consigneeAddress", address, of: test, to: test.zone)
        }
        await test.zone.close()
        var settings = ZoneSettings(databasePath: test.folder.appending(path: "zone.sqlite").path)
        settings.secret = Array(repeating: 9, count: 32)
        let again = try Zone(settings: settings, clock: { test.clock.now })
        let view = try await send(7, "consigneeAddress", address, of: test, to: again)
        #expect(again.riskCounts.all.hits[Int(RiskRuleID.resaleRing.rawValue)] == 1)
        #expect(view.status == 300)
        await again.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    /// The first declaration is drawn, by a secret that is looked for; anyone can see that it had to be.
    @Test func theControlSampleIsInspectedAndCanBeChecked() async throws {
        let day = Day(year: 2026, month: 7, day: 1)!
        let rate = try #require(
            try RuleBook.bundled().rules(on: day).risk.limits.controlRate)
        let number = "B20260701000000001"
        let secret = try #require(
            (UInt16(0)..<5000).lazy.map { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
                .map { $0 + Array(repeating: 1, count: 30) }
                .first { ControlSample(secret: $0, day: day).contains(number, rate: rate) })
        let test = try await TestZone { $0.secret = secret }
        let view = try await send(0, of: test, to: test.zone)
        #expect(view.preNo == number)
        #expect(view.timeline.last?.zh.contains("随机抽查") ?? false || view.status == 300)
        #expect(view.status != 800)
        #expect(test.zone.riskCounts.control.declarationCount == 1)
        #expect(try test.zone.risk(of: test.id(0))?.isControl == true)
        let before = try #require(test.zone.controlSample(on: day))
        #expect(before.seed == nil)
        test.clock.advance(days: 1)
        let after = try #require(test.zone.controlSample(on: day))
        #expect(after.commitment == before.commitment)
        let seed = try #require(after.seed).hexBytes
        #expect(
            ControlSample.verify(commitment: after.commitment.hexBytes, seed: seed, day: day))
        #expect(ControlSample(seed: seed, day: day).contains(number, rate: rate))
        try await test.remove()
    }
}

extension String {
    /// The bytes that hexadecimal digits say.
    fileprivate var hexBytes: [UInt8] {
        let digits = Array(utf8).map { Int($0) - ($0 < 0x40 ? 0x30 : 0x57) }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
    }
}
