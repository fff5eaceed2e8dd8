import GRDB
public import ZoneCore

/// What became of a pass that is to be issued.
public enum GatePassIssue: Hashable, Sendable {
    /// It is issued; false where it was before.
    case issued(isNew: Bool)
    /// There is another one with that id.
    case conflict
    /// There is no such account.
    case unknownAccount
    /// The list has nothing of the account that is released, or has a pass already.
    case wrongList(Int64)
    /// The account has no such movement.
    case wrongMovement(String)
}

extension SQLiteStore {
    /// Issues a pass, where all its lists are released and have none yet.
    public func issue(_ pass: GatePass) throws -> GatePassIssue {
        try writeRows { db in
            if let known = try fetchPass(pass.id, db) {
                return known.isSame(as: pass) ? .issued(isNew: false) : .conflict
            }
            guard try exists("stock_account WHERE code = ?", [pass.account], db) else {
                return .unknownAccount
            }
            for id in pass.declarations {
                guard
                    try exists(
                        """
                        stock_hold WHERE declaration_id = ? AND account = ? AND gone > 0
                            AND declaration_id NOT IN (SELECT declaration_id FROM gate_pass_list)
                        """, [id, pass.account], db)
                else { return .wrongList(id) }
            }
            for id in pass.movements {
                guard
                    try exists(
                        "stock_request WHERE account = ? AND id = ?", [pass.account, id], db)
                else { return .wrongMovement(id) }
            }
            try db.execute(
                sql: "INSERT INTO gate_pass VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
                arguments: [
                    pass.id, pass.account, pass.isOut, pass.vehicle,
                    pass.seals.joined(separator: "\n"),
                    pass.declarations.map(String.init).joined(separator: "\n"),
                    pass.movements.joined(separator: "\n"), pass.issuedAt.ms, pass.expiresAt.ms,
                    pass.actor,
                ])
            for id in pass.declarations {
                try db.execute(
                    sql: "INSERT INTO gate_pass_list VALUES (?, ?)", arguments: [id, pass.id])
            }
            return .issued(isNew: true)
        }
    }

    /// Uses a pass at a gate, once and before it expires. Goods of its lists that leave are scanned out of a warehouse
    /// that counted them. Whatever comes of it is recorded. An expired pass gives its lists free for another.
    public func usePass(
        _ id: String, gate: String, by actor: String, at now: Timestamp
    ) throws -> GateEvent {
        try writeRows { db in
            let outcome = try pass(id, by: actor, at: now, db)
            try db.execute(
                sql: "INSERT INTO gate_event VALUES (NULL, ?, ?, ?, ?, ?)",
                arguments: [now.ms, id, gate, outcome.rawValue, actor])
            return GateEvent(pass: id, gate: gate, at: now, outcome: outcome, actor: actor)
        }
    }

    /// The pass of that id.
    public func gatePass(_ id: String) throws -> GatePass? {
        try read { try fetchPass(id, $0) }
    }

    /// Passes of an account, or of all, behind an id.
    public func gatePasses(
        of account: String?, after id: String, countMax: Int
    ) throws -> [GatePass] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM gate_pass WHERE id > ?1 AND (?2 IS NULL OR account = ?2)
                    ORDER BY id LIMIT ?3
                    """, arguments: [id, account, countMax]
            ).map(gatePassOf)
        }
    }

    /// The first 500 events of a pass.
    public func gateEvents(of pass: String) throws -> [GateEvent] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM gate_event WHERE pass = ? ORDER BY id LIMIT 500",
                arguments: [pass]
            ).map { row in
                GateEvent(
                    pass: row["pass"], gate: row["gate"], at: Timestamp(ms: row["at_ms"]),
                    outcome: GateEvent.Outcome(rawValue: row["outcome"]) ?? .notFound,
                    actor: row["actor"])
            }
        }
    }

    private func pass(
        _ id: String, by actor: String, at now: Timestamp, _ db: Database
    ) throws -> GateEvent.Outcome {
        guard let pass = try fetchPass(id, db) else { return .notFound }
        guard pass.usedAt == nil else { return .alreadyUsed }
        guard now.ms <= pass.expiresAt.ms else {
            try db.execute(sql: "DELETE FROM gate_pass_list WHERE pass = ?", arguments: [id])
            return .expired
        }
        if pass.isOut, try !scanOut(pass, by: actor, at: now, db) { return .notInStock }
        try db.execute(
            sql: "UPDATE gate_pass SET used_ms = ? WHERE id = ? AND used_ms IS NULL",
            arguments: [now.ms, id])
        return db.changesCount == 1 ? .passed : .alreadyUsed
    }

    /// Takes the goods of a pass out of what the warehouse counted; false, and nothing changes, when it has less.
    private func scanOut(
        _ pass: GatePass, by actor: String, at now: Timestamp, _ db: Database
    ) throws -> Bool {
        let goods = try Row.fetchAll(
            db,
            sql: """
                SELECT h.item, h.unit, sum(h.gone) AS gone, i.physical FROM stock_hold h
                JOIN gate_pass_list l ON l.declaration_id = h.declaration_id AND l.pass = ?
                JOIN stock_item i ON i.account = h.account AND i.item = h.item AND i.unit = h.unit
                WHERE h.account = ? AND i.physical IS NOT NULL AND h.gone > 0
                GROUP BY h.item, h.unit
                """, arguments: [pass.id, pass.account])
        for row in goods {
            let (gone, physical): (Int64, Int64) = (row["gone"], row["physical"])
            guard gone <= physical else { return false }
        }
        for row in goods {
            let (item, unit, gone): (String, String, Int64) = (
                row["item"], row["unit"], row["gone"]
            )
            try db.execute(
                sql: "INSERT INTO stock_record VALUES (NULL, ?, ?, ?, ?, 3, ?, ?, ?, ?)",
                arguments: [now.ms, pass.account, item, unit, -gone, pass.id, "gate", actor])
        }
        return true
    }
}

private func exists(
    _ from: String, _ arguments: StatementArguments, _ db: Database
) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(from))", arguments: arguments)
        ?? false
}

private func fetchPass(_ id: String, _ db: Database) throws -> GatePass? {
    try Row.fetchOne(db, sql: "SELECT * FROM gate_pass WHERE id = ?", arguments: [id])
        .map(gatePassOf)
}

private func gatePassOf(_ row: Row) -> GatePass {
    func parts(_ column: String) -> [String] {
        (row[column] as String).split(separator: "\n").map(String.init)
    }
    var pass = GatePass(
        id: row["id"], account: row["account"], isOut: row["is_out"], vehicle: row["vehicle"],
        issuedAt: Timestamp(ms: row["issued_ms"]), expiresAt: Timestamp(ms: row["expires_ms"]),
        actor: row["actor"])
    pass.seals = parts("seals")
    pass.declarations = parts("declarations").compactMap { Int64($0) }
    pass.movements = parts("movements")
    let used: Int64? = row["used_ms"]
    pass.usedAt = used.map { Timestamp(ms: $0) }
    return pass
}

extension GatePass {
    /// Whether a sender asked for the same; times are the zone's.
    fileprivate func isSame(as other: GatePass) -> Bool {
        var other = other
        other.issuedAt = issuedAt
        other.expiresAt = expiresAt
        other.usedAt = usedAt
        return self == other
    }
}
