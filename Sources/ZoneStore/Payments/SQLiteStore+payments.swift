import GRDB
public import ZoneCore

extension PaymentFilter {
    fileprivate var condition: String {
        switch self {
        case .all: "1"
        case .open: "state IN ('waiting', 'asked') AND due_ms >= :now"
        case .overdue: "state <> 'answered' AND due_ms < :now"
        case .dead: "state = 'dead'"
        case .answered: "state = 'answered'"
        case .unreviewed: "finding_count > 0 AND reviewed_ms IS NULL"
        }
    }
}

/// Something that happened to a request or an address.
public struct PaymentEventRow: Hashable, Sendable {
    public var atMs: Int64
    /// Its kind in the log, such as `payment.asked`.
    public var kind: String
    public var actor: String
    /// The session, or the platform of an address.
    public var subject: String
    public var detail: String

    /// An event with its parts.
    public init(atMs: Int64, kind: String, actor: String, subject: String, detail: String) {
        self.atMs = atMs
        self.kind = kind
        self.actor = actor
        self.subject = subject
        self.detail = detail
    }
}

/// Requests for payment data, with what came of them.
extension SQLiteStore {
    /// Keeps a new request; where one about the order is open already, that one is given back. `onlyFirst`: also where
    /// one was answered.
    public func add(
        _ request: PaymentRequest, onlyFirst: Bool, _ event: PaymentEventRow
    ) throws -> (request: PaymentRequest, isNew: Bool) {
        try writeRows { db in
            let known = try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM payment_request WHERE platform = ? AND order_no = ?
                    AND (state <> 'answered' OR ?) ORDER BY id DESC LIMIT 1
                    """, arguments: [request.platform, request.orderNo, onlyFirst])
            if let known { return (readRequest(known), false) }
            try db.execute(
                sql: """
                    INSERT INTO payment_request (session, platform, order_no, origin, reason,
                        actor, made_ms, due_ms, state, attempt_count, next_ms, problem,
                        refusal_count, finding_count, conclusion, reviewed_by)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '', 0, 0, '', '')
                    """,
                arguments: [
                    request.sessionID, request.platform, request.orderNo,
                    request.origin.rawValue, request.reason, request.actor, request.madeAt.ms,
                    request.due.ms, request.state.rawValue, request.nextAttempt.ms,
                ])
            try insert(event, db)
            return (request, true)
        }
    }

    /// A request by its session; nil where there is none.
    public func paymentRequest(_ sessionID: String) throws -> PaymentRequest? {
        try read { try fetchRequest(sessionID, $0)?.request }
    }

    /// Requests, newest first, below an earlier page's last number.
    public func paymentRequests(
        _ filter: PaymentFilter, platforms: [String]?, before id: Int64?, at now: Timestamp,
        countMax: Int
    ) throws -> [(id: Int64, request: PaymentRequest)] {
        var arguments: [String: (any DatabaseValueConvertible)?] = [
            "before": id ?? .max, "count": countMax,
        ]
        if filter.condition.contains(":now") { arguments["now"] = now.ms }
        var condition = filter.condition
        if let platforms {
            let names = platforms.indices.map { "platform\($0)" }
            for (name, platform) in zip(names, platforms) { arguments[name] = platform }
            condition += " AND platform IN (\(names.map { ":" + $0 }.joined(separator: ", ")))"
        }
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM payment_request WHERE \(condition) AND id < :before
                    ORDER BY id DESC LIMIT :count
                    """, arguments: StatementArguments(arguments)
            ).map { ($0["id"], readRequest($0)) }
        }
    }

    /// How many requests a filter finds, up to a number beyond which nobody counts.
    public func paymentRequestCount(
        _ filter: PaymentFilter, at now: Timestamp, countMax: Int
    ) throws -> Int {
        var arguments: [String: (any DatabaseValueConvertible)?] = ["count": countMax]
        if filter.condition.contains(":now") { arguments["now"] = now.ms }
        return try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (SELECT 1 FROM payment_request WHERE \(filter.condition)
                        LIMIT :count)
                    """, arguments: StatementArguments(arguments)) ?? 0
        }
    }

    /// Requests that are to be sent now, the longest waiting first.
    public func duePaymentRequests(at now: Timestamp, countMax: Int) throws -> [PaymentRequest] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM payment_request WHERE state = 'waiting' AND next_ms <= ?
                    ORDER BY next_ms LIMIT ?
                    """, arguments: [now.ms, countMax]
            ).map(readRequest)
        }
    }

    /// Changes a request and keeps the findings and the event that `change` gives, in one transaction; nil where there is
    /// none of that session. A request that `change` gives no event for is not written.
    @discardableResult
    public func changePaymentRequest(
        _ sessionID: String,
        _ change: (inout PaymentRequest) throws -> (
            event: PaymentEventRow?, findings: [PaymentFinding]
        )
    ) throws -> PaymentRequest? {
        try writeRows { db in
            guard let known = try fetchRequest(sessionID, db) else { return nil as PaymentRequest? }
            var request = known.request
            let (event, findings) = try change(&request)
            guard let event else { return known.request }
            try update(request, known.id, db)
            for (number, finding) in findings.enumerated() {
                try db.execute(
                    sql: "INSERT INTO payment_finding VALUES (?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        known.id, number, finding.kind.rawValue, finding.orderNo, finding.field,
                        finding.uploaded, finding.declared,
                    ])
            }
            try insert(event, db)
            return request
        }
    }

    /// What is wrong with the data that answered a request.
    public func paymentFindings(_ sessionID: String) throws -> [PaymentFinding] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT f.* FROM payment_finding f JOIN payment_request r ON r.id = f.request_id
                    WHERE r.session = ? ORDER BY f.number
                    """, arguments: [sessionID]
            ).compactMap { row in
                PaymentFinding.Kind(rawValue: row["kind"]).map { kind in
                    PaymentFinding(
                        kind, orderNo: row["order_no"], field: row["field"],
                        uploaded: row["uploaded"], declared: row["declared"])
                }
            }
        }
    }

    /// What happened to a request or to a platform's addresses, oldest first.
    public func paymentEvents(about subject: String, countMax: Int) throws -> [PaymentEventRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM payment_event WHERE subject = ? ORDER BY id LIMIT ?",
                arguments: [subject, countMax]
            ).map { row in
                PaymentEventRow(
                    atMs: row["at_ms"], kind: row["kind"], actor: row["actor"],
                    subject: row["subject"], detail: row["detail"])
            }
        }
    }

    /// How far the journal was looked through; nil where it never was.
    public func paymentSelection() throws -> JournalPlace? {
        try read { db in
            try String.fetchOne(db, sql: "SELECT place FROM payment_selection")
        }.flatMap { JournalPlace($0) }
    }

    /// Notes how far the journal was looked through.
    public func keepPaymentSelection(_ place: JournalPlace) throws {
        try writeRows { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO payment_selection VALUES (1, ?)",
                arguments: [place.description])
        }
    }

    /// The last place of the journal.
    public func journalEnd() throws -> JournalPlace {
        try read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT seq, event_count FROM journal ORDER BY seq DESC LIMIT 1")
            return row.map { JournalPlace(seq: $0[0], index: $0[1]) } ?? .start
        }
    }
}

private func fetchRequest(
    _ sessionID: String, _ db: Database
) throws -> (id: Int64, request: PaymentRequest)? {
    try Row.fetchOne(
        db, sql: "SELECT * FROM payment_request WHERE session = ?", arguments: [sessionID]
    ).map { ($0["id"], readRequest($0)) }
}

private func update(_ request: PaymentRequest, _ id: Int64, _ db: Database) throws {
    try db.execute(
        sql: """
            UPDATE payment_request SET due_ms = ?, state = ?, attempt_count = ?, next_ms = ?,
                problem = ?, taken_ms = ?, answered_ms = ?, message_id = ?, refusal_count = ?,
                finding_count = ?, conclusion = ?, reviewed_by = ?, reviewed_ms = ? WHERE id = ?
            """,
        arguments: [
            request.due.ms, request.state.rawValue, request.attemptCount, request.nextAttempt.ms,
            request.problem, request.takenAt?.ms, request.answeredAt?.ms, request.messageID,
            request.refusalCount, request.findingCount, request.review?.conclusion ?? "",
            request.review?.actor ?? "", request.review?.at.ms, id,
        ])
}

func insert(_ event: PaymentEventRow, _ db: Database) throws {
    try db.execute(
        sql: "INSERT INTO payment_event VALUES (NULL, ?, ?, ?, ?, ?)",
        arguments: [event.atMs, event.kind, event.actor, event.subject, event.detail])
}

private func readRequest(_ row: Row) -> PaymentRequest {
    func time(_ name: String) -> Timestamp? { (row[name] as Int64?).map { Timestamp(ms: $0) } }
    var request = PaymentRequest(
        sessionID: row["session"], platform: row["platform"], orderNo: row["order_no"],
        origin: PaymentRequest.Origin(rawValue: row["origin"]) ?? .officer, reason: row["reason"],
        actor: row["actor"], madeAt: Timestamp(ms: row["made_ms"]),
        due: Timestamp(ms: row["due_ms"]))
    request.state = PaymentRequest.State(rawValue: row["state"]) ?? .dead
    request.attemptCount = row["attempt_count"]
    request.nextAttempt = Timestamp(ms: row["next_ms"])
    request.problem = row["problem"]
    request.takenAt = time("taken_ms")
    request.answeredAt = time("answered_ms")
    request.messageID = row["message_id"]
    request.refusalCount = row["refusal_count"]
    request.findingCount = row["finding_count"]
    request.review = time("reviewed_ms").map {
        PaymentRequest.Review(
            conclusion: row["conclusion"], actor: row["reviewed_by"], at: $0)
    }
    return request
}
