public import ZoneCore
import ZoneStore
import ZoneTrust

/// How accounts, sessions and tokens are kept: the operator's settings, each with its unit.
public struct AccessSettings: Sendable {
    /// A session that is not used for so long ends, ms.
    public var sessionIdleMs: Int64 = 30 * 60_000
    /// A session ends after so long whatever happens, ms.
    public var sessionLifeMs: Int64 = 12 * 3_600_000
    /// Most sessions at once; the least recently used gives way.
    public var sessionCountMax = 10_000
    /// Most sessions of one account at once; the least recently used gives way.
    public var accountSessionCountMax = 5
    /// Failed attempts in a row after which an account is locked.
    public var failureCountMax: Int64 = 5
    /// The first lock, ms; each further failure doubles it.
    public var lockMs: Int64 = 30_000
    /// The longest lock, ms: whoever fails on purpose can't lock somebody out for a day.
    public var lockMsMax: Int64 = 15 * 60_000
    /// Shortest password, characters.
    public var passwordLengthMin = 12
    /// Password checks that may wait for each other; more are refused with "try again".
    public var passwordCheckCountMax = 32
    /// Longest life of an API token, days.
    public var tokenDayCountMax = 400
    /// Most accounts, closed ones among them.
    public var accountCountMax = 10_000
    /// Most API clients, revoked ones among them.
    public var clientCountMax = 10_000
    /// Most acts that wait for a second person.
    public var pendingActCountMax = 1_000
    /// Roles that have to turn on one-time codes before they may do anything else.
    public var secondFactorRoles: Set<Role> = [.officer, .administrator]
    /// What a new password hash costs.
    var passwordCost = PasswordCost.standard

    /// How far the books may be behind on when a session was used, ms; after a restart it ends so much earlier.
    var sessionSaveMs: Int64 = 5 * 60_000

    /// The defaults.
    public init() {}

    /// Whether a session has ended by rest or by age.
    func isOver(_ session: SessionRow, atMs now: Int64) -> Bool {
        now - session.usedMs >= sessionIdleMs || now - session.startedMs >= sessionLifeMs
    }

    /// The defaults with the cheapest password hash: for tests, where a thousand logins take a moment.
    public static var cheap: AccessSettings {
        var settings = AccessSettings()
        settings.passwordCost = PasswordCost(logN: 4, blockSize: 1, parallelism: 1)
        return settings
    }
}
