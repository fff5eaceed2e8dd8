import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// What enterprises file once, and what departments decide of it.
struct EnterpriseRoutes: Sendable {
    /// Most entries in one page of a list.
    static let entryCountMax = 500
    /// How far ahead the forecast of ending roles may look, days.
    static let forecastDayCountMax = 3_653

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        let path = "/v1/enterprises/{code}"
        router.get("/v1/enterprises", use: list)
        router.get("\(path)", use: record)
        router.put("\(path)", use: save)
        router.get("\(path)/changes", use: changes)
        router.get("\(path)/standing", use: standing)
        router.post("\(path)/acts", use: act)
        router.get("\(path)/documents", use: documents)
        router.post("\(path)/documents", use: addDocument)
        router.get("\(path)/documents/{id}", use: document)
        router.get("/v1/reviews", use: reviews)
        router.get("/v1/enterprise-expiries", use: expiries)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let (rows, next) = try zone.enterprises(
            try query.enterpriseFilter(), after: try query.text("after"),
            countMax: try query.limit(countMax: Self.entryCountMax, default: 100))
        return jsonResponse(EnterpriseListAnswer(rows, next))
    }

    @Sendable func record(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(EnterpriseAnswer(try zone.view(context, on: try Query(request).day("on"))))
    }

    /// 201 where the enterprise is new.
    @Sendable func save(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let code = try context.enterprise()
        let body: FilingBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: FilingBody.shape)
        let filing = try body.filing()
        return try answeringEnterprise {
            let isNew = zone.enterpriseSnapshot().record(code.description) == nil
            try zone.saveFiling(
                filing, of: code, by: actingAs(body.by), submits: body.submit ?? false)
            guard let view = try zone.enterprise(code.description) else { throw Problem.notFound }
            return jsonResponse(EnterpriseAnswer(view), status: isNew ? .created : .ok)
        }
    }

    /// What one version changed of another; the newest and the one before it unless said otherwise.
    @Sendable func changes(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let versions = try zone.view(context).record.versions
        let query = Query(request)
        let range = 1...Int64(max(1, versions.count))
        let to = Int(try query.number("to", in: range) ?? range.upperBound)
        let from = Int(try query.number("from", in: range) ?? Int64(max(1, to - 1)))
        return jsonResponse(
            FilingChangesAnswer(
                from: from, to: to,
                versions[from - 1].filing.changes(to: versions[to - 1].filing)))
    }

    @Sendable func standing(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let code = try context.parameter("code")
        guard code.utf8.count == 10 || code.utf8.count == 18 else { throw Problem.notFound }
        guard let role = try query.role() else {
            throw Problem.parameterInvalid(name: "role", expected: EnterpriseRole.names)
        }
        let day = try query.day("day") ?? zone.today
        return jsonResponse(
            EnterpriseStandingAnswer(
                role, zone.enterpriseStanding(of: code, role: role, on: day), day))
    }

    @Sendable func act(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let code = try context.enterprise()
        let body: EnterpriseActBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: EnterpriseActBody.shape)
        let act = try body.enterpriseAct(today: zone.today)
        if act != .submit { try context.require(.enterprisesReview) }
        return try answeringEnterprise {
            try zone.actOnEnterprise(
                code, act, by: actingAs(body.by), department: body.department ?? "")
            guard let view = try zone.enterprise(code.description) else { throw Problem.notFound }
            return jsonResponse(EnterpriseAnswer(view))
        }
    }

    @Sendable func documents(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let code = try zone.view(context).record.code
        return jsonResponse(
            EnterpriseDocumentsAnswer(try zone.documents(of: code), zone.enterpriseLimits))
    }

    /// The file as the body, what it is in the query. 201 where it is new.
    @Sendable func addDocument(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let code = try context.enterprise()
        let query = Query(request)
        let content = try await collectBytes(
            of: request, upTo: zone.enterpriseLimits.documentByteCountMax)
        return try answeringEnterprise {
            let (id, isNew) = try zone.addDocument(
                content, kind: try query.text("kind") ?? "",
                name: try query.text("name", lengthMax: 200) ?? "", of: code,
                by: actingAs(try query.text("by") ?? ""))
            guard let (document, _) = try zone.document(id, of: code) else {
                throw Problem.notFound
            }
            return jsonResponse(
                EnterpriseDocumentAnswer(document), status: isNew ? .created : .ok)
        }
    }

    /// The file itself, always to be saved and never shown in place: its sender is not trusted.
    @Sendable func document(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard
            let (document, content) = try zone.document(
                try context.messageID(), of: try context.enterprise())
        else { throw Problem.notFound }
        return fileResponse(document, content)
    }

    @Sendable func reviews(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let page = try zone.reviews(
            try query.reviewFilter(), after: try query.text("after"),
            countMax: try query.limit(countMax: Self.entryCountMax, default: 100))
        guard let page else {
            throw Problem.parameterInvalid(name: "after", expected: "nextAfter")
        }
        return jsonResponse(ReviewListAnswer(page.rows, page.nextAfter))
    }

    @Sendable func expiries(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let days = try query.number("days", in: 0...Int64(Self.forecastDayCountMax))
        let page = try zone.expiries(
            within: days.map { Int($0) }, after: try query.text("after"),
            countMax: try query.limit(countMax: Self.entryCountMax, default: 100))
        guard let page else {
            throw Problem.parameterInvalid(name: "after", expected: "nextAfter")
        }
        return jsonResponse(
            ExpiryListAnswer(
                page.rows, page.nextAfter,
                dayCount: days.map { Int($0) } ?? zone.expiryForecastDayCount))
    }
}

extension Zone {
    /// The enterprise that the path names by either code.
    func view(_ context: ZoneContext, on day: Day? = nil) throws -> EnterpriseView {
        guard let view = try enterprise(try context.parameter("code"), on: day) else {
            throw Problem.notFound
        }
        return view
    }
}

extension EnterpriseRole {
    /// All of them, as an expectation.
    static let names = allCases.map(\.rawValue).joined(separator: ", ")
}

extension Query {
    /// The role of a parameter; nil where it is missing or empty.
    func role() throws(Problem) -> EnterpriseRole? {
        guard let text = try text("role") else { return nil }
        guard let role = EnterpriseRole(rawValue: text) else {
            throw .parameterInvalid(name: "role", expected: EnterpriseRole.names)
        }
        return role
    }

    private func filingState(_ states: [FilingState]) throws(Problem) -> FilingState? {
        guard let text = try text("state") else { return nil }
        guard let state = states.first(where: { $0.rawValue == text }) else {
            throw .parameterInvalid(
                name: "state", expected: states.map(\.rawValue).joined(separator: ", "))
        }
        return state
    }

    /// Which enterprises are asked for.
    func enterpriseFilter() throws(Problem) -> EnterpriseFilter {
        EnterpriseFilter(
            text: try text("q")?.trimmed(), role: try role(),
            state: try filingState(FilingState.allCases))
    }

    /// Which reviews are asked for.
    func reviewFilter() throws(Problem) -> ReviewFilter {
        ReviewFilter(
            state: try filingState([.submitted, .inReview]), department: try text("department"),
            role: try role())
    }
}

/// What `body` answers, with what enterprises are refused for as a problem.
func answeringEnterprise<T>(_ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch let error as EnterpriseError {
        throw Problem(error)
    }
}

extension Problem {
    /// The problem that the error is.
    init(_ error: EnterpriseError) {
        switch error {
        case .invalid(let problems): self = .fieldsRefused(problems)
        case .notFound: self = .notFound
        case .notAllowed(let step, let zh, let en):
            self = .actNotAllowed(event: step, status: "\(zh) \(en)")
        case .full(let countMax): self = .recordsFull(countMax: countMax)
        case .documentEmpty: self = .fileRefused(expected: "1... bytes")
        case .documentTooLarge(let byteCountMax):
            self = .bodyTooLarge(byteCountMax: byteCountMax)
        case .documentType:
            self = .contentTypeUnsupported(expected: "application/pdf, image/png, image/jpeg")
        case .documentsFull(let countMax): self = .recordsFull(countMax: countMax)
        }
    }
}
