/// What the audit register tells: every login and every act on accounts, tokens and acts of two persons.
public enum AuditKind: String, CaseIterable, Sendable {
    case logIn = "login"
    case logInRefused = "login.refused"
    case accountLocked = "account.locked"
    case logOut = "logout"
    case sessionEnded = "session.ended"
    case loggedOutEverywhere = "logout.everywhere"
    case accountAdded = "account.added"
    case accountChanged = "account.changed"
    case accountClosed = "account.closed"
    case accountLinked = "account.linked"
    case accountUnlinked = "account.unlinked"
    case passwordChanged = "password.changed"
    case passwordReset = "password.reset"
    case oneTimeCodesOn = "totp.on"
    case oneTimeCodesOff = "totp.off"
    case tokenIssued = "token.issued"
    case tokenRevoked = "token.revoked"
    case certificateRegistered = "certificate.registered"
    case actRequested = "act.requested"
    case actConfirmed = "act.confirmed"
    case actRefused = "act.refused"

    /// Its name for people.
    public var zh: String {
        switch self {
        case .logIn: "登录"
        case .logInRefused: "登录被拒"
        case .accountLocked: "账户锁定"
        case .logOut: "退出"
        case .sessionEnded: "结束本人的一个会话"
        case .loggedOutEverywhere: "在所有设备退出"
        case .accountAdded: "新建账户"
        case .accountChanged: "变更账户"
        case .accountClosed: "关闭账户"
        case .accountLinked: "关联身份提供方"
        case .accountUnlinked: "解除身份提供方关联"
        case .passwordChanged: "修改密码"
        case .passwordReset: "重置密码"
        case .oneTimeCodesOn: "启用动态口令"
        case .oneTimeCodesOff: "停用动态口令"
        case .tokenIssued: "签发令牌"
        case .tokenRevoked: "吊销令牌或客户证书"
        case .certificateRegistered: "登记客户证书"
        case .actRequested: "提出操作，待他人确认"
        case .actConfirmed: "他人确认操作"
        case .actRefused: "他人否决操作"
        }
    }

    /// Its name for people.
    public var en: String {
        switch self {
        case .logIn: "Login"
        case .logInRefused: "Login refused"
        case .accountLocked: "Account locked"
        case .logOut: "Logout"
        case .sessionEnded: "One of one's own sessions ended"
        case .loggedOutEverywhere: "Logout everywhere"
        case .accountAdded: "Account added"
        case .accountChanged: "Account changed"
        case .accountClosed: "Account closed"
        case .accountLinked: "Account linked to an identity provider"
        case .accountUnlinked: "Account's link to a provider taken away"
        case .passwordChanged: "Password changed"
        case .passwordReset: "Password reset"
        case .oneTimeCodesOn: "One-time codes turned on"
        case .oneTimeCodesOff: "One-time codes turned off"
        case .tokenIssued: "Token issued"
        case .tokenRevoked: "Token or client certificate revoked"
        case .certificateRegistered: "Client certificate registered"
        case .actRequested: "Act asked for, waits for a second person"
        case .actConfirmed: "Act confirmed by a second person"
        case .actRefused: "Act refused by a second person"
        }
    }
}
