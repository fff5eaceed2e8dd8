import Foundation
import Testing
import ZoneCore
import ZoneServices
import ZoneTraffic

/// The named checks: each with a case that offends and one that does not.
@Suite struct ZoneCheckTests {
    private static let yaml = """
        kind: parameter
        cases:
          - zh: "单次交易限值"
            en: "the ceiling of one transaction"
            on: 2026-07-01
            inputs: {id: "retail-import.transaction-value-max"}
            expect: {value: "VALUE"}
        """

    private func run(
        _ zone: Zone, _ check: String, _ parameters: [String: String] = [:]
    ) throws -> CheckOutcome {
        try zone.run(CheckCall(check: check, parameters: parameters))
    }

    @Test func namesAndTexts() {
        #expect(Set(ZoneCheck.all.map(\.name)).count == ZoneCheck.all.count)
        for check in ZoneCheck.all {
            #expect(check.zh != check.en && !check.zh.isEmpty && check.name.contains("."))
            #expect(Set(check.parameters.map(\.name)).count == check.parameters.count)
            for parameter in check.parameters where parameter.standard != nil {
                let call = CheckCall(check: check.name)
                #expect(
                    !call.problems(at: "t").contains { $0.field.hasSuffix(parameter.name) },
                    "a standard value is a good one")
            }
        }
    }

    @Test func declarationsThatStandOrWait() async throws {
        let test = try await TestZone { $0.sweepIntervalMs = 3_600_000 }
        let all = test.messages(0)
        _ = try await test.submit(try #require(all[.list]))
        let zone = test.zone
        let standing = ["status": "2", "hours": "1"]
        #expect(try run(zone, "declarations.standing", standing).verdict == .passed)
        test.clock.advance(ms: 3_600_001)
        let outcome = try run(zone, "declarations.standing", standing)
        #expect(outcome.verdict == .failed && outcome.cases.map(\.subject) == [test.id(0)])
        #expect(
            try run(zone, "declarations.standing", ["status": "300", "hours": "0"]).verdict
                == .passed)
        #expect(
            try run(
                zone, "declarations.standing", ["status": "2", "hours": "0", "mode": "none"]
            ).verdict == .passed)
        let waits = ["waits": "documents", "hours": "0"]
        #expect(try run(zone, "declarations.wait-overdue", waits).verdict == .passed)
        test.clock.advance(days: 400)
        let overdue = try run(zone, "declarations.wait-overdue", waits)
        #expect(overdue.cases.map(\.subject) == [test.id(0)])
        #expect(
            try run(zone, "declarations.wait-overdue", ["waits": "returns", "hours": "0"]).verdict
                == .passed)
        try await test.remove()
    }

    @Test func releasedWhileOnTheBlackList() async throws {
        let test = try await TestZone()
        let zone = test.zone
        let index = try await test.releasable()
        let platform = String(test.id(index).prefix { $0 != ":" })
        let code = EnterpriseServiceTests.credit("91440300MA27XW110")
        let filing = EnterpriseFiling(
            customsCode: platform, name: "云港电商有限公司", address: "一号路1号", contactName: "张三",
            contactPhone: "0571", roles: [.declarant], qualifications: [])
        try zone.registerForTests(filing, of: code)
        let days = ["days": "30"]
        let check = "declarations.released-while-listed"
        #expect(try run(zone, check, days).verdict == .passed)
        let list = CreditListing(
            id: "l", list: .black, from: zone.today, known: zone.today, reason: "r", source: "s")
        _ = try zone.list(list, code, by: "officer")
        let outcome = try run(zone, check, days)
        #expect(outcome.cases.map(\.subject).contains(test.id(index)))
        #expect(outcome.cases.allSatisfy { $0.subject.hasPrefix(platform) })
        test.clock.advance(days: 31)
        #expect(try run(zone, check, days).verdict == .passed, "older than is looked back")
        try await test.remove()
    }

    @Test func figuresAndMonths() async throws {
        let test = try await TestZone { $0.statisticsIntervalMs = 3_600_000 }
        _ = try await test.releasable()
        let zone = test.zone
        var parameters = [
            "indicator": "released", "period": "this-month", "bound": "min", "value": "1",
        ]
        #expect(try run(zone, "statistics.indicator", parameters).verdict == .passed)
        parameters["value"] = "1000"
        #expect(try run(zone, "statistics.indicator", parameters).verdict == .failed)
        parameters["bound"] = "max"
        #expect(try run(zone, "statistics.indicator", parameters).verdict == .passed)
        parameters["indicator"] = "releaseShare"
        parameters["value"] = "0.5"
        #expect(
            try run(zone, "statistics.indicator", parameters).verdict == .failed,
            "a share is compared in hundredths")
        for (name, value) in [
            ("indicator", "none"), ("period", "x"), ("indicator", "parks"),
        ] {
            var other = parameters
            other[name] = value
            #expect(try run(zone, "statistics.indicator", other).verdict == .undecided)
        }
        let months = ["days": "10", "months": "2"]
        #expect(
            try run(zone, "statistics.not-closed", months).cases.map(\.subject) == ["2026-05"])
        try zone.closeStatistics(
            try #require(StatisticsPeriod("2026-05")), as: .preliminary, by: "x")
        #expect(try run(zone, "statistics.not-closed", months).verdict == .passed)
        try await test.remove()
    }

    @Test func theRest() async throws {
        let test = try await TestZone(guaranteeFen: 0)
        let zone = test.zone
        for check in ["stock.imbalance", "credit.cases-overdue"] {
            #expect(try run(zone, check).verdict == .passed)
        }
        #expect(try run(zone, "duties.late", ["days": "30"]).verdict == .passed)
        #expect(
            try run(zone, "duties.late", ["days": "30", "duty": "none"]).verdict == .undecided)
        for check in ["receipts.unanswered", "gateway.dead-letters"] {
            let parameters = ["upstream": "up", "hours": "1"]
            #expect(try run(zone, check, parameters).verdict == .undecided)
        }
        try zone.openUpstream("up")
        for check in ["receipts.unanswered", "gateway.dead-letters"] {
            let parameters = ["upstream": "up", "hours": "1"]
            #expect(try run(zone, check, parameters).verdict == .passed)
        }
        let good = Self.yaml.replacing("VALUE", with: "5000")
        #expect(try run(zone, "rules.cases", ["yaml": good]).verdict == .passed)
        let bad = try run(
            zone, "rules.cases", ["yaml": Self.yaml.replacing("VALUE", with: "2000")])
        #expect(bad.verdict == .failed && bad.cases[0].en.contains("5000"))
        #expect(try run(zone, "rules.cases", ["yaml": "kind: x"]).verdict == .undecided)
        try await test.remove()
    }

    @Test func aDutyThatWasLate() async throws {
        let test = try await TestZone()
        let zone = test.zone
        _ = try await test.releasable()
        test.clock.advance(days: 60)
        #expect(try run(zone, "duties.late", ["days": "30"]).verdict == .failed)
        for plan in zone.duties.duties {
            var more = true
            while more {
                let page = try #require(
                    try zone.dutyPage(plan.code, after: nil, countMax: 500))
                _ = try zone.acknowledge(plan.code, upTo: page.to)
                more = page.hasMore
            }
        }
        let outcome = try run(zone, "duties.late", ["days": "30"])
        #expect(outcome.verdict == .failed && outcome.cases.allSatisfy { $0.en.contains("late") })
        test.clock.advance(days: 31)
        #expect(try run(zone, "duties.late", ["days": "30"]).verdict == .passed)
        try await test.remove()
    }
}

extension Zone {
    /// Files an enterprise and has it accepted.
    fileprivate func registerForTests(
        _ filing: EnterpriseFiling, of code: SocialCreditCode
    ) throws {
        try saveFiling(filing, of: code, by: "firm", submits: true)
        try actOnEnterprise(code, .take, by: "officer", department: "commerce")
        for role in filing.roles {
            try actOnEnterprise(
                code, .approve(role, from: today, until: nil), by: "officer",
                department: "commerce")
        }
    }
}
