import GRDB
public import ZoneCore

/// Where platforms are asked.
extension SQLiteStore {
    /// Files an address; false where the platform's newest one is the same and stands, or it has as many as it may.
    public func add(
        _ address: PaymentAddress, countMax: Int, _ event: PaymentEventRow
    ) throws -> Bool {
        try writeRows { db in
            let known = try fetchAddresses(address.platform, db)
            if let last = known.last, last.url == address.url, last.state != .refused {
                return false
            }
            guard known.count < countMax else { return false }
            try db.execute(
                sql: """
                    INSERT INTO payment_address VALUES (NULL, ?, ?, 'filed', ?, ?, '', NULL, '')
                    """,
                arguments: [address.platform, address.url, address.filedBy, address.filedAt.ms])
            try insert(event, db)
            return true
        }
    }

    /// Notes an officer's judgement of a filed address; false where there is none of that number, or it was judged.
    public func judge(_ address: PaymentAddress, _ event: PaymentEventRow) throws -> Bool {
        try writeRows { db in
            try db.execute(
                sql: """
                    UPDATE payment_address SET state = ?, reviewed_by = ?, reviewed_ms = ?, reason = ?
                    WHERE id = ? AND platform = ? AND state = 'filed'
                    """,
                arguments: [
                    address.state.rawValue, address.reviewedBy, address.reviewedAt?.ms,
                    address.reason, address.id, address.platform,
                ])
            guard db.changesCount == 1 else { return false }
            try insert(event, db)
            return true
        }
    }

    /// The addresses of a platform, oldest first.
    public func paymentAddresses(_ platform: String) throws -> [PaymentAddress] {
        try read { try fetchAddresses(platform, $0) }
    }

    /// Addresses that wait for an officer, oldest first.
    public func filedPaymentAddresses(countMax: Int) throws -> [PaymentAddress] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM payment_address WHERE state = 'filed' ORDER BY id LIMIT ?",
                arguments: [countMax]
            ).map(paymentAddress)
        }
    }

    /// Where a platform is asked: the newest address that was approved; nil where there is none.
    public func approvedPaymentAddress(_ platform: String) throws -> PaymentAddress? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM payment_address WHERE platform = ? AND state = 'approved'
                    ORDER BY id DESC LIMIT 1
                    """, arguments: [platform]
            ).map(paymentAddress)
        }
    }
}

private func fetchAddresses(_ platform: String, _ db: Database) throws -> [PaymentAddress] {
    try Row.fetchAll(
        db, sql: "SELECT * FROM payment_address WHERE platform = ? ORDER BY id",
        arguments: [platform]
    ).map(paymentAddress)
}

private func paymentAddress(_ row: Row) -> PaymentAddress {
    var address = PaymentAddress(
        platform: row["platform"], url: row["url"], filedBy: row["filed_by"],
        filedAt: Timestamp(ms: row["filed_ms"]))
    address.id = row["id"]
    address.state = PaymentAddress.State(rawValue: row["state"]) ?? .refused
    address.reviewedBy = row["reviewed_by"]
    address.reviewedAt = (row["reviewed_ms"] as Int64?).map { Timestamp(ms: $0) }
    address.reason = row["reason"]
    return address
}
