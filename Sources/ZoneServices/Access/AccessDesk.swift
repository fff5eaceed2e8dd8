import Synchronization
public import ZoneCore
import ZoneStore
import ZoneTrust

/// Accounts, sessions and API clients. All of them are in memory as well, so that a request costs a digest and a look
/// into a dictionary.
public final class AccessDesk: Sendable {
    let store: SQLiteStore
    let settings: AccessSettings
    let passwords: PasswordWork
    let box: SecretBox
    /// What the tokens of forms are made by.
    let formKey: [UInt8]
    private let clock: @Sendable () -> Timestamp
    private let state: Mutex<AccessState>
    /// Held while rows are decided and written, so that ``state`` is never held for as long as a write takes.
    private let writes = Mutex(())

    init(
        store: SQLiteStore, settings: AccessSettings, secret: [UInt8]?,
        clock: @escaping @Sendable () -> Timestamp
    ) throws {
        self.store = store
        self.settings = settings
        self.clock = clock
        passwords = PasswordWork(
            cost: settings.passwordCost, waitingCountMax: settings.passwordCheckCountMax)
        let secret = secret ?? randomBytes(SecretToken.byteCount)
        box = SecretBox(secret: secret, purpose: "one-time codes")
        formKey = SecretToken.proof(of: "forms", key: secret)
        let rows = try store.accessRows()
        var known = AccessState()
        for row in rows.accounts { known.take(row) }
        for row in rows.clients { known.take(row) }
        let nowMs = clock().ms
        var over: [[UInt8]] = []
        for row in rows.sessions {
            if known.accounts[row.account]?.closedMs == 0, !settings.isOver(row, atMs: nowMs) {
                known.take(row)
            } else {
                over.append(row.id)
            }
        }
        state = Mutex(known)
        if !over.isEmpty { try store.save(AccessChange(endedSessions: over)) }
    }

    /// Opens the accounts in the books of a zone that does not run, for the command line.
    public convenience init(
        databasePath: String, settings: AccessSettings = AccessSettings(), secret: [UInt8],
        clock: @escaping @Sendable () -> Timestamp
    ) throws {
        try self.init(
            store: try SQLiteStore(path: databasePath, cacheByteCount: 8 << 20),
            settings: settings, secret: secret, clock: clock)
    }

    /// The time by the zone's clock.
    public var now: Timestamp { clock() }

    func withState<T: Sendable>(_ body: (inout AccessState) -> T) -> T {
        state.withLock { body(&$0) }
    }

    /// Decides on the newest rows and writes what comes of it, with its entries in the register, in one transaction.
    func change<T: Sendable>(
        _ decide: (AccessState, Timestamp) throws -> (AccessChange, T)
    ) throws -> T {
        try writes.withLock { _ in
            let (change, result) = try decide(state.withLock { $0 }, now)
            try store.save(change)
            state.withLock { state in
                for row in change.accounts { state.take(row) }
                for row in change.clients { state.take(row) }
                for row in change.sessions { state.take(row) }
                for id in change.endedSessions { state.sessions[id] = nil }
            }
            return result
        }
    }

    /// The API client of a token; nil where the token is none, over or revoked.
    public func client(token: String) -> Principal? {
        guard (20...100).contains(token.utf8.count) else { return nil }
        let digest = SecretToken.digest(of: token)
        let nowMs = now.ms
        return state.withLock { state in
            guard let client = state.clientsByDigest[digest], client.endsMs > nowMs else {
                return nil
            }
            return client.principal
        }
    }

    /// Entries of the audit register before one, newest first.
    public func audit(
        subject: String?, before seq: Int64?, countMax: Int
    ) throws -> [AuditEvent] {
        try store.auditEvents(subject: subject, before: seq, countMax: countMax)
            .map(AuditEvent.init)
    }
}

/// An entry of the audit register.
public struct AuditEvent: Hashable, Sendable {
    public var seq: Int64
    public var at: Timestamp
    /// An ``AuditKind``; an entry of a later release may have another.
    public var kind: String
    /// Who did it; empty for somebody who is not known.
    public var actor: String
    /// The account, client or act that it is about.
    public var subject: String
    public var detail: String

    init(_ row: AuditRow) {
        seq = row.seq
        at = Timestamp(ms: row.atMs)
        kind = row.kind
        actor = row.actor
        subject = row.subject
        detail = row.detail
    }
}

extension AuditRow {
    init(
        _ kind: AuditKind, at now: Timestamp, by actor: String, on subject: String,
        _ detail: String = ""
    ) {
        self.init(
            atMs: now.ms, kind: kind.rawValue, actor: actor, subject: subject,
            detail: String(detail.prefix(500)))
    }
}

/// What the desk knows.
struct AccessState: Sendable {
    /// A client that is not revoked.
    struct Client: Sendable {
        var principal: Principal
        var endsMs: Int64
    }

    /// A client that shows a certificate.
    struct CertificateClient: Sendable {
        var principal: Principal
        var revokedMs: Int64
    }

    /// A person's session.
    struct Session: Sendable {
        var row: SessionRow
        /// Up to when the books know that it was used.
        var savedMs: Int64
        /// The secret of one-time codes that is being turned on.
        var newSecret: [UInt8] = []
    }

    var accounts: [String: AccountRow] = [:]
    var clients: [String: APIClientRow] = [:]
    private(set) var clientsByDigest: [[UInt8]: Client] = [:]
    /// Clients that show a certificate, revoked ones among them, so that each is told why it is refused.
    private(set) var clientsByFingerprint: [[UInt8]: CertificateClient] = [:]
    /// By the digest of the cookie.
    var sessions: [[UInt8]: Session] = [:]

    mutating func take(_ row: AccountRow) {
        accounts[row.name] = row
    }

    mutating func take(_ row: APIClientRow) {
        if let old = clients.updateValue(row, forKey: row.name) {
            clientsByDigest[old.digest] = nil
        }
        guard let role = Role(rawValue: row.role) else { return }
        // A scope that this program does not know is no scope.
        let scopes = row.scopes.split(separator: " ").compactMap {
            Permission(rawValue: String($0))
        }
        let principal = Principal(
            name: row.name, role: role, codes: row.codes.words,
            scopes: row.scopes.isEmpty ? nil : Set(scopes))
        // A fingerprint is no token's digest: the one can't be used as the other.
        if !row.certificate.isEmpty {
            clientsByFingerprint[row.digest] = CertificateClient(
                principal: principal, revokedMs: row.revokedMs)
        } else if row.revokedMs == 0 {
            clientsByDigest[row.digest] = Client(principal: principal, endsMs: row.endsMs)
        }
    }

    /// A session that began or was used; what is being turned on in it stays.
    mutating func take(_ row: SessionRow) {
        let newSecret = sessions[row.id]?.newSecret ?? []
        sessions[row.id] = Session(row: row, savedMs: row.usedMs, newSecret: newSecret)
    }

    /// The sessions of an account, all but one.
    func sessionIDs(of account: String, but kept: [UInt8]? = nil) -> [[UInt8]] {
        sessions.filter { $0.value.row.account == account && $0.key != kept }.map(\.key)
    }
}

extension String {
    /// Its parts between spaces.
    var words: [String] { split(separator: " ").map(String.init) }
}
