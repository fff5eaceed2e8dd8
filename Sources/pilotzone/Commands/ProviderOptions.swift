import ArgumentParser
import ZoneServer

/// Login at an identity provider (OpenID Connect).
struct ProviderOptions: ParsableArguments {
    @Option(
        help: "Address of an identity provider (OpenID Connect) that people may log in at.")
    var oidcIssuer: String?
    @Option(help: "What the identity provider calls this server.")
    var oidcClientId: String?
    @Option(help: "File with the secret that the identity provider gave this server.")
    var oidcClientSecret: String?
    @Option(
        help: """
            A value of acr by which the provider says that more than a password was asked for; may be given several \
            times. mfa in amr says it too.
            """)
    var oidcAcr: [String] = []
    @Option(
        help: """
            Address of this server as browsers know it, such as https://zone.example; the provider sends them back to \
            /login/oidc/callback there.
            """)
    var publicUrl: String?

    func validate() throws {
        let given = [oidcIssuer, oidcClientId, publicUrl].compactMap { $0 }
        let rest = oidcClientSecret != nil || !oidcAcr.isEmpty
        guard given.count == 3 || given.isEmpty && !rest else {
            throw ValidationError(
                "--oidc-issuer、--oidc-client-id、--public-url 须一起给出 / are given together or not at all"
            )
        }
    }

    /// The provider; nil where people log in with passwords only.
    func provider() throws -> ProviderSettings? {
        guard let oidcIssuer, let oidcClientId, let publicUrl else { return nil }
        return try ProviderSettings(
            issuer: oidcIssuer, clientID: oidcClientId,
            clientSecret: try oidcClientSecret.map(readToken), publicURL: publicUrl,
            strongContexts: Set(oidcAcr))
    }
}
