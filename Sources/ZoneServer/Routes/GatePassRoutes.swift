import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Passes for vehicles through the gates of the zone.
struct GatePassRoutes: Sendable {
    /// Most entries in one page of a list.
    static let entryCountMax = 500

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/gate-passes", use: list)
        router.get("/v1/gate-passes/{id}", use: pass)
        router.put("/v1/gate-passes/{id}", use: issue)
        router.post("/v1/gate-passes/{id}/events", use: usePass)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let count = try query.limit(countMax: Self.entryCountMax, default: 100)
        let passes = try zone.gatePasses(
            of: try zone.account(query, context), after: try query.text("after") ?? "",
            countMax: count)
        return jsonResponse(
            GatePassListAnswer(
                passes: passes.map { GatePassAnswer($0, []) },
                nextAfter: passes.count == count ? passes.last?.id : nil))
    }

    @Sendable func pass(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let known = try zone.gatePass(try context.parameter("id")) else {
            throw Problem.notFound
        }
        try context.checkOwner(try zone.warehouse(known.pass.account).map { [$0.owner] } ?? [])
        return jsonResponse(GatePassAnswer(known.pass, known.events))
    }

    @Sendable func issue(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: GatePassBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: GatePassBody.shape)
        let pass = try body.request(id: try context.parameter("id"))
        try context.checkOwner(try zone.warehouse(pass.account).map { [$0.owner] } ?? [])
        switch try zone.issuePass(pass) {
        case .issued(let pass, let isNew):
            let events = try zone.gatePass(pass.id)?.events ?? []
            return jsonResponse(GatePassAnswer(pass, events), status: isNew ? .created : .ok)
        case .conflict: throw Problem.recordConflict
        case .unknownAccount:
            throw Problem.valueRefused(name: "account", expected: "/v1/warehouses")
        case .wrongList(let id):
            throw Problem.valueRefused(
                name: "lists", expected: "released lists of the account without a pass: not \(id)")
        case .wrongMovement(let id):
            throw Problem.valueRefused(
                name: "movements", expected: "ids of the account's movements: not \(id)")
        }
    }

    /// Records what happens at a gate; the pass is used by the first that may pass.
    @Sendable func usePass(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: GateEventBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: GateEventBody.shape)
        let id = try context.parameter("id")
        for (name, text) in [("gate", body.gate), ("by", body.by)] {
            try checkText(name, text)
        }
        let event = try zone.usePass(id, gate: body.gate, by: actingAs(body.by))
        guard let known = try zone.gatePass(id) else { throw Problem.notFound }
        return jsonResponse(
            GatePassAnswer(known.pass, known.events),
            status: event.outcome == .passed ? .created : .ok)
    }
}

private func checkText(_ name: String, _ text: String) throws(Problem) {
    guard (1...Zone.stockTextByteCountMax).contains(text.utf8.count),
        !text.utf8.contains(UInt8(ascii: "\n"))
    else {
        throw .valueRefused(name: name, expected: "1...\(Zone.stockTextByteCountMax) bytes")
    }
}

/// A pass as sent.
struct GatePassBody: Decodable {
    static let shape =
        #"{"account", "direction": "out" or "in", "vehicle", "seals"?: [], "#
        + #""lists"?: ["party:orderNo"], "movements"?: [], "by"}"#

    var account: String
    var direction: String
    var vehicle: String
    var seals: [String]?
    var lists: [String]?
    var movements: [String]?
    var by: String

    func request(id: String) throws(Problem) -> GatePassRequest {
        guard isCreditID(id) else {
            throw .valueRefused(name: "id", expected: "1...64 A-Z a-z 0-9 . - _")
        }
        guard direction == "out" || direction == "in" else {
            throw .valueRefused(name: "direction", expected: "out, in")
        }
        for (name, text) in [("vehicle", vehicle), ("by", by)] { try checkText(name, text) }
        let parts = [
            ("seals", seals ?? []), ("lists", lists ?? []), ("movements", movements ?? []),
        ]
        for (name, texts) in parts {
            guard texts.count <= GatePass.partCountMax, Set(texts).count == texts.count else {
                throw .valueRefused(
                    name: name, expected: "0...\(GatePass.partCountMax), each once")
            }
            for text in texts { try checkText(name, text) }
        }
        guard !parts[1].1.isEmpty || !parts[2].1.isEmpty else {
            throw .valueRefused(name: "lists", expected: ">= 1 in lists or movements")
        }
        return GatePassRequest(
            id: id, account: account, isOut: direction == "out", vehicle: vehicle,
            seals: parts[0].1, lists: parts[1].1, movements: parts[2].1, actor: actingAs(by))
    }
}

/// What happens at a gate, as sent.
struct GateEventBody: Decodable {
    static let shape = #"{"gate", "by"}"#

    var gate: String
    var by: String
}
