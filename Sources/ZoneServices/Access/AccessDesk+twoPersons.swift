public import ZoneCore
import ZoneStore

/// An act that waits for a second person: a request as it was sent.
public struct PendingAct: Hashable, Sendable {
    public var id: Int64
    public var method: String
    /// Path and query.
    public var path: String
    public var permission: Permission?
    public var body: [UInt8]
    public var requestedBy: String
    public var requestedAt: Timestamp
    /// `waits`, `refused`, `confirmed`, and then `done` or `failed`.
    public var state: String
    public var decidedBy: String
    public var decidedAt: Timestamp?
    /// Why it failed.
    public var outcome: String

    init(_ row: PendingActRow) {
        id = row.id
        method = row.method
        path = row.path
        permission = Permission(rawValue: row.permission)
        body = row.body
        requestedBy = row.requestedBy
        requestedAt = Timestamp(ms: row.requestedMs)
        state = row.state
        decidedBy = row.decidedBy
        decidedAt = row.decidedMs == 0 ? nil : Timestamp(ms: row.decidedMs)
        outcome = row.outcome
    }
}

/// Acts that two persons have to want: one asks, another confirms.
extension AccessDesk {
    /// Keeps an act until a second person decides on it; returns its number.
    public func requestAct(
        method: String, path: String, permission: Permission, body: [UInt8], by actor: String
    ) throws -> Int64 {
        let at = now
        let row = PendingActRow(
            method: method, path: path, permission: permission.rawValue, body: body,
            requestedBy: actor, requestedMs: at.ms)
        let id = try store.addPendingAct(row, waitingCountMax: settings.pendingActCountMax) { id in
            AuditRow(.actRequested, at: at, by: actor, on: "act \(id)", "\(method) \(path)")
        }
        guard let id else { throw AccessError.full(countMax: settings.pendingActCountMax) }
        return id
    }

    /// Acts that wait, oldest first.
    public func waitingActs(countMax: Int) throws -> [PendingAct] {
        try store.waitingActs(countMax: countMax).map(PendingAct.init)
    }

    /// An act by its number; nil where there is none.
    public func pendingAct(_ id: Int64) throws -> PendingAct? {
        try store.pendingAct(id).map(PendingAct.init)
    }

    /// Decides on an act that waits; only one decision counts, and never one of the person who asked.
    public func decideAct(_ id: Int64, confirms: Bool, by actor: String) throws -> PendingAct {
        guard let act = try pendingAct(id), act.state == "waits" else {
            throw AccessError.notFound
        }
        guard act.requestedBy != actor else { throw AccessError.samePerson }
        let event = AuditRow(
            confirms ? .actConfirmed : .actRefused, at: now, by: actor, on: "act \(id)",
            "\(act.method) \(act.path)")
        let state = confirms ? "confirmed" : "refused"
        guard try store.decidePendingAct(id, state: state, by: actor, event: event) else {
            throw AccessError.notFound
        }
        return act
    }

    /// Keeps what came of an act that was confirmed: done, or failed for a reason; then it can be asked for again.
    public func finishAct(_ act: PendingAct, failure: String?, by actors: String) throws {
        let event = AuditRow(
            failure == nil ? .actDone : .actFailed, at: now, by: actors, on: "act \(act.id)",
            failure ?? "\(act.method) \(act.path)")
        _ = try store.finishPendingAct(
            act.id, state: failure == nil ? "done" : "failed", outcome: failure ?? "", event: event)
    }

    /// Asks for an act again that failed or was cut off: a new act, which a second person has to want anew.
    public func requestActAgain(_ id: Int64, by actor: String) throws -> Int64 {
        guard let act = try pendingAct(id), let permission = act.permission,
            ["failed", "confirmed"].contains(act.state)
        else { throw AccessError.notFound }
        return try requestAct(
            method: act.method, path: act.path, permission: permission, body: act.body, by: actor)
    }

    /// Acts that were decided on, before one, newest first.
    public func decidedActs(before id: Int64?, countMax: Int) throws -> [PendingAct] {
        try store.decidedActs(before: id, countMax: countMax).map(PendingAct.init)
    }
}
