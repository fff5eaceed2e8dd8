import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// What went up to upstream nodes, what did not, and what came back.
struct GatewayRoutes: Sendable {
    /// Dead letters on a page.
    static let letterCountMax = 100
    /// Hours after which a message without a receipt is listed, where the request does not say.
    static let hourCount: Int64 = 24
    /// Largest form of the page, bytes.
    private static let formByteCountMax = 16 << 10

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/gateway", use: figures)
        router.get("/v1/gateway/dead-letters", use: deadLetters)
        router.post("/v1/gateway/dead-letters/{id}/redelivery", use: redeliver)
        router.get("/v1/gateway/receipts", use: receipts)
        router.get("/v1/gateway/unanswered", use: unanswered)
        router.get("/v1/gateway/messages/{id}", use: message)
        router.get("/gateway", use: page)
        router.post("/gateway", use: redeliverByForm)
    }

    @Sendable func figures(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            GatewayAnswer(
                upstreams: try zone.upstreams().map {
                    UpstreamAnswer(try zone.gatewayFigures($0), now: zone.currentTime)
                }))
    }

    @Sendable func deadLetters(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let query = Query(request)
        let countMax = try query.limit(countMax: 500, default: 100)
        let letters = try zone.deadLetters(
            of: try upstream(query), after: try query.number("after", in: 0...Int64.max) ?? 0,
            countMax: countMax)
        return jsonResponse(DeadLettersAnswer(letters, countMax: countMax))
    }

    /// 202: the gateway's next round tries it.
    @Sendable func redeliver(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.messageID()
        guard try zone.redeliver(id, to: try upstream(Query(request))) else {
            throw Problem.notFound
        }
        return jsonResponse(RedeliveryAnswer(message: id), status: .accepted)
    }

    @Sendable func receipts(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let countMax = try query.limit(countMax: settings.receiptCountMax, default: 100)
        let receipts = try zone.relayedReceipts(
            of: try upstream(query), after: try query.number("after", in: 0...Int64.max) ?? 0,
            countMax: countMax)
        return jsonResponse(RelayedReceiptsAnswer(receipts, countMax: countMax))
    }

    @Sendable func unanswered(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let query = Query(request)
        let countMax = try query.limit(countMax: 500, default: 100)
        let messages = try zone.unansweredMessages(
            of: try upstream(query), hourCount: try hourCount(query),
            after: try query.number("after", in: 0...Int64.max) ?? 0, countMax: countMax)
        return jsonResponse(UnansweredAnswer(messages, countMax: countMax))
    }

    private func hourCount(_ query: Query) throws -> Int {
        Int(try query.number("hours", in: 0...87_600) ?? Self.hourCount)
    }

    @Sendable func message(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let upstream = try upstream(Query(request))
        guard let message = try zone.sentMessage(try context.messageID(), to: upstream) else {
            throw Problem.notFound
        }
        return jsonResponse(SentMessageAnswer(message))
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (visit, query) = (Visit(request), Query(request))
        let upstreams = try zone.upstreams()
        var shown: String?
        var letters: [DeadLetter] = []
        var unanswered: [UnansweredMessage] = []
        if !upstreams.isEmpty {
            shown = try upstream(query, orFirst: true)
            letters = try zone.deadLetters(
                of: shown ?? "", after: try query.number("after", in: 0...Int64.max) ?? 0,
                countMax: Self.letterCountMax)
            unanswered = try zone.unansweredMessages(
                of: shown ?? "", hourCount: Int(Self.hourCount), countMax: Self.letterCountMax)
        }
        let page = GatewayPage(
            try upstreams.map { try zone.gatewayFigures($0) }, shown: shown, letters: letters,
            unanswered: unanswered, now: zone.currentTime, visit: visit)
        return Templates.response(page, template: "gateway", title: page.text.title, visit: visit)
    }

    @Sendable func redeliverByForm(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let visit = Visit(request)
        let parts = try await FormParts(request, upTo: Self.formByteCountMax)
        let upstream = parts.text("upstream")
        guard let id = Int64(parts.text("message")), try zone.redeliver(id, to: upstream) else {
            throw Problem.notFound
        }
        return Response(
            status: .seeOther,
            headers: [.location: visit.url("/gateway", [("upstream", upstream)])])
    }

    /// The upstream that is asked about; it need not be said where only one is known.
    private func upstream(_ query: Query, orFirst: Bool = false) throws -> String {
        let known = try zone.upstreams()
        if let name = try query.text("upstream", lengthMax: 400) {
            guard known.contains(name) else { throw Problem.notFound }
            return name
        }
        guard let first = known.first else { throw Problem.notFound }
        guard known.count == 1 || orFirst else {
            throw Problem.parameterInvalid(
                name: "upstream", expected: known.joined(separator: ", "))
        }
        return first
    }
}
