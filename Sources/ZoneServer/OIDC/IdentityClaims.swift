import JWTKit
import ZoneCore
import ZoneServices

/// What an identity token says.
struct IdentityClaims: JWTPayload {
    var iss: String
    var sub: String
    var aud: AudienceClaim
    /// Seconds since 1970.
    var exp: Double
    var iat: Double?
    var nbf: Double?
    var nonce: String?
    /// To whom it was issued, where it is for several.
    var azp: String?
    var acr: String?
    var amr: [String]?

    /// What the claims have to be depends on the login that asked for them: ``fault(_:nonce:at:)`` says it.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// Seconds that the provider's clock may be off.
    static let clockToleranceSeconds = 60.0

    /// What is wrong with the token of a login; nil where it is good. Pure, so that all of it can be tried.
    func fault(_ settings: ProviderSettings, nonce expected: String, at now: Timestamp)
        -> ProviderFault?
    {
        let seconds = Double(now.ms) / 1000
        if iss != settings.issuer { return .issuer }
        if !aud.value.contains(settings.clientID) { return .audience }
        if aud.value.count > 1 || azp != nil, azp != settings.clientID { return .audience }
        if exp <= seconds - Self.clockToleranceSeconds { return .expired }
        for start in [iat, nbf].compactMap({ $0 })
        where start > seconds + Self.clockToleranceSeconds {
            return .notYetValid
        }
        guard let nonce, FormToken.isEqual(nonce, expected) else { return .nonce }
        return sub.isEmpty ? .tokenMalformed : nil
    }

    /// Whether more than a password was asked for.
    func hasSecondFactor(_ settings: ProviderSettings) -> Bool {
        amr?.contains("mfa") ?? false || acr.map(settings.strongContexts.contains) ?? false
    }
}
