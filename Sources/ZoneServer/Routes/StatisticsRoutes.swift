import Hummingbird
import NIOCore
import ZoneCore
import ZoneServices

/// The statistics: tables, indicators, what lies under a figure, closed periods, and what may be published.
struct StatisticsRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/statistics", use: table)
        router.get("/v1/statistics/indicators", use: indicators)
        router.get("/v1/statistics/declarations", use: declarations)
        router.put("/v1/statistics/given/{name}/{period}", use: report)
        router.get("/v1/statistics/publication", use: publication)
        router.get("/v1/statistics/closings", use: closings)
        router.get("/v1/statistics/closings/{period}/{vintage}", use: closing)
        router.put("/v1/statistics/closings/{period}/{vintage}", use: close)
        router.get("/v1/statistics/corrections", use: corrections)
        router.get("/statistics", use: page)
    }

    @Sendable func table(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let limit = try query.limit(countMax: Zone.statisticsLineCountMax, default: 50)
        let answer = StatisticsTableAnswer(
            try zone.statisticsTable(try period(query), by: try split(query), countMax: limit))
        return try formatted(query, "statistics", answer) { answer.csv }
    }

    @Sendable func indicators(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let query = Query(request)
        let period = try period(query)
        let answer = IndicatorsAnswer(period, try zone.indicatorFigures(period))
        return try formatted(query, "indicators", answer) { answer.csv }
    }

    @Sendable func declarations(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let query = Query(request)
        let period = try period(query)
        let text = try query.text("figure", lengthMax: Formula.lengthMax) ?? "count"
        let name = try figure(text)
        let found = try zone.declarations(
            under: name, in: period, after: try query.number("after", in: 0...Int64.max) ?? 0,
            countMax: try query.limit(countMax: settings.declarationCountMax, default: 100))
        return jsonResponse(
            DeclarationsUnderFigureAnswer(
                figure: text, period: period.description,
                declarations: found.declarations.map {
                    .init(
                        id: $0.id, serial: $0.serial, day: $0.day.description, mode: $0.mode,
                        status: $0.status, enterprise: $0.enterprise)
                }, next: found.next))
    }

    /// The one sum that a text names.
    private func figure(_ text: String) throws -> FigureName {
        let example = "a sum such as count[flow=export, status=released]"
        do {
            switch try Formula(text) {
            case .sum(let name): return name
            case .percentile(_, let name), .distinct(let name): return name
            default: throw Problem.parameterInvalid(name: "figure", expected: example)
            }
        } catch let problem as FormulaProblem {
            throw Problem.parameterInvalid(name: "figure", expected: "\(example); \(problem.en)")
        }
    }

    @Sendable func report(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: ReportedFigureBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ReportedFigureBody.shape)
        guard let input = zone.indicators.input(try context.parameter("name")) else {
            throw Problem.notFound
        }
        let period = try self.period(try context.parameter("period"))
        guard let value = Fraction(decimal: body.value) else {
            throw Problem.valueRefused(
                name: "value", expected: "a number of at most 9 digits and 9 decimals")
        }
        for (name, text) in [("evidence", body.evidence), ("by", body.by)]
        where text.isEmpty || text.utf8.count > 500 {
            throw Problem.valueRefused(name: name, expected: "1...500 bytes")
        }
        try zone.report(
            input.id, in: period, value: value,
            subject: try Query(request).text("enterprise") ?? "",
            evidence: body.evidence, by: actingAs(body.by))
        return jsonResponse(IndicatorsAnswer(period, try zone.indicatorFigures(period)))
    }

    @Sendable func publication(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let query = Query(request)
        guard let published = try zone.publishedTable(try period(query), by: try split(query))
        else {
            throw Problem.valueRefused(
                name: "period, by", expected: "a month or year; not by enterprise")
        }
        let answer = StatisticsTableAnswer(
            published.table, hidden: published.hidden, countMin: published.countMin)
        return try formatted(query, "publication", answer) { answer.csv }
    }

    @Sendable func closings(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            ClosingsAnswer(closings: try zone.statisticsClosings().map(ClosingAnswer.init)))
    }

    /// The figures as they were closed: the very bytes of the digest.
    @Sendable func closing(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (period, vintage) = try closingParameters(context)
        guard let closing = try zone.statisticsClosing(period, vintage) else {
            throw Problem.notFound
        }
        return response(closing.figures, type: "application/json")
    }

    @Sendable func close(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: ClosingBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ClosingBody.shape)
        let (period, vintage) = try closingParameters(context)
        guard !body.by.isEmpty, body.by.utf8.count <= 500 else {
            throw Problem.valueRefused(name: "by", expected: "1...500 bytes")
        }
        do {
            try zone.closeStatistics(period, as: vintage, by: actingAs(body.by))
        } catch let refusal as ClosingRefusal {
            throw Problem.valueRefused(name: "period", expected: refusal.zh + " " + refusal.en)
        }
        guard let closing = try zone.statisticsClosing(period, vintage) else {
            throw Problem.notFound
        }
        return jsonResponse(ClosingAnswer(closing), status: .created)
    }

    private func closingParameters(
        _ context: ZoneContext
    ) throws -> (StatisticsPeriod, StatisticsVintage) {
        let text = try context.parameter("vintage")
        guard let vintage = StatisticsVintage.allCases.first(where: { $0.name == text }),
            vintage != .open
        else { throw Problem.parameterInvalid(name: "vintage", expected: "preliminary, final") }
        return (try period(try context.parameter("period")), vintage)
    }

    @Sendable func corrections(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let query = Query(request)
        let period = try period(query)
        guard let found = try zone.statisticsCorrections(period, countMax: 1_000) else {
            throw Problem.notFound
        }
        return jsonResponse(
            CorrectionsAnswer(
                period: period.description,
                corrections: found.map {
                    .init(
                        value: $0.key.value, mode: $0.key.mode, measure: $0.key.measure.text,
                        closed: $0.closed, now: $0.now)
                }))
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (visit, query) = (Visit(request), Query(request))
        let period = try query.text("period").map(period) ?? .month(of: zone.today)
        let split = try self.split(query)
        let page = StatisticsPage(
            try zone.statisticsTable(period, by: split, countMax: 50),
            try zone.indicatorFigures(period), try zone.statisticsCourse(period), visit: visit)
        return Templates.response(
            page, template: "statistics", title: page.text.title, visit: visit)
    }

    private func period(_ query: Query) throws -> StatisticsPeriod {
        try query.text("period").map(period) ?? .month(of: zone.today)
    }

    private func period(_ text: String) throws -> StatisticsPeriod {
        guard let period = StatisticsPeriod(text) else {
            throw Problem.parameterInvalid(name: "period", expected: "YYYY, YYYY-MM, YYYY-MM-DD")
        }
        return period
    }

    private func split(_ query: Query) throws -> StatisticsSplit {
        let text = try query.text("by") ?? StatisticsSplit.mode.rawValue
        guard let split = StatisticsSplit(rawValue: text) else {
            throw Problem.parameterInvalid(
                name: "by",
                expected: StatisticsSplit.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return split
    }

    private func formatted(
        _ query: Query, _ name: String, _ answer: some Encodable, csv: () -> String
    ) throws -> Response {
        switch try query.text("format") {
        case nil, "json": return jsonResponse(answer)
        case "csv":
            return response(
                ByteBuffer(string: csv()), type: "text/csv",
                headers: [.contentDisposition: "attachment; filename=\"\(name).csv\""])
        default: throw Problem.parameterInvalid(name: "format", expected: "json, csv")
        }
    }
}

/// A reported figure as sent.
struct ReportedFigureBody: Decodable {
    static let shape = #"{"value": "12", "evidence", "by"}"#

    var value: String
    var evidence: String
    var by: String
}

/// Who closes a period.
struct ClosingBody: Decodable {
    static let shape = #"{"by"}"#

    var by: String
}
