import HTTPTypes
import Testing
import ZoneCore

@testable import ZoneServer
@testable import ZoneServices

/// What attackers try at the door.
@Suite struct AccessAttackTests {
    @Test func loginWorksAndChangesTheSession() async throws {
        try await GuardedSite.open { guarded async throws in
            _ = try await guarded.person("li", .declarant, codes: ["4403W60001"])
            let (cookie, form) = try await guarded.loginForm()
            // A session that somebody planted before the login is not the one after it.
            let planted = String(repeating: "P", count: 43)
            let answer = try await guarded.logIn(
                [("name", "li"), ("password", GuardedSite.password), ("code", "")],
                cookie: cookie + "; pilotzone-session=\(planted)", form: form, next: "/declarations"
            )
            #expect(answer.status == 303)
            #expect(answer.headers[.location] == "/declarations")
            let set = answer.headers[values: .setCookie]
            let session = try #require(set.first { $0.hasPrefix("pilotzone-session=") })
            #expect(!session.contains(planted))
            #expect(session.contains("HttpOnly") && session.contains("SameSite=Strict"))
            let token = session.split(separator: ";")[0]
            let page = try await guarded.site.get("/declarations?lang=en", [.cookie: String(token)])
            #expect(page.status == 200)
            #expect(page.text.contains("Log out") && page.text.contains(">li</a>"))
            let before = try await guarded.site.get(
                "/declarations", [.cookie: "pilotzone-session=\(planted)", .accept: "text/html"])
            #expect(before.status == 303)
            // Two sessions in one request are none.
            let both = "pilotzone-session=\(planted); \(token)"
            #expect(try await guarded.site.get("/v1/declarations", [.cookie: both]).status == 401)
        }
    }

    /// What an administrator does on the page, and that its secrets are shown once.
    @Test func accountsAreKeptOnAPage() async throws {
        try await Site.open { site async throws in
            func send(_ fields: [(String, String)]) async throws -> Answer {
                let body =
                    fields.map {
                        "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
                    }.joined() + "--x--\r\n"
                return try await site.send(
                    .post, "/accounts?lang=en", [.contentType: "multipart/form-data; boundary=x"],
                    Array(body.utf8))
            }
            let added = try await send([("do", "add"), ("name", "li"), ("role", "operator")])
            #expect(added.status == 200)
            let secret = try #require(added.text.firstMatch(of: /<code>([^<]+)<\/code>/)?.1)
            let session = try await site.zone.access.logIn(
                name: "li", password: String(secret), code: "", from: "")
            #expect(session != nil)
            let page = try await site.get("/accounts?lang=en").text
            #expect(page.contains(">li</th>") && !page.contains(secret))
            #expect(
                try await send([("do", "add"), ("name", "li"), ("role", "officer")]).status == 409)
            #expect(
                try await send([("do", "add"), ("name", "<b>"), ("role", "officer")]).status == 422)
            #expect(try await send([("do", "close"), ("name", "nobody")]).status == 404)
            #expect(try await send([("do", "close"), ("name", "li")]).status == 200)
            #expect(try await site.get("/accounts?lang=en").text.contains("closed"))
        }
    }

    @Test func noAnswerTellsWhichAccountsExist() async throws {
        try await GuardedSite.open { guarded async throws in
            _ = try await guarded.person("li", .declarant, codes: ["4403W60001"])
            var texts: Set<String> = []
            for (name, password) in [
                ("li", "wrong password"), ("nobody", "wrong password"), ("", ""),
                ("li'; DROP TABLE account; --", "x"), (String(repeating: "l", count: 5000), "x"),
            ] {
                let (cookie, form) = try await guarded.loginForm()
                let answer = try await guarded.logIn(
                    [("name", name), ("password", password), ("code", "")], cookie: cookie,
                    form: form)
                #expect(answer.status == 422)
                #expect(!answer.headers[values: .setCookie].contains { $0.contains("session") })
                texts.insert(answer.text.replacing(/form=[A-Za-z0-9_-]+/, with: ""))
            }
            #expect(texts.count == 1)
        }
    }

    @Test func formsOfOtherSitesDoNothing() async throws {
        try await GuardedSite.open { guarded async throws in
            let (headers, form) = try await guarded.person("li", .operator)
            let (other, otherForm) = try await guarded.person("wang", .operator)
            for query in ["", "?form=", "?form=x", "?form=\(otherForm)"] {
                let answer = try await guarded.site.send(.post, "/logout\(query)", headers, [])
                #expect(answer.problemCode == "form_foreign", "\(query)")
            }
            #expect(try await guarded.site.get("/v1/declarations", headers).status == 200)
            #expect(
                try await guarded.site.send(.post, "/logout?form=\(form)", headers, []).status
                    == 303)
            #expect(try await guarded.site.get("/v1/declarations", headers).status == 401)
            #expect(try await guarded.site.get("/v1/declarations", other).status == 200)
            // Nor can another site log somebody in here.
            let (cookie, token) = try await guarded.loginForm()
            let fields = [("name", "li"), ("password", GuardedSite.password)]
            for (cookie, token) in [("", token), (cookie, ""), (cookie, "x")] {
                let answer = try await guarded.logIn(fields, cookie: cookie, form: token)
                #expect(answer.problemCode == "form_foreign")
            }
        }
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)",
        "/a%0d%0aSet-Cookie:x=y", "",
    ])
    func loginLeadsNowhereElse(_ next: String) async throws {
        #expect(LogInRoutes.ownPath(next.percentDecoded() ?? next) == "/")
        #expect(LogInRoutes.ownPath("/declarations?status=800") == "/declarations?status=800")
    }

    @Test func headersThatAreTooLargeAreNobodys() async throws {
        try await GuardedSite.open { guarded async throws in
            let long = String(repeating: "A", count: 30_000)
            for headers in [
                [.authorization: "Bearer \(long)"], [.cookie: "pilotzone-session=\(long)"],
                [.cookie: String(repeating: "a=b;", count: 5000)],
            ] as [HTTPFields] {
                #expect(try await guarded.site.get("/v1/declarations", headers).status == 401)
            }
        }
    }

    @Test(arguments: [
        "/assets/..%2F..%2Fetc%2Fpasswd", "/assets/%2e%2e%2fopenapi.json", "/assets/....//x",
        "/assets/zone.css%00.svg",
    ])
    func filesBesideTheAssetsStayHidden(_ uri: String) async throws {
        try await GuardedSite.open { guarded async throws in
            #expect(try await [401, 404].contains(guarded.site.get(uri).status))
        }
    }

    @Test func valuesInTemplatesAreTextOnly() async throws {
        let value = "{{name}}<script>alert(1)</script>{{{form}}}"
        let page = LogInPage(
            formToken: "t", next: value, isRefused: true, visit: Visit.example(.en))
        var hostile = page
        hostile.error = value
        let html = Templates.html(
            hostile, template: "login", title: value, visit: Visit.example(.en))
        #expect(!html.contains("<script"))
        #expect(html.contains("{{name}}&lt;script&gt;"))
        #expect(TagChecker.complaint(html) == nil)
    }

    @Test func guessingIsSlowedDown() async throws {
        try await GuardedSite.open { guarded async throws in
            let (cookie, form) = try await guarded.loginForm()
            var statuses: [Int] = []
            for _ in 0..<12 {
                statuses.append(
                    try await guarded.logIn(
                        [("name", "li"), ("password", "x")], cookie: cookie, form: form
                    ).status)
            }
            // The zone's clock stands, so the bucket of ten does not fill again.
            #expect(statuses == [Int](repeating: 422, count: 10) + [429, 429])
        }
    }
}
