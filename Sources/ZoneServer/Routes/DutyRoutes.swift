import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// What departments are owed: the ledger, the feeds, acknowledgements and the logs.
struct DutyRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/duties", use: ledger)
        router.get("/v1/duties/{duty}/records", use: records)
        router.post("/v1/duties/{duty}/acknowledgements", use: acknowledge)
        router.get("/v1/duties/{duty}/deliveries", use: deliveries)
        router.get("/v1/person-accesses", use: accesses)
        router.post("/v1/declarations/{id}/case-file", use: caseFile)
        router.get("/duties", use: page)
        router.get("/person-accesses", use: accessPage)
    }

    @Sendable func ledger(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(DutyLedgerAnswer(duties: try zone.dutyLedger().map(DutyAnswer.init)))
    }

    /// A page in the format asked for; where it ends stands in the head too, for CSV has no place for it.
    @Sendable func records(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let formats = DutyPlan.Format.allCases.map(\.rawValue)
        let wanted = try query.text("format")
        let format = wanted.flatMap { DutyPlan.Format(rawValue: $0) }
        if wanted != nil, format == nil {
            throw Problem.parameterInvalid(
                name: "format", expected: formats.joined(separator: ", "))
        }
        let page = try zone.dutyPage(
            try context.parameter("duty"), after: try query.journalPlace("after"),
            countMax: try query.limit(countMax: Zone.dutyItemCountMax, default: 100),
            by: actingAs(""))
        guard let page else { throw Problem.notFound }
        let chosen = format ?? page.plan.format
        return response(
            Array(try page.text(chosen).utf8), type: chosen.contentType,
            headers: [
                .nextCursor: page.to.description, .hasMore: String(page.hasMore),
                .cacheControl: "private, no-store",
            ])
    }

    @Sendable func acknowledge(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let body: AcknowledgementBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: AcknowledgementBody.shape)
        guard let place = JournalPlace(body.cursor) else {
            throw Problem.valueRefused(name: "cursor", expected: "nextCursor")
        }
        let code = try context.parameter("duty")
        switch try zone.acknowledge(code, upTo: place) {
        case .unknownDuty: throw Problem.notFound
        case .notDelivered(let end):
            throw Problem.valueRefused(name: "cursor", expected: "<= \(end)")
        case .noted(let lane):
            return jsonResponse(
                AcknowledgementAnswer(
                    duty: code, acknowledged: lane.acknowledged.description,
                    acknowledgedCount: lane.acknowledgedCount))
        }
    }

    @Sendable func deliveries(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let query = Query(request)
        let countMax = try query.limit(countMax: 500, default: 50)
        let rows = try zone.dutyDeliveries(
            try context.parameter("duty"), before: try query.number("before", in: 1...Int64.max),
            countMax: countMax)
        guard let rows else { throw Problem.notFound }
        return jsonResponse(
            DeliveriesAnswer(
                deliveries: rows.map(DeliveryAnswer.init),
                nextBefore: rows.count == countMax ? rows.last?.id : nil))
    }

    /// All that is kept of a declaration, as a signed archive.
    @Sendable func caseFile(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: CaseFileBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: CaseFileBody.shape)
        try body.check()
        do {
            let bytes = try zone.caseFile(
                try context.parameter("id"), by: actingAs(body.by),
                purpose: body.purpose)
            return response(
                bytes, type: "application/x-tar",
                headers: [
                    .contentDisposition: "attachment; filename=\"case.tar\"",
                    .cacheControl: "private, no-store",
                ])
        } catch CaseFileError.tooLarge {
            throw Problem.valueRefused(name: "id", expected: "<= \(CaseFile.byteCountMax) bytes")
        } catch is CaseFileError {
            throw Problem.notFound
        }
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let page = DutiesPage(try zone.dutyLedger(), visit: visit)
        return Templates.response(page, template: "duties", title: page.text.title, visit: visit)
    }

    @Sendable func accessPage(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let (visit, query) = (Visit(request), Query(request))
        let declaration = try query.text("declaration")
        let accesses = try zone.personAccesses(
            declaration: declaration, before: try query.number("before", in: 1...Int64.max),
            countMax: PersonAccessPage.rowCountMax)
        let page = PersonAccessPage(accesses, declaration: declaration ?? "", visit: visit)
        return Templates.response(
            page, template: "person-accesses", title: page.text.accesses, visit: visit)
    }

    @Sendable func accesses(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let countMax = try query.limit(countMax: 500, default: 50)
        let rows = try zone.personAccesses(
            declaration: try query.text("declaration"),
            before: try query.number("before", in: 1...Int64.max), countMax: countMax)
        guard let rows else { throw Problem.notFound }
        return jsonResponse(
            PersonAccessesAnswer(
                accesses: rows.map(PersonAccessAnswer.init),
                nextBefore: rows.count == countMax ? rows.last?.id : nil))
    }
}

extension Query {
    /// A place in the journal; nil where it is missing or empty.
    func journalPlace(_ name: String) throws(Problem) -> JournalPlace? {
        guard let text = try text(name) else { return nil }
        guard let place = JournalPlace(text) else {
            throw .parameterInvalid(name: name, expected: "nextCursor")
        }
        return place
    }
}

/// An acknowledgement as sent.
struct AcknowledgementBody: Decodable {
    static let shape = #"{"cursor": "12.3"}"#

    var cursor: String
}

/// Who takes a case file and what for; both go to the log.
struct CaseFileBody: Decodable {
    static let shape = #"{"by", "purpose"}"#

    var by: String
    var purpose: String

    func check() throws(Problem) {
        for (name, text) in [("by", by), ("purpose", purpose)] {
            guard (1...200).contains(text.utf8.count),
                !text.unicodeScalars.contains(where: { $0.value < 0x20 })
            else { throw .valueRefused(name: name, expected: "1...200 bytes") }
        }
    }
}
