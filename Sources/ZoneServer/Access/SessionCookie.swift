import HTTPTypes
import Hummingbird
import ZoneServices

/// The cookies of persons: their session, and before it what binds the login form to its browser.
enum SessionCookie {
    /// The session's token; nil where there is none. Of a cookie that stands twice none counts.
    static func token(in request: Request, _ settings: ServerSettings) -> String? {
        value(of: name("session", settings), in: request)
    }

    /// The token of the login form.
    static func loginToken(in request: Request, _ settings: ServerSettings) -> String? {
        value(of: name("login", settings), in: request)
    }

    /// Sets the session for so long; an empty one takes it away.
    static func session(_ token: String, seconds: Int64, _ settings: ServerSettings) -> String {
        cookie("session", token, seconds: seconds, settings)
    }

    /// Sets the token of the login form.
    static func login(_ token: String, seconds: Int64, _ settings: ServerSettings) -> String {
        cookie("login", token, seconds: seconds, settings)
    }

    /// The token of a login that is under way at the identity provider.
    static func providerToken(in request: Request, _ settings: ServerSettings) -> String? {
        value(of: name("oidc", settings), in: request)
    }

    /// Sets that token. It comes back with the step from the provider's page, so it is only lax.
    static func provider(_ token: String, seconds: Int64, _ settings: ServerSettings) -> String {
        cookie("oidc", token, seconds: seconds, settings, sameSite: "Lax")
    }

    /// No script reads it, no other site's page makes a browser send it, and over TLS no other host can set it.
    private static func cookie(
        _ kind: String, _ value: String, seconds: Int64, _ settings: ServerSettings,
        sameSite: String = "Strict"
    ) -> String {
        "\(name(kind, settings))=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=\(sameSite)"
            + (settings.usesTLS ? "; Secure" : "")
    }

    private static func name(_ kind: String, _ settings: ServerSettings) -> String {
        (settings.usesTLS ? "__Host-" : "") + "pilotzone-" + kind
    }

    private static func value(of name: String, in request: Request) -> String? {
        let found = request.headers[values: .cookie].flatMap { $0.split(separator: ";").prefix(50) }
            .compactMap { pair -> String? in
                let parts = pair.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0].trimmed() == name else { return nil }
                return parts[1].trimmed()
            }
        return found.count == 1 && !found[0].isEmpty ? found[0] : nil
    }
}

/// The token that a form of ours sends back.
enum FormToken {
    /// Its name in the query of the form's action.
    static let name = "form"

    /// Whether they are the same; an empty one is no token.
    static func isEqual(_ one: String, _ other: String) -> Bool {
        !one.isEmpty && AccessDesk.isSame(one, other)
    }
}
