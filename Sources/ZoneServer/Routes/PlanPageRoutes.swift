import Hummingbird
import ZoneCore
import ZoneServices

/// The pages of implementation plans.
struct PlanPageRoutes: Sendable {
    /// Entries on one page.
    static let entryCountMax = 100

    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/plans", use: list)
        router.get("/plans/{id}", use: plan)
        router.get("/plans/{id}/changes", use: changes)
        router.get("/plans/{id}/tasks/{task}", use: task)
        router.get("/plan-delays", use: delays)
    }

    private func names(_ visit: Visit) -> CaseNames {
        CaseNames(books: zone, language: visit.language)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let query = Query(request)
        let code = try query.text("zone")?.trimmed()
        let rows = try zone.cases(
            .plan, zone: code, after: try query.text("after"), countMax: Self.entryCountMax + 1)
        let plans = try rows.prefix(Self.entryCountMax).map { row in
            (row, try zone.plan(row.id)?.outlook?.progress)
        }
        let page = PlansPage(
            plans, zone: code,
            next: rows.count > Self.entryCountMax ? plans.last?.0.id : nil, names: names(visit),
            visit: visit)
        return Templates.response(
            page, template: "plans", title: page.text.plans, visit: visit)
    }

    @Sendable func plan(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let page = PlanPage(
            try zone.planView(request, context), names: names(visit), visit: visit)
        return Templates.response(page, template: "plan", title: page.title, visit: visit)
    }

    @Sendable func changes(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let view = try zone.planView(request, context)
        let (from, to, diff) = try zone.planChanges(request, context)
        let page = PlanChangesPage(
            view.record, from: from, to: to, diff, names: names(visit), visit: visit)
        return Templates.response(
            page, template: "plan-changes", title: page.text.changes, visit: visit)
    }

    @Sendable func task(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let view = try zone.planView(request, context)
        let id = try context.parameter("task")
        guard let task = view.record.current?.content.task(id) else { throw Problem.notFound }
        let page = PlanTaskPage(view, task, names: names(visit), visit: visit)
        return Templates.response(page, template: "plan-task", title: page.title, visit: visit)
    }

    @Sendable func delays(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let code = try Query(request).text("zone")?.trimmed()
        let page = PlanDelaysPage(
            try zone.planDelays(zone: code), zone: code, names: names(visit), visit: visit)
        return Templates.response(
            page, template: "plan-delays", title: page.text.delays, visit: visit)
    }
}
