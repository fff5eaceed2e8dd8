import ZoneCore
import ZoneStore

/// What comes of an attempt to log in.
enum LogInDecision: Equatable {
    case accepted(AccountRow)
    /// Refused; the row is to be kept where the attempt counts, and says whether it locked the account.
    case refused(AccountRow?, isLockedNow: Bool)
}

/// Decides an attempt to log in; pure, so that all of it can be tried.
///
/// - Parameters:
///   - account: the account of that name; nil where there is none.
///   - passwordMatches: whether the password is its own; whatever for an account that is not there.
///   - codeStep: the step of the one-time code, where it is a good one that was not used.
func decideLogIn(
    _ account: AccountRow?, passwordMatches: Bool, codeStep: Int64?, at now: Timestamp,
    settings: AccessSettings
) -> LogInDecision {
    // An attempt during a lock counts for nothing, so nobody can keep an account locked for ever.
    guard var account, account.closedMs == 0, account.lockedUntilMs <= now.ms else {
        return .refused(nil, isLockedNow: false)
    }
    guard passwordMatches, account.totp.isEmpty || codeStep != nil else {
        account.failedCount += 1
        let excess = account.failedCount - settings.failureCountMax
        guard excess >= 0 else { return .refused(account, isLockedNow: false) }
        let factor = Int64(1) << min(excess, 20)
        account.lockedUntilMs = now.ms + min(settings.lockMs * factor, settings.lockMsMax)
        return .refused(account, isLockedNow: true)
    }
    account.failedCount = 0
    account.lockedUntilMs = 0
    if let codeStep, !account.totp.isEmpty { account.totpStep = codeStep }
    return .accepted(account)
}
