import Synchronization
import ZoneCore

/// The rules of one book at other places and on other days, each resolved once.
final class RulesElsewhere: Sendable {
    let book: RuleBook
    private let resolved = Mutex<[RuleQuestion: Rules]>([:])
    /// The most that are kept; a code that nobody checked must not fill the memory.
    private static let countMax = 1024

    init(_ book: RuleBook) {
        self.book = book
    }

    func rules(_ question: RuleQuestion) -> Rules {
        if let known = resolved.withLock({ $0[question] }) { return known }
        let fresh = book.rules(on: question.day, knownOn: question.knownOn, at: question.scope)
        resolved.withLock { resolved in
            if resolved.count >= Self.countMax { resolved.removeAll(keepingCapacity: true) }
            resolved[question] = fresh
        }
        return fresh
    }
}
