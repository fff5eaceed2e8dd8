import HTTPTypes
import Hummingbird
import ZoneServices

/// The pages for people.
struct PageRoutes: Sendable {
    /// Declarations on one page.
    static let declarationCountMax = 50
    /// Receipts on one page.
    static let receiptCountMax = 50

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/", use: home)
        router.get("/declarations", use: declarations)
        router.get("/declarations/{id}", use: declaration)
        router.get("/messages/{id}", use: message)
        router.get("/check", use: checkForm)
        router.post("/check", use: check)
        router.get("/receipts", use: receipts)
    }

    @Sendable func home(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        return Templates.response(
            HomePage(try zone.figures(), visit: visit), template: "home",
            title: PageText.of(visit.language).home, visit: visit)
    }

    @Sendable func declarations(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let visit = Visit(request)
        let query = Query(request)
        if let id = try query.text("id", lengthMax: 200) {
            let url = visit.url("/declarations/" + id.trimmed().percentEncoded())
            return Response(status: .seeOther, headers: [.location: url])
        }
        let status = try query.number("status", in: -9_999_999...9_999_999).map { Int($0) }
        let before = try query.number("before", in: 0...Int64.max)
        let page = DeclarationListPage(
            try zone.declarations(
                for: context, before: before, status: status, countMax: Self.declarationCountMax),
            status: status, isFirst: before == nil, countMax: Self.declarationCountMax,
            visit: visit)
        return Templates.response(
            page, template: "declarations", title: PageText.of(visit.language).declarations,
            visit: visit)
    }

    @Sendable func declaration(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        guard let view = try zone.declaration(try context.parameter("id")) else {
            throw Problem.notFound
        }
        try context.checkOwner(view.owners)
        let visit = Visit(request)
        return Templates.response(
            DeclarationPage(view, visit: visit), template: "declaration",
            title: "\(PageText.of(visit.language).declaration) \(view.id)", visit: visit)
    }

    @Sendable func message(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.messageID()
        try context.checkOwner(try zone.messageOwners(id))
        guard let answer = try zone.message(id) else { throw Problem.notFound }
        let visit = Visit(request)
        return Templates.response(
            MessagePage(answer, visit: visit, linksDeclarations: true), template: "message",
            title: "\(PageText.of(visit.language).message) \(answer.id)", visit: visit)
    }

    @Sendable func receipts(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let query = Query(request)
        let recipient = try query.text("recipient")?.trimmed()
        let page = try zone.receipts(
            for: recipient, after: try query.receiptCursor(), countMax: Self.receiptCountMax)
        return Templates.response(
            ReceiptsPage(page, recipient: recipient, visit: visit), template: "receipts",
            title: PageText.of(visit.language).receipts, visit: visit)
    }

    @Sendable func checkForm(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        return checkPage(CheckPage(visit: visit), visit)
    }

    /// Shows what is wrong with the form on the form itself, next to its fields.
    @Sendable func check(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        do {
            let form = try await CheckForm(request, settings: settings)
            guard !form.messages.isEmpty else { throw Problem.bodyEmpty }
            let answers: [MessageAnswer]
            do {
                answers = try await zone.check(form.messages, senders: context.ownCodes())
            } catch {
                throw Problem(error)
            }
            let page = CheckPage(visit: visit, pasted: form.pasted, answers: answers)
            return checkPage(page, visit)
        } catch let problem as Problem {
            return checkPage(CheckPage(visit: visit, problem: problem), visit, problem.status)
        }
    }

    private func checkPage(
        _ page: CheckPage, _ visit: Visit, _ status: HTTPResponse.Status = .ok
    ) -> Response {
        Templates.response(
            page, template: "check", title: PageText.of(visit.language).check, visit: visit,
            status: status)
    }
}

/// What the form of the check page sent.
struct CheckForm {
    /// Most messages of one form.
    static let messageCountMax = 20

    var messages: [[UInt8]] = []
    /// The pasted text; empty where it is too long to be shown again.
    var pasted = ""

    init(_ request: Request, settings: ServerSettings) async throws {
        let type = HeaderValue(request.headers[.contentType] ?? "")
        guard type.name == "multipart/form-data", let boundary = type.parameters["boundary"] else {
            throw Problem.contentTypeUnsupported(expected: "multipart/form-data")
        }
        let body = try await collectBytes(of: request, upTo: settings.formByteCountMax)
        for part in try splitMultipart(body, boundary: boundary, partCountMax: 100) {
            let content = Array(body[part.content])
            guard content.contains(where: { $0 > 0x20 }) else { continue }
            messages += splitMessages(content)
            if part.fieldName == "text", content.count <= 64 << 10 {
                pasted = String(decoding: content, as: UTF8.self)
            }
        }
        guard messages.count <= Self.messageCountMax else {
            throw Problem.tooManyMessages(count: messages.count, countMax: Self.messageCountMax)
        }
    }
}
