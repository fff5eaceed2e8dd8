import ZoneCore
import ZoneServices

/// The login form. What was wrong is not told apart.
struct LogInPage {
    var title: String
    var lead: String
    var actionURL: String
    var name: String
    var password: String
    var code: String
    var codeHint: String
    var button: String
    var error: String?
    /// The way to the identity provider; nil where there is none.
    var providerURL: String?
    var providerButton: String
    /// Where the session at the provider is ended, after a logout here.
    var endSessionURL: String?
    var endSession: String

    init(
        formToken: String, next: String, isRefused: Bool, hasProvider: Bool = false, visit: Visit
    ) {
        let isZh = visit.language == .zh
        title = isZh ? "登录" : "Log in"
        lead = isZh ? "请使用管理员提供的账户登录。" : "Log in with the account that the administrator gave you."
        actionURL = visit.url("/login", [(FormToken.name, formToken), ("next", next)])
        name = isZh ? "账户名" : "Account"
        password = isZh ? "密码" : "Password"
        code = isZh ? "动态口令" : "One-time code"
        codeHint = isZh ? "未启用动态口令的账户留空。" : "Leave it empty where the account has none."
        button = title
        providerURL = hasProvider ? visit.url("/login/oidc", [("next", next)]) : nil
        providerButton = isZh ? "通过身份提供方登录" : "Log in at the identity provider"
        endSession =
            isZh
            ? "已在本系统退出。同时退出身份提供方" : "You are logged out here. Log out at the identity provider, too"
        if isRefused {
            error =
                isZh
                ? "账户名、密码或动态口令不正确，或账户暂时锁定。请核对后重试。"
                : "Account, password or one-time code is wrong, or the account is locked for a while. "
                    + "Check them and try again."
        }
    }
}

/// One's own account: the password and one-time codes.
struct AccountPage {
    struct Codes {
        var actionURL: String
        var secret: String
        var hint: String
        var label: String
        var button: String
    }

    struct Row {
        var id: String
        var started: String
        var used: String
        var client: String
        var way: String
        /// The words for the session that looks at the page; nil for another, which has a button.
        var current: String?
        var other: Other?

        struct Other {
            var actionURL: String
            var id: String
            var button: String
        }
    }

    var title: String
    var lead: String
    var notice: String?
    var error: String?
    var passwordURL: String
    var passwordTitle: String
    var old: String
    var new: String
    var button: String
    var codesTitle: String
    var codesState: String
    var codes: Codes?
    var sessionsTitle: String
    var sessionHeads: [String]
    var sessions: [Row]
    var sessionsURL: String
    var everywhere: String

    init(
        _ known: SignedIn, secret: String?, sessions: [SessionView], error: String?, visit: Visit
    ) {
        let isZh = visit.language == .zh
        let role = isZh ? known.principal.role.zh : known.principal.role.en
        title = isZh ? "我的账户" : "My account"
        lead = ([known.principal.name, role] + known.principal.codes).joined(separator: " · ")
        if known.mustChangePassword {
            notice = isZh ? "请先修改一次性密码。" : "Change the one-time password first."
        } else if known.mustTurnOnCodes {
            notice =
                isZh
                ? "该角色须启用动态口令后方可操作。"
                : "This role has to turn on one-time codes before anything else."
        }
        self.error = error
        passwordURL = visit.formURL("/account/password")
        passwordTitle = isZh ? "修改密码" : "Change the password"
        old = isZh ? "原密码" : "Old password"
        new = isZh ? "新密码" : "New password"
        button = isZh ? "保存" : "Save"
        codesTitle = isZh ? "动态口令" : "One-time codes"
        codesState =
            known.hasOneTimeCodes
            ? (isZh ? "已启用。更换手机请联系账户管理员。" : "On. For another telephone ask the administrator.")
            : (isZh ? "未启用。" : "Off.")
        let url = visit.formURL("/account/sessions")
        sessionsURL = url
        sessionsTitle = isZh ? "我的会话" : "My sessions"
        sessionHeads =
            isZh
            ? ["登录时间", "最近使用", "来源地址", "方式", "操作"] : ["Begun", "Last used", "From", "By", "Acts"]
        everywhere = isZh ? "在所有设备退出" : "Log out everywhere"
        self.sessions = sessions.map { view in
            Row(
                id: view.id, started: clockText(view.startedAt), used: clockText(view.usedAt),
                client: view.client,
                way: view.isFederated
                    ? (isZh ? "身份提供方" : "Identity provider") : (isZh ? "密码" : "Password"),
                current: view.isCurrent ? (isZh ? "当前会话" : "This one") : nil,
                other: view.isCurrent
                    ? nil
                    : .init(actionURL: url, id: view.id, button: isZh ? "结束" : "End it"))
        }
        if let secret, !known.hasOneTimeCodes {
            codes = Codes(
                actionURL: visit.formURL("/account/codes"), secret: secret,
                hint: isZh
                    ? "在验证器应用中手工输入此密钥（按时间，6位，30秒），再填写显示的口令。"
                    : "Type this key into an authenticator app (by time, 6 digits, 30 seconds), then the "
                        + "code that it shows.",
                label: isZh ? "口令" : "Code", button: isZh ? "启用" : "Turn on")
        }
    }
}
