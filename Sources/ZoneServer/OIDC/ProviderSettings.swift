import Foundation

/// An identity provider (OpenID Connect) that people may log in at.
public struct ProviderSettings: Sendable {
    /// The provider's address, exactly as its tokens name it.
    public let issuer: String
    /// What the provider calls this server.
    public let clientID: String
    /// The secret that the provider gave this server; nil for a public client, which PKCE alone guards.
    public let clientSecret: String?
    /// The address of this server as browsers know it, without a path.
    public let publicURL: String
    /// Values of `acr` that say that more than a password was asked for; `mfa` in `amr` always says so.
    public let strongContexts: Set<String>
    /// Longest wait for an answer of the provider, seconds.
    var timeoutSeconds: Int64 = 10

    /// Throws everything that is wrong at once.
    public init(
        issuer: String, clientID: String, clientSecret: String?, publicURL: String,
        strongContexts: Set<String> = []
    ) throws(ProviderSettingsError) {
        var problems: [String] = []
        if !Self.isSafe(issuer) {
            problems.append(
                "issuer \(issuer): 应为 https 地址（本机可用 http），不含查询 / must be an https address "
                    + "(http on this machine only) without a query")
        }
        if clientID.isEmpty || clientID.utf8.count > 255 {
            problems.append("client id: 应为1至255字节 / must have 1 to 255 bytes")
        }
        let base = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        if !Self.isSafe(base) || URLComponents(string: base)?.path.isEmpty != true {
            problems.append(
                "public url \(publicURL): 应为浏览器访问本服务器的 https://主机[:端口] / must be https://HOST[:PORT] "
                    + "as browsers reach this server")
        }
        guard problems.isEmpty else { throw ProviderSettingsError(problems: problems) }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.publicURL = base
        self.strongContexts = strongContexts
    }

    /// Where the provider sends browsers back to; has to be registered there.
    var callbackURL: String { publicURL + "/login/oidc/callback" }

    /// Whether secrets may go to an address: TLS, or this machine.
    static func isSafe(_ text: String) -> Bool {
        guard text.utf8.count <= 500, let url = URLComponents(string: text),
            let host = url.host, !host.isEmpty, url.user == nil, url.query == nil,
            url.fragment == nil
        else { return false }
        let isLocal = ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host)
        return url.scheme == "https" || url.scheme == "http" && isLocal
    }
}

/// Everything that is wrong with the settings of an identity provider.
public struct ProviderSettingsError: Error, CustomStringConvertible {
    public var problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}
