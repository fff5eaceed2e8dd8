import Testing
import ZoneCore
import ZoneStore

@testable import ZoneServices

private let password = "correct horse battery"

/// Sessions that outlive a restart, and their ends.
@Suite struct SessionTests {
    @Test func aRestartEndsNoSession() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        let token = try #require(await access.logIn("li", password)).token
        let before = try #require(access.desk.session(token: token))
        let after = try #require(try access.restarted().session(token: token))
        #expect(after.principal == before.principal)
        // A form that lay open meanwhile is still good.
        #expect(after.formToken == before.formToken)
        try access.desk.logOut(token: token)
        #expect(try access.restarted().session(token: token) == nil)
    }

    /// Rest and age go on while the zone stands still; the books are at most minutes behind, and never ahead.
    @Test func restAndAgeCountOverARestart() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        let token = try #require(await access.logIn("li", password)).token
        access.advance(seconds: 30 * 60 - 1)
        #expect(try access.restarted().ownSessions(token: token).count == 1)
        access.advance(seconds: 1)
        #expect(try access.restarted().session(token: token) == nil)
        let rows = try SQLiteStore(path: access.path, cacheByteCount: 1 << 20).accessRows()
        #expect(rows.sessions.isEmpty)

        let used = try #require(await access.logIn("li", password)).token
        for _ in 0..<8 {
            access.advance(seconds: 5 * 60)
            #expect(access.desk.session(token: used) != nil)
        }
        access.advance(seconds: 24 * 60)
        #expect(try access.restarted().session(token: used) != nil)
        let old = try access.restarted()
        for _ in 0..<65 {
            access.advance(seconds: 10 * 60)
            #expect(old.session(token: used) != nil)
        }
        access.advance(seconds: 10 * 60)
        #expect(try access.restarted().session(token: used) == nil)
    }

    /// Using a session writes now and then, not with each request.
    @Test func useIsWrittenNowAndThen() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        let token = try #require(await access.logIn("li", password)).token
        func saved() throws -> Int64? {
            try SQLiteStore(path: access.path, cacheByteCount: 1 << 20).accessRows()
                .sessions.first?.usedMs
        }
        let begun = try #require(try saved())
        access.advance(seconds: 299)
        #expect(access.desk.session(token: token) != nil)
        #expect(try saved() == begun)
        access.advance(seconds: 1)
        #expect(access.desk.session(token: token) != nil)
        #expect(try saved() == begun + 300_000)
    }

    @Test func onesOwnSessionsAreSeenAndEnded() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        try await access.add("wang", password: password)
        let first = try #require(await access.logIn("li", password)).token
        access.advance(seconds: 60)
        let second = try #require(await access.logIn("li", password)).token
        let other = try #require(await access.logIn("wang", password)).token
        let seen = access.desk.ownSessions(token: second)
        #expect(seen.map(\.isCurrent) == [true, false])
        #expect(seen.allSatisfy { $0.client == "c" && !$0.isFederated })
        #expect(seen.allSatisfy { !first.contains($0.id) && !second.contains($0.id) })
        // Nobody ends another's.
        #expect(throws: AccessError.notFound) {
            try access.desk.endOwnSession(seen[1].id, token: other)
        }
        try access.desk.endOwnSession(seen[1].id, token: second)
        #expect(access.desk.session(token: first) == nil)
        #expect(access.desk.session(token: second) != nil)
        let third = try #require(await access.logIn("li", password)).token
        try access.desk.logOutEverywhere(token: third)
        for desk in [access.desk, try access.restarted()] {
            #expect(desk.session(token: second) == nil && desk.session(token: third) == nil)
            #expect(desk.session(token: other) != nil)
        }
        #expect(access.desk.ownSessions(token: third).isEmpty)
        let kinds = try access.kinds(of: "li")
        #expect(kinds.contains("session.ended") && kinds.last == "logout.everywhere")
    }

    /// What ends sessions ends them in the books too.
    @Test func endsAreForGood() async throws {
        for end in ["close", "change", "reset", "password", "link"] {
            let access = try TestAccess()
            try await access.add("li", .operator, password: password)
            let token = try #require(await access.logIn("li", password)).token
            let kept = try #require(await access.logIn("li", password)).token
            let desk = access.desk
            switch end {
            case "close": try desk.closeAccount(name: "li", by: "root")
            case "change":
                try desk.changeAccount(name: "li", role: .officer, codes: [], by: "root")
            case "reset": _ = try await desk.resetPassword(name: "li", by: "root")
            case "password":
                try await desk.changePassword(
                    token: kept, old: password, new: "another good password")
            default: try desk.link(name: "li", issuer: "https://p", subject: "s", by: "root")
            }
            for desk in [desk, try access.restarted()] {
                #expect(desk.session(token: token) == nil, "\(end)")
                #expect((desk.session(token: kept) != nil) == (end == "password"), "\(end)")
            }
        }
    }
}
