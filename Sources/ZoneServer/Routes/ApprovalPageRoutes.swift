import Hummingbird
import ZoneCore
import ZoneServices

/// The pages of what is reported for approval.
struct ApprovalPageRoutes: Sendable {
    /// Entries on one page.
    static let entryCountMax = 100

    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/approvals", use: list)
        router.get("/approvals/{id}", use: approval)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let query = Query(request)
        let code = try query.text("zone")?.trimmed()
        let rows = try zone.cases(
            .approval, zone: code, after: try query.text("after"),
            countMax: Self.entryCountMax + 1)
        let shown = Array(rows.prefix(Self.entryCountMax))
        let page = ApprovalsPage(
            shown, try zone.approvalWaits(zone: code), zone: code,
            next: rows.count > Self.entryCountMax ? shown.last?.id : nil,
            names: CaseNames(books: zone, language: visit.language), visit: visit)
        return Templates.response(
            page, template: "approvals", title: page.text.approvals, visit: visit)
    }

    @Sendable func approval(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        guard let view = try zone.approval(try context.parameter("id")) else {
            throw Problem.notFound
        }
        let page = ApprovalPage(
            view, names: CaseNames(books: zone, language: visit.language), visit: visit)
        return Templates.response(page, template: "approval", title: page.title, visit: visit)
    }
}
