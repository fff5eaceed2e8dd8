/// Why a login at the identity provider did not log anybody in.
enum ProviderFault: Error, Hashable, Sendable {
    /// The provider can't be reached, or does not answer as it has to.
    case down(String)
    /// The answer belongs to no login of this browser: it is old, was used before, or another's.
    case stateForeign
    /// The provider refused, with the code of its reason.
    case refused(String)
    /// The provider does not take the code.
    case codeRefused(String)
    case tokenMalformed
    case algorithm(String)
    case keyUnknown
    case signature
    case issuer
    case audience
    case expired
    case notYetValid
    case nonce
    /// No account has the subject.
    case unknownPerson
    case tooWeak

    /// Whether it is the provider's doing, and not the browser's.
    var isOutage: Bool {
        if case .down = self { true } else { false }
    }

    /// For the register: a word or two, never a token.
    var note: String {
        switch self {
        case .down(let text), .refused(let text), .codeRefused(let text), .algorithm(let text):
            "oidc \(name) \(text.prefix(100))"
        default: "oidc \(name)"
        }
    }

    private var name: String {
        switch self {
        case .down: "down"
        case .stateForeign: "state"
        case .refused: "refused"
        case .codeRefused: "code"
        case .tokenMalformed: "token"
        case .algorithm: "algorithm"
        case .keyUnknown: "key"
        case .signature: "signature"
        case .issuer: "issuer"
        case .audience: "audience"
        case .expired: "expired"
        case .notYetValid: "not yet valid"
        case .nonce: "nonce"
        case .unknownPerson: "unknown"
        case .tooWeak: "second factor"
        }
    }

    /// What a person is told: what is wrong and what to do. Faults of the token are one, for nobody at the browser can
    /// mend them.
    var zh: String {
        switch self {
        case .down: "身份提供方暂时无法使用。请稍后重试，或使用账户密码登录。"
        case .stateForeign: "登录已过期、已被使用或不是由本浏览器发起。请重新登录。"
        case .refused, .codeRefused: "身份提供方未确认登录。请重新登录。"
        case .tokenMalformed, .algorithm, .keyUnknown, .signature, .issuer, .audience, .expired,
            .notYetValid, .nonce:
            "身份提供方的令牌未通过核验。请重新登录；若仍如此，请联系账户管理员。"
        case .unknownPerson: "身份提供方已确认您的身份，但尚无账户与之关联。请联系账户管理员。"
        case .tooWeak: "该账户的角色要求多因素认证，而身份提供方未声明。请以多因素方式登录。"
        }
    }

    /// As above.
    var en: String {
        switch self {
        case .down:
            "The identity provider is out of order. Try again later, or log in with the account's password."
        case .stateForeign:
            "The login is too old, was used before, or was not begun in this browser. Log in again."
        case .refused, .codeRefused:
            "The identity provider did not confirm the login. Log in again."
        case .tokenMalformed, .algorithm, .keyUnknown, .signature, .issuer, .audience, .expired,
            .notYetValid, .nonce:
            "The identity provider's token did not pass the check. Log in again; if it stays so, ask the "
                + "administrator."
        case .unknownPerson:
            "The identity provider knows you, but no account is linked to that. Ask the administrator."
        case .tooWeak:
            "The account's role needs a second factor, and the identity provider says of none. Log in there with one."
        }
    }
}
