public import ZoneCore
import ZoneStore
import ZoneTrust

/// Somebody with a session.
public struct SignedIn: Sendable {
    public var principal: Principal
    /// What forms of this session have to send back.
    public var formToken: String
    /// The password has to be changed before anything else.
    public var mustChangePassword: Bool
    /// One-time codes have to be turned on before anything else.
    public var mustTurnOnCodes: Bool
    public var hasOneTimeCodes: Bool
    /// An identity provider logged the person in.
    public var isFederated: Bool
}

/// A session that was just begun.
public struct NewSession: Sendable {
    /// What the browser keeps; never told again.
    public var token: String
    public var lifeSeconds: Int64
}

extension AccessDesk {
    /// Longest name or password that is looked at, bytes.
    static let inputByteCountMax = PasswordHash.passwordByteCountMax

    /// A token for a form of somebody without a session.
    public static func newFormToken() -> String { SecretToken().text }

    /// Compares two tokens without telling by its time where the first difference is.
    public static func isSame(_ one: String, _ other: String) -> Bool {
        equalsInConstantTime(Array(one.utf8), Array(other.utf8))
    }

    /// Logs somebody in: a session of its own each time, so that no session from before can become it. Nil where name,
    /// password or code is wrong, the account is locked or closed, or there is none: which one is not told, and all of
    /// them take as long.
    public func logIn(
        name: String, password: String, code: String, from client: String
    ) async throws -> NewSession? {
        let isShort = max(name.utf8.count, password.utf8.count) <= Self.inputByteCountMax
        let known = isShort ? withState { $0.accounts[name] } : nil
        let matches = try await passwords.matches(isShort ? password : "", known?.password)
        let token = SecretToken()
        return try change { state, now in
            let account = known == nil ? nil : state.accounts[name]
            // A password that was changed meanwhile does not count.
            let decision = decideLogIn(
                account, passwordMatches: matches && account?.password == known?.password,
                codeStep: codeStep(code, of: account, at: now), at: now, settings: settings)
            var change = Self.change(for: decision, account, at: now, from: client)
            guard decision.isAccepted else { return (change, nil) }
            let session = begin(
                token, of: name, isFederated: false, from: client, in: state, at: now, &change)
            return (change, session)
        }
    }

    private func codeStep(_ code: String, of account: AccountRow?, at now: Timestamp) -> Int64? {
        guard let account, !account.totp.isEmpty,
            let secret = box.open(account.totp, owner: account.name)
        else { return nil }
        return OneTimeCode(secret: secret).step(
            of: code, atSeconds: now.ms / 1000, after: account.totpStep)
    }

    private static func change(
        for decision: LogInDecision, _ account: AccountRow?, at now: Timestamp,
        from client: String
    ) -> AccessChange {
        let subject = account?.name ?? ""
        switch decision {
        case .accepted(let row):
            return AccessChange(
                accounts: [row],
                events: [AuditRow(.logIn, at: now, by: row.name, on: row.name, client)])
        case .refused(let row, let isLockedNow):
            var events = [AuditRow(.logInRefused, at: now, by: "", on: subject, client)]
            if isLockedNow {
                events.append(AuditRow(.accountLocked, at: now, by: "", on: subject, client))
            }
            return AccessChange(accounts: row.map { [$0] } ?? [], events: events)
        }
    }

    /// Begins a session as part of a change, which also takes away what is over and what has to give way.
    func begin(
        _ token: SecretToken, of name: String, isFederated: Bool, from client: String,
        in state: AccessState, at now: Timestamp, _ change: inout AccessChange
    ) -> NewSession {
        var standing = state.sessions.values.map(\.row).sorted { $0.usedMs < $1.usedMs }
        change.endedSessions += standing.filter { settings.isOver($0, atMs: now.ms) }.map(\.id)
        standing.removeAll { settings.isOver($0, atMs: now.ms) }
        let own = standing.filter { $0.account == name }
        change.endedSessions += own.prefix(max(0, own.count - settings.accountSessionCountMax + 1))
            .map(\.id)
        change.endedSessions += standing.prefix(
            max(0, standing.count - settings.sessionCountMax + 1)
        ).map(\.id)
        change.sessions.append(
            SessionRow(
                id: token.digest, account: name, isFederated: isFederated,
                client: String(client.prefix(64)), startedMs: now.ms, usedMs: now.ms))
        return NewSession(token: token.text, lifeSeconds: settings.sessionLifeMs / 1000)
    }

    /// Who has that session; nil where it is none or over. Asking uses it.
    public func session(token: String) -> SignedIn? {
        guard (20...100).contains(token.utf8.count) else { return nil }
        let digest = SecretToken.digest(of: token)
        let nowMs = now.ms
        var isBehind = false
        let known: SignedIn? = withState { state in
            guard let session = state.sessions[digest],
                let account = state.accounts[session.row.account], account.closedMs == 0,
                !settings.isOver(session.row, atMs: nowMs), let role = Role(rawValue: account.role)
            else { return nil }
            state.sessions[digest]?.row.usedMs = max(nowMs, session.row.usedMs)
            isBehind = nowMs - session.savedMs >= settings.sessionSaveMs
            return signedIn(session.row, account, role)
        }
        // Where the books can't be written the session only ends earlier after a restart.
        if isBehind { try? saveUse(atMs: nowMs) }
        return known
    }

    private func signedIn(_ session: SessionRow, _ account: AccountRow, _ role: Role) -> SignedIn {
        // Whom a provider logged in used neither the password nor the codes of this account.
        let needsCodes =
            !session.isFederated && account.totp.isEmpty
            && settings.secondFactorRoles.contains(role)
        let mustChange = !session.isFederated && account.mustChange
        return SignedIn(
            principal: Principal(
                name: account.name, role: role, codes: account.codes.words,
                scopes: mustChange || needsCodes ? [.session] : nil),
            formToken: formToken(of: session.id), mustChangePassword: mustChange,
            mustTurnOnCodes: needsCodes, hasOneTimeCodes: !account.totp.isEmpty,
            isFederated: session.isFederated)
    }

    /// Bound to the session and to the zone's secret, so it need not be kept.
    private func formToken(of id: [UInt8]) -> String {
        SecretToken.text(of: SecretToken.proof(of: hex(id), key: formKey))
    }

    /// Writes when sessions were used, of all that are behind by half, so that there are few such writes.
    private func saveUse(atMs now: Int64) throws {
        try change { state, _ in
            let rows = state.sessions.values.filter {
                $0.row.usedMs - $0.savedMs >= settings.sessionSaveMs / 2
            }.map(\.row)
            return (AccessChange(sessions: rows), ())
        }
    }

    /// Ends a session; nothing where it is none.
    public func logOut(token: String) throws {
        let digest = SecretToken.digest(of: token)
        guard withState({ $0.sessions[digest] }) != nil else { return }
        try change { state, now in
            guard let name = state.sessions[digest]?.row.account else {
                return (AccessChange(), ())
            }
            let event = AuditRow(.logOut, at: now, by: name, on: name)
            return (AccessChange(events: [event], endedSessions: [digest]), ())
        }
    }

    /// Changes the password of a session's account and ends its other sessions.
    public func changePassword(token: String, old: String, new: String) async throws {
        let digest = SecretToken.digest(of: token)
        guard let name = withState({ $0.sessions[digest]?.row.account }),
            let known = withState({ $0.accounts[name] })
        else { throw AccessError.notFound }
        var problems = passwordProblems(new, of: name)
        if old == new, problems.isEmpty {
            problems = [
                FilingProblem(
                    field: "new", value: "", zh: "新密码与旧密码相同。", en: "It is the old password.")
            ]
        }
        guard problems.isEmpty else { throw AccessError.invalid(problems) }
        let matches = try await passwords.matches(
            old.utf8.count <= Self.inputByteCountMax ? old : "", known.password)
        let hash = try await passwords.hash(new)
        let isDone = try change { state, now in
            guard var row = state.accounts[name], row.password == known.password,
                row.closedMs == 0
            else { throw AccessError.notFound }
            let decision = decideLogIn(
                row, passwordMatches: matches, codeStep: row.totpStep, at: now,
                settings: settings)
            guard case .accepted = decision else {
                return (Self.change(for: decision, row, at: now, from: "password"), false)
            }
            row.password = hash
            row.mustChange = false
            return (
                AccessChange(
                    accounts: [row],
                    events: [AuditRow(.passwordChanged, at: now, by: name, on: name)],
                    endedSessions: state.sessionIDs(of: name, but: digest)), true
            )
        }
        guard isDone else {
            throw AccessError.invalid([
                FilingProblem(field: "old", value: "", zh: "原密码不正确。", en: "It is not the password.")
            ])
        }
    }

    /// A secret for one-time codes, in base 32, to be typed into an app and then confirmed with a code.
    public func beginOneTimeCodes(token: String) throws -> String {
        let secret = randomBytes(OneTimeCode.secretByteCount)
        let digest = SecretToken.digest(of: token)
        let known: [UInt8]? = withState { state in
            if state.sessions[digest]?.newSecret.isEmpty ?? false {
                state.sessions[digest]?.newSecret = secret
            }
            return state.sessions[digest]?.newSecret
        }
        guard let known else { throw AccessError.notFound }
        return OneTimeCode(secret: known).base32
    }

    /// Turns on one-time codes, with the first code of the new secret.
    public func confirmOneTimeCodes(token: String, code: String) throws {
        let digest = SecretToken.digest(of: token)
        guard let session = withState({ $0.sessions[digest] }), !session.newSecret.isEmpty else {
            throw AccessError.notFound
        }
        try change { state, now in
            guard var row = state.accounts[session.row.account], row.closedMs == 0 else {
                throw AccessError.notFound
            }
            guard
                let step = OneTimeCode(secret: session.newSecret).step(
                    of: code, atSeconds: now.ms / 1000, after: 0)
            else {
                throw AccessError.invalid([
                    FilingProblem(
                        field: "code", value: "", zh: "口令不正确，请核对手机时间。",
                        en: "It is not the code; check the clock of the telephone.")
                ])
            }
            row.totp = try box.seal(session.newSecret, owner: row.name)
            row.totpStep = step
            let event = AuditRow(.oneTimeCodesOn, at: now, by: row.name, on: row.name)
            return (AccessChange(accounts: [row], events: [event]), ())
        }
        withState { $0.sessions[digest]?.newSecret = [] }
    }
}

extension LogInDecision {
    var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
