public import ZoneCore
import ZoneStore
import ZoneTrust

/// An account, without its secrets.
public struct AccountView: Hashable, Sendable {
    public var name: String
    public var role: Role?
    public var codes: [String]
    public var mustChangePassword: Bool
    public var hasOneTimeCodes: Bool
    public var lockedUntil: Timestamp?
    public var createdAt: Timestamp
    public var closedAt: Timestamp?
    /// The identity provider and what it calls the person; nil where the account is for its password only.
    public var issuer: String?
    public var subject: String?

    init(_ row: AccountRow, now: Timestamp) {
        name = row.name
        role = Role(rawValue: row.role)
        codes = row.codes.words
        mustChangePassword = row.mustChange
        hasOneTimeCodes = !row.totp.isEmpty
        lockedUntil = row.lockedUntilMs > now.ms ? Timestamp(ms: row.lockedUntilMs) : nil
        createdAt = Timestamp(ms: row.createdMs)
        closedAt = row.closedMs == 0 ? nil : Timestamp(ms: row.closedMs)
        let parts = row.subject.split(separator: " ", maxSplits: 1)
        if parts.count == 2 {
            issuer = String(parts[0])
            subject = String(parts[1])
        }
    }
}

extension AccessDesk {
    /// All accounts by name, closed ones among them.
    public func accounts() -> [AccountView] {
        let nowTime = now
        return withState { $0.accounts.values.map { AccountView($0, now: nowTime) } }
            .sorted { $0.name < $1.name }
    }

    /// Adds an account; returns the password that is good for the first login, and is told this once only.
    public func addAccount(
        name: String, role: Role, codes: [String], by actor: String
    ) async throws -> String {
        let problems = nameProblems(name) + codeProblems(codes, of: role)
        guard problems.isEmpty else { throw AccessError.invalid(problems) }
        let password = Self.oneTimePassword()
        let hash = try await passwords.hash(password)
        try change { state, now in
            guard state.accounts[name] == nil, state.clients[name] == nil else {
                throw AccessError.nameTaken
            }
            guard state.accounts.count < settings.accountCountMax else {
                throw AccessError.full(countMax: settings.accountCountMax)
            }
            let row = AccountRow(
                name: name, role: role.rawValue, codes: codes.joined(separator: " "),
                password: hash, createdMs: now.ms)
            let event = AuditRow(
                .accountAdded, at: now, by: actor, on: name, Self.detail(role, codes))
            return (AccessChange(accounts: [row], events: [event]), ())
        }
        return password
    }

    /// Gives an account another role and other codes; its sessions end.
    public func changeAccount(
        name: String, role: Role, codes: [String], by actor: String
    ) throws {
        let problems = codeProblems(codes, of: role)
        guard problems.isEmpty else { throw AccessError.invalid(problems) }
        try change { state, now in
            guard var row = state.accounts[name], row.closedMs == 0 else {
                throw AccessError.notFound
            }
            if role != .administrator { try state.checkNotLastAdministrator(name) }
            row.role = role.rawValue
            row.codes = codes.joined(separator: " ")
            let event = AuditRow(
                .accountChanged, at: now, by: actor, on: name, Self.detail(role, codes))
            return (
                AccessChange(
                    accounts: [row], events: [event], endedSessions: state.sessionIDs(of: name)),
                ()
            )
        }
    }

    /// Closes an account for good; its sessions end. Its name is never used again, for the register names it.
    public func closeAccount(name: String, by actor: String) throws {
        try change { state, now in
            guard var row = state.accounts[name], row.closedMs == 0 else {
                throw AccessError.notFound
            }
            try state.checkNotLastAdministrator(name)
            row.closedMs = now.ms
            let event = AuditRow(.accountClosed, at: now, by: actor, on: name)
            return (
                AccessChange(
                    accounts: [row], events: [event], endedSessions: state.sessionIDs(of: name)),
                ()
            )
        }
    }

    /// Gives an account a new password for one login, without lock and without one-time codes; returns it this once.
    public func resetPassword(name: String, by actor: String) async throws -> String {
        let password = Self.oneTimePassword()
        let hash = try await passwords.hash(password)
        try change { state, now in
            guard var row = state.accounts[name], row.closedMs == 0 else {
                throw AccessError.notFound
            }
            var events = [AuditRow(.passwordReset, at: now, by: actor, on: name)]
            if !row.totp.isEmpty {
                events.append(AuditRow(.oneTimeCodesOff, at: now, by: actor, on: name))
            }
            row.password = hash
            row.mustChange = true
            row.totp = []
            row.totpStep = 0
            row.failedCount = 0
            row.lockedUntilMs = 0
            return (
                AccessChange(
                    accounts: [row], events: events, endedSessions: state.sessionIDs(of: name)),
                ()
            )
        }
        return password
    }

    private static func oneTimePassword() -> String { String(SecretToken().text.prefix(24)) }

    static func detail(_ role: Role, _ codes: [String]) -> String {
        ([role.rawValue] + codes).joined(separator: " ")
    }

    /// 1 to 64 small letters, digits, dots, hyphens and underscores.
    func nameProblems(_ name: String) -> [FilingProblem] {
        let isSound =
            (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte)
                    || [45, 46, 95].contains(byte)
            }
        return isSound
            ? []
            : [
                FilingProblem(
                    field: "name", value: name, zh: "应为1至64个小写字母、数字、点、横线或下划线。",
                    en: "It has 1 to 64 small letters, digits, dots, hyphens, underscores.")
            ]
    }

    /// Who sees only its own needs a code; nobody needs one that can't be a code.
    func codeProblems(_ codes: [String], of role: Role) -> [FilingProblem] {
        let isSound =
            codes.count <= Principal.codeCountMax
            && codes.allSatisfy { code in
                (1...40).contains(code.utf8.count)
                    && code.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            }
        if !isSound || (codes.isEmpty && [.declarant, .reader].contains(role)) {
            return [
                FilingProblem(
                    field: "codes", value: codes.joined(separator: " "),
                    zh: "应为1至\(Principal.codeCountMax)个企业或部门代码，不含空格。",
                    en: "It has 1 to \(Principal.codeCountMax) codes of the enterprise or the "
                        + "department, without spaces.")
            ]
        }
        return []
    }

    /// Long, and not the name; no other rule makes people choose better ones.
    func passwordProblems(_ password: String, of name: String) -> [FilingProblem] {
        let isLong = password.count >= settings.passwordLengthMin
        let isShort = password.utf8.count <= PasswordHash.passwordByteCountMax
        guard !isLong || !isShort || password.lowercased().contains(name) else { return [] }
        return [
            FilingProblem(
                field: "new", value: "",
                zh: "密码至少\(settings.passwordLengthMin)个字符，"
                    + "至多\(PasswordHash.passwordByteCountMax)字节，不得包含账户名。",
                en: "A password has at least \(settings.passwordLengthMin) characters, at most "
                    + "\(PasswordHash.passwordByteCountMax) bytes, and not the account's name.")
        ]
    }
}

extension AccessState {
    /// Whoever keeps the accounts can't lock everybody out of keeping them.
    func checkNotLastAdministrator(_ name: String) throws(AccessError) {
        let administrators = accounts.values.filter {
            $0.closedMs == 0 && $0.role == Role.administrator.rawValue
        }
        if administrators.map(\.name) == [name] { throw .lastAdministrator }
    }
}
