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
        router.post("/v1/pending-acts/{id}/decision", use: decide)
    }

    /// What the caller might decide on.
    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let acts = try zone.access.waitingActs(countMax: Self.actCountMax)
            .filter { act in act.permission.map { context.may($0) } ?? false }
        return jsonResponse(PendingActListAnswer(acts: acts.map(PendingActAnswer.init)))
    }

    /// A confirmed act is done at once, in the name of both; what it answers is the answer.
    @Sendable func decide(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.messageID()
        let body: PendingActDecision = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: PendingActDecision.shape)
        guard let known = try zone.access.pendingAct(id), let permission = known.permission else {
            throw Problem.notFound
        }
        try context.require(permission)
        let second = actingAs("")
        let act = try await answeringAccess {
            try zone.access.decideAct(id, confirms: body.confirms, by: second)
        }
        guard body.confirms, let method = HTTPRequest.Method(act.method) else {
            return jsonResponse(PendingActAnswer(act))
        }
        let head = HTTPRequest(
            method: method, scheme: nil, authority: nil, path: act.path,
            headerFields: [.contentType: "application/json"])
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: act.body)))
        var principal = context.caller.principal ?? Principal(name: second, role: .officer)
        principal.name = "\(act.requestedBy) + \(second)"
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

    init(_ act: PendingAct) {
        id = act.id
        method = act.method
        path = act.path
        permission = act.permission?.rawValue ?? ""
        body = String(decoding: act.body, as: UTF8.self)
        requestedBy = act.requestedBy
        requestedAt = act.requestedAt.iso8601
    }
}

/// Acts that wait, oldest first.
struct PendingActListAnswer: Encodable {
    var acts: [PendingActAnswer]
}

/// What somebody is told who asked for an act that needs a second person.
struct PendingActTicket: Encodable {
    var id: Int64
    var zh = "该操作须由另一位有权限的人员确认后生效。"
    var en = "The act takes effect when another person who may has confirmed it."
}
