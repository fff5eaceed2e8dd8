import Hummingbird
import ZoneCore
import ZoneServices

/// What people and departments did, to be searched.
struct LogRoutes: Sendable {
    /// Days looked at where no period is asked for.
    private static let dayCount = 30

    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/log", use: log)
        router.get("/log", use: page)
    }

    private struct Found {
        var events: [LogEvent]
        var kind: String?
        var subject: String?
        var days: ClosedRange<Day>
        var next: String?
    }

    private func find(_ query: Query, countMax: Int) throws -> Found {
        let to = try query.day("to") ?? zone.today
        let from = try query.day("from") ?? to.adding(days: 1 - Self.dayCount)
        guard from <= to, Int(to.number) - Int(from.number) < Zone.logDayCountMax else {
            throw Problem.parameterInvalid(
                name: "from, to",
                expected: "YYYY-MM-DD, from <= to < from + \(Zone.logDayCountMax)")
        }
        let (kind, subject) = (try query.text("kind"), try query.text("subject"))
        let events = try zone.log(
            kind: kind, subject: subject, days: from...to, before: try query.text("before"),
            countMax: countMax)
        guard let events else {
            throw Problem.parameterInvalid(name: "before", expected: "nextBefore")
        }
        return Found(
            events: events, kind: kind, subject: subject, days: from...to,
            next: events.count == countMax ? events.last?.cursor : nil)
    }

    @Sendable func log(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let found = try find(query, countMax: try query.limit(countMax: 500, default: 50))
        return jsonResponse(
            LogAnswer(events: found.events.map(LogEventAnswer.init), nextBefore: found.next))
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let found = try find(Query(request), countMax: LogPage.rowCountMax)
        var page = LogPage(
            found.events, kind: found.kind, subject: found.subject, days: found.days, visit: visit)
        if let next = found.next { page.add(next: next, visit: visit) }
        return Templates.response(page, template: "log", title: page.text.title, visit: visit)
    }
}

/// A page of the log, newest first.
struct LogAnswer: Encodable {
    var events: [LogEventAnswer]
    var nextBefore: String?
}

/// An event of the log.
struct LogEventAnswer: Encodable {
    var at: String
    var kind: String
    var actor: String
    var subject: String
    var detail: String

    init(_ event: LogEvent) {
        at = event.at.iso8601
        kind = event.kind
        actor = event.actor
        subject = event.subject
        detail = event.detail
    }
}
