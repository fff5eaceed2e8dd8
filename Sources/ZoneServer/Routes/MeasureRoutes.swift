import Foundation
import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Pilot measures: written or imported, checked, simulated, staged, adopted, rolled back.
struct MeasureRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/measure-library", use: library)
        router.get("/v1/measure-library/{id}", use: practice)
        router.get("/v1/measures", use: list)
        router.get("/v1/measures/{id}", use: measure)
        router.put("/v1/measures/{id}", use: draft)
        router.get("/v1/measures/{id}/package", use: package)
        router.post("/v1/measure-imports", use: importPackage)
        router.post("/v1/measures/{id}/preconditions", use: check)
        router.post("/v1/measures/{id}/simulation", use: simulate)
        router.post("/v1/measures/{id}/staging", use: stage)
        router.delete("/v1/measures/{id}/staging", use: unstage)
        router.post("/v1/measures/{id}/adoption", use: adopt)
        router.post("/v1/measures/{id}/rollback", use: rollBack)
        router.get("/v1/measures/{id}/effect", use: effect)
    }

    @Sendable func library(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            MeasureLibraryAnswer(
                practices: zone.measureLibrary.practices.map(MeasureLibraryAnswer.Practice.init)))
    }

    /// A draft to be filled.
    @Sendable func practice(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let draft = zone.measureLibrary.draft(try context.parameter("id")) else {
            throw Problem.notFound
        }
        return response(Array(try draft.text.utf8), type: "application/json")
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            MeasuresAnswer(measures: try zone.measures().map { MeasureAnswer($0, isWhole: false) }))
    }

    @Sendable func measure(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try answer(try context.parameter("id"), .ok)
    }

    private func answer(_ id: String, _ status: HTTPResponse.Status) throws -> Response {
        guard let view = try zone.measure(id) else { throw Problem.notFound }
        return jsonResponse(MeasureAnswer(view, isWhole: true), status: status)
    }

    /// The measure's own JSON is the body, as it is signed later.
    @Sendable func draft(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let bytes = try await body(of: request, upTo: Measure.byteCountMax)
        let by = try Query(request).text("by") ?? ""
        let isNew = try answeringMeasure {
            try zone.draft(String(decoding: bytes, as: UTF8.self), id: id, by: actingAs(by))
        }
        return try answer(id, isNew ? .created : .ok)
    }

    private func body(of request: Request, upTo countMax: Int) async throws -> [UInt8] {
        guard HeaderValue(request.headers[.contentType] ?? "").name == "application/json" else {
            throw Problem.contentTypeUnsupported(expected: "application/json")
        }
        return try await collectBytes(of: request, upTo: countMax)
    }

    /// The signed file, named by its digest.
    @Sendable func package(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let file = try answeringMeasure { try zone.measureFile(id) }
        return response(
            file.bytes, type: "application/json",
            headers: [
                .contentDisposition: "attachment; filename=\"\(file.name)\"",
                .cacheControl: "private, no-store",
            ])
    }

    /// The file itself is the body; the trusted key and the file's name stand in the query.
    @Sendable func importPackage(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let bytes = try await body(of: request, upTo: MeasurePackage.byteCountMax)
        let query = Query(request)
        let (key, by) = (try query.text("key") ?? "", try query.text("by") ?? "")
        let name = try query.text("name", lengthMax: 200)
        let made = try answeringMeasure {
            try zone.importMeasure(bytes, key: key, name: name, by: actingAs(by))
        }
        var response = try answer(made.id, made.isNew ? .created : .ok)
        response.headers[.location] = "/v1/measures/\(made.id)"
        return response
    }

    @Sendable func check(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: ActorBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ActorBody.shape)
        let results = try answeringMeasure {
            try zone.checkPreconditions(of: id, by: actingAs(body.by))
        }
        return jsonResponse(
            PreconditionsAnswer(
                passed: results.allSatisfy { $0.verdict == CheckVerdict.passed.rawValue },
                preconditions: results))
    }

    @Sendable func simulate(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: MeasureDaysBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: MeasureDaysBody.simulationShape)
        let from = try readDay(body.from, "from")
        guard let to = try body.to.map({ (text) throws(Problem) in try readDay(text, "to") }),
            from <= to
        else { throw Problem.valueRefused(name: "to", expected: ">= \(from)") }
        let number = try answeringMeasure {
            try zone.simulate(id, days: from...to, by: actingAs(body.by))
        }
        guard let run = zone.simulations[number] else { throw Problem.failed }
        var response = jsonResponse(SimulationAnswer((number, run)), status: .accepted)
        response.headers[.location] = "/v1/simulations/\(number)"
        return response
    }

    @Sendable func stage(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: MeasureDaysBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: MeasureDaysBody.shape)
        let from = try readDay(body.from, "from")
        let to = try body.to.map { (text) throws(Problem) in try readDay(text, "to") }
        try answeringMeasure {
            try zone.stage(
                id, from: from, to: to, reason: body.reason ?? "", by: actingAs(body.by))
        }
        return try answer(id, .ok)
    }

    @Sendable func unstage(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: ReasonBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ReasonBody.shape)
        try answeringMeasure {
            try zone.unstage(id, reason: body.reason, by: actingAs(body.by))
        }
        return try answer(id, .ok)
    }

    @Sendable func adopt(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: ActorBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ActorBody.shape)
        try await answeringMeasure { try await zone.adopt(id, by: actingAs(body.by)) }
        return try answer(id, .ok)
    }

    @Sendable func rollBack(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let body: ReasonBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ReasonBody.shape)
        try await answeringMeasure {
            try await zone.rollBack(id, reason: body.reason, by: actingAs(body.by))
        }
        return try answer(id, .ok)
    }

    @Sendable func effect(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let days = try Query(request).number("days", in: 1...Int64(Zone.effectDayCountMax)) ?? 28
        let effects = try answeringMeasure { try zone.effect(of: id, dayCount: Int(days)) }
        guard let effects else {
            throw Problem.actNotAllowed(
                event: "effect", status: "采用后尚无完整日期 in force on no day that is over")
        }
        return jsonResponse(
            MeasureEffectAnswer(indicators: effects.map(MeasureEffectAnswer.Indicator.init)))
    }
}

/// Days of a simulation or an adoption, as sent.
struct MeasureDaysBody: Decodable {
    static let shape = #"{"from": "YYYY-MM-DD", "to"?, "reason", "by"}"#
    static let simulationShape = #"{"from": "YYYY-MM-DD", "to", "by"}"#

    var from: String
    var to: String?
    var reason: String?
    var by: String
}

/// Why something is done, as sent.
struct ReasonBody: Decodable {
    static let shape = #"{"reason", "by"}"#

    var reason: String
    var by: String
}

/// What `body` gives, with the services' refusals as problems.
func answeringMeasure<T>(_ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch let error as MeasureError {
        throw Problem(error)
    }
}

/// The same for what waits.
func answeringMeasure<T>(_ body: () async throws -> T) async throws -> T {
    do {
        return try await body()
    } catch let error as MeasureError {
        throw Problem(error)
    }
}

extension Problem {
    init(_ error: MeasureError) {
        switch error {
        case .invalid(let problems): self = .fieldsRefused(problems)
        case .notFound, .noKey: self = .notFound
        case .conflict: self = .recordConflict
        case .notAllowed(let step, let state): self = .actNotAllowed(event: step, status: state)
        case .busy: self = .simulationBusy
        }
    }
}
