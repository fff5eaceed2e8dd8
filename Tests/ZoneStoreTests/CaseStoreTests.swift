import Foundation
import GRDBSQLite
import Testing
import ZoneCore
import ZoneStore

@Suite struct CaseStoreTests {
    private struct Halt: Error {}

    private static let content = ApprovalContent(
        zone: "beijing", matter: "m", titleZh: "甲", titleEn: "A", summary: "x", filedBy: "office")

    private static func event(_ content: ApprovalContent, atMs: Int64) -> CaseEvent<ApprovalAct> {
        CaseEvent(act: .save(content), at: Timestamp(ms: atMs), actor: "a", body: "office")
    }

    private static func filled() throws -> TemporaryStore {
        let temporary = try TemporaryStore()
        for id in ["a", "b", "c"] {
            _ = try temporary.store.addCaseEvents(ApprovalRecord.self, id) { _ in
                [event(content, atMs: 1)]
            }
        }
        _ = try temporary.store.addCaseDocument(
            EnterpriseDocument(
                id: 0, kind: "k", name: "n", type: "application/pdf", byteCount: 2,
                digest: [UInt8](repeating: 1, count: 32), actor: "a", at: Timestamp(ms: 1)),
            content: [1, 2], .approval, "a", countMax: 9, totalByteCountMax: 9)
        return temporary
    }

    /// Raw statements past all code of the store: the database itself refuses them.
    @Test(arguments: [
        "UPDATE case_event SET actor = 'z'", "DELETE FROM case_event",
        "UPDATE case_document SET name = 'z'", "DELETE FROM case_document",
        "INSERT INTO case_event VALUES (99, 'approval', 'none', 1, 1, 'a', 'o', 'save', '{}')",
        "INSERT INTO case_event VALUES (99, 'approval', 'a', 1, 1, 'a', 'o', 'save', '{}')",
        "INSERT INTO case_event VALUES (99, 'approval', 'a', 2, 1, '', 'o', 'save', '{}')",
        "INSERT INTO case_event VALUES (99, 'approval', 'a', 2, 1, 'a', 'o', 'save', '{')",
    ])
    func historyIsNeverChanged(_ statement: String) throws {
        let temporary = try Self.filled()
        var handle: OpaquePointer?
        let path = temporary.folder.appending(path: "zone.sqlite").path
        #expect(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        sqlite3_exec(handle, "PRAGMA foreign_keys = ON", nil, nil, nil)
        let code = sqlite3_exec(handle, statement, nil, nil, nil) & 0xFF
        #expect(code == SQLITE_CONSTRAINT, "\(statement)")
        sqlite3_close(handle)
        #expect(try temporary.store.caseEvents(ApprovalRecord.self, "a").count == 1)
        try temporary.remove()
    }

    /// What can't follow leaves nothing, also of what came with it.
    @Test func allOrNothing() throws {
        let temporary = try Self.filled()
        let store = temporary.store
        var other = Self.content
        other.titleEn = "B"
        #expect(throws: CaseRefusal.self) {
            try store.addCaseEvents(ApprovalRecord.self, "a") { _ in
                [
                    Self.event(other, atMs: 2),
                    CaseEvent(
                        act: .revoke(reason: "x"), at: Timestamp(ms: 2), actor: "a", body: "o"),
                ]
            }
        }
        #expect(throws: Halt.self) {
            try store.addCaseEvents(ApprovalRecord.self, "new") { _ in throw Halt() }
        }
        #expect(
            try store.caseEvents(ApprovalRecord.self, "a") == [Self.event(Self.content, atMs: 1)])
        #expect(try store.caseEvents(ApprovalRecord.self, "new").isEmpty)
        try temporary.remove()
    }

    @Test func listsGoOnBehindAnID() throws {
        let temporary = try Self.filled()
        func ids(_ after: String?, _ countMax: Int, state: String? = nil) throws -> [String] {
            try temporary.store.cases(
                .approval, zone: "beijing", state: state, after: after, countMax: countMax
            ).map(\.id)
        }
        #expect(try ids(nil, 2) == ["a", "b"])
        #expect(try ids("b", 2) == ["c"])
        #expect(try ids("c", 2).isEmpty)
        #expect(try ids(nil, 9, state: "draft").count == 3)
        #expect(try ids(nil, 9, state: "approved").isEmpty)
        try temporary.remove()
    }
}
