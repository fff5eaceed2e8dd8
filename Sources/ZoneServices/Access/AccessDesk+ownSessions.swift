public import ZoneCore
import ZoneStore
import ZoneTrust

/// A session as its person sees it.
public struct SessionView: Hashable, Sendable {
    /// Names it among the person's own; no secret.
    public var id: String
    public var startedAt: Timestamp
    public var usedAt: Timestamp
    /// The address that the login came from.
    public var client: String
    public var isFederated: Bool
    /// Whether it is the one that asks.
    public var isCurrent: Bool
}

extension AccessDesk {
    private static let idByteCount = 8

    /// The sessions of the person who has this one, the one used last first.
    public func ownSessions(token: String) -> [SessionView] {
        let digest = SecretToken.digest(of: token)
        let nowMs = now.ms
        var rows: [SessionRow] = withState { state in
            guard let name = state.sessions[digest]?.row.account else { return [] }
            let own = state.sessions.values.filter { $0.row.account == name }
            return own.map(\.row).filter { !settings.isOver($0, atMs: nowMs) }
        }
        rows.sort { $0.usedMs > $1.usedMs }
        return rows.map { row in
            SessionView(
                id: hex(row.id.prefix(Self.idByteCount)), startedAt: Timestamp(ms: row.startedMs),
                usedAt: Timestamp(ms: row.usedMs), client: row.client,
                isFederated: row.isFederated, isCurrent: row.id == digest)
        }
    }

    /// Ends one of the person's own sessions.
    public func endOwnSession(_ id: String, token: String) throws {
        let digest = SecretToken.digest(of: token)
        try change { state, now in
            guard let name = state.sessions[digest]?.row.account,
                let ended = state.sessionIDs(of: name).first(where: {
                    hex($0.prefix(Self.idByteCount)) == id
                })
            else { throw AccessError.notFound }
            let event = AuditRow(.sessionEnded, at: now, by: name, on: name, id)
            return (AccessChange(events: [event], endedSessions: [ended]), ())
        }
    }

    /// Ends all of the person's sessions, this one too.
    public func logOutEverywhere(token: String) throws {
        let digest = SecretToken.digest(of: token)
        try change { state, now in
            guard let name = state.sessions[digest]?.row.account else { throw AccessError.notFound }
            let ids = state.sessionIDs(of: name)
            let event = AuditRow(
                .loggedOutEverywhere, at: now, by: name, on: name, String(ids.count))
            return (AccessChange(events: [event], endedSessions: ids), ())
        }
    }
}
