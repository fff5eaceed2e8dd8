import Synchronization
import ZoneCore
import ZoneRules

/// The rule book in force, and what is decided under it; a measure that is adopted or rolled back changes it while the zone
/// runs. It changes on the writer's thread only, between two transactions, so each step of history names the very book that
/// decided it.
final class RuleDesk: Sendable {
    struct State: Sendable {
        var book: RuleBook
        var credit: CreditRules
        var basisID: Int64
        /// Grows with each change.
        var revision = 0
    }

    /// The zone's own files, without measures.
    let own: RuleBookFiles
    private let state: Mutex<State>

    init(own: RuleBookFiles, book: RuleBook, basisID: Int64) {
        self.own = own
        state = Mutex(State(book: book, credit: CreditRules(book), basisID: basisID))
    }

    var book: RuleBook { state.withLock { $0.book } }
    var credit: CreditRules { state.withLock { $0.credit } }
    var basisID: Int64 { state.withLock { $0.basisID } }
    var current: State { state.withLock { $0 } }

    func change(_ book: RuleBook, basisID: Int64) {
        let credit = CreditRules(book)
        state.withLock {
            $0 = State(
                book: book, credit: credit, basisID: basisID, revision: $0.revision + 1)
        }
    }
}
