import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The pages of the warehouse ledger.
struct WarehousePageRoutes: Sendable {
    /// Rows of each table on a page.
    static let rowCountMax = 100

    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/warehouses", use: overview)
        router.get("/warehouses/{code}", use: warehouse)
    }

    @Sendable func overview(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let own = context.ownCodes()
        let page = WarehousesPage(
            warehouses: try zone.warehouses(
                after: try Query(request).text("after") ?? "", countMax: Self.rowCountMax
            ).filter { own?.contains($0.owner) ?? true },
            // Who sees only its own finds them on the page of each account.
            discrepancies: own == nil
                ? try zone.discrepancies(of: nil, countMax: Self.rowCountMax) : [],
            today: zone.today, visit: visit)
        return Templates.response(
            page, template: "warehouses", title: page.text.title, visit: visit)
    }

    @Sendable func warehouse(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        guard let account = try zone.warehouse(try context.parameter("code")) else {
            throw Problem.notFound
        }
        try context.checkOwner([account.owner])
        let after = try Query(request).text("after", lengthMax: 1000)
        let page = WarehousePage(
            account: account,
            items: try zone.stockItems(
                of: account.code, after: after.flatMap(StockKey.init(cursor:)),
                countMax: Self.rowCountMax),
            discrepancies: try zone.discrepancies(of: account.code, countMax: Self.rowCountMax),
            passes: try zone.gatePasses(
                of: account.code, after: "", countMax: Self.rowCountMax),
            today: zone.today, now: zone.currentTime, visit: visit)
        return Templates.response(
            page, template: "warehouse", title: "\(page.text.title) \(account.code)", visit: visit)
    }
}
