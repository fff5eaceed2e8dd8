import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The pages of inspections, findings and major issues.
struct InspectionPageRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/inspections", use: overview)
        router.get("/inspections/{id}", use: finding)
        router.post("/inspections/{id}/rectification", use: rectify)
        router.post("/inspections/{id}/runs", use: recheck)
        router.get("/major-issues", use: majorIssues)
    }

    @Sendable func overview(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let after = try Query(request).text("after") ?? ""
        let page = InspectionsPage(
            try zone.inspections(),
            findings: try zone.findings(after: after, countMax: InspectionsPage.findingCountMax),
            visit: visit)
        return Templates.response(
            page, template: "inspections", title: page.text.title, visit: visit)
    }

    @Sendable func finding(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try page(try context.parameter("id"), Visit(request))
    }

    private func page(
        _ id: String, _ visit: Visit, _ problem: Problem? = nil
    ) throws -> Response {
        guard let finding = try zone.finding(id) else { throw Problem.notFound }
        let page = InspectionFindingPage(
            finding, steps: try zone.findingSteps(id), runs: try zone.findingRuns(id, countMax: 20),
            newest: try zone.findingRun(finding.lastRun), problem: problem, visit: visit)
        return Templates.response(
            page, template: "inspection-finding", title: "\(page.text.finding) \(id)",
            visit: visit, status: problem?.status ?? .ok)
    }

    @Sendable func rectify(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try await act(request, context) { id, parts in
            _ = try zone.rectify(
                id, what: parts.text("what"), evidence: parts.text("evidence"),
                by: actingAs(parts.text("by")))
        }
    }

    @Sendable func recheck(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try await act(request, context) { id, parts in
            _ = try zone.recheck(id, by: actingAs(parts.text("by")))
        }
    }

    /// Does what a form of the finding's page asks; what is wrong is shown on that page.
    private func act(
        _ request: Request, _ context: ZoneContext, _ body: (String, FormParts) throws -> Void
    ) async throws -> Response {
        let (id, visit) = (try context.parameter("id"), Visit(request))
        do {
            let parts = try await FormParts(request, upTo: settings.jsonByteCountMax)
            try answeringInspection { try body(id, parts) }
        } catch let problem as Problem where problem != .notFound {
            return try page(id, visit, problem)
        }
        let url = visit.url("/inspections/" + id.percentEncoded())
        return Response(status: .seeOther, headers: [.location: url])
    }

    @Sendable func majorIssues(_ request: Request, _ context: ZoneContext) async throws -> Response
    {
        let visit = Visit(request)
        let page = MajorIssuesPage(
            try zone.majorIssues(), sent: try zone.majorIssueReports(), visit: visit)
        return Templates.response(
            page, template: "major-issues", title: page.text.majorIssues, visit: visit)
    }
}
