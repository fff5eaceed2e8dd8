import Foundation
import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Simulations on the zone's own history: started, watched, read, ended.
struct SimulationRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/simulations", use: list)
        router.post("/v1/simulations", use: start)
        router.get("/v1/simulations/{id}", use: simulation)
        router.delete("/v1/simulations/{id}", use: cancel)
        router.get("/v1/simulations/{id}/changes", use: changes)
        router.get("/simulations", use: listPage)
        router.post("/simulations", use: startFromPage)
        router.get("/simulations/{id}", use: page)
        router.post("/simulations/{id}", use: cancelFromPage)
    }

    // MARK: API

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(SimulationList(simulations: zone.simulations.all.map(SimulationAnswer.init)))
    }

    @Sendable func start(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard HeaderValue(request.headers[.contentType] ?? "").name == "application/json" else {
            throw Problem.contentTypeUnsupported(expected: "application/json")
        }
        let bytes = try await collectBytes(of: request, upTo: settings.formByteCountMax)
        guard let draft = try? JSONDecoder().decode(SimulationDraft.self, from: Data(bytes)) else {
            throw Problem.jsonMalformed(
                expected: #"{"from": date, "to": date, "files": {path: text}}"#)
        }
        let id = try begin(draft)
        guard let run = zone.simulations[id] else { throw Problem.failed }
        var response = jsonResponse(SimulationAnswer((id, run)), status: .accepted)
        response.headers[.location] = "/v1/simulations/\(id)"
        return response
    }

    private func begin(_ draft: SimulationDraft) throws -> Int {
        guard let from = Day(draft.from), let to = Day(draft.to), from <= to else {
            throw Problem.valueRefused(name: "from, to", expected: "YYYY-MM-DD, from <= to")
        }
        do {
            return try zone.simulations.start(files: draft.files, days: from...to)
        } catch {
            throw Problem(error)
        }
    }

    @Sendable func simulation(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(SimulationAnswer(try found(context)))
    }

    @Sendable func cancel(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let found = try found(context)
        found.run.cancel()
        return jsonResponse(SimulationAnswer(found))
    }

    @Sendable func changes(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let run = try found(context).run
        let page = try Query(request).number("page", in: 0...1_000_000) ?? 0
        return jsonResponse(SimulationChanges(changes: try run.changes(page: Int(page))))
    }

    private func found(_ context: ZoneContext) throws -> (id: Int, run: SimulationRun) {
        guard let id = Int(try context.parameter("id")), let run = zone.simulations[id] else {
            throw Problem.notFound
        }
        return (id, run)
    }

    // MARK: Pages

    @Sendable func listPage(_ request: Request, _ context: ZoneContext) async throws -> Response {
        answer(SimulationsPage(zone, Visit(request)), Visit(request))
    }

    /// A draft that is refused is shown again, with everything that is wrong.
    @Sendable func startFromPage(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let visit = Visit(request)
        let draft = try await SimulationDraft(form: request, settings: settings)
        do {
            let id = try begin(draft)
            return Response(
                status: .seeOther, headers: [.location: visit.url("/simulations/\(id)")])
        } catch let problem as Problem {
            return answer(SimulationsPage(zone, visit, draft, problem), visit, problem.status)
        }
    }

    private func answer(
        _ page: SimulationsPage, _ visit: Visit, _ status: HTTPResponse.Status = .ok
    ) -> Response {
        Templates.response(
            page, template: "simulations", title: PageText.of(visit.language).simulations,
            visit: visit, status: status)
    }

    /// While it runs the page loads itself again every two seconds.
    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let (id, run) = try found(context)
        let number = Int(try Query(request).number("page", in: 0...1_000_000) ?? 0)
        let page = SimulationPage(id, run, page: number, try run.changes(page: number), visit)
        var response = Templates.response(
            page, template: "simulation",
            title: "\(PageText.of(visit.language).simulations) \(id)", visit: visit)
        if page.isUnderWay { response.headers[.refresh] = "2" }
        return response
    }

    @Sendable func cancelFromPage(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let (id, run) = try found(context)
        run.cancel()
        let url = Visit(request).url("/simulations/\(id)")
        return Response(status: .seeOther, headers: [.location: url])
    }
}

extension HTTPField.Name {
    /// Old, and understood by every browser; it needs no script.
    static let refresh = HTTPField.Name("Refresh")!
}

/// What is sent to start a simulation.
struct SimulationDraft: Decodable {
    var from: String
    var to: String
    /// Text of each file by its path in the rule book's folder.
    var files: [String: String]
}

extension SimulationDraft {
    /// What the page's form sent: files one after the other, with a line `---` between them, each
    /// at the path that its id gives.
    init(form request: Request, settings: ServerSettings) async throws {
        let type = HeaderValue(request.headers[.contentType] ?? "")
        guard type.name == "multipart/form-data", let boundary = type.parameters["boundary"] else {
            throw Problem.contentTypeUnsupported(expected: "multipart/form-data")
        }
        let body = try await collectBytes(of: request, upTo: settings.formByteCountMax)
        var fields: [String: String] = [:]
        for part in try splitMultipart(body, boundary: boundary, partCountMax: 10) {
            fields[part.fieldName ?? ""] = String(decoding: body[part.content], as: UTF8.self)
        }
        (from, to) = (fields["from"]?.trimmed() ?? "", fields["to"]?.trimmed() ?? "")
        files = [:]
        let text = (fields["draft"] ?? "").replacing("\r\n", with: "\n")
        for file in ("\n" + text).split(separator: "\n---") {
            guard file.contains(where: { !$0.isWhitespace }) else { continue }
            let id =
                file.split(separator: "\n").first { $0.hasPrefix("id:") }
                .map { String($0.dropFirst(3)).trimmed() } ?? "?"
            files["parameters/" + id.replacing(".", with: "/") + ".yaml"] = String(file)
        }
    }

    /// The files as the form shows them.
    var text: String {
        files.sorted { $0.key < $1.key }.map { $0.value.trimmed() }.joined(separator: "\n---\n")
    }
}
