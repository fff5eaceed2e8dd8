import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The register of overseas warehouses.
struct OverseasWarehouseRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/overseas-warehouses", use: list)
        router.get("/v1/overseas-warehouses/{code}", use: warehouse)
        router.put("/v1/overseas-warehouses/{code}", use: put)
        router.post("/v1/overseas-warehouses/{code}/acts", use: act)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let (rows, next) = try zone.overseasWarehouses(
            operator: try query.text("operator"), on: try query.day("on"),
            after: try query.text("after"),
            countMax: try query.limit(
                countMax: EnterpriseRoutes.entryCountMax, default: 100))
        return jsonResponse(WarehouseListAnswer(rows, next))
    }

    @Sendable func warehouse(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let view = try zone.overseasWarehouse(
            try context.parameter("code"), on: try Query(request).day("on"))
        guard let view else { throw Problem.notFound }
        try context.checkOwner([view.warehouse.operatorCode])
        return jsonResponse(WarehouseAnswer(view))
    }

    /// 201 where it is new.
    @Sendable func put(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let code = try context.parameter("code")
        let body: WarehouseBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: WarehouseBody.shape)
        guard let tenure = OverseasWarehouse.Tenure(rawValue: body.tenure) else {
            throw Problem.valueRefused(name: "tenure", expected: "own, leased")
        }
        let standing = try zone.overseasWarehouse(code)?.warehouse.operatorCode
        try context.checkOwner([body.operator])
        try context.checkOwner([standing ?? body.operator])
        let warehouse = OverseasWarehouse(
            code: code, name: body.name, country: body.country, address: body.address,
            areaM2: body.areaM2, operatorCode: body.operator, tenure: tenure)
        return try answeringEnterprise {
            let (view, isNew) = try zone.putOverseasWarehouse(warehouse, by: actingAs(body.by))
            return jsonResponse(WarehouseAnswer(view), status: isNew ? .created : .ok)
        }
    }

    @Sendable func act(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let code = try context.parameter("code")
        let body: WarehouseActBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: WarehouseActBody.shape)
        guard let act = WarehouseAct(rawValue: body.act), act != .change else {
            throw Problem.valueRefused(name: "act", expected: "file, accept, refuse, close")
        }
        if act != .file { try context.require(.enterprisesReview) }
        let operatorCode = try zone.overseasWarehouse(code)?.warehouse.operatorCode
        try context.checkOwner(operatorCode.map { [$0] } ?? [])
        return try answeringEnterprise {
            jsonResponse(
                WarehouseAnswer(
                    try zone.actOnOverseasWarehouse(
                        code, act, reason: body.reason ?? "", by: actingAs(body.by))))
        }
    }
}

/// A warehouse as sent.
struct WarehouseBody: Decodable {
    static let shape =
        #"{"name", "country": "502", "address", "areaM2": 1, "operator", "#
        + #""tenure": "own" or "leased", "by"}"#

    var name: String
    var country: String
    var address: String
    var areaM2: Int64
    var `operator`: String
    var tenure: String
    var by: String
}

/// What happened to a warehouse, as sent.
struct WarehouseActBody: Decodable {
    static let shape = #"{"act": "file", "accept", "refuse" or "close", "reason"?, "by"}"#

    var act: String
    var reason: String?
    var by: String
}
