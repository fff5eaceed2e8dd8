import Foundation
import GRDB
public import ZoneCore

extension SQLiteStore {
    /// Most events of one warehouse.
    public static let warehouseEventCountMax = 1_000

    /// What happened to a warehouse, oldest first; empty where the register has none of that code.
    public func warehouseEvents(_ code: String) throws -> [WarehouseEvent] {
        try read { try fetchWarehouseEvents(code, $0) }
    }

    /// Warehouses by code, of one operator or of all, after one.
    public func warehouses(
        operator operatorCode: String?, after code: String?, countMax: Int
    ) throws -> [WarehouseRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT content, state FROM overseas_warehouse
                    WHERE (?1 IS NULL OR operator = ?1) AND code > ?2 ORDER BY code LIMIT ?3
                    """, arguments: [operatorCode, code ?? "", countMax]
            ).map { WarehouseRow(warehouse: try warehouse($0), state: warehouseState($0)) }
        }
    }

    /// Adds to the history of a warehouse, in one transaction: `decide` sees the last event, nil for
    /// a new one, and says what to add, nil for nothing. Returns the whole history.
    public func addWarehouseEvent(
        _ code: String, _ decide: (WarehouseEvent?) throws -> WarehouseEvent?
    ) throws -> [WarehouseEvent] {
        try writeRows { db in
            let events = try fetchWarehouseEvents(code, db)
            guard let event = try decide(events.last) else { return events }
            guard events.count < Self.warehouseEventCountMax else { throw EnterpriseRefusal.full }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let content = String(decoding: try encoder.encode(event.warehouse), as: UTF8.self)
            try db.execute(
                sql: """
                    INSERT INTO overseas_warehouse (code, operator, country, state, content)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET
                        operator = excluded.operator, country = excluded.country,
                        state = excluded.state, content = excluded.content
                    """,
                arguments: [
                    code, event.warehouse.operatorCode, event.warehouse.country,
                    event.state.rawValue, content,
                ])
            try db.execute(
                sql: """
                    INSERT INTO overseas_warehouse_event (code, seq, act, state, content, reason,
                        actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    code, events.count + 1, event.act.rawValue, event.state.rawValue, content,
                    event.reason, event.actor, event.at.ms,
                ])
            return events + [event]
        }
    }
}

private func fetchWarehouseEvents(_ code: String, _ db: Database) throws -> [WarehouseEvent] {
    try Row.fetchAll(
        db, sql: "SELECT * FROM overseas_warehouse_event WHERE code = ? ORDER BY seq",
        arguments: [code]
    ).map { row in
        WarehouseEvent(
            act: WarehouseAct(rawValue: row["act"]) ?? .change, warehouse: try warehouse(row),
            state: warehouseState(row), at: Timestamp(ms: row["at_ms"]), actor: row["actor"],
            reason: row["reason"])
    }
}

private func warehouse(_ row: Row) throws -> OverseasWarehouse {
    try JSONDecoder().decode(
        OverseasWarehouse.self, from: Data((row["content"] as String).utf8))
}

private func warehouseState(_ row: Row) -> WarehouseFilingState {
    WarehouseFilingState(rawValue: row["state"]) ?? .closed
}
