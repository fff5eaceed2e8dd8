import Testing
import ZoneCore
import ZoneServices

@Suite struct CreditServiceTests {
    private static let enterprise = code("91330100MA27XW1R0")

    private static func code(_ body: String) -> SocialCreditCode {
        let check = Array(body.utf8).withUnsafeBufferPointer { CheckDigit.socialCredit($0) }
        let text = body + String(Character(Unicode.Scalar(check ?? 0x30)))
        guard let code = SocialCreditCode(text) else { preconditionFailure(text) }
        return code
    }

    private func withZone(_ body: (TestZone, Day) throws -> Void) async throws {
        let test = try await TestZone(guaranteeFen: 0)
        try body(test, test.zone.today)
        try await test.remove()
    }

    private func event(_ id: String, _ kind: String, _ happened: Day) -> CreditEvent {
        CreditEvent(id: id, kind: kind, happened: happened, known: happened, evidence: "file 1")
    }

    private func refusal(_ body: () throws -> Void) -> CreditError? {
        do {
            try body()
            return nil
        } catch {
            return error as? CreditError
        }
    }

    @Test func anEventIsRecordedOnceAndKnownToday() async throws {
        try await withZone { (test, today) throws in
            let zone = test.zone
            let event = event("e", "false-orders", today.adding(days: -10))
            #expect(try zone.recordCreditEvent(event, of: Self.enterprise, by: "officer"))
            test.clock.advance(days: 1)
            #expect(try !zone.recordCreditEvent(event, of: Self.enterprise, by: "officer"))
            #expect(try zone.creditFile(Self.enterprise).events.map(\.known) == [today])
            #expect(try zone.creditStanding(Self.enterprise).points == 80)
            let before = try zone.creditStanding(
                Self.enterprise, on: today.adding(days: -5), knownBy: today.adding(days: -1))
            #expect(before.points == 100)
            var other = event
            other.kind = "resale-help"
            #expect(
                refusal { try zone.recordCreditEvent(other, of: Self.enterprise, by: "x") }
                    == .conflict)
            other.id = "f"
            other.supersedes = "e"
            #expect(try zone.recordCreditEvent(other, of: Self.enterprise, by: "x"))
            other.id = "g"
            #expect(
                refusal { try zone.recordCreditEvent(other, of: Self.enterprise, by: "x") }
                    == .conflict)
        }
    }

    @Test func whatCanNotBeIsRefused() async throws {
        try await withZone { (test, today) throws in
            func field(_ event: CreditEvent, by actor: String = "officer") -> String? {
                let error = refusal {
                    try test.zone.recordCreditEvent(event, of: Self.enterprise, by: actor)
                }
                guard case .refused(let field, _)? = error else { return nil }
                return field
            }
            let good = event("e", "smuggling", today)
            #expect(field(event("a b", "smuggling", today)) == "id")
            #expect(field(event("e", "no-such-kind", today)) == "kind")
            #expect(field(event("e", "smuggling", today.adding(days: 1))) == "happened")
            #expect(field(good, by: "") == "by")
            var long = good
            long.evidence = ""
            #expect(field(long) == "evidence")
            long = good
            long.note = String(repeating: "x", count: 2_001)
            #expect(field(long) == "note")
            var orphan = good
            orphan.supersedes = "none"
            #expect(field(orphan) == "supersedes")
            #expect(try test.zone.creditFile(Self.enterprise).events.isEmpty)
        }
    }

    @Test func aDisputeHasAClockAndOneAnswer() async throws {
        try await withZone { (test, today) throws in
            let zone = test.zone
            try zone.recordCreditEvent(
                event("e", "false-orders", today), of: Self.enterprise, by: "o")
            let dispute = CreditCase(
                kind: .dispute, id: "d", event: "e", opened: today, ground: "not ours")
            #expect(try zone.openCreditCase(dispute, of: Self.enterprise, by: "firm"))
            #expect(try !zone.openCreditCase(dispute, of: Self.enterprise, by: "firm"))
            var second = dispute
            second.id = "d2"
            #expect(
                refusal { try zone.openCreditCase(second, of: Self.enterprise, by: "firm") }
                    == .alreadyOpen("d"))
            // 2026-07-01 was a Wednesday: twenty working days end on 2026-07-29.
            let open = try zone.openCreditCases()
            #expect(open.map(\.one.answerBy) == [Day(year: 2026, month: 7, day: 29)])
            #expect(try zone.creditStanding(Self.enterprise).lines.map(\.state) == [.contested])
            test.clock.advance(days: 28)
            #expect(try zone.openCreditCases().map(\.isOverdue) == [false])
            test.clock.advance(days: 1)
            #expect(try zone.openCreditCases().map(\.isOverdue) == [true])
            #expect(try zone.creditStanding(Self.enterprise).points == 100)
            #expect(
                refusal {
                    try zone.answerCreditCase(
                        "d", of: Self.enterprise, .lifted, reason: "r", by: "o")
                } == .notFound)
            #expect(
                try zone.answerCreditCase(
                    "d", of: Self.enterprise, .upheld, reason: "seen", by: "o"))
            #expect(
                refusal {
                    try zone.answerCreditCase(
                        "d", of: Self.enterprise, .withdrawn, reason: "seen", by: "o")
                } == .conflict)
            #expect(try zone.openCreditCases().isEmpty)
            #expect(try zone.creditStanding(Self.enterprise).points == 80)
        }
    }

    @Test func aRepairWaitsForItsTime() async throws {
        try await withZone { (test, today) throws in
            let zone = test.zone
            try zone.recordCreditEvent(
                event("e", "false-orders", today), of: Self.enterprise, by: "o")
            let repair = CreditCase(
                kind: .repair, id: "r", event: "e", opened: today, ground: "audited",
                evidence: "report", rectified: today)
            let until = today.adding(days: 180)
            #expect(
                refusal { try zone.openCreditCase(repair, of: Self.enterprise, by: "firm") }
                    == .hindered([.tooEarly(until: until)]))
            test.clock.advance(days: 180)
            #expect(try zone.openCreditCase(repair, of: Self.enterprise, by: "firm"))
            try zone.recordCreditEvent(
                event("n", "suspension", until), of: Self.enterprise, by: "o")
            #expect(
                refusal {
                    try zone.answerCreditCase(
                        "r", of: Self.enterprise, .lifted, reason: "r", by: "o")
                } == .hindered([.newPenalty("n")]))
            #expect(
                try zone.answerCreditCase(
                    "r", of: Self.enterprise, .refused, reason: "again", by: "o"))
            #expect(try zone.creditStanding(Self.enterprise).points == 70)
        }
    }

    @Test func anEntryDecidesTheGradeUntilItEnds() async throws {
        try await withZone { (test, today) throws in
            let zone = test.zone
            let entry = CreditListing(
                id: "l", list: .black, from: today, known: today, reason: "r", source: "notice 1")
            #expect(try zone.list(entry, Self.enterprise, by: "o"))
            #expect(try !zone.list(entry, Self.enterprise, by: "o"))
            #expect(try zone.creditStanding(Self.enterprise).grade == .d)
            test.clock.advance(days: 5)
            #expect(try zone.unlist("l", Self.enterprise, reason: "paid", by: "o"))
            #expect(try !zone.unlist("l", Self.enterprise, reason: "paid", by: "o"))
            #expect(
                refusal { try zone.unlist("m", Self.enterprise, reason: "r", by: "o") }
                    == .notFound)
            #expect(try zone.creditStanding(Self.enterprise).grade == .b)
            let then = try zone.creditStanding(Self.enterprise, on: today.adding(days: 4))
            #expect(then.grade == .d)
            let page = try #require(try zone.creditList(.black, after: nil, countMax: 10))
            #expect(page.entries.map(\.isListed) == [false])
            #expect(page.nextCursor == nil)
            #expect(try zone.creditList(.black, after: "nonsense", countMax: 10) == nil)
        }
    }

    @Test func assumptionsStoreNothing() async throws {
        try await withZone { (test, today) throws in
            let zone = test.zone
            let (standing, outlook) = try zone.creditWhatIf(
                Self.enterprise,
                CreditWhatIf(
                    events: [.init(kind: "tax-evasion", happened: today)], day: today, target: .b))
            #expect(standing.points == 40)
            #expect(outlook.pointsMissing == 40)
            #expect(outlook.reachedOn == today.adding(days: 1_095))
            #expect(try zone.creditFile(Self.enterprise).events.isEmpty)
            let many = Array(
                repeating: CreditWhatIf.Event(kind: "smuggling", happened: today), count: 21)
            let refused = refusal {
                _ = try zone.creditWhatIf(
                    Self.enterprise, CreditWhatIf(events: many, day: today, target: .a))
            }
            #expect(refused == .refused(field: "events", expected: "0...20"))
            let far = refusal {
                _ = try zone.creditWhatIf(
                    Self.enterprise,
                    CreditWhatIf(events: [], day: today.adding(days: 4_000), target: .a))
            }
            #expect(far != nil)
        }
    }
}
