import Testing
import ZoneCore
import ZoneServices

@Suite struct EnterpriseServiceTests {
    static let code = credit("91330100MA27XW1R0")
    private static let other = credit("91330100MA27XW1R1")

    static func credit(_ body: String) -> SocialCreditCode {
        let check = Array(body.utf8).withUnsafeBufferPointer { CheckDigit.socialCredit($0) }
        let text = body + String(Character(Unicode.Scalar(check ?? 0x30)))
        guard let code = SocialCreditCode(text) else { preconditionFailure(text) }
        return code
    }

    static func filing(
        _ roles: Set<EnterpriseRole> = [.logistics], customsCode: String = "3301960X01",
        lastDay: Day? = nil
    ) -> EnterpriseFiling {
        EnterpriseFiling(
            customsCode: customsCode, name: "云港望潮速递有限公司", nameEn: "Wangchao Express",
            address: "一号路1号", contactName: "张三", contactPhone: "0571", roles: roles,
            qualifications: [
                .init(role: .logistics, kind: "express-licence", number: "E1", lastDay: lastDay)
            ])
    }

    private func withZone(
        _ change: @escaping (inout ZoneSettings) -> Void = { _ in },
        _ body: (TestZone) throws -> Void
    ) async throws {
        let test = try await TestZone(guaranteeFen: 0, change: change)
        try body(test)
        try await test.remove()
    }

    private func approve(
        _ zone: Zone, _ code: SocialCreditCode = code, _ filing: EnterpriseFiling = filing()
    ) throws {
        try zone.saveFiling(filing, of: code, by: "firm", submits: true)
        try zone.actOnEnterprise(code, .take, by: "officer", department: "commerce")
        for role in EnterpriseRole.allCases where filing.roles.contains(role) {
            try zone.actOnEnterprise(
                code, .approve(role, from: zone.today, until: nil), by: "officer",
                department: "commerce")
        }
    }

    private func refusal(_ body: () throws -> Void) -> EnterpriseError? {
        do {
            try body()
            return nil
        } catch {
            return error as? EnterpriseError
        }
    }

    @Test func filedOnceAndKnownByBothCodes() async throws {
        try await withZone { test in
            let zone = test.zone
            let code = Self.code.description
            try zone.saveFiling(Self.filing(), of: Self.code, by: "firm")
            let revision = zone.enterpriseSnapshot().revision
            try zone.saveFiling(Self.filing(), of: Self.code, by: "firm")
            #expect(zone.enterpriseSnapshot().revision == revision)
            #expect(zone.enterpriseSnapshot().socialCreditCode(of: "3301960X01") == nil)
            try approve(zone)
            let snapshot = zone.enterpriseSnapshot()
            #expect(snapshot.socialCreditCode(of: "3301960X01") == code)
            #expect(snapshot.customsCode(of: code) == "3301960X01")
            for name in [code, "3301960X01"] {
                #expect(zone.enterpriseStanding(of: name, role: .logistics).isAllowed)
                #expect(try zone.enterprise(name)?.record.code == Self.code)
            }
            let before = try zone.enterpriseSnapshot(revision: revision)
            #expect(before.standing(of: code, role: .logistics, on: zone.today) == .unregistered)
            let again = try zone.enterpriseSnapshot(revision: snapshot.revision)
            #expect(again.record(code) == snapshot.record(code))
        }
    }

    @Test func survivesARestart() async throws {
        let test = try await TestZone(guaranteeFen: 0)
        try approve(test.zone)
        let revision = test.zone.enterpriseSnapshot().revision
        await test.zone.close()
        let zone = try test.reopened()
        #expect(zone.enterpriseSnapshot().revision == revision)
        #expect(zone.enterpriseStanding(of: "3301960X01", role: .logistics).isAllowed)
        await zone.close()
    }

    @Test func aRecordIsAsItWasOnADay() async throws {
        try await withZone { test in
            let zone = test.zone
            let first = zone.today
            try approve(zone)
            test.clock.advance(days: 3)
            var changed = Self.filing()
            changed.address = "二号路2号"
            try approve(zone, Self.code, changed)
            let code = Self.code.description
            let then = try #require(try zone.enterprise(code, on: first.adding(days: 2)))
            #expect(then.record.standing()?.filing.address == "一号路1号")
            #expect(then.record.versions.count == 1)
            #expect(try zone.enterprise(code)?.record.standing()?.filing.address == "二号路2号")
            #expect(try zone.enterprise(code, on: first.adding(days: -1)) == nil)
        }
    }

    @Test func aCustomsCodeBelongsToOneEnterprise() async throws {
        try await withZone { test in
            let zone = test.zone
            try approve(zone)
            let taken = refusal { try approve(zone, Self.other) }
            guard case .invalid(let problems) = taken else {
                Issue.record("\(String(describing: taken))")
                return
            }
            #expect(problems.map(\.field) == ["customsCode"])
            try zone.actOnEnterprise(Self.code, .end(reason: "over"), by: "firm")
            try zone.actOnEnterprise(
                Self.other, .approve(.logistics, from: zone.today, until: nil), by: "o",
                department: "d")
            #expect(
                zone.enterpriseSnapshot().socialCreditCode(of: "3301960X01")
                    == Self.other.description)
        }
    }

    @Test func reviewsWaitInOrderAndSayWhoHasThem() async throws {
        try await withZone { test in
            let zone = test.zone
            try zone.saveFiling(Self.filing(), of: Self.other, by: "firm", submits: true)
            test.clock.advance(days: 1)
            try zone.saveFiling(
                Self.filing([.platform]), of: Self.code, by: "firm", submits: true)
            let page = try #require(try zone.reviews(ReviewFilter(), countMax: 1))
            #expect(page.rows.map(\.code) == [Self.other.description])
            let next = try #require(
                try zone.reviews(ReviewFilter(), after: page.nextAfter, countMax: 1))
            #expect(next.rows.map(\.code) == [Self.code.description] && next.nextAfter == nil)
            try zone.actOnEnterprise(Self.code, .take, by: "officer", department: "customs")
            let taken = try zone.reviews(ReviewFilter(department: "customs"), countMax: 9)
            #expect(taken?.rows.map(\.reviewer?.name) == ["officer"])
            let role = try zone.reviews(ReviewFilter(role: .platform), countMax: 9)
            #expect(role?.rows.count == 1)
            #expect(try zone.reviews(ReviewFilter(state: .submitted), countMax: 9)?.rows.count == 1)
            #expect(try zone.reviews(ReviewFilter(), after: "x", countMax: 9) == nil)
        }
    }

    @Test func endingRolesAreForecast() async throws {
        try await withZone({ $0.enterpriseLimits.expiryForecastDayCount = 30 }) { test in
            let zone = test.zone
            let last = zone.today.adding(days: 31)
            try approve(zone, Self.code, Self.filing(lastDay: last))
            #expect(try zone.expiries(countMax: 9)?.rows.isEmpty == true)
            test.clock.advance(days: 1)
            #expect(try zone.expiries(countMax: 9)?.rows.map(\.lastDay) == [last])
            #expect(try zone.expiries(within: 29, countMax: 9)?.rows.isEmpty == true)
            test.clock.advance(days: 31)
            #expect(try zone.expiries(countMax: 9)?.rows.isEmpty == true)
            let standing = zone.enterpriseStanding(
                of: Self.code.description, role: .logistics)
            #expect(standing == .expired(last))
        }
    }

    @Test func reviewersGiveReasonsAndADepartment() async throws {
        try await withZone { test in
            let zone = test.zone
            try zone.saveFiling(Self.filing(), of: Self.code, by: "firm", submits: true)
            func fields(_ act: EnterpriseAct, _ department: String = "d") -> [String]? {
                let error = refusal {
                    try zone.actOnEnterprise(Self.code, act, by: "o", department: department)
                }
                guard case .invalid(let problems) = error else { return nil }
                return problems.map(\.field)
            }
            #expect(fields(.take, "") == ["department"])
            #expect(fields(.sendBack([])) == ["reasons"])
            #expect(fields(.sendBack([.init(zh: "不符", en: "")])) == ["reasons.en"])
            #expect(fields(.suspend(nil, reason: "")) == ["reason"])
            let day = zone.today
            #expect(
                fields(.approve(.logistics, from: day, until: day.adding(days: -1)))
                    == ["until"])
            #expect(
                refusal {
                    try zone.actOnEnterprise(Self.other, .take, by: "o", department: "d")
                } == .notFound)
        }
    }

    @Test func documentsKeepToTypeAndLimits() async throws {
        try await withZone({
            $0.enterpriseLimits.documentByteCountMax = 20
            $0.enterpriseLimits.documentCountMax = 2
            $0.enterpriseLimits.documentTotalByteCountMax = 30
        }) { test in
            let zone = test.zone
            func add(_ content: [UInt8]) -> EnterpriseError? {
                refusal {
                    _ = try zone.addDocument(
                        content, kind: "licence", name: "a.pdf", of: Self.code, by: "firm")
                }
            }
            let pdf = Array("%PDF-1.7 abc".utf8)
            #expect(add(pdf) == .notFound)
            try zone.saveFiling(Self.filing(), of: Self.code, by: "firm")
            #expect(add([]) == .documentEmpty)
            #expect(add(Array("<html>".utf8)) == .documentType)
            #expect(add(pdf + Array(repeating: 0, count: 9)) == .documentTooLarge(byteCountMax: 20))
            #expect(add(pdf) == nil)
            #expect(add(pdf) == nil)
            #expect(
                add(pdf + Array(repeating: 0, count: 8)) == .documentTooLarge(byteCountMax: 30))
            #expect(add([0xFF, 0xD8, 0xFF, 0xE0]) == nil)
            let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            #expect(add(png) == .documentsFull(countMax: 2))
            let kept = try zone.documents(of: Self.code)
            #expect(kept.map(\.type) == ["application/pdf", "image/jpeg"])
            #expect(try zone.document(kept[0].id, of: Self.code)?.content == pdf)
            #expect(try zone.document(kept[0].id, of: Self.other) == nil)
        }
    }

    @Test func warehousesNeedAnOperatorAndNoFilingToday() async throws {
        try await withZone { test in
            let zone = test.zone
            var warehouse = OverseasWarehouse(
                code: "W1", name: "仓", country: "502", address: "1 Road", areaM2: 100,
                operatorCode: Self.code.description, tenure: .leased)
            let early = refusal { _ = try zone.putOverseasWarehouse(warehouse, by: "firm") }
            guard case .invalid(let problems) = early else {
                Issue.record("\(String(describing: early))")
                return
            }
            #expect(problems.map(\.field) == ["operator"])
            try approve(zone, Self.code, Self.filing([.overseasWarehouse]))
            #expect(try zone.putOverseasWarehouse(warehouse, by: "firm").isNew)
            #expect(try !zone.putOverseasWarehouse(warehouse, by: "firm").isNew)
            #expect(try zone.overseasWarehouse("W1")?.use == .may)
            #expect(try zone.overseasWarehouse("W1")?.events.count == 1)
            let filed = refusal {
                _ = try zone.actOnOverseasWarehouse("W1", .file, reason: "", by: "firm")
            }
            #expect(filed != nil)
            warehouse.areaM2 = 200
            #expect(try zone.putOverseasWarehouse(warehouse, by: "firm").view.events.count == 2)
            let then = try #require(Day(year: 2024, month: 12, day: 14))
            let judged = try zone.overseasWarehouses(on: then, countMax: 5).rows
            #expect(judged.map(\.use) == [.notFiled])
            let closed = try zone.actOnOverseasWarehouse("W1", .close, reason: "gone", by: "f")
            #expect(closed.use == .closed)
        }
    }
}
