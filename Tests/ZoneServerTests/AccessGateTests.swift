import Foundation
import HTTPTypes
import Testing
import ZoneCore

@testable import ZoneServer
@testable import ZoneServices

/// A server that requires accounts, with somebody of each role.
struct GuardedSite: Sendable {
    static let password = "correct horse battery"

    let site: Site

    static func open(
        secondFactorRoles: Set<Role>? = nil,
        _ body: @escaping @Sendable (GuardedSite) async throws -> Void
    ) async throws {
        var settings = ServerSettings()
        settings.accounts = .required
        try await Site.open(
            settings,
            change: { if let secondFactorRoles { $0.access.secondFactorRoles = secondFactorRoles } }
        ) { try await body(GuardedSite(site: $0)) }
    }

    /// The token of an API client.
    func token(_ role: Role, codes: [String] = [], scopes: Set<Permission> = []) throws -> String {
        try site.zone.access.issueToken(
            APIClientRequest(
                name: "c-\(role.rawValue)-\(UUID().uuidString.lowercased().prefix(8))", role: role,
                codes: codes, scopes: scopes, dayCount: 1), by: "root")
    }

    func bearer(
        _ role: Role, codes: [String] = [], json: Bool = false
    ) throws -> HTTPFields {
        var headers: HTTPFields = [.authorization: "Bearer \(try token(role, codes: codes))"]
        if json { headers[.contentType] = "application/json" }
        return headers
    }

    /// A person's cookie and the token of the person's forms.
    func person(_ name: String, _ role: Role, codes: [String] = []) async throws -> (
        headers: HTTPFields, form: String
    ) {
        let access = site.zone.access
        let first = try await access.addAccount(name: name, role: role, codes: codes, by: "root")
        let before = try #require(
            await access.logIn(name: name, password: first, code: "", from: ""))
        try await access.changePassword(token: before.token, old: first, new: Self.password)
        let known = try #require(access.session(token: before.token))
        return ([.cookie: "pilotzone-session=\(before.token)"], known.formToken)
    }

    /// The login form's cookie and token.
    func loginForm() async throws -> (cookie: String, form: String) {
        let answer = try await site.get("/login")
        let cookie = try #require(answer.headers[.setCookie]?.split(separator: ";").first)
        let parts = cookie.split(separator: "=", maxSplits: 1)
        return (String(cookie), String(parts[1]))
    }

    func logIn(
        _ fields: [(String, String)], cookie: String, form: String, next: String = "/"
    ) async throws -> Answer {
        let body =
            fields.map {
                "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
            }.joined() + "--x--\r\n"
        return try await site.send(
            .post, "/login?form=\(form)&next=\(next)",
            [.cookie: cookie, .contentType: "multipart/form-data; boundary=x"],
            Array(body.utf8))
    }
}

@Suite struct AccessGateTests {
    private static let example = [
        "{id}": "1", "{code}": "4403W69999", "{list}": "x", "{gnum}": "1", "{file}": "zone.css",
        "{edition}": "202205", "{day}": "2026-11-01", "{logisticsNo}": "N", "{sender}": "S",
        "{entryId}": "E", "{name}": "n", "{duty}": "none", "{cursor}": "0.1",
        "{fingerprint}": "00", "{number}": "1", "{task}": "t",
    ]

    /// The whole matrix: who the table lets through reaches the handler, whoever it does not is refused.
    @Test func everyRouteAndEveryRole() async throws {
        try await GuardedSite.open { guarded async throws in
            var callers: [(Principal?, HTTPFields)] = [(nil, [:])]
            for role in Role.allCases where role != .administrator {
                let principal = Principal(name: "p", role: role, codes: ["4403W60001"])
                callers.append((principal, try guarded.bearer(role, codes: ["4403W60001"])))
            }
            for (route, access) in AccessTable.bundled.all.sorted(by: { $0.key < $1.key }) {
                let parts = route.split(separator: " ", maxSplits: 1)
                let method = try #require(HTTPRequest.Method(String(parts[0])))
                var path = String(parts[1])
                for (name, value) in Self.example { path = path.replacing(name, with: value) }
                guard !path.contains("{"), access.permission != .session else { continue }
                for (principal, headers) in callers {
                    let answer = try await guarded.site.send(method, path, headers, [])
                    let allowed = reach(of: principal, access.permission)
                    let who = principal.map(\.role.rawValue) ?? "nobody"
                    switch allowed {
                    case .none where principal == nil:
                        #expect(answer.status == 401, "\(route) \(who): \(answer.status)")
                    case .none: #expect(answer.status == 403, "\(route) \(who): \(answer.status)")
                    case .all where route != "POST /login":
                        #expect(![401, 403].contains(answer.status), "\(route) \(who)")
                    case .all: break
                    case .own:
                        // Nothing of the examples is this enterprise's, and nothing is shown whole.
                        let isNarrow = [200, 303, 400, 403, 404, 413, 415, 422]
                            .contains(answer.status)
                        #expect(isNarrow, "\(route) \(who): \(answer.status)")
                        if case .path = access.owner {
                            #expect(answer.status == 403, "\(route) \(who)")
                        }
                    }
                }
            }
        }
    }

    @Test func anEnterpriseSeesItsOwnOnly() async throws {
        try await GuardedSite.open { guarded async throws in
            let site = guarded.site
            let officer = try guarded.bearer(.officer)
            let sender = try #require(site.sender(of: Sample.order("A1")))
            let own = try guarded.bearer(.declarant, codes: [sender])
            let other = try guarded.bearer(.declarant, codes: ["4403W60002"])
            #expect(try await site.post(Sample.order("A1"), own).status == 202)
            let refused = try await site.post(Sample.order("A2"), other)
            #expect(refused.problemCode == "sender_foreign")
            #expect(try await site.get("/v1/messages/2", officer).status == 404)
            #expect(try await site.get("/v1/messages/1", own).status == 200)
            #expect(try await site.get("/v1/messages/1", officer).status == 200)
            #expect(try await site.get("/v1/messages/1", other).status == 404)
            let mine = "/v1/receipts?recipient=\(sender)"
            #expect(try await site.get(mine, own).status == 200)
            #expect(try await site.get(mine, other).status == 403)
            #expect(try await site.get("/v1/receipts", own).status == 400)
            #expect(try await site.get("/v1/receipts", officer).status == 200)
            #expect(
                try await site.get("/v1/declarations", other).json["declarations"].array.isEmpty)
            let page = try await site.get("/receipts", other)
            #expect(page.headers[.location] == "/receipts?recipient=4403W60002")
        }
    }

    @Test func onlyAnOfficerDecides() async throws {
        try await GuardedSite.open { guarded async throws in
            let body = Array(#"{"event": "inspect", "reason": "r", "officer": "forged"}"#.utf8)
            for (role, status) in [(Role.operator, 403), (.officer, 404), (.declarant, 403)] {
                let headers = try guarded.bearer(role, codes: ["4403W60001"], json: true)
                let answer = try await guarded.site.send(
                    .post, "/v1/declarations/a:b/acts", headers, body)
                #expect(answer.status == status, "\(role)")
            }
        }
    }

    /// What one asks for is done when another confirms it, once, and in the name of both.
    @Test func someActsNeedTwoPersons() async throws {
        try await GuardedSite.open { guarded async throws in
            let site = guarded.site
            let first = try guarded.bearer(.officer, json: true)
            let second = try guarded.bearer(.officer, json: true)
            let other = try guarded.bearer(.operator, json: true)
            let uri = "/v1/guarantees/1160946002"
            let limit = Array(#"{"limitFen": 700}"#.utf8)
            let asked = try await site.send(.put, uri, first, limit)
            #expect(asked.status == 202)
            let id = try #require(try asked.json["id"].int)
            #expect(try await site.get(uri, second).status == 404)
            #expect(try await site.get("/v1/pending-acts", second).json["acts"].array.count == 1)
            #expect(try await site.get("/v1/pending-acts", other).json["acts"].array.isEmpty)
            let decision = "/v1/pending-acts/\(id)/decision"
            let yes = Array(#"{"confirms": true}"#.utf8)
            #expect(try await site.send(.post, decision, first, yes).problemCode == "same_person")
            #expect(try await site.send(.post, decision, other, yes).status == 403)
            #expect(try await site.send(.post, decision, second, yes).status == 201)
            #expect(try await site.get(uri, second).json["limitFen"].int == 700)
            #expect(try await site.send(.post, decision, second, yes).status == 404)
            let release = Array(#"{"event": "release", "reason": "r", "officer": "x"}"#.utf8)
            let act = "/v1/declarations/a:b/acts"
            #expect(try await site.send(.post, act, first, release).status == 202)
            #expect(try await site.send(.post, act, other, release).status == 403)
        }
    }

    @Test func wrongTokensAreNobody() async throws {
        try await GuardedSite.open { guarded async throws in
            for header in [
                "Bearer x", "Bearer " + String(repeating: "A", count: 43), "Basic YTpi", "",
            ] {
                let answer = try await guarded.site.get(
                    "/v1/declarations", [.authorization: header])
                #expect(answer.status == 401)
                #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            }
            #expect(try await guarded.site.get("/health").status == 200)
            #expect(try await guarded.site.get("/v1/zones").status == 200)
            let page = try await guarded.site.get("/declarations", [.accept: "text/html"])
            #expect(page.headers[.location] == "/login?next=%2Fdeclarations")
        }
    }

    @Test func openAccountsAreShownOnEveryPage() async throws {
        try await Site.open { site async throws in
            for page in ["/", "/declarations", "/zones"] {
                #expect(try await site.get(page + "?lang=en").text.contains("Open accounts"))
            }
        }
        try await GuardedSite.open { guarded async throws in
            #expect(try await !guarded.site.get("/zones?lang=en").text.contains("Open accounts"))
        }
    }

    @Test func bucketsFillAtTheirPaceAndStayBounded() {
        var buckets = TokenBuckets(.init(perSecond: 2, burst: 3), countMax: 2)
        #expect((0..<3).map { _ in buckets.take("a", atMs: 0) } == [nil, nil, nil])
        #expect(buckets.take("a", atMs: 0) == 1)
        #expect(buckets.take("b", atMs: 0) == nil)
        #expect(buckets.take("a", atMs: 500) == nil)
        #expect(buckets.take("a", atMs: 500) == 1)
        // A clock that jumps back gives nothing.
        #expect(buckets.take("a", atMs: 0) == 1)
        for client in 0..<1000 { _ = buckets.take("c\(client)", atMs: 600) }
        #expect(buckets.take("a", atMs: 100_000) == nil)
    }
}

extension Site {
    func post(_ body: [UInt8], _ headers: HTTPFields) async throws -> Answer {
        try await post(body, to: "/v1/messages", headers)
    }

    /// The transmitting enterprise of a message.
    func sender(of message: [UInt8]) -> String? {
        let text = String(decoding: message, as: UTF8.self)
        return text.firstMatch(of: /copCode>([^<]+)</).map { String($0.1) }
    }
}
