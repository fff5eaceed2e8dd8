import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Findings of inspections: opened by a failing test, closed by a passing one.
struct InspectionFindingRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/inspection-findings", use: list)
        router.get("/v1/inspection-findings/{id}", use: finding)
        router.put("/v1/inspection-findings/{id}", use: open)
        router.post("/v1/inspection-findings/{id}/rectification", use: rectify)
        router.post("/v1/inspection-findings/{id}/deadline", use: extend)
        router.get("/v1/inspection-findings/{id}/runs", use: runs)
        router.post("/v1/inspection-findings/{id}/runs", use: recheck)
        router.get("/v1/inspection-runs/{id}", use: run)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let count = try query.limit(countMax: Zone.inspectionCountMax, default: 100)
        let text = try query.text("state")
        let state = text.flatMap(FindingState.init(rawValue:))
        guard text == nil || state != nil else {
            let states = FindingState.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.parameterInvalid(name: "state", expected: states)
        }
        let page = try zone.findings(
            state: state, inspection: try query.text("inspection"),
            after: try query.text("after") ?? "", countMax: count)
        return jsonResponse(
            InspectionFindingsAnswer(
                findings: page.map { InspectionFindingAnswer($0) },
                nextAfter: page.count == count ? page.last?.id : nil))
    }

    @Sendable func finding(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try answer(try context.parameter("id"), .ok)
    }

    private func answer(_ id: String, _ status: HTTPResponse.Status) throws -> Response {
        guard let view = try zone.finding(id) else { throw Problem.notFound }
        return jsonResponse(
            InspectionFindingAnswer(view, steps: try zone.findingSteps(id)), status: status)
    }

    @Sendable func open(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: InspectionFindingBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: InspectionFindingBody.shape)
        guard let severity = FindingSeverity(rawValue: body.severity) else {
            throw Problem.valueRefused(name: "severity", expected: "minor, major")
        }
        let finding = FindingRequest(
            id: id, inspection: body.inspection, titleZh: body.titleZh, titleEn: body.titleEn,
            basis: body.basis ?? "", severity: severity, department: body.department,
            test: body.test, due: try readDay(body.due, "due"))
        let isNew = try answeringInspection { try zone.open(finding, by: actingAs(body.by)) }
        return try answer(id, isNew ? .created : .ok)
    }

    @Sendable func rectify(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: RectificationBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: RectificationBody.shape)
        _ = try answeringInspection {
            try zone.rectify(id, what: body.what, evidence: body.evidence, by: actingAs(body.by))
        }
        return try answer(id, .ok)
    }

    @Sendable func extend(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: DeadlineBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: DeadlineBody.shape)
        let due = try readDay(body.due, "due")
        _ = try answeringInspection {
            try zone.extend(id, to: due, reason: body.reason, by: actingAs(body.by))
        }
        return try answer(id, .ok)
    }

    @Sendable func recheck(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: ActorBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ActorBody.shape)
        _ = try answeringInspection { try zone.recheck(id, by: actingAs(body.by)) }
        return try answer(id, .ok)
    }

    @Sendable func runs(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (id, query) = (try context.parameter("id"), Query(request))
        guard try zone.finding(id) != nil else { throw Problem.notFound }
        let count = try query.limit(countMax: Zone.inspectionCountMax, default: 50)
        let page = try zone.findingRuns(
            id, before: try query.number("before", in: 1...Int64.max), countMax: count)
        return jsonResponse(
            FindingRunsAnswer(
                runs: page.map { FindingRunAnswer($0, withCases: false) },
                nextBefore: page.count == count ? page.last?.id : nil))
    }

    @Sendable func run(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let id = Int64(try context.parameter("id")), let run = try zone.findingRun(id) else {
            throw Problem.notFound
        }
        return jsonResponse(FindingRunAnswer(run, withCases: true))
    }
}

/// A finding as sent.
struct InspectionFindingBody: Decodable {
    static let shape =
        #"{"inspection", "titleZh", "titleEn", "basis"?, "severity": "minor" or "major", "#
        + #""department", "test": {"check", "parameters"}, "due": "YYYY-MM-DD", "by"}"#

    var inspection: String
    var titleZh: String
    var titleEn: String
    var basis: String?
    var severity: String
    var department: String
    var test: CheckCall
    var due: String
    var by: String
}

/// What was done about a finding, as sent.
struct RectificationBody: Decodable {
    static let shape = #"{"what", "evidence", "by"}"#

    var what: String
    var evidence: String
    var by: String
}

/// Another deadline, as sent.
struct DeadlineBody: Decodable {
    static let shape = #"{"due": "YYYY-MM-DD", "reason", "by"}"#

    var due: String
    var reason: String
    var by: String
}

/// Who does it, as sent.
struct ActorBody: Decodable {
    static let shape = #"{"by"}"#

    var by: String
}
