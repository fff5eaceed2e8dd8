import HTTPTypes
import Hummingbird
import NIOCore
import ZoneCore
import ZoneServices

/// Registration of exports without an input invoice, and what certificates are made of.
struct ZoneExportRoutes: Sendable {
    /// Longest period of a report, days.
    private static let dayCountMax = 366

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/zone-exports", use: report)
        router.get("/v1/zone-exports/{list}/{gnum}", use: history)
        router.put("/v1/zone-exports/{list}/{gnum}", use: put)
        router.post("/v1/zone-exports/{list}/{gnum}/withdrawal", use: withdraw)
        router.get("/zone-exports", use: page)
    }

    @Sendable func report(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        guard let enterprise = try query.text("enterprise") else {
            throw Problem.parameterInvalid(name: "enterprise", expected: "1...100 bytes")
        }
        let answer = ZoneExportReportAnswer(try found(enterprise, query))
        switch try query.text("format") {
        case nil, "json": return jsonResponse(answer)
        case "csv":
            return response(
                ByteBuffer(string: answer.csv), type: "text/csv",
                headers: [.contentDisposition: "attachment; filename=\"zone-exports.csv\""])
        default: throw Problem.parameterInvalid(name: "format", expected: "json, csv")
        }
    }

    private func found(_ enterprise: String, _ query: Query) throws -> ZoneExportReport {
        guard let from = try query.day("from"), let to = try query.day("to"), from <= to,
            Int(to.number) - Int(from.number) <= Self.dayCountMax
        else {
            throw Problem.parameterInvalid(
                name: "from, to", expected: "YYYY-MM-DD, from <= to <= from + \(Self.dayCountMax)")
        }
        let report = try answeringEnterprise {
            try zone.zoneExportReport(of: enterprise, days: from...to)
        }
        guard let report else {
            throw Problem.valueRefused(
                name: "from, to",
                expected: "a period with at most \(Zone.zoneExportRecordCountMax) records")
        }
        return report
    }

    @Sendable func history(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let versions = try zone.zoneExports(
            list: try context.parameter("list"), gnum: try gnum(context))
        guard !versions.isEmpty else { throw Problem.notFound }
        try context.checkOwner(versions.map(\.enterprise))
        return jsonResponse(ZoneExportHistoryAnswer(versions: versions.map(ZoneExportAnswer.init)))
    }

    /// 201 where it is the registration, 200 where it is a correction or the same again.
    @Sendable func put(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: ZoneExportBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ZoneExportBody.shape)
        try context.checkOwner([body.enterprise])
        let record = try body.record()
        let (list, gnum) = (try context.parameter("list"), try gnum(context))
        return try answeringEnterprise {
            let (view, isNew) = try zone.putZoneExport(
                record, list: list, gnum: gnum, enterprise: body.enterprise,
                reason: body.reason ?? "", by: actingAs(body.by))
            return jsonResponse(ZoneExportAnswer(view), status: isNew ? .created : .ok)
        }
    }

    @Sendable func withdraw(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: ZoneExportWithdrawalBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ZoneExportWithdrawalBody.shape)
        try context.checkOwner([body.enterprise])
        let (list, gnum) = (try context.parameter("list"), try gnum(context))
        return try answeringEnterprise {
            let view = try zone.withdrawZoneExport(
                list: list, gnum: gnum, enterprise: body.enterprise, reason: body.reason,
                by: actingAs(body.by))
            return jsonResponse(ZoneExportAnswer(view))
        }
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (visit, query) = (Visit(request), Query(request))
        let report = try query.text("enterprise").map { try found($0, query) }
        let page = ZoneExportsPage(report, today: zone.today, visit: visit)
        return Templates.response(
            page, template: "zone-exports", title: page.text.title, visit: visit)
    }

    private func gnum(_ context: ZoneContext) throws -> Int32 {
        guard let gnum = Int32(try context.parameter("gnum")), gnum > 0 else {
            throw Problem.parameterInvalid(name: "gnum", expected: "1...\(Int32.max)")
        }
        return gnum
    }
}

/// A withdrawal as sent.
struct ZoneExportWithdrawalBody: Decodable {
    static let shape = #"{"enterprise", "reason", "by"}"#

    var enterprise: String
    var reason: String
    var by: String
}

/// A registration as sent.
struct ZoneExportBody: Decodable {
    static let shape =
        #"{"enterprise", "exportDate": "2026-07-01", "goodsName", "unit": "011", "quantity": "10", "#
        + #""unitPrice": "30", "amount": "300", "currency": "142", "seller", "#
        + #""purchaseDate": "2026-06-20", "reason"?, "by"}"#

    var enterprise: String
    var exportDate: String
    var goodsName: String
    var unit: String
    var quantity: String
    var unitPrice: String
    var amount: String
    var currency: String
    var seller: String
    var purchaseDate: String
    var reason: String?
    var by: String

    func record() throws -> ZoneExportRecord {
        func number(_ name: String, _ text: String) throws -> Fixed5 {
            guard let number = Fixed5(text), number > .zero else {
                throw Problem.valueRefused(name: name, expected: "> 0, at most 5 decimals")
            }
            return number
        }
        return ZoneExportRecord(
            exportDate: try readDay(exportDate, "exportDate"), goodsName: goodsName, unit: unit,
            quantity: try number("quantity", quantity),
            unitPrice: try number("unitPrice", unitPrice), amount: try number("amount", amount),
            currency: currency, seller: seller,
            purchaseDate: try readDay(purchaseDate, "purchaseDate"))
    }
}
