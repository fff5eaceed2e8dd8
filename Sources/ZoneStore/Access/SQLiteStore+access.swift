import Foundation
import GRDB

/// What one transaction on accounts writes: the rows as they are now, and what is said of it in the audit register.
public struct AccessChange: Sendable {
    public var accounts: [AccountRow]
    public var clients: [APIClientRow]
    public var events: [AuditRow]
    /// Sessions that began or were used.
    public var sessions: [SessionRow]
    public var endedSessions: [[UInt8]]

    public init(
        accounts: [AccountRow] = [], clients: [APIClientRow] = [], events: [AuditRow] = [],
        sessions: [SessionRow] = [], endedSessions: [[UInt8]] = []
    ) {
        self.accounts = accounts
        self.clients = clients
        self.events = events
        self.sessions = sessions
        self.endedSessions = endedSessions
    }
}

extension SQLiteStore {
    /// All accounts and API clients, by name, and the sessions.
    public func accessRows() throws -> (
        accounts: [AccountRow], clients: [APIClientRow], sessions: [SessionRow]
    ) {
        try read { db in
            let accounts = try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY name")
            let clients = try Row.fetchAll(db, sql: "SELECT * FROM api_client ORDER BY name")
            let sessions = try Row.fetchAll(db, sql: "SELECT * FROM session")
            return (accounts.map(accountRow), clients.map(clientRow), sessions.map(sessionRow))
        }
    }

    /// Writes a change and what is said of it, in one durable transaction.
    public func save(_ change: AccessChange) throws {
        try writeRows { db in
            for row in change.accounts { try upsert(row, db) }
            for row in change.clients { try upsert(row, db) }
            for row in change.sessions { try upsert(row, db) }
            for id in change.endedSessions {
                try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [Data(id)])
            }
            for event in change.events { try insert(event, db) }
        }
    }

    /// Keeps an act that waits for a second person; returns its number, or nil where as many wait as may.
    public func addPendingAct(
        _ act: PendingActRow, waitingCountMax: Int, event: (Int64) -> AuditRow
    ) throws -> Int64? {
        try writeRows { db in
            let waiting =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM pending_act WHERE state = 'waits'") ?? 0
            guard waiting < waitingCountMax else { return nil }
            try db.execute(
                sql: """
                    INSERT INTO pending_act (method, path, permission, body, requested_by,
                        requested_ms, state, decided_by, decided_ms, outcome)
                    VALUES (?, ?, ?, ?, ?, ?, 'waits', '', 0, '')
                    """,
                arguments: [
                    act.method, act.path, act.permission, Data(act.body), act.requestedBy,
                    act.requestedMs,
                ])
            let id = db.lastInsertedRowID
            try insert(event(id), db)
            return id
        }
    }

    /// Decides an act that waits; false where it waits no longer, so that of two only one decides.
    public func decidePendingAct(
        _ id: Int64, state: String, by actor: String, event: AuditRow
    ) throws -> Bool {
        try writeRows { db in
            try db.execute(
                sql: """
                    UPDATE pending_act SET state = ?, decided_by = ?, decided_ms = ?
                    WHERE id = ? AND state = 'waits' AND requested_by <> ?
                    """, arguments: [state, actor, event.atMs, id, actor])
            guard db.changesCount == 1 else { return false }
            try insert(event, db)
            return true
        }
    }

    /// Keeps what came of an act that was confirmed; false where that is known already.
    public func finishPendingAct(
        _ id: Int64, state: String, outcome: String, event: AuditRow
    ) throws -> Bool {
        try writeRows { db in
            try db.execute(
                sql: """
                    UPDATE pending_act SET state = ?, outcome = ?
                    WHERE id = ? AND state = 'confirmed'
                    """, arguments: [state, outcome, id])
            guard db.changesCount == 1 else { return false }
            try insert(event, db)
            return true
        }
    }

    /// Acts that were decided on, before one, newest first.
    public func decidedActs(before id: Int64?, countMax: Int) throws -> [PendingActRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM pending_act WHERE state <> 'waits' AND id < ?
                    ORDER BY id DESC LIMIT ?
                    """, arguments: [id ?? .max, countMax]
            ).map(pendingActRow)
        }
    }

    /// An act of two persons by its number; nil where there is none.
    public func pendingAct(_ id: Int64) throws -> PendingActRow? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM pending_act WHERE id = ?", arguments: [id])
                .map(pendingActRow)
        }
    }

    /// Acts that wait for a second person, oldest first.
    public func waitingActs(countMax: Int) throws -> [PendingActRow] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM pending_act WHERE state = 'waits' ORDER BY id LIMIT ?",
                arguments: [countMax]
            ).map(pendingActRow)
        }
    }

    /// Entries of the audit register before one, newest first; of one subject or of all.
    public func auditEvents(
        subject: String?, before seq: Int64?, countMax: Int
    ) throws -> [AuditRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM audit_event
                    WHERE \(subject == nil ? "?1 IS NULL" : "subject = ?1") AND seq < ?2
                    ORDER BY seq DESC LIMIT ?3
                    """, arguments: [subject, seq ?? .max, countMax]
            ).map { row in
                var event = AuditRow(
                    atMs: row["at_ms"], kind: row["kind"], actor: row["actor"],
                    subject: row["subject"], detail: row["detail"])
                event.seq = row["seq"]
                return event
            }
        }
    }
}

private func upsert(_ row: AccountRow, _ db: Database) throws {
    try db.execute(
        sql: "INSERT OR REPLACE INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
            row.name, row.role, row.codes, row.password, row.mustChange, Data(row.totp),
            row.totpStep, row.failedCount, row.lockedUntilMs, row.createdMs, row.closedMs,
            row.subject,
        ])
}

private func upsert(_ row: APIClientRow, _ db: Database) throws {
    try db.execute(
        sql: "INSERT OR REPLACE INTO api_client VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
            row.name, Data(row.digest), row.role, row.codes, row.scopes, row.createdMs,
            row.endsMs, row.revokedMs, Data(row.certificate),
        ])
}

private func upsert(_ row: SessionRow, _ db: Database) throws {
    try db.execute(
        sql: "INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
            Data(row.id), row.account, row.isFederated, row.client, row.startedMs, row.usedMs,
        ])
}

private func sessionRow(_ row: Row) -> SessionRow {
    SessionRow(
        id: [UInt8](row["id"] as Data), account: row["account"], isFederated: row["is_federated"],
        client: row["client"], startedMs: row["started_ms"], usedMs: row["used_ms"])
}

/// Adds an entry to the audit register.
func insert(_ event: AuditRow, _ db: Database) throws {
    try db.execute(
        sql: """
            INSERT INTO audit_event (at_ms, kind, actor, subject, detail) VALUES (?, ?, ?, ?, ?)
            """, arguments: [event.atMs, event.kind, event.actor, event.subject, event.detail])
}

private func accountRow(_ row: Row) -> AccountRow {
    var account = AccountRow(
        name: row["name"], role: row["role"], codes: row["codes"], password: row["password"],
        createdMs: row["created_ms"])
    account.mustChange = row["must_change"]
    account.totp = [UInt8](row["totp"] as Data)
    account.totpStep = row["totp_step"]
    account.failedCount = row["failed_count"]
    account.lockedUntilMs = row["locked_until_ms"]
    account.closedMs = row["closed_ms"]
    account.subject = row["subject"]
    return account
}

private func clientRow(_ row: Row) -> APIClientRow {
    APIClientRow(
        name: row["name"], digest: [UInt8](row["digest"] as Data), role: row["role"],
        codes: row["codes"], scopes: row["scopes"], createdMs: row["created_ms"],
        endsMs: row["ends_ms"], revokedMs: row["revoked_ms"],
        certificate: [UInt8](row["certificate"] as Data))
}

private func pendingActRow(_ row: Row) -> PendingActRow {
    var act = PendingActRow(
        method: row["method"], path: row["path"], permission: row["permission"],
        body: [UInt8](row["body"] as Data), requestedBy: row["requested_by"],
        requestedMs: row["requested_ms"])
    act.id = row["id"]
    act.state = row["state"]
    act.decidedBy = row["decided_by"]
    act.decidedMs = row["decided_ms"]
    act.outcome = row["outcome"]
    return act
}
