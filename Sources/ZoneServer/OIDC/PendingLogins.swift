import Synchronization
import ZoneCore
import ZoneServices

/// Logins that were begun and wait for the browser to come back: in memory, each for one use.
final class PendingLogins: Sendable {
    /// How long a login may take, ms.
    static let lifeMs: Int64 = 10 * 60_000
    /// Most logins that wait; more push out the oldest.
    static let countMax = 10_000

    /// A login that waits.
    struct Login: Sendable {
        /// What the token has to repeat, so that it is the token of this login.
        var nonce: String
        /// What proves to the provider that who brings the code is who asked for it.
        var verifier: String
        var next: String
        fileprivate var browserToken: String
        fileprivate var atMs: Int64
    }

    private let logins = Mutex<[String: Login]>([:])

    /// Begins a login: its state, which travels in addresses, and the token that only its browser keeps.
    func begin(
        next: String, at now: Timestamp
    ) -> (state: String, login: Login, browserToken: String) {
        let state = AccessDesk.newFormToken()
        let browserToken = AccessDesk.newFormToken()
        let login = Login(
            nonce: AccessDesk.newFormToken(), verifier: AccessDesk.newFormToken(), next: next,
            browserToken: browserToken, atMs: now.ms)
        logins.withLock { logins in
            if logins.count >= Self.countMax {
                logins = logins.filter { now.ms - $0.value.atMs < Self.lifeMs }
            }
            if logins.count >= Self.countMax,
                let oldest = logins.min(by: { $0.value.atMs < $1.value.atMs })
            {
                logins[oldest.key] = nil
            }
            logins[state] = login
        }
        return (state, login, browserToken)
    }

    /// The login of a state, once, and only for the browser that began it.
    func take(state: String, browserToken: String, at now: Timestamp) -> Login? {
        logins.withLock { logins in
            guard let login = logins[state], FormToken.isEqual(login.browserToken, browserToken)
            else { return nil }
            logins[state] = nil
            return now.ms - login.atMs < Self.lifeMs ? login : nil
        }
    }
}
