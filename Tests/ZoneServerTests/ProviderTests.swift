import Foundation
import HTTPTypes
import JWTKit
import Testing
import ZoneCore

@testable import ZoneServer
@testable import ZoneServices

/// A zone whose people log in at a provider.
private struct ProviderSite: Sendable {
    let provider: TestProvider
    let site: Site

    static func open(
        acr: Set<String> = [], _ body: @escaping @Sendable (ProviderSite) async throws -> Void
    ) async throws {
        try await TestProvider.open { provider async throws in
            var settings = ServerSettings()
            settings.accounts = .required
            settings.isBehindProxy = true
            var settingsOfProvider = try ProviderSettings(
                issuer: provider.issuer, clientID: TestProvider.clientID,
                clientSecret: TestProvider.secret, publicURL: "https://zone.example",
                strongContexts: acr)
            // A machine that is busy with other tests is not an outage.
            settingsOfProvider.timeoutSeconds = 600
            settings.provider = settingsOfProvider
            try await Site.open(settings) {
                try await body(ProviderSite(provider: provider, site: $0))
            }
        }
    }

    /// An account that a subject is linked to.
    func link(_ name: String, _ role: Role, codes: [String] = [], to subject: String) async throws {
        let access = site.zone.access
        _ = try await access.addAccount(name: name, role: role, codes: codes, by: "root")
        try access.link(name: name, issuer: provider.issuer, subject: subject, by: "root")
    }

    /// The way to the provider: its address, and the cookie that the browser keeps.
    func begin(next: String = "/declarations") async throws -> (url: String, cookie: String) {
        let answer = try await site.get("/login/oidc?next=\(next.percentEncoded())")
        #expect(answer.status == 303)
        let set = try #require(answer.headers[.setCookie])
        #expect(set.contains("__Host-pilotzone-oidc=") && set.contains("SameSite=Lax"))
        let cookie = try #require(set.split(separator: ";").first)
        return (try #require(answer.headers[.location]), String(cookie))
    }

    func finish(code: String, state: String, cookie: String) async throws -> Answer {
        try await site.get(
            "/login/oidc/callback?code=\(code)&state=\(state)&lang=en",
            // Each from another address, so that none meets the limit of logins.
            [.cookie: cookie, .forwardedFor: UUID().uuidString])
    }

    /// The whole way.
    func logIn(as subject: String) async throws -> Answer {
        let (url, cookie) = try await begin()
        let (code, state) = try provider.authorize(url, as: subject)
        return try await finish(code: code, state: state, cookie: cookie)
    }

    /// What the register says of the last login.
    func lastEvent() throws -> AuditEvent? {
        try site.zone.access.audit(subject: nil, before: nil, countMax: 1).first
    }
}

extension Answer {
    /// The session that was set, as a cookie to send.
    fileprivate var session: String? {
        headers[values: .setCookie].first { $0.hasPrefix("__Host-pilotzone-session=") }?
            .split(separator: ";").first.map(String.init)
    }
}

@Suite struct ProviderTests {
    @Test func aLinkedPersonIsLoggedIn() async throws {
        try await ProviderSite.open { site async throws in
            try await site.link("li", .declarant, codes: ["4403W60001"], to: "248289761001")
            let answer = try await site.logIn(as: "248289761001")
            #expect(answer.status == 200)
            #expect(answer.headers[.refresh] == "0; url=/declarations")
            #expect(answer.text.contains(#"href="/declarations""#))
            #expect(!answer.text.contains("code="))
            let session = try #require(answer.session)
            // Neither the first password nor codes of the account stand in the way.
            let page = try await site.site.get("/declarations?lang=en", [.cookie: session])
            #expect(page.status == 200 && page.text.contains(">li</a>"))
            let event = try #require(try site.lastEvent())
            #expect(event.kind == "login" && event.subject == "li")
            #expect(event.detail.contains("248289761001"))
            // Logging out here leads to where the provider's session is ended.
            let form = try #require(page.text.firstMatch(of: /logout\?form=([A-Za-z0-9_-]+)/)?.1)
            let out = try await site.site.send(
                .post, "/logout?form=\(form)", [.cookie: session], [])
            #expect(out.headers[.location] == "/login?out=1")
            let login = try await site.site.get("/login?out=1&lang=en").text
            #expect(login.contains(site.provider.issuer + "/logout?client_id=pilotzone"))
            #expect(try await site.site.get("/v1/declarations", [.cookie: session]).status == 401)
        }
    }

    @Test func nobodyGetsAnAccountByLoggingIn() async throws {
        try await ProviderSite.open { site async throws in
            let answer = try await site.logIn(as: "stranger")
            #expect(answer.status == 422 && answer.session == nil)
            #expect(answer.text.contains("no account is linked"))
            #expect(try site.lastEvent()?.kind == "login.refused")
            #expect(site.site.zone.access.accounts().isEmpty)
            // Closed accounts and links that were taken away are no accounts.
            try await site.link("li", .operator, to: "s1")
            try site.site.zone.access.unlink(name: "li", by: "root")
            #expect(try await site.logIn(as: "s1").status == 422)
            try await site.link("wang", .operator, to: "s2")
            try site.site.zone.access.closeAccount(name: "wang", by: "root")
            #expect(try await site.logIn(as: "s2").status == 422)
        }
    }

    @Test func rolesThatNeedASecondFactorNeedItThere() async throws {
        try await ProviderSite.open(acr: ["urn:example:loa3"]) { site async throws in
            try await site.link("guan", .officer, to: "s1")
            let weak = try await site.logIn(as: "s1")
            #expect(weak.status == 422 && weak.session == nil)
            #expect(weak.text.contains("second factor"))
            let strongOnes: [@Sendable (inout IdentityClaims) -> Void] = [
                { $0.amr = ["pwd", "mfa"] }, { $0.acr = "urn:example:loa3" },
            ]
            for claims in strongOnes {
                site.provider.misbehave(.init(claims: claims))
                let strong = try await site.logIn(as: "s1")
                let session = try #require(strong.session)
                let list = try await site.site.get("/v1/declarations", [.cookie: session])
                #expect(list.status == 200)
            }
            site.provider.misbehave(.init(claims: { $0.acr = "urn:example:loa1" }))
            #expect(try await site.logIn(as: "s1").session == nil)
        }
    }

    /// A token that is wrong in any one thing logs nobody in, and the register says in which.
    @Test func wrongTokensAreRefused() async throws {
        let wrongs: [(String, @Sendable (inout IdentityClaims) -> Void)] = [
            ("nonce", { $0.nonce = "another" }), ("nonce", { $0.nonce = nil }),
            ("audience", { $0.aud = AudienceClaim(value: ["another"]) }),
            ("audience", { $0.aud = AudienceClaim(value: ["pilotzone", "another"]) }),
            ("audience", { $0.azp = "another" }),
            ("issuer", { $0.iss += "/" }), ("expired", { $0.exp -= 400 }),
            ("not yet valid", { $0.iat = ($0.iat ?? 0) + 400 }),
            ("not yet valid", { $0.nbf = $0.exp }), ("token", { $0.sub = "" }),
        ]
        try await ProviderSite.open { site async throws in
            try await site.link("li", .operator, to: "s1")
            for (fault, claims) in wrongs {
                site.provider.misbehave(.init(claims: claims))
                let answer = try await site.logIn(as: "s1")
                #expect(answer.status == 422 && answer.session == nil, "\(fault)")
                #expect(
                    try site.lastEvent()?.detail.hasSuffix("oidc \(fault)") ?? false, "\(fault)")
            }
            site.provider.misbehave(.init())
            #expect(try await site.logIn(as: "s1").session != nil)
        }
    }

    @Test func signaturesThatAreNoneAreRefused() async throws {
        try await ProviderSite.open { site async throws in
            try await site.link("li", .operator, to: "s1")
            let provider = site.provider
            @Sendable func forged(
                _ header: String, _ claims: IdentityClaims, signature: String = ""
            )
                throws -> String
            {
                let parts = [Data(header.utf8), try JSONEncoder().encode(claims)]
                return parts.map { TestProvider.urlSafe($0.base64EncodedString()) }
                    .joined(separator: ".") + "." + signature
            }
            let makers: [(String, @Sendable (IdentityClaims) async throws -> String)] = [
                ("oidc algorithm none", { try forged(#"{"alg":"none","kid":"k1"}"#, $0) }),
                ("oidc algorithm HS256", { try forged(#"{"alg":"HS256","kid":"k1"}"#, $0) }),
                // The key is for another algorithm.
                ("oidc algorithm RS256", { try forged(#"{"alg":"RS256","kid":"k1"}"#, $0) }),
                (
                    "oidc signature",
                    { try forged(#"{"alg":"ES256","kid":"k1"}"#, $0, signature: "AA") }
                ),
                ("oidc signature", { try await provider.sign($0, key: ES256PrivateKey()) }),
                ("oidc token", { try forged(#"{"alg":"ES256"}"#, $0) }),
                ("oidc token", { _ in "no token" }),
            ]
            for (note, make) in makers {
                provider.misbehave(.init(token: make))
                #expect(try await site.logIn(as: "s1").session == nil, "\(note)")
                #expect(try site.lastEvent()?.detail.hasSuffix(note) ?? false, "\(note)")
            }
        }
    }

    @Test func keysThatTheProviderChangedAreFetched() async throws {
        try await ProviderSite.open { site async throws in
            try await site.link("li", .operator, to: "s1")
            #expect(try await site.logIn(as: "s1").session != nil)
            #expect(try await site.logIn(as: "s1").session != nil)
            #expect(site.provider.jwksCount == 1)
        }
        // A new key within the minute waits, one after it is fetched, and an unknown name fetches once a minute.
        try await TestProvider.open { provider async throws in
            let directory = ProviderDirectory(issuer: provider.issuer, timeoutSeconds: 600)
            func key(_ name: String, _ seconds: Int64) async throws -> Bool {
                do {
                    _ = try await directory.key(name, at: Timestamp(ms: seconds * 1000))
                    return true
                } catch ProviderFault.keyUnknown {
                    return false
                }
            }
            #expect(try await key("k1", 0))
            provider.rotate()
            #expect(try await !key("k1x", 59))
            #expect(try await key("k1", 59))
            #expect(try await key("k1x", 60))
            // What the provider has no more is good no more.
            #expect(try await !key("k1", 61))
            for second: Int64 in 62..<100 { #expect(try await !key("invented", second)) }
            #expect(provider.jwksCount == 2)
            #expect(try await key("k1x", 3661))
            #expect(provider.jwksCount == 3)
        }
    }

    /// A login is for the browser that began it, once, for ten minutes.
    @Test func answersOfOtherLoginsAreRefused() async throws {
        try await ProviderSite.open { site async throws in
            try await site.link("li", .operator, to: "s1")
            let (url, cookie) = try await site.begin()
            let (code, state) = try site.provider.authorize(url, as: "s1")
            let (_, otherCookie) = try await site.begin()
            for (state, cookie) in [
                (state, ""), (state, otherCookie), ("x", cookie), ("", cookie),
                (state, cookie + "; " + otherCookie),
            ] {
                let answer = try await site.finish(code: code, state: state, cookie: cookie)
                #expect(answer.status == 422 && answer.session == nil)
                #expect(answer.text.contains("not begun in this browser"))
            }
            let good = try await site.finish(code: code, state: state, cookie: cookie)
            #expect(good.session != nil)
            // The same answer again is nobody's.
            let again = try await site.finish(code: code, state: state, cookie: cookie)
            #expect(again.session == nil)
            // A code that was used is refused by the provider, also in a new login.
            let (newURL, newCookie) = try await site.begin()
            let newState = try site.provider.authorize(newURL, as: "s1").state
            let replayed = try await site.finish(code: code, state: newState, cookie: newCookie)
            #expect(replayed.status == 422 && replayed.session == nil)
            #expect(try site.lastEvent()?.detail.hasSuffix("oidc code invalid_grant") ?? false)
        }
        let logins = PendingLogins()
        let (state, _, token) = logins.begin(next: "/", at: Timestamp(ms: 0))
        let late = Timestamp(ms: PendingLogins.lifeMs)
        #expect(logins.take(state: state, browserToken: token, at: late) == nil)
    }

    /// A code is of no use to who does not know the verifier of its login.
    @Test func stolenCodesAreOfNoUse() async throws {
        try await ProviderSite.open { site async throws in
            try await site.link("li", .operator, to: "s1")
            let victim = try await site.begin()
            let stolen = try site.provider.authorize(victim.url, as: "s1").code
            let thief = try await site.begin()
            let state = try site.provider.authorize(thief.url, as: "thief").state
            let answer = try await site.finish(code: stolen, state: state, cookie: thief.cookie)
            #expect(answer.session == nil)
            #expect(try site.lastEvent()?.detail.hasSuffix("oidc code invalid_grant") ?? false)
        }
    }

    @Test func aProviderThatIsDownLeavesThePasswords() async throws {
        try await ProviderSite.open { site async throws in
            site.provider.misbehave(.init(isDown: true))
            let down = try await site.site.get("/login/oidc?lang=en")
            #expect(down.status == 502 && down.text.contains("out of order"))
            #expect(down.text.contains("name=\"password\""))
            // It goes down between the two steps.
            site.provider.misbehave(.init())
            let (url, cookie) = try await site.begin()
            let (code, state) = try site.provider.authorize(url, as: "s1")
            site.provider.misbehave(.init(isDown: true))
            let answer = try await site.finish(code: code, state: state, cookie: cookie)
            #expect(answer.status == 502 && answer.session == nil)
        }
        try await ProviderSite.open { site async throws in
            site.provider.misbehave(.init(documentIssuer: "http://127.0.0.1:1"))
            #expect(try await site.site.get("/login/oidc").status == 502)
        }
    }

    @Test func withoutAProviderThereIsNoWay() async throws {
        try await GuardedSite.open { guarded async throws in
            #expect(try await guarded.site.get("/login/oidc").status == 404)
            #expect(try await guarded.site.get("/login/oidc/callback?state=x").status == 404)
            #expect(try await !guarded.site.get("/login").text.contains("/login/oidc"))
        }
    }

    @Test func settingsSayAllThatIsWrong() {
        let error = #expect(throws: ProviderSettingsError.self) {
            try ProviderSettings(
                issuer: "http://provider.example", clientID: "", clientSecret: nil,
                publicURL: "https://zone.example/path")
        }
        #expect(error?.problems.count == 3)
        #expect(ProviderSettings.isSafe("https://provider.example/realms/zone"))
        for address in ["ftp://x", "https://a:b@x", "https://", "http://10.0.0.1", "https://x?y=1"]
        {
            #expect(!ProviderSettings.isSafe(address))
        }
    }
}
