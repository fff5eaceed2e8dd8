import Testing
import ZoneCore
import ZoneRules

@Suite struct CreditPropertyTests {
    private typealias X = CreditExample

    /// Files and days drawn from one seed; a failure names the draw.
    private func forEachDraw(
        _ count: Int, _ body: (CreditFile, Day, Day, inout SplitMix64, Comment) -> Void
    ) {
        var random = SplitMix64(seed: 20_261_127)
        for draw in 0..<count {
            let file = X.random(&random)
            let day = X.start.adding(days: Int.random(in: -30...1_000, using: &random))
            let known = X.start.adding(days: Int.random(in: -30...1_000, using: &random))
            body(file, day, known, &random, "draw \(draw) on \(day) known by \(known)")
        }
    }

    private func standing(_ file: CreditFile, _ day: Day, _ known: Day) -> CreditStanding {
        creditStanding(file, on: day, knownBy: known, rules: X.rules)
    }

    /// The whole history asked as it was known on a day is what was on record that day.
    @Test func replayEqualsWhatWasKept() {
        forEachDraw(2_000) { file, day, known, _, comment in
            #expect(
                standing(file, day, known) == standing(file.known(by: known), day, known), comment)
        }
    }

    @Test func whatIsKnownLaterChangesNothingBefore() {
        forEachDraw(2_000) { file, day, known, random, comment in
            var later = X.random(&random)
            for index in later.events.indices {
                later.events[index].id = "later\(index)"
                later.events[index].supersedes = file.events.first?.id
                later.events[index].known = known.adding(days: 1 + index)
            }
            var more = file
            more.events += later.events
            more.cases += file.events.prefix(3).map { event in
                CreditCase(
                    kind: .dispute, id: "later", event: event.id, opened: known.adding(days: 1),
                    ground: "g",
                    answer: .init(day: known.adding(days: 1), outcome: .withdrawn, reason: "r"))
            }
            for index in more.cases.indices where more.cases[index].answer == nil {
                more.cases[index].answer = .init(
                    day: known.adding(days: 2), outcome: .withdrawn, reason: "r")
            }
            #expect(standing(file, day, known) == standing(more, day, known), comment)
        }
    }

    @Test func orderOfArrivalDoesNotMatter() {
        forEachDraw(2_000) { file, day, known, random, comment in
            var shuffled = file
            shuffled.events.shuffle(using: &random)
            shuffled.cases.shuffle(using: &random)
            shuffled.listings.shuffle(using: &random)
            #expect(standing(file, day, known) == standing(shuffled, day, known), comment)
        }
    }

    @Test func pointsAreTheSumOfTheirLinesAndExpire() {
        forEachDraw(2_000) { file, day, known, _, comment in
            let now = standing(file, day, known)
            #expect(
                now.points == now.base.map { $0.count + now.lines.reduce(0) { $0 + $1.points } },
                comment)
            for line in now.lines {
                #expect(line.points == 0 || line.points == line.fullPoints, comment)
                guard let lastDay = line.lastDay else { continue }
                let after = standing(file, lastDay.adding(days: 1), known)
                    .lines.first { $0.event == line.event }
                #expect(after?.points == 0, comment)
                if line.state == .counts {
                    let before = standing(file, lastDay, known)
                        .lines.first { $0.event == line.event }
                    let others: [CreditLine.State] = [.lifted, .contested, .overdue]
                    let isOther = before.map { others.contains($0.state) } ?? false
                    #expect(before?.points == line.fullPoints || isOther, comment)
                }
            }
        }
    }

    /// The outlook foresees the standing of every day until the end of what is on record.
    @Test func theOutlookIsWhatWillBe() {
        forEachDraw(150) { file, day, known, random, comment in
            let outlook = creditOutlook(
                to: .b, file, on: day, knownBy: known, rules: X.rules)
            for _ in 0..<20 {
                let later = day.adding(days: Int.random(in: 1...2_000, using: &random))
                let foreseen = outlook.steps.last { $0.day <= later }?.points
                let now = standing(file, day, known).points
                #expect(standing(file, later, known).points == foreseen ?? now, comment)
            }
            if let reached = outlook.reachedOn {
                #expect(standing(file, reached, known).grade ?? .d >= .b, comment)
            }
        }
    }
}
