import Testing
import ZoneCore
import ZoneRules

@Suite struct CreditOutlookTests {
    private typealias X = CreditExample

    private func outlook(_ file: CreditFile, _ target: CreditGrade, _ day: String) -> CreditOutlook
    {
        creditOutlook(
            to: target, file, on: Example.day(day), knownBy: Example.day(day), rules: X.rules)
    }

    @Test func timeBringsPointsBack() throws {
        let file = X.file([
            X.event("late", "late-declaration", "2026-01-01"),
            X.event("fake", "false-orders", "2026-01-01"),
        ])
        let outlook = outlook(file, .b, "2026-02-01")
        #expect(outlook.pointsMissing == 5)
        #expect(outlook.reachedOn == Example.day("2026-06-30"))
        #expect(outlook.steps.map(\.points) == [80, 100])
        #expect(outlook.steps[0].changes.map(\.event.id) == ["late"])
        #expect(outlook.steps[1].day == Example.day("2028-01-01"))
        #expect(!outlook.isCut)
        // The fake orders could be lifted 180 days after today, the declaration today.
        #expect(outlook.repairs.map(\.event) == ["late", "fake"])
        #expect(outlook.repairs.map(\.points) == [5, 20])
        #expect(
            outlook.repairs.map(\.earliest) == [
                Example.day("2026-02-01"), Example.day("2026-07-31"),
            ])
    }

    @Test func whatIsThereNeedsNothingAndWhatTimeDoesNotBringIsSaid() {
        let file = X.file([X.event("e", "smuggling", "2026-01-01")])
        #expect(outlook(file, .d, "2026-02-01").reachedOn == Example.day("2026-02-01"))
        #expect(outlook(file, .d, "2026-02-01").pointsMissing == 0)
        #expect(outlook(file, .b, "2026-02-01").reachedOn == Example.day("2030-12-31"))
        let best = outlook(file, .a, "2026-02-01")
        #expect(best.reachedOn == nil)
        #expect(best.pointsMissing == 120)
        #expect(best.repairs.isEmpty)
    }

    @Test func endsOfListsAndLateAnswersAreForeseen() {
        let listing = CreditListing(
            id: "l", list: .black, from: Example.day("2026-01-01"), to: Example.day("2026-03-31"),
            known: Example.day("2026-01-01"), reason: "r", source: "s")
        let file = X.file(
            [X.event("e", "false-orders", "2026-01-01")],
            cases: [X.dispute("e", opened: "2026-01-10", answerBy: "2026-02-06")],
            listings: [listing])
        let outlook = outlook(file, .b, "2026-01-20")
        #expect(
            outlook.steps.map(\.day) == [Example.day("2026-02-07"), Example.day("2026-04-01")])
        #expect(outlook.steps.map(\.grade) == [.d, .b])
        #expect(outlook.reachedOn == Example.day("2026-04-01"))
    }

    @Test func stepsHaveALimit() {
        let events = (0..<201).map { index in
            CreditEvent(
                id: "e\(index)", kind: "late-declaration",
                happened: X.start.adding(days: index / 2 * 2 + index % 2), known: X.start,
                evidence: "x")
        }
        let file = X.file(events)
        let outlook = outlook(file, .a, "2026-01-01")
        #expect(outlook.isCut)
        #expect(outlook.steps.count == CreditOutlook.stepCountMax)
    }

    private func hindrances(
        _ event: String = "e", rectified: String = "2026-02-01", hasEvidence: Bool = true,
        more: [CreditEvent] = [], listings: [CreditListing] = [], on day: String
    ) -> [RepairHindrance] {
        let file = X.file(
            [
                X.event("e", "identity-misuse", "2026-01-01"),
                X.event("s", "smuggling", "2026-01-01"),
            ]
                + more, listings: listings)
        return checkRepair(
            of: event, rectified: Example.day(rectified), hasEvidence: hasEvidence, file: file,
            on: Example.day(day), rules: X.rules)
    }

    @Test func repairHasItsTimeAndConditions() {
        #expect(hindrances(on: "2026-07-31").isEmpty)
        #expect(hindrances(on: "2026-07-30") == [.tooEarly(until: Example.day("2026-07-31"))])
        #expect(hindrances("none", on: "2026-07-31") == [.nothingToLift])
        #expect(hindrances("s", on: "2026-07-31") == [.neverLifted])
        #expect(hindrances(on: "2029-01-01") == [.nothingToLift])
        #expect(hindrances(hasEvidence: false, on: "2026-07-31") == [.noEvidence])
        #expect(hindrances(rectified: "2025-12-31", on: "2026-07-31").contains(.notRectified))
        #expect(hindrances(rectified: "2026-08-01", on: "2026-07-31").contains(.notRectified))
        let new = X.event("n", "late-declaration", "2026-03-01")
        #expect(hindrances(more: [new], on: "2026-07-31") == [.newPenalty("n")])
        let old = X.event("n", "suspension", "2026-01-15")
        #expect(hindrances(more: [old], on: "2026-07-31").isEmpty)
        let listing = CreditListing(
            id: "l", list: .black, from: X.start, known: X.start, reason: "r", source: "s")
        #expect(hindrances(listings: [listing], on: "2026-07-31") == [.blackListed])
    }

    /// Friday 2026-11-27 and 20 working days; a holiday and a worked Saturday move the end.
    @Test func answersAreDueInWorkingDays() {
        let friday = Example.day("2026-11-27")
        #expect(WorkCalendar().day(workingDays: 0, after: friday) == friday)
        #expect(
            WorkCalendar().day(workingDays: 1, after: friday) == Example.day("2026-11-30"))
        #expect(X.rules.answerDay(for: .dispute, opened: friday) == Example.day("2026-12-25"))
        #expect(X.rules.answerDay(for: .repair, opened: Example.day("2016-04-07")) == nil)
        let calendar = WorkCalendar(
            restDays: [Example.day("2026-11-30")], workedDays: [Example.day("2026-12-05")])
        #expect(calendar.day(workingDays: 1, after: friday) == Example.day("2026-12-01"))
        #expect(calendar.day(workingDays: 5, after: friday) == Example.day("2026-12-05"))
    }
}
