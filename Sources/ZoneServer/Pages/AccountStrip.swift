import ZoneCore
import ZoneServices

/// What each page says of who looks at it: the notice of open accounts, the way to the login, or name and logout.
struct AccountStrip {
    var notice: String?
    var logInURL: String?
    var logIn: String
    var name: String?
    var role: String
    var accountURL: String
    var logOutURL: String
    var logOut: String
    /// The way to the accounts, for who keeps them.
    var accountsURL: String?
    var accounts: String
    /// The way to acts of two persons, for who may want them.
    var actsURL: String?
    var acts: String

    init(_ caller: Caller, _ visit: Visit) {
        let isZh = visit.language == .zh
        logIn = isZh ? "登录" : "Log in"
        logOut = isZh ? "退出" : "Log out"
        role = ""
        accounts = isZh ? "账户与令牌" : "Accounts and tokens"
        acts = isZh ? "双人操作" : "Acts of two persons"
        accountURL = visit.url("/account")
        logOutURL = visit.formURL("/logout")
        switch caller {
        case .anybody:
            notice =
                isZh
                ? "开放模式：未启用账户控制，任何人可进行任何操作。仅供演示和测试。"
                : "Open accounts: anybody may do anything here. For demonstrations and tests only."
        case .nobody: logInURL = visit.url("/login")
        case .person(let known, _):
            name = known.principal.name
            role = isZh ? known.principal.role.zh : known.principal.role.en
            if known.principal.role == .officer { actsURL = visit.url("/acts") }
            if known.principal.role == .administrator { accountsURL = visit.url("/accounts") }
        case .client(let principal): name = principal.name
        }
    }
}
