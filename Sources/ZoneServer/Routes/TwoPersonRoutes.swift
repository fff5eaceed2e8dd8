import HTTPTypes
import Hummingbird
import NIOCore
import ZoneCore
import ZoneServices

/// Acts that wait for a second person, and what that person decides.
struct TwoPersonRoutes: Sendable {
    /// Most acts of the list.
    static let actCountMax = 500

    let zone: Zone
    let settings: ServerSettings
    /// Does an act as if it had come without the rule of two persons.
    let perform: @Sendable (Request, ZoneContext) async throws -> Response

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/pending-acts", use: list)
        router.get("/v1/pending-acts/history", use: history)
        router.post("/v1/pending-acts/{id}/decision", use: decide)
        router.post("/v1/pending-acts/{id}/again", use: again)
        router.get("/acts", use: page)
        router.post("/acts", use: act)
    }

    /// What the caller might decide on.
    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            PendingActListAnswer(acts: try waiting(context).map(PendingActAnswer.init)))
    }

    func waiting(_ context: ZoneContext) throws -> [PendingAct] {
        try zone.access.waitingActs(countMax: Self.actCountMax).filter { isShown($0, to: context) }
    }

    func isShown(_ act: PendingAct, to context: ZoneContext) -> Bool {
        act.permission.map { context.may($0) } ?? false
    }

    /// What was decided on, of that which the caller might have decided on, newest first.
    @Sendable func history(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let count = try query.limit(countMax: Self.actCountMax, default: 100)
        let acts = try zone.access.decidedActs(
            before: try query.number("before", in: 0...Int64.max), countMax: count)
        return jsonResponse(
            ActHistoryAnswer(
                acts: acts.filter { isShown($0, to: context) }.map(PendingActAnswer.init),
                nextBefore: acts.count == count ? acts.last?.id : nil))
    }

    /// Asks for an act again that failed; a second person has to want it anew.
    @Sendable func again(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try await askAgain(try context.messageID(), context)
        return jsonResponse(PendingActTicket(id: id), status: .accepted)
    }

    func askAgain(_ id: Int64, _ context: ZoneContext) async throws -> Int64 {
        try requirePermission(of: id, context)
        return try await answeringAccess {
            try zone.access.requestActAgain(id, by: actingAs(""))
        }
    }

    /// A confirmed act is done at once, in the name of both; what it answers is the answer.
    @Sendable func decide(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.messageID()
        let body: PendingActDecision = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: PendingActDecision.shape)
        let second = actingAs("")
        let act = try await settle(id, confirms: body.confirms, by: second, context)
        guard body.confirms else { return jsonResponse(PendingActAnswer(act)) }
        return try await carryOut(act, by: second, context)
    }

    private func requirePermission(of id: Int64, _ context: ZoneContext) throws {
        guard let known = try zone.access.pendingAct(id), let permission = known.permission else {
            throw Problem.notFound
        }
        try context.require(permission)
    }

    /// Keeps a decision; the act as it is then.
    func settle(
        _ id: Int64, confirms: Bool, by second: String, _ context: ZoneContext
    ) async throws -> PendingAct {
        try requirePermission(of: id, context)
        return try await answeringAccess {
            let act = try zone.access.decideAct(id, confirms: confirms, by: second)
            return try zone.access.pendingAct(id) ?? act
        }
    }

    /// Does what two persons wanted, and keeps whether it could be done: what is refused now may be possible later, and
    /// can be asked for again.
    func carryOut(
        _ act: PendingAct, by second: String, _ context: ZoneContext
    ) async throws -> Response {
        let both = "\(act.requestedBy) + \(second)"
        let response: Response
        do {
            response = try await answer(to: act, by: second, as: both, context)
        } catch {
            try zone.access.finishAct(act, failure: Self.reason(error), by: both)
            throw error
        }
        let isDone = response.status.kind == .successful
        try zone.access.finishAct(
            act, failure: isDone ? nil : "HTTP \(response.status.code)", by: both)
        return response
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let problem as Problem:
            "\(problem.code): \(problem.detail(in: .zh)) / \(problem.detail(in: .en))"
        case let error as HTTPError: "HTTP \(error.status.code)"
        default: "failed: \(type(of: error))"
        }
    }

    private func answer(
        to act: PendingAct, by second: String, as both: String, _ context: ZoneContext
    ) async throws -> Response {
        guard let method = HTTPRequest.Method(act.method) else { throw Problem.failed }
        let head = HTTPRequest(
            method: method, scheme: nil, authority: nil, path: act.path,
            headerFields: [.contentType: "application/json"])
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: act.body)))
        var principal = context.caller.principal ?? Principal(name: second, role: .officer)
        principal.name = both
        return try await Caller.$current.withValue(.client(principal)) {
            try await perform(request, context)
        }
    }
}

/// What the second person decides.
struct PendingActDecision: Decodable {
    static let shape = #"{"confirms": true or false}"#

    var confirms: Bool
}

/// An act that waits, or waited.
struct PendingActAnswer: Encodable {
    var id: Int64
    var method: String
    var path: String
    var permission: String
    var body: String
    var requestedBy: String
    var requestedAt: String
    var state: String
    var decidedBy: String?
    var decidedAt: String?
    /// Why it failed.
    var outcome: String?

    init(_ act: PendingAct) {
        id = act.id
        method = act.method
        path = act.path
        permission = act.permission?.rawValue ?? ""
        body = String(decoding: act.body, as: UTF8.self)
        requestedBy = act.requestedBy
        requestedAt = act.requestedAt.iso8601
        state = act.state
        decidedBy = act.decidedBy.isEmpty ? nil : act.decidedBy
        decidedAt = act.decidedAt?.iso8601
        outcome = act.outcome.isEmpty ? nil : act.outcome
    }
}

/// Acts that wait, oldest first.
struct PendingActListAnswer: Encodable {
    var acts: [PendingActAnswer]
}

/// Acts that were decided on, newest first.
struct ActHistoryAnswer: Encodable {
    var acts: [PendingActAnswer]
    var nextBefore: Int64?
}

/// What somebody is told who asked for an act that needs a second person.
struct PendingActTicket: Encodable {
    var id: Int64
    var zh = "该操作须由另一位有权限的人员确认后生效。"
    var en = "The act takes effect when another person who may has confirmed it."
}
