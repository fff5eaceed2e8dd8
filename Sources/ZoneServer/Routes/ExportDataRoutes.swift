import HTTPTypes
import Hummingbird
import NIOCore
import ZoneCore
import ZoneServices

/// Data sets an enterprise needs for tax refund and foreign exchange, made of what it declared.
struct ExportDataRoutes: Sendable {
    /// Longest period of a data set, days.
    private static let dayCountMax = 366

    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/refund-data", use: refund)
        router.get("/v1/forex-data", use: forex)
        router.get("/export-data", use: page)
    }

    @Sendable func refund(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (enterprise, days) = try period(Query(request))
        let lines = try answeringEnterprise {
            try zone.refundLines(of: enterprise, days: days)
        }
        guard let lines else { throw Self.tooMany }
        let answer = RefundDataAnswer(lines, of: enterprise, days: days)
        return try file(request, named: "refund-data", json: answer, csv: answer.csv)
    }

    @Sendable func forex(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (enterprise, days) = try period(Query(request))
        let entries = try answeringEnterprise {
            try zone.forexEntries(of: enterprise, days: days)
        }
        guard let entries else { throw Self.tooMany }
        let answer = ForexDataAnswer(entries, of: enterprise, days: days)
        return try file(request, named: "forex-data", json: answer, csv: answer.csv)
    }

    private static var tooMany: Problem {
        .valueRefused(
            name: "from, to",
            expected: "a period with at most \(Zone.exportDataListCountMax) released export lists")
    }

    private func period(_ query: Query) throws -> (enterprise: String, days: ClosedRange<Day>) {
        guard let enterprise = try query.text("enterprise") else {
            throw Problem.parameterInvalid(name: "enterprise", expected: "1...100 bytes")
        }
        guard let from = try query.day("from"), let to = try query.day("to"), from <= to,
            Int(to.number) - Int(from.number) <= Self.dayCountMax
        else {
            throw Problem.parameterInvalid(
                name: "from, to", expected: "YYYY-MM-DD, from <= to <= from + \(Self.dayCountMax)")
        }
        return (enterprise, from...to)
    }

    private func file(
        _ request: Request, named name: String, json answer: some Encodable, csv: String
    ) throws -> Response {
        switch try Query(request).text("format") {
        case nil, "json": return jsonResponse(answer)
        case "csv":
            return response(
                ByteBuffer(string: csv), type: "text/csv",
                headers: [.contentDisposition: "attachment; filename=\"\(name).csv\""])
        default: throw Problem.parameterInvalid(name: "format", expected: "json, csv")
        }
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (visit, query) = (Visit(request), Query(request))
        var entries: [ForexEntry]?
        var asked: (enterprise: String, days: ClosedRange<Day>)?
        if try query.text("enterprise") != nil {
            let (enterprise, days) = try period(query)
            asked = (enterprise, days)
            entries = try answeringEnterprise {
                try zone.forexEntries(of: enterprise, days: days)
            }
            guard entries != nil else { throw Self.tooMany }
        }
        let page = ExportDataPage(
            entries ?? [], asked: asked, today: zone.today, visit: visit)
        return Templates.response(
            page, template: "export-data", title: page.text.title, visit: visit)
    }
}
