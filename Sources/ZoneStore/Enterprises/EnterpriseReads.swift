import Foundation
import GRDB
public import ZoneCore

extension SQLiteStore {
    /// What happened to an enterprise, oldest first; empty where nothing did.
    public func enterpriseEvents(_ code: SocialCreditCode) throws -> [EnterpriseEvent] {
        try read { try fetchEnterpriseEvents(of: code, $0) }
    }

    /// All records as they were after the event of that number, the last one with nil; and its number.
    public func enterpriseRecords(
        revision: Int64? = nil
    ) throws -> (revision: Int64, records: [EnterpriseRecord]) {
        try read { db in
            var records: [EnterpriseRecord] = []
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT enterprise, at_ms, actor, department, act FROM enterprise_event
                    WHERE id <= ? ORDER BY enterprise, seq
                    """, arguments: [revision ?? Int64.max])
            while let row = try rows.next() {
                guard let code = SocialCreditCode(row["enterprise"] as String) else { continue }
                if records.last?.code != code { records.append(EnterpriseRecord(code: code)) }
                try records[records.count - 1].apply(try enterpriseEvent(row))
            }
            return (try revision ?? lastEnterpriseEvent(db), records)
        }
    }

    /// Enterprises by code, after one.
    public func enterprises(
        _ filter: EnterpriseFilter, after code: String?, countMax: Int
    ) throws -> [EnterpriseRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT e.code, e.customs_code, e.name, e.name_en, e.state, (
                        SELECT group_concat(role) FROM enterprise_role r
                        WHERE r.enterprise = e.code AND r.is_approved) AS roles
                    FROM enterprise e WHERE e.code > ?1
                        AND (?2 IS NULL OR instr(lower(e.name), lower(?2)) > 0
                            OR instr(lower(e.name_en), lower(?2)) > 0
                            OR instr(e.code, upper(?2)) = 1
                            OR instr(coalesce(e.customs_code, ''), upper(?2)) = 1)
                        AND (?3 IS NULL OR e.state = ?3)
                        AND (?4 IS NULL OR EXISTS (SELECT 1 FROM enterprise_role r
                            WHERE r.enterprise = e.code AND r.role = ?4 AND r.is_approved))
                    ORDER BY e.code LIMIT ?5
                    """,
                arguments: [
                    code ?? "", filter.text, filter.state?.rawValue, filter.role?.rawValue,
                    countMax,
                ]
            ).map { row in
                EnterpriseRow(
                    code: row["code"], customsCode: row["customs_code"], name: row["name"],
                    nameEn: row["name_en"], state: filingState(row["state"]),
                    roles: roles(row["roles"]))
            }
        }
    }

    /// The enterprise whose version that stands has this customs code; nil where none has.
    public func enterprise(customsCode: String) throws -> SocialCreditCode? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT code FROM enterprise WHERE customs_code = ?",
                arguments: [customsCode]
            ).flatMap { SocialCreditCode($0) }
        }
    }

    /// Filings for reviewers, those that wait longest first, after one.
    public func reviews(
        _ filter: ReviewFilter, after place: (since: Timestamp, code: String)?, countMax: Int
    ) throws -> [ReviewRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT e.*, (SELECT group_concat(role) FROM enterprise_role r
                        WHERE r.enterprise = e.code AND NOT r.is_approved) AS roles
                    FROM enterprise e WHERE e.review_state IS NOT NULL
                        AND (e.review_since_ms, e.code) > (?1, ?2)
                        AND (?3 IS NULL OR e.review_state = ?3)
                        AND (?4 IS NULL OR e.review_department = ?4)
                        AND (?5 IS NULL OR EXISTS (SELECT 1 FROM enterprise_role r
                            WHERE r.enterprise = e.code AND r.role = ?5 AND NOT r.is_approved))
                    ORDER BY e.review_since_ms, e.code LIMIT ?6
                    """,
                arguments: [
                    place?.since.ms ?? Int64.min, place?.code ?? "", filter.state?.rawValue,
                    filter.department, filter.role?.rawValue, countMax,
                ]
            ).map { row in
                let reviewer: String? = row["reviewer"]
                return ReviewRow(
                    code: row["code"], name: row["name"], version: row["review_version"],
                    state: filingState(row["review_state"]),
                    since: Timestamp(ms: row["review_since_ms"]),
                    reviewer: reviewer.map {
                        .init(name: $0, department: row["review_department"])
                    },
                    roles: roles(row["roles"]))
            }
        }
    }

    /// Approved roles whose last day lies between two, both included, the earliest first, after one.
    public func expiries(
        _ days: ClosedRange<Day>, after place: (day: Day, code: String, role: String)?,
        countMax: Int
    ) throws -> [ExpiryRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT r.enterprise, r.role, r.last_day, e.name FROM enterprise_role r
                    JOIN enterprise e ON e.code = r.enterprise
                    WHERE r.last_day BETWEEN ? AND ? AND r.is_approved AND e.state <> 'ended'
                        AND (r.last_day, r.enterprise, r.role) > (?, ?, ?)
                    ORDER BY r.last_day, r.enterprise, r.role LIMIT ?
                    """,
                arguments: [
                    days.lowerBound.number, days.upperBound.number,
                    place?.day.number ?? days.lowerBound.number, place?.code ?? "",
                    place?.role ?? "", countMax,
                ]
            ).compactMap { row in
                EnterpriseRole(rawValue: row["role"]).map {
                    ExpiryRow(
                        code: row["enterprise"], name: row["name"], role: $0,
                        lastDay: Day(number: row["last_day"]))
                }
            }
        }
    }

    /// The documents of an enterprise, oldest first.
    public func enterpriseDocuments(_ code: SocialCreditCode) throws -> [EnterpriseDocument] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, kind, name, type, byte_count, digest, actor, at_ms
                    FROM enterprise_document WHERE enterprise = ? ORDER BY id
                    """, arguments: [code.description]
            ).map(storedDocument)
        }
    }

    /// One document of an enterprise with its content; nil where it has none of that number.
    public func enterpriseDocument(
        _ id: Int64, of code: SocialCreditCode
    ) throws -> (document: EnterpriseDocument, content: [UInt8])? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM enterprise_document WHERE id = ? AND enterprise = ?",
                arguments: [id, code.description]
            ).map { (storedDocument($0), [UInt8]($0["content"] as Data)) }
        }
    }
}

/// The events of an enterprise within a transaction or a snapshot, oldest first.
func fetchEnterpriseEvents(of code: SocialCreditCode, _ db: Database) throws -> [EnterpriseEvent] {
    try Row.fetchAll(
        db,
        sql: """
            SELECT at_ms, actor, department, act FROM enterprise_event
            WHERE enterprise = ? ORDER BY seq
            """, arguments: [code.description]
    ).map(enterpriseEvent)
}

/// The number of the last event of all enterprises; 0 where none happened.
func lastEnterpriseEvent(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM enterprise_event") ?? 0
}

private func enterpriseEvent(_ row: Row) throws -> EnterpriseEvent {
    EnterpriseEvent(
        act: try JSONDecoder().decode(EnterpriseAct.self, from: Data((row["act"] as String).utf8)),
        at: Timestamp(ms: row["at_ms"]), actor: row["actor"], department: row["department"])
}

private func storedDocument(_ row: Row) -> EnterpriseDocument {
    EnterpriseDocument(
        id: row["id"], kind: row["kind"], name: row["name"], type: row["type"],
        byteCount: row["byte_count"], digest: [UInt8](row["digest"] as Data),
        actor: row["actor"], at: Timestamp(ms: row["at_ms"]))
}

private func filingState(_ text: String) -> FilingState { FilingState(rawValue: text) ?? .ended }

private func roles(_ text: String?) -> [EnterpriseRole] {
    let names = Set((text ?? "").split(separator: ",").map(String.init))
    return EnterpriseRole.allCases.filter { names.contains($0.rawValue) }
}
