import Testing
import ZoneCore
import ZoneRules

@Suite struct EnterpriseTests {
    private static let code = creditCode("91330100MA27XW1R0")
    private static let first = Day(year: 2026, month: 3, day: 1) ?? Day(number: 0)

    private static func creditCode(_ body: String) -> SocialCreditCode {
        let check = Array(body.utf8).withUnsafeBufferPointer { CheckDigit.socialCredit($0) }
        let text = body + String(Character(Unicode.Scalar(check ?? 0x30)))
        guard let code = SocialCreditCode(text) else { preconditionFailure(text) }
        return code
    }

    static func filing(
        _ roles: Set<EnterpriseRole> = [.logistics], lastDay: Day? = nil
    ) -> EnterpriseFiling {
        EnterpriseFiling(
            customsCode: "3301960X01", name: "云港望潮速递有限公司", address: "一号路1号",
            contactName: "张三", contactPhone: "0571", roles: roles,
            qualifications: [
                .init(role: .logistics, kind: "express-licence", number: "E1", lastDay: lastDay)
            ])
    }

    private static func event(_ act: EnterpriseAct, day: Int = 0) -> EnterpriseEvent {
        EnterpriseEvent(
            act: act,
            at: Timestamp(ms: Int64(first.adding(days: day).number) * 86_400_000),
            actor: "officer", department: "commerce")
    }

    private func record(_ events: [EnterpriseEvent]) throws -> EnterpriseRecord {
        try #require(EnterpriseRecord(code: Self.code, events: events))
    }

    private func approved(until: Day? = nil, lastDay: Day? = nil) throws -> EnterpriseRecord {
        try record([
            Self.event(.save(Self.filing(lastDay: lastDay))), Self.event(.submit),
            Self.event(.take), Self.event(.approve(.logistics, from: Self.first, until: until)),
        ])
    }

    /// The moves that exist; every other pair of state and step is refused.
    private static let allowed: [String: FilingState] = [
        "draft save": .draft, "returned save": .draft, "draft submit": .submitted,
        "submitted take": .inReview, "in-review return": .returned,
        "in-review decide-role": .inReview, "in-review approve": .approved,
        "approved suspend": .suspended, "suspended resume": .approved, "draft end": .ended,
        "returned end": .ended, "approved end": .ended, "suspended end": .ended,
    ]

    @Test(arguments: FilingState.allCases, FilingStep.allCases)
    func everyMoveIsAllowedOrRefused(_ state: FilingState, _ step: FilingStep) {
        #expect(state.next(on: step) == Self.allowed["\(state.rawValue) \(step.rawValue)"])
    }

    /// Every act on a record in every state keeps to the table of moves, and a refusal changes nothing.
    @Test(arguments: FilingState.allCases)
    func recordsKeepToTheMoves(_ state: FilingState) throws {
        let reason = ReviewReason(field: "name", zh: "不符", en: "differs")
        let save = Self.event(.save(Self.filing()))
        let path: [FilingState: [EnterpriseEvent]] = [
            .draft: [save], .submitted: [save, Self.event(.submit)],
            .inReview: [save, Self.event(.submit), Self.event(.take)],
            .returned: [
                save, Self.event(.submit), Self.event(.take), Self.event(.sendBack([reason])),
            ],
        ]
        var base = try path[state].map { try record($0) } ?? approved()
        if state == .suspended { try base.apply(Self.event(.suspend(nil, reason: "r"))) }
        if state == .ended { try base.apply(Self.event(.end(reason: "r"))) }
        #expect(base.state == state)
        let acts: [(EnterpriseAct, Set<FilingState>)] = [
            (.save(Self.filing([.payer])), [.draft, .returned, .approved, .suspended]),
            (.submit, [.draft]), (.take, [.submitted]), (.sendBack([reason]), [.inReview]),
            (.approve(.logistics, from: Self.first, until: nil), [.inReview]),
            (.refuse(.logistics, [reason]), [.inReview]),
            (.suspend(nil, reason: "r"), [.approved]),
            (.resume(nil, reason: "r"), [.suspended]),
            (.end(reason: "r"), [.draft, .returned, .approved, .suspended]),
        ]
        for (act, states) in acts {
            var next = base
            let done = (try? next.apply(Self.event(act))) != nil
            #expect(done == states.contains(state), "\(act.name) in \(state)")
            if !done { #expect(next == base) }
        }
    }

    @Test func oneRefusedRoleDoesNotHinderAnother() throws {
        let reason = ReviewReason(role: .payer, zh: "无许可证", en: "no licence")
        var record = try record([
            Self.event(.save(Self.filing([.logistics, .payer]))), Self.event(.submit),
            Self.event(.take), Self.event(.refuse(.payer, [reason])),
        ])
        #expect(record.state == .inReview)
        #expect(standing(of: record, role: .logistics, on: Self.first) == .unregistered)
        #expect(throws: EnterpriseRefusal.roleDecided(.payer)) {
            try record.apply(Self.event(.approve(.payer, from: Self.first, until: nil)))
        }
        #expect(throws: EnterpriseRefusal.roleNotAsked(.site)) {
            try record.apply(Self.event(.approve(.site, from: Self.first, until: nil)))
        }
        try record.apply(Self.event(.approve(.logistics, from: Self.first, until: nil)))
        #expect(standing(of: record, role: .logistics, on: Self.first).isAllowed)
        #expect(standing(of: record, role: .payer, on: Self.first) == .roleNotApproved)
    }

    @Test func allRolesRefusedIsReturned() throws {
        let reason = ReviewReason(role: .logistics, zh: "无", en: "none")
        let record = try record([
            Self.event(.save(Self.filing())), Self.event(.submit), Self.event(.take),
            Self.event(.refuse(.logistics, [reason])),
        ])
        #expect(record.state == .returned)
        #expect(record.current?.reasons == [reason])
    }

    @Test func theOldVersionStandsUntilTheNewOneIsApproved() throws {
        var record = try approved()
        var changed = Self.filing()
        changed.name = "新名"
        try record.apply(Self.event(.save(changed), day: 10))
        try record.apply(Self.event(.submit, day: 11))
        #expect(record.standing()?.number == 1)
        #expect(record.standing()?.filing.changes(to: changed).map(\.field) == ["name"])
        try record.apply(Self.event(.take, day: 12))
        try record.apply(
            Self.event(.approve(.logistics, from: Self.first, until: nil), day: 13))
        #expect(record.standing()?.number == 2)
        #expect(record.standing(on: Self.first.adding(days: 12))?.number == 1)
        #expect(record.standing(on: Self.first.adding(days: 13))?.number == 2)
    }

    @Test func rolesEndWithApprovalOrQualification() throws {
        let last = Self.first.adding(days: 30)
        for record in [
            try approved(until: last), try approved(until: last.adding(days: 9), lastDay: last),
            try approved(lastDay: last),
        ] {
            let on = { standing(of: record, role: .logistics, on: $0) }
            #expect(on(Self.first.adding(days: -1)) == .unregistered)
            #expect(on(Self.first) == .may(until: last))
            #expect(on(last) == .may(until: last))
            #expect(on(last.adding(days: 1)) == .expired(last))
        }
        #expect(standing(of: try approved(), role: .logistics, on: last) == .may(until: nil))
        #expect(standing(of: nil, role: .logistics, on: last) == .unregistered)
    }

    @Test func suspensionHoldsFromItsDayToTheDayBeforeItsEnd() throws {
        var record = try approved()
        try record.apply(Self.event(.suspend(.logistics, reason: "audit"), day: 5))
        try record.apply(Self.event(.resume(.logistics, reason: "done"), day: 8))
        let allowed = (4...8).map {
            standing(of: record, role: .logistics, on: Self.first.adding(days: $0)).isAllowed
        }
        #expect(allowed == [true, false, false, false, true])
        let rest = standing(of: record, role: .logistics, on: Self.first.adding(days: 6))
        #expect(rest.en.contains("officer (commerce): audit") && rest.zh.contains("commerce"))
        try record.apply(Self.event(.end(reason: "over"), day: 20))
        let end = Self.first.adding(days: 20)
        #expect(standing(of: record, role: .logistics, on: end) == .ended(end))
        #expect(
            standing(of: record, role: .logistics, on: end.adding(days: -1)).isAllowed)
    }

    @Test func problemsAreSaidAllAtOnce() {
        let rules = Example.book.rules(on: Self.first)
        var filing = Self.filing([.logistics, .payer, .seller])
        filing.customsCode = "33"
        filing.name = " "
        filing.isOverseas = true
        filing.qualifications = []
        let fields = checkFiling(filing, rules: rules).map(\.field)
        #expect(
            fields == ["name", "customsCode", "domesticAgent", "qualifications", "qualifications"])
        #expect(checkFiling(Self.filing(), rules: rules).isEmpty)
        let over = Self.filing(lastDay: Self.first.adding(days: -1))
        #expect(checkFiling(over, rules: rules).map(\.field) == ["qualifications"])
        #expect(checkFiling(Self.filing(lastDay: Self.first), rules: rules).isEmpty)
        var long = Self.filing()
        long.address = String(repeating: "a", count: filingTextByteCountMax + 1)
        #expect(checkFilingForm(long).map(\.field) == ["address"])
        #expect(checkFiling(Self.filing([]), rules: rules).map(\.field) == ["roles"])
    }

    /// A bank shows another licence than other payment firms; before 2019 nothing was asked.
    @Test func needsFollowTheRuleBook() throws {
        let day = try #require(Day(year: 2019, month: 1, day: 1))
        func need(_ role: EnterpriseRole, _ bank: Bool, _ abroad: Bool, _ day: Day) -> RoleNeed {
            neededQualification(
                for: role, isBank: bank, isOverseas: abroad, rules: Example.book.rules(on: day))
        }
        #expect(need(.payer, true, false, day).need == .financialLicence)
        #expect(need(.payer, false, false, day).need == .paymentLicence)
        #expect(need(.seller, false, true, day).need == .domesticAgent)
        #expect(need(.logistics, false, false, day).need == .expressLicence)
        #expect(need(.logistics, false, false, day.adding(days: -1)).need == nil)
        for role in EnterpriseRole.allCases {
            for (bank, abroad) in [(false, false), (false, true), (true, false), (true, true)] {
                #expect(need(role, bank, abroad, day).need != nil, "\(role)")
            }
        }
    }

    @Test func overseasWarehousesWereFiledUntilTheRuleEnded() throws {
        let end = try #require(Day(year: 2024, month: 12, day: 15))
        let before = Example.book.rules(on: end.adding(days: -1))
        let after = Example.book.rules(on: end)
        for state in WarehouseFilingState.allCases where state != .closed {
            #expect(
                warehouseUse(state, rules: before) == (state == .accepted ? .may : .notFiled))
            #expect(warehouseUse(state, rules: after) == .may)
        }
        #expect(warehouseUse(.closed, rules: after) == .closed)
        let early = try #require(Day(year: 2020, month: 6, day: 30))
        #expect(warehouseUse(.accepted, rules: Example.book.rules(on: early)) == .unknown)
    }

    private static let moves: [String: WarehouseFilingState] = [
        "registered change": .registered, "filed change": .registered,
        "accepted change": .registered, "refused change": .registered,
        "registered file": .filed, "refused file": .filed, "filed accept": .accepted,
        "filed refuse": .refused, "registered close": .closed, "filed close": .closed,
        "accepted close": .closed, "refused close": .closed,
    ]

    @Test(arguments: WarehouseFilingState.allCases, WarehouseAct.allCases)
    func warehousesMoveAsTold(_ state: WarehouseFilingState, _ act: WarehouseAct) {
        #expect(state.next(on: act) == Self.moves["\(state.rawValue) \(act.rawValue)"])
    }
}
