import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Ordinary declarations that cite an order (document type 10000004).
struct OrdinaryRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.put("/v1/ordinary-declarations/{entryId}", use: put)
        router.get("/v1/ordinary-declarations/{entryId}", use: get)
    }

    @Sendable func put(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let declaration: OrdinaryDeclaration = try await readJSON(
            request, upTo: settings.jsonByteCountMax,
            shape:
                #"{"entryId", "customsCode", "tradeMode", "agentCode", "ebcCode", "documents": [{"code", "number"}], "lines": [{"gnum", "gcode", "qty", "unit", "price", "totalPrice", "currency"}]}"#
        )
        let faults = zone.faults(of: declaration)
        guard faults.isEmpty else {
            throw Problem.valueRefused(
                name: faults.map(\.field).joined(separator: ", "),
                expected: faults.map { "\($0.field): \($0.expected)" }.joined(separator: "; "))
        }
        guard declaration.entryId == (try context.parameter("entryId")) else {
            throw Problem.valueRefused(name: "entryId", expected: "the number in the address")
        }
        try context.checkOwner([declaration.agentCode, declaration.ebcCode])
        return jsonResponse(OrdinaryAnswer(try zone.submit(declaration)))
    }

    @Sendable func get(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let view = try zone.ordinaryDeclaration(try context.parameter("entryId")) else {
            throw Problem.notFound
        }
        try context.checkOwner([view.declaration.agentCode, view.declaration.ebcCode])
        return jsonResponse(OrdinaryAnswer(view))
    }
}

/// An ordinary declaration and what comparing it with its order gives.
struct OrdinaryAnswer: Encodable {
    struct Difference: Encodable {
        var code: String
        var declarationPath: String
        var declared: String
        var orderPath: String
        var ordered: String
        var zh: String
        var en: String
        var source: String
    }

    var entryId: String
    var orderNo: String
    var tradeMode: String
    var receivedAt: String
    /// `matched`, `mismatched`, or `waiting` for the order.
    var match: String
    var differences: [Difference]
    /// What the registers say of its firms and its overseas warehouse.
    var registers: [Remark]

    struct Remark: Encodable {
        /// `refuse` or `review`: what would follow for a list.
        var effect: String
        var code: String
        var zh: String
        var en: String
        var source: String
    }

    init(_ view: OrdinaryDeclarationView) {
        entryId = view.declaration.entryId
        orderNo = view.declaration.orderNo ?? ""
        tradeMode = view.declaration.tradeMode
        receivedAt = view.receivedAt.iso8601
        match = view.outcome
        differences = view.differences.map {
            Difference(
                code: $0.code, declarationPath: $0.declarationPath, declared: $0.declared,
                orderPath: $0.orderPath, ordered: $0.ordered, zh: $0.zh, en: $0.en,
                source: $0.source)
        }
        registers = view.remarks.map {
            Remark(
                effect: $0.isRefusal ? "refuse" : "review", code: $0.code, zh: $0.zh, en: $0.en,
                source: $0.source)
        }
    }
}
