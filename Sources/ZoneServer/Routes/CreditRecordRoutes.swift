import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Records of credit, each put under an id of the sender's: 201 where it is new, 200 where it was
/// there, 409 where another one was. Nothing is ever changed.
struct CreditRecordRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        let path = "/v1/enterprises/{code}/credit"
        router.put("\(path)/events/{id}", use: putEvent)
        router.put("\(path)/disputes/{id}", use: putDispute)
        router.put("\(path)/disputes/{id}/answer", use: putDisputeAnswer)
        router.put("\(path)/repairs/{id}", use: putRepair)
        router.put("\(path)/repairs/{id}/answer", use: putRepairAnswer)
        router.put("\(path)/listings/{id}", use: putListing)
        router.put("\(path)/listings/{id}/end", use: putEnding)
    }

    @Sendable func putEvent(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (enterprise, id) = (try context.enterprise(), try context.parameter("id"))
        let body: EventBody = try await read(request, EventBody.shape)
        let event = CreditEvent(
            id: id, kind: body.kind, happened: try readDay(body.happened, "happened"),
            known: zone.today, evidence: body.evidence, note: body.note ?? "",
            supersedes: body.supersedes)
        return try answer(enterprise) {
            try zone.recordCreditEvent(event, of: enterprise, by: actingAs(body.by))
        }
    }

    @Sendable func putDispute(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: CaseBody = try await read(request, CaseBody.disputeShape)
        return try await open(body, .dispute, context)
    }

    @Sendable func putRepair(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: CaseBody = try await read(request, CaseBody.repairShape)
        return try await open(body, .repair, context)
    }

    private func open(
        _ body: CaseBody, _ kind: CreditCase.Kind, _ context: ZoneContext
    ) async throws -> Response {
        let (enterprise, id) = (try context.enterprise(), try context.parameter("id"))
        var one = CreditCase(
            kind: kind, id: id, event: body.event, opened: zone.today, ground: body.ground,
            evidence: body.evidence ?? "")
        one.rectified = try body.rectified.map { (text) throws(Problem) in
            try readDay(text, "rectified")
        }
        return try answer(enterprise) {
            try zone.openCreditCase(one, of: enterprise, by: actingAs(body.by))
        }
    }

    @Sendable func putDisputeAnswer(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        try await putAnswer(request, .dispute, context)
    }

    @Sendable func putRepairAnswer(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        try await putAnswer(request, .repair, context)
    }

    private func putAnswer(
        _ request: Request, _ kind: CreditCase.Kind, _ context: ZoneContext
    ) async throws -> Response {
        let (enterprise, id) = (try context.enterprise(), try context.parameter("id"))
        let body: AnswerBody = try await read(request, AnswerBody.shape)
        guard let outcome = CreditCase.Outcome(rawValue: body.outcome), outcome.kind == kind else {
            let outcomes = CreditCase.Outcome.allCases.filter { $0.kind == kind }
            throw Problem.valueRefused(
                name: "outcome", expected: outcomes.map(\.rawValue).joined(separator: ", "))
        }
        return try answer(enterprise) {
            try zone.answerCreditCase(
                id, of: enterprise, outcome, reason: body.reason, by: actingAs(body.by))
        }
    }

    @Sendable func putListing(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (enterprise, id) = (try context.enterprise(), try context.parameter("id"))
        let body: ListingBody = try await read(request, ListingBody.shape)
        guard let list = CreditList(rawValue: body.list) else {
            throw Problem.valueRefused(name: "list", expected: "red, black")
        }
        let entry = CreditListing(
            id: id, list: list, from: try readDay(body.from, "from"),
            to: try body.to.map { (text) throws(Problem) in try readDay(text, "to") },
            known: zone.today, reason: body.reason, source: body.source)
        return try answer(enterprise) { try zone.list(entry, enterprise, by: actingAs(body.by)) }
    }

    @Sendable func putEnding(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (enterprise, id) = (try context.enterprise(), try context.parameter("id"))
        let body: EndingBody = try await read(request, EndingBody.shape)
        return try answer(enterprise) {
            try zone.unlist(id, enterprise, reason: body.reason, by: actingAs(body.by))
        }
    }

    private func read<Body: Decodable>(_ request: Request, _ shape: String) async throws -> Body {
        try await readJSON(request, upTo: settings.jsonByteCountMax, shape: shape)
    }

    /// Writes, then answers with the enterprise's records.
    private func answer(
        _ enterprise: SocialCreditCode, _ write: () throws -> Bool
    ) throws -> Response {
        try answeringCredit {
            let isNew = try write()
            return jsonResponse(
                CreditFileAnswer(try zone.creditFile(enterprise), today: zone.today),
                status: isNew ? .created : .ok)
        }
    }
}

/// An event as sent.
struct EventBody: Decodable {
    static let shape =
        #"{"kind", "happened": "YYYY-MM-DD", "evidence", "note"?, "supersedes"?, "by"}"#

    var kind: String
    var happened: String
    var evidence: String
    var note: String?
    var supersedes: String?
    var by: String
}

/// A dispute or a repair as sent.
struct CaseBody: Decodable {
    static let disputeShape = #"{"event", "ground", "evidence"?, "by"}"#
    static let repairShape =
        #"{"event", "ground", "rectified": "YYYY-MM-DD", "evidence"?, "by"}"#

    var event: String
    var ground: String
    var evidence: String?
    var rectified: String?
    var by: String
}

/// An answer as sent.
struct AnswerBody: Decodable {
    static let shape = #"{"outcome", "reason", "by"}"#

    var outcome: String
    var reason: String
    var by: String
}

/// An entry of a list as sent.
struct ListingBody: Decodable {
    static let shape =
        #"{"list": "red" or "black", "from": "YYYY-MM-DD", "to"?, "reason", "source", "by"}"#

    var list: String
    var from: String
    var to: String?
    var reason: String
    var source: String
    var by: String
}

/// The early end of an entry as sent.
struct EndingBody: Decodable {
    static let shape = #"{"reason", "by"}"#

    var reason: String
    var by: String
}
