import GRDB
public import ZoneCore

extension SQLiteStore {
    /// The file of an enterprise; empty where nothing was recorded.
    public func creditFile(_ enterprise: SocialCreditCode) throws -> CreditFile {
        try read { try fetchCreditFile(of: enterprise, $0) }
    }

    /// Whether the schema has a trigger of that name.
    package func hasTrigger(_ name: String) throws -> Bool {
        try read { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT count(*) > 0 FROM sqlite_master WHERE type = 'trigger' AND name = ?",
                arguments: [name]) ?? false
        }
    }

    /// Entries of a list after an enterprise and entry, by these; those that were ended too.
    public func creditListings(
        on list: CreditList, after cursor: CreditPlace?, countMax: Int
    ) throws -> [(enterprise: SocialCreditCode, listing: CreditListing)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: listingSelect + """
                     WHERE l.list = ? AND (l.enterprise, l.id) > (?, ?)
                    ORDER BY l.enterprise, l.id LIMIT ?
                    """,
                arguments: [
                    list.rawValue, cursor?.enterprise ?? "", cursor?.id ?? "", countMax,
                ]
            ).compactMap { row in
                SocialCreditCode(row["enterprise"] as String).map { ($0, listing(row)) }
            }
        }
    }

    /// Disputes and repairs without an answer, those due first before the others.
    public func openCreditCases(
        countMax: Int
    ) throws -> [(enterprise: SocialCreditCode, one: CreditCase)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: caseSelect + """
                     WHERE a.id IS NULL
                    ORDER BY coalesce(c.answer_by, 9999999), c.enterprise, c.kind, c.id LIMIT ?
                    """, arguments: [countMax]
            ).compactMap { row in
                SocialCreditCode(row["enterprise"] as String).map { ($0, creditCase(row)) }
            }
        }
    }
}

/// A place in a list of entries: behind that entry of that enterprise.
public struct CreditPlace: Hashable, Sendable {
    /// The enterprise's code.
    public var enterprise: String
    /// The entry's id.
    public var id: String

    /// A place behind an entry.
    public init(enterprise: String, id: String) {
        self.enterprise = enterprise
        self.id = id
    }
}

private let caseSelect = """
    SELECT c.*, a.day, a.outcome, a.reason FROM credit_case c
    LEFT JOIN credit_answer a ON a.enterprise = c.enterprise AND a.kind = c.kind AND a.id = c.id
    """

private let listingSelect = """
    SELECT l.*, e.day AS end_day, e.reason AS end_reason FROM credit_listing l
    LEFT JOIN credit_listing_end e ON e.enterprise = l.enterprise AND e.id = l.id
    """

/// The file of an enterprise, read within a transaction or a snapshot.
func fetchCreditFile(of enterprise: SocialCreditCode, _ db: Database) throws -> CreditFile {
    let arguments: StatementArguments = [enterprise.description, CreditFile.recordCountMax]
    var file = CreditFile(enterprise: enterprise)
    file.events = try Row.fetchAll(
        db,
        sql: """
            SELECT id, kind, happened, known, evidence, note, supersedes FROM credit_event
            WHERE enterprise = ? LIMIT ?
            """, arguments: arguments
    ).map { row in
        CreditEvent(
            id: row["id"], kind: row["kind"], happened: Day(number: row["happened"]),
            known: Day(number: row["known"]), evidence: row["evidence"], note: row["note"],
            supersedes: row["supersedes"])
    }
    file.cases = try Row.fetchAll(
        db, sql: caseSelect + " WHERE c.enterprise = ? LIMIT ?", arguments: arguments
    ).map(creditCase)
    file.listings = try Row.fetchAll(
        db, sql: listingSelect + " WHERE l.enterprise = ? LIMIT ?", arguments: arguments
    ).map(listing)
    return file
}

private func creditCase(_ row: Row) -> CreditCase {
    var one = CreditCase(
        kind: CreditCase.Kind(rawValue: row["kind"]) ?? .dispute, id: row["id"],
        event: row["event"], opened: Day(number: row["opened"]), answerBy: day(row, "answer_by"),
        ground: row["ground"], evidence: row["evidence"], rectified: day(row, "rectified"))
    if let day = day(row, "day"), let outcome = CreditCase.Outcome(rawValue: row["outcome"]) {
        one.answer = .init(day: day, outcome: outcome, reason: row["reason"])
    }
    return one
}

private func listing(_ row: Row) -> CreditListing {
    CreditListing(
        id: row["id"], list: CreditList(rawValue: row["list"]) ?? .black,
        from: Day(number: row["from_day"]), to: day(row, "to_day"),
        known: Day(number: row["known"]), reason: row["reason"], source: row["source"],
        ending: day(row, "end_day").map { .init(day: $0, reason: row["end_reason"]) })
}

private func day(_ row: Row, _ column: String) -> Day? {
    let number: Int32? = row[column]
    return number.map { Day(number: $0) }
}
