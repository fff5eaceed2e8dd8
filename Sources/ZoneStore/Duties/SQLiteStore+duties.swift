import GRDB
public import ZoneCore

/// A delivery, or an acknowledgement, as the log keeps it.
public struct DutyDeliveryRow: Hashable, Sendable {
    public var id: Int64 = 0
    public var duty: String
    public var atMs: Int64
    /// `pull`, `push`, `file` or `acknowledgement`.
    public var channel: String
    public var from: JournalPlace
    public var to: JournalPlace
    public var itemCount: Int
    /// Items delivered for the first time, and those of them that came too late.
    public var newCount: Int64 = 0
    public var lateCount: Int64 = 0
    /// The duty's items up to the end of this delivery; 0 where none was new.
    public var deliveredCount: Int64 = 0

    /// A row that is to be written.
    public init(
        duty: String, atMs: Int64, channel: String, from: JournalPlace, to: JournalPlace,
        itemCount: Int
    ) {
        self.duty = duty
        self.atMs = atMs
        self.channel = channel
        self.from = from
        self.to = to
        self.itemCount = itemCount
    }
}

/// That somebody got to see data of the person of a declaration.
public struct PersonAccessRow: Hashable, Sendable {
    public var id: Int64 = 0
    public var atMs: Int64
    public var declarationID: Int64
    public var who: String
    public var purpose: String
    public var channel: String
    /// The declaration as `party:orderNo`.
    public var declaration = ""

    /// A row that is to be written.
    public init(
        atMs: Int64, declarationID: Int64, who: String, purpose: String, channel: String
    ) {
        self.atMs = atMs
        self.declarationID = declarationID
        self.who = who
        self.purpose = purpose
        self.channel = channel
    }
}

/// How far duties are, and the logs of what left the zone.
extension SQLiteStore {
    /// How far a duty is; a new lane where nothing was delivered.
    public func dutyLane(_ duty: String) throws -> DutyLane {
        try read { try fetchDutyLane(duty, $0) }
    }

    /// Changes a lane, and keeps what `change` adds to the logs, in one transaction; a lane that stays as it is isn't written.
    public func changeDutyLane(
        _ duty: String,
        _ change: (inout DutyLane) throws -> (delivery: DutyDeliveryRow?, access: [PersonAccessRow])
    ) throws {
        try writeRows { db in
            let before = try fetchDutyLane(duty, db)
            var lane = before
            let (delivery, access) = try change(&lane)
            if lane != before { try insert(lane, of: duty, db) }
            if let delivery { try insert(delivery, db) }
            for row in access { try insert(row, db) }
        }
    }

    /// Notes accesses that belong to no duty.
    public func add(_ access: [PersonAccessRow]) throws {
        try writeRows { db in for row in access { try insert(row, db) } }
    }

    /// The last delivery of something new that ends at a place or before it; nil where there is none.
    public func lastDutyDelivery(
        of duty: String, upTo place: JournalPlace
    ) throws -> DutyDeliveryRow? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM duty_delivery WHERE duty = ? AND new_count > 0
                    AND (to_seq, to_index) <= (?, ?) ORDER BY to_seq DESC, to_index DESC LIMIT 1
                    """, arguments: [duty, place.seq, place.index]
            ).map(dutyDeliveryRow)
        }
    }

    /// The log of a duty, newest first.
    public func dutyDeliveries(
        of duty: String, before id: Int64?, onlyNew: Bool = false, countMax: Int
    ) throws -> [DutyDeliveryRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM duty_delivery WHERE duty = ? AND id < ? AND new_count >= ?
                    ORDER BY id DESC LIMIT ?
                    """, arguments: [duty, id ?? Int64.max, onlyNew ? 1 : 0, countMax]
            ).map(dutyDeliveryRow)
        }
    }

    /// Who saw data of the persons of declarations, newest first; of one declaration or of all.
    public func personAccesses(
        declarationID: Int64?, before id: Int64?, countMax: Int
    ) throws -> [PersonAccessRow] {
        let filter = declarationID == nil ? "" : "AND a.declaration_id = ?"
        var arguments: StatementArguments = [id ?? Int64.max]
        if let declarationID { arguments += [declarationID] }
        arguments += [countMax]
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT a.*, d.ebp_code || ':' || d.order_no AS declaration
                    FROM person_access a JOIN declaration d ON d.id = a.declaration_id
                    WHERE a.id < ? \(filter) ORDER BY a.id DESC LIMIT ?
                    """, arguments: arguments
            ).map { row in
                var access = PersonAccessRow(
                    atMs: row["at_ms"], declarationID: row["declaration_id"], who: row["who"],
                    purpose: row["purpose"], channel: row["channel"])
                access.id = row["id"]
                access.declaration = row["declaration"]
                return access
            }
        }
    }
}

private func fetchDutyLane(_ duty: String, _ db: Database) throws -> DutyLane {
    var lane = DutyLane()
    let row = try Row.fetchOne(
        db, sql: "SELECT * FROM duty_lane WHERE duty = ?", arguments: [duty])
    guard let row else { return lane }
    func place(_ name: String) -> JournalPlace? { JournalPlace(row[name] as String) }
    lane.delivered = place("delivered") ?? .start
    lane.acknowledged = place("acknowledged") ?? .start
    lane.judged = place("judged") ?? .start
    lane.deliveredCount = row["delivered_count"]
    lane.acknowledgedCount = row["acknowledged_count"]
    lane.lateCount = row["late_count"]
    lane.lateMsMax = row["late_ms_max"]
    lane.pending = place("pending")
    lane.attemptCount = row["attempt_count"]
    lane.retryMs = row["retry_ms"]
    lane.problem = row["problem"]
    return lane
}

private func insert(_ lane: DutyLane, of duty: String, _ db: Database) throws {
    try db.execute(
        sql: "INSERT OR REPLACE INTO duty_lane VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
            duty, lane.delivered.description, lane.acknowledged.description,
            lane.judged.description, lane.deliveredCount, lane.acknowledgedCount, lane.lateCount,
            lane.lateMsMax, lane.pending?.description ?? "", lane.attemptCount, lane.retryMs,
            lane.problem,
        ])
}

private func insert(_ row: DutyDeliveryRow, _ db: Database) throws {
    try db.execute(
        sql: "INSERT INTO duty_delivery VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
            row.duty, row.atMs, row.channel, row.from.seq, row.from.index, row.to.seq,
            row.to.index, row.itemCount, row.newCount, row.lateCount, row.deliveredCount,
        ])
}

private func insert(_ row: PersonAccessRow, _ db: Database) throws {
    try db.execute(
        sql: "INSERT INTO person_access VALUES (NULL, ?, ?, ?, ?, ?)",
        arguments: [row.atMs, row.declarationID, row.who, row.purpose, row.channel])
}

private func dutyDeliveryRow(_ row: Row) -> DutyDeliveryRow {
    var delivery = DutyDeliveryRow(
        duty: row["duty"], atMs: row["at_ms"], channel: row["channel"],
        from: JournalPlace(seq: row["from_seq"], index: row["from_index"]),
        to: JournalPlace(seq: row["to_seq"], index: row["to_index"]),
        itemCount: row["item_count"])
    delivery.id = row["id"]
    delivery.newCount = row["new_count"]
    delivery.lateCount = row["late_count"]
    delivery.deliveredCount = row["delivered_count"]
    return delivery
}
