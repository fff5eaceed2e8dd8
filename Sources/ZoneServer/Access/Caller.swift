import Synchronization
import ZoneCore
import ZoneServices

/// Who a request is from.
enum Caller: Sendable {
    /// The server runs with open accounts: whoever asks may do everything.
    case anybody
    /// Nobody that is known.
    case nobody
    /// A person with a session, and the session's token.
    case person(SignedIn, token: String)
    /// An API client with its token.
    case client(Principal)

    /// The caller of the request that is being answered: for the frame of pages and the names in records, which would
    /// otherwise pass it through every function.
    @TaskLocal static var current: Caller = .anybody

    var principal: Principal? {
        switch self {
        case .anybody, .nobody: nil
        case .person(let known, _): known.principal
        case .client(let principal): principal
        }
    }

    var isAnybody: Bool {
        if case .anybody = self { true } else { false }
    }

    /// What the forms of this person's pages have to send back; nil for others.
    var formToken: String? {
        if case .person(let known, _) = self { known.formToken } else { nil }
    }
}

/// Whose name goes into a record: the caller's own where that is known, whatever the request says of it.
func actingAs(_ claimed: String) -> String { Caller.current.principal?.name ?? claimed }

/// Remembers whether a handler asked whom a thing belongs to; one that forgot gets no answer out.
final class OwnerProof: Sendable {
    private let asked = Atomic(false)

    var isGiven: Bool { asked.load(ordering: .relaxed) }
    func give() { asked.store(true, ordering: .relaxed) }
}

extension ZoneContext {
    /// Whether the caller may do something with what `owners` names.
    func may(_ permission: Permission, on owners: [String] = []) -> Bool {
        caller.isAnybody || mayDo(caller.principal, permission, on: owners)
    }

    /// Refuses a caller who may not; for the step of a handler that needs more than its route.
    func require(_ permission: Permission, on owners: [String] = []) throws(Problem) {
        guard may(permission, on: owners) else { throw .forbidden(permission: permission.rawValue) }
    }

    /// Refuses a caller that none of `owners` belongs to, as if there were nothing.
    func checkOwner(_ owners: [String]) throws(Problem) {
        ownerProof?.give()
        guard let permission = routePermission else { return }
        guard may(permission, on: owners) else { throw .notFound }
    }

    /// The codes that a list is narrowed to; nil for the whole list.
    func ownCodes() -> [String]? {
        guard let ownerProof, let principal = caller.principal else { return nil }
        ownerProof.give()
        return principal.codes
    }
}
