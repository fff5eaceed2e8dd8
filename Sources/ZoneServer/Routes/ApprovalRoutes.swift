import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Policies and construction projects that are reported for approval.
struct ApprovalRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        let path = "/v1/approvals/{id}"
        router.get("/v1/approval-routes", use: routes)
        router.get("/v1/approvals", use: list)
        router.get("\(path)", use: approval)
        router.put("\(path)", use: save)
        router.post("\(path)/acts", use: act)
        router.get("/v1/approval-deadlines", use: deadlines)
        CaseDocumentRoutes(zone: zone, book: .approval, path: "/v1/approvals").add(to: router)
    }

    @Sendable func routes(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(ApprovalRoutesAnswer(zone.governance.routes))
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            try zone.caseList(.approval, Query(request), countMax: PlanRoutes.entryCountMax))
    }

    @Sendable func approval(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try answer(try context.parameter("id"))
    }

    /// 201 where the case is new.
    @Sendable func save(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: ApprovalBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ApprovalBody.shape)
        return try answeringCase {
            let (_, isNew) = try zone.saveApproval(
                body.content, id, by: actingAs(body.by ?? ""))
            return try answer(id, status: isNew ? .created : .ok)
        }
    }

    @Sendable func act(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: ApprovalActBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ApprovalActBody.shape)
        let acting = body.body ?? ""
        try context.checkOwner([acting])
        let asked = try body.request()
        try context.require(asked.permission, on: [acting])
        return try answeringCase {
            try zone.actOnApproval(id, asked, by: actingAs(body.by ?? ""), for: acting)
            return try answer(id)
        }
    }

    private func answer(_ id: String, status: HTTPResponse.Status = .ok) throws -> Response {
        guard let view = try zone.approval(id) else { throw Problem.notFound }
        return jsonResponse(ApprovalAnswer(view), status: status)
    }

    @Sendable func deadlines(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            ApprovalWaitsAnswer(try zone.approvalWaits(zone: try Query(request).text("zone"))))
    }
}
