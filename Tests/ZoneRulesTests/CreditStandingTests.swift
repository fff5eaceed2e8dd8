import Testing
import ZoneCore
import ZoneRules

@Suite struct CreditStandingTests {
    private typealias X = CreditExample

    @Test func withoutEventsThePointsBeginTheGrade() {
        let standing = X.standing(X.file([]), "2026-06-01")
        #expect(standing.points == 100)
        #expect(standing.grade == .b)
        #expect(standing.base?.rule.id == "credit.base-points")
        #expect(standing.inspectionRate?.factor == Fixed5(1))
        #expect(standing.inspectionRate?.rule.id == "credit.inspection-rate-b")
    }

    @Test func everyPointCitesEventRuleAndDate() throws {
        let file = X.file([
            X.event("b", "false-orders", "2026-02-01"), X.event("a", "own-report", "2026-03-01"),
        ])
        let standing = X.standing(file, "2026-06-01")
        #expect(standing.points == 90)
        #expect(standing.lines.map(\.event.id) == ["b", "a"])
        #expect(standing.lines.map(\.points) == [-20, 10])
        let rule = try #require(standing.lines[0].rule)
        #expect(rule.id == "credit.false-orders")
        #expect(rule.from == Example.day("2016-04-08"))
        #expect(rule.source.hasPrefix("operator's setting"))
        #expect(!rule.isVerified)
    }

    /// Two merits reach A; the points of each grade on both sides of its threshold.
    static let grades: [(kinds: [String], points: Int, grade: CreditGrade)] = [
        (["own-report", "own-report"], 120, .a), (["own-report", "recall-done"], 115, .b),
        (["false-orders"], 80, .b), (["false-orders", "late-declaration"], 75, .c),
        (["counterfeit-goods", "suspension"], 50, .c),
        (["counterfeit-goods", "inspection-mismatch"], 45, .d), (["smuggling"], 0, .d),
    ]

    @Test(arguments: grades)
    func gradesChangeAtTheirThresholds(kinds: [String], points: Int, grade: CreditGrade) {
        let events = kinds.enumerated().map { X.event("e\($0)", $1, "2026-05-01") }
        let standing = X.standing(X.file(events), "2026-06-01")
        #expect(standing.points == points)
        #expect(standing.grade == grade)
    }

    /// A late declaration of 2026-01-01 counts for 180 days, the last being 2026-06-29.
    static let expiry = [
        ("2025-12-31", 100, 0), ("2026-01-01", 95, 1), ("2026-06-29", 95, 1),
        ("2026-06-30", 100, 1),
    ]

    @Test(arguments: expiry)
    func pointsExpire(day: String, points: Int, lineCount: Int) {
        let file = X.file([X.event("e", "late-declaration", "2026-01-01")])
        let standing = X.standing(file, day, knownBy: "2026-12-31")
        #expect(standing.points == points)
        #expect(standing.lines.count == lineCount)
        #expect(standing.lines.allSatisfy { $0.lastDay == Example.day("2026-06-29") })
    }

    @Test func whatIsKnownLaterDoesNotChangeWhatWasKnownBefore() {
        let file = X.file([X.event("e", "tax-evasion", "2026-01-01", known: "2026-03-01")])
        #expect(X.standing(file, "2026-02-01", knownBy: "2026-02-28").points == 100)
        #expect(X.standing(file, "2026-02-01", knownBy: "2026-03-01").points == 40)
    }

    @Test func anotherEventReplacesOne() {
        let file = X.file([
            X.event("e", "tax-evasion", "2026-01-01"),
            X.event("f", "late-declaration", "2026-01-01", known: "2026-02-01", supersedes: "e"),
        ])
        #expect(X.standing(file, "2026-01-15").points == 40)
        let corrected = X.standing(file, "2026-01-15", knownBy: "2026-02-01")
        #expect(corrected.points == 95)
        #expect(corrected.lines.map(\.state) == [.superseded, .counts])
        #expect(corrected.lines[0].cause == "f")
    }

    @Test func anUnknownKindCountsNothingAndIsSeen() {
        let file = X.file([
            X.event("e", "no-such-kind", "2026-01-01"), X.event("f", "smuggling", "2016-04-07"),
        ])
        let standing = X.standing(file, "2026-02-01")
        #expect(standing.points == 100)
        #expect(standing.lines.map(\.state) == [.unrated, .unrated])
    }

    @Test func aDayBeforeTheRulesHasNoGrade() {
        let standing = X.standing(X.file([]), "2016-04-07")
        #expect(standing.points == nil)
        #expect(standing.grade == nil)
        #expect(standing.inspectionRate == nil)
    }

    /// Contested events go on counting; once the answer is late they don't (both are settings).
    static let disputes: [(String, CreditLine.State, Int)] = [
        ("2026-01-31", .counts, 80), ("2026-02-01", .contested, 80),
        ("2026-02-27", .contested, 80), ("2026-02-28", .overdue, 100),
        ("2026-03-10", .counts, 80),
    ]

    @Test(arguments: disputes)
    func aDisputeHasAClock(day: String, state: CreditLine.State, points: Int) {
        let file = X.file(
            [X.event("e", "false-orders", "2026-01-01")],
            cases: [
                X.dispute(
                    "e", opened: "2026-02-01", answerBy: "2026-02-27", ("2026-03-10", .upheld))
            ])
        let standing = X.standing(file, day)
        #expect(standing.lines.map(\.state) == [state])
        #expect(standing.points == points)
    }

    @Test func aWithdrawnEventNeverCountedAsFarAsIsKnownNow() {
        let file = X.file(
            [X.event("e", "false-orders", "2026-01-01")],
            cases: [X.dispute("e", opened: "2026-02-01", ("2026-02-10", .withdrawn))])
        #expect(X.standing(file, "2026-02-09").points == 80)
        #expect(X.standing(file, "2026-01-15", knownBy: "2026-02-09").points == 80)
        let now = X.standing(file, "2026-01-15", knownBy: "2026-02-10")
        #expect(now.points == 100)
        #expect(now.lines.map(\.state) == [.withdrawn])
        #expect(now.lines[0].cause == "d-e")
    }

    @Test func aLiftedEventCountsNoMoreFromTheAnswerOn() {
        let repair = CreditCase(
            kind: .repair, id: "r", event: "e", opened: Example.day("2026-08-01"), ground: "paid",
            rectified: Example.day("2026-02-01"),
            answer: .init(day: Example.day("2026-08-20"), outcome: .lifted, reason: "seen"))
        let file = X.file([X.event("e", "false-orders", "2026-01-01")], cases: [repair])
        #expect(X.standing(file, "2026-08-19", knownBy: "2026-12-31").points == 80)
        let lifted = X.standing(file, "2026-08-20")
        #expect(lifted.points == 100)
        #expect(lifted.lines.map(\.state) == [.lifted])
    }

    private static func entry(
        _ list: CreditList, _ from: String, _ to: String? = nil, ends: String? = nil
    ) -> CreditListing {
        CreditListing(
            id: list.rawValue, list: list, from: Example.day(from), to: to.map(Example.day),
            known: Example.day(from), reason: "r", source: "s",
            ending: ends.map { .init(day: Example.day($0), reason: "r") })
    }

    /// Red from 2026-01-01 to 2026-06-30, black from 2026-03-01, taken off on 2026-04-01.
    static let listed: [(String, CreditGrade, CreditList?)] = [
        ("2025-12-31", .b, nil), ("2026-01-01", .a, .red), ("2026-02-28", .a, .red),
        ("2026-03-01", .d, .black), ("2026-03-31", .d, .black), ("2026-04-01", .a, .red),
        ("2026-06-30", .a, .red), ("2026-07-01", .b, nil),
    ]

    @Test(arguments: listed)
    func listsGoBeforePoints(day: String, grade: CreditGrade, list: CreditList?) {
        let file = X.file(
            [],
            listings: [
                Self.entry(.red, "2026-01-01", "2026-06-30"),
                Self.entry(.black, "2026-03-01", ends: "2026-04-01"),
            ])
        let standing = X.standing(file, day)
        #expect(standing.grade == grade)
        #expect(standing.gradeByPoints == .b)
        #expect(standing.listing?.list == list)
        #expect((standing.listingRule == nil) == (list == nil))
    }

    @Test func hypotheticalEventsChangeNothingElse() {
        let file = X.file([X.event("e", "false-orders", "2026-01-01")])
        let assumed = file.adding([X.event("assumed", "own-report", "2026-02-01")])
        #expect(X.standing(assumed, "2026-02-01").points == 90)
        #expect(X.standing(file, "2026-02-01").points == 80)
    }

    @Test func codesAreChecked() {
        let code = X.enterprise.description
        #expect(SocialCreditCode(code) != nil)
        let other = code.hasSuffix("0") ? "1" : "0"
        for wrong in [String(code.dropLast()) + other, String(code.dropLast()), code + "0", ""] {
            #expect(SocialCreditCode(wrong) == nil)
        }
        #expect(isCreditID("a.B-9_"))
        for wrong in ["", "a b", "é", String(repeating: "x", count: 65)] {
            #expect(!isCreditID(wrong))
        }
    }
}
