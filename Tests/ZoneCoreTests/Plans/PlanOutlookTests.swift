import Testing
import ZoneCore

@Suite struct PlanOutlookTests {
    private static let second = MilestonePath(task: "t1", milestone: "m2")

    private func outlook(_ plan: PlanExample, _ day: String) throws -> PlanOutlook {
        try #require(plan.record.outlook(on: PlanExample.day(day)))
    }

    /// Both sides of the due day 2026-03-31, by when it was true and not by when it was recorded.
    @Test(arguments: [
        ("2026-03-31", MilestoneOutlook.State.fulfilled, 0), ("2026-04-01", .fulfilledLate, 1),
    ])
    func lateIsCountedFromTheDayItWasTrue(
        _ day: String, _ state: MilestoneOutlook.State, _ days: Int
    ) throws {
        var plan = try PlanExample.issued()
        try plan.act(plan.evidence(PlanExample.first, day), on: "2026-05-20")
        let one = try #require(try outlook(plan, "2026-05-20").milestone(PlanExample.first))
        #expect(one.state == state && one.daysLate == days)
        #expect(one.fulfilledOn == PlanExample.day(day) && one.expected == nil)
    }

    @Test func openUntilItsDayIsOver() throws {
        let plan = try PlanExample.issued()
        let open = try #require(try outlook(plan, "2026-03-31").milestone(PlanExample.first))
        #expect(open.state == .open && open.daysLate == 0 && !open.isDue)
        let late = try #require(try outlook(plan, "2026-04-01").milestone(PlanExample.first))
        #expect(late.state == .late && late.daysLate == 1 && late.isDue)
        #expect(plan.record.outlook(on: PlanExample.day("2026-01-19")) == nil)
    }

    /// Two clocks: what was true in March and recorded in May was not known in April.
    @Test func whatWasKnownThen() throws {
        var plan = try PlanExample.issued()
        let before = plan.record
        try plan.act(plan.evidence(PlanExample.first, "2026-03-20"), on: "2026-05-20")
        let day = PlanExample.day("2026-04-15")
        #expect(before.outlook(on: day)?.progress.fulfilledCount == 0)
        #expect(plan.record.outlook(on: day)?.progress.fulfilledCount == 1)
        #expect(
            plan.record.outlook(on: PlanExample.day("2026-03-19"))?.progress.fulfilledCount == 0)
    }

    @Test func whatIsWithdrawnOrFoundWrongDoesNotCount() throws {
        var plan = try PlanExample.issued()
        try plan.act(
            plan.evidence(PlanExample.first, "2026-03-01", fulfils: false), on: "2026-03-02")
        try plan.act(plan.evidence(PlanExample.first, "2026-03-02"), on: "2026-03-02")
        try plan.act(plan.evidence(Self.second, "2026-03-03"), on: "2026-03-03")
        #expect(try outlook(plan, "2026-03-03").progress.fulfilledCount == 2)
        try plan.act(.withdraw(evidence: 2, reason: "误报"), on: "2026-03-04")
        try plan.act(
            .check(evidence: 3, isAccepted: false, text: "不符"), on: "2026-03-04", by: "b",
            for: "mofcom")
        let progress = try outlook(plan, "2026-03-04").progress
        #expect(progress.fulfilledCount == 0 && progress.checkedCount == 0)
        #expect(progress.milestoneCount == 3)
    }

    /// Without a word of anybody a task is expected to go on being as late as it was.
    @Test func forecastFromTheTasksDelays() throws {
        var plan = try PlanExample.issued()
        try plan.act(plan.evidence(PlanExample.first, "2026-04-20"), on: "2026-04-20")
        let guess = try #require(try outlook(plan, "2026-04-20").milestone(Self.second))
        #expect(guess.expected == PlanExample.day("2026-07-20") && !guess.isForecast)
        #expect(guess.state == .forecastLate && guess.daysLate == 0)
        try plan.act(
            .forecast(Self.second, expected: PlanExample.day("2026-06-30"), reason: "加班"),
            on: "2026-04-21")
        let said = try #require(try outlook(plan, "2026-04-21").milestone(Self.second))
        #expect(said.expected == PlanExample.day("2026-06-30") && said.isForecast)
        #expect(said.state == .open)
        let over = try #require(try outlook(plan, "2026-07-05").milestone(Self.second))
        #expect(over.state == .late && over.expected == PlanExample.day("2026-07-05"))
    }

    @Test func progressIsThirdsRoundedDown() throws {
        var plan = try PlanExample.issued()
        try plan.act(plan.evidence(PlanExample.first, "2026-03-01"), on: "2026-03-02")
        let progress = try outlook(plan, "2026-07-01").progress
        #expect(progress.basisPoints == 3333)
        #expect(progress.dueCount == 2 && progress.lateCount == 1)
        #expect(PlanProgress().basisPoints == 0)
    }

    /// What was done stays with the milestone when a revision moves its day.
    @Test func evidenceStaysWithARevision() throws {
        var plan = try PlanExample.issued()
        try plan.act(plan.evidence(PlanExample.first, "2026-04-05"), on: "2026-04-05")
        let moved = PlanExample.content(milestones: [
            PlanMilestone(
                id: "m1", titleZh: "联调", titleEn: "Joined", due: PlanExample.day("2026-04-30"))
        ])
        try plan.act(.save(moved), on: "2026-04-06")
        try plan.act(
            .consult(bodies: ["city-tax"], until: PlanExample.day("2026-04-06")),
            on: "2026-04-06")
        try plan.act(.endConsultation, on: "2026-04-07")
        try plan.act(.askGuidance, on: "2026-04-07")
        try plan.act(.guide(agrees: true, text: "x"), on: "2026-04-08", for: "mofcom")
        try plan.act(
            .issue(document: "d", on: PlanExample.day("2026-04-10")), on: "2026-04-10",
            for: PlanExample.province)
        #expect(
            try outlook(plan, "2026-04-09").milestone(PlanExample.first)?.state == .fulfilledLate)
        #expect(try outlook(plan, "2026-04-10").milestone(PlanExample.first)?.state == .fulfilled)
        #expect(try outlook(plan, "2026-04-10").milestone(Self.second) == nil)
    }

    @Test func differenceByTaskAndMilestone() {
        let before = PlanExample.content()
        #expect(planDiff(from: before, to: before).isEmpty)
        var after = before
        after.titleEn = "Plan 2"
        after.tasks[0].milestones[0].due = PlanExample.day("2026-04-30")
        after.tasks[0].milestones.remove(at: 1)
        after.tasks[0].supporting = []
        after.tasks.remove(at: 1)
        var new = before.tasks[1]
        new.id = "t3"
        after.tasks.append(new)
        let diff = planDiff(from: before, to: after)
        #expect(diff.fields.map(\.name) == ["titleEn"])
        #expect(diff.tasks.map(\.id) == ["t1", "t3", "t2"])
        #expect(diff.tasks.map(\.kind) == [.changed, .added, .removed])
        #expect(diff.tasks[0].fields.map(\.name) == ["supporting"])
        #expect(diff.tasks[0].milestones.map(\.kind) == [.changed, .removed])
        let field = diff.tasks[0].milestones[0].fields
        #expect(field.map(\.before) == ["2026-03-31"] && field.map(\.after) == ["2026-04-30"])
    }

    @Test func contentIsCheckedWhole() {
        #expect(checkPlan(PlanExample.content()).isEmpty)
        var content = PlanExample.content()
        content.titleZh = ""
        content.tasks[1].id = "t1"
        content.tasks[0].supporting = [PlanExample.customs]
        content.tasks[0].milestones = []
        #expect(
            checkPlan(content).map(\.field) == [
                "titleZh", "tasks.id", "tasks[0].supporting", "tasks[0].milestones",
            ])
    }
}
