import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The warehouse ledger: accounts, their stock and what is done with it.
struct WarehouseRoutes: Sendable {
    /// Most entries in one page of a list.
    static let entryCountMax = 500

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/warehouses", use: list)
        router.get("/v1/warehouses/{code}", use: warehouse)
        router.put("/v1/warehouses/{code}", use: register)
        router.put("/v1/warehouses/{code}/movements/{id}", use: move)
        router.get("/v1/warehouses/{code}/postings", use: postings)
        router.get("/v1/stock", use: stock)
        router.get("/v1/discrepancies", use: discrepancies)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let count = try query.limit(countMax: Self.entryCountMax, default: 100)
        let page = try zone.warehouses(after: try query.text("after") ?? "", countMax: count)
        let own = context.ownCodes()
        let accounts = page.filter { own?.contains($0.owner) ?? true }
        return jsonResponse(
            StockAccountListAnswer(
                warehouses: accounts.map(StockAccountAnswer.init),
                nextAfter: page.count == count ? page.last?.code : nil))
    }

    @Sendable func warehouse(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(StockAccountAnswer(try known(context)))
    }

    @Sendable func register(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let code = try context.parameter("code")
        let body: StockAccountBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: StockAccountBody.shape)
        var order = StockOrder(
            account: code, id: "register", kind: .register, actor: actingAs(body.by))
        order.unit = body.kind
        order.item = body.owner
        order.reference = body.name
        let isNew = try await apply(order, names: ["item": "owner"])
        return jsonResponse(
            StockAccountAnswer(try known(context)), status: isNew ? .created : .ok)
    }

    @Sendable func move(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let account = try known(context)
        let body: MovementBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: MovementBody.shape)
        let order = try body.order(account: account.code, id: try context.parameter("id"))
        let isNew = try await apply(order)
        let key = StockKey(account: account.code, item: order.item, unit: "")
        let items = try zone.stockItems(of: account.code, after: key, countMax: 100)
            .filter { $0.key.item == order.item && $0.key.unit == order.unit }
        return jsonResponse(
            StockListAnswer(items: items.map(StockAnswer.init), nextAfter: nil),
            status: isNew ? .created : .ok)
    }

    @Sendable func postings(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let account = try known(context)
        let query = Query(request)
        let count = try query.limit(countMax: Self.entryCountMax, default: 100)
        let after = try query.number("after", in: 0...(.max)) ?? 0
        let postings = try zone.stockPostings(of: account.code, after: after, countMax: count)
        return jsonResponse(
            PostingListAnswer(
                postings: postings.map(PostingAnswer.init),
                nextAfter: postings.count == count ? postings.last.map { String($0.id) } : nil))
    }

    @Sendable func stock(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let count = try query.limit(countMax: Self.entryCountMax, default: 100)
        let after = try query.text("after", lengthMax: 1000).map { (text) throws(Problem) in
            guard let key = StockKey(cursor: text) else {
                throw .parameterInvalid(name: "after", expected: "nextAfter")
            }
            return key
        }
        let items = try zone.stockItems(
            of: try zone.account(query, context), after: after, countMax: count)
        return jsonResponse(
            StockListAnswer(
                items: items.map(StockAnswer.init),
                nextAfter: items.count == count ? items.last?.key.cursor : nil))
    }

    @Sendable func discrepancies(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let query = Query(request)
        let count = try query.limit(countMax: Self.entryCountMax, default: 100)
        let rows = try zone.discrepancies(
            of: try zone.account(query, context),
            closed: try query.number("closed", in: 0...1) == 1,
            after: try query.number("after", in: 0...(.max)) ?? 0, countMax: count)
        return jsonResponse(
            DiscrepancyListAnswer(
                discrepancies: rows.map { DiscrepancyAnswer($0, today: zone.today) },
                nextAfter: rows.count == count ? rows.last.map { String($0.id) } : nil))
    }

    private func known(_ context: ZoneContext) throws -> WarehouseView {
        guard let account = try zone.warehouse(try context.parameter("code")) else {
            throw Problem.notFound
        }
        try context.checkOwner([account.owner])
        return account
    }

    /// True where it is new; `names` are the sender's for the order's fields.
    private func apply(_ order: StockOrder, names: [String: String] = [:]) async throws -> Bool {
        if let (field, expected) = order.problem {
            throw Problem.valueRefused(name: names[field] ?? field, expected: expected)
        }
        switch try await zone.apply(order) {
        case .done(let isNew): return isNew
        case .conflict: throw Problem.recordConflict
        case .unknownAccount(let code):
            let isOwn = code == order.account
            throw Problem.valueRefused(
                name: isOwn ? "kind" : "to",
                expected: isOwn ? "sale: of an overseas warehouse only" : "/v1/warehouses")
        case .notEnough(let free, let wanted):
            throw Problem.valueRefused(
                name: "quantity", expected: "<= \(free) (free); \(wanted) asked for")
        }
    }
}

extension Zone {
    /// The account that a list of stock is narrowed to: who sees only its own has to name one of these.
    func account(_ query: Query, _ context: ZoneContext) throws -> String? {
        guard let code = try query.text("account") else {
            guard context.ownerProof == nil else {
                throw Problem.parameterInvalid(name: "account", expected: "/v1/warehouses")
            }
            return nil
        }
        try context.checkOwner(try warehouse(code).map { [$0.owner] } ?? [])
        return code
    }
}

/// An account as sent.
struct StockAccountBody: Decodable {
    static let shape = #"{"kind": "bonded" or "overseas", "owner", "name", "by"}"#

    var kind: String
    var owner: String
    var name: String
    var by: String
}

/// A movement as sent.
struct MovementBody: Decodable {
    static let shape =
        #"{"kind", "item", "unit", "quantity": "1.5", "lot"?, "expires"?: "YYYY-MM-DD", "to"?, "#
        + #""reference"?, "reason"?, "by"}"#

    var kind: String
    var item: String
    var unit: String
    var quantity: String
    var lot: String?
    var expires: String?
    var to: String?
    var reference: String?
    var reason: String?
    var by: String

    func order(account: String, id: String) throws(Problem) -> StockOrder {
        guard let kind = StockOrder.Kind(rawValue: kind), kind != .register else {
            let kinds = StockOrder.Kind.allCases.filter { $0 != .register }.map(\.rawValue)
            throw .valueRefused(name: "kind", expected: kinds.joined(separator: ", "))
        }
        guard let amount = Fixed5(quantity) else {
            throw .valueRefused(name: "quantity", expected: "-?0...9[.0...9], <= 5 decimals")
        }
        var order = StockOrder(account: account, id: id, kind: kind, actor: actingAs(by))
        order.item = item
        order.unit = unit
        order.quantity = amount
        order.lot = lot ?? ""
        if let expires { order.expires = try readDay(expires, "expires") }
        order.toAccount = to ?? ""
        order.reference = reference ?? ""
        order.reason = reason ?? ""
        return order
    }
}

extension StockKey {
    /// A place in a list of items, behind this one.
    var cursor: String {
        [account, item, unit].map { $0.percentEncoded() }.joined(separator: "/")
    }

    init?(cursor: String) {
        let parts = cursor.split(separator: "/", omittingEmptySubsequences: false)
            .map { String($0).percentDecoded() }
        guard parts.count == 3, let account = parts[0], let item = parts[1], let unit = parts[2]
        else { return nil }
        self.init(account: account, item: item, unit: unit)
    }
}
