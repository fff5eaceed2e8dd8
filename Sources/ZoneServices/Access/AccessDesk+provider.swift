import ZoneCore
import ZoneStore
import ZoneTrust

/// Whom an identity provider says that somebody is.
public struct ProviderIdentity: Hashable, Sendable {
    /// The provider's address.
    public var issuer: String
    /// What the provider calls the person; never used again for another.
    public var subject: String
    /// Whether the provider says that more than a password was asked for.
    public var hasSecondFactor: Bool

    public init(issuer: String, subject: String, hasSecondFactor: Bool) {
        self.issuer = issuer
        self.subject = subject
        self.hasSecondFactor = hasSecondFactor
    }
}

/// What comes of a login by an identity provider.
public enum ProviderLogInOutcome: Sendable {
    case accepted(NewSession)
    /// No open account has that subject; one is never made by a login.
    case unknown
    /// The account's role needs a second factor, and the provider did not say that there was one.
    case tooWeak
}

/// Accounts whose persons log in at an identity provider.
extension AccessDesk {
    /// Longest subject, as the standard has it, and longest issuer, bytes.
    static let subjectByteCountMax = 255
    static let issuerByteCountMax = 500

    /// The challenge of a code verifier (RFC 7636, S256).
    public static func codeChallenge(of verifier: String) -> String {
        SecretToken.text(of: SecretToken.digest(of: verifier))
    }

    /// Lets the person whom a provider calls so log in to the account; an account has one subject at a time.
    public func link(
        name: String, issuer: String, subject: String, by actor: String
    ) throws {
        let problems = subjectProblems(issuer, subject)
        guard problems.isEmpty else { throw AccessError.invalid(problems) }
        let text = Self.subjectText(issuer, subject)
        try change { state, now in
            guard var row = state.accounts[name], row.closedMs == 0 else {
                throw AccessError.notFound
            }
            if let other = state.accounts.values.first(where: { $0.subject == text }),
                other.name != name
            {
                throw AccessError.invalid([
                    FilingProblem(
                        field: "subject", value: subject, zh: "该主体已关联账户\(other.name)。",
                        en: "The subject belongs to the account \(other.name).")
                ])
            }
            row.subject = text
            let event = AuditRow(.accountLinked, at: now, by: actor, on: name, text)
            return (
                AccessChange(
                    accounts: [row], events: [event], endedSessions: state.sessionIDs(of: name)),
                ()
            )
        }
    }

    /// Takes that away; the account's sessions end.
    public func unlink(name: String, by actor: String) throws {
        try change { state, now in
            guard var row = state.accounts[name], !row.subject.isEmpty else {
                throw AccessError.notFound
            }
            let event = AuditRow(.accountUnlinked, at: now, by: actor, on: name, row.subject)
            row.subject = ""
            return (
                AccessChange(
                    accounts: [row], events: [event], endedSessions: state.sessionIDs(of: name)),
                ()
            )
        }
    }

    /// Logs in the person whom a provider vouches for. Locks are of passwords and don't hinder it.
    public func logIn(
        _ identity: ProviderIdentity, from client: String
    ) throws -> ProviderLogInOutcome {
        let text = Self.subjectText(identity.issuer, identity.subject)
        let token = SecretToken()
        return try change { state, now in
            let row = state.accounts.values.first { $0.subject == text && $0.closedMs == 0 }
            let isWeak =
                !identity.hasSecondFactor
                && row.flatMap { Role(rawValue: $0.role) }.map(settings.secondFactorRoles.contains)
                    ?? false
            let event = AuditRow(
                row == nil || isWeak ? .logInRefused : .logIn, at: now,
                by: isWeak ? "" : row?.name ?? "", on: row?.name ?? "", "\(client) \(text)")
            var change = AccessChange(events: [event])
            guard let row else { return (change, .unknown) }
            if isWeak { return (change, .tooWeak) }
            let session = begin(
                token, of: row.name, isFederated: true, from: client, in: state, at: now, &change)
            return (change, .accepted(session))
        }
    }

    /// Keeps a login that failed before it was known whose it is.
    public func noteRefusedLogIn(_ reason: String, from client: String) throws {
        try change { _, now in
            let event = AuditRow(.logInRefused, at: now, by: "", on: "", "\(client) \(reason)")
            return (AccessChange(events: [event]), ())
        }
    }

    /// Issuers are addresses, so the first space is the border.
    static func subjectText(_ issuer: String, _ subject: String) -> String {
        issuer + " " + subject
    }

    private func subjectProblems(_ issuer: String, _ subject: String) -> [FilingProblem] {
        var problems: [FilingProblem] = []
        if !(1...Self.issuerByteCountMax).contains(issuer.utf8.count)
            || !issuer.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        {
            problems.append(
                FilingProblem(
                    field: "issuer", value: issuer, zh: "应为身份提供方的地址，不含空格。",
                    en: "It is the provider's address, without spaces."))
        }
        if !(1...Self.subjectByteCountMax).contains(subject.utf8.count)
            || !subject.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        {
            problems.append(
                FilingProblem(
                    field: "subject", value: subject,
                    zh: "应为身份提供方给出的主体标识（sub），1至\(Self.subjectByteCountMax)个ASCII字符。",
                    en: "It is what the provider calls the person (sub): 1 to "
                        + "\(Self.subjectByteCountMax) ASCII characters."))
        }
        return problems
    }
}
