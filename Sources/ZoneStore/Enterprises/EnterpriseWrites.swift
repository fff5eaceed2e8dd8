import Foundation
import GRDB
public import ZoneCore

/// What a document was refused for. Nothing was stored.
public enum DocumentRefusal: Error, Hashable, Sendable {
    /// There is no such enterprise.
    case unknownEnterprise
    /// The enterprise has as many documents as it may.
    case tooMany(countMax: Int)
    /// The documents of the enterprise would be larger than they may be.
    case tooLarge(totalByteCountMax: Int)
}

/// What keeps an event from being stored: two enterprises that stand would have one customs code.
public struct CustomsCodeTaken: Error, Hashable, Sendable {
    /// The code.
    public var customsCode: String
}

extension SQLiteStore {
    /// Adds to the record of an enterprise, in one transaction: `decide` sees the record as it is and
    /// says what to add, none for nothing. Returns the record as it is then and the number of the
    /// last event of all enterprises. `lastDay` says when a role of a version ends.
    public func addEnterpriseEvents(
        _ code: SocialCreditCode,
        lastDay: (EnterpriseRole, EnterpriseRecord.Version) -> Day?,
        _ decide: (EnterpriseRecord) throws -> [EnterpriseEvent]
    ) throws -> (revision: Int64, record: EnterpriseRecord) {
        try writeRows { db in
            var record = EnterpriseRecord(code: code)
            for event in try fetchEnterpriseEvents(of: code, db) { try record.apply(event) }
            let events = try decide(record)
            for event in events {
                try record.apply(event)
                try insert(event, of: code, seq: record.eventCount, db)
            }
            if !events.isEmpty { try show(record, lastDay, db) }
            return (try lastEnterpriseEvent(db), record)
        }
    }

    /// Keeps a document of an enterprise; one with the same content is not kept twice. Its number
    /// and whether it is new.
    public func addEnterpriseDocument(
        _ document: EnterpriseDocument, content: [UInt8], of code: SocialCreditCode,
        countMax: Int, totalByteCountMax: Int
    ) throws -> (id: Int64, isNew: Bool) {
        try writeRows { db in
            let known = try Int64.fetchOne(
                db, sql: "SELECT id FROM enterprise_document WHERE enterprise = ? AND digest = ?",
                arguments: [code.description, Data(document.digest)])
            if let known { return (known, false) }
            guard
                try Bool.fetchOne(
                    db, sql: "SELECT count(*) > 0 FROM enterprise WHERE code = ?",
                    arguments: [code.description]) ?? false
            else { throw DocumentRefusal.unknownEnterprise }
            let sums = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*) AS number, coalesce(sum(byte_count), 0) AS bytes
                    FROM enterprise_document WHERE enterprise = ?
                    """, arguments: [code.description])
            let (count, total): (Int, Int) = (sums?["number"] ?? 0, sums?["bytes"] ?? 0)
            guard count < countMax else { throw DocumentRefusal.tooMany(countMax: countMax) }
            guard total + content.count <= totalByteCountMax else {
                throw DocumentRefusal.tooLarge(totalByteCountMax: totalByteCountMax)
            }
            try db.execute(
                sql: """
                    INSERT INTO enterprise_document (enterprise, kind, name, type, byte_count,
                        digest, content, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    code.description, document.kind, document.name, document.type, content.count,
                    Data(document.digest), Data(content), document.actor, document.at.ms,
                ])
            return (db.lastInsertedRowID, true)
        }
    }
}

private func insert(
    _ event: EnterpriseEvent, of code: SocialCreditCode, seq: Int, _ db: Database
) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try db.execute(
        sql: """
            INSERT INTO enterprise_event (enterprise, seq, at_ms, actor, department, act)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
        arguments: [
            code.description, seq, event.at.ms, event.actor, event.department,
            String(decoding: try encoder.encode(event.act), as: UTF8.self),
        ])
}

/// Writes what the record amounts to.
private func show(
    _ record: EnterpriseRecord, _ lastDay: (EnterpriseRole, EnterpriseRecord.Version) -> Day?,
    _ db: Database
) throws {
    guard let current = record.current else { return }
    let code = record.code.description
    let isOver = record.endedOn != nil
    let standing = isOver ? nil : record.standing()
    let waiting = record.pending.flatMap {
        !isOver && ($0.state == .submitted || $0.state == .inReview) ? $0 : nil
    }
    if let customsCode = standing?.filing.customsCode {
        let taken = try Bool.fetchOne(
            db, sql: "SELECT count(*) > 0 FROM enterprise WHERE customs_code = ? AND code <> ?",
            arguments: [customsCode, code])
        if taken ?? false { throw CustomsCodeTaken(customsCode: customsCode) }
    }
    try db.execute(
        sql: """
            INSERT INTO enterprise (code, customs_code, name, name_en, state, review_state,
                review_since_ms, review_version, review_department, reviewer)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET customs_code = excluded.customs_code,
                name = excluded.name, name_en = excluded.name_en, state = excluded.state,
                review_state = excluded.review_state, review_since_ms = excluded.review_since_ms,
                review_version = excluded.review_version,
                review_department = excluded.review_department, reviewer = excluded.reviewer
            """,
        arguments: [
            code, standing?.filing.customsCode, current.filing.name, current.filing.nameEn,
            record.state.rawValue, waiting?.state.rawValue, waiting?.since.ms, waiting?.number,
            waiting?.reviewer?.department, waiting?.reviewer?.name,
        ])
    try db.execute(sql: "DELETE FROM enterprise_role WHERE enterprise = ?", arguments: [code])
    let insertRole = """
        INSERT INTO enterprise_role (enterprise, role, is_approved, last_day) VALUES (?, ?, ?, ?)
        """
    for role in EnterpriseRole.allCases {
        if let standing, standing.decisions[role]?.from != nil {
            try db.execute(
                sql: insertRole,
                arguments: [code, role.rawValue, 1, lastDay(role, standing)?.number])
        }
        if let waiting, waiting.filing.roles.contains(role) {
            try db.execute(sql: insertRole, arguments: [code, role.rawValue, 0, nil])
        }
    }
}
