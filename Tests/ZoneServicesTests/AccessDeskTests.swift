import Foundation
import Synchronization
import Testing
import ZoneCore
import ZoneStore
import ZoneTrust

@testable import ZoneServices

/// Accounts in books of their own, with a clock that goes only when it is told to.
final class TestAccess: Sendable {
    let desk: AccessDesk
    let path: String
    private let clock: TestClock

    final class TestClock: Sendable {
        private let ms = Mutex<Int64>(1_795_665_600_000)
        var now: Timestamp { ms.withLock { Timestamp(ms: $0) } }
        func advance(ms delta: Int64) { ms.withLock { $0 += delta } }
    }

    init(secondFactorRoles: Set<Role> = []) throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("pilotzone-access-\(UUID().uuidString)").path
        let clock = TestClock()
        self.clock = clock
        var settings = AccessSettings.cheap
        settings.secondFactorRoles = secondFactorRoles
        self.settings = settings
        desk = try AccessDesk(databasePath: path, settings: settings, secret: Self.secret) {
            clock.now
        }
    }

    private static let secret = [UInt8](repeating: 7, count: 32)
    private let settings: AccessSettings

    /// Another desk on the same books: what is known after a restart.
    func restarted() throws -> AccessDesk {
        let clock = self.clock
        return try AccessDesk(databasePath: path, settings: settings, secret: Self.secret) {
            clock.now
        }
    }

    deinit {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    var now: Timestamp { clock.now }
    func advance(seconds: Int64) { clock.advance(ms: seconds * 1000) }

    /// An account whose first password was changed to `password`.
    func add(
        _ name: String, _ role: Role = .officer, codes: [String] = [], password: String
    ) async throws {
        let first = try await desk.addAccount(name: name, role: role, codes: codes, by: "root")
        let session = try #require(
            await desk.logIn(name: name, password: first, code: "", from: "c"))
        try await desk.changePassword(token: session.token, old: first, new: password)
        try desk.logOut(token: session.token)
    }

    func logIn(
        _ name: String, _ password: String, code: String = ""
    ) async throws -> NewSession? {
        try await desk.logIn(name: name, password: password, code: code, from: "c")
    }

    /// What the register says, oldest first.
    func kinds(of subject: String? = nil) throws -> [String] {
        try desk.audit(subject: subject, before: nil, countMax: 100).reversed().map(\.kind)
    }
}

private let password = "correct horse battery"

@Suite struct AccessDeskTests {
    @Test func theFirstPasswordIsForChangingItOnly() async throws {
        let access = try TestAccess()
        let first = try await access.desk.addAccount(
            name: "li", role: .officer, codes: [], by: "root")
        let session = try #require(await access.logIn("li", first))
        let before = try #require(access.desk.session(token: session.token))
        #expect(before.mustChangePassword)
        #expect(!mayDo(before.principal, .declarationsDecide))
        #expect(mayDo(before.principal, .session))
        try await access.desk.changePassword(token: session.token, old: first, new: password)
        let after = try #require(access.desk.session(token: session.token))
        #expect(mayDo(after.principal, .declarationsDecide))
        #expect(try await access.logIn("li", first) == nil)
        #expect(try await access.logIn("li", password) != nil)
        #expect(
            try access.kinds(of: "li") == [
                "account.added", "login", "password.changed", "login.refused", "login",
            ])
    }

    @Test func weakPasswordsAreRefused() async throws {
        let access = try TestAccess()
        try await access.add("wang.fang", password: password)
        let session = try #require(await access.logIn("wang.fang", password))
        for new in ["short", "my name is wang.fang", password, String(repeating: "长", count: 100)] {
            await #expect(throws: AccessError.self) {
                try await access.desk.changePassword(
                    token: session.token, old: password, new: new)
            }
        }
        await #expect(throws: AccessError.self) {
            try await access.desk.changePassword(
                token: session.token, old: "wrong", new: "a good new password")
        }
    }

    @Test func failuresLockForEverLongerTimes() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        for _ in 0..<5 { #expect(try await access.logIn("li", "wrong") == nil) }
        #expect(try access.kinds(of: "li").suffix(1) == ["account.locked"])
        #expect(try await access.logIn("li", password) == nil)
        access.advance(seconds: 29)
        #expect(try await access.logIn("li", password) == nil)
        access.advance(seconds: 1)
        #expect(try await access.logIn("li", "wrong") == nil)
        access.advance(seconds: 59)
        #expect(try await access.logIn("li", password) == nil)
        access.advance(seconds: 1)
        #expect(try await access.logIn("li", password) != nil)
        #expect(try await access.logIn("li", "wrong") == nil)
        #expect(try await access.logIn("li", password) != nil)
    }

    @Test func sessionsEndByRestAndByAge() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        let session = try #require(await access.logIn("li", password))
        access.advance(seconds: 30 * 60 - 1)
        #expect(access.desk.session(token: session.token) != nil)
        access.advance(seconds: 30 * 60)
        #expect(access.desk.session(token: session.token) == nil)
        let used = try #require(await access.logIn("li", password))
        for _ in 0..<(12 * 3 - 1) {
            access.advance(seconds: 20 * 60)
            #expect(access.desk.session(token: used.token) != nil)
        }
        access.advance(seconds: 20 * 60)
        #expect(access.desk.session(token: used.token) == nil)
    }

    @Test func eachLoginIsANewSessionAndOldOnesGiveWay() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        var tokens: [String] = []
        for _ in 0..<6 {
            tokens.append(try #require(await access.logIn("li", password)).token)
            access.advance(seconds: 1)
        }
        #expect(Set(tokens).count == 6)
        #expect(
            tokens.map { access.desk.session(token: $0) != nil } == [false]
                + .init(repeating: true, count: 5))
        let forms = tokens.dropFirst().compactMap { access.desk.session(token: $0)?.formToken }
        #expect(Set(forms).count == 5)
        try access.desk.logOut(token: tokens[5])
        #expect(access.desk.session(token: tokens[5]) == nil)
        #expect(access.desk.session(token: "guess-guess-guess-guess-guess") == nil)
        try access.desk.closeAccount(name: "li", by: "root")
        #expect(access.desk.session(token: tokens[4]) == nil)
        #expect(try await access.logIn("li", password) == nil)
    }

    @Test func aCodeIsGoodOnce() async throws {
        let access = try TestAccess(secondFactorRoles: [.officer])
        try await access.add("li", password: password)
        let session = try #require(await access.logIn("li", password))
        let without = try #require(access.desk.session(token: session.token))
        #expect(without.mustTurnOnCodes && !mayDo(without.principal, .declarationsDecide))
        let base32 = try access.desk.beginOneTimeCodes(token: session.token)
        let codes = OneTimeCode(secret: decoded(base32))
        func code() -> String { codes.code(step: access.now.ms / 30_000) }
        #expect(throws: AccessError.self) {
            try access.desk.confirmOneTimeCodes(token: session.token, code: "000000")
        }
        try access.desk.confirmOneTimeCodes(token: session.token, code: code())
        let with = try #require(access.desk.session(token: session.token))
        #expect(mayDo(with.principal, .declarationsDecide))
        // The code that turned it on was used, and each login uses its own up.
        #expect(try await access.logIn("li", password, code: code()) == nil)
        access.advance(seconds: 30)
        #expect(try await access.logIn("li", password) == nil)
        #expect(try await access.logIn("li", password, code: code()) != nil)
        #expect(try await access.logIn("li", password, code: code()) == nil)
        // Who lost the telephone gets a new start from the administrator.
        let first = try await access.desk.resetPassword(name: "li", by: "root")
        #expect(try await access.logIn("li", first) != nil)
        #expect(try access.kinds(of: "li").contains("totp.off"))
    }

    @Test func theBooksHoldNoSecretInTheClear() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        let token = try access.desk.issueToken(
            APIClientRequest(
                name: "erp", role: .declarant, codes: ["4403W60001"], scopes: [], dayCount: 30),
            by: "root")
        let rows = try SQLiteStore(path: access.path, cacheByteCount: 1 << 20).accessRows()
        #expect(rows.accounts[0].password.hasPrefix("scrypt$"))
        #expect(rows.clients[0].digest == SecretToken.digest(of: token))
        let session = try #require(await access.logIn("li", password)).token
        for suffix in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: access.path + suffix))
            #expect(bytes.range(of: Data(password.utf8)) == nil)
            #expect(bytes.range(of: Data(token.utf8)) == nil)
            #expect(bytes.range(of: Data(session.utf8)) == nil)
        }
    }

    @Test func tokensNarrowEndAndAreRevoked() throws {
        let access = try TestAccess()
        let token = try access.desk.issueToken(
            APIClientRequest(
                name: "erp", role: .declarant, codes: ["4403W60001", "91440300MA5TEST01X"],
                scopes: [.messagesSubmit], dayCount: 30), by: "root")
        let client = try #require(access.desk.client(token: token))
        #expect(mayDo(client, .messagesSubmit, on: ["4403W60001"]))
        #expect(!mayDo(client, .messagesSubmit, on: ["4403W60002"]))
        #expect(!mayDo(client, .receiptsRead, on: ["4403W60001"]))
        #expect(access.desk.client(token: token + "x") == nil)
        #expect(access.desk.client(token: String(repeating: "x", count: 5000)) == nil)
        access.advance(seconds: 30 * 86_400 - 1)
        #expect(access.desk.client(token: token) != nil)
        access.advance(seconds: 1)
        #expect(access.desk.client(token: token) == nil)
        let other = try access.desk.issueToken(
            APIClientRequest(name: "wms", role: .operator, codes: [], scopes: [], dayCount: 1),
            by: "root")
        try access.desk.revokeToken(name: "wms", by: "root")
        #expect(access.desk.client(token: other) == nil)
        #expect(try access.kinds() == ["token.issued", "token.issued", "token.revoked"])
    }

    @Test func whatIsWrongIsRefused() async throws {
        let access = try TestAccess()
        try await access.add("root", .administrator, password: password)
        await #expect(throws: AccessError.nameTaken) {
            _ = try await access.desk.addAccount(name: "root", role: .officer, codes: [], by: "r")
        }
        for (name, role, codes) in [
            ("Li", Role.officer, []), ("", .officer, []), ("a b", .officer, []),
            ("li", .declarant, []), ("li", .reader, ["a b"]), ("li", .declarant, [""]),
        ] as [(String, Role, [String])] {
            await #expect(throws: AccessError.self) {
                _ = try await access.desk.addAccount(name: name, role: role, codes: codes, by: "r")
            }
        }
        #expect(throws: AccessError.lastAdministrator) {
            try access.desk.closeAccount(name: "root", by: "root")
        }
        #expect(throws: AccessError.lastAdministrator) {
            try access.desk.changeAccount(name: "root", role: .officer, codes: [], by: "root")
        }
        #expect(throws: AccessError.self) {
            _ = try access.desk.issueToken(
                APIClientRequest(
                    name: "x", role: .administrator, codes: [], scopes: [], dayCount: 1),
                by: "root")
        }
        #expect(throws: AccessError.notFound) {
            try access.desk.revokeToken(name: "none", by: "root")
        }
    }

    @Test func anActWantsASecondPerson() throws {
        let access = try TestAccess()
        let id = try access.desk.requestAct(
            method: "POST", path: "/v1/declarations/a:b/acts", permission: .declarationsDecide,
            body: [1, 2], by: "li")
        #expect(try access.desk.waitingActs(countMax: 10).map(\.id) == [id])
        #expect(throws: AccessError.samePerson) {
            _ = try access.desk.decideAct(id, confirms: true, by: "li")
        }
        let act = try access.desk.decideAct(id, confirms: true, by: "wang")
        #expect(act.body == [1, 2] && act.requestedBy == "li")
        #expect(throws: AccessError.notFound) {
            _ = try access.desk.decideAct(id, confirms: false, by: "zhao")
        }
        #expect(try access.desk.waitingActs(countMax: 10).isEmpty)
        #expect(try access.kinds(of: "act \(id)") == ["act.requested", "act.confirmed"])
    }

    @Test func anotherStartKnowsTheSame() async throws {
        let access = try TestAccess()
        try await access.add("li", password: password)
        let token = try access.desk.issueToken(
            APIClientRequest(name: "erp", role: .operator, codes: [], scopes: [], dayCount: 1),
            by: "root")
        let now = access.now
        let again = try AccessDesk(
            databasePath: access.path, settings: .cheap,
            secret: [UInt8](repeating: 7, count: 32)
        ) { now }
        #expect(again.client(token: token)?.name == "erp")
        #expect(
            try await again.logIn(name: "li", password: password, code: "", from: "c") != nil)
    }

    /// Bytes of base 32 without padding.
    private func decoded(_ text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bits, count, bytes) = (UInt32(0), 0, [UInt8]())
        for character in text {
            bits = bits << 5 | UInt32(alphabet.firstIndex(of: character) ?? 0)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
