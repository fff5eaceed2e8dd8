import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Inspections and the named checks.
struct InspectionRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/checks", use: checks)
        router.post("/v1/checks", use: run)
        router.get("/v1/inspections", use: list)
        router.get("/v1/inspections/{id}", use: inspection)
        router.put("/v1/inspections/{id}", use: plan)
        router.post("/v1/inspections/{id}/steps", use: step)
        router.get("/v1/major-issues", use: majorIssues)
        router.get("/v1/major-issue-reports", use: reports)
        router.post("/v1/major-issue-reports", use: report)
        router.get("/v1/major-issue-reports/{id}", use: sentReport)
    }

    @Sendable func checks(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(ChecksAnswer(checks: ZoneCheck.all.map(ChecksAnswer.Check.init)))
    }

    /// Runs a check and keeps nothing.
    @Sendable func run(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let call: CheckCall = try await readJSON(
            request, upTo: settings.jsonByteCountMax,
            shape: #"{"check", "parameters": {name: text}}"#)
        return try answeringInspection {
            jsonResponse(CheckOutcomeAnswer(try zone.run(call)))
        }
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            InspectionsAnswer(
                inspections: try zone.inspections().map {
                    InspectionAnswer($0, withSteps: false)
                }))
    }

    @Sendable func inspection(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try answer(try context.parameter("id"), .ok)
    }

    private func answer(_ id: String, _ status: HTTPResponse.Status) throws -> Response {
        guard let view = try zone.inspection(id) else { throw Problem.notFound }
        return jsonResponse(InspectionAnswer(view, withSteps: true), status: status)
    }

    @Sendable func plan(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: InspectionBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: InspectionBody.shape)
        let plan = InspectionRequest(
            id: id, title: body.title, scope: body.scope, basis: body.basis ?? "",
            lead: body.lead, members: body.members ?? [], from: try readDay(body.from, "from"),
            to: try readDay(body.to, "to"))
        let isNew = try answeringInspection { try zone.plan(plan, by: actingAs(body.by)) }
        return try answer(id, isNew ? .created : .ok)
    }

    @Sendable func step(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: InspectionStepBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: InspectionStepBody.shape)
        guard let step = InspectionState.Step(rawValue: body.step) else {
            let steps = InspectionState.Step.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.valueRefused(name: "step", expected: steps)
        }
        try answeringInspection {
            try zone.step(step, of: id, note: body.note ?? "", by: actingAs(body.by))
        }
        return try answer(id, .ok)
    }

    // MARK: Major issues

    @Sendable func majorIssues(_ request: Request, _ context: ZoneContext) async throws -> Response
    {
        let format = try Query(request).text("format") ?? "json"
        let report = try zone.majorIssues()
        switch format {
        case "json": return response(try report.bytes, type: "application/json")
        case "csv": return response(Array(report.csv.utf8), type: "text/csv; charset=utf-8")
        default: throw Problem.parameterInvalid(name: "format", expected: "json, csv")
        }
    }

    @Sendable func reports(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            MajorIssueReportsAnswer(
                reports: try zone.majorIssueReports().map(MajorIssueReportsAnswer.SentReport.init)))
    }

    @Sendable func report(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: MajorIssueBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: MajorIssueBody.shape)
        let sent = try answeringInspection {
            try zone.reportMajorIssues(to: body.to, by: actingAs(body.by))
        }
        var response = jsonResponse(
            MajorIssueReportsAnswer.SentReport(sent), status: .created)
        response.headers[.location] = "/v1/major-issue-reports/\(sent.id)"
        return response
    }

    /// The very bytes that were reported.
    @Sendable func sentReport(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let id = Int64(try context.parameter("id")),
            let sent = try zone.majorIssueReport(id)
        else { throw Problem.notFound }
        return response(sent.content, type: "application/json")
    }
}

/// An inspection as sent.
struct InspectionBody: Decodable {
    static let shape =
        #"{"title", "scope", "basis"?, "lead", "members"?: [], "from": "YYYY-MM-DD", "to", "by"}"#

    var title: String
    var scope: String
    var basis: String?
    var lead: String
    var members: [String]?
    var from: String
    var to: String
    var by: String
}

/// A step of an inspection as sent.
struct InspectionStepBody: Decodable {
    static let shape = #"{"step": "start", "conclude" or "cancel", "note"?, "by"}"#

    var step: String
    var note: String?
    var by: String
}

/// Whom major issues are reported to, as sent.
struct MajorIssueBody: Decodable {
    static let shape = #"{"to", "by"}"#

    var to: String
    var by: String
}

/// What `body` gives, with the services' refusals as problems.
func answeringInspection<T>(_ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch let error as InspectionError {
        switch error {
        case .invalid(let problems): throw Problem.fieldsRefused(problems)
        case .notFound: throw Problem.notFound
        case .conflict: throw Problem.recordConflict
        case .notAllowed(let step, let state):
            throw Problem.actNotAllowed(event: step, status: state)
        case .busy: throw Problem.tooOften(retryAfterSeconds: 5)
        }
    }
}
