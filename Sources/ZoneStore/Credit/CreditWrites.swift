import GRDB
import GRDBSQLite
public import ZoneCore

/// Who wrote a record of credit, and when.
public struct CreditWriter: Hashable, Sendable {
    /// Who, as the sender says.
    public var actor: String
    /// When, by the zone's clock.
    public var at: Timestamp

    /// A writer at a time.
    public init(actor: String, at: Timestamp) {
        self.actor = actor
        self.at = at
    }
}

/// What is to be added to an enterprise's file.
public enum CreditRecord: Sendable {
    /// An event.
    case event(CreditEvent)
    /// A dispute or a repair, without an answer.
    case opening(CreditCase)
    /// The answer to one.
    case answer(CreditCase.Answer, to: String)
    /// An entry of a list, without an early end.
    case listing(CreditListing)
    /// The early end of one.
    case ending(CreditListing.Ending, of: String)
}

extension SQLiteStore {
    /// Adds to the file of an enterprise, in one transaction: `decide` sees the file as it is and says
    /// what to add, nil for nothing. Returns the file as it is then.
    public func addCredit(
        _ enterprise: SocialCreditCode, by writer: CreditWriter,
        _ decide: (CreditFile) throws -> CreditRecord?
    ) throws -> CreditFile {
        try writeRows { db in
            let file = try fetchCreditFile(of: enterprise, db)
            guard let record = try decide(file) else { return file }
            try insert(record, of: enterprise, by: writer, db)
            return try fetchCreditFile(of: enterprise, db)
        }
    }
}

private func insert(
    _ record: CreditRecord, of enterprise: SocialCreditCode, by writer: CreditWriter,
    _ db: Database
) throws {
    let code = enterprise.description
    switch record {
    case .event(let event):
        try db.execute(
            sql: """
                INSERT INTO credit_event (enterprise, id, kind, happened, known, evidence, note,
                    supersedes, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                code, event.id, event.kind, event.happened.number, event.known.number,
                event.evidence, event.note, event.supersedes, writer.actor, writer.at.ms,
            ])
    case .opening(let one):
        try db.execute(
            sql: """
                INSERT INTO credit_case (enterprise, kind, id, event, opened, answer_by, ground,
                    evidence, rectified, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                code, one.kind.rawValue, one.id, one.event, one.opened.number,
                one.answerBy?.number, one.ground, one.evidence, one.rectified?.number,
                writer.actor, writer.at.ms,
            ])
    case .answer(let answer, let id):
        try db.execute(
            sql: """
                INSERT INTO credit_answer (enterprise, kind, id, day, outcome, reason, actor, at_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                code, answer.outcome.kind.rawValue, id, answer.day.number,
                answer.outcome.rawValue, answer.reason, writer.actor, writer.at.ms,
            ])
    case .listing(let entry):
        try db.execute(
            sql: """
                INSERT INTO credit_listing (enterprise, id, list, from_day, to_day, known, reason,
                    source, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                code, entry.id, entry.list.rawValue, entry.from.number, entry.to?.number,
                entry.known.number, entry.reason, entry.source, writer.actor, writer.at.ms,
            ])
    case .ending(let ending, let id):
        try db.execute(
            sql: """
                INSERT INTO credit_listing_end (enterprise, id, day, reason, actor, at_ms)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                code, id, ending.day.number, ending.reason, writer.actor, writer.at.ms,
            ])
    }
}
