import Testing
import ZoneCore

@testable import ZoneRules

/// The days that an operator listed count wherever working days do.
struct WorkCalendarTests {
    /// Monday 2025-11-17 rests, Saturday 2025-11-15 is worked: said by a notice of 2025-10-20.
    static func book() throws -> RuleBook {
        let path = "lists/calendar/adjusted-days.yaml"
        let text = try #require(RuleBookFiles.bundled().texts[path])
        let filled = text.replacing(
            "values: []",
            with: """
                values:
                  - from: 2025-10-20
                    known: 2025-10-20
                    codes:
                      "2025-11-17": {zh: 休, en: "rest", rest: true}
                      "2025-11-15": {zh: 班, en: "worked Saturday", rest: false}
                    source: {instrument: "test", article: "1"}
                    verified: true
                """)
        return try RuleBook(
            files: .bundled().overlaid(by: RuleBookFiles(texts: [path: filled])))
    }

    static let cases: [(asked: String, day: String, isWorked: Bool)] = [
        ("2025-10-19", "2025-11-15", false), ("2025-10-20", "2025-11-15", true),
        ("2025-10-19", "2025-11-17", true), ("2025-10-20", "2025-11-17", false),
        ("2025-10-20", "2025-11-14", true), ("2025-10-20", "2025-11-16", false),
        ("2025-10-20", "2025-11-18", true), ("2025-10-20", "2025-11-22", false),
    ]

    @Test(arguments: cases) func aListedDayIsAsListedFromTheNoticeOn(
        _ example: (asked: String, day: String, isWorked: Bool)
    ) throws {
        let rules = try Self.book().rules(on: Example.day(example.asked))
        #expect(rules.calendar.isWorked(Example.day(example.day)) == example.isWorked)
    }

    /// The 15th of November 2025 is a Saturday: worked by the notice, else moved to Monday.
    @Test func theSummaryDeadlineFollowsTheList() throws {
        let book = try Self.book()
        let day = Example.day("2025-10-31")
        let before = book.rules(on: Example.day("2025-10-19"))
        #expect(summaryDeadline(of: day, rules: before) == Example.day("2025-11-17"))
        #expect(summaryDeadline(of: day, rules: book.rules(on: day)) == Example.day("2025-11-15"))
    }

    /// Twenty working days that end before, on and after the worked Saturday and the Monday of rest.
    @Test(arguments: [
        (opened: "2025-10-17", due: "2025-11-14", unlisted: "2025-11-14"),
        (opened: "2025-10-20", due: "2025-11-15", unlisted: "2025-11-17"),
        (opened: "2025-10-21", due: "2025-11-18", unlisted: "2025-11-18"),
    ])
    func answersAreDueByTheListKnownThen(opened: String, due: String, unlisted: String) throws {
        let day = Example.day(opened)
        let rules = CreditRules(try Self.book())
        #expect(rules.answerDay(for: .dispute, opened: day) == Example.day(due))
        let bundled = CreditRules(Example.book)
        #expect(bundled.answerDay(for: .dispute, opened: day) == Example.day(unlisted))
    }

    /// A month of rest and the days that a question names beside the list.
    @Test func longRestAndAQuestionsOwnDays() {
        let monday = Example.day("2025-11-03")
        let month = (0..<30).map { monday.adding(days: $0) }
        #expect(
            WorkCalendar(restDays: Set(month)).workingDay(onOrAfter: monday)
                == Example.day("2025-12-03"))
        let own = WorkCalendar(restDays: [monday]).adding(restDays: [], workedDays: [monday])
        #expect(own.workingDay(onOrAfter: monday) == monday)
        let later = WorkCalendar(workedDays: [monday]).adding(restDays: [monday], workedDays: [])
        #expect(later.workingDay(onOrAfter: monday) == Example.day("2025-11-04"))
    }

    /// Within the adjusted week credit and clearance count alike, and not as an empty list would.
    @Test func creditAndClearanceShareTheCalendar() throws {
        let book = try Self.book()
        let friday = Example.day("2025-11-14")
        let shared = book.rules(on: friday).calendar
        #expect(CreditRules(book).calendar(on: friday, knownBy: friday) == shared)
        #expect(shared.day(workingDays: 1, after: friday) == Example.day("2025-11-15"))
        #expect(shared.day(workingDays: 2, after: friday) == Example.day("2025-11-18"))
        #expect(WorkCalendar().day(workingDays: 1, after: friday) == Example.day("2025-11-17"))
    }
}
