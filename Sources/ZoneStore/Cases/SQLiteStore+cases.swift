import Foundation
import GRDB
public import ZoneCore

extension SQLiteStore {
    /// What happened to a case, oldest first; empty where nothing did.
    public func caseEvents<Record: CaseRecord>(
        _ record: Record.Type, _ id: String
    ) throws -> [CaseEvent<Record.Act>] {
        try read { try fetchEvents(record, id, $0) }
    }

    /// Cases of a book by id, after one; of a zone, or in a state, where said.
    public func cases(
        _ book: CaseBook, zone: String?, state: String?, after id: String?, countMax: Int
    ) throws -> [CaseRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM case_record WHERE book = ?1 AND id > ?2
                        AND (?3 IS NULL OR zone = ?3) AND (?4 IS NULL OR state = ?4)
                    ORDER BY id LIMIT ?5
                    """, arguments: [book.rawValue, id ?? "", zone, state, countMax]
            ).map { row in
                CaseRow(
                    id: row["id"],
                    heading: CaseHeading(
                        zone: row["zone"], titleZh: row["title_zh"], titleEn: row["title_en"],
                        state: row["state"]),
                    changed: Timestamp(ms: row["changed_ms"]))
            }
        }
    }

    /// Adds to a case, in one transaction: `decide` sees the record as it is and says what to add, none for nothing.
    /// Returns the record as it is then.
    public func addCaseEvents<Record: CaseRecord>(
        _ type: Record.Type, _ id: String, _ decide: (Record) throws -> [CaseEvent<Record.Act>]
    ) throws -> Record {
        try writeRows { db in
            var record = Record(id: id)
            for event in try fetchEvents(type, id, db) { try record.apply(event) }
            let events = try decide(record)
            for event in events {
                try record.apply(event)
                try insert(event, of: record, db)
            }
            if let last = events.last { try show(record, at: last.at, db) }
            return record
        }
    }
}

private func fetchEvents<Record: CaseRecord>(
    _ record: Record.Type, _ id: String, _ db: Database
) throws -> [CaseEvent<Record.Act>] {
    let decoder = JSONDecoder()
    return try Row.fetchAll(
        db,
        sql: """
            SELECT at_ms, actor, body, act FROM case_event WHERE book = ? AND case_id = ?
            ORDER BY seq
            """, arguments: [Record.book.rawValue, id]
    ).map { row in
        CaseEvent(
            act: try decoder.decode(Record.Act.self, from: Data((row["act"] as String).utf8)),
            at: Timestamp(ms: row["at_ms"]), actor: row["actor"], body: row["body"])
    }
}

private func insert<Record: CaseRecord>(
    _ event: CaseEvent<Record.Act>, of record: Record, _ db: Database
) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try db.execute(
        sql: """
            INSERT INTO case_event (book, case_id, seq, at_ms, actor, body, name, act)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
        arguments: [
            Record.book.rawValue, record.id, record.eventCount, event.at.ms, event.actor,
            event.body, event.act.name,
            String(decoding: try encoder.encode(event.act), as: UTF8.self),
        ])
}

/// Writes what lists show of the record.
private func show<Record: CaseRecord>(_ record: Record, at time: Timestamp, _ db: Database) throws {
    let heading = record.heading
    try db.execute(
        sql: """
            INSERT INTO case_record (book, id, zone, title_zh, title_en, state, changed_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (book, id) DO UPDATE SET title_zh = excluded.title_zh,
                title_en = excluded.title_en, state = excluded.state,
                changed_ms = excluded.changed_ms
            """,
        arguments: [
            Record.book.rawValue, record.id, heading.zone, heading.titleZh, heading.titleEn,
            heading.state, time.ms,
        ])
}
