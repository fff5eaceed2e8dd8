import Foundation
import GRDB
public import ZoneCore

/// A registration, or a correction of one, as it is kept.
public struct ZoneExportRow: Hashable, Sendable {
    public var declarationID: Int64
    public var gnum: Int32
    /// 1 for the registration, then one more each correction.
    public var seq: Int64
    public var ebcCode: String
    public var record: ZoneExportRecord
    /// Why it was corrected; empty for the registration.
    public var reason: String
    public var actor: String
    public var atMs: Int64
    /// Whether the row takes back what was registered.
    public var isWithdrawn = false
    /// The list as `party:orderNo`, and its status now.
    public var list = ""
    public var listStatus: Int64 = 0

    /// A row that is to be written.
    public init(
        declarationID: Int64, gnum: Int32, seq: Int64, ebcCode: String, record: ZoneExportRecord,
        reason: String, actor: String, atMs: Int64
    ) {
        self.declarationID = declarationID
        self.gnum = gnum
        self.seq = seq
        self.ebcCode = ebcCode
        self.record = record
        self.reason = reason
        self.actor = actor
        self.atMs = atMs
    }
}

extension SQLiteStore {
    /// Most rows of one line of a list: the registration and its corrections.
    public static let zoneExportVersionCountMax = 100

    /// What was registered of a line, oldest first.
    public func zoneExports(declarationID: Int64, gnum: Int32) throws -> [ZoneExportRow] {
        try read { try fetchZoneExports(declarationID, gnum, $0) }
    }

    /// Adds to what was registered of a line, in one transaction: `decide` sees what stands and says what to add, nil for
    /// nothing. Returns all rows of the line.
    public func addZoneExport(
        declarationID: Int64, gnum: Int32,
        _ decide: ([ZoneExportRow]) throws -> ZoneExportRow?
    ) throws -> [ZoneExportRow] {
        try writeRows { db in
            guard let row = try decide(try fetchZoneExports(declarationID, gnum, db)) else {
                return try fetchZoneExports(declarationID, gnum, db)
            }
            let record = row.record
            try db.execute(
                sql: """
                    INSERT INTO zone_export_record
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    declarationID, gnum, row.seq, row.ebcCode, record.exportDate.number,
                    record.goodsName, record.unit, record.quantity.units,
                    record.unitPrice.units, record.amount.units, record.currency, record.seller,
                    record.purchaseDate.number, row.reason, row.actor, row.atMs,
                    row.isWithdrawn,
                ])
            return try fetchZoneExports(declarationID, gnum, db)
        }
    }

    /// The records of an enterprise that stand now, by day of export, list and line.
    public func zoneExports(
        ebcCode: String, days: ClosedRange<Day>, countMax: Int
    ) throws -> [ZoneExportRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    \(selection) WHERE r.ebc_code = ? AND r.export_day BETWEEN ? AND ?
                    AND r.seq = (SELECT max(seq) FROM zone_export_record
                        WHERE declaration_id = r.declaration_id AND gnum = r.gnum)
                    ORDER BY r.export_day, r.declaration_id, r.gnum LIMIT ?
                    """,
                arguments: [ebcCode, days.lowerBound.number, days.upperBound.number, countMax]
            ).map(zoneExportRow)
        }
    }
}

private let selection = """
    SELECT r.*, d.ebp_code || ':' || d.order_no AS list, d.status AS list_status
    FROM zone_export_record r JOIN declaration d ON d.id = r.declaration_id
    """

private func fetchZoneExports(
    _ declarationID: Int64, _ gnum: Int32, _ db: Database
) throws -> [ZoneExportRow] {
    try Row.fetchAll(
        db, sql: "\(selection) WHERE r.declaration_id = ? AND r.gnum = ? ORDER BY r.seq",
        arguments: [declarationID, gnum]
    ).map(zoneExportRow)
}

private func zoneExportRow(_ row: Row) -> ZoneExportRow {
    let record = ZoneExportRecord(
        exportDate: Day(number: row["export_day"]), goodsName: row["goods_name"],
        unit: row["unit"], quantity: Fixed5(units: row["quantity"]),
        unitPrice: Fixed5(units: row["unit_price"]), amount: Fixed5(units: row["amount"]),
        currency: row["currency"], seller: row["seller"],
        purchaseDate: Day(number: row["purchase_day"]))
    var known = ZoneExportRow(
        declarationID: row["declaration_id"], gnum: row["gnum"], seq: row["seq"],
        ebcCode: row["ebc_code"], record: record, reason: row["reason"], actor: row["actor"],
        atMs: row["at_ms"])
    known.isWithdrawn = row["is_withdrawn"]
    known.list = row["list"]
    known.listStatus = row["list_status"]
    return known
}
