import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Implementation plans: drafts, their way to issue, and what is done under them.
struct PlanRoutes: Sendable {
    /// Most entries in one page of a list.
    static let entryCountMax = 500

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        let path = "/v1/plans/{id}"
        router.get("/v1/bodies", use: bodies)
        router.get("/v1/escalation-steps", use: ladder)
        router.get("/v1/plans", use: list)
        router.get("\(path)", use: plan)
        router.put("\(path)", use: save)
        router.get("\(path)/changes", use: changes)
        router.post("\(path)/acts", use: act)
        router.get("/v1/plan-delays", use: delays)
        CaseDocumentRoutes(zone: zone, book: .plan, path: "/v1/plans").add(to: router)
    }

    @Sendable func bodies(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(BodiesAnswer(zone.governance.bodies))
    }

    @Sendable func ladder(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(EscalationStepsAnswer(zone.governance.ladder))
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(try zone.caseList(.plan, Query(request), countMax: Self.entryCountMax))
    }

    @Sendable func plan(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(PlanAnswer(try zone.planView(request, context)))
    }

    /// 201 where the plan is new.
    @Sendable func save(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: PlanBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: PlanBody.shape)
        let content = try body.content()
        return try answeringCase {
            let (_, isNew) = try zone.savePlan(content, id, by: actingAs(body.by ?? ""))
            return try answer(id, status: isNew ? .created : .ok)
        }
    }

    /// What one revision changed of another; the newest and the one before it unless said otherwise.
    @Sendable func changes(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (from, to, diff) = try zone.planChanges(request, context)
        return jsonResponse(PlanChangesAnswer(from: from, to: to, diff))
    }

    @Sendable func act(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: PlanActBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: PlanActBody.shape)
        let acting = body.body ?? ""
        try context.checkOwner([acting])
        let asked = try body.request()
        try context.require(asked.permission, on: [acting])
        return try answeringCase {
            try zone.actOnPlan(id, asked, by: actingAs(body.by ?? ""), for: acting)
            return try answer(id)
        }
    }

    private func answer(_ id: String, status: HTTPResponse.Status = .ok) throws -> Response {
        guard let view = try zone.plan(id) else { throw Problem.notFound }
        return jsonResponse(PlanAnswer(view), status: status)
    }

    @Sendable func delays(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            PlanDelaysAnswer(try zone.planDelays(zone: try Query(request).text("zone"))))
    }
}

extension Zone {
    /// A page of a book's list as the query asks for it.
    func caseList(_ book: CaseBook, _ query: Query, countMax: Int) throws -> CaseListAnswer {
        let count = try query.limit(countMax: countMax, default: 100)
        return CaseListAnswer(
            try cases(
                book, zone: try query.text("zone"), state: try query.text("state"),
                after: try query.text("after"), countMax: count + 1), countMax: count)
    }

    /// The plan that the path names, as of the days that the query says.
    func planView(_ request: Request, _ context: ZoneContext) throws -> PlanView {
        let query = Query(request)
        let view = try plan(
            try context.parameter("id"), on: try query.day("on"),
            knownBy: try query.day("knownBy"))
        guard let view else { throw Problem.notFound }
        return view
    }

    /// The difference that the query asks for.
    func planChanges(
        _ request: Request, _ context: ZoneContext
    ) throws -> (from: Int, to: Int, diff: PlanDiff) {
        let revisions = try planView(request, context).record.revisions
        let query = Query(request)
        let range = 1...Int64(max(1, revisions.count))
        let to = Int(try query.number("to", in: range) ?? range.upperBound)
        let from = Int(try query.number("from", in: range) ?? Int64(max(1, to - 1)))
        return (
            from, to,
            planDiff(from: revisions[from - 1].content, to: revisions[to - 1].content)
        )
    }
}
