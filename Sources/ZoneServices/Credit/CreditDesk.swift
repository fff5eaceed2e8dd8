import Synchronization
import ZoneCore
import ZoneRules

/// The grades of enterprises as decisions ask for them: each is worked out when it is asked for first on a
/// day, and again after its records changed. So a decision costs one look-up.
final class CreditDesk: Sendable {
    private struct State: Sendable {
        var day = Day(number: 0)
        /// Nil where the rules give an enterprise no grade.
        var grades: [SocialCreditCode: CreditGrade?] = [:]
        /// Grows with each change, so that what was worked out from older records is not kept.
        var changeCount = 0
    }

    /// The most grades that are kept; over that they are worked out anew.
    private static let countMax = 1 << 16

    private let rules: @Sendable () -> CreditRules
    private let file: @Sendable (SocialCreditCode) throws -> CreditFile
    private let state = Mutex(State())

    init(
        rules: @escaping @Sendable () -> CreditRules,
        file: @escaping @Sendable (SocialCreditCode) throws -> CreditFile
    ) {
        self.rules = rules
        self.file = file
    }

    /// The grade of an enterprise on a day as known on it; nil where the rules give none.
    func grade(of enterprise: SocialCreditCode, on day: Day) throws -> CreditGrade? {
        let (known, changeCount) = state.withLock { state in
            if state.day != day {
                state.day = day
                state.grades.removeAll(keepingCapacity: true)
            }
            return (state.grades[enterprise], state.changeCount)
        }
        if let known { return known }
        let grade = ZoneRules.creditStanding(
            try file(enterprise), on: day, knownBy: day, rules: rules()
        ).grade
        state.withLock { state in
            guard state.day == day, state.changeCount == changeCount else { return }
            if state.grades.count >= Self.countMax { state.grades.removeAll() }
            state.grades[enterprise] = .some(grade)
        }
        return grade
    }

    /// After a record of an enterprise was stored.
    func forget(_ enterprise: SocialCreditCode) {
        state.withLock { state in
            state.changeCount += 1
            state.grades[enterprise] = nil
        }
    }

    /// After the rules changed.
    func forgetAll() {
        state.withLock { state in
            state.changeCount += 1
            state.grades.removeAll(keepingCapacity: true)
        }
    }
}
