import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The pages of enterprises, their filing and its review.
struct EnterprisePageRoutes: Sendable {
    /// Entries on one page.
    static let entryCountMax = 100

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/enterprises", use: list)
        router.get("/enterprises/{code}", use: record)
        router.post("/enterprises/{code}/documents", use: upload)
        router.get("/filing", use: form)
        router.post("/filing", use: file)
        router.get("/reviews", use: reviews)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let query = Query(request)
        let filter = try query.enterpriseFilter()
        let page = try zone.enterprises(
            filter, after: try query.text("after"), countMax: Self.entryCountMax)
        let expiries = try zone.expiries(countMax: Self.entryCountMax)?.rows ?? []
        return Templates.response(
            EnterprisesPage(page, filter, expiries: expiries, visit: visit),
            template: "enterprises", title: EnterpriseText.of(visit.language).title, visit: visit)
    }

    @Sendable func record(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try page(try zone.view(context, on: try Query(request).day("on")), Visit(request))
    }

    private func page(
        _ view: EnterpriseView, _ visit: Visit, _ problem: Problem? = nil
    ) throws -> Response {
        Templates.response(
            EnterprisePage(
                view, documents: try zone.documents(of: view.record.code),
                limits: zone.enterpriseLimits, problem: problem, visit: visit),
            template: "enterprise",
            title: "\(EnterpriseText.of(visit.language).title) \(view.record.code)", visit: visit,
            status: problem?.status ?? .ok)
    }

    /// Keeps the file of the form; what is wrong is shown on the page of the enterprise.
    @Sendable func upload(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let view = try zone.view(context)
        do {
            let parts = try await FormParts(
                request, upTo: zone.enterpriseLimits.documentByteCountMax + (16 << 10))
            let file = parts.file("file")
            try answeringEnterprise {
                _ = try zone.addDocument(
                    file?.content ?? [], kind: parts.text("kind"), name: file?.name ?? "",
                    of: view.record.code, by: actingAs(parts.text("by")))
            }
        } catch let problem as Problem {
            return try page(view, visit, problem)
        }
        let url = visit.url("/enterprises/\(view.record.code)")
        return Response(status: .seeOther, headers: [.location: url + "#documents"])
    }

    @Sendable func form(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        guard let code = try Query(request).text("code") else {
            _ = context.ownCodes()
            return formPage(FilingPage(FilingForm(), visit: visit), visit)
        }
        guard let record = try zone.enterprise(code)?.record,
            let version = record.pending ?? record.standing()
        else { throw Problem.notFound }
        try context.checkOwner([code])
        return formPage(FilingPage(FilingForm(record.code, version.filing), visit: visit), visit)
    }

    /// Saves the filing or hands it in; the form comes back with everything that is wrong at once.
    @Sendable func file(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let parts = try await FormParts(request, upTo: FilingForm.byteCountMax)
        let form = FilingForm(parts.texts)
        let code = SocialCreditCode(form.texts["code"] ?? "")
        try context.checkOwner([form.texts["code"] ?? ""])
        let actor = actingAs(form.texts["by"] ?? "")
        let old = code.flatMap { zone.enterpriseSnapshot().record($0.description) }
        var (filing, problems) = form.filing((old?.pending ?? old?.standing())?.filing)
        do {
            problems += zone.problems(
                of: filing, by: actor, submits: form.submits)
            guard problems.isEmpty, let code else { throw EnterpriseError.invalid(problems) }
            try zone.saveFiling(
                filing, of: code, by: actor, submits: form.submits)
            return Response(
                status: .seeOther, headers: [.location: visit.url("/enterprises/\(code)")])
        } catch EnterpriseError.invalid(let problems) {
            return formPage(
                FilingPage(form, problems: problems, visit: visit), visit, .unprocessableContent)
        } catch EnterpriseError.notAllowed(_, let zh, let en) {
            let problem = FilingProblem(field: "code", value: "", zh: zh, en: en)
            return formPage(
                FilingPage(form, problems: [problem], visit: visit), visit, .conflict)
        }
    }

    private func formPage(
        _ page: FilingPage, _ visit: Visit, _ status: HTTPResponse.Status = .ok
    ) -> Response {
        Templates.response(
            page, template: "filing", title: EnterpriseText.of(visit.language).formTitle,
            visit: visit, status: status)
    }

    @Sendable func reviews(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let query = Query(request)
        let filter = try query.reviewFilter()
        guard
            let page = try zone.reviews(
                filter, after: try query.text("after"), countMax: Self.entryCountMax)
        else { throw Problem.parameterInvalid(name: "after", expected: "nextAfter") }
        return Templates.response(
            ReviewsPage(page, filter, visit: visit), template: "reviews",
            title: EnterpriseText.of(visit.language).reviews, visit: visit)
    }
}

/// The parts of a form sent as multipart/form-data.
struct FormParts {
    private let body: [UInt8]
    private let parts: [BodyPart]

    init(_ request: Request, upTo byteCountMax: Int) async throws {
        let type = HeaderValue(request.headers[.contentType] ?? "")
        guard type.name == "multipart/form-data", let boundary = type.parameters["boundary"] else {
            throw Problem.contentTypeUnsupported(expected: "multipart/form-data")
        }
        body = try await collectBytes(of: request, upTo: byteCountMax)
        parts = try splitMultipart(body, boundary: boundary, partCountMax: 100)
    }

    /// Fields in their order, texts as UTF-8.
    var texts: [(name: String, value: String)] {
        parts.compactMap { part in
            part.fieldName.map { ($0, String(decoding: body[part.content], as: UTF8.self)) }
        }
    }

    /// The text of a field; empty where it is missing.
    func text(_ name: String) -> String {
        texts.first { $0.name == name }?.value.trimmed() ?? ""
    }

    /// A file with its name; nil where it is missing.
    func file(_ name: String) -> (name: String, content: [UInt8])? {
        parts.first { $0.fieldName == name }.map { part in
            let header = part.headers["content-disposition"].map { HeaderValue($0) }
            return (header?.parameters["filename"] ?? "", Array(body[part.content]))
        }
    }
}
