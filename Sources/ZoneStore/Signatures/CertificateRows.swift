import Foundation
import GRDB
public import ZoneCore

/// A certificate as it was registered, and its revocation where there is one.
public struct CertificateRow: Hashable, Sendable {
    /// 0 before it was written.
    public var id: Int64
    /// SHA-256 of the certificate.
    public var fingerprint: [UInt8]
    public var enterprise: String
    public var serial: String
    public var der: [UInt8]
    public var from: Day
    public var until: Day
    /// Ids of suites with commas between; empty for all.
    public var suites: String
    public var actor: String
    public var atMs: Int64
    public var revocation: Revocation?

    /// That a certificate counts no more.
    public struct Revocation: Hashable, Sendable {
        public var from: Day
        public var reason: String
        public var actor: String
        public var atMs: Int64

        public init(from: Day, reason: String, actor: String, atMs: Int64) {
            self.from = from
            self.reason = reason
            self.actor = actor
            self.atMs = atMs
        }
    }

    /// A row that is to be written.
    public init(
        id: Int64 = 0, fingerprint: [UInt8], enterprise: String, serial: String, der: [UInt8],
        from: Day, until: Day, suites: String, actor: String, atMs: Int64
    ) {
        self.id = id
        self.fingerprint = fingerprint
        self.enterprise = enterprise
        self.serial = serial
        self.der = der
        self.from = from
        self.until = until
        self.suites = suites
        self.actor = actor
        self.atMs = atMs
    }
}

extension SQLiteStore {
    /// All certificates, oldest first.
    public func certificates() throws -> [CertificateRow] {
        try read { try Row.fetchAll($0, sql: selection + " ORDER BY c.id").map(certificateRow) }
    }

    /// Registers a certificate, in one transaction: `decide` sees those of the enterprise and says what to add, nil for
    /// nothing. Returns them all.
    public func addCertificate(
        of enterprise: String, _ decide: ([CertificateRow]) throws -> CertificateRow?
    ) throws -> [CertificateRow] {
        try writeRows { db in
            if let row = try decide(try fetchCertificates(enterprise, db)) {
                try db.execute(
                    sql: """
                        INSERT INTO certificate (fingerprint, enterprise, serial, der, from_day,
                            until_day, suites, actor, at_ms)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        Data(row.fingerprint), row.enterprise, row.serial, Data(row.der),
                        row.from.number, row.until.number, row.suites, row.actor, row.atMs,
                    ])
            }
            return try fetchCertificates(enterprise, db)
        }
    }

    /// Revokes a certificate; false where it was revoked before.
    public func revokeCertificate(
        _ id: Int64, _ revocation: CertificateRow.Revocation
    ) throws -> Bool {
        try writeRows { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO certificate_revocation VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    id, revocation.from.number, revocation.reason, revocation.actor,
                    revocation.atMs,
                ])
            return db.changesCount == 1
        }
    }
}

private let selection = """
    SELECT c.*, r.from_day AS revoked_day, r.reason, r.actor AS revoked_by, r.at_ms AS revoked_ms
    FROM certificate c LEFT JOIN certificate_revocation r ON r.certificate_id = c.id
    """

private func fetchCertificates(_ enterprise: String, _ db: Database) throws -> [CertificateRow] {
    try Row.fetchAll(
        db, sql: selection + " WHERE c.enterprise = ? ORDER BY c.id", arguments: [enterprise]
    ).map(certificateRow)
}

private func certificateRow(_ row: Row) -> CertificateRow {
    var known = CertificateRow(
        id: row["id"], fingerprint: [UInt8](row["fingerprint"] as Data),
        enterprise: row["enterprise"], serial: row["serial"], der: [UInt8](row["der"] as Data),
        from: Day(number: row["from_day"]), until: Day(number: row["until_day"]),
        suites: row["suites"], actor: row["actor"], atMs: row["at_ms"])
    if let day = row["revoked_day"] as Int32? {
        known.revocation = CertificateRow.Revocation(
            from: Day(number: day), reason: row["reason"], actor: row["revoked_by"],
            atMs: row["revoked_ms"])
    }
    return known
}
