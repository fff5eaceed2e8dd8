import Testing
import ZoneCore

@Suite struct FindingStateTests {
    private static let events: [FindingEvent] =
        [.rectify, .extend] + CheckVerdict.allCases.map { .run($0) }

    /// Every move there is; whatever is not here is refused.
    private static let moves: [FindingState: [FindingEvent: FindingState]] = [
        .open: [
            .rectify: .rectified, .extend: .open, .run(.passed): .open, .run(.failed): .open,
            .run(.undecided): .open,
        ],
        .rectified: [
            .run(.passed): .closed, .run(.failed): .open, .run(.undecided): .rectified,
        ],
        .closed: [.run(.passed): .closed, .run(.failed): .open, .run(.undecided): .closed],
    ]

    @Test func everyMoveIsAllowedOrRefused() {
        for state in FindingState.allCases {
            for event in Self.events {
                #expect(state.next(on: event) == Self.moves[state]?[event], "\(state) \(event)")
            }
        }
    }

    /// Whatever happens, a finding is closed only by a passing run right after a rectification.
    @Test func onlyAPassingTestCloses() {
        var ways: [(state: FindingState, path: [FindingEvent])] = [(.open, [])]
        for _ in 0..<5 {
            ways = ways.flatMap { way in
                Self.events.compactMap { event in
                    way.state.next(on: event).map { ($0, way.path + [event]) }
                }
            }
            for way in ways where way.state == .closed {
                let last = way.path.last { $0 != .run(.undecided) }
                #expect(last == .run(.passed) && way.path.contains(.rectify))
            }
        }
    }

    @Test func escalation() throws {
        let rule = EscalationRule(overdueDayCount: 30, recurrenceCount: 2)
        let due = try #require(Day("2026-07-01"))
        func reasons(
            _ severity: FindingSeverity = .minor, _ state: FindingState = .open,
            recurrences: Int = 0, after days: Int = 0
        ) -> [EscalationReason] {
            rule.reasons(
                severity, state, due: due, recurrences: recurrences, on: due.adding(days: days))
        }
        #expect(reasons() == [])
        #expect(reasons(.major) == [.severity])
        #expect(reasons(after: 29) == [])
        #expect(reasons(after: 30) == [.overdue])
        #expect(reasons(recurrences: 1) == [])
        #expect(reasons(.major, recurrences: 2, after: 31) == [.severity, .overdue, .recurring])
        #expect(reasons(.major, .closed, recurrences: 9, after: 99) == [])
        let strict = EscalationRule(overdueDayCount: 0, recurrenceCount: 1)
        #expect(
            strict.reasons(.minor, .open, due: due, recurrences: 0, on: due) == [],
            "the deadline's day is not over")
    }

    @Test func inspections() {
        let moves = InspectionState.allCases.flatMap { state in
            InspectionState.Step.allCases.compactMap { step in
                state.next(on: step).map { "\(state) \(step) \($0)" }
            }
        }
        #expect(
            moves == [
                "planned start underway", "planned cancel cancelled", "underway conclude concluded",
                "underway cancel cancelled",
            ])
    }
}
