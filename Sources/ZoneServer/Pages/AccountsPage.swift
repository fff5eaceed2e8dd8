import ZoneCore
import ZoneServices

/// The page of whoever keeps the accounts: accounts, API clients, and what can be done with them.
struct AccountsPage {
    struct Row {
        var name: String
        var role: String
        var codes: String
        var state: String
        var actionURL: String
        var isOpen: Bool
    }

    struct Choice {
        var value: String
        var label: String
    }

    var title: String
    var lead: String
    /// A password or token that was just made: shown this once.
    var secret: String?
    var secretHint: String
    var error: String?
    var accountsTitle: String
    var clientsTitle: String
    var heads: [String]
    var accounts: [Row]
    var clients: [Row]
    var actionURL: String
    var addTitle: String
    var nameLabel: String
    var roleLabel: String
    var codesLabel: String
    var scopesLabel: String
    var daysLabel: String
    var certificateLabel: String
    var roles: [Choice]
    var addAccount: String
    var addClient: String
    var register: String
    var reset: String
    var close: String
    var revoke: String
    /// The form that links an account to the identity provider; nil where there is none.
    var link: Link?

    struct Link {
        var actionURL: String
        var title: String
        var lead: String
        var name: String
        var subject: String
        var link: String
        var unlink: String
    }

    init(
        accounts: [AccountView], clients: [APIClientView], secret: String? = nil,
        issuer: String? = nil, error: String? = nil, visit: Visit
    ) {
        let isZh = visit.language == .zh
        let url = visit.formURL("/accounts")
        func role(_ role: Role?) -> String { (isZh ? role?.zh : role?.en) ?? "?" }
        title = isZh ? "账户与令牌" : "Accounts and tokens"
        lead =
            isZh
            ? "新建的账户首次登录须修改密码。密码和令牌只显示一次。"
            : "A new account changes its password at the first login. Passwords and tokens are shown once."
        self.secret = secret
        secretHint = isZh ? "请立即转交，离开本页后不再显示：" : "Hand it over now; it is not shown again:"
        self.error = error
        accountsTitle = isZh ? "账户" : "Accounts"
        clientsTitle = isZh ? "接口客户" : "API clients"
        heads =
            isZh
            ? ["名称", "角色", "代码", "状态", "操作"] : ["Name", "Role", "Codes", "State", "Acts"]
        self.accounts = accounts.map { view in
            Row(
                name: view.name, role: role(view.role), codes: view.codes.joined(separator: " "),
                state: Self.state(view, isZh), actionURL: url, isOpen: view.closedAt == nil)
        }
        self.clients = clients.map { view in
            let until =
                (view.certificate == nil ? "" : isZh ? "证书，" : "certificate, ")
                + (isZh ? "有效至 " : "until ") + view.endsAt.day.description
            return Row(
                name: view.name, role: role(view.role), codes: view.codes.joined(separator: " "),
                state: view.revokedAt == nil ? until : (isZh ? "已吊销" : "revoked"),
                actionURL: url, isOpen: view.revokedAt == nil)
        }
        actionURL = url
        addTitle = isZh ? "新建" : "Add"
        nameLabel = isZh ? "名称（小写字母、数字、点、横线、下划线）" : "Name (small letters, digits, . - _)"
        roleLabel = isZh ? "角色" : "Role"
        codesLabel = isZh ? "企业或部门代码，以空格分隔，首个为主" : "Codes, with spaces between, the main one first"
        scopesLabel = isZh ? "令牌权限，以空格分隔；留空为该角色全部" : "Scopes of a token; empty for all of the role"
        daysLabel = isZh ? "令牌有效天数" : "Days of a token"
        roles = Role.allCases.map { Choice(value: $0.rawValue, label: role($0)) }
        addAccount = isZh ? "新建账户" : "Add an account"
        addClient = isZh ? "签发令牌" : "Issue a token"
        certificateLabel = isZh ? "客户证书（PEM），代替令牌" : "Client certificate as PEM, instead of a token"
        register = isZh ? "登记客户证书" : "Register the certificate"
        reset = isZh ? "重置密码" : "New password"
        close = isZh ? "关闭" : "Close"
        revoke = isZh ? "吊销" : "Revoke"
        link = issuer.map { issuer in
            Link(
                actionURL: url, title: isZh ? "身份提供方" : "Identity provider",
                lead: isZh
                    ? "\(issuer) 以主体标识（sub）称呼的人员可登录所关联的账户。"
                    : "Whom \(issuer) calls by a subject (sub) may log in to the account.",
                name: isZh ? "账户名" : "Account", subject: isZh ? "主体标识（sub）" : "Subject (sub)",
                link: isZh ? "关联" : "Link", unlink: isZh ? "解除关联" : "Take the link away")
        }
    }

    private static func state(_ view: AccountView, _ isZh: Bool) -> String {
        if view.closedAt != nil { return isZh ? "已关闭" : "closed" }
        if view.lockedUntil != nil { return isZh ? "暂时锁定" : "locked for a while" }
        if view.mustChangePassword { return isZh ? "未改初始密码" : "first password" }
        if view.subject != nil { return isZh ? "正常，身份提供方" : "open, with an identity provider" }
        if view.hasOneTimeCodes { return isZh ? "正常，动态口令" : "open, with one-time codes" }
        return isZh ? "正常" : "open"
    }
}
