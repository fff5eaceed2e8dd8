import Foundation
import GRDB
public import ZoneCore

extension SQLiteStore {
    /// The documents of a case, oldest first.
    public func caseDocuments(_ book: CaseBook, _ id: String) throws -> [EnterpriseDocument] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, kind, name, type, byte_count, digest, actor, at_ms
                    FROM case_document WHERE book = ? AND case_id = ? ORDER BY id
                    """, arguments: [book.rawValue, id]
            ).map(document)
        }
    }

    /// One document with its content; nil where the case has none of that number.
    public func caseDocument(
        _ number: Int64, _ book: CaseBook, _ id: String
    ) throws -> (document: EnterpriseDocument, content: [UInt8])? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM case_document WHERE id = ? AND book = ? AND case_id = ?",
                arguments: [number, book.rawValue, id]
            ).map { (document($0), [UInt8]($0["content"] as Data)) }
        }
    }

    /// Keeps a document of a case; one with the same content is not kept twice. Its number and whether it is new.
    public func addCaseDocument(
        _ document: EnterpriseDocument, content: [UInt8], _ book: CaseBook, _ id: String,
        countMax: Int, totalByteCountMax: Int
    ) throws -> (id: Int64, isNew: Bool) {
        try writeRows { db in
            let key: StatementArguments = [book.rawValue, id]
            let known = try Int64.fetchOne(
                db,
                sql: "SELECT id FROM case_document WHERE book = ? AND case_id = ? AND digest = ?",
                arguments: key + [Data(document.digest)])
            if let known { return (known, false) }
            let isThere = try Bool.fetchOne(
                db, sql: "SELECT count(*) > 0 FROM case_record WHERE book = ? AND id = ?",
                arguments: key)
            guard isThere ?? false else { throw DocumentRefusal.unknownEnterprise }
            let sums = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*) AS number, coalesce(sum(byte_count), 0) AS bytes
                    FROM case_document WHERE book = ? AND case_id = ?
                    """, arguments: key)
            let (count, total): (Int, Int) = (sums?["number"] ?? 0, sums?["bytes"] ?? 0)
            guard count < countMax else { throw DocumentRefusal.tooMany(countMax: countMax) }
            guard total + content.count <= totalByteCountMax else {
                throw DocumentRefusal.tooLarge(totalByteCountMax: totalByteCountMax)
            }
            try db.execute(
                sql: """
                    INSERT INTO case_document (book, case_id, kind, name, type, byte_count, digest,
                        content, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    book.rawValue, id, document.kind, document.name, document.type, content.count,
                    Data(document.digest), Data(content), document.actor, document.at.ms,
                ])
            return (db.lastInsertedRowID, true)
        }
    }
}

private func document(_ row: Row) -> EnterpriseDocument {
    EnterpriseDocument(
        id: row["id"], kind: row["kind"], name: row["name"], type: row["type"],
        byteCount: row["byte_count"], digest: [UInt8](row["digest"] as Data),
        actor: row["actor"], at: Timestamp(ms: row["at_ms"]))
}
